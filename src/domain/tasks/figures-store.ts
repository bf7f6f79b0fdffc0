// SQL of figures: what units carry, implementation and lights by group, by month and since an instant, milestones to come.
import { sql } from "kysely";
import type { Db } from "../tables.ts";
import type { UnitRow } from "./figures-rules.ts";
import { allowedChanges, filtered, isReviewDue, type Reading } from "./ledger-store.ts";
import type { TaskFilter } from "./model.ts";
import { openStates } from "./rules.ts";
import { heldLink, isImplemented, milestoneSource } from "./store.ts";

const open = sql`t.state = any(${[...openStates]}::text[])`;
const counted = sql<number>`count(*) filter (where t.state <> 'ended')`;
const closed = sql<number>`count(*) filter (where t.state = 'closed')`;
const scheduled = sql`t.state <> 'ended' and t.planned_percent is not null`;

/** Tasks by unit, part, state and light; a few rows for each unit. */
export async function unitRows(
  db: Db,
  reading: Reading,
  query: Partial<TaskFilter>,
  kinds: readonly string[] | undefined,
): Promise<UnitRow[]> {
  const tasks = filtered(db, reading, query).selectAll("t");
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

export interface GroupFigures {
  /** `null`: tasks without a working group. */
  groupId: string | null;
  name: string | null;
  light: string;
  count: number;
  counted: number;
  implemented: number;
  closed: number;
  /** Tasks with milestones, and the sums of their scheduled and actual progress, percent. */
  scheduled: number;
  planned: number;
  actual: number;
}

/** Tasks by working group and light, groups in their own order, tasks without one last. */
export async function groupFigures(db: Db, reading: Reading): Promise<GroupFigures[]> {
  return filtered(db, reading, {})
    .leftJoin("unit as g", "g.id", "t.group_id")
    .select([
      "g.id as groupId",
      "g.short_name as name",
      "t.light",
      sql<number>`count(*)`.as("count"),
      counted.as("counted"),
      sql<number>`count(*) filter (where ${isImplemented(reading.today)})`.as("implemented"),
      closed.as("closed"),
      sql<number>`count(*) filter (where ${scheduled})`.as("scheduled"),
      sql<number>`coalesce(sum(t.planned_percent) filter (where ${scheduled}), 0)::int`.as("planned"),
      sql<number>`coalesce(sum(t.progress_percent) filter (where ${scheduled}), 0)::int`.as("actual"),
    ])
    .groupBy(["g.id", "g.short_name", "g.ordinal", "g.sort_key", "t.light"])
    .orderBy(sql`g.ordinal nulls last, g.sort_key collate "C" nulls last, g.id`)
    .execute();
}

export interface HeldRow {
  /** Held at the instants after this place in the list … */
  from: number;
  /** … up to and including this one, counted from 1. */
  to: number;
  implemented: boolean;
  closed: boolean;
  light: string;
  count: number;
  scheduled: number;
  planned: number;
  actual: number;
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

/** Milestones not reached of tasks at work, due from one day to another, the nearest first. */
export async function openMilestones(
  db: Db,
  reading: Reading,
  days: { from: string; to: string },
  limit: number,
): Promise<{ items: OpenMilestone[]; total: number }> {
  const found = filtered(db, reading, { status: [...openStates] })
    .innerJoin(sql<MilestoneRow>`${milestoneSource(reading.asOf)}`.as("m"), (join) =>
      join.onRef("m.programme_id", "=", "t.programme_id").onRef("m.task_id", "=", "t.id"),
    )
    .where("m.dropped", "=", false)
    .where("m.reached_on", "is", null)
    .where("m.due_on", ">=", days.from)
    .where("m.due_on", "<=", days.to);
  const { total } = await found.select(({ fn }) => fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
  const items = await found
    .select([
      "t.id as taskId",
      "t.number",
      "t.ordinal",
      "t.short_title as taskTitle",
      "t.light",
      "m.title",
      "m.due_on as dueOn",
    ])
    .orderBy("m.due_on")
    .orderBy("t.ordinal")
    .orderBy("m.id")
    .limit(limit)
    .execute();
  return { items, total };
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

export interface StandingFigures {
  /** Tasks on each step of the ladder, L0 to L5. */
  maturity: number[];
  /** Suspended tasks whose review day has come. */
  reviewDue: number;
  /** Deadlines changed since `monthFrom`: how often, and of how many tasks. */
  rescheduled: { monthFrom: string; times: number; tasks: number };
  /** Plans of districts and platforms by light. */
  places: { light: string; count: number }[];
}

const steps = [0, 1, 2, 3, 4, 5];

export async function ladderOf(db: Db, reading: Reading, filter: Partial<TaskFilter>): Promise<number[]> {
  const rows = await filtered(db, reading, filter)
    .select(["t.maturity", sql<number>`count(*)`.as("count")])
    .groupBy("t.maturity")
    .execute();
  return steps.map((step) => rows.find((row) => row.maturity === step)?.count ?? 0);
}

/** What the ledger says besides lights and rates, each figure by the very condition of the filter that opens it. */
export async function standingFigures(db: Db, reading: Reading, monthFrom: string): Promise<StandingFigures> {
  const changes = sql`(select dc.task_id, count(*) as times from ${allowedChanges(reading, monthFrom)} dc group by dc.task_id)`;
  const {
    steps: counts,
    reviewDue,
    times,
    tasks,
  } = await filtered(db, reading, {})
    .leftJoin(sql<{ task_id: string; times: number }>`${changes}`.as("dc"), "dc.task_id", "t.id")
    .select([
      sql<number[]>`jsonb_build_array(${sql.join(
        steps.map((step) => sql`count(*) filter (where t.maturity = ${sql.lit(step)})`),
      )})`.as("steps"),
      sql<number>`count(*) filter (where ${isReviewDue(reading)})`.as("reviewDue"),
      sql<number>`coalesce(sum(dc.times), 0)::int`.as("times"),
      sql<number>`count(dc.task_id)`.as("tasks"),
    ])
    .executeTakeFirstOrThrow();
  const places = await filtered(db, reading, { parts: "places" })
    .select(["t.light", sql<number>`count(*)`.as("count")])
    .groupBy("t.light")
    .execute();
  return { maturity: counts, reviewDue, rescheduled: { monthFrom, times, tasks }, places };
}
