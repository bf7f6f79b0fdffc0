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
}

/** The reader's programmes as office, and the units and groups that the reader acts for. */
export interface OwedScope {
  programmeIds: readonly string[];
  officeIn: readonly string[];
  groupIds: readonly string[];
  unitIds: readonly string[];
}

const leads = ({ unitIds }: OwedScope) => sql<boolean>`exists (select 1 from task_unit tu
  where tu.programme_id = t.programme_id and tu.task_id = t.id and tu.part = 'lead' and tu.until_at = 'infinity'
    and tu.unit_id = any(${unitIds}::uuid[]))`;

/** Tasks in which a step waits for the reader, or for others after the reader's; those that wait longest first. */
export async function tasksThatWait(db: Db, scope: OwedScope, today: string, limit: number): Promise<OwedTask[]> {
  const office = sql<boolean>`t.programme_id = any(${scope.officeIn}::uuid[])`;
  const group = sql<boolean>`coalesce(t.group_id = any(${scope.groupIds}::uuid[]), false)`;
  const { rows } = await sql<OwedTask>`
    select t.programme_id as "programmeId", t.id, t.number, t.short_title as title, t.state, t.state_since as "stateSince",
      t.review_on as "reviewOn", t.group_id as "groupId", ${office} as office, ${group} as "group", mine.lead,
      change.opinion_at is not null as "hasOpinion", closing.publish_until as "publishedUntil",
      case when t.state = 'inProgress' and closing.outcome = 'returned' then coalesce(closing.outcome_note, '') end as returned
    from (
        select w.programme_id, w.id from task w where w.programme_id = any(${scope.programmeIds}::uuid[])
          and w.state in ('issued', 'signed', 'adjusting', 'closeRequested', 'firstReviewed', 'secondReviewed')
        union
        select w.programme_id, w.id from task w where w.programme_id = any(${scope.programmeIds}::uuid[])
          and w.state = 'suspended' and w.review_on <= ${today}
        union
        select w.programme_id, w.id from close_out c
          join task w on w.programme_id = c.programme_id and w.id = c.task_id and w.state = 'inProgress'
          where c.programme_id = any(${scope.programmeIds}::uuid[]) and c.outcome = 'returned') waits
      join task t on t.programme_id = waits.programme_id and t.id = waits.id
      cross join lateral (select ${leads(scope)} as lead) mine
      left join deadline_change change on change.programme_id = t.programme_id and change.task_id = t.id and change.outcome is null
      left join lateral (select c.publish_until, c.outcome, c.outcome_note from close_out c
        where c.programme_id = t.programme_id and c.task_id = t.id order by c.asked_at desc, c.id desc limit 1) closing on true
    where (${office} or ${group} or mine.lead) and (t.state <> 'inProgress' or closing.outcome = 'returned')
    order by t.state_since, t.ordinal, t.id limit ${limit}`.execute(db);
  return rows;
}

export interface OwedWork {
  programmeId: string;
  taskId: string;
  number: string | null;
  taskTitle: string;
  /** The next milestone; null: the task itself is due before it, or has none left. */
  milestone: string | null;
  dueOn: string;
  since: string;
}

/** Tasks at work that the reader's units lead, whose next milestone or own day is due until a day; the earliest first. */
export async function workOwed(db: Db, scope: OwedScope, until: string, limit: number): Promise<OwedWork[]> {
  if (scope.unitIds.length === 0) return [];
  const { rows } = await sql<OwedWork>`
    select t.programme_id as "programmeId", t.id as "taskId", t.number, t.short_title as "taskTitle",
      case when m.due_on <= coalesce(t.due_on, m.due_on) then m.title end as milestone,
      least(m.due_on, t.due_on) as "dueOn", t.state_since as since
    from (select distinct tu.programme_id, tu.task_id from task_unit tu
      where tu.programme_id = any(${scope.programmeIds}::uuid[]) and tu.unit_id = any(${scope.unitIds}::uuid[])
        and tu.part = 'lead' and tu.until_at = 'infinity') mine
      join task t on t.programme_id = mine.programme_id and t.id = mine.task_id and t.state = 'inProgress'
      left join lateral (select m.title, m.due_on from milestone m where m.programme_id = t.programme_id
        and m.task_id = t.id and not m.dropped and m.reached_on is null order by m.due_on, m.id limit 1) m on true
    where least(m.due_on, t.due_on) <= ${until}
    order by "dueOn", t.ordinal, t.id limit ${limit}`.execute(db);
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
