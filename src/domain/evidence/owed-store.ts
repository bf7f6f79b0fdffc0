// SQL of what is owed by evidence: records with pieces that wait for a remark, and pieces that their unit has to mend or renew.
import { sql } from "kysely";
import type { Db } from "../tables.ts";

export interface WaitingRow {
  programmeId: string;
  kind: string;
  subjectId: string;
  count: number;
  sinceAt: string;
}

/** Records with pieces that nobody has remarked on, the newest first, since old ones hang on records that are finished; not those whose edition these people uploaded. */
export async function findWaiting(
  db: Db,
  programmeIds: readonly string[],
  personIds: readonly string[],
  most: number,
): Promise<WaitingRow[]> {
  const { rows } = await sql<WaitingRow>`
    select e.programme_id as "programmeId", e.subject_kind as kind, e.subject_id as "subjectId", count(*)::int as count,
      min(e.changed_at) as "sinceAt"
    from evidence e join evidence_edition d on d.programme_id = e.programme_id and d.evidence_id = e.id
      and d.number = e.edition
    where e.programme_id = any(${programmeIds}::uuid[]) and e.state = 'open' and d.virus <> 'hit'
      and d.uploaded_by <> all(${personIds}::uuid[])
    group by e.programme_id, e.subject_kind, e.subject_id
    order by max(e.changed_at) desc, e.subject_id limit ${most}`.execute(db);
  return rows;
}

export interface ToMendRow {
  programmeId: string;
  kind: string;
  subjectId: string;
  id: string;
  title: string;
  state: string;
  validUntil: string | null;
  remark: string | null;
  sinceAt: string;
}

/** Pieces of these units that a reviewer queried or rejected, or whose validity ends by a day. */
export async function findToMend(
  db: Db,
  programmeIds: readonly string[],
  unitIds: readonly string[],
  endingBy: string,
  most: number,
): Promise<ToMendRow[]> {
  const { rows } = await sql<ToMendRow>`
    select e.programme_id as "programmeId", e.subject_kind as kind, e.subject_id as "subjectId", e.id, e.title, e.state,
      e.valid_until as "validUntil", d.remark_note as remark, e.changed_at as "sinceAt"
    from evidence e join evidence_edition d on d.programme_id = e.programme_id and d.evidence_id = e.id
      and d.number = e.edition
    where e.programme_id = any(${programmeIds}::uuid[]) and e.unit_id = any(${unitIds}::uuid[])
      and (e.state in ('queried', 'rejected')
        or (e.state in ('open', 'accepted', 'queried') and e.valid_until <= ${endingBy}))
    order by e.valid_until nulls first, e.changed_at, e.id limit ${most}`.execute(db);
  return rows;
}

export interface PieceToTell {
  programmeId: string;
  id: string;
  version: number;
  kind: string;
  subjectId: string;
  title: string;
  unitId: string;
}

export async function findToTell(db: Db, ids: readonly string[]): Promise<PieceToTell[]> {
  const { rows } = await sql<PieceToTell>`
    select e.programme_id as "programmeId", e.id, e.version, e.subject_kind as kind, e.subject_id as "subjectId", e.title,
      e.unit_id as "unitId"
    from evidence e where e.id = any(${ids}::uuid[])`.execute(db);
  return rows;
}
