// What each act on a task takes, as its step and whoever asks for many at once know it.
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
