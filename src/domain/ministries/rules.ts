// Who may do what with an entry: 拟报—已报送—沟通中—已答复 (domain reference 1.6: 是否需国家授权、争取进展), and when a follow-up is late.
import type { Decision } from "../../kernel/access.ts";
import { daysBetween } from "../../kernel/clock.ts";
import { decideAll, defineActs } from "../../kernel/state-machine.ts";
import type { WordsOfActs } from "../matters/decision-words.ts";
import type { MatterActor } from "../matters/rules.ts";
import { isOfficeOf } from "../pilot/rules.ts";
import { type EntryParty, type EntryState, entryParties, entryStates, type Outcome } from "./model.ts";

/** Every act on an entry. Whoever leads it speaks with the ministry; the office can do it in their stead. */
export const ministryActs = defineActs<EntryState, EntryParty, never>()({
  change: {
    from: ["proposed", "submitted", "discussing"],
    to: null,
    by: ["lead", "office"],
    zh: "修改事项",
    en: "Change the entry",
  },
  submit: { from: ["proposed"], to: "submitted", by: ["lead", "office"], zh: "登记报送", en: "Record the submission" },
  write: {
    from: ["submitted", "discussing"],
    to: null,
    by: ["lead", "office"],
    zh: "登记去函",
    en: "Record a further letter",
  },
  follow: {
    from: ["submitted", "discussing"],
    to: "discussing",
    by: ["lead", "office"],
    zh: "记录沟通",
    en: "Record a contact",
    note: "required",
  },
  answer: {
    from: ["submitted", "discussing"],
    to: "answered",
    by: ["lead", "office"],
    zh: "登记答复",
    en: "Record the reply",
  },
  pursue: {
    from: ["answered"],
    to: "discussing",
    by: ["lead", "office"],
    zh: "继续争取",
    en: "Pursue it further",
    note: "required",
  },
  withdraw: {
    from: ["proposed", "submitted", "discussing"],
    to: "withdrawn",
    by: ["lead", "office"],
    zh: "不再争取",
    en: "Give it up",
    note: "required",
  },
});
export type MinistryAct = keyof typeof ministryActs;

export const ministryWords: WordsOfActs = [entryStates, entryParties, ministryActs];

/** States in which somebody has to see to it. */
export const activeStates = ["proposed", "submitted", "discussing"] as const satisfies readonly EntryState[];

export interface EntryFacts {
  state: EntryState;
  leadUnitId: string;
  officeUnitId: string;
}

export function partiesOf(actor: MatterActor, entry: Omit<EntryFacts, "state">): EntryParty[] {
  const parties: EntryParty[] = [];
  if (actor.actsFor.includes(entry.leadUnitId)) parties.push("lead");
  if (isOfficeOf(actor, entry)) parties.push("office");
  return parties;
}

/** Every act with its decision, for the guard and for `abilities`. */
export const decideEntry = (actor: MatterActor, entry: EntryFacts): Record<MinistryAct, Decision> =>
  decideAll(ministryActs, {
    state: entry.state,
    parties: partiesOf(actor, entry),
    has: [],
    personId: actor.personId,
    sameAs: actor.sameAs,
    lastDoneBy: {},
  });

/** How many days the next follow-up is late; 0 when it is answered, given up, or not yet due. */
export function daysLate(entry: { state: EntryState; followUpOn: string | null }, today: string): number {
  if (!entry.followUpOn || !(activeStates as readonly EntryState[]).includes(entry.state)) return 0;
  return Math.max(0, daysBetween(entry.followUpOn, today));
}

/** Does this reply remove what a suspended task waits for? It is offered; nobody resumes by itself. */
export const unblocks = (entry: { state: EntryState; outcome: Outcome | null }, taskState: string): boolean =>
  taskState === "suspended" && entry.state === "answered" && (entry.outcome === "agreed" || entry.outcome === "partly");
