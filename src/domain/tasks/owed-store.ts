// SQL of what somebody owes by tasks: as lead unit, as working group, as office; the most urgent of each first.
import { sql } from "kysely";
import type { Db } from "../tables.ts";

export interface OwedTask {
  programmeId: string;
  id: string;
  number: string | null;
  shortTitle: string;
  state: string;
  /** In which part the caller owes it. */
  party: "lead" | "group" | "office";
  dueOn: string | null;
  /** The first milestone that is not reached. */
  milestone: string | null;
  milestoneDueOn: string | null;
  leads: string[];
  groupName: string | null;
  changedAt: string;
}

export interface OwedReach {
  programmeIds: readonly string[];
  /** Programmes whose office the caller is. */
  officeOf: readonly string[];
  groupIds: readonly string[];
  unitIds: readonly string[];
  /** Work at hand is owed when it is due by this day. */
  soon: string;
}

export async function findOwed(db: Db, reach: OwedReach, most: number): Promise<OwedTask[]> {
  const { rows } = await sql<OwedTask>`
    with mine as (
      (select t.programme_id, t.id, 'lead' as party, coalesce(least(t.due_on, m.due_on), t.due_on) as due
        from (select distinct tu.programme_id, tu.task_id from task_unit tu
          where tu.programme_id = any (${reach.programmeIds}::uuid[]) and tu.unit_id = any (${reach.unitIds}::uuid[])
            and tu.part = 'lead' and tu.until_at = 'infinity') l
        join task t on t.programme_id = l.programme_id and t.id = l.task_id
        left join lateral (select min(m.due_on) as due_on from milestone m
          where m.programme_id = t.programme_id and m.task_id = t.id and not m.dropped and m.reached_on is null
            and t.state = 'inProgress') m on true
        where t.state in ('issued', 'signed', 'adjusting', 'closeRequested', 'firstReviewed', 'secondReviewed')
          or (t.state = 'inProgress' and least(t.due_on, m.due_on) <= ${reach.soon})
        order by (t.state in ('issued', 'signed')) desc, due nulls last, t.id limit ${most})
      union all
      (select t.programme_id, t.id, 'group', t.due_on from task t
        where t.programme_id = any (${reach.programmeIds}::uuid[]) and t.group_id = any (${reach.groupIds}::uuid[])
          and t.state = 'closeRequested' order by t.changed_at limit ${most})
      union all
      (select t.programme_id, t.id, 'office', t.due_on from task t
        where t.programme_id = any (${reach.officeOf}::uuid[]) and t.state in ('adjusting', 'firstReviewed', 'secondReviewed')
        order by t.changed_at limit ${most}))
    select mine.party, t.programme_id as "programmeId", t.id, t.number, t.short_title as "shortTitle", t.state,
      t.due_on as "dueOn", t.changed_at as "changedAt", g.short_name as "groupName", n.title as milestone,
      n.due_on as "milestoneDueOn",
      array(select u.short_name from task_unit tu join unit u on u.id = tu.unit_id
        where tu.programme_id = t.programme_id and tu.task_id = t.id and tu.part = 'lead' and tu.until_at = 'infinity'
        order by tu.position) as leads
    from mine join task t on t.programme_id = mine.programme_id and t.id = mine.id
    left join unit g on g.id = t.group_id
    left join lateral (select m.title, m.due_on from milestone m
      where m.programme_id = t.programme_id and m.task_id = t.id and not m.dropped and m.reached_on is null
      order by m.due_on, m.id limit 1) n on true`.execute(db);
  return rows;
}
