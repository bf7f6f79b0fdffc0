// Who may propose and decide a person's hand-over 工作交接. Grants stay with the security administrator (三员分立): domain reference 10.1.
import { type Actor, allowed, type Decision, refused } from "../../kernel/access.ts";
import { decideAct, defineActs } from "../../kernel/state-machine.ts";
import type { Duty } from "./model.ts";
import { type HandoverParty, type HandoverState, handedDuties } from "./model-handover.ts";
import { mayHoldTogether } from "./rules.ts";

export const handoverActs = defineActs<HandoverState, HandoverParty, never>()({
  approve: {
    from: ["proposed"],
    to: "done",
    by: ["security"],
    zh: "同意交接",
    en: "Approve the hand-over",
    notBy: ["propose"],
  },
  refuse: {
    from: ["proposed"],
    to: "refused",
    by: ["security"],
    zh: "不同意交接",
    en: "Refuse the hand-over",
    note: "required",
    notBy: ["propose"],
  },
  withdraw: { from: ["proposed"], to: "withdrawn", by: ["proposer"], zh: "撤回交接", en: "Withdraw the hand-over" },
});
export type HandoverAct = keyof typeof handoverActs;

type Held = { duty: Duty; unitId: string };
type Who = { id: string; name: string };

export interface PersonHandoverFacts {
  from: Who & { held: readonly Held[] };
  to: Who & { held: readonly Held[]; lent: readonly Duty[]; isColleague: boolean };
}

/** The duties that go: all but those that belong to the person. */
export const dutiesOf = (held: readonly Held[]): Held[] =>
  held.filter((one) => (handedDuties as readonly Duty[]).includes(one.duty));

/**
 * Can the duties of one person go to the other? Codes `handover.administrator`, `handover.nothing`, `handover.stranger`,
 * `duty.excluded`.
 */
export function mayHandOver({ from, to }: PersonHandoverFacts): Decision {
  const bound = from.held.find((one) => ["system", "security", "audit"].includes(one.duty));
  if (bound) return refused("handover.administrator", { name: from.name, duty: bound.duty });
  const going = dutiesOf(from.held);
  if (going.length === 0) return refused("handover.nothing", { name: from.name });
  if (!to.isColleague || to.id === from.id) return refused("handover.stranger");
  return mayHoldTogether([...to.held.map((one) => one.duty), ...to.lent, ...going.map((one) => one.duty)]);
}

/**
 * May the actor propose it? Whoever works at each unit concerned, the office for any department or district, and security.
 * Code `handover.not-yours`.
 */
export function mayPropose(actor: Pick<Actor, "duties" | "unitIds">, going: readonly Held[]): Decision {
  if (actor.duties.includes("security")) return allowed;
  const office = actor.duties.includes("office");
  const all = going.every(
    ({ unitId, duty }) => actor.unitIds.includes(unitId) || (office && (duty === "liaison" || duty === "enterprise")),
  );
  return all ? allowed : refused("handover.not-yours");
}

export interface DecidedHandover {
  state: HandoverState;
  proposedById: string;
  fromPersonId: string;
  toPersonId: string;
}

/** May the actor do this to a proposed hand-over? Nobody decides about themselves. Codes of `decideAct`, `handover.own`. */
export function mayDecide(
  act: HandoverAct,
  actor: Pick<Actor, "personId" | "duties" | "sameAs">,
  handover: DecidedHandover,
): Decision {
  const parties: HandoverParty[] = [];
  if (actor.personId === handover.proposedById) parties.push("proposer");
  if (actor.duties.includes("security")) parties.push("security");
  const decision = decideAct<HandoverState, HandoverParty, never>(handoverActs[act], {
    state: handover.state,
    parties,
    has: [],
    personId: actor.personId,
    sameAs: actor.sameAs,
    lastDoneBy: { propose: handover.proposedById },
  });
  if (!decision.allowed || act === "withdraw") return decision;
  const concerned = [handover.fromPersonId, handover.toPersonId].includes(actor.personId);
  return concerned ? refused("handover.own") : allowed;
}
