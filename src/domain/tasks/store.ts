// SQL of the ledger: tasks with their units and milestones, now or as of a past instant.
import { type Selectable, sql } from "kysely";
import { rowsAt } from "../../kernel/rows-at.ts";
import { givenRows } from "../given-rows.ts";
import type { Db, TaskTable } from "../tables.ts";
import type { Milestone, TaskUnit } from "./model.ts";
import type { ParentTask, PartCounts, PartStanding } from "./model-parts.ts";
import type { PlanState } from "./model-plan.ts";

export type TaskRow = Selectable<TaskTable>;

/** The task table, or the rows that held just before an instant. */
export const taskSource = (asOf: string | null) => rowsAt<TaskRow>("task", asOf).as("t");

/** 已实施: the measure has been issued and confirmed (L1 and above) and is in force on the day; what was ended does not count. */
export const isImplemented = (day: string) =>
  sql<boolean>`(t.maturity >= 1 and t.in_force_on <= ${day} and t.state <> 'ended')`;

/** Links between tasks and units that hold now, or held at an instant. */
export const heldLink = (asOf: string | null) =>
  asOf ? sql<boolean>`tu.since_at < ${asOf} and tu.until_at >= ${asOf}` : sql<boolean>`tu.until_at = 'infinity'`;

const unitList = sql`json_agg(json_build_object('unitId', tu.unit_id, 'name', u.name, 'shortName', u.short_name,
  'part', tu.part, 'ownDuty', tu.own_duty, 'implied', tu.implied)
  order by array_position(array['lead', 'support', 'guide'], tu.part), tu.position)`;

export const unitsOfTask = (asOf: string | null) => sql<TaskUnit[]>`coalesce((
  select ${unitList} from task_unit tu join unit u on u.id = tu.unit_id
  where tu.programme_id = t.programme_id and tu.task_id = t.id and ${heldLink(asOf)}), '[]')`;

/**
 * Where a task stands towards the plan that holds now, or held at an instant: every version gives the tasks it has their
 * place, so that those it has not keep the version that last had them.
 */
export const planStateOf = (programmeId: string, asOf: string | null) => sql<PlanState>`case
  when t.plan_version_id is null then 'outside'
  when t.plan_version_id = ${
    asOf
      ? sql`(select v.id from plan_version v where v.programme_id = ${programmeId} and v.confirmed_at < ${asOf}
          order by v.ordinal desc limit 1)`
      : sql`(select p.plan_version_id from programme p where p.id = ${programmeId})`
  } then 'inPlan'
  else 'dropped' end`;

export const milestonesOfTask = (asOf: string | null) => sql<Milestone[]>`coalesce((
  select json_agg(json_build_object('id', m.id, 'title', m.title, 'dueOn', m.due_on,
    'weight', m.weight, 'reachedOn', m.reached_on) order by m.due_on, m.id)
  from ${rowsAt("milestone", asOf)} m
  where m.programme_id = t.programme_id and m.task_id = t.id and not m.dropped), '[]')`;

/** What the parts of a task say of it; parts that have ended are left out. */
export const partsOfTask = (asOf: string | null) => sql<PartStanding[]>`coalesce((
  select json_agg(json_build_object('id', p.id, 'shortTitle', p.short_title, 'state', p.state, 'light', p.light,
    'dueOn', p.due_on, 'weight', p.weight, 'percent', p.progress_percent) order by p.ordinal, p.id)
  from ${rowsAt("task", asOf)} p
  where p.programme_id = t.programme_id and p.parent_id = t.id and p.state <> 'ended'), '[]')`;

/** How many parts a task has, by light; null where it has none. */
export const partCountsOfTask = (asOf: string | null) => sql<PartCounts | null>`(
  select jsonb_build_object('count', sum(c.n)::int, 'lights', jsonb_object_agg(c.light, c.n)) from (
    select p.light, count(*)::int as n from ${rowsAt("task", asOf)} p
    where p.programme_id = t.programme_id and p.parent_id = t.id and p.state <> 'ended' group by p.light) c
  having count(*) > 0)`;

const parentOfTask = (asOf: string | null) => sql<ParentTask | null>`(
  select jsonb_build_object('id', p.id, 'number', p.number, 'shortTitle', p.short_title, 'text', p.text,
    'path', to_jsonb(p.path), 'state', p.state, 'contentKey', p.content_key)
  from ${rowsAt("task", asOf)} p where p.programme_id = t.programme_id and p.id = t.parent_id)`;

export type WholeTask = TaskRow & {
  groupName: string | null;
  planState: PlanState;
  parts: PartStanding[];
  parent: ParentTask | null;
  units: TaskUnit[];
  milestones: Milestone[];
};

/** The units of some tasks, put together at once: asked for task by task they cost more than all the rest. */
const unitsOfTasks = (programmeId: string, taskIds: readonly string[], asOf: string | null) => sql<{
  taskId: string;
  units: TaskUnit[];
}>`(
  select tu.task_id as "taskId", ${unitList} as units from task_unit tu join unit u on u.id = tu.unit_id
  where tu.programme_id = ${programmeId} and tu.task_id = any(${taskIds}::uuid[]) and ${heldLink(asOf)}
  group by tu.task_id)`;

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
    .leftJoin(unitsOfTasks(programmeId, taskIds, asOf).as("l"), "l.taskId", "t.id")
    .selectAll("t")
    .select([
      "g.short_name as groupName",
      planStateOf(programmeId, asOf).as("planState"),
      sql<TaskUnit[]>`coalesce(l.units, '[]')`.as("units"),
      milestonesOfTask(asOf).as("milestones"),
      partsOfTask(asOf).as("parts"),
      parentOfTask(asOf).as("parent"),
    ])
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

/**
 * Holds tasks until the transaction ends, and those above them, whose progress follows; always in the order of their ids,
 * so that two who want the same wait and do not block each other for good.
 */
export async function lockTasks(tx: Db, programmeId: string, taskIds: readonly string[]): Promise<void> {
  const above = sql`select p.parent_id from task p where p.programme_id = ${programmeId} and p.parent_id is not null`;
  await sql`select id from task where programme_id = ${programmeId} and id = any(${taskIds}::uuid[]
      || array(${above} and p.id = any(${taskIds}::uuid[]))
      || array(${above} and p.id = any(array(${above} and p.id = any(${taskIds}::uuid[])))))
    order by id for no key update`.execute(tx);
}

/** Rows given as parameters, with the types of the columns of their table. */
export function rowsOf(table: string, rows: readonly object[]) {
  const { shared, own } = givenRows(rows);
  return sql`json_populate_recordset(json_populate_record(null::${sql.table(table)}, ${shared}::json), ${own}::json)`;
}

/** What acts on many tasks change; text, place in the plan and history of a task are none of it. */
const savedColumns = [
  "state",
  "state_since",
  "due_on",
  "due_changes",
  "review_on",
  "suspended_because",
  "short_title",
  "group_id",
  "light",
  "light_because",
  "annual_goal",
  "expected_outcome",
  "leader",
  "contact",
  "starts_on",
  "needs_national",
  "is_public",
  "planned_percent",
  "progress_percent",
  "version",
  "changed_at",
  "changed_by",
] as const satisfies readonly (keyof TaskRow)[];

/**
 * Saves tasks that this transaction holds (`lockTasks`), as they stand in memory.
 * @param tasks each with a copy of it as it was read: a column that is as before in all of them is not sent
 */
export async function saveTasks(tx: Db, tasks: readonly { task: TaskRow; before: Readonly<TaskRow> }[]): Promise<void> {
  const differs = savedColumns.filter((column) => tasks.some(({ task, before }) => task[column] !== before[column]));
  if (differs.length === 0) return;
  const columns = ["programme_id", "id", ...differs] as const;
  const rows = tasks.map(({ task }) => {
    const row: Record<string, unknown> = {};
    for (const column of columns) row[column] = task[column];
    return row;
  });
  const assignments = differs.map((column) => sql`${sql.ref(column)} = v.${sql.ref(column)}`);
  await sql`update task t set ${sql.join(assignments)} from ${rowsOf("task", rows)} v
    where t.programme_id = v.programme_id and t.id = v.id`.execute(tx);
}

export type NewTaskRow = TaskRow;

export interface LinkKey {
  programme_id: string;
  task_id: string;
  unit_id: string;
  part: string;
}
export interface NewTaskUnitRow extends LinkKey {
  position: number;
  own_duty: string | null;
  implied: boolean;
  since_at: string;
}

export async function insertTasks(tx: Db, tasks: readonly NewTaskRow[]): Promise<void> {
  for (let from = 0; from < tasks.length; from += 1000)
    await sql`insert into task select * from ${rowsOf("task", tasks.slice(from, from + 1000))}`.execute(tx);
}

/** A link made anew at the very instant at which it was made before takes its place: between them there was no time. */
export async function insertUnits(tx: Db, links: readonly NewTaskUnitRow[]): Promise<void> {
  if (links.length === 0) return;
  const rows = links.map((link) => ({ ...link, until_at: "infinity" }));
  await sql`insert into task_unit select * from ${rowsOf("task_unit", rows)}
    on conflict (programme_id, task_id, unit_id, part, since_at) do update set position = excluded.position,
      own_duty = excluded.own_duty, implied = excluded.implied, until_at = excluded.until_at`.execute(tx);
}

/** Ends links that hold now; their past stays readable. */
export async function endUnits(tx: Db, links: readonly LinkKey[], at: string): Promise<void> {
  if (links.length === 0) return;
  await sql`update task_unit tu set until_at = greatest(tu.since_at, ${at}::timestamptz)
    from ${rowsOf("task_unit", links)} v
    where tu.programme_id = v.programme_id and tu.task_id = v.task_id and tu.unit_id = v.unit_id and tu.part = v.part
      and tu.until_at = 'infinity'`.execute(tx);
}

/** Marks milestones as dropped; they stay in the past. */
export async function dropMilestones(db: Db, programmeId: string, ids: readonly string[], at: string): Promise<void> {
  if (ids.length === 0) return;
  await db
    .updateTable("milestone")
    .set({ dropped: true, changed_at: at, version: sql`version + 1` })
    .where("programme_id", "=", programmeId)
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute();
}

/** Writes the milestones that a task has from now on, new ones and those it had. */
export async function keepMilestones(
  db: Db,
  programmeId: string,
  taskId: string,
  rows: readonly Milestone[],
  at: string,
): Promise<void> {
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
