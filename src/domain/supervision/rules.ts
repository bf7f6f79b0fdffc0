// What may be done with an order 督办单 and by whom, as one table; who sees which orders. Domain reference 1.6; 三明 for escalation.
import type { Decision } from "../../kernel/access.ts";
import { fill } from "../../kernel/errors.ts";
import { type ActFacts, decideAct, decideAll, defineActs } from "../../kernel/state-machine.ts";
import type { ActorFacts, LedgerScope } from "../tasks/rules.ts";
import {
  type OrderGrade,
  type OrderNeed,
  type OrderParty,
  type OrderState,
  orderGrades,
  orderNeeds,
  orderParties,
  orderStates,
} from "./model.ts";
import { refusalWords } from "./model-faults.ts";

/** Issued and not yet done: what counts as an open order. */
export const openOrderStates = ["issued", "signed", "answered", "passed"] as const satisfies readonly OrderState[];

/** States in which the handling units owe something; only there an order can be late. */
export const owedOrderStates = ["issued", "signed"] as const satisfies readonly OrderState[];

/** What the office keeps to itself and the working group: units hear of an order when it is issued. */
export const inwardStates = ["proposed", "dismissed"] as const satisfies readonly OrderState[];

/** Every act on an order. Working days: sign within 1 as for tasks; the limit of an order is its own (`orderRules`). */
export const orderActs = defineActs<OrderState, OrderParty, OrderNeed>()({
  change: { from: ["proposed"], to: null, by: ["office"], zh: "修改", en: "Change" },
  issue: { from: ["proposed"], to: "issued", by: ["office"], zh: "签发", en: "Issue", needs: ["leadUnit"] },
  dismiss: {
    from: ["proposed"],
    to: "dismissed",
    by: ["office"],
    zh: "不予签发",
    en: "Dismiss",
    note: "required",
  },
  sign: { from: ["issued"], to: "signed", by: ["lead"], zh: "签收", en: "Sign for", workingDays: 1 },
  feedback: { from: ["signed"], to: "answered", by: ["lead"], zh: "反馈", en: "Give feedback" },
  returnFeedback: {
    from: ["answered"],
    to: "signed",
    by: ["group", "office"],
    zh: "退回补充",
    en: "Return for more",
    note: "required",
    notBy: ["feedback"],
  },
  pass: {
    from: ["answered"],
    to: "passed",
    by: ["group", "office"],
    zh: "审核通过",
    en: "Pass review",
    notBy: ["feedback"],
  },
  close: { from: ["passed"], to: "closed", by: ["office"], zh: "销单", en: "Close", notBy: ["feedback"] },
  escalate: {
    from: ["issued", "signed", "answered"],
    to: "escalated",
    by: ["office"],
    zh: "升级",
    en: "Escalate",
    note: "required",
    needs: ["higherGrade"],
    source: "三明：上一级督办单未办结且无正当理由的，升级",
  },
  withdraw: {
    from: openOrderStates,
    to: "withdrawn",
    by: ["office"],
    zh: "撤回",
    en: "Withdraw",
    note: "required",
  },
});
export type OrderAct = keyof typeof orderActs;

/** The grade an order is escalated to; `null` for red. */
export function nextGrade(grade: OrderGrade): OrderGrade | null {
  const grades = Object.keys(orderGrades) as OrderGrade[];
  return grades[grades.indexOf(grade) + 1] ?? null;
}

/** Is the first grade graver than the second? */
export const isGraver = (grade: OrderGrade, than: OrderGrade): boolean =>
  Object.keys(orderGrades).indexOf(grade) > Object.keys(orderGrades).indexOf(than);

/** May an order by hand start at this grade? Blue always, yellow for important or urgent matters (三明). */
export const mayStartAt = (grade: OrderGrade, important: boolean): boolean =>
  grade === "blue" || (grade === "yellow" && important);

export interface OrderFacts {
  /** The office of the programme; only its people are the order's office. */
  officeUnitId: string;
  grade: OrderGrade;
  state: OrderState;
  /** Working groups of its tasks. */
  groupIds: readonly string[];
  units: readonly { unitId: string; part: "lead" | "support" }[];
  lastDoneBy: ActFacts<string, string, string>["lastDoneBy"];
}

/** Who the actor is, seen from this order; empty when it is none of the actor's business. */
export function partiesOf(actor: ActorFacts, order: OrderFacts): OrderParty[] {
  const parties: OrderParty[] = [];
  if (actor.duties.includes("office") && actor.unitIds.includes(order.officeUnitId)) parties.push("office");
  if (actor.duties.includes("group") && order.groupIds.some((id) => actor.unitIds.includes(id))) parties.push("group");
  if (actor.duties.includes("liaison"))
    for (const part of ["lead", "support"] as const)
      if (order.units.some((unit) => unit.part === part && actor.unitIds.includes(unit.unitId))) parties.push(part);
  return parties;
}

const actFacts = (actor: ActorFacts, order: OrderFacts): ActFacts<OrderState, OrderParty, OrderNeed> => ({
  state: order.state,
  parties: partiesOf(actor, order),
  has: [
    ...(order.units.some((unit) => unit.part === "lead") ? (["leadUnit"] as const) : []),
    ...(nextGrade(order.grade) ? (["higherGrade"] as const) : []),
  ],
  personId: actor.personId,
  sameAs: actor.sameAs,
  lastDoneBy: order.lastDoneBy,
});

/** May the actor do this act on this order now? */
export const mayDo = (act: OrderAct, actor: ActorFacts, order: OrderFacts): Decision =>
  decideAct(orderActs[act], actFacts(actor, order));

/** Every act with its decision, for `abilities`. */
export const decideOrder = (actor: ActorFacts, order: OrderFacts): Record<OrderAct, Decision> =>
  decideAll(orderActs, actFacts(actor, order));

/** Does somebody see this order? Units see it from its issue on; office and group already when it is proposed. */
export function seesOrder(scope: LedgerScope, order: Pick<OrderFacts, "state" | "groupIds" | "units">): boolean {
  if (scope.all || order.groupIds.some((id) => scope.groupIds.includes(id))) return true;
  if ((inwardStates as readonly string[]).includes(order.state)) return false;
  return order.units.some((unit) => scope.unitIds.includes(unit.unitId));
}

/** Days past the limit of an order that its units still owe; 0 otherwise. */
export function lateDays(order: { state: string; dueOn: string | null }, daysPast: (dueOn: string) => number): number {
  if (!order.dueOn || !(owedOrderStates as readonly string[]).includes(order.state)) return 0;
  return Math.max(0, daysPast(order.dueOn));
}

const wordOf = (code: string) =>
  orderStates[code as OrderState] ??
  orderParties[code as OrderParty] ??
  orderNeeds[code as OrderNeed] ??
  orderActs[code as OrderAct];

/** A refusal in words, with the labels of states, parties, needs and acts. */
export function explainRefusal(decision: Decision, language: "zh" | "en"): string {
  if (decision.allowed) return "";
  const words = refusalWords[decision.code as keyof typeof refusalWords];
  const facts: Record<string, string> = {};
  for (const [name, fact] of Object.entries(decision.facts)) {
    const said =
      typeof fact === "object" && fact !== null && !Array.isArray(fact)
        ? [(fact as { zh: string; en: string })[language]]
        : (Array.isArray(fact) ? fact : [String(fact)]).map((code) => wordOf(code)?.[language] ?? code);
    facts[name] = said.join(language === "zh" ? "、" : ", ");
  }
  return words ? fill(words[language], facts, language) : decision.code;
}
