// SQL of evidence that changes hands from the unit that brought it to another.
import { sql } from "kysely";
import type { Db } from "../tables.ts";

export interface PieceToMove {
  programmeId: string;
  id: string;
  kind: string;
  subjectId: string;
  title: string;
  version: number;
}

export async function findToHandOver(db: Db, unitId: string, programmeIds: readonly string[] | null) {
  const { rows } = await sql<PieceToMove>`
    select e.programme_id as "programmeId", e.id, e.subject_kind as kind, e.subject_id as "subjectId", e.title, e.version
    from evidence e where e.unit_id = ${unitId} and e.state in ('open', 'accepted', 'queried', 'rejected')
      ${programmeIds ? sql`and e.programme_id = any(${[...programmeIds]}::uuid[])` : sql``}
    order by e.programme_id, e.id`.execute(db);
  return rows;
}

/** The editions keep the unit that uploaded them. */
export async function movePieces(
  tx: Db,
  ids: readonly string[],
  to: string,
  by: { at: string; personId: string },
): Promise<void> {
  await sql`update evidence set unit_id = ${to}, version = version + 1, changed_at = ${by.at},
    changed_by = ${by.personId} where id = any(${ids}::uuid[])`.execute(tx);
}
