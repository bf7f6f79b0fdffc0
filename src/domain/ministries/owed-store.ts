// SQL of what is owed to ministries, and of whom a notice about an entry reaches.
import { sql } from "kysely";
import type { UnitKind } from "../organisations/model.ts";
import type { Db } from "../tables.ts";
import type { EntryState } from "./model.ts";
import { activeStates } from "./rules.ts";

export interface OwedEntry {
  programmeId: string;
  id: string;
  ministry: string;
  what: string;
  state: EntryState;
  followUpOn: string | null;
  stateSince: string;
}

/** What these units have to submit or follow up, by its day. */
export async function findOwed(
  db: Db,
  programmeIds: readonly string[],
  actsFor: readonly string[],
  limit: number,
): Promise<OwedEntry[]> {
  if (programmeIds.length === 0 || actsFor.length === 0) return [];
  const rows = await db
    .selectFrom("ministry_entry as e")
    .select([
      "e.programme_id as programmeId",
      "e.id",
      "e.ministry",
      "e.what",
      "e.state",
      "e.follow_up_on as followUpOn",
      "e.state_since as stateSince",
    ])
    .where(sql<boolean>`e.programme_id = any(${programmeIds}::uuid[])`)
    .where(sql<boolean>`e.lead_unit_id = any(${actsFor}::uuid[])`)
    .where("e.state", "in", [...activeStates])
    .orderBy(sql`coalesce(e.follow_up_on, date '9999-12-31')`)
    .orderBy("e.number")
    .limit(limit)
    .execute();
  return rows as OwedEntry[];
}

export interface EntryToTell {
  programmeId: string;
  id: string;
  version: number;
  ministry: string;
  what: string;
  outcome: string | null;
  followUpOn: string | null;
  lead: { id: string; kind: UnitKind };
  /** Units that lead a task the entry is about. */
  taskLeads: { id: string; kind: UnitKind }[];
}

export async function findToTell(db: Db, ids: readonly string[]): Promise<EntryToTell[]> {
  return db
    .selectFrom("ministry_entry as e")
    .innerJoin("unit as l", "l.id", "e.lead_unit_id")
    .select([
      "e.programme_id as programmeId",
      "e.id",
      "e.version",
      "e.ministry",
      "e.what",
      "e.outcome",
      "e.follow_up_on as followUpOn",
      sql<EntryToTell["lead"]>`json_build_object('id', l.id, 'kind', l.kind)`.as("lead"),
      sql<EntryToTell["taskLeads"]>`coalesce((
        select json_agg(distinct jsonb_build_object('id', u.id, 'kind', u.kind))
        from ministry_task mt
        join task_unit tu on tu.programme_id = mt.programme_id and tu.task_id = mt.task_id and tu.part = 'lead'
          and tu.until_at = 'infinity'
        join unit u on u.id = tu.unit_id
        where mt.programme_id = e.programme_id and mt.entry_id = e.id and mt.until_at = 'infinity'), '[]')`.as(
        "taskLeads",
      ),
    ])
    .where(sql<boolean>`e.id = any(${ids}::uuid[])`)
    .execute();
}
