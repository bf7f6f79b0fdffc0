// The step of the ladder a task stands on follows the steps that were confirmed (ratings); never set by hand.
import type { Call } from "../../kernel/call.ts";
import { recordEvent } from "../audit/service.ts";
import type { Db } from "../tables.ts";
import { lightOf } from "./light-now.ts";
import { measured } from "./measures.ts";
import * as store from "./store.ts";

/** Sets the step and the day from which it is in force, of a task that this transaction holds. */
export async function setMaturity(
  tx: Db,
  call: Call,
  task: store.WholeTask,
  to: { maturity: number; inForceOn: string | null },
): Promise<void> {
  const light = await lightOf(tx, call, measured(task));
  await store.saveTask(tx, task.programme_id, task.id, task.version, {
    maturity: to.maturity,
    in_force_on: to.inForceOn,
    light: light.light,
    light_because: JSON.stringify(light.because),
    planned_percent: light.planned,
    progress_percent: light.actual,
    changed_at: call.atIso,
    changed_by: call.actor.personId,
  });
  await recordEvent(tx, call, {
    kind: "task.maturity",
    programmeId: task.programme_id,
    subject: { kind: "task", id: task.id, version: task.version + 1 },
    before: { maturity: `L${task.maturity}`, inForceOn: task.in_force_on },
    after: { maturity: `L${to.maturity}`, inForceOn: to.inForceOn },
  });
}
