// What may be done with a round, a report and its rows, and by whom. States: domain reference 4.2 and 8 (approve, lock, unlock by exception).
import type { Decision } from "../../kernel/access.ts";
import { fill } from "../../kernel/errors.ts";
import { type Act, decideAct, decideAll, defineActs } from "../../kernel/state-machine.ts";
import { isOfficeOf } from "../pilot/rules.ts";
import {
  type ProgressNeed,
  type ProgressParty,
  progressNeeds,
  progressParties,
  type ReportState,
  type RoundPlanState,
  type RoundState,
  type RowReview,
  reportStates,
  roundPlanStates,
  roundStates,
  rowReviews,
} from "./model.ts";
import { refusalWords } from "./model-faults.ts";

export const roundActs = defineActs<RoundState, ProgressParty, ProgressNeed>()({
  change: { from: ["planned"], to: null, by: ["office"], zh: "修改轮次", en: "Change the round" },
  open: { from: ["planned"], to: "open", by: ["office", "program"], zh: "开启", en: "Open" },
  drop: { from: ["planned"], to: "dropped", by: ["office"], zh: "取消轮次", en: "Drop the round", note: "required" },
  refresh: {
    from: ["open", "duePassed"],
    to: null,
    by: ["office", "program"],
    zh: "按台账更新任务",
    en: "Follow the ledger",
  },
  remind: { from: ["open", "duePassed"], to: null, by: ["office", "group"], zh: "催报", en: "Remind" },
  passDue: { from: ["open"], to: "duePassed", by: ["program"], zh: "过截止日", en: "Pass the due day" },
  extend: {
    from: ["open", "duePassed"],
    to: "open",
    by: ["office"],
    zh: "延长截止日",
    en: "Extend the due day",
    note: "required",
  },
  lock: {
    from: ["open", "duePassed"],
    to: "locked",
    by: ["office"],
    zh: "锁定轮次",
    en: "Lock the round",
    needs: ["reviewed"],
  },
});
export type RoundAct = keyof typeof roundActs;

const filling = ["notStarted", "drafting", "returned"] as const satisfies readonly ReportState[];

export const reportActs = defineActs<ReportState, ProgressParty, ProgressNeed>()({
  begin: { from: ["notStarted"], to: "drafting", by: ["filler"], zh: "开始填报", en: "Begin" },
  fill: { from: filling, to: null, by: ["filler"], zh: "填报", en: "Fill in" },
  submit: {
    from: filling,
    to: "submitted",
    by: ["filler"],
    zh: "提交",
    en: "Submit",
    needs: ["complete"],
  },
  recall: { from: ["submitted"], to: "drafting", by: ["filler"], zh: "撤回", en: "Recall" },
  accept: {
    from: ["submitted", "returned"],
    to: "accepted",
    by: ["group", "office"],
    zh: "审核通过",
    en: "Accept",
    notBy: ["submit"],
  },
  return: {
    from: ["submitted", "returned"],
    to: "returned",
    by: ["group", "office"],
    zh: "退回",
    en: "Return",
    note: "required",
    notBy: ["submit"],
  },
  reopen: {
    from: ["submitted", "returned", "accepted"],
    to: "returned",
    by: ["group", "office"],
    zh: "退回更正",
    en: "Return for correction",
    note: "required",
    notBy: ["submit"],
  },
  lock: {
    from: [...filling, "submitted", "accepted"],
    to: "locked",
    by: ["office", "program"],
    zh: "锁定",
    en: "Lock",
  },
  askUnlock: { from: ["locked"], to: null, by: ["filler"], zh: "申请解锁", en: "Ask for unlocking", note: "required" },
  unlock: { from: ["locked"], to: "drafting", by: ["office"], zh: "解锁", en: "Unlock", note: "required" },
});
export type ReportAct = keyof typeof reportActs;

/** A row is reviewed by itself; the report follows from its rows. */
export const rowActs = defineActs<RowReview, ProgressParty, ProgressNeed>()({
  fill: { from: ["open", "returned"], to: null, by: ["filler"], zh: "填报", en: "Fill in" },
  submit: { from: ["open", "returned"], to: "pending", by: ["filler"], zh: "提交", en: "Submit" },
  recall: { from: ["pending"], to: "open", by: ["filler"], zh: "撤回", en: "Recall" },
  accept: { from: ["pending"], to: "accepted", by: ["group", "office"], zh: "通过", en: "Accept", notBy: ["submit"] },
  return: {
    from: ["pending"],
    to: "returned",
    by: ["group", "office"],
    zh: "退回",
    en: "Return",
    note: "required",
    notBy: ["submit"],
  },
  reopen: {
    from: ["accepted"],
    to: "returned",
    by: ["group", "office"],
    zh: "退回更正",
    en: "Return for correction",
    note: "required",
    notBy: ["submit"],
  },
  unlock: { from: ["accepted", "pending", "returned"], to: "open", by: ["office"], zh: "解锁", en: "Unlock" },
});
export type RowAct = keyof typeof rowActs;

export const roundPlanActs = defineActs<RoundPlanState, ProgressParty, ProgressNeed>()({
  pause: { from: ["active"], to: "paused", by: ["office"], zh: "停用", en: "Pause" },
  resume: { from: ["paused"], to: "active", by: ["office"], zh: "启用", en: "Resume" },
  end: { from: ["active", "paused"], to: "ended", by: ["office"], zh: "结束", en: "End" },
});
export type RoundPlanAct = keyof typeof roundPlanActs;

export interface ProgressActor {
  personId: string;
  duties: readonly string[];
  unitIds: readonly string[];
  keyId?: string;
  /** Who counts as the same person, absent or standing in. */
  sameAs?: readonly string[];
}

/** Where a record stands: the office of its programme, the unit that reports, the groups of its rows. */
export interface Standing {
  officeUnitId: string;
  unitId?: string | null;
  groupIds?: readonly (string | null)[];
}

/** Who the actor is, seen from a round, report or row. */
export function partiesOf(actor: ProgressActor, at: Standing): ProgressParty[] {
  const parties: ProgressParty[] = [];
  if (actor.keyId === "program") parties.push("program");
  if (isOfficeOf(actor, at)) parties.push("office");
  if (actor.duties.includes("group") && at.groupIds?.some((id) => id !== null && actor.unitIds.includes(id)))
    parties.push("group");
  if (actor.duties.includes("liaison") && at.unitId && actor.unitIds.includes(at.unitId)) parties.push("filler");
  return parties;
}

interface Facts<State> extends Standing {
  state: State;
  submittedBy?: string | null;
}

const lastDone = (submittedBy: string | null | undefined): Record<string, string> =>
  submittedBy ? { submit: submittedBy } : {};

const factsFor = <State extends string>(actor: ProgressActor, facts: Facts<State>, has: readonly ProgressNeed[]) => ({
  state: facts.state,
  parties: partiesOf(actor, facts),
  has,
  personId: actor.personId,
  sameAs: actor.sameAs,
  lastDoneBy: lastDone(facts.submittedBy),
});

/** Every act on a round with its decision. `waiting`: reports that wait for review. */
export const decideRound = (actor: ProgressActor, round: Facts<RoundState> & { waiting: number }) =>
  decideAll(roundActs, factsFor(actor, round, round.waiting === 0 ? ["reviewed"] : []));

/** Every act on a report with its decision; whether its rows are complete is told by itself, row by row. */
export const decideReport = (actor: ProgressActor, report: Facts<ReportState>) =>
  decideAll(reportActs, factsFor(actor, report, ["complete"]));

export const decidePlan = (actor: ProgressActor, plan: Facts<RoundPlanState>) =>
  decideAll(roundPlanActs, factsFor(actor, plan, []));

export const mayDoRow = (act: RowAct, actor: ProgressActor, row: Facts<RowReview>): Decision =>
  decideAct(rowActs[act] as Act<RowReview, ProgressParty, ProgressNeed>, factsFor(actor, row, []));

/** Every act on a row, where its report allows it: filling while the report is with the unit, reviewing while it is submitted. */
export function decideRow(actor: ProgressActor, row: Facts<RowReview>, report: Record<string, Decision>) {
  const decided = decideAll(rowActs, factsFor(actor, row, []));
  const gate = (act: "fill" | "accept" | "return" | "reopen") =>
    decided[act].allowed && report[act] && !report[act].allowed && act === "fill" ? report[act] : decided[act];
  return { fill: gate("fill"), accept: gate("accept"), return: gate("return"), reopen: gate("reopen") };
}

/** The state of a report that is under review, from its rows: accepted when all are, returned as soon as one is. */
export function stateFromRows(reviews: readonly RowReview[]): "submitted" | "returned" | "accepted" {
  if (reviews.some((review) => review === "returned")) return "returned";
  return reviews.every((review) => review === "accepted") ? "accepted" : "submitted";
}

/** Does somebody see this report? The office all, a group those with rows of its own, a unit its own. */
export const seesReport = (actor: ProgressActor, at: Standing): boolean =>
  partiesOf(actor, at).some((party) => party !== "program");

/** May the contents of rows be read? By the unit at any time, by reviewers once something has been submitted. */
export const seesContent = (actor: ProgressActor, at: Standing & { submittedAt: string | null }): boolean =>
  partiesOf(actor, at).includes("filler") || at.submittedAt !== null;

type Words = Record<string, { zh: string; en: string }>;
const words: Words = {
  ...progressParties,
  ...progressNeeds,
  ...reportStates,
  ...roundPlanStates,
  ...roundStates,
  ...rowReviews,
};

/** A refusal in words, with the labels of states, parties and needs. */
export function explainRefusal(decision: Decision, language: "zh" | "en"): string {
  if (decision.allowed) return "";
  const text = refusalWords[decision.code as keyof typeof refusalWords];
  if (!text) return decision.code;
  const facts: Record<string, string> = {};
  for (const [name, fact] of Object.entries(decision.facts))
    facts[name] = (Array.isArray(fact) ? fact : [String(fact)])
      .map((code) => words[code]?.[language] ?? code)
      .join(language === "zh" ? "、" : ", ");
  return fill(text[language], facts, language);
}

/** Days that an unlocked report may stay open. */
export const longestUnlock = 60;
