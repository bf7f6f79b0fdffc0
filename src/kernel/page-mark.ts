// The opaque mark `next` of a page: the sort order and the sort values of its last row (keyset paging).
import { type RawBuilder, sql } from "kysely";
import { kernelFault } from "./errors.ts";
import { type Sort, sortText } from "./page-of.ts";

export type MarkValue = string | number | null;

/** Packs the sort values of the last row into the opaque mark `next`. The sort is part of it, so that marks cannot be mixed. */
export function markOf(sorts: readonly Sort[], values: readonly MarkValue[]): string {
  return Buffer.from(JSON.stringify([sorts.map(sortText).join(","), ...values])).toString("base64url");
}

/**
 * Reads a mark back.
 * @throws Fault `list.bad-cursor` when it is damaged or belongs to another sort order
 */
export function readMark(sorts: readonly Sort[], mark: string, length: number): MarkValue[] {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(mark, "base64url").toString());
  } catch {
    throw kernelFault("list.bad-cursor");
  }
  if (!Array.isArray(parts) || parts.length !== length + 1 || parts[0] !== sorts.map(sortText).join(","))
    throw kernelFault("list.bad-cursor");
  const values = parts.slice(1) as unknown[];
  if (!values.every((value) => value === null || typeof value === "string" || typeof value === "number"))
    throw kernelFault("list.bad-cursor");
  return values as MarkValue[];
}

export interface KeyColumn {
  expression: RawBuilder<unknown>;
  down: boolean;
}

/** The rows after a mark: a row comparison where all columns run one way (an index can serve it), else spelled out. */
export function afterMark(columns: readonly KeyColumn[], values: readonly MarkValue[]): RawBuilder<boolean> {
  const down = columns[0]?.down ?? false;
  if (columns.every((column) => column.down === down)) {
    const left = sql.join(columns.map((column) => column.expression));
    return sql<boolean>`(${left}) ${sql.raw(down ? "<" : ">")} (${sql.join(values.map((value) => sql`${value}`))})`;
  }
  const branches = columns.map((column, index) => {
    const equal = columns.slice(0, index).map((before, at) => sql`${before.expression} = ${values[at]}`);
    return sql`(${sql.join([...equal, sql`${column.expression} ${sql.raw(column.down ? "<" : ">")} ${values[index]}`], sql` and `)})`;
  });
  return sql<boolean>`(${sql.join(branches, sql` or `)})`;
}

/** The matching order. */
export const orderOf = (columns: readonly KeyColumn[]): RawBuilder<unknown> =>
  sql.join(columns.map((column) => sql`${column.expression} ${sql.raw(column.down ? "desc" : "asc")}`));
