// SQL of how a ledger stands on one day: one walk over the tasks that the reader sees, counted by what the figures differ in.
import { sql } from "kysely";
import type { Db } from "../tables.ts";
import { allowedChanges, filtered, isListed, isReviewDue, type Reading } from "./ledger-store.ts";
import { openStates } from "./rules.ts";
import type { CarriedRow, StandingRow } from "./standing-rules.ts";
import { heldLink, isImplemented } from "./store.ts";

export interface Days {
  from: string;
  to: string;
}

/**
 * The tasks that the reader sees, counted in one walk.
 * @param wanted the units whose work is counted, and the days between which what is due is counted
 * @returns working groups in their own order, tasks without one last; what the units carry, of divided tasks too
 */
export async function standingRows(
  db: Db,
  reading: Reading,
  wanted: { unitIds: readonly string[]; late: Days; next: Days },
): Promise<{ rows: StandingRow[]; carried: CarriedRow[] }> {
  const { unitIds, late, next } = wanted;
  const units = sql`${[...unitIds]}::uuid[]`;
  const tasks = filtered(db, reading, { parts: "with" }).select([
    "t.id",
    "t.group_id",
    "t.light",
    "t.kind",
    isListed(reading).as("listed"),
    sql`t.state = 'closed'`.as("closed"),
    sql`t.state = 'ended'`.as("ended"),
    sql`case when t.state = any(${[...openStates]}::text[]) then t.due_on end`.as("open_due"),
    "t.maturity",
    isImplemented(reading.today).as("implemented"),
    isReviewDue(reading).as("review_due"),
    "t.planned_percent",
    "t.progress_percent",
  ]);
  const scheduled = sql`not s.ended and s.planned_percent is not null`;
  const dueIn = ({ from, to }: Days) => sql`(count(*) filter (where s.open_due between ${from} and ${to}))::int`;
  const result = await sql<{ rows: StandingRow[]; carried: CarriedRow[] }>`
    with s as materialized (${tasks}),
    standing as (
      select s.group_id, s.light, s.kind, s.listed, s.closed, s.ended, s.maturity, count(*)::int as count,
        (count(*) filter (where s.implemented))::int as implemented,
        (count(*) filter (where s.review_due))::int as "reviewDue",
        ${dueIn(late)} as "dueLate", ${dueIn(next)} as "dueNext",
        (count(*) filter (where ${scheduled}))::int as scheduled,
        coalesce(sum(s.planned_percent) filter (where ${scheduled}), 0)::int as planned,
        coalesce(sum(s.progress_percent) filter (where ${scheduled}), 0)::int as actual
      from s group by s.group_id, s.light, s.kind, s.listed, s.closed, s.ended, s.maturity),
    ordered as (
      select g.id as "groupId", g.short_name as name, r.* from standing r left join unit g on g.id = r.group_id
      order by g.ordinal nulls last, g.sort_key collate "C" nulls last, g.id),
    share as (
      select tu.unit_id, tu.part, tu.task_id from task_unit tu
        where tu.programme_id = ${reading.programmeId} and tu.unit_id = any(${units})
          and tu.part in ('lead', 'support') and ${heldLink(reading.asOf)}
      union all
      select s.group_id, 'group', s.id from s where s.group_id = any(${units})),
    carried as (
      select share.unit_id as "unitId", share.part, s.light, count(*)::int as count,
        (count(*) filter (where s.open_due < ${reading.today}))::int as late
      from share join s on s.id = share.task_id group by share.unit_id, share.part, s.light)
    select coalesce((select json_agg(o) from ordered o), '[]') as rows,
      coalesce((select json_agg(c) from carried c), '[]') as carried`.execute(db);
  return result.rows[0] ?? { rows: [], carried: [] };
}

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
