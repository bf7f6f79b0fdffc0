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
