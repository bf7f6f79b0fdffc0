// Who acts: a person for a unit with duties. What the answer to "may I" looks like.
import type { Facts } from "./errors.ts";

/** The person behind a request. Duties are the words of the product; the kernel only compares them. */
export interface Actor<Duty extends string = string> {
  personId: string;
  name: string;
  unitId: string;
  duties: readonly Duty[];
  /** Units this person acts for: the own unit, those below it, and those it succeeded. */
  unitIds: readonly string[];
  via: "session" | "token";
  /** The session or token behind the request, so that it can be revoked. */
  keyId: string;
  /** The absent for whom this person acts, by the duty that was lent; within an operation only those whose duty it is for. */
  standsFor?: readonly StandIn<Duty>[];
  /** Everybody who stands in for this person now, or for whom this person does: for the separation of duties they are one. */
  sameAs?: readonly string[];
}

/** One duty that is done for somebody absent. */
export interface StandIn<Duty extends string = string> {
  personId: string;
  name: string;
  unitId: string;
  duty: Duty;
  /** Last day. */
  untilOn: string;
}

/** The actor as far as an operation concerns: stands in only with duties that the operation is for. */
export function actingIn<A extends Actor>(actor: A, audience: Audience): A {
  if (!actor.standsFor?.length) return actor;
  const standsFor = actor.standsFor.filter(({ duty }) => typeof audience !== "string" && audience.includes(duty));
  return { ...actor, standsFor };
}

/** Who an operation is for: duties, anybody signed in, or everyone. */
export type Audience<Duty extends string = string> = readonly Duty[] | "signedIn" | "everyone";

/** May this actor call the operation at all? Whether the record allows it is decided by rules. */
export function isInAudience(audience: Audience, actor: Actor | null): boolean {
  if (audience === "everyone") return true;
  if (!actor) return false;
  return audience === "signedIn" || actor.duties.some((duty) => audience.includes(duty));
}

/** The answer of a rule: yes, or no with the code and facts of the refusal. */
export type Decision = { allowed: true } | { allowed: false; code: string; facts: Facts };

export const allowed: Decision = { allowed: true };

export const refused = (code: string, facts: Facts = {}): Decision => ({ allowed: false, code, facts });
