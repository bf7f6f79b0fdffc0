// Turns the decision of a rule into the refusal that leaves the program, in words.
import type { Decision } from "../../kernel/access.ts";
import type { Fault } from "../../kernel/errors.ts";
import type { Label } from "../../kernel/labels.ts";
import { type ProgressParty, progressParties } from "./model.ts";
import { progressFault } from "./model-faults.ts";
import { explainRefusal } from "./rules.ts";

/** Why an act is refused: not theirs, locked, or not now. */
export function refusalOf(act: Pick<Label, "zh" | "en">, decision: Decision): Fault {
  const label = { zh: act.zh, en: act.en };
  if (!decision.allowed && decision.code === "act.not-your-part") {
    const parties = (decision.facts.parties as ProgressParty[]).map((party) => progressParties[party]);
    return progressFault("round.not-yours", {
      act: label,
      parties: { zh: parties.map((one) => one.zh).join("、"), en: parties.map((one) => one.en).join(", ") },
    });
  }
  if (!decision.allowed && decision.code === "act.wrong-state" && decision.facts.state === "locked")
    return progressFault("report.locked", { act: label });
  return progressFault("round.refused", {
    act: label,
    why: { zh: explainRefusal(decision, "zh"), en: explainRefusal(decision, "en") },
  });
}

/** @throws Fault where the decision is no */
export function insist(act: Pick<Label, "zh" | "en">, decision: Decision): void {
  if (!decision.allowed) throw refusalOf(act, decision);
}

/** @throws Fault where an act that needs a note has none */
export function insistOnNote(act: Pick<Label, "zh" | "en">, note: string | undefined): string {
  const text = note?.trim();
  if (!text) throw progressFault("report.note-required", { act: { zh: act.zh, en: act.en } });
  return text;
}
