// SQL of whom tasks concern, for notices of many at once.
import { sql } from "kysely";
import type { Db } from "../tables.ts";

export interface ToldTask {
  programmeId: string;
  id: string;
  title: string;
  dueOn: string | null;
  groupId: string | null;
  leads: string[];
  supports: string[];
}

export async function findTold(db: Db, taskIds: readonly string[]): Promise<ToldTask[]> {
  const unitsOf = (part: string) => sql`array(select tu.unit_id from task_unit tu where tu.programme_id = t.programme_id
    and tu.task_id = t.id and tu.part = ${part} and tu.until_at = 'infinity')`;
  const { rows } = await sql<ToldTask>`
    select t.programme_id as "programmeId", t.id, coalesce(t.number || '. ', '') || t.short_title as title,
      t.due_on as "dueOn", t.group_id as "groupId", ${unitsOf("lead")} as leads, ${unitsOf("support")} as supports
    from task t where t.programme_id = any (select id from programme) and t.id = any (${taskIds}::uuid[])`.execute(db);
  return rows;
}
