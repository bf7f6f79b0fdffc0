// SQL of units, their names and successions.
import { sql } from "kysely";
import { afterMark, type KeyColumn, type MarkValue, orderOf } from "../../kernel/page-mark.ts";
import type { Db } from "../tables.ts";
import type { Unit, UnitKind, UnitSummary } from "./model.ts";
import type { NamedUnit } from "./unit-lookup.ts";
import type { NameRow } from "./unit-names.ts";

/** Deepest tree of units; also the guard of every walk through it. */
export const deepest = 12;

const summaryColumns = [
  "u.id",
  "u.parent_id as parentId",
  "u.kind",
  "u.name",
  "u.short_name as shortName",
  "u.code",
  "u.ended_on as endedOn",
  "u.successor_id as successorId",
  "u.known",
  "u.demo",
  "u.version",
] as const;

export interface UnitFilter {
  q?: string | undefined;
  kind?: readonly string[] | undefined;
  parent?: string | undefined;
  known?: boolean | undefined;
}

const filtered = (db: Db, filter: UnitFilter) =>
  db
    .selectFrom("unit as u")
    .$if(filter.kind !== undefined, (q) => q.where("u.kind", "in", filter.kind ?? []))
    .$if(filter.parent !== undefined, (q) => q.where("u.parent_id", "=", filter.parent ?? null))
    .$if(filter.known !== undefined, (q) => q.where("u.known", "=", filter.known ?? true))
    .$if(Boolean(filter.q), (q) => {
      const like = `%${(filter.q ?? "").replace(/[\\%_]/g, "\\$&")}%`;
      return q.where(
        sql<boolean>`(u.code = ${filter.q} or exists (select 1 from unit_name n where n.unit_id = u.id and n.name ilike ${like}))`,
      );
    });

export async function countUnits(db: Db, filter: UnitFilter): Promise<number> {
  const row = await filtered(db, filter)
    .select(({ fn }) => fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  return row.total;
}

/** By pinyin of the name, one row more than asked. */
export async function findUnitsByName(
  db: Db,
  filter: UnitFilter,
  page: { down: boolean; after: readonly MarkValue[] | null; limit: number },
): Promise<(UnitSummary & { sortKey: string })[]> {
  const columns: KeyColumn[] = [
    { expression: sql`u.sort_key collate "C"`, down: page.down },
    { expression: sql`u.id`, down: page.down },
  ];
  const rows = await filtered(db, filter)
    .select([...summaryColumns, "u.sort_key as sortKey"])
    .$if(page.after !== null, (q) => q.where(afterMark(columns, page.after ?? [])))
    .orderBy(orderOf(columns))
    .limit(page.limit + 1)
    .execute();
  return rows as unknown as (UnitSummary & { sortKey: string })[];
}

const step = sql`lpad(u.ordinal::text, 9, '0') || '.' || u.sort_key || '.' || u.id || '/'`;

/** Every unit with its place, a text that sorts parents before their children. */
const tree = sql<{ id: string; place: string }>`(
  with recursive tree (id, place, depth) as (
    select u.id, (${step}) collate "C", 1 from unit u where u.parent_id is null
    union all
    select u.id, (t.place || ${step}) collate "C", t.depth + 1
    from unit u join tree t on u.parent_id = t.id where t.depth < ${sql.lit(deepest)})
  select id, place from tree)`.as("t");

/** The place of one unit in the tree, where a page goes on. */
export async function findPlace(db: Db, id: string): Promise<string | undefined> {
  const row = await db.selectFrom(tree).select("t.place").where("t.id", "=", id).executeTakeFirst();
  return row?.place;
}

/** Parents before their children, one row more than asked. */
export async function findUnitsByTree(
  db: Db,
  filter: UnitFilter,
  page: { down: boolean; after: string | null; limit: number },
): Promise<UnitSummary[]> {
  const rows = await filtered(db, filter)
    .innerJoin(tree, "t.id", "u.id")
    .select(summaryColumns)
    .$if(page.after !== null, (q) =>
      q.where(sql<boolean>`t.place ${sql.raw(page.down ? "<" : ">")} ${page.after} collate "C"`),
    )
    .orderBy("t.place", page.down ? "desc" : "asc")
    .limit(page.limit + 1)
    .execute();
  return rows as unknown as UnitSummary[];
}

export interface UnitRow extends Omit<UnitSummary, "id" | "parentId" | "successorId"> {
  id: string;
  parentId: string | null;
  successorId: string | null;
  startedOn: string | null;
  programmeId: string | null;
  ordinal: number;
}

export async function findUnit(db: Db, id: string): Promise<UnitRow | undefined> {
  const row = await db
    .selectFrom("unit as u")
    .select([...summaryColumns, "u.started_on as startedOn", "u.programme_id as programmeId", "u.ordinal"])
    .where("u.id", "=", id)
    .executeTakeFirst();
  return row as UnitRow | undefined;
}

export async function findUnitByCode(db: Db, code: string): Promise<{ id: string; name: string } | undefined> {
  return db.selectFrom("unit").select(["id", "name"]).where("code", "=", code).executeTakeFirst();
}

/** The unit that has, or else had, this full name; a living one before one that has ended. */
export async function findIdByName(db: Db, name: string): Promise<string | null> {
  const row = await db
    .selectFrom("unit_name as n")
    .innerJoin("unit as u", "u.id", "n.unit_id")
    .select("u.id")
    .where("n.name", "=", name)
    .where("n.kind", "in", ["full", "former"])
    .orderBy(sql`n.kind = 'full'`, "desc")
    .orderBy("u.ended_on", (order) => order.desc().nullsFirst())
    .orderBy("u.id")
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function findNames(db: Db, unitId: string): Promise<NameRow[]> {
  const rows = await db
    .selectFrom("unit_name")
    .select(["name", "kind", "from_on as fromOn", "until_on as untilOn"])
    .where("unit_id", "=", unitId)
    .orderBy(sql`array_position(array['full', 'short', 'alias', 'former'], kind)`)
    .orderBy("until_on", "desc")
    .orderBy("name")
    .execute();
  return rows as NameRow[];
}

export async function saveNames(db: Db, unitId: string, rows: readonly NameRow[]): Promise<void> {
  await db
    .insertInto("unit_name")
    .values(
      rows.map((row) => ({
        unit_id: unitId,
        name: row.name,
        kind: row.kind,
        from_on: row.fromOn,
        until_on: row.untilOn,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(["name", "unit_id"]).doUpdateSet((eb) => ({
        kind: eb.ref("excluded.kind"),
        from_on: eb.ref("excluded.from_on"),
        until_on: eb.ref("excluded.until_on"),
      })),
    )
    .execute();
}

/** Every name of every unit, or of some, with the government above it. */
export async function findNamedUnits(db: Db): Promise<NamedUnit[]> {
  const { rows } = await sql<NamedUnit>`
    with recursive tree (id, government, depth) as (
      select u.id, case when u.kind = 'government' then u.name end, 1 from unit u where u.parent_id is null
      union all
      select u.id, case when u.kind = 'government' then u.name else t.government end, t.depth + 1
      from unit u join tree t on u.parent_id = t.id where t.depth < ${sql.lit(deepest)})
    select u.id as "unitId", u.name, u.short_name as "shortName", u.kind, u.programme_id as "programmeId",
      u.demo, u.ended_on as "endedOn", t.government, n.name as written, n.kind = 'former' as former,
      case when (select count(*) from unit_succession s where s.from_unit_id = u.id) = 1 then u.successor_id end
        as "successorId"
    from unit u join tree t on t.id = u.id join unit_name n on n.unit_id = u.id
    order by u.id, n.name`.execute(db);
  return rows;
}

export async function findUnitNames(db: Db, ids: readonly string[]): Promise<{ id: string; shortName: string }[]> {
  return db.selectFrom("unit").select(["id", "short_name as shortName"]).where("id", "in", ids).execute();
}

/** Living units among these, in the order of kinds and of pinyin. */
export async function findOwnUnits(db: Db, ids: readonly string[], limit: number): Promise<OwnUnit[]> {
  const rows = await db
    .selectFrom("unit")
    .select(["id", "short_name as shortName", "kind", "programme_id as programmeId"])
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .where("ended_on", "is", null)
    .orderBy("ordinal")
    .orderBy(sql`sort_key collate "C"`)
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows as OwnUnit[];
}

type OwnUnit = Pick<UnitRow, "id" | "shortName" | "kind" | "programmeId">;

/** The unit and everything below it, with how deep below. */
export async function findBelow(db: Db, id: string): Promise<{ id: string; depth: number }[]> {
  const { rows } = await sql<{ id: string; depth: number }>`
    with recursive below (id, depth) as (
      select ${id}::uuid, 0
      union all
      select u.id, b.depth + 1 from unit u join below b on u.parent_id = b.id where b.depth < ${sql.lit(deepest)})
    select id, depth from below`.execute(db);
  return rows;
}

/** How many units stand above this one. */
export async function countAbove(db: Db, id: string): Promise<number> {
  const { rows } = await sql<{ depth: number }>`
    with recursive above (id, depth) as (
      select u.parent_id, 1 from unit u where u.id = ${id} and u.parent_id is not null
      union all
      select u.parent_id, a.depth + 1 from unit u join above a on u.id = a.id
      where u.parent_id is not null and a.depth <= ${sql.lit(deepest)})
    select coalesce(max(depth), 0)::int as depth from above`.execute(db);
  return rows[0]?.depth ?? 0;
}

/** Units whose records this one carries on, however long ago. */
export async function findPredecessors(db: Db, id: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive earlier (id) as (
      select from_unit_id from unit_succession where to_unit_id = ${id}
      union
      select s.from_unit_id from unit_succession s join earlier e on s.to_unit_id = e.id)
    select id from earlier`.execute(db);
  return rows.map((row) => row.id);
}

/** Does one of these units belong to that pilot? */
export async function sharesProgramme(db: Db, programmeId: string, unitIds: readonly string[]): Promise<boolean> {
  const row = await db
    .selectFrom("unit")
    .select("id")
    .where("programme_id", "=", programmeId)
    .where(sql<boolean>`id = any(${unitIds}::uuid[])`)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function findSuccessions(db: Db, unitId: string): Promise<Unit["successions"]> {
  const rows = await db
    .selectFrom("unit_succession as s")
    .innerJoin("unit as a", "a.id", "s.from_unit_id")
    .innerJoin("unit as b", "b.id", "s.to_unit_id")
    .select([
      "s.from_unit_id as fromUnitId",
      "a.name as fromName",
      "s.to_unit_id as toUnitId",
      "b.name as toName",
      "s.kind",
      "s.on_day as onDay",
      "s.note",
    ])
    .where((eb) => eb.or([eb("s.from_unit_id", "=", unitId), eb("s.to_unit_id", "=", unitId)]))
    .orderBy("s.on_day")
    .orderBy("b.name")
    .execute();
  return rows as unknown as Unit["successions"];
}

/** Names decide who is meant, so only one change of them happens at a time; the lock ends with the transaction. */
export async function lockNames(tx: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('shidian.unit-names'))`.execute(tx);
}

export interface NewUnitRow {
  id: string;
  parent_id: string | null;
  programme_id: string | null;
  kind: UnitKind;
  name: string;
  short_name: string;
  code: string | null;
  ordinal: number;
  sort_key: string;
  started_on: string | null;
  known: boolean;
  demo: boolean;
  changed_at: string;
}

export async function insertUnit(db: Db, row: NewUnitRow): Promise<void> {
  await db.insertInto("unit").values(row).execute();
}

export type UnitPatch = Partial<
  Pick<NewUnitRow, "parent_id" | "programme_id" | "name" | "short_name" | "sort_key" | "known"> & {
    ended_on: string;
    successor_id: string;
  }
>;

/** Saves a change of the version that was read; `false` when somebody else was first. */
export async function saveUnit(db: Db, id: string, version: number, patch: UnitPatch, at: string): Promise<boolean> {
  const result = await db
    .updateTable("unit")
    .set({ ...patch, version: version + 1, changed_at: at })
    .where("id", "=", id)
    .where("version", "=", version)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function insertSuccession(
  db: Db,
  row: { from_unit_id: string; to_unit_id: string; kind: string; on_day: string; note: string | null },
): Promise<void> {
  await db.insertInto("unit_succession").values(row).execute();
}
