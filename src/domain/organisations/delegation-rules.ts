// Who may lend which duty to whom, for how long, and who may take it back 请假委托. Separation of duties: domain reference 10.1 and 1.6.
import { type Actor, allowed, type Decision, refused } from "../../kernel/access.ts";
import { daysBetween } from "../../kernel/clock.ts";
import { decideAct, defineActs } from "../../kernel/state-machine.ts";
import { businessDuties, type Duty } from "./model.ts";
import { type DelegationParty, type DelegationState, longestDelegation } from "./model-delegation.ts";
import { mayHoldTogether } from "./rules.ts";

export const delegationActs = defineActs<DelegationState, DelegationParty, never>()({
  revoke: {
    from: ["planned", "inForce"],
    to: "revoked",
    by: ["absent", "delegate", "security"],
    zh: "收回委托",
    en: "Revoke the delegation",
  },
});

/** A span of days, both included. */
export interface Span {
  fromOn: string;
  untilOn: string;
}

export const overlap = (a: Span, b: Span): boolean => a.fromOn <= b.untilOn && b.fromOn <= a.untilOn;

export interface DelegationFacts extends Span {
  fromPersonId: string;
  duty: Duty;
  unitId: string;
  today: string;
  /** What the absent holds now in their own right. */
  held: readonly { duty: Duty; unitId: string }[];
  to: {
    personId: string;
    name: string;
    /** Of the unit, of the absent's own unit, or holding a duty there? */
    isColleague: boolean;
    /** What the delegate holds, or is lent on these days. */
    held: readonly { duty: Duty; unitId: string }[];
  };
  /** Delegations that stand, of either person. */
  standing: readonly (Span & {
    fromPersonId: string;
    fromName: string;
    toPersonId: string;
    toName: string;
    duty: Duty;
    unitId: string;
  })[];
}

/**
 * May the duty be lent? No administrator's duty, no longer than the limit, only what is one's own, to a colleague who is
 * there, never through a second hand, never so that two duties meet that exclude each other.
 * Codes: those of `delegationFault`, and `duty.excluded`.
 */
export function mayDelegate(facts: DelegationFacts): Decision {
  const { duty, unitId, to, today } = facts;
  if (!(businessDuties as readonly Duty[]).includes(duty)) return refused("delegation.administrator", { duty });
  if (!facts.held.some((one) => one.duty === duty && one.unitId === unitId)) return refused("delegation.not-held");
  const length = daysBetween(facts.fromOn, facts.untilOn) + 1;
  if (facts.fromOn < today || length < 1 || length > longestDelegation)
    return refused("delegation.days", { today, limit: longestDelegation });
  if (!to.isColleague || to.personId === facts.fromPersonId) return refused("delegation.stranger");
  const together = mayHoldTogether([...to.held.map((one) => one.duty), duty]);
  if (!together.allowed) return together;
  if (to.held.some((one) => one.duty === duty && one.unitId === unitId))
    return refused("delegation.needless", { name: to.name });
  const meanwhile = facts.standing.filter((one) => overlap(one, facts));
  const taken = meanwhile.find(
    (one) => one.fromPersonId === facts.fromPersonId && one.duty === duty && one.unitId === unitId,
  );
  if (taken) return refused("delegation.taken", { name: taken.toName });
  if (meanwhile.some((one) => one.fromPersonId === to.personId)) return refused("delegation.away", { name: to.name });
  const lent = meanwhile.find((one) => one.toPersonId === facts.fromPersonId);
  return lent ? refused("delegation.chain", { name: lent.fromName }) : allowed;
}

/** How a delegation stands at an instant; it begins and ends by itself. */
export function delegationStateAt(
  delegation: { sinceAt: string; untilAt: string; revokedAt: string | null },
  atIso: string,
): DelegationState {
  if (delegation.revokedAt !== null) return "revoked";
  if (atIso < delegation.sinceAt) return "planned";
  return atIso < delegation.untilAt ? "inForce" : "over";
}

/** May the actor take the delegation back? Codes of `decideAct`; no party at all means that it is none of the actor's business. */
export function mayRevoke(
  actor: Pick<Actor, "personId" | "duties">,
  delegation: { fromPersonId: string; toPersonId: string; state: DelegationState },
): Decision {
  return decideAct(delegationActs.revoke, {
    state: delegation.state,
    parties: partiesOf(actor, delegation),
    has: [],
    personId: actor.personId,
    sameAs: [],
    lastDoneBy: {},
  });
}

function partiesOf(
  actor: Pick<Actor, "personId" | "duties">,
  delegation: { fromPersonId: string; toPersonId: string },
): DelegationParty[] {
  const parties: DelegationParty[] = [];
  if (actor.personId === delegation.fromPersonId) parties.push("absent");
  if (actor.personId === delegation.toPersonId) parties.push("delegate");
  if (actor.duties.includes("security")) parties.push("security");
  return parties;
}
