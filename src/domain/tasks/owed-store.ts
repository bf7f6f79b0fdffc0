// SQL of what people owe by tasks: steps that wait, suspensions to be looked at, milestones that are due.
import { sql } from "kysely";
import type { Db } from "../tables.ts";

export interface OwedTask {
  programmeId: string;
  id: string;
  number: string | null;
  title: string;
  state: string;
  stateSince: string;
  reviewOn: string | null;
  groupId: string | null;
  /** Whose it is, seen from the reader. */
  office: boolean;
  group: boolean;
  lead: boolean;
  /** A change is under way and the group has given its opinion. */
  hasOpinion: boolean;
  publishedUntil: string | null;
  /** It came back from a close-out with these remarks. */
  returned: string | null;
  /** With a day: no step waits, but this comes due. `milestone`: what; null: the task itself, or it has none left before its day. */
  dueOn: string | null;
  milestone: string | null;
}

/** The reader's programmes as office, and the units and groups that the reader acts for. */
export interface OwedScope {
  programmeIds: readonly string[];
  officeIn: readonly string[];
  groupIds: readonly string[];
  unitIds: readonly string[];
}

/** The states in which a step waits for somebody; written out in statements, so that the indexes of waiting tasks fit. */
const waitingStates = [
  "issued",
  "signed",
  "adjusting",
  "closeRequested",
  "firstReviewed",
  "secondReviewed",
  "suspended",
];
const waitingList = sql.join(waitingStates.map((state) => sql.lit(state)));

const columns = sql`t.programme_id, t.id, t.state, t.state_since, t.group_id`;

/** Those that have waited longest in each state: of whole programmes, or of the reader's groups in them. */
const longestWaiting = (scope: OwedScope, of: "office" | "group", today: string, limit: number) =>
  sql`select w.*, false as lead from unnest(${of === "office" ? scope.officeIn : scope.programmeIds}::uuid[]) p (id)
    cross join unnest(array[${waitingList}]) s (state)
    ${of === "group" ? sql`cross join unnest(${scope.groupIds}::uuid[]) g (id)` : sql``}
    cross join lateral (select ${columns} from task t where t.programme_id = p.id and t.state = s.state
      and t.state in (${waitingList}) and (t.state <> 'suspended' or t.review_on <= ${today})
      ${of === "group" ? sql`and t.group_id = g.id` : sql``} order by t.state_since, t.id limit ${limit}) w`;

const isNewest = sql`not exists (select 1 from close_out n where n.programme_id = c.programme_id and n.task_id = c.task_id
  and (n.asked_at, n.id) > (c.asked_at, c.id))`;

/** Tasks at work whose newest close-out came back to their lead, seen from the office or a group. */
const cameBack = (scope: OwedScope, limit: number) => sql`select w.*, false as lead
  from unnest(${scope.programmeIds}::uuid[]) p (id)
  cross join lateral (select ${columns} from close_out c
    join task t on t.programme_id = c.programme_id and t.id = c.task_id and t.state = 'inProgress'
    where c.programme_id = p.id and c.outcome = 'returned' and ${isNewest}
      and (p.id = any(${scope.officeIn}::uuid[]) or t.group_id = any(${scope.groupIds}::uuid[]))
    order by c.outcome_at desc, c.id desc limit ${limit}) w`;

const ledBy = ({
  programmeIds,
  unitIds,
}: OwedScope) => sql`(select distinct tu.programme_id, tu.task_id from task_unit tu
  where tu.programme_id = any(${programmeIds}::uuid[]) and tu.unit_id = any(${unitIds}::uuid[]) and tu.part = 'lead'
    and tu.until_at = 'infinity')`;

/**
 * From the reader's units to the tasks they lead in which something waits or goes on, whatever else is in the programme; once
 * for all that is asked of them. Each task is looked up by its key: without the limit the whole ledger is read for a unit with
 * a tenth of it.
 */
const led = (scope: OwedScope) => sql`led as materialized (select w.* from ${ledBy(scope)} mine
  cross join lateral (select ${columns}, t.review_on, t.due_on, t.ordinal, t.number, t.short_title from task t
    where t.programme_id = mine.programme_id and t.id = mine.task_id and t.state in (${waitingList}, 'inProgress') limit 1) w)`;

/** Of those the ones that wait for somebody, or came back from a close-out. */
const waitsOfLead = (
  today: string,
) => sql`select t.programme_id, t.id, t.state, t.state_since, t.group_id, true as lead from led t
  where case t.state when 'inProgress' then exists (select 1 from close_out c
      where c.programme_id = t.programme_id and c.task_id = t.id and c.outcome = 'returned' and ${isNewest})
    when 'suspended' then t.review_on <= ${today} else true end`;

/** Tasks at work that the reader's units lead, whose next milestone or own day is due until a day; the earliest first. */
const workOfLead = (until: string, limit: number) => sql`
  (select t.programme_id, t.id, t.number, t.short_title, t.state, t.state_since, null::date, t.group_id, false, false, true,
    false, null::date, null, case when m.due_on <= coalesce(t.due_on, m.due_on) then m.title end as milestone,
    least(m.due_on, t.due_on) as due_on, row_number() over (order by least(m.due_on, t.due_on), t.ordinal, t.id) as place
  from led t
    left join lateral (select m.title, m.due_on from milestone m where m.programme_id = t.programme_id
      and m.task_id = t.id and not m.dropped and m.reached_on is null order by m.due_on, m.id limit 1) m on true
  where t.state = 'inProgress' and least(m.due_on, t.due_on) <= ${until}
  order by place limit ${limit})`;

/**
 * What tasks make the reader owe: first tasks in which a step waits for the reader, or for others after the reader's (those that
 * wait longest; what the reader's side has to do is not left out for what it waits for), then tasks at work that come due.
 * @param until the last day on which something counts as coming due
 * @param limit the most of either
 */
export async function owedByTasks(
  db: Db,
  scope: OwedScope,
  { today, until, limit }: { today: string; until: string; limit: number },
): Promise<OwedTask[]> {
  const leads = scope.unitIds.length > 0;
  const sides = [
    ...(scope.officeIn.length > 0 ? [longestWaiting(scope, "office", today, limit)] : []),
    ...(scope.groupIds.length > 0 ? [longestWaiting(scope, "group", today, limit)] : []),
    ...(scope.officeIn.length + scope.groupIds.length > 0 ? [cameBack(scope, limit)] : []),
    ...(leads ? [waitsOfLead(today)] : []),
  ];
  if (sides.length === 0) return [];
  const { rows } = await sql<OwedTask>`
    with ${leads ? sql`${led(scope)},` : sql``} waits as (
      select w.programme_id, w.id, w.state, w.state_since, bool_or(w.lead) as lead,
        w.programme_id = any(${scope.officeIn}::uuid[]) as office,
        coalesce(w.group_id = any(${scope.groupIds}::uuid[]), false) as "group", w.group_id is null as ungrouped
      from (${sql.join(sides, sql` union all `)}) w group by w.programme_id, w.id, w.state, w.state_since, w.group_id),
    first as (
      select * from waits order by case
          when state in ('issued', 'signed', 'inProgress') then lead
          when state = 'closeRequested' then "group" or (office and ungrouped)
          when state = 'adjusting' then "group" or office
          else office end desc, state_since, id limit ${limit})
    select * from (select t.programme_id as "programmeId", t.id, t.number, t.short_title as title, t.state,
        t.state_since as "stateSince", t.review_on as "reviewOn", t.group_id as "groupId", f.office, f."group", f.lead,
        change.opinion_at is not null as "hasOpinion", closing.publish_until as "publishedUntil",
        case when t.state = 'inProgress' then coalesce(closing.outcome_note, '') end as returned,
        null as milestone, null::date as "dueOn", row_number() over (order by f.state_since, f.id) as place
      from first f
        join task t on t.programme_id = f.programme_id and t.id = f.id
        left join deadline_change change on change.programme_id = t.programme_id and change.task_id = t.id and change.outcome is null
        left join lateral (select c.publish_until, c.outcome_note from close_out c
          where c.programme_id = t.programme_id and c.task_id = t.id order by c.asked_at desc, c.id desc limit 1) closing on true
      ${leads ? sql`union all ${workOfLead(until, limit)}` : sql``}) o
    order by "dueOn" is not null, place`.execute(db);
  return rows;
}

/** Lead, cooperating units and group of tasks, for those who are told what happened to them. */
export async function peopleOf(db: Db, programmeIds: readonly string[], taskIds: readonly string[]) {
  const { rows } = await sql<{
    id: string;
    number: string | null;
    title: string;
    groupId: string | null;
    leadIds: string[];
    supportIds: string[];
    dueOn: string | null;
    version: number;
  }>`select t.id, t.number, t.short_title as title, t.group_id as "groupId", t.due_on as "dueOn", t.version,
      array(select tu.unit_id from task_unit tu where tu.programme_id = t.programme_id and tu.task_id = t.id
        and tu.part = 'lead' and tu.until_at = 'infinity' order by tu.position) as "leadIds",
      array(select tu.unit_id from task_unit tu where tu.programme_id = t.programme_id and tu.task_id = t.id
        and tu.part = 'support' and tu.until_at = 'infinity' order by tu.position) as "supportIds"
    from task t where t.programme_id = any(${programmeIds}::uuid[]) and t.id = any(${taskIds}::uuid[])`.execute(db);
  return rows;
}
