// SQL of the days of tasks and their milestones that are not over.
import { sql } from "kysely";
import type { Db } from "../tables.ts";

export interface TaskDate {
  programmeId: string;
  taskId: string;
  /** Of the milestone or the task. */
  id: string;
  title: string;
  milestone: string | null;
  day: string;
  changedAt: string;
}

export async function findDates(
  db: Db,
  reach: {
    programmeIds: readonly string[];
    officeOf: readonly string[];
    groupIds: readonly string[];
    unitIds: readonly string[];
  },
  span: { from: string; to: string },
  most: number,
): Promise<TaskDate[]> {
  const { rows } = await sql<TaskDate>`
    with mine as (
      select t.programme_id, t.id, t.number, t.short_title, t.due_on, t.changed_at from task t
      where t.programme_id = any (${reach.programmeIds}::uuid[]) and t.state not in ('draft', 'closed', 'ended')
        and (t.programme_id = any (${reach.officeOf}::uuid[]) or t.group_id = any (${reach.groupIds}::uuid[])
          or exists (select 1 from task_unit tu where tu.programme_id = t.programme_id and tu.task_id = t.id
            and tu.unit_id = any (${reach.unitIds}::uuid[]) and tu.until_at = 'infinity')))
    select d.programme_id as "programmeId", d.task_id as "taskId", d.id, d.milestone, d.day, d.changed_at as "changedAt",
      coalesce(d.number || '. ', '') || d.short_title as title
    from (
      select programme_id, id as task_id, id, null as milestone, due_on as day, changed_at, number, short_title
      from mine where due_on between ${span.from} and ${span.to}
      union all
      select m.programme_id, m.task_id, m.id, m.title, m.due_on, m.changed_at, t.number, t.short_title
      from mine t join milestone m on m.programme_id = t.programme_id and m.task_id = t.id
      where not m.dropped and m.reached_on is null and m.due_on between ${span.from} and ${span.to}) d
    order by d.day, d.id limit ${most}`.execute(db);
  return rows;
}
