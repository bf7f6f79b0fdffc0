// Acts on units: load, decide, save, record the event; and what other modules ask about units.
import type { Call } from "../../kernel/call.ts";
import { kernelFault } from "../../kernel/errors.ts";
import { newId } from "../../kernel/ids.ts";
import { type MarkValue, markOf, readMark } from "../../kernel/page-mark.ts";
import type { Page, Sort } from "../../kernel/page-of.ts";
import type { NewEvent } from "../audit/model.ts";
import { recordEvent, recordEvents } from "../audit/service.ts";
import type { Db } from "../tables.ts";
import {
  type NewUnit,
  type Unit,
  type UnitChange,
  UnitId,
  type UnitKind,
  type UnitSummary,
  unitFault,
  unitKinds,
} from "./model.ts";
import { foldName, homeOf, nameKey } from "./name-key.ts";
import * as people from "./people-store.ts";
import { pinyinKey } from "./pinyin-order.ts";
import { mayStandBelow, seesPeople, type UnitFacts, unitAbilities } from "./rules.ts";
import * as store from "./store.ts";
import {
  buildLookup,
  type LookupWish,
  matchName,
  type NamedUnit,
  type UnitMatch,
  unitsInReach,
} from "./unit-lookup.ts";
import { aliasesIn, namesAfter } from "./unit-names.ts";

type UnitQuery = store.UnitFilter & { sort: readonly Sort[]; limit: number; after?: string | undefined };
type ListQuery = Omit<UnitQuery, "known"> & { known?: "true" | "false" | undefined };

export async function listUnits(db: Db, _call: Call, query: ListQuery): Promise<Page<UnitSummary>> {
  const filter = { ...query, known: query.known === undefined ? undefined : query.known === "true" };
  const sort = query.sort[0] ?? { by: "tree", down: false };
  const total = await store.countUnits(db, filter);
  if (sort.by === "name") {
    const after = query.after ? readMark([sort], query.after, 2) : null;
    const rows = await store.findUnitsByName(db, filter, { down: sort.down, after, limit: query.limit });
    const items = rows.slice(0, query.limit);
    const last = items.at(-1);
    const next = last && rows.length > items.length ? markOf([sort], [last.sortKey, last.id]) : null;
    return { items, total, next };
  }
  const [mark] = query.after ? readMark([sort], query.after, 1) : [];
  const after = query.after ? await placeOf(db, mark) : null;
  const rows = await store.findUnitsByTree(db, filter, {
    down: sort.down,
    after,
    limit: query.limit,
  });
  const items = rows.slice(0, query.limit);
  const last = items.at(-1);
  return { items, total, next: last && rows.length > items.length ? markOf([sort], [last.id]) : null };
}

/** The mark of a page in tree order is its last unit, so that moved units do not break it. */
async function placeOf(db: Db, mark: MarkValue | undefined): Promise<string> {
  const id = UnitId.safeParse(mark);
  const place = id.success ? await store.findPlace(db, id.data) : undefined;
  if (place === undefined) throw kernelFault("list.bad-cursor");
  return place;
}

export async function getUnit(db: Db, call: Call, { unitId }: { unitId: string }): Promise<Unit> {
  const unit = await load(db, unitId);
  const { programmeId: _programme, ordinal: _ordinal, ...shown } = unit;
  return {
    ...shown,
    names: await store.findNames(db, unitId),
    people: seesPeople(call.actor) ? await people.findPeopleOf(db, unitId) : [],
    successions: await store.findSuccessions(db, unitId),
    abilities: unitAbilities(call.actor, await factsOf(db, call, unit)),
  } as Unit;
}

/** What a unit may carry besides what an office types in. */
export interface UnitExtras {
  /** `false` until a person has confirmed that there is such a unit. */
  known?: boolean;
  /** The pilot that the unit is set up for. */
  programmeId?: string | null;
  startedOn?: string | null;
  demo?: boolean;
  /** Place among its siblings of the same kind. */
  position?: number;
}

/** Adds a unit. Its names may not belong to another unit, so that a plan always finds the one meant. */
export async function addUnit(tx: Db, call: Call, input: NewUnitInput & UnitExtras): Promise<Unit> {
  const [unitId = ""] = await enterUnits(tx, call, [input]);
  return getUnit(tx, call, { unitId });
}

/** Adds many units as `addUnit` does each, under parents that are there already; answers their ids in the same order. */
export async function enterUnits(
  tx: Db,
  call: Call,
  inputs: readonly (NewUnitInput & UnitExtras)[],
): Promise<string[]> {
  await store.lockNames(tx);
  for (const parentId of new Set(inputs.flatMap((input) => input.parentId ?? []))) await checkParent(tx, parentId, 0);
  const named = await store.findNamedUnits(tx);
  const events: NewEvent[] = [];
  const ids: string[] = [];
  for (const input of inputs) {
    const { id, event, names } = await enterUnit(tx, call, named, input);
    named.push(...names);
    events.push(event);
    ids.push(id);
  }
  await recordEvents(tx, call, events);
  return ids;
}

async function enterUnit(tx: Db, call: Call, named: readonly NamedUnit[], input: NewUnitInput & UnitExtras) {
  const { kind, name, aliases = [], code = null, parentId = null, programmeId = null } = input;
  const { known = true, demo = false } = input;
  const shortName = input.shortName ?? name;
  if (code) await checkCode(tx, code);
  checkNames(named, [name, shortName, ...aliases], { unitId: null, parentId, kind, name, programmeId });
  const id = newId(call.at);
  await store.insertUnit(tx, {
    id,
    parent_id: parentId,
    programme_id: programmeId,
    kind,
    name,
    short_name: shortName,
    code,
    ordinal: ordinalOf(kind, input.position ?? 0),
    sort_key: pinyinKey(nameKey(shortName, homeAbove(named, parentId))),
    started_on: input.startedOn ?? null,
    known,
    demo,
    changed_at: call.atIso,
  });
  const rows = namesAfter([], { name, shortName, aliases }, call.today);
  await store.saveNames(tx, id, rows);
  const government = kind === "government" ? name : governmentAbove(named, parentId);
  const ofUnit = { unitId: id, name, shortName, kind, programmeId, demo, government };
  return {
    id,
    event: {
      kind: "unit.added",
      programmeId,
      subject: { kind: "unit", id, version: 1 },
      after: { name, shortName, kind, parentId, known },
    },
    names: rows.map((row) => ({ ...ofUnit, written: row.name, former: false, endedOn: null, successorId: null })),
  };
}

type NewUnitInput = Pick<NewUnit, "kind" | "name"> & {
  parentId?: string | null;
  shortName?: string | undefined;
  code?: string | null;
  aliases?: readonly string[];
};

/** Kinds follow each other in the order of the model, units of one kind by position, then by pinyin. */
const ordinalOf = (kind: UnitKind, position: number) =>
  Object.keys(unitKinds).indexOf(kind) * 10_000 + Math.min(position, 9999);

export async function changeUnit(
  tx: Db,
  call: Call,
  input: UnitChange & { unitId: string; version: number },
): Promise<Unit> {
  await store.lockNames(tx);
  const unit = await loadFor(tx, call, input, "edit");
  const rows = await store.findNames(tx, unit.id);
  const before = {
    name: unit.name,
    shortName: unit.shortName,
    parentId: unit.parentId,
    aliases: aliasesIn(rows),
    known: unit.known,
  };
  const present = {
    name: input.name ?? unit.name,
    shortName: input.shortName ?? unit.shortName,
    parentId: input.parentId === undefined ? unit.parentId : input.parentId,
    aliases: input.aliases ?? before.aliases,
    known: unit.known || input.known === true,
  };
  const changed = differing(before, present);
  if (changed.length === 0) return getUnit(tx, call, input);
  if (present.parentId && present.parentId !== unit.parentId) {
    const below = await store.findBelow(tx, unit.id);
    const decision = mayStandBelow(
      present.parentId,
      below.map((one) => one.id),
    );
    if (!decision.allowed) throw unitFault("unit.cycle");
    await checkParent(tx, present.parentId, Math.max(...below.map((one) => one.depth)));
  }
  const named = await store.findNamedUnits(tx);
  checkNames(named, [present.name, present.shortName, ...present.aliases], { ...unit, ...present, unitId: unit.id });
  await save(tx, call, unit, input.version, {
    parent_id: present.parentId,
    name: present.name,
    short_name: present.shortName,
    sort_key: pinyinKey(nameKey(present.shortName, homeAbove(named, present.parentId))),
    known: present.known,
  });
  await store.saveNames(tx, unit.id, namesAfter(rows, present, call.today));
  await recordEvent(tx, call, {
    kind: "unit.changed",
    programmeId: unit.programmeId,
    subject: { kind: "unit", id: unit.id, version: input.version + 1 },
    before: pick(before, changed),
    after: pick(present, changed),
  });
  return getUnit(tx, call, input);
}

type Changeable = Record<string, unknown>;
const differing = (before: Changeable, after: Changeable): string[] =>
  Object.keys(after).filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
const pick = (from: Changeable, fields: readonly string[]) =>
  Object.fromEntries(fields.map((field) => [field, from[field]]));

/** Sets up existing units for a pilot (its special group, office and working groups); saying it twice changes nothing. */
export async function attachToProgramme(
  tx: Db,
  call: Call,
  programmeId: string,
  unitIds: readonly string[],
): Promise<void> {
  for (const unitId of unitIds) {
    const unit = await load(tx, unitId);
    if (unit.programmeId === programmeId) continue;
    if (unit.programmeId !== null) throw unitFault("unit.not-yours", { name: unit.name });
    await save(tx, call, unit, unit.version, { programme_id: programmeId });
    await recordEvent(tx, call, {
      kind: "unit.changed",
      programmeId,
      subject: { kind: "unit", id: unit.id, version: unit.version + 1 },
      before: { programmeId: null },
      after: { programmeId },
    });
  }
}

/** The unit, or a refusal. */
export async function load(db: Db, unitId: string): Promise<store.UnitRow> {
  const unit = await store.findUnit(db, unitId);
  if (!unit) throw unitFault("unit.absent");
  return unit;
}

async function factsOf(db: Db, call: Call, unit: store.UnitRow): Promise<UnitFacts> {
  const { programmeId, endedOn } = unit;
  const inOwnProgramme = programmeId !== null && (await store.sharesProgramme(db, programmeId, call.actor.unitIds));
  return { endedOn, programmeId, inOwnProgramme };
}

/** The unit in the version that was read, for an act that the actor may do. */
export async function loadFor(
  tx: Db,
  call: Call,
  input: { unitId: string; version: number },
  act: keyof Unit["abilities"],
): Promise<store.UnitRow> {
  const unit = await load(tx, input.unitId);
  if (unit.version !== input.version)
    throw kernelFault("version.stale", { current: unit.version, given: input.version });
  if (!unitAbilities(call.actor, await factsOf(tx, call, unit))[act])
    throw unitFault("unit.not-yours", { name: unit.name });
  return unit;
}

export async function save(
  tx: Db,
  call: Call,
  unit: store.UnitRow,
  version: number,
  patch: store.UnitPatch,
): Promise<void> {
  if (await store.saveUnit(tx, unit.id, version, patch, call.atIso)) return;
  const now = await load(tx, unit.id);
  throw kernelFault("version.stale", { current: now.version, given: version });
}

async function checkParent(tx: Db, parentId: string, levelsBelow: number): Promise<void> {
  await load(tx, parentId);
  if ((await store.countAbove(tx, parentId)) + 2 + levelsBelow > store.deepest)
    throw unitFault("unit.too-deep", { limit: store.deepest });
}

async function checkCode(tx: Db, code: string): Promise<void> {
  const owner = await store.findUnitByCode(tx, code);
  if (owner) throw unitFault("unit.code-taken", { code, owner: owner.name });
}

/** The place whose name may be left out below `parentId`. */
function homeAbove(named: readonly NamedUnit[], parentId: string | null): string | null {
  const above = governmentAbove(named, parentId);
  return above ? homeOf(above) : null;
}

const governmentAbove = (named: readonly NamedUnit[], parentId: string | null): string | null =>
  (parentId && named.find((unit) => unit.unitId === parentId)?.government) || null;

interface NameScope {
  unitId: string | null;
  parentId: string | null;
  programmeId: string | null;
  kind: UnitKind;
  name: string;
}

/** No living unit of the same government and pilot may already go by one of these names. */
function checkNames(units: readonly NamedUnit[], names: readonly string[], scope: NameScope): void {
  const home = homeOf(scope.kind === "government" ? scope.name : (governmentAbove(units, scope.parentId) ?? ""));
  const keys = new Map(names.map((name) => [nameKey(name, home), name]));
  for (const unit of units) {
    if (unit.unitId === scope.unitId || unit.former || unit.endedOn !== null) continue;
    if (unit.programmeId !== scope.programmeId) continue;
    if ((unit.government ? homeOf(unit.government) : null) !== home) continue;
    const name = keys.get(nameKey(unit.written, home));
    if (name !== undefined) throw unitFault("unit.name-taken", { name, owner: unit.name });
  }
}

/** The unit of exactly this full name, or the one that was called so; so that data entered again finds what it once made. */
export async function findUnitByFullName(db: Db, name: string): Promise<string | null> {
  return store.findIdByName(db, name);
}

/** Short names for showing, by id; unknown ids are simply not there. */
export async function unitNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  const distinct = [...new Set(ids)];
  const rows = distinct.length > 0 ? await store.findUnitNames(db, distinct) : [];
  return new Map(rows.map((row) => [row.id, row.shortName]));
}

/** The units that names in a document stand for; near ones are marked `exact: false`; names without any are left out. */
export async function matchUnits(
  db: Db,
  names: readonly string[],
  wish: LookupWish = {},
): Promise<Map<string, UnitMatch>> {
  const lookup = buildLookup(unitsInReach(await store.findNamedUnits(db), wish));
  const matches = new Map<string, UnitMatch>();
  for (const name of new Set(names)) {
    const match = matchName(lookup, name, wish);
    if (match) matches.set(name, match);
  }
  return matches;
}

/** Every living unit with all its names, for a compiler that recognises them in running text. */
export async function knownUnits(db: Db): Promise<{ id: string; name: string; aliases: string[] }[]> {
  const known = new Map<string, { id: string; name: string; aliases: string[] }>();
  for (const { unitId, name, written, endedOn } of await store.findNamedUnits(db)) {
    if (endedOn !== null) continue;
    const unit = known.get(unitId) ?? { id: unitId, name, aliases: [] };
    known.set(unitId, unit);
    if (foldName(written) !== foldName(name)) unit.aliases.push(written);
  }
  return [...known.values()];
}
