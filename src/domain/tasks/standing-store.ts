// SQL of how a ledger stands on one day: one walk over the tasks that the reader sees, counted by what the figures differ in; and what units carry of them.
import { sql } from "kysely";
import type { Db } from "../tables.ts";
import { allowedChanges, filtered, isListed, type Reading } from "./ledger-store.ts";
import { openStates } from "./rules.ts";
import type { CarriedRow, CountedTasks } from "./standing-rules.ts";
import { heldLink } from "./store.ts";

export interface Days {
  from: string;
  to: string;
}

/**
 * The tasks that the reader sees, counted in one walk by few things: what counts in which state is for the rules to say.
 * @param ahead the days between which what is due is counted
 * @returns working groups in their own order, tasks without one last
 */
export async function countedTasks(db: Db, reading: Reading, ahead: Days): Promise<CountedTasks[]> {
  const tasks = filtered(db, reading, { parts: "with" }).select([
    "t.group_id",
    "t.light",
    "t.kind",
    isListed(reading).as("listed"),
    "t.state",
    "t.maturity",
    "t.in_force_on",
    "t.review_on",
    "t.due_on",
    "t.planned_percent",
    "t.progress_percent",
  ]);
  const { today } = reading;
  const { rows } = await sql<CountedTasks>`
    select g.id as "groupId", g.short_name as name, r.* from (
      select s.group_id, s.light, s.kind, s.listed, s.state, s.maturity, count(*)::int as count,
        (count(*) filter (where s.in_force_on <= ${today}))::int as "inForce",
        (count(*) filter (where s.review_on <= ${today}))::int as "reviewCome",
        (count(*) filter (where s.due_on < ${today}))::int as "duePast",
        (count(*) filter (where s.due_on between ${ahead.from} and ${ahead.to}))::int as "dueAhead",
        count(s.planned_percent)::int as scheduled, coalesce(sum(s.planned_percent), 0)::int as planned,
        coalesce(sum(s.progress_percent) filter (where s.planned_percent is not null), 0)::int as actual
      from (${tasks}) s group by s.group_id, s.light, s.kind, s.listed, s.state, s.maturity) r
    left join unit g on g.id = r.group_id
    order by g.ordinal nulls last, g.sort_key collate "C" nulls last, g.id`.execute(db);
  return rows;
}

/** What units carry by leading and supporting, of divided tasks too; tasks given to a working group are in the walk above. */
export async function carriedRows(db: Db, reading: Reading, unitIds: readonly string[]): Promise<CarriedRow[]> {
  const tasks = filtered(db, reading, { parts: "with" }).select(["t.id", "t.light", openDue.as("open_due")]);
  // How many tasks a past day held is guessed badly: joined at once, each link would look its task up.
  const read = reading.asOf ? sql`materialized` : sql`not materialized`;
  const { rows } = await sql<CarriedRow>`
    with s as ${read} (${tasks})
    select tu.unit_id as "unitId", tu.part, s.light, count(*)::int as count,
      (count(*) filter (where s.open_due < ${reading.today}))::int as late
    from task_unit tu join s on s.id = tu.task_id
    where tu.programme_id = ${reading.programmeId} and tu.unit_id = any(${[...unitIds]}::uuid[])
      and tu.part in ('lead', 'support') and ${heldLink(reading.asOf)}
    group by tu.unit_id, tu.part, s.light`.execute(db);
  return rows;
}

/** The due day of what is still at work. */
const openDue = sql<string | null>`case when t.state = any(${[...openStates]}::text[]) then t.due_on end`;

/** Deadlines changed since a day: how often, and of how many tasks. */
export async function rescheduledSince(
  db: Db,
  reading: Reading,
  from: string,
): Promise<{ times: number; tasks: number }> {
  const changes = sql<{ task_id: string; times: number }>`(
    select dc.task_id, count(*) as times from ${allowedChanges(reading, from)} dc group by dc.task_id)`;
  return filtered(db, reading, {})
    .innerJoin(changes.as("dc"), "dc.task_id", "t.id")
    .select([sql<number>`coalesce(sum(dc.times), 0)::int`.as("times"), sql<number>`count(*)`.as("tasks")])
    .executeTakeFirstOrThrow();
}
