// SQL of the plans by which rounds open by themselves.
import { sql } from "kysely";
import type { Db } from "../tables.ts";
import type { RoundPlanRow } from "./store.ts";

export async function insertPlan(
  tx: Db,
  row: Omit<RoundPlanRow, "due" | "filter"> & { due: string; filter: string },
): Promise<void> {
  await tx.insertInto("round_plan").values(row).execute();
}

/** Plans of a programme, those at work first; there are few, so that all are read at once. */
export async function findPlans(db: Db, programmeId: string, limit: number): Promise<RoundPlanRow[]> {
  return db
    .selectFrom("round_plan")
    .selectAll()
    .where("programme_id", "=", programmeId)
    .orderBy(sql`array_position(array['active', 'paused', 'ended'], state)`)
    .orderBy("id")
    .limit(limit)
    .execute();
}

export async function findPlan(db: Db, programmeId: string, id: string): Promise<RoundPlanRow | undefined> {
  return db
    .selectFrom("round_plan")
    .selectAll()
    .where("programme_id", "=", programmeId)
    .where("id", "=", id)
    .executeTakeFirst();
}

export async function activePlans(db: Db, programmeId: string): Promise<RoundPlanRow[]> {
  return db
    .selectFrom("round_plan")
    .selectAll()
    .where("programme_id", "=", programmeId)
    .where("state", "=", "active")
    .orderBy("id")
    .execute();
}

/** Periods of a plan that have a round already. */
export async function periodsOfPlan(db: Db, programmeId: string, planId: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom("reporting_round")
    .select("period")
    .where("programme_id", "=", programmeId)
    .where("plan_id", "=", planId)
    .execute();
  return new Set(rows.map((row) => row.period));
}

export async function savePlan(
  tx: Db,
  at: { programmeId: string; id: string; version: number },
  patch: { state: string; changed_at: string; changed_by: string },
): Promise<boolean> {
  const result = await tx
    .updateTable("round_plan")
    .set({ ...patch, version: at.version + 1 })
    .where("programme_id", "=", at.programmeId)
    .where("id", "=", at.id)
    .where("version", "=", at.version)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
