// How PostgreSQL values look in JavaScript, the same on both engines: strings for days, instants and exact numbers.

import { types as pgTypes } from "pg";

type Parser = (text: string) => unknown;

const INSTANT_IN_UTC = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?\+00$/;
const LOCAL_TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?$/;

/**
 * Turns PostgreSQL's int8 text into a number.
 *
 * @throws RangeError beyond 2^53 - 1, where a number would silently round: select such a column as text.
 */
export function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new RangeError(`${text} is beyond the whole numbers of JavaScript; select the column as text: column::text`);
  return value;
}

/**
 * Turns a timestamptz as PostgreSQL prints it (ISO style) into "2021-08-04T01:02:03.000Z", cut to milliseconds.
 *
 * Infinities and years outside 0001..9999 come back as PostgreSQL wrote them.
 */
export function parseInstant(text: string): string {
  if (INSTANT_IN_UTC.test(text)) return `${isoMilliseconds(text.slice(0, -3))}Z`;
  const withZone = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(\.\d+)?([+-]\d\d)(:\d\d)?$/.exec(text);
  if (!withZone) return text;
  const [, day, time, fraction = "", hours, minutes = ":00"] = withZone;
  return new Date(`${day}T${time}${fraction.slice(0, 4)}${hours}${minutes}`).toISOString();
}

function parseLocalTime(text: string): string {
  return LOCAL_TIME.test(text) ? isoMilliseconds(text) : text;
}

function isoMilliseconds(text: string): string {
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${text.slice(20, 23).padEnd(3, "0")}`;
}

// The package's types call this a function; it is an object.
const { create } = pgTypes.arrayParser as unknown as {
  create(text: string, parse: Parser): { parse(): unknown[] };
};

const asWritten: Parser = (text) => text;
const parseBytes: Parser = (text) => Buffer.from(text.slice(2), "hex");

/** Parsers by type oid, only where an engine's own choice differs from the other's or loses something. */
const scalarParsers: Record<number, Parser> = {
  17: parseBytes,
  20: parseInt8,
  114: JSON.parse,
  600: asWritten,
  718: asWritten,
  1082: asWritten,
  1083: asWritten,
  1114: parseLocalTime,
  1184: parseInstant,
  1186: asWritten,
  1266: asWritten,
  1700: asWritten,
  3802: JSON.parse,
};

const arrayOf: Record<number, number> = {
  17: 1001,
  20: 1016,
  114: 199,
  600: 1017,
  718: 719,
  1082: 1182,
  1083: 1183,
  1114: 1115,
  1184: 1185,
  1186: 1187,
  1266: 1270,
  1700: 1231,
  3802: 3807,
};

/** For PGlite, which derives the array parsers from these by itself. */
export const embeddedParsers = scalarParsers;

const postgresParsers = new Map<number, Parser>();
for (const [oid, parse] of Object.entries(scalarParsers)) {
  postgresParsers.set(Number(oid), parse);
  const arrayOid = arrayOf[Number(oid)];
  if (arrayOid !== undefined) postgresParsers.set(arrayOid, (text) => create(text, parse).parse());
}

/** For pg: our parsers before its own. */
export const postgresTypes = {
  getTypeParser(oid: number, format?: "text" | "binary"): unknown {
    const ours = format === "binary" ? undefined : postgresParsers.get(oid);
    return ours ?? pgTypes.getTypeParser(oid, format);
  },
};
