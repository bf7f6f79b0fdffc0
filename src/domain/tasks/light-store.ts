// SQL of the lights a task had: every state of its row, newest first.
import type { Db } from "../tables.ts";

export interface LitRow {
  from: string;
  light: string;
  because: unknown;
  planned: number | null;
  actual: number;
}

/** The newest states of one task before an instant, or all up to now, at most `limit`. */
export async function lightsHad(
  db: Db,
  programmeId: string,
  taskId: string,
  until: string | null,
  limit: number,
): Promise<LitRow[]> {
  return db
    .selectFrom("task_history")
    .select([
      "valid_from as from",
      "light",
      "light_because as because",
      "planned_percent as planned",
      "progress_percent as actual",
    ])
    .where("programme_id", "=", programmeId)
    .where("id", "=", taskId)
    .$if(until !== null, (query) => query.where("valid_from", "<", until ?? ""))
    .orderBy("valid_from", "desc")
    .orderBy("version", "desc")
    .limit(limit)
    .execute();
}
