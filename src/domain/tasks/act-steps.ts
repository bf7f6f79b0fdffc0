// What each act refuses of what was given with it, and what it leaves on the task and beside it. The state follows from the table.
import type { Call } from "../../kernel/call.ts";
import type { Fault } from "../../kernel/errors.ts";
import type { ActInputs } from "./act-inputs.ts";
import type { OpenTask } from "./change-many.ts";
import type { StepAct } from "./rules.ts";

/** What the event of an act tells beside the state. */
export interface Told {
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
}
export type Step<Act extends StepAct> = (open: OpenTask, input: ActInputs[Act], call: Call) => Fault | Told;

/** For whom a step is taken, where whoever takes it stands in for somebody absent: for the separation of duties both took it. */
export function standsFor(act: StepAct, { actor }: Call): Partial<Record<StepAct, string[]>> {
  const absent = (actor.standsFor ?? []).map((one) => one.personId);
  return absent.length > 0 ? { [act]: [...new Set(absent)] } : {};
}
