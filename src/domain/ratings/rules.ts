// Who may decide lights otherwise, rate confidence, claim and confirm steps, and version the rule. Domain reference 1.6 (separation).

import type { Decision } from "../../kernel/access.ts";
import { dayAfter } from "../../kernel/clock.ts";
import { fill } from "../../kernel/errors.ts";
import { decideAll, defineActs } from "../../kernel/state-machine.ts";
import { isOfficeOf } from "../pilot/rules.ts";
import { lightRank } from "../tasks/light-past.ts";
import type { Light, TaskState } from "../tasks/model.ts";
import { taskStates } from "../tasks/model.ts";
import { refusalWords } from "../tasks/model-faults.ts";
import { type ActorFacts, partiesOf, type TaskFacts } from "../tasks/rules.ts";
import {
  longestOverride,
  type OverrideState,
  overrideStates,
  type Rater,
  type RatingNeed,
  type RatingParty,
  type RuleState,
  ratingNeeds,
  ratingParties,
  ruleStates,
} from "./model.ts";
import { type ClaimState, claimStates, factsOfStep } from "./model-maturity.ts";
import type { NewLightRule, Thresholds } from "./model-rule.ts";

const atWork = [
  "inProgress",
  "adjusting",
  "closeRequested",
  "firstReviewed",
  "secondReviewed",
] as const satisfies readonly TaskState[];

/** Acts on a task that begin a record of ratings. */
export const ratingActs = defineActs<TaskState, RatingParty, RatingNeed>()({
  worsenLight: { from: atWork, to: null, by: ["office", "group"], zh: "改判得更严", en: "Judge worse" },
  askBetterLight: {
    from: atWork,
    to: null,
    by: ["lead", "group", "office"],
    zh: "申请改判得更宽",
    en: "Ask to have it judged better",
  },
  rateSelf: { from: atWork, to: null, by: ["lead"], zh: "自评信心", en: "Rate as lead unit" },
  rateGroup: { from: atWork, to: null, by: ["group"], zh: "推进组评信心", en: "Rate as working group" },
  rateOffice: { from: atWork, to: null, by: ["office"], zh: "办公室评信心", en: "Rate as office" },
  rateThird: { from: atWork, to: null, by: ["office"], zh: "登记第三方评定", en: "Enter a third party's rating" },
  // Cases form and spread after a task is closed out (常态化跟踪).
  claimStep: { from: [...atWork, "closed"], to: null, by: ["lead"], zh: "申报台阶", en: "Claim a step" },
});
export type RatingAct = keyof typeof ratingActs;

export const rateActs: Record<Rater, RatingAct> = {
  self: "rateSelf",
  group: "rateGroup",
  office: "rateOffice",
  third: "rateThird",
};

export const overrideActs = defineActs<OverrideState, RatingParty, RatingNeed>()({
  approve: {
    from: ["asked"],
    to: "standing",
    by: ["office"],
    zh: "批准改判",
    en: "Approve",
    notBy: ["askBetterLight"],
    note: "optional",
  },
  refuse: { from: ["asked"], to: "refused", by: ["office"], zh: "不同意改判", en: "Refuse", note: "required" },
  withdraw: { from: ["asked"], to: "withdrawn", by: ["maker"], zh: "撤回", en: "Withdraw" },
  end: { from: ["standing"], to: "ended", by: ["office", "maker"], zh: "提前结束", en: "End early", note: "required" },
});
export type OverrideAct = keyof typeof overrideActs;

export const claimActs = defineActs<ClaimState, RatingParty, RatingNeed>()({
  confirm: {
    from: ["claimed"],
    to: "confirmed",
    by: ["office"],
    zh: "核定",
    en: "Confirm",
    notBy: ["claimStep"],
    needs: ["stepBelow", "evidence"],
    note: "optional",
  },
  return: { from: ["claimed"], to: "returned", by: ["office"], zh: "退回补充", en: "Return", note: "required" },
  withdraw: { from: ["claimed"], to: "withdrawn", by: ["lead"], zh: "撤回", en: "Withdraw" },
  takeBack: {
    from: ["confirmed"],
    to: "takenBack",
    by: ["office"],
    zh: "收回台阶",
    en: "Take the step back",
    needs: ["topStep"],
    note: "required",
  },
});
export type ClaimAct = keyof typeof claimActs;

export const ruleActs = defineActs<RuleState, RatingParty, never>()({
  withdraw: { from: ["set"], to: "withdrawn", by: ["office"], zh: "撤回", en: "Withdraw" },
});

const partiesOn = (actor: ActorFacts, task: TaskFacts): RatingParty[] =>
  partiesOf(actor, task).filter((party): party is RatingParty & ("office" | "group" | "lead") => party !== "support");

export const decideOnTask = (actor: ActorFacts, task: TaskFacts): Record<RatingAct, Decision> =>
  decideAll(ratingActs, {
    state: task.state,
    parties: partiesOn(actor, task),
    has: [],
    personId: actor.personId,
    sameAs: actor.sameAs,
    lastDoneBy: {},
  });

export const decideOverride = (
  actor: ActorFacts,
  task: TaskFacts,
  record: { state: OverrideState; madeBy: string },
): Record<OverrideAct, Decision> =>
  decideAll(overrideActs, {
    state: record.state,
    parties: [...partiesOn(actor, task), ...(record.madeBy === actor.personId ? (["maker"] as const) : [])],
    has: [],
    personId: actor.personId,
    sameAs: actor.sameAs,
    lastDoneBy: { askBetterLight: record.madeBy },
  });

export const decideClaim = (
  actor: ActorFacts,
  task: TaskFacts & { maturity: number },
  record: { state: ClaimState; step: number; madeBy: string; evidenceCount: number },
): Record<ClaimAct, Decision> => {
  const has: RatingNeed[] = [];
  if (record.step === task.maturity + 1) has.push("stepBelow");
  if (record.step === task.maturity) has.push("topStep");
  if (record.evidenceCount > 0) has.push("evidence");
  return decideAll(claimActs, {
    state: record.state,
    parties: partiesOn(actor, task),
    has,
    personId: actor.personId,
    sameAs: actor.sameAs,
    lastDoneBy: { claimStep: record.madeBy },
  });
};

/** A version that holds already is not withdrawn but followed by another. */
export const decideRule = (
  actor: ActorFacts,
  programme: { officeUnitId: string },
  rule: { state: RuleState; fromDay: string },
  today: string,
): Record<keyof typeof ruleActs, Decision> =>
  decideAll(ruleActs, {
    state: rule.state === "set" && rule.fromDay <= today ? "withdrawn" : rule.state,
    parties: isOfficeOf(actor, programme) ? ["office"] : [],
    has: [],
    personId: actor.personId,
    sameAs: actor.sameAs,
    lastDoneBy: {},
  });

/** A refusal in words, with the labels of states, parties and needs. */
export function explainRating(decision: Decision, language: "zh" | "en"): string {
  if (decision.allowed) return "";
  const tables = [ratingParties, ratingNeeds, overrideStates, claimStates, ruleStates, taskStates] as Record<
    string,
    { zh: string; en: string }
  >[];
  const acts = [ratingActs, overrideActs, claimActs] as Record<string, { zh: string; en: string }>[];
  const label = (code: string) => [...tables, ...acts].find((table) => code in table)?.[code]?.[language] ?? code;
  const facts: Record<string, string> = {};
  for (const [name, fact] of Object.entries(decision.facts))
    facts[name] = (Array.isArray(fact) ? fact : [String(fact)]).map(label).join(language === "zh" ? "、" : ", ");
  const words =
    decision.code === "act.wrong-state" ? wrongState : refusalWords[decision.code as keyof typeof refusalWords];
  return words ? fill(words[language], facts, language) : decision.code;
}

const wrongState = { zh: "现在是“{state}”，须为“{states}”", en: "it is “{state}” now and must be “{states}”" };

/** Towards worse, towards better, or no other than the automatic light. */
export const directionOf = (automatic: Light, light: Light): "worse" | "better" | "same" =>
  lightRank[light] > lightRank[automatic] ? "worse" : lightRank[light] < lightRank[automatic] ? "better" : "same";

/** The last day that a decision made today may stand. */
export const latestEnd = (today: string): string => dayAfter(today, longestOverride);

/** The last day from which a version of the rule proposed today may hold. */
export const latestRuleDay = (today: string): string => dayAfter(today, 366);

/** How far the newest ratings of different raters lie apart; `null` with fewer than two. */
export const spreadOf = (points: readonly number[]): number | null =>
  points.length < 2 ? null : Math.max(...points) - Math.min(...points);

/** From which spread on raters diverge. */
export const divergentFrom = 2;

/** The step that may be claimed next: above the confirmed ones and those that wait; `null`: none is left. */
export function nextStep(maturity: number, waiting: readonly number[]): number | null {
  const next = Math.max(maturity, ...waiting) + 1;
  return next > 5 ? null : next;
}

/** What of the facts of a step is missing or cannot be, by the names of its fields. */
export function faultsOfFacts(step: number, facts: Readonly<Record<string, string>>, today: string) {
  const fields = factsOfStep(step);
  const missing = Object.entries(fields).flatMap(([name, field]) =>
    field.required && !facts[name]?.trim() ? [name] : [],
  );
  const wrong = Object.entries(facts).flatMap(([name, value]) => {
    const field = fields[name];
    if (!field) return [name];
    if (field.kind !== "day" || value === "") return [];
    if (!isDay(value)) return [name];
    // A measure may be issued today and come into force later; everything else has happened.
    return name !== "inForceOn" && value > today ? [name] : [];
  });
  const { issuedOn, inForceOn } = facts;
  if (issuedOn && inForceOn && inForceOn < issuedOn) wrong.push("inForceOn");
  return { missing, wrong: [...new Set(wrong)] };
}

const isDay = (text: string): boolean =>
  /^(19|20|21)\d\d-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text;

/** Which pairs of thresholds stand the wrong way round. */
export const reversedThresholds = (rule: Thresholds): (keyof Thresholds)[] => [
  ...(rule.redGap < rule.yellowGap ? (["redGap"] as const) : []),
  ...(rule.redMissed < rule.yellowMissed ? (["redMissed"] as const) : []),
];

const compared = ["yellowGap", "redGap", "redOverdueDays", "yellowMissed", "redMissed", "holds"] as const;
export const sameThresholds = (a: Thresholds, b: Thresholds): boolean => compared.every((name) => a[name] === b[name]);

/** What a version is called in the reasons of lights: the year from which it holds and its place among the versions. */
export const nameOfRule = ({ fromDay }: Pick<NewLightRule, "fromDay">, ordinal: number): string =>
  `${fromDay.slice(0, 4)}-${ordinal}`;

/** The last day of each of the months before, and the day itself, rising. */
export function monthDays(today: string, months: number): string[] {
  const [year, month] = today.split("-").map(Number) as [number, number];
  const ends = Array.from({ length: months - 1 }, (_, index) =>
    new Date(Date.UTC(year, month - 1 - index, 0)).toISOString().slice(0, 10),
  );
  return [...ends.reverse(), today];
}

/** Percent with one decimal; `null` where there is nothing to count. */
export const rateOf = (total: number, count: number): number | null =>
  total === 0 ? null : Math.round((count / total) * 1000) / 10;
