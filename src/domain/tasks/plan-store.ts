// SQL of tasks seen from the plan: their place in its text, how many are implemented, and who takes part in them.
import { sql } from "kysely";
import type { Db } from "../tables.ts";
import { filtered, type Reading } from "./ledger-store.ts";
import type { TaskUnit } from "./model.ts";
import type { TaskAudience } from "./rules.ts";
import { isImplemented, planStateOf, taskSource, unitsOfTask } from "./store.ts";

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

/** Numbers of the tasks in scope that the plan no longer has, in the order of the ledger. */
export async function droppedTasks(db: Db, reading: Reading): Promise<{ number: string | null; shortTitle: string }[]> {
  return filtered(db, reading, { plan: ["dropped"] })
    .select(["t.number", "t.short_title as shortTitle"])
    .where("t.state", "<>", "ended")
    .orderBy("t.ordinal")
    .execute();
}

/** How many tasks the plan has and how many of them are implemented (已实施: L1 or above, and in force on the day). */
export async function implementedCount(db: Db, programmeId: string, asOf: string | null, day: string) {
  return db
    .selectFrom(taskSource(asOf))
    .select([
      sql<number>`count(*) filter (where t.state <> 'ended')`.as("total"),
      sql<number>`count(*) filter (where ${isImplemented(day)})`.as("implemented"),
    ])
    .where("t.programme_id", "=", programmeId)
    .where("t.kind", "=", "plan")
    .where(planStateOf(programmeId, asOf), "<>", "dropped")
    .executeTakeFirstOrThrow();
}

export async function countByProgramme(db: Db, programmeIds: readonly string[]): Promise<Map<string, number>> {
  if (programmeIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("task")
    .select(["programme_id as id", sql<number>`count(*)`.as("count")])
    .where("programme_id", "in", programmeIds)
    .where("kind", "=", "plan")
    .groupBy("programme_id")
    .execute();
  return new Map(rows.map((row) => [row.id, row.count]));
}

export async function programmeIds(db: Db): Promise<string[]> {
  return (await db.selectFrom("programme").select("id").orderBy("id").execute()).map((row) => row.id);
}

/** Working group and units of some tasks, with those that they had at some time since an instant. */
export async function audiencesOf(
  db: Db,
  programmeId: string,
  taskIds: readonly string[],
  since: string,
): Promise<(TaskAudience & { id: string })[]> {
  const { rows } = await sql<TaskAudience & { id: string }>`
    select t.id, array_remove(t.group_id || array(
        select h.group_id from task_history h
        where h.programme_id = t.programme_id and h.id = t.id and h.valid_to >= ${since}), null) as "groupIds",
      array(select tu.unit_id from task_unit tu
        where tu.programme_id = t.programme_id and tu.task_id = t.id and tu.until_at >= ${since}) as "unitIds"
    from task t where t.programme_id = ${programmeId} and t.id = any(${taskIds}::uuid[])`.execute(db);
  return rows;
}
