// SQL of the ledger: tasks with their units and milestones, now or as of a past instant.
import { type RawBuilder, type Selectable, sql } from "kysely";
import { afterMark, type KeyColumn, type MarkValue, orderOf } from "../../kernel/page-mark.ts";
import type { Sort } from "../../kernel/page-of.ts";
import type { Db, TaskTable } from "../tables.ts";
import { type lights, type Milestone, type TaskQuery, type TaskUnit, taskStates } from "./model.ts";
import type { LedgerScope } from "./rules.ts";

export type TaskRow = Selectable<TaskTable>;

/** What a list reads of each task. */
export interface ListedTask {
  id: string;
  ordinal: number;
  number: string | null;
  path: string[];
  text: string;
  shortTitle: string;
  state: string;
  light: string;
  maturity: number;
  plannedPercent: number | null;
  progressPercent: number;
  dueText: string | null;
  dueOn: string | null;
  groupId: string | null;
  groupName: string | null;
  units: TaskUnit[];
  version: number;
  changedAt: string;
}

/** The task table, or the rows that held just before an instant (the end of a day belongs to the next one). */
export const taskSource = (asOf: string | null) =>
  (asOf
    ? sql<TaskRow>`(select * from task_history where valid_from < ${asOf} and valid_to >= ${asOf})`
    : sql<TaskRow>`task`
  ).as("t");

/** Links between tasks and units that hold now, or held at an instant. */
const validLink = (asOf: string | null) =>
  asOf ? sql<boolean>`tu.since_at < ${asOf} and tu.until_at >= ${asOf}` : sql<boolean>`tu.until_at = 'infinity'`;

export const unitsOfTask = (asOf: string | null) => sql<TaskUnit[]>`coalesce((
  select jsonb_agg(jsonb_build_object('unitId', tu.unit_id, 'name', u.name, 'shortName', u.short_name,
    'part', tu.part, 'ownDuty', tu.own_duty, 'implied', tu.implied)
    order by array_position(array['lead', 'support', 'guide'], tu.part), tu.position)
  from task_unit tu join unit u on u.id = tu.unit_id
  where tu.programme_id = t.programme_id and tu.task_id = t.id and ${validLink(asOf)}), '[]')`;

const hasUnit = (asOf: string | null, unitIds: readonly string[], part: string | null) => sql<boolean>`exists (
  select 1 from task_unit tu where tu.programme_id = t.programme_id and tu.task_id = t.id
    and tu.unit_id = any(${unitIds}::uuid[]) and ${validLink(asOf)}
    ${part ? sql`and tu.part = ${part}` : sql``})`;

const inScope = (asOf: string | null, scope: LedgerScope): RawBuilder<boolean> =>
  scope.all
    ? sql<boolean>`true`
    : sql<boolean>`(t.group_id = any(${scope.groupIds}::uuid[]) or ${hasUnit(asOf, scope.unitIds, null)})`;

const position = (codes: object, column: RawBuilder<unknown>) =>
  sql`array_position(${Object.keys(codes)}::text[], ${column})`;

const sortExpressions: Record<string, RawBuilder<unknown>> = {
  ordinal: sql`t.ordinal`,
  dueOn: sql`coalesce(t.due_on, date '9999-12-31')`,
  light: position({ red: 1, yellow: 1, green: 1, grey: 1 } satisfies Record<keyof typeof lights, 1>, sql`t.light`),
  state: position(taskStates, sql`t.state`),
  maturity: sql`t.maturity`,
  changedAt: sql`t.changed_at`,
};

/** Sort columns, always ended by the plan's own order so that pages never overlap. */
export function keyColumns(sorts: readonly Sort[]): KeyColumn[] {
  const named = sorts.map((sort) => ({ expression: sortExpressions[sort.by] ?? sql`t.ordinal`, down: sort.down }));
  const down = named[0]?.down ?? false;
  return [...named, { expression: sql`t.ordinal`, down }, { expression: sql`t.id`, down }];
}

/** Tasks of a programme that somebody may see and a query asks for. */
export function filtered(
  db: Db,
  programmeId: string,
  scope: LedgerScope,
  query: Partial<TaskQuery>,
  asOf: string | null,
) {
  return db
    .selectFrom(taskSource(asOf))
    .where("t.programme_id", "=", programmeId)
    .where(inScope(asOf, scope))
    .$if(Boolean(query.status), (q) => q.where("t.state", "in", query.status ?? []))
    .$if(Boolean(query.light), (q) => q.where("t.light", "in", query.light ?? []))
    .$if(Boolean(query.group), (q) => q.where("t.group_id", "in", query.group ?? []))
    .$if(Boolean(query.lead), (q) => q.where(hasUnit(asOf, query.lead ?? [], "lead")))
    .$if(Boolean(query.unit), (q) => q.where(hasUnit(asOf, query.unit ?? [], null)))
    .$if(Boolean(query.q), (q) => {
      const like = `%${(query.q ?? "").replace(/[\\%_]/g, "\\$&")}%`;
      return q.where(sql<boolean>`(t.text ilike ${like} or t.short_title ilike ${like} or t.number = ${query.q})`);
    });
}

/** One page of the ledger with the sort values of each row, and how many there are in all. */
export async function findTasks(
  db: Db,
  programmeId: string,
  scope: LedgerScope,
  query: TaskQuery,
  mark: readonly MarkValue[] | null,
  asOf: string | null,
): Promise<{ items: (ListedTask & { mark: MarkValue[] })[]; total: number }> {
  const base = filtered(db, programmeId, scope, query, asOf);
  const { total } = await base.select(({ fn }) => fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
  const columns = keyColumns(query.sort);
  const items = await base
    .leftJoin("unit as g", "g.id", "t.group_id")
    .select([
      "t.id",
      "t.ordinal",
      "t.number",
      "t.path",
      "t.text",
      "t.short_title as shortTitle",
      "t.state",
      "t.light",
      "t.maturity",
      "t.planned_percent as plannedPercent",
      "t.progress_percent as progressPercent",
      "t.due_text as dueText",
      "t.due_on as dueOn",
      "t.group_id as groupId",
      "g.short_name as groupName",
      "t.version",
      "t.changed_at as changedAt",
      unitsOfTask(asOf).as("units"),
      sql<MarkValue[]>`jsonb_build_array(${sql.join(columns.map((column) => column.expression))})`.as("mark"),
    ])
    .$if(mark !== null, (q) => q.where(afterMark(columns, mark ?? [])))
    .orderBy(orderOf(columns))
    .limit(query.limit + 1)
    .execute();
  return { items, total };
}

/** How many tasks the reader sees, by state and light. */
export async function countTasks(db: Db, programmeId: string, scope: LedgerScope, asOf: string | null) {
  return filtered(db, programmeId, scope, {}, asOf)
    .select(["t.state", "t.light", sql<number>`count(*)`.as("count")])
    .groupBy(["t.state", "t.light"])
    .execute();
}

export type WholeTask = TaskRow & { groupName: string | null; units: TaskUnit[]; milestones: Milestone[] };

/** One task in scope with units and milestones, now or as of an instant. */
export async function findTask(
  db: Db,
  programmeId: string,
  taskId: string,
  scope: LedgerScope,
  asOf: string | null,
): Promise<WholeTask | undefined> {
  const milestones = asOf
    ? sql`(select * from milestone_history where valid_from < ${asOf} and valid_to >= ${asOf})`
    : sql`milestone`;
  return db
    .selectFrom(taskSource(asOf))
    .leftJoin("unit as g", "g.id", "t.group_id")
    .selectAll("t")
    .select([
      "g.short_name as groupName",
      unitsOfTask(asOf).as("units"),
      sql<Milestone[]>`coalesce((select jsonb_agg(jsonb_build_object('id', m.id, 'title', m.title, 'dueOn', m.due_on,
        'weight', m.weight, 'reachedOn', m.reached_on) order by m.due_on, m.id)
        from ${milestones} m where m.programme_id = t.programme_id and m.task_id = t.id and not m.dropped), '[]')`.as(
        "milestones",
      ),
    ])
    .where("t.programme_id", "=", programmeId)
    .where("t.id", "=", taskId)
    .where(inScope(asOf, scope))
    .executeTakeFirst();
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
