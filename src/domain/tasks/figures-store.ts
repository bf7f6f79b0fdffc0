// SQL of figures: what units carry, what held at which of some instants, tasks and milestones to come.
import { sql } from "kysely";
import { orderOf } from "../../kernel/page-mark.ts";
import { rowsAt } from "../../kernel/rows-at.ts";
import type { Db } from "../tables.ts";
import type { InstantSum, UnitRow } from "./figures-rules.ts";
import { filtered, keyColumns, type Reading } from "./ledger-store.ts";
import type { TaskFilter } from "./model.ts";
import { openStates } from "./rules.ts";
import { heldLink, taskSource } from "./store.ts";

const open = sql`t.state = any(${[...openStates]}::text[])`;

/** Tasks by unit, part, state and light; a few rows for each unit. */
export async function unitRows(
  db: Db,
  reading: Reading,
  query: Partial<TaskFilter>,
  kinds: readonly string[] | undefined,
): Promise<UnitRow[]> {
  const tasks = filtered(db, reading, query).select([
    "t.programme_id",
    "t.id",
    "t.group_id",
    "t.state",
    "t.light",
    "t.due_on",
    "t.ordinal",
    "t.short_title",
  ]);
  const { rows } = await sql<UnitRow>`
    with t as (${tasks}),
    share as (
      select tu.unit_id, tu.part, t.id from t
        join task_unit tu on tu.programme_id = t.programme_id and tu.task_id = t.id
        where tu.part in ('lead', 'support') and ${heldLink(reading.asOf)}
      union all
      select t.group_id, 'group', t.id from t where t.group_id is not null)
    select u.id as "unitId", u.name, u.short_name as "shortName", u.kind, u.sort_key as "sortKey",
      share.part, t.state, t.light, count(*)::int as count,
      (count(*) filter (where ${open} and t.due_on < ${reading.today}))::int as late,
      (array_agg(t.id order by t.due_on, t.ordinal) filter (where ${open} and t.due_on >= ${reading.today}))[1] as "nextId",
      (array_agg(t.short_title order by t.due_on, t.ordinal) filter (where ${open} and t.due_on >= ${reading.today}))[1] as "nextTitle",
      min(t.due_on) filter (where ${open} and t.due_on >= ${reading.today}) as "nextDue"
    from share join t on t.id = share.id join unit u on u.id = share.unit_id
    ${kinds ? sql`where u.kind = any(${[...kinds]}::text[])` : sql``}
    group by u.id, u.name, u.short_name, u.kind, u.sort_key, share.part, t.state, t.light`.execute(db);
  return rows;
}

export interface HeldRow extends InstantSum {
  /** Held at the instants after this place in the list … */
  from: number;
  /** … up to and including this one, counted from 1. */
  to: number;
}

/**
 * How many tasks were how at which of some instants, in one walk over the history: each state is counted with the
 * stretch of instants at which it held. Tasks are those the reader sees now; ended ones do not count.
 */
export async function heldAt(
  db: Db,
  reading: Reading,
  instants: readonly string[],
  days: readonly string[],
): Promise<HeldRow[]> {
  const { scope } = reading;
  const seen = scope.all ? sql`` : sql`and h.id in (${filtered(db, reading, {}).select("t.id")})`;
  const marks = sql`${[...instants]}::timestamptz[]`;
  // What is confirmed before it is in force becomes implemented within its stretch: the stretch is parted there.
  const { rows } = await sql<HeldRow>`
    select part."from", part."to", part.implemented, held.closed, held.light, sum(held.count)::int as count,
      sum(held.scheduled)::int as scheduled, sum(held.planned)::int as planned, sum(held.actual)::int as actual
    from (
      select h."from", h."to", h.force, h.closed, h.light, count(*) as count, count(h.planned_percent) as scheduled,
        coalesce(sum(h.planned_percent), 0) as planned,
        coalesce(sum(h.progress_percent) filter (where h.planned_percent is not null), 0) as actual
      from (
        select width_bucket(h.valid_from, ${marks}) as "from", width_bucket(h.valid_to, ${marks}) as "to",
          case when h.maturity >= 1 then width_bucket(h.in_force_on - 1, ${[...days]}::date[]) end as force,
          h.state = 'closed' as closed, h.light, h.planned_percent, h.progress_percent
        from task_history h
        where h.programme_id = ${reading.programmeId} and h.valid_to >= ${instants[0]} and h.valid_from < ${instants.at(-1)}
          and h.state <> 'ended' and h.kind = 'plan' ${seen}) h
      where h."from" < h."to"
      group by h."from", h."to", h.force, h.closed, h.light) held
    cross join lateral (values
      (held."from", least(held."to", greatest(held."from", coalesce(held.force, held."to"))), false),
      (greatest(held."from", coalesce(held.force, held."to")), held."to", true)) as part ("from", "to", implemented)
    where part."from" < part."to"
    group by part."from", part."to", part.implemented, held.closed, held.light`.execute(db);
  return rows;
}

export interface OpenMilestone {
  taskId: string;
  number: string | null;
  ordinal: number;
  taskTitle: string;
  light: string;
  title: string;
  dueOn: string;
}

/** Milestones not reached of tasks at work, due within each of some spans of days that do not meet, the nearest first. */
export async function openMilestones(
  db: Db,
  reading: Reading,
  spans: readonly { from: string; to: string }[],
  limit: number,
): Promise<{ items: OpenMilestone[]; total: number }[]> {
  const span = sql<number>`case ${sql.join(
    spans.map(({ from, to }, index) => sql`when m.due_on between ${from} and ${to} then ${sql.lit(index)}`),
    sql` `,
  )} end`;
  const found = filtered(db, reading, { status: [...openStates] })
    .innerJoin(rowsAt<MilestoneRow>("milestone", reading.asOf).as("m"), (join) =>
      join.onRef("m.programme_id", "=", "t.programme_id").onRef("m.task_id", "=", "t.id"),
    )
    .where("m.dropped", "=", false)
    .where("m.reached_on", "is", null)
    .where((eb) => eb.or(spans.map(({ from, to }) => eb.and([eb("m.due_on", ">=", from), eb("m.due_on", "<=", to)]))))
    .select(["t.id as taskId", "t.ordinal", "m.title", "m.due_on as dueOn", "m.id", span.as("span")]);
  const order = sql`o."dueOn", o.ordinal, o.id`;
  // What is counted is read from an index; only what is listed is looked up, which `offset 0` keeps from being joined before.
  const { rows } = await sql<OpenMilestone & { id: string; span: number; total: number; place: number }>`
    select o.*, t.* from (
      select o.*, (count(*) over (partition by o.span))::int as total,
        row_number() over (partition by o.span order by ${order}) as place
      from (${found}) o) o
    cross join lateral (
      select t.number, t.short_title as "taskTitle", t.light from ${taskSource(reading.asOf)}
      where t.programme_id = ${reading.programmeId} and t.id = o."taskId" offset 0) t
    where o.place <= ${limit} order by o.span, o.place`.execute(db);
  return spans.map((_, index) => {
    const inside = rows.filter((row) => row.span === index);
    return {
      items: inside.map(({ id: _id, span: _span, total: _total, place: _place, ...item }) => item),
      total: inside[0]?.total ?? 0,
    };
  });
}

export interface DueTask {
  taskId: string;
  number: string | null;
  ordinal: number;
  taskTitle: string;
  light: string;
  dueOn: string;
}

/** Tasks at work that are due from one day to another, the nearest first and in the order in which the ledger lists them. */
export async function dueTasks(
  db: Db,
  reading: Reading,
  days: { from: string; to: string },
  limit: number,
): Promise<DueTask[]> {
  return filtered(db, reading, { status: [...openStates], dueFrom: days.from, dueTo: days.to })
    .select([
      "t.id as taskId",
      "t.number",
      "t.ordinal",
      "t.short_title as taskTitle",
      "t.light",
      sql<string>`t.due_on`.as("dueOn"),
    ])
    .orderBy(orderOf(keyColumns([{ by: "dueOn", down: false }])))
    .limit(limit)
    .execute();
}

interface MilestoneRow {
  programme_id: string;
  id: string;
  task_id: string;
  title: string;
  due_on: string;
  reached_on: string | null;
  dropped: boolean;
}

const steps = [0, 1, 2, 3, 4, 5];

export async function ladderOf(db: Db, reading: Reading, filter: Partial<TaskFilter>): Promise<number[]> {
  const rows = await filtered(db, reading, filter)
    .select(["t.maturity", sql<number>`count(*)`.as("count")])
    .groupBy("t.maturity")
    .execute();
  return steps.map((step) => rows.find((row) => row.maturity === step)?.count ?? 0);
}
