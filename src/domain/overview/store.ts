// SQL of the overview: when each person last had it open. What it shows is asked of the modules that own it.
import type { Db } from "../tables.ts";

export interface VisitRow {
  seenAt: string;
  beforeAt: string | null;
}

export async function findVisit(db: Db, programmeId: string, personId: string): Promise<VisitRow | undefined> {
  return db
    .selectFrom("overview_visit")
    .select(["seen_at as seenAt", "before_at as beforeAt"])
    .where("programme_id", "=", programmeId)
    .where("person_id", "=", personId)
    .executeTakeFirst();
}

export async function keepVisit(tx: Db, programmeId: string, personId: string, visit: VisitRow): Promise<void> {
  await tx
    .insertInto("overview_visit")
    .values({ programme_id: programmeId, person_id: personId, seen_at: visit.seenAt, before_at: visit.beforeAt })
    .onConflict((conflict) =>
      conflict.columns(["programme_id", "person_id"]).doUpdateSet({ seen_at: visit.seenAt, before_at: visit.beforeAt }),
    )
    .execute();
}
