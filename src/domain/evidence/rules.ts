// Who may do what with evidence, and when it counts (domain reference 11, item 4: real evidence review).
import { type Decision, refused } from "../../kernel/access.ts";
import { fill } from "../../kernel/errors.ts";
import { decideAll, defineActs } from "../../kernel/state-machine.ts";
import { isOfficeOf } from "../pilot/rules.ts";
import {
  type EvidenceAbility,
  type EvidenceParty,
  type EvidenceState,
  evidenceParties,
  evidenceStates,
  type VirusState,
} from "./model.ts";
import { refusalWords } from "./model-faults.ts";

const alive = ["open", "accepted", "queried", "rejected"] as const satisfies readonly EvidenceState[];

/** Every act on a piece of evidence. A remark is never made by who uploaded the edition it is about. */
export const evidenceActs = defineActs<EvidenceState, EvidenceParty, never>()({
  edit: { from: ["open", "queried", "rejected"], to: null, by: ["unit"], zh: "修改标题和有效期", en: "Edit" },
  replace: { from: alive, to: "open", by: ["unit"], zh: "以新版替换", en: "Replace by a new edition" },
  accept: {
    from: ["open", "queried", "rejected"],
    to: "accepted",
    by: ["reviewer"],
    note: "optional",
    notBy: ["replace"],
    zh: "认可",
    en: "Accept",
  },
  query: {
    from: ["open", "accepted", "rejected"],
    to: "queried",
    by: ["reviewer"],
    note: "required",
    notBy: ["replace"],
    zh: "存疑",
    en: "Query",
  },
  reject: {
    from: ["open", "accepted", "queried"],
    to: "rejected",
    by: ["reviewer"],
    note: "required",
    notBy: ["replace"],
    zh: "不予认可",
    en: "Reject",
  },
  withdraw: { from: alive, to: "withdrawn", by: ["unit"], note: "required", zh: "撤回", en: "Withdraw" },
  lock: {
    from: [...alive, "withdrawn"],
    to: "locked",
    by: ["office"],
    note: "required",
    zh: "封存",
    en: "Lock away",
  },
});
export type EvidenceAct = keyof typeof evidenceActs;

export interface EvidenceFacts {
  state: EvidenceState;
  /** The unit that brought it. */
  unitId: string;
  /** Who uploaded the edition that holds. */
  uploadedBy: string;
  /** The office of the programme. */
  officeUnitId: string;
  /** What the record allows the actor. */
  mayAdd: boolean;
  mayRemark: boolean;
}

interface EvidenceActor {
  personId: string;
  sameAs?: readonly string[];
  duties: readonly string[];
  unitIds: readonly string[];
}

/** Who the actor is, seen from this piece of evidence. */
export function partiesOf(actor: EvidenceActor, facts: EvidenceFacts): EvidenceParty[] {
  const parties: EvidenceParty[] = [];
  if (facts.mayAdd && actor.unitIds.includes(facts.unitId)) parties.push("unit");
  if (facts.mayRemark) parties.push("reviewer");
  if (isOfficeOf(actor, facts)) parties.push("office");
  return parties;
}

/** Every act with its decision, for the guard and for `abilities`. */
export const decideEvidence = (actor: EvidenceActor, facts: EvidenceFacts): Record<EvidenceAct, Decision> =>
  decideAll(evidenceActs, {
    state: facts.state,
    parties: partiesOf(actor, facts),
    has: [],
    personId: actor.personId,
    sameAs: actor.sameAs,
    lastDoneBy: { replace: facts.uploadedBy },
  });

/** May evidence be added to a record that allows or refuses it? Code `evidence.not-your-record`. */
export const decideAdd = (mayAdd: boolean): Decision =>
  mayAdd ? { allowed: true } : refused("evidence.not-your-record");

/**
 * Does it count as evidence on a day? Not when it was withdrawn, locked away or rejected, when its validity has passed,
 * or when a virus was found. `countValid` in store.ts asks the database the same.
 */
export const countsOn = (
  today: string,
  piece: { state: EvidenceState; validUntil: string | null; virus: VirusState },
): boolean =>
  ["open", "accepted", "queried"].includes(piece.state) &&
  (piece.validUntil === null || piece.validUntil >= today) &&
  piece.virus !== "hit";

/** A refusal in words, with the labels of states and parties. */
export function explainRefusal(decision: Decision, language: "zh" | "en"): string {
  if (decision.allowed) return "";
  const words = refusalWords[decision.code as keyof typeof refusalWords];
  const label = (code: string) =>
    (evidenceParties[code as EvidenceParty] ?? evidenceStates[code as EvidenceState])?.[language] ?? code;
  const facts: Record<string, string> = {};
  for (const [name, fact] of Object.entries(decision.facts))
    facts[name] = (Array.isArray(fact) ? fact : [String(fact)]).map(label).join(language === "zh" ? "、" : ", ");
  return words ? fill(words[language], facts, language) : decision.code;
}

/** A decision as it leaves, with its words. */
export const abilityOf = (decision: Decision): EvidenceAbility =>
  decision.allowed
    ? { allowed: true }
    : {
        allowed: false,
        code: decision.code,
        zh: explainRefusal(decision, "zh"),
        en: explainRefusal(decision, "en"),
      };
