// SQL of whose business entries of liaison are.
import { sql } from "kysely";
import type { Db } from "../tables.ts";

export interface EntryAudienceRow {
  id: string;
  leadUnitId: string;
  taskIds: string[];
}

export async function findAudiences(db: Db, programmeId: string, ids: readonly string[]): Promise<EntryAudienceRow[]> {
  const { rows } = await sql<EntryAudienceRow>`
    select e.id, e.lead_unit_id as "leadUnitId", array(select et.task_id from ministry_task et
      where et.programme_id = e.programme_id and et.entry_id = e.id and et.until_at = 'infinity') as "taskIds"
    from ministry_entry e where e.programme_id = ${programmeId} and e.id = any(${ids}::uuid[])`.execute(db);
  return rows;
}
