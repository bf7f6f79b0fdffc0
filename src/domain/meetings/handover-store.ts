// SQL of meetings that change hands: those a unit convenes and those it is to attend.
import { sql } from "kysely";
import type { Db } from "../tables.ts";

export interface MeetingToMove {
  programmeId: string;
  id: string;
  title: string;
  heldOn: string;
  hosts: boolean;
  version: number;
}

const within = (programmeIds: readonly string[] | null) =>
  programmeIds ? sql`and m.programme_id = any(${[...programmeIds]}::uuid[])` : sql``;
const hosts = (unitId: string) =>
  sql`(m.host_unit_id = ${unitId} and m.state in ('planned', 'prepared', 'held', 'minuted'))`;

export async function findToHandOver(db: Db, unitId: string, programmeIds: readonly string[] | null) {
  const { rows } = await sql<MeetingToMove>`
    select m.programme_id as "programmeId", m.id, m.title, m.held_on as "heldOn", m.version, ${hosts(unitId)} as hosts
    from meeting m
    where (${hosts(unitId)} or (m.state in ('planned', 'prepared') and exists (select 1 from meeting_unit x
      where x.programme_id = m.programme_id and x.meeting_id = m.id and x.unit_id = ${unitId}))) ${within(programmeIds)}
    order by m.programme_id, m.held_on, m.id`.execute(db);
  return rows;
}

/** Closed and cancelled ones that the unit convened. */
export async function countOver(db: Db, unitId: string, programmeIds: readonly string[] | null): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from meeting m
    where m.host_unit_id = ${unitId} and m.state in ('closed', 'cancelled') ${within(programmeIds)}`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Who attends is put in place of the other only where the meeting is to come; who came stays as it was. */
export async function moveMeetings(
  tx: Db,
  ids: readonly string[],
  from: string,
  to: string,
  by: { at: string; personId: string },
): Promise<void> {
  await sql`update meeting_unit x set unit_id = ${to} from meeting m
    where m.programme_id = x.programme_id and m.id = x.meeting_id and m.id = any(${ids}::uuid[])
      and m.state in ('planned', 'prepared') and x.unit_id = ${from}
      and not exists (select 1 from meeting_unit o where o.programme_id = x.programme_id
        and o.meeting_id = x.meeting_id and o.unit_id = ${to})`.execute(tx);
  await sql`delete from meeting_unit x using meeting m
    where m.programme_id = x.programme_id and m.id = x.meeting_id and m.id = any(${ids}::uuid[])
      and m.state in ('planned', 'prepared') and x.unit_id = ${from}`.execute(tx);
  await sql`update meeting set host_unit_id = case when host_unit_id = ${from} then ${to}::uuid else host_unit_id end,
    version = version + 1, changed_at = ${by.at}, changed_by = ${by.personId}
    where id = any(${ids}::uuid[])`.execute(tx);
}
