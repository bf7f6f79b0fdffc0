// Rating confidence 交付信心: each rater for itself, with a reason; the ratings before are kept. No light is touched.
import type { Call } from "../../kernel/call.ts";
import { newId } from "../../kernel/ids.ts";
import { recordEvent } from "../audit/service.ts";
import type { Db } from "../tables.ts";
import { holdTask } from "../tasks/open-task.ts";
import type { NewConfidence } from "./model.ts";
import { ratingFault } from "./model-faults.ts";
import type { TaskRatings } from "./model-task.ts";
import { ratingRefusal } from "./open-record.ts";
import { decideOnTask, rateActs, ratingActs } from "./rules.ts";
import { getRatings } from "./service.ts";
import * as store from "./store.ts";

export async function rateConfidence(
  tx: Db,
  call: Call,
  input: NewConfidence & { programmeId: string },
): Promise<TaskRatings> {
  await enterRating(tx, call, input);
  return getRatings(tx, call, input);
}

/** Rates without reading the ratings again. */
export async function enterRating(tx: Db, call: Call, input: NewConfidence & { programmeId: string }): Promise<void> {
  const { programme, task, facts } = await holdTask(tx, call, input);
  const name = rateActs[input.rater];
  const decision = decideOnTask(call.actor, facts)[name];
  if (!decision.allowed) throw ratingRefusal(ratingActs[name], decision);
  if (input.rater === "third" && !input.source) throw ratingFault("rating.source-missing");
  const before = await store.insertConfidence(tx, {
    programme_id: programme.id,
    id: newId(call.at),
    task_id: task.id,
    rater: input.rater,
    points: input.points,
    reason: input.reason,
    source: input.rater === "third" ? (input.source ?? null) : null,
    made_by: call.actor.personId,
    made_unit_id: call.actor.unitId,
    made_at: call.atIso,
  });
  await recordEvent(tx, call, {
    kind: `rating.${name}`,
    programmeId: programme.id,
    subject: { kind: "task", id: task.id, version: task.version },
    note: input.reason,
    before: { points: before === null ? null : String(before) },
    after: { points: String(input.points) },
  });
}
