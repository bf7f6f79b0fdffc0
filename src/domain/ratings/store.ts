// SQL of lights decided by people and of confidence, now or as of an instant.
import { type Selectable, sql } from "kysely";
import { rowsAt } from "../../kernel/rows-at.ts";
import type { Db, LightOverrideTable } from "../tables.ts";
import type { OverrideState } from "./model.ts";

export interface OverrideRow {
  id: string;
  taskId: string;
  light: string;
  fromLight: string;
  reason: string;
  untilOn: string;
  state: OverrideState;
  madeById: string;
  madeBy: string;
  madeUnit: string;
  madeAt: string;
  decidedBy: string | null;
  decidedAt: string | null;
  decisionNote: string | null;
  version: number;
}

const overrides = (db: Db, programmeId: string, asOf: string | null = null) =>
  db
    .selectFrom(rowsAt<Selectable<LightOverrideTable>>("light_override", asOf).as("o"))
    .innerJoin("person as p", "p.id", "o.made_by")
    .innerJoin("unit as u", "u.id", "o.made_unit_id")
    .leftJoin("person as d", "d.id", "o.decided_by")
    .where("o.programme_id", "=", programmeId)
    .select([
      "o.id",
      "o.task_id as taskId",
      "o.light",
      "o.from_light as fromLight",
      "o.reason",
      "o.until_on as untilOn",
      "o.state",
      "o.made_by as madeById",
      "p.name as madeBy",
      "u.short_name as madeUnit",
      "o.made_at as madeAt",
      "d.name as decidedBy",
      "o.decided_at as decidedAt",
      "o.decision_note as decisionNote",
      "o.version",
    ]);

export async function findOverride(db: Db, programmeId: string, id: string): Promise<OverrideRow | undefined> {
  return (await overrides(db, programmeId).where("o.id", "=", id).executeTakeFirst()) as OverrideRow | undefined;
}

/** Those of one task, the newest first. */
export async function overridesOfTask(
  db: Db,
  programmeId: string,
  taskId: string,
  asOf: string | null,
  limit: number,
): Promise<OverrideRow[]> {
  return (await overrides(db, programmeId, asOf)
    .where("o.task_id", "=", taskId)
    .orderBy("o.made_at", "desc")
    .orderBy("o.id", "desc")
    .limit(limit)
    .execute()) as OverrideRow[];
}

export interface NewOverrideRow {
  programme_id: string;
  id: string;
  task_id: string;
  light: string;
  from_light: string;
  reason: string;
  until_on: string;
  state: string;
  made_by: string;
  made_unit_id: string;
  made_at: string;
  changed_at: string;
  changed_by: string;
}

export async function insertOverride(tx: Db, row: NewOverrideRow): Promise<void> {
  await tx.insertInto("light_override").values(row).execute();
}

export interface Decided {
  state: string;
  decided_by: string;
  decided_at: string;
  decision_note: string | null;
  changed_at: string;
  changed_by: string;
}

/** Saves a decision on the version that was read; `false` when somebody else was first. */
export async function decideOverride(
  tx: Db,
  at: { programmeId: string; id: string; version: number },
  patch: Decided & { from_light?: string },
): Promise<boolean> {
  const result = await tx
    .updateTable("light_override")
    .set({ ...patch, version: at.version + 1 })
    .where("programme_id", "=", at.programmeId)
    .where("id", "=", at.id)
    .where("version", "=", at.version)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Ends decisions of a programme, or of one task, whose last day is over. */
export async function endLapsed(
  tx: Db,
  programmeId: string,
  today: string,
  at: string,
  taskId: string | null = null,
): Promise<{ id: string; taskId: string; version: number }[]> {
  return tx
    .updateTable("light_override")
    .set({ state: "ended", decided_at: at, changed_at: at, changed_by: null, version: sql`version + 1` })
    .where("programme_id", "=", programmeId)
    .where("state", "in", ["standing", "asked"])
    .where("until_on", "<", today)
    .$if(taskId !== null, (query) => query.where("task_id", "=", taskId ?? ""))
    .returning(["id", "task_id as taskId", "version"])
    .execute();
}

export interface ConfidenceRow {
  id: string;
  rater: string;
  points: number;
  reason: string;
  source: string | null;
  madeBy: string;
  madeUnit: string;
  madeAt: string;
  present: boolean;
}

/** Ratings of one task, the newest first. */
export async function confidenceOfTask(
  db: Db,
  programmeId: string,
  taskId: string,
  asOf: string | null,
  limit: number,
): Promise<ConfidenceRow[]> {
  return db
    .selectFrom("confidence as c")
    .innerJoin("person as p", "p.id", "c.made_by")
    .innerJoin("unit as u", "u.id", "c.made_unit_id")
    .where("c.programme_id", "=", programmeId)
    .where("c.task_id", "=", taskId)
    .$if(asOf !== null, (query) => query.where("c.made_at", "<", asOf ?? ""))
    .select([
      "c.id",
      "c.rater",
      "c.points",
      "c.reason",
      "c.source",
      "p.name as madeBy",
      "u.short_name as madeUnit",
      "c.made_at as madeAt",
      asOf ? sql<boolean>`c.until_at >= ${asOf}`.as("present") : sql<boolean>`c.until_at = 'infinity'`.as("present"),
    ])
    .orderBy("c.made_at", "desc")
    .orderBy("c.id", "desc")
    .limit(limit)
    .execute();
}

export interface NewConfidenceRow {
  programme_id: string;
  id: string;
  task_id: string;
  rater: string;
  points: number;
  reason: string;
  source: string | null;
  made_by: string;
  made_unit_id: string;
  made_at: string;
}

/** The rating before is kept, ended at this instant. The caller holds the task. */
export async function insertConfidence(tx: Db, row: NewConfidenceRow): Promise<number | null> {
  const ended = await tx
    .updateTable("confidence")
    .set({ until_at: sql`greatest(made_at, ${row.made_at}::timestamptz)` })
    .where("programme_id", "=", row.programme_id)
    .where("task_id", "=", row.task_id)
    .where("rater", "=", row.rater)
    .where("until_at", "=", "infinity")
    .returning("points")
    .executeTakeFirst();
  await tx.insertInto("confidence").values(row).execute();
  return ended?.points ?? null;
}

/** The same for many tasks and one rater; ratings that say what stands already are left out. The caller holds the tasks. */
export async function replaceConfidence<Row extends NewConfidenceRow>(
  tx: Db,
  programmeId: string,
  rater: string,
  rows: readonly Row[],
): Promise<{ row: Row; before: number | null }[]> {
  if (rows.length === 0) return [];
  const present = tx
    .selectFrom("confidence")
    .where("programme_id", "=", programmeId)
    .where("rater", "=", rater)
    .where("until_at", "=", "infinity");
  const taskIds = rows.map((row) => row.task_id);
  const standing = await present.where("task_id", "in", taskIds).select(["task_id", "points"]).execute();
  const before = new Map(standing.map((one) => [one.task_id as string, one.points]));
  const changed = rows.filter((row) => before.get(row.task_id) !== row.points);
  if (changed.length === 0) return [];
  await tx
    .updateTable("confidence")
    .set({ until_at: sql`greatest(made_at, ${changed[0]?.made_at}::timestamptz)` })
    .where("programme_id", "=", programmeId)
    .where("rater", "=", rater)
    .where("until_at", "=", "infinity")
    .where(
      "task_id",
      "in",
      changed.map((row) => row.task_id),
    )
    .execute();
  await tx.insertInto("confidence").values(changed).execute();
  return changed.map((row) => ({ row, before: before.get(row.task_id) ?? null }));
}

/** The newest points of each rater of tasks at work, as one object for each task. */
export async function presentPoints(
  db: Db,
  programmeId: string,
  asOf: string | null,
): Promise<{ taskId: string; points: Record<string, number> }[]> {
  return db
    .selectFrom("confidence as c")
    .where("c.programme_id", "=", programmeId)
    .$if(asOf === null, (query) => query.where("c.until_at", "=", "infinity"))
    .$if(asOf !== null, (query) => query.where("c.made_at", "<", asOf ?? "").where("c.until_at", ">=", asOf ?? ""))
    .select(["c.task_id as taskId", sql<Record<string, number>>`json_object_agg(c.rater, c.points)`.as("points")])
    .groupBy("c.task_id")
    .execute();
}

/** Tasks whose raters lie this many points apart or more. */
export async function divergentTasks(
  db: Db,
  programmeId: string,
  asOf: string | null,
  apart: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom("confidence as c")
    .where("c.programme_id", "=", programmeId)
    .$if(asOf === null, (query) => query.where("c.until_at", "=", "infinity"))
    .$if(asOf !== null, (query) => query.where("c.made_at", "<", asOf ?? "").where("c.until_at", ">=", asOf ?? ""))
    .select("c.task_id as taskId")
    .groupBy("c.task_id")
    .having(sql<boolean>`max(c.points) - min(c.points) >= ${apart}`)
    .execute();
  return rows.map((row) => row.taskId);
}

/** What a unit thinks of the tasks it leads: how many for each of its points, and where raters lie apart. */
export async function confidenceOfUnit(
  db: Db,
  programmeId: string,
  unitId: string,
  asOf: string | null,
  apart: number,
): Promise<{ self: Record<string, number>; diverging: number }> {
  const held = (since: string, until: string) => {
    const [from, to] = [sql.ref(since), sql.ref(until)];
    return asOf ? sql`${from} < ${asOf} and ${to} >= ${asOf}` : sql`${to} = 'infinity'`;
  };
  const { rows } = await sql<{ self: Record<string, number>; diverging: number }>`
    with rated as (
      select c.task_id, max(c.points) - min(c.points) as spread,
        max(c.points) filter (where c.rater = 'self') as self
      from confidence c join task_unit tu on tu.programme_id = c.programme_id and tu.task_id = c.task_id
      where c.programme_id = ${programmeId} and tu.unit_id = ${unitId} and tu.part = 'lead'
        and ${held("c.made_at", "c.until_at")} and ${held("tu.since_at", "tu.until_at")}
      group by c.task_id)
    select (count(*) filter (where spread >= ${apart}))::int as diverging,
      coalesce((select json_object_agg(s.self, s.count) from (
        select self, count(*) from rated where self is not null group by self) s), '{}') as self
    from rated`.execute(db);
  return rows[0] ?? { self: {}, diverging: 0 };
}

/** Requests that wait for the office, the oldest first, one more than the page. */
export async function askedOverrides(
  db: Db,
  programmeId: string,
  after: readonly [string, string] | null,
  limit: number,
) {
  return (await overrides(db, programmeId)
    .where("o.state", "=", "asked")
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(o.made_at, o.id) > (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .orderBy("o.made_at")
    .orderBy("o.id")
    .limit(limit)
    .execute()) as OverrideRow[];
}

export async function countAsked(db: Db, programmeId: string): Promise<number> {
  const row = await db
    .selectFrom("light_override")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("programme_id", "=", programmeId)
    .where("state", "=", "asked")
    .executeTakeFirstOrThrow();
  return row.count;
}
