// SQL of tasks seen from the plan: their place in its text, how many are implemented, and the daily judgement of lights.
import { sql } from "kysely";
import type { Db } from "../tables.ts";
import { filtered, type Reading } from "./ledger-store.ts";
import type { TaskUnit } from "./model.ts";
import { milestonesOfTask, taskSource, unitsOfTask } from "./store.ts";

/** Ids of the tasks of a programme by the key of their sentence. */
export async function tasksByContent(db: Db, programmeId: string): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom("task")
    .select(["content_key as contentKey", "id"])
    .where("programme_id", "=", programmeId)
    .execute();
  return new Map(rows.map((row) => [row.contentKey, row.id]));
}

/** Gives a task its place in a new version of the plan. */
export async function moveTask(
  db: Db,
  programmeId: string,
  planVersionId: string,
  place: { id: string; ordinal: number; start: number; end: number; number: string | null },
  at: string,
): Promise<void> {
  await db
    .updateTable("task")
    .set({
      plan_version_id: planVersionId,
      ordinal: place.ordinal,
      range_start: place.start,
      range_end: place.end,
      number: place.number,
      changed_at: at,
      version: sql`version + 1`,
    })
    .where("programme_id", "=", programmeId)
    .where("id", "=", place.id)
    .execute();
}

export interface TaskInPlan {
  id: string;
  number: string | null;
  shortTitle: string;
  state: string;
  light: string;
  maturity: number;
  start: number | null;
  end: number | null;
  units: TaskUnit[];
}

/**
 * The tasks in scope with their place in one version of the plan; no place where that version does not hold them.
 * A task that a later version kept has moved: its place in this one is the last it had there.
 */
export async function tasksInPlan(db: Db, reading: Reading, planVersionId: string): Promise<TaskInPlan[]> {
  const placed = (column: "range_start" | "range_end") => sql<number | null>`case
    when t.plan_version_id = ${planVersionId} then ${sql.ref(`t.${column}`)}
    else (select ${sql.ref(`h.${column}`)} from task_history h
      where h.programme_id = t.programme_id and h.id = t.id and h.plan_version_id = ${planVersionId}
      order by h.valid_from desc limit 1) end`;
  return filtered(db, reading, {})
    .select([
      "t.id",
      "t.number",
      "t.short_title as shortTitle",
      "t.state",
      "t.light",
      "t.maturity",
      placed("range_start").as("start"),
      placed("range_end").as("end"),
      unitsOfTask(reading.asOf).as("units"),
    ])
    .orderBy("t.ordinal")
    .execute();
}

/** How many tasks a programme has and how many of them are implemented (已实施: L1 or above). */
export async function implementedCount(db: Db, programmeId: string, asOf: string | null) {
  return db
    .selectFrom(taskSource(asOf))
    .select([
      sql<number>`count(*) filter (where t.state <> 'ended')`.as("total"),
      sql<number>`count(*) filter (where t.maturity >= 1 and t.state <> 'ended')`.as("implemented"),
    ])
    .where("t.programme_id", "=", programmeId)
    .executeTakeFirstOrThrow();
}

export async function countByProgramme(db: Db, programmeIds: readonly string[]): Promise<Map<string, number>> {
  if (programmeIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("task")
    .select(["programme_id as id", sql<number>`count(*)`.as("count")])
    .where("programme_id", "in", programmeIds)
    .groupBy("programme_id")
    .execute();
  return new Map(rows.map((row) => [row.id, row.count]));
}

/** What the daily judgement of lights reads. */
export async function tasksForLights(db: Db, states: readonly string[]) {
  return db
    .selectFrom("task as t")
    .select([
      "t.programme_id as programmeId",
      "t.id",
      "t.state",
      "t.light",
      "t.planned_percent as planned",
      "t.version",
      "t.starts_on as startsOn",
      "t.due_on as dueOn",
      milestonesOfTask(null).as("milestones"),
    ])
    .where("t.state", "in", states)
    .execute();
}

/**
 * Writes a light that changed with the day; the version stays, since no person changed anything.
 * @returns false when somebody changed the task since it was judged: their change has judged it anew
 */
export async function setLight(
  db: Db,
  task: { programmeId: string; id: string; version: number },
  change: { light: string; because: string; planned: number | null; at: string },
): Promise<boolean> {
  const result = await db
    .updateTable("task")
    .set({
      light: change.light,
      light_because: change.because,
      planned_percent: change.planned,
      changed_at: change.at,
    })
    .where("programme_id", "=", task.programmeId)
    .where("id", "=", task.id)
    .where("version", "=", task.version)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
