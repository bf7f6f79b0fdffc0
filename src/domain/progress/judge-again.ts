// Lights follow reports: when one arrives, or a round passes its due day, the tasks concerned are judged again.
import type { Call } from "../../kernel/call.ts";
import type { Db } from "../tables.ts";
import * as tasks from "../tasks/light-again.ts";
import { tasksOfRound } from "./row-store.ts";

/** Judges the lights of the tasks of a round, or of those named, in the open transaction. */
export async function judgeAgain(
  tx: Db,
  call: Call,
  programmeId: string,
  of: { roundId: string } | { taskIds: readonly string[] },
): Promise<void> {
  const taskIds = "roundId" in of ? await tasksOfRound(tx, programmeId, of.roundId) : of.taskIds;
  if (taskIds.length > 0) await tasks.judgeAgain(tx, call, programmeId, taskIds);
}
