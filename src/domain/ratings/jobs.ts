// Decisions on lights end with their last day; run before the lights of the day are judged.
import { ownCall } from "../../kernel/call.ts";
import { programActor } from "../accounts/model.ts";
import { recordEvents } from "../audit/service.ts";
import type { Db } from "../tables.ts";
import { programmeIds } from "../tasks/jobs.ts";
import { endLapsed } from "./store.ts";

/**
 * Ends what lapsed before the day of `at`; twice does no harm.
 * @returns how many ended
 */
export async function endOverrides(db: Db, at: number, zone: string): Promise<number> {
  const call = ownCall(programActor, at, zone, "ratings.endOverrides");
  let ended = 0;
  for (const programmeId of await programmeIds(db))
    ended += await db.transaction().execute(async (tx) => {
      const lapsed = await endLapsed(tx, programmeId, call.today, call.atIso);
      await recordEvents(
        tx,
        call,
        lapsed.map(({ taskId }) => ({
          kind: "rating.lapseLight",
          programmeId,
          subject: { kind: "task", id: taskId },
        })),
      );
      return lapsed.length;
    });
  return ended;
}
