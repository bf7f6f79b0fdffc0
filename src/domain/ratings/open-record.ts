// What services of ratings share: refusing in words, the steps of loading for an act, who is on a record.
import type { Decision } from "../../kernel/access.ts";
import type { Call } from "../../kernel/call.ts";
import { Fault, kernelFault } from "../../kernel/errors.ts";
import { decideNote } from "../../kernel/state-machine.ts";
import type { Db } from "../tables.ts";
import { holdTask } from "../tasks/open-task.ts";
import { type RatingParty, ratingParties } from "./model.ts";
import { ratingFault } from "./model-faults.ts";
import { explainRating } from "./rules.ts";

interface ActWords {
  zh: string;
  en: string;
  by: readonly RatingParty[];
  note?: "required" | "optional";
}

/** The refusal of an act in words: whose it is, or what stands in its way. */
export function ratingRefusal({ zh, en, by }: ActWords, decision: Decision): Fault {
  const act = { zh, en };
  if (!decision.allowed && decision.code === "act.not-your-part") {
    const parties = by.map((party) => ratingParties[party]);
    return ratingFault("rating.not-yours", {
      act,
      parties: { zh: parties.map((one) => one.zh).join("、"), en: parties.map((one) => one.en).join(", ") },
    });
  }
  const why = { zh: explainRating(decision, "zh"), en: explainRating(decision, "en") };
  return ratingFault("rating.refused", { act, why });
}

/** Refuses a stale version, then what the table refuses, then a missing note. */
export function guard(
  record: { version: number },
  input: { version: number; note?: string | undefined },
  act: ActWords,
  decision: Decision,
): void {
  if (record.version !== input.version)
    throw kernelFault("version.stale", { current: record.version, given: input.version });
  if (!decision.allowed) throw ratingRefusal(act, decision);
  const note = decideNote(act, input.note);
  if (!note.allowed) throw ratingRefusal(act, note);
}

/** Holds the task of a record; a record of a task that is not theirs is absent like any other. */
export async function holdOrAbsent(tx: Db, call: Call, at: { programmeId: string; taskId: string }) {
  try {
    return await holdTask(tx, call, at);
  } catch (error) {
    if (error instanceof Fault && error.code === "task.absent") throw ratingFault("rating.absent");
    throw error;
  }
}

/** Somebody else saved between reading and saving. */
export const stale = (version: number) => kernelFault("version.stale", { current: version + 1, given: version });
