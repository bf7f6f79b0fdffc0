// SQL of handing entries of the register over: what a unit leads and has not brought to an end.
import { sql } from "kysely";
import type { Db } from "../tables.ts";
import { activeStates } from "./rules.ts";

const isActive = sql`e.state = any(${[...activeStates]}::text[])`;
const within = (programmeIds: readonly string[] | null) =>
  programmeIds ? sql`e.programme_id = any(${programmeIds}::uuid[])` : sql`true`;

export async function findToHandOver(db: Db, unitId: string, programmeIds: readonly string[] | null) {
  return db
    .selectFrom("ministry_entry as e")
    .select(["e.id", "e.programme_id as programmeId", "e.ministry", "e.what", "e.version"])
    .where(sql<boolean>`e.lead_unit_id = ${unitId} and ${isActive} and ${within(programmeIds)}`)
    .orderBy("e.programme_id")
    .orderBy("e.number")
    .execute();
}

/** Answered and given-up ones, which stay in the name of the old unit. */
export async function countOver(db: Db, unitId: string, programmeIds: readonly string[] | null): Promise<number> {
  const row = await db
    .selectFrom("ministry_entry as e")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where(sql<boolean>`e.lead_unit_id = ${unitId} and not (${isActive}) and ${within(programmeIds)}`)
    .executeTakeFirstOrThrow();
  return row.count;
}

export async function moveEntries(
  tx: Db,
  ids: readonly string[],
  to: string,
  by: { at: string; personId: string },
): Promise<void> {
  await sql`update ministry_entry set lead_unit_id = ${to}, version = version + 1, changed_at = ${by.at},
    changed_by = ${by.personId} where id = any(${ids}::uuid[])`.execute(tx);
}
