// SQL of people, duties and the members of working groups.
import { sql } from "kysely";
import type { Db } from "../tables.ts";
import type { Duty, Person, Unit } from "./model.ts";

export interface PersonRow {
  id: string;
  name: string;
  unitId: string;
  active: boolean;
  demo: boolean;
  version: number;
}

export async function findPerson(db: Db, id: string, lock = false): Promise<PersonRow | undefined> {
  return db
    .selectFrom("person")
    .select(["id", "name", "unit_id as unitId", "active", "demo", "version"])
    .where("id", "=", id)
    .$if(lock, (q) => q.forUpdate())
    .executeTakeFirst();
}

export async function insertPerson(
  db: Db,
  row: { id: string; unit_id: string; name: string; demo: boolean; changed_at: string },
): Promise<void> {
  await db.insertInto("person").values(row).execute();
}

/** Present and past duties, the present ones first. */
export async function findDuties(db: Db, personId: string): Promise<Person["duties"]> {
  const rows = await db
    .selectFrom("duty as d")
    .innerJoin("unit as u", "u.id", "d.unit_id")
    .select([
      "d.unit_id as unitId",
      "u.short_name as unitName",
      "d.duty",
      "d.since_at as sinceAt",
      sql<string | null>`nullif(d.until_at, 'infinity')`.as("untilAt"),
    ])
    .where("d.person_id", "=", personId)
    .orderBy("d.until_at", "desc")
    .orderBy("d.since_at")
    .execute();
  return rows as unknown as Person["duties"];
}

/** What each of some people holds now. */
export async function findHeldBy(
  db: Db,
  personIds: readonly string[],
): Promise<Map<string, { duty: Duty; unitId: string; unitName: string }[]>> {
  const rows = await db
    .selectFrom("duty as d")
    .innerJoin("unit as u", "u.id", "d.unit_id")
    .select(["d.person_id as personId", "d.duty", "d.unit_id as unitId", "u.short_name as unitName"])
    .where(sql<boolean>`d.person_id = any(${[...personIds]}::uuid[])`)
    .where("d.until_at", "=", "infinity")
    .orderBy("d.since_at")
    .orderBy("d.duty")
    .execute();
  const held = new Map<string, { duty: Duty; unitId: string; unitName: string }[]>();
  for (const { personId, ...one } of rows) held.set(personId, [...(held.get(personId) ?? []), one as never]);
  return held;
}

/** Who works for a unit now: its own people and those who hold a duty there. */
export async function findPeopleOf(db: Db, unitId: string): Promise<Unit["people"]> {
  const { rows } = await sql<Unit["people"][number]>`
    select p.id, p.name, coalesce(array_agg(d.duty order by d.duty) filter (where d.duty is not null), '{}') as duties
    from person p left join duty d on d.person_id = p.id and d.unit_id = ${unitId} and d.until_at = 'infinity'
    where p.active and (p.unit_id = ${unitId} or d.duty is not null)
    group by p.id, p.name order by p.name, p.id limit 500`.execute(db);
  return rows;
}

/** How many active people hold a duty now, anywhere. */
export async function countHolders(db: Db, duty: Duty): Promise<number> {
  const row = await db
    .selectFrom("duty as d")
    .innerJoin("person as p", "p.id", "d.person_id")
    .select(sql<number>`count(distinct p.id)`.as("count"))
    .where("d.duty", "=", duty)
    .where("d.until_at", "=", "infinity")
    .where("p.active", "=", true)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Counting the holders of an administrator's duty and changing them is done by one at a time. */
export async function lockDuties(tx: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('shidian.duties'))`.execute(tx);
}

export async function insertDuty(
  db: Db,
  row: { person_id: string; unit_id: string; duty: string; since_at: string },
): Promise<void> {
  await db.insertInto("duty").values(row).execute();
}

/** Ends a duty that is held now; `false` when it was not. */
export async function saveDutyEnd(
  db: Db,
  personId: string,
  unitId: string,
  duty: string,
  at: string,
): Promise<boolean> {
  const result = await db
    .updateTable("duty")
    .set({ until_at: at })
    .where("person_id", "=", personId)
    .where("unit_id", "=", unitId)
    .where("duty", "=", duty)
    .where("until_at", "=", "infinity")
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export interface Membership {
  programmeId: string;
  groupId: string;
  unitId: string;
}

const memberColumns = ["programme_id as programmeId", "group_id as groupId", "unit_id as unitId"] as const;

/** Members of a pilot's working groups, now. */
export async function findMembers(db: Db, programmeId: string): Promise<Membership[]> {
  return db
    .selectFrom("group_member")
    .select(memberColumns)
    .where("programme_id", "=", programmeId)
    .where("until_at", "=", "infinity")
    .execute();
}

export async function findMemberships(db: Db, unitId: string): Promise<Membership[]> {
  return db
    .selectFrom("group_member")
    .select(memberColumns)
    .where("unit_id", "=", unitId)
    .where("until_at", "=", "infinity")
    .execute();
}

export async function insertMember(db: Db, row: Membership, at: string): Promise<void> {
  await db
    .insertInto("group_member")
    .values({ programme_id: row.programmeId, group_id: row.groupId, unit_id: row.unitId, since_at: at })
    .execute();
}

export async function saveMemberEnd(db: Db, row: Membership, at: string): Promise<void> {
  await db
    .updateTable("group_member")
    .set({ until_at: at })
    .where("programme_id", "=", row.programmeId)
    .where("group_id", "=", row.groupId)
    .where("unit_id", "=", row.unitId)
    .where("until_at", "=", "infinity")
    .execute();
}
