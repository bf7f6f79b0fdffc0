// SQL of ended months: sums of a whole programme that are kept until a change reaches back before the end of the month.
import { sql } from "kysely";
import type { Db } from "../tables.ts";
import type { InstantSum } from "./figures-rules.ts";

/** What is kept for which of some instants, by their places in the list. */
export async function keptMonths(
  db: Db,
  programmeId: string,
  instants: readonly string[],
): Promise<Map<number, InstantSum[]>> {
  const ends = sql`${[...instants]}::timestamptz[]`;
  const { rows } = await sql<{ place: number; sums: InstantSum[] }>`
    select array_position(${ends}, ends_at) - 1 as place, sums from task_month
    where programme_id = ${programmeId} and ends_at = any(${ends})`.execute(db);
  return new Map(rows.map((row) => [row.place, row.sums]));
}

/**
 * Holds what is kept of a programme alone until the transaction ends; `false` while somebody writes a task of it.
 * The same lock as in `forget_task_months` (migration 0030): what is counted after this has nobody writing behind it.
 */
export async function holdMonths(tx: Db, programmeId: string): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`task_month ${programmeId}`}, 0)) as held`.execute(tx);
  return rows[0]?.held ?? false;
}

export async function keepMonths(
  tx: Db,
  programmeId: string,
  months: readonly { instant: string; sums: readonly InstantSum[] }[],
): Promise<void> {
  await tx
    .insertInto("task_month")
    .values(
      months.map(({ instant, sums }) => ({
        programme_id: programmeId,
        ends_at: instant,
        sums: JSON.stringify(sums),
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
