// SQL of whose business matters are.
import { sql } from "kysely";
import type { Db } from "../tables.ts";

export interface MatterAudienceRow {
  id: string;
  /** Who asks, who answers, and to whom it was addressed before. */
  unitIds: string[];
  taskIds: string[];
}

export async function findAudiences(db: Db, programmeId: string, ids: readonly string[]): Promise<MatterAudienceRow[]> {
  const { rows } = await sql<MatterAudienceRow>`
    select m.id, array[m.from_unit_id, m.to_unit_id] || array(select r.from_unit_id from matter_referral r
        where r.programme_id = m.programme_id and r.matter_id = m.id) as "unitIds",
      array(select mt.task_id from matter_task mt
        where mt.programme_id = m.programme_id and mt.matter_id = m.id) as "taskIds"
    from matter m where m.programme_id = ${programmeId} and m.id = any(${ids}::uuid[])`.execute(db);
  return rows;
}
