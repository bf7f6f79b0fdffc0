// Who may do what with a matter, and when it is late: 提出—承接—答复—由提出方确认办结 (domain reference 1.1, 1.6).
import type { Decision } from "../../kernel/access.ts";
import { daysBetween } from "../../kernel/clock.ts";
import { type DoneBy, decideAll, defineActs } from "../../kernel/state-machine.ts";
import type { Duty, UnitKind } from "../organisations/model.ts";
import { isOfficeOf } from "../pilot/rules.ts";
import type { WordsOfActs } from "./decision-words.ts";
import { type MatterParty, type MatterState, matterParties, matterStates } from "./model.ts";

/** Every act on a matter. Whoever asked confirms; whoever answered never does. */
export const matterActs = defineActs<MatterState, MatterParty, never>()({
  accept: { from: ["open"], to: "accepted", by: ["answerer"], zh: "承接", en: "Take up" },
  decline: {
    from: ["open", "accepted"],
    to: "declined",
    by: ["answerer"],
    zh: "退回",
    en: "Decline",
    note: "required",
  },
  refer: {
    from: ["open", "accepted"],
    to: "open",
    by: ["answerer", "office"],
    zh: "转办",
    en: "Refer",
    note: "required",
  },
  readdress: { from: ["declined"], to: "open", by: ["asker", "office"], zh: "改请", en: "Ask another unit" },
  answer: {
    from: ["open", "accepted"],
    to: "answered",
    by: ["answerer"],
    zh: "办理答复",
    en: "Answer",
    note: "required",
  },
  settle: {
    from: ["answered"],
    to: "settled",
    by: ["asker"],
    zh: "确认办结",
    en: "Confirm as settled",
    notBy: ["answer"],
  },
  returnAnswer: {
    from: ["answered"],
    to: "accepted",
    by: ["asker"],
    zh: "退回重办",
    en: "Not satisfied, return",
    note: "required",
  },
  reopen: {
    from: ["settled"],
    to: "accepted",
    by: ["asker", "office"],
    zh: "重新办理",
    en: "Reopen",
    note: "required",
  },
  withdraw: {
    from: ["open", "accepted", "declined", "answered"],
    to: "withdrawn",
    by: ["asker", "office"],
    zh: "撤回",
    en: "Withdraw",
    note: "required",
  },
  setDue: {
    from: ["open", "accepted", "declined"],
    to: null,
    by: ["office"],
    zh: "改定时限",
    en: "Set a new due day",
    note: "required",
  },
});
export type MatterAct = keyof typeof matterActs;

/** States in which somebody still has to do something. */
export const pendingStates = ["open", "accepted", "declined", "answered"] as const satisfies readonly MatterState[];
/** States in which the answer is still owed, so that its day can pass. */
export const unansweredStates = ["open", "accepted", "declined"] as const satisfies readonly MatterState[];

export const matterWords: WordsOfActs = [matterStates, matterParties, matterActs];

export interface MatterFacts {
  state: MatterState;
  fromUnitId: string;
  toUnitId: string;
  /** The office of the programme. */
  officeUnitId: string;
  lastDoneBy: DoneBy;
}

/** Somebody, with the units whose matters they may handle (`dutyFor`). */
export interface MatterActor {
  personId: string;
  sameAs?: readonly string[];
  duties: readonly string[];
  unitIds: readonly string[];
  actsFor: readonly string[];
}

/** Which duty speaks for a unit of this kind. */
export const dutyFor = (kind: UnitKind): Duty =>
  kind === "office" || kind === "specialGroup" ? "office" : kind === "group" ? "group" : "liaison";

/** Kinds of units for which somebody with these duties speaks. */
export const kindsOf = (duties: readonly string[], kinds: readonly UnitKind[]): UnitKind[] =>
  kinds.filter((kind) => duties.includes(dutyFor(kind)));

/** Who the actor is, seen from this matter. */
export function partiesOf(actor: MatterActor, matter: Omit<MatterFacts, "state" | "lastDoneBy">): MatterParty[] {
  const parties: MatterParty[] = [];
  if (actor.actsFor.includes(matter.fromUnitId)) parties.push("asker");
  if (actor.actsFor.includes(matter.toUnitId)) parties.push("answerer");
  if (isOfficeOf(actor, matter)) parties.push("office");
  return parties;
}

/** Every act with its decision, for the guard and for `abilities`. */
export const decideMatter = (actor: MatterActor, matter: MatterFacts): Record<MatterAct, Decision> =>
  decideAll(matterActs, {
    state: matter.state,
    parties: partiesOf(actor, matter),
    has: [],
    personId: actor.personId,
    sameAs: actor.sameAs,
    lastDoneBy: matter.lastDoneBy,
  });

/** How many days past its day; 0 while there is time, when no day was set, or when the answer is there. */
export function daysLate(matter: { state: MatterState; dueOn: string | null }, today: string): number {
  if (!matter.dueOn || !(unansweredStates as readonly MatterState[]).includes(matter.state)) return 0;
  return Math.max(0, daysBetween(matter.dueOn, today));
}
