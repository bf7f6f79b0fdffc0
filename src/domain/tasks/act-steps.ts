// What each act refuses of what was given with it, and what it leaves on the task and beside it. The state follows from the table.
import type { Call } from "../../kernel/call.ts";
import type { Fault } from "../../kernel/errors.ts";
import type { OpenTask } from "./change-many.ts";
import type { CheckKind, Opinion, ReopenReason, SuspendReason } from "./model-acts.ts";
import type { StepAct } from "./rules.ts";

/** What is given with each act; the shapes are in model-acts.ts. */
export interface ActInputs extends Record<StepAct, Noted> {
  issue: Noted;
  sign: Noted;
  begin: Noted;
  requestChange: Noted & {
    dueOn?: string | undefined;
    /** In place of `dueOn`, of many tasks at once: so many working days after the day that holds. */
    later?: number | undefined;
    milestones: readonly { id: string; dueOn: string }[];
    scope?: string | undefined;
  };
  adviseChange: Noted & { opinion: Opinion };
  allowChange: Noted;
  refuseChange: Noted;
  suspend: Noted & { because: SuspendReason; reviewOn: string };
  keepSuspended: Noted & { reviewOn: string };
  resume: Noted;
  requestClose: Noted & { done: string; effect: string };
  reviewClose: Noted;
  recheckClose: Noted & { check: CheckKind; finding?: string | undefined };
  publishClose: Noted & { days: number; where: string };
  close: Noted;
  returnForMore: Noted;
  reopen: Noted & { because: ReopenReason };
  end: Noted & { approvedBy: string; basis: string };
}
interface Noted {
  note?: string | undefined;
}

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
