// SQL of hand-overs: proposals, people and their seats, and the pilots of an office.
import { sql } from "kysely";
import type { Db } from "../tables.ts";
import type { HandoverState } from "./model-handover.ts";

export interface HandoverRow {
  id: string;
  fromPersonId: string;
  fromName: string;
  toPersonId: string;
  toName: string;
  state: HandoverState;
  note: string;
  proposedById: string;
  proposedBy: string;
  proposedAt: string;
  decidedBy: string | null;
  decidedAt: string | null;
  decisionNote: string | null;
  version: number;
}

const handovers = (db: Db) =>
  db
    .selectFrom("handover as h")
    .innerJoin("person as a", "a.id", "h.from_person_id")
    .innerJoin("person as b", "b.id", "h.to_person_id")
    .innerJoin("person as p", "p.id", "h.proposed_by")
    .leftJoin("person as d", "d.id", "h.decided_by")
    .select([
      "h.id",
      "h.from_person_id as fromPersonId",
      "a.name as fromName",
      "h.to_person_id as toPersonId",
      "b.name as toName",
      "h.state",
      "h.note",
      "h.proposed_by as proposedById",
      "p.name as proposedBy",
      "h.proposed_at as proposedAt",
      "d.name as decidedBy",
      "h.decided_at as decidedAt",
      "h.decision_note as decisionNote",
      "h.version",
    ]);

export async function findHandover(db: Db, id: string, lock = false): Promise<HandoverRow | undefined> {
  const row = await handovers(db)
    .where("h.id", "=", id)
    .$if(lock, (q) => q.forUpdate("h"))
    .executeTakeFirst();
  return row as HandoverRow | undefined;
}

/** Those that wait, and those decided lately; of all, or of one's own proposals and units. */
export async function findHandovers(
  db: Db,
  scope: { all: boolean; personId: string; unitIds: readonly string[] },
  limit: number,
): Promise<HandoverRow[]> {
  const rows = await handovers(db)
    .$if(!scope.all, (q) =>
      q.where((eb) =>
        eb.or([
          eb("h.proposed_by", "=", scope.personId),
          eb("h.from_person_id", "=", scope.personId),
          eb("h.to_person_id", "=", scope.personId),
          eb("a.unit_id", "=", sql<string>`any(${[...scope.unitIds]}::uuid[])`),
        ]),
      ),
    )
    .orderBy(sql`h.state = 'proposed'`, "desc")
    .orderBy("h.proposed_at", "desc")
    .orderBy("h.id")
    .limit(limit)
    .execute();
  return rows as HandoverRow[];
}

export async function hasWaiting(db: Db, fromPersonId: string): Promise<boolean> {
  const row = await db
    .selectFrom("handover")
    .select("id")
    .where("from_person_id", "=", fromPersonId)
    .where("state", "=", "proposed")
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertHandover(
  db: Db,
  row: {
    id: string;
    from_person_id: string;
    to_person_id: string;
    state: string;
    note: string;
    proposed_by: string;
    proposed_at: string;
    changed_at: string;
  },
): Promise<void> {
  await db.insertInto("handover").values(row).execute();
}

export async function saveDecision(
  db: Db,
  id: string,
  version: number,
  decision: { state: string; by: string; at: string; note: string | null },
): Promise<boolean> {
  const result = await db
    .updateTable("handover")
    .set({
      state: decision.state,
      decided_by: decision.by,
      decided_at: decision.at,
      decision_note: decision.note,
      version: version + 1,
      changed_at: decision.at,
    })
    .where("id", "=", id)
    .where("version", "=", version)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** The pilots that are run by one of these units. */
export async function findProgrammesOfOffice(db: Db, unitIds: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom("unit")
    .select("programme_id")
    .where("kind", "=", "office")
    .where("programme_id", "is not", null)
    .where(sql<boolean>`id = any(${[...unitIds]}::uuid[])`)
    .execute();
  return rows.map((row) => row.programme_id as string);
}

export interface HeldDuty {
  personId: string;
  name: string;
  duty: string;
}

/** Who holds which duty at a unit now. */
export async function findHolders(db: Db, unitId: string): Promise<HeldDuty[]> {
  return db
    .selectFrom("duty as d")
    .innerJoin("person as p", "p.id", "d.person_id")
    .select(["d.person_id as personId", "p.name", "d.duty"])
    .where("d.unit_id", "=", unitId)
    .where("d.until_at", "=", "infinity")
    .where("p.active", "=", true)
    .orderBy("p.name")
    .orderBy("p.id")
    .limit(1000)
    .execute();
}

/** Gives the people of a unit another home; returns how many. */
export async function moveHomes(db: Db, fromUnitId: string, toUnitId: string, at: string): Promise<number> {
  const result = await db
    .updateTable("person")
    .set({ unit_id: toUnitId, version: sql`version + 1`, changed_at: at })
    .where("unit_id", "=", fromUnitId)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}
