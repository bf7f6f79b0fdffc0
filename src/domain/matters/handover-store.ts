// SQL of handing matters over: what a unit still has to answer or waits for, and its change of hands in one statement.
import { sql } from "kysely";
import type { Db } from "../tables.ts";
import { pendingStates } from "./rules.ts";

const pending = sql`m.state = any(${[...pendingStates]}::text[])`;
const within = (programmeIds: readonly string[] | null) =>
  programmeIds ? sql`m.programme_id = any(${programmeIds}::uuid[])` : sql`true`;

export interface MatterToHandOver {
  id: string;
  programmeId: string;
  number: number;
  what: string;
  version: number;
  answers: boolean;
  asks: boolean;
}

/** Pending matters in which the unit answers or asks, of certain programmes or all. */
export async function findToHandOver(
  db: Db,
  unitId: string,
  programmeIds: readonly string[] | null,
  limit: number | null,
): Promise<MatterToHandOver[]> {
  return db
    .selectFrom("matter as m")
    .select([
      "m.id",
      "m.programme_id as programmeId",
      "m.number",
      "m.what",
      "m.version",
      sql<boolean>`m.to_unit_id = ${unitId}`.as("answers"),
      sql<boolean>`m.from_unit_id = ${unitId}`.as("asks"),
    ])
    .where(
      sql<boolean>`(m.to_unit_id = ${unitId} or m.from_unit_id = ${unitId}) and ${pending} and ${within(programmeIds)}`,
    )
    .orderBy("m.programme_id")
    .orderBy("m.number")
    .$if(limit !== null, (q) => q.limit(limit ?? 0))
    .execute();
}

/** Settled and withdrawn ones, which stay in the name of the old unit. */
export async function countOver(db: Db, unitId: string, programmeIds: readonly string[] | null): Promise<number> {
  const row = await db
    .selectFrom("matter as m")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where(
      sql<boolean>`(m.to_unit_id = ${unitId} or m.from_unit_id = ${unitId}) and not (${pending}) and ${within(programmeIds)}`,
    )
    .executeTakeFirstOrThrow();
  return row.count;
}

export async function moveMatters(
  tx: Db,
  ids: readonly string[],
  from: string,
  to: string,
  by: { at: string; personId: string },
): Promise<void> {
  await sql`update matter m set
      to_unit_id = case when m.to_unit_id = ${from} then ${to}::uuid else m.to_unit_id end,
      from_unit_id = case when m.from_unit_id = ${from} then ${to}::uuid else m.from_unit_id end,
      version = m.version + 1, changed_at = ${by.at}, changed_by = ${by.personId}
    where m.id = any(${ids}::uuid[])`.execute(tx);
  // Whoever had it stays on the chain.
  await sql`insert into matter_referral (programme_id, matter_id, position, from_unit_id, to_unit_id, why, at, person_id)
    select m.programme_id, m.id, 1 + coalesce((select max(r.position) from matter_referral r
        where r.programme_id = m.programme_id and r.matter_id = m.id), 0),
      ${from}::uuid, ${to}::uuid, '工作交接', ${by.at}::timestamptz, ${by.personId}::uuid
    from matter m where m.id = any(${ids}::uuid[]) and m.to_unit_id = ${to}`.execute(tx);
}
