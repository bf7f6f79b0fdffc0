// What stands behind a sentence of the plan: modules further down register here what hangs on it (app/modules.ts).
import type { Call } from "../../kernel/call.ts";
import type { Db } from "../tables.ts";
import type { Behind, GoalReading, PlanElement, PlanFinding } from "./model.ts";
import type { OpenProgramme } from "./rules.ts";

export interface BehindSource {
  /** The word for what it adds (`task`). */
  kind: string;
  /**
   * Everything of this kind that hangs on these elements, as the reader may see it, now or as of an instant.
   * `programme.planVersionId` is the version that is read, which need not be the newest.
   */
  behind(
    db: Db,
    call: Call,
    programme: OpenProgramme,
    elements: readonly PlanElement[],
    links: readonly Link[],
    asOf: string | null,
  ): Promise<Behind[]>;
  /** The live number of a goal; `null` when this kind cannot say. */
  readGoal?(
    db: Db,
    programme: OpenProgramme,
    goal: PlanElement,
    asOf: string | null,
    /** The day that is read: today, or the one that ended at `asOf`. */
    day: string,
  ): Promise<GoalReading | null>;
  /** What of this kind no longer fits the plan that holds. */
  findings?(db: Db, call: Call, programme: OpenProgramme, asOf: string | null): Promise<PlanFinding[]>;
  /** How many there are in a programme; shown in the list of programmes. */
  count?(db: Db, programmeIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Does this target exist in the programme? Links are made to existing work only. */
  exists(db: Db, programmeId: string, id: string): Promise<boolean>;
}

/** A link that a person made between a sentence and a piece of work. */
export interface Link {
  contentKey: string;
  targetKind: string;
  targetId: string;
}

const sources = new Map<string, BehindSource>();

export function registerBehind(source: BehindSource): void {
  sources.set(source.kind, source);
}

export const behindSources = (): BehindSource[] => [...sources.values()];
