// SQL of the end of a ledger, where tasks are added.
import type { Db } from "../tables.ts";

/** The place of the last task of a programme; 0 where there is none. */
export async function lastOrdinal(db: Db, programmeId: string): Promise<number> {
  const row = await db
    .selectFrom("task")
    .select(({ fn }) => fn.max("ordinal").as("last"))
    .where("programme_id", "=", programmeId)
    .executeTakeFirst();
  return row?.last ?? 0;
}
