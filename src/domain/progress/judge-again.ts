// Lights follow reports: when one arrives, or a round passes its due day, the tasks concerned are judged again.
import type { Call } from "../../kernel/call.ts";
import type { Db } from "../tables.ts";

/** Judges the lights of the tasks of a round, or of those named, in the open transaction. */
export async function judgeAgain(
  _tx: Db,
  _call: Call,
  _programmeId: string,
  _of: { roundId: string } | { taskIds: readonly string[] },
): Promise<void> {}
