// SQL of the list of orders, of counts by grade, and of what somebody owes: by scope, with filters, in pages.
import { type RawBuilder, sql } from "kysely";
import { afterMark, type KeyColumn, type MarkValue, orderOf } from "../../kernel/page-mark.ts";
import { type DayRead, rowsAt } from "../../kernel/rows-at.ts";
import type { Db } from "../tables.ts";
import type { LedgerScope } from "../tasks/rules.ts";
import type { OrderGrade, OrderQuery } from "./model.ts";
import { inwardStates, openOrderStates, owedOrderStates } from "./rules.ts";
import { listedOrders, type OrderRow } from "./store.ts";

/** Orders whose tasks belong to these working groups. */
const ofGroups = (groupIds: readonly string[]) => sql`o.id in (
  select ot.order_id from order_task ot join task t on t.programme_id = ot.programme_id and t.id = ot.task_id
  where ot.programme_id = o.programme_id and t.group_id = any(${groupIds}::uuid[]))`;

const ofUnits = (unitIds: readonly string[], part: string | null = null) => sql`o.id in (
  select ou.order_id from order_unit ou where ou.programme_id = o.programme_id and ou.unit_id = any(${unitIds}::uuid[])
  ${part ? sql`and ou.part = ${part}` : sql``})`;

/** The same decision as `seesOrder` in rules.ts. */
export const inScope = (scope: LedgerScope): RawBuilder<boolean> =>
  scope.all
    ? sql<boolean>`true`
    : sql<boolean>`(${ofGroups(scope.groupIds)}
        or (o.state <> all(${inwardStates}::text[]) and ${ofUnits(scope.unitIds)}))`;

const dueOrNever = sql`coalesce(o.due_on, date '9999-12-31')`;

const sortExpressions: Record<string, RawBuilder<unknown>> = {
  dueOn: dueOrNever,
  grade: sql`array_position(array['red', 'yellow', 'blue'], o.grade)`,
  madeAt: sql`o.made_at`,
};

/** By due day unless asked otherwise, one row more than the page; on a past day, which tasks and units they concern is told as of today. */
export async function findOrders(
  db: Db,
  programmeId: string,
  scope: LedgerScope,
  query: OrderQuery,
  { asOf, today }: DayRead,
  mark: readonly MarkValue[] | null,
): Promise<{ items: (OrderRow & { mark: MarkValue[] })[]; total: number }> {
  const named = query.sort.map((sort) => ({
    expression: sortExpressions[sort.by] as RawBuilder<unknown>,
    down: sort.down,
  }));
  const down = named[0]?.down ?? false;
  const columns: KeyColumn[] = [
    ...(named.length > 0 ? named : [{ expression: dueOrNever, down }]),
    { expression: sql`o.id`, down },
  ];
  const like = `%${(query.q ?? "").replace(/[\\%_]/g, "\\$&")}%`;
  const base = listedOrders(db, programmeId, asOf)
    .where(inScope(scope))
    .$if(query.grade !== undefined, (q) => q.where(sql<boolean>`o.grade = any(${query.grade}::text[])`))
    .$if(query.state !== undefined, (q) => q.where(sql<boolean>`o.state = any(${query.state}::text[])`))
    .$if(query.unit !== undefined, (q) => q.where(sql<boolean>`${ofUnits(query.unit ?? [])}`))
    .$if(query.task !== undefined, (q) =>
      q.where(sql<boolean>`o.id in (select ot.order_id from order_task ot
        where ot.programme_id = o.programme_id and ot.task_id = any(${query.task}::uuid[]))`),
    )
    .$if(query.late !== undefined, (q) =>
      q.where(sql<boolean>`o.state = any(${owedOrderStates}::text[]) and o.due_on < ${today}::date`),
    )
    .$if(Boolean(query.q), (q) => q.where(sql<boolean>`(o.matter ilike ${like} or o.number ilike ${like})`));
  const { total } = await base.clearSelect().select(sql<number>`count(*)::int`.as("total")).executeTakeFirstOrThrow();
  const items = await base
    .select(sql<MarkValue[]>`jsonb_build_array(${sql.join(columns.map((column) => column.expression))})`.as("mark"))
    .$if(mark !== null, (q) => q.where(afterMark(columns, mark ?? [])))
    .orderBy(orderOf(columns))
    .limit(query.limit + 1)
    .execute();
  return { items: items as unknown as (OrderRow & { mark: MarkValue[] })[], total };
}

export interface OpenReading extends DayRead {
  programmeId: string;
  scope: LedgerScope;
  /** Only orders that this unit handles or supports. */
  unitId?: string;
}

/** Open orders by grade and how many of them are late, now or as of an instant. */
export async function countOpen(
  db: Db,
  reading: OpenReading,
): Promise<{ grade: OrderGrade; count: number; late: number }[]> {
  const { rows } = await sql<{ grade: OrderGrade; count: number; late: number }>`
    select o.grade, count(*)::int as count,
      (count(*) filter (where o.state = any(${owedOrderStates}::text[]) and o.due_on < ${reading.today}::date))::int as late
    from ${rowsAt("supervision_order", reading.asOf)} o
    where o.programme_id = ${reading.programmeId} and o.state = any(${openOrderStates}::text[]) and ${inScope(reading.scope)}
      ${reading.unitId ? sql`and ${ofUnits([reading.unitId])}` : sql``}
    group by o.grade`.execute(db);
  return rows;
}

/** Is nothing left to be done of the tasks of the order `o`? `limit 1`: else all tasks are read for the sake of some orders. */
export const areTasksOver = sql<boolean>`((select 1 from order_task ot join task t
  on t.programme_id = ot.programme_id and t.id = ot.task_id
  where ot.programme_id = o.programme_id and ot.order_id = o.id and t.state not in ('closed', 'ended') limit 1) is null)`;

export interface OwedOrder {
  id: string;
  programmeId: string;
  number: string | null;
  grade: string;
  state: string;
  matter: string;
  dueOn: string | null;
  sinceAt: string;
  /** The handling units owe something, though nothing is left to be done of its tasks. */
  tasksOver: boolean;
  /** Who gave its newest feedback. */
  answeredBy: string | null;
}

/**
 * Orders of several programmes that concern these units or groups, or all of them; most urgent first.
 * @param askings sets of states, none in two of them; of each set the most urgent are told
 * @param most how many of each set
 */
export async function ordersOwed(
  db: Db,
  programmeIds: readonly string[],
  askings: readonly (readonly string[])[],
  whose: { leadUnitIds: readonly string[] } | { groupIds: readonly string[] } | null,
  most: number,
): Promise<OwedOrder[]> {
  const mine =
    whose === null ? sql`true` : "leadUnitIds" in whose ? ofUnits(whose.leadUnitIds, "lead") : ofGroups(whose.groupIds);
  // State by state in the order of the index, each written out, so that a state with few orders is known to have few; what
  // takes further statements is asked of those alone that are told.
  const inState = (state: string) => sql`(select o.* from supervision_order o
    where o.programme_id = p.id and o.state = ${sql.lit(state)} and ${mine} order by ${dueOrNever}, o.id limit ${most})`;
  const urgent = (states: readonly string[]) => sql`(
    select w.* from unnest(${programmeIds}::uuid[]) p (id)
      cross join lateral (${sql.join(states.map(inState), sql` union all `)}) w
    order by coalesce(w.due_on, date '9999-12-31'), w.id limit ${most})`;
  const { rows } = await sql<OwedOrder>`
    with o as materialized (${sql.join(askings.map(urgent), sql` union all `)})
    select o.id, o.programme_id as "programmeId", o.number, o.grade, o.state, o.matter, o.due_on as "dueOn",
      o.changed_at as "sinceAt",
      case when o.state = any(${owedOrderStates}::text[]) then ${areTasksOver} else false end as "tasksOver",
      case when o.state = 'answered' then (select f.person_id from order_feedback f
        where f.programme_id = o.programme_id and f.order_id = o.id order by f.round desc limit 1) end as "answeredBy"
    from o order by ${dueOrNever}, o.id`.execute(db);
  return rows;
}

/** Open orders of these tasks, for what shows them beside a task or a sentence. */
export async function openOrdersOf(
  db: Db,
  programmeId: string,
  scope: LedgerScope,
  taskIds: readonly string[] | null,
  asOf: string | null = null,
) {
  const { rows } = await sql<{
    id: string;
    taskId: string;
    number: string | null;
    grade: OrderGrade;
    state: string;
    matter: string;
    dueOn: string | null;
  }>`
    select o.id, ot.task_id as "taskId", o.number, o.grade, o.state, o.matter, o.due_on as "dueOn"
    from ${rowsAt("supervision_order", asOf)} o join order_task ot on ot.programme_id = o.programme_id and ot.order_id = o.id
    where o.programme_id = ${programmeId} and o.state = any(${openOrderStates}::text[]) and ${inScope(scope)}
      ${taskIds ? sql`and ot.task_id = any(${taskIds}::uuid[])` : sql``}
    order by ${dueOrNever}, o.id limit 2000`.execute(db);
  return rows;
}
