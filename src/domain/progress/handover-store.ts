// SQL of reports that change hands from one unit to another.
import { sql } from "kysely";
import type { Db } from "../tables.ts";

export interface ReportToMove {
  programmeId: string;
  id: string;
  roundId: string;
  round: string;
  state: string;
  version: number;
  /** The successor's own report in the same round. */
  otherId: string | null;
  otherState: string | null;
}

/** Reports of a unit that are neither accepted nor locked and ask for something, beside those of the successor. */
export async function findToHandOver(
  db: Db,
  unitId: string,
  toId: string,
  programmeIds: readonly string[] | null,
): Promise<ReportToMove[]> {
  const { rows } = await sql<ReportToMove>`
    select r.programme_id as "programmeId", r.id, r.round_id as "roundId", d.title as round, r.state, r.version,
      o.id as "otherId", o.state as "otherState"
    from programme p join unit_report r on r.programme_id = p.id
    join reporting_round d on d.programme_id = r.programme_id and d.id = r.round_id
    left join unit_report o on o.programme_id = r.programme_id and o.round_id = r.round_id and o.unit_id = ${toId}
    where r.unit_id = ${unitId} and r.state in ('notStarted', 'drafting', 'returned', 'submitted')
      and exists (select 1 from report_row w where w.programme_id = r.programme_id and w.report_id = r.id
        and w.released_at is null)
      ${programmeIds ? sql`and p.id = any(${[...programmeIds]}::uuid[])` : sql``}
    order by d.due_on, r.id`.execute(db);
  return rows;
}

export async function countDone(db: Db, unitId: string, programmeIds: readonly string[] | null): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from programme p join unit_report r on r.programme_id = p.id
    where r.unit_id = ${unitId} and r.state in ('accepted', 'locked')
      ${programmeIds ? sql`and p.id = any(${[...programmeIds]}::uuid[])` : sql``}`.execute(db);
  return rows[0]?.count ?? 0;
}

interface By {
  at: string;
  personId: string;
}

/** Whole reports with their rows, of rounds in which the successor has none. */
export async function moveWhole(tx: Db, ids: readonly string[], toId: string, by: By): Promise<void> {
  if (ids.length === 0) return;
  await sql`update unit_report set unit_id = ${toId}, version = version + 1, changed_at = ${by.at},
    changed_by = ${by.personId} where id = any(${ids}::uuid[])`.execute(tx);
  await sql`update report_row set unit_id = ${toId}, version = version + 1, changed_at = ${by.at},
    changed_by = ${by.personId} where report_id = any(${ids}::uuid[])`.execute(tx);
}

/** Rows go into the successor's report of the round; of a task that stands there already the former row is released. */
export async function moveRows(
  tx: Db,
  reports: readonly { id: string; otherId: string }[],
  toId: string,
  by: By,
): Promise<void> {
  if (reports.length === 0) return;
  const list = sql`json_to_recordset(${JSON.stringify(reports)}::json) as v(id uuid, "otherId" uuid)`;
  const isThere = sql`exists (select 1 from report_row x where x.programme_id = w.programme_id
    and x.report_id = v."otherId" and x.task_id = w.task_id)`;
  await sql`update report_row w set released_at = ${by.at}, version = w.version + 1, changed_at = ${by.at},
    changed_by = ${by.personId} from ${list}
    where w.report_id = v.id and w.released_at is null and ${isThere}`.execute(tx);
  await sql`update report_row w set report_id = v."otherId", unit_id = ${toId}, version = w.version + 1,
    changed_at = ${by.at}, changed_by = ${by.personId} from ${list}
    where w.report_id = v.id and w.released_at is null and not ${isThere}`.execute(tx);
}
