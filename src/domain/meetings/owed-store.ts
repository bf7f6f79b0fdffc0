// SQL of what is owed by meetings, and of whom a notice about one reaches.
import { sql } from "kysely";
import type { UnitKind } from "../organisations/model.ts";
import type { Db } from "../tables.ts";
import type { MeetingState } from "./model.ts";

export interface OwedMeeting {
  programmeId: string;
  id: string;
  title: string;
  state: MeetingState;
  heldOn: string;
  place: string;
  hostName: string;
  /** Does the reader convene it? Else it is one to attend. */
  hosts: boolean;
  /** Decisions that are not settled. */
  open: number;
  stateSince: string;
}

/** Meetings that these units convene and have not closed, and settled ones that they attend from today on. */
export async function findOwed(
  db: Db,
  programmeIds: readonly string[],
  actsFor: readonly string[],
  today: string,
  limit: number,
): Promise<OwedMeeting[]> {
  if (programmeIds.length === 0 || actsFor.length === 0) return [];
  const hosts = sql<boolean>`(m.host_unit_id = any(${actsFor}::uuid[]))`;
  const rows = await db
    .selectFrom("meeting as m")
    .innerJoin("unit as h", "h.id", "m.host_unit_id")
    .select([
      "m.programme_id as programmeId",
      "m.id",
      "m.title",
      "m.state",
      "m.held_on as heldOn",
      "m.place",
      "h.short_name as hostName",
      hosts.as("hosts"),
      sql<number>`(select count(*)::int from meeting_decision d
        join matter y on y.programme_id = d.programme_id and y.id = d.matter_id
        where d.programme_id = m.programme_id and d.meeting_id = m.id and y.state not in ('settled', 'withdrawn'))`.as(
        "open",
      ),
      "m.state_since as stateSince",
    ])
    .where(sql<boolean>`m.programme_id = any(${programmeIds}::uuid[])`)
    .where(
      sql<boolean>`((${hosts} and m.state in ('planned', 'prepared', 'held', 'minuted'))
        or (m.state = 'prepared' and m.held_on >= ${today} and exists (select 1 from meeting_unit x
          where x.programme_id = m.programme_id and x.meeting_id = m.id and x.unit_id = any(${actsFor}::uuid[]))))`,
    )
    .orderBy("m.held_on")
    .orderBy("m.id")
    .limit(limit)
    .execute();
  return rows as OwedMeeting[];
}

export interface MeetingToTell {
  programmeId: string;
  id: string;
  version: number;
  title: string;
  heldOn: string;
  beginsAt: string | null;
  place: string;
  host: { id: string; kind: UnitKind };
  units: { id: string; kind: UnitKind }[];
}

export async function findToTell(db: Db, ids: readonly string[]): Promise<MeetingToTell[]> {
  return db
    .selectFrom("meeting as m")
    .innerJoin("unit as h", "h.id", "m.host_unit_id")
    .select([
      "m.programme_id as programmeId",
      "m.id",
      "m.version",
      "m.title",
      "m.held_on as heldOn",
      "m.begins_at as beginsAt",
      "m.place",
      sql<MeetingToTell["host"]>`json_build_object('id', h.id, 'kind', h.kind)`.as("host"),
      sql<
        MeetingToTell["units"]
      >`coalesce((select json_agg(json_build_object('id', u.id, 'kind', u.kind) order by x.position)
        from meeting_unit x join unit u on u.id = x.unit_id
        where x.programme_id = m.programme_id and x.meeting_id = m.id), '[]')`.as("units"),
    ])
    .where(sql<boolean>`m.id = any(${ids}::uuid[])`)
    .execute();
}
