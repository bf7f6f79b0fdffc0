// SQL of who asked last for another light of a task.
import type { Db } from "../tables.ts";

/** The maker of the newest decision on each task's light. */
export async function makersOf(db: Db, programmeId: string, taskIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom("light_override")
    .distinctOn("task_id")
    .select(["task_id as taskId", "made_by as madeBy"])
    .where("programme_id", "=", programmeId)
    .where("task_id", "in", [...taskIds])
    .orderBy("task_id")
    .orderBy("made_at", "desc")
    .execute();
  return new Map(rows.map((row) => [row.taskId, row.madeBy]));
}
