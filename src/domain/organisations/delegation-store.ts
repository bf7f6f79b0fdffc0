// SQL of delegations.
import { sql } from "kysely";
import type { Db } from "../tables.ts";
import type { Duty } from "./model.ts";

export interface DelegationRow {
  id: string;
  fromPersonId: string;
  fromName: string;
  toPersonId: string;
  toName: string;
  unitId: string;
  unitName: string;
  programmeId: string | null;
  duty: Duty;
  fromOn: string;
  untilOn: string;
  sinceAt: string;
  untilAt: string;
  reason: string | null;
  revokedAt: string | null;
  version: number;
}

const delegations = (db: Db) =>
  db
    .selectFrom("delegation as g")
    .innerJoin("person as a", "a.id", "g.from_person_id")
    .innerJoin("person as b", "b.id", "g.to_person_id")
    .innerJoin("unit as u", "u.id", "g.unit_id")
    .select([
      "g.id",
      "g.from_person_id as fromPersonId",
      "a.name as fromName",
      "g.to_person_id as toPersonId",
      "b.name as toName",
      "g.unit_id as unitId",
      "u.short_name as unitName",
      "u.programme_id as programmeId",
      "g.duty",
      "g.from_on as fromOn",
      "g.until_on as untilOn",
      "g.since_at as sinceAt",
      "g.until_at as untilAt",
      "g.reason",
      "g.revoked_at as revokedAt",
      "g.version",
    ]);

export async function findDelegation(db: Db, id: string): Promise<DelegationRow | undefined> {
  const row = await delegations(db).where("g.id", "=", id).executeTakeFirst();
  return row as DelegationRow | undefined;
}

/** Delegations given or received by these people that stand at an instant or will. */
export async function findStanding(db: Db, personIds: readonly string[], at: string): Promise<DelegationRow[]> {
  const rows = await delegations(db)
    .where("g.until_at", ">", at)
    .where((eb) => eb.or([eb("g.from_person_id", "in", personIds), eb("g.to_person_id", "in", personIds)]))
    .orderBy("g.from_on")
    .orderBy("g.id")
    .limit(200)
    .execute();
  return rows as DelegationRow[];
}

/** All a person ever gave or received, those that end last first. */
export async function findOfPerson(db: Db, personId: string, limit: number): Promise<DelegationRow[]> {
  const rows = await delegations(db)
    .where((eb) => eb.or([eb("g.from_person_id", "=", personId), eb("g.to_person_id", "=", personId)]))
    .orderBy("g.until_at", "desc")
    .orderBy("g.id")
    .limit(limit)
    .execute();
  return rows as DelegationRow[];
}

/** Those at a unit that stand or will. */
export async function findOfUnit(db: Db, unitId: string, at: string): Promise<DelegationRow[]> {
  const rows = await delegations(db)
    .where("g.unit_id", "=", unitId)
    .where("g.until_at", ">", at)
    .orderBy("g.from_on")
    .orderBy("g.id")
    .limit(200)
    .execute();
  return rows as DelegationRow[];
}

export async function insertDelegation(
  db: Db,
  row: {
    id: string;
    from_person_id: string;
    to_person_id: string;
    unit_id: string;
    duty: string;
    from_on: string;
    until_on: string;
    since_at: string;
    until_at: string;
    reason: string | null;
    made_at: string;
    changed_at: string;
  },
): Promise<void> {
  await db.insertInto("delegation").values(row).execute();
}

/** Takes back the version that was read; `false` when somebody else was first. */
export async function saveRevoked(db: Db, id: string, version: number, by: string, at: string): Promise<boolean> {
  const result = await db
    .updateTable("delegation")
    .set({
      until_at: sql`least(until_at, ${at}::timestamptz)`,
      revoked_at: at,
      revoked_by: by,
      version: version + 1,
      changed_at: at,
    })
    .where("id", "=", id)
    .where("version", "=", version)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Colleagues: people of the unit or of the person's own unit, and whoever holds a duty at the unit; active ones only. */
export async function findColleagues(
  db: Db,
  unitId: string,
  personId: string,
): Promise<{ id: string; name: string; unitName: string }[]> {
  const { rows } = await sql<{ id: string; name: string; unitName: string }>`
    select p.id, p.name, u.short_name as "unitName" from person p join unit u on u.id = p.unit_id
    where p.active and p.id <> ${personId} and (p.unit_id = ${unitId}
      or p.unit_id = (select unit_id from person where id = ${personId})
      or exists (select 1 from duty d where d.person_id = p.id and d.unit_id = ${unitId} and d.until_at = 'infinity'))
    order by p.name, p.id limit 500`.execute(db);
  return rows;
}
