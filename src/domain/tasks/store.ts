// SQL of the ledger: tasks with their units and milestones, now or as of a past instant.
import { type Selectable, sql } from "kysely";
import type { Db, TaskTable } from "../tables.ts";
import type { Milestone, TaskUnit } from "./model.ts";

export type TaskRow = Selectable<TaskTable>;

/** The task table, or the rows that held just before an instant (the end of a day belongs to the next one). */
export const taskSource = (asOf: string | null) =>
  (asOf
    ? sql<TaskRow>`(select * from task_history where valid_from < ${asOf} and valid_to >= ${asOf})`
    : sql<TaskRow>`task`
  ).as("t");

/** Links between tasks and units that hold now, or held at an instant. */
export const heldLink = (asOf: string | null) =>
  asOf ? sql<boolean>`tu.since_at < ${asOf} and tu.until_at >= ${asOf}` : sql<boolean>`tu.until_at = 'infinity'`;

export const unitsOfTask = (asOf: string | null) => sql<TaskUnit[]>`coalesce((
  select jsonb_agg(jsonb_build_object('unitId', tu.unit_id, 'name', u.name, 'shortName', u.short_name,
    'part', tu.part, 'ownDuty', tu.own_duty, 'implied', tu.implied)
    order by array_position(array['lead', 'support', 'guide'], tu.part), tu.position)
  from task_unit tu join unit u on u.id = tu.unit_id
  where tu.programme_id = t.programme_id and tu.task_id = t.id and ${heldLink(asOf)}), '[]')`;

const milestoneSource = (asOf: string | null) =>
  asOf ? sql`(select * from milestone_history where valid_from < ${asOf} and valid_to >= ${asOf})` : sql`milestone`;

export const milestonesOfTask = (asOf: string | null) => sql<Milestone[]>`coalesce((
  select jsonb_agg(jsonb_build_object('id', m.id, 'title', m.title, 'dueOn', m.due_on,
    'weight', m.weight, 'reachedOn', m.reached_on) order by m.due_on, m.id)
  from ${milestoneSource(asOf)} m
  where m.programme_id = t.programme_id and m.task_id = t.id and not m.dropped), '[]')`;

export type WholeTask = TaskRow & { groupName: string | null; units: TaskUnit[]; milestones: Milestone[] };

/** Some tasks of a programme with units and milestones, now or as of an instant; who may see them is not asked here. */
export async function findWholeTasks(
  db: Db,
  programmeId: string,
  taskIds: readonly string[],
  asOf: string | null,
): Promise<WholeTask[]> {
  return db
    .selectFrom(taskSource(asOf))
    .leftJoin("unit as g", "g.id", "t.group_id")
    .selectAll("t")
    .select(["g.short_name as groupName", unitsOfTask(asOf).as("units"), milestonesOfTask(asOf).as("milestones")])
    .where("t.programme_id", "=", programmeId)
    .where(sql<boolean>`t.id = any(${taskIds}::uuid[])`)
    .execute();
}

export type TaskPatch = Partial<
  Omit<TaskRow, "programme_id" | "id" | "version" | "light_because" | "made_at" | "text" | "content_key">
> & { light_because?: string };

/** Saves a change of the version that was read; `false` when somebody else was first. */
export async function saveTask(
  db: Db,
  programmeId: string,
  taskId: string,
  version: number,
  patch: TaskPatch,
): Promise<boolean> {
  const result = await db
    .updateTable("task")
    .set({ ...patch, version: version + 1 })
    .where("programme_id", "=", programmeId)
    .where("id", "=", taskId)
    .where("version", "=", version)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** The version a task has now, for the refusal that tells it. */
export async function currentVersion(db: Db, programmeId: string, taskId: string): Promise<number> {
  const row = await db
    .selectFrom("task")
    .select("version")
    .where("programme_id", "=", programmeId)
    .where("id", "=", taskId)
    .executeTakeFirst();
  return row?.version ?? 0;
}

export type NewTaskRow = Omit<TaskRow, "light_because"> & { light_because: string };
export interface NewTaskUnitRow {
  programme_id: string;
  task_id: string;
  unit_id: string;
  part: string;
  position: number;
  own_duty: string | null;
  implied: boolean;
  since_at: string;
}

export async function insertTasks(
  db: Db,
  tasks: readonly NewTaskRow[],
  units: readonly NewTaskUnitRow[],
): Promise<void> {
  for (let from = 0; from < tasks.length; from += 200)
    await db
      .insertInto("task")
      .values(tasks.slice(from, from + 200))
      .execute();
  for (let from = 0; from < units.length; from += 1000)
    await db
      .insertInto("task_unit")
      .values(units.slice(from, from + 1000))
      .execute();
}

/** Ends the links that hold now; their past stays readable. */
export async function endUnits(
  db: Db,
  programmeId: string,
  taskId: string,
  links: readonly { unitId: string; part: string }[],
  at: string,
): Promise<void> {
  if (links.length === 0) return;
  const units = links.map((link) => link.unitId);
  const parts = links.map((link) => link.part);
  await db
    .updateTable("task_unit")
    .set({ until_at: at })
    .where("programme_id", "=", programmeId)
    .where("task_id", "=", taskId)
    .where(sql<boolean>`(unit_id, part) in (select * from unnest(${units}::uuid[], ${parts}::text[]))`)
    .where("until_at", "=", "infinity")
    .execute();
}

/** Replaces the milestones of a task; those left out are marked as dropped and stay in the past. */
export async function replaceMilestones(
  db: Db,
  programmeId: string,
  taskId: string,
  rows: readonly Milestone[],
  at: string,
): Promise<void> {
  await db
    .updateTable("milestone")
    .set({ dropped: true, changed_at: at, version: sql`version + 1` })
    .where("programme_id", "=", programmeId)
    .where("task_id", "=", taskId)
    .where("dropped", "=", false)
    .where(sql<boolean>`id <> all(${rows.map((row) => row.id)}::uuid[])`)
    .execute();
  if (rows.length === 0) return;
  await db
    .insertInto("milestone")
    .values(
      rows.map((row) => ({
        programme_id: programmeId,
        id: row.id,
        task_id: taskId,
        title: row.title,
        due_on: row.dueOn,
        weight: row.weight,
        reached_on: row.reachedOn,
        changed_at: at,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(["programme_id", "id"]).doUpdateSet((eb) => ({
        title: eb.ref("excluded.title"),
        due_on: eb.ref("excluded.due_on"),
        weight: eb.ref("excluded.weight"),
        reached_on: eb.ref("excluded.reached_on"),
        changed_at: eb.ref("excluded.changed_at"),
        version: sql`milestone.version + 1`,
      })),
    )
    .execute();
}
