// What may be done with units, people and duties. Separation of the three administrators (三员分立): domain reference 10.1,
// GB/T 22239-2019 clause 8.1.5.
import { type Actor, allowed, type Decision, refused } from "../../kernel/access.ts";
import { administratorDuties, type Duty, type successionKinds, type UnitKind } from "./model.ts";

type SuccessionKind = keyof typeof successionKinds;

const isAdministrator = (duty: Duty) => (administratorDuties as readonly Duty[]).includes(duty);

/**
 * May one person hold these duties together? An administrator holds nothing else, whatever the unit.
 * Code `duty.excluded`, facts: the two duties that exclude each other.
 */
export function mayHoldTogether(held: Iterable<Duty>): Decision {
  const distinct = [...new Set(held)];
  const administrator = distinct.find(isAdministrator);
  const other = distinct.find((duty) => duty !== administrator);
  return administrator && other ? refused("duty.excluded", { duties: [administrator, other] }) : allowed;
}

/** Where a duty can be held; duties that are not listed can be held anywhere. */
const dutyUnits: Partial<Record<Duty, readonly UnitKind[]>> = {
  office: ["office"],
  group: ["group"],
  liaison: ["government", "department", "district", "platform", "outside"],
  enterprise: ["enterprise"],
};

/** Does the duty belong to this kind of unit? Code `duty.wrong-unit`, facts: the kinds that fit. */
export function fitsUnit(duty: Duty, kind: UnitKind): Decision {
  const kinds = dutyUnits[duty];
  return !kinds || kinds.includes(kind) ? allowed : refused("duty.wrong-unit", { kinds: [...kinds] });
}

/**
 * May this actor grant the duty? Security administrators grant; a system administrator only fills the first seat of
 * security and audit, so that a new installation can be taken into use. Nobody grants to oneself.
 * Codes `duty.own`, `duty.not-yours`.
 */
export function mayGrant(
  actor: Pick<Actor, "personId" | "duties">,
  personId: string,
  duty: Duty,
  holders: number,
): Decision {
  if (actor.personId === personId) return refused("duty.own");
  if (actor.duties.includes("security")) return allowed;
  const firstSeat = (duty === "security" || duty === "audit") && holders === 0;
  return actor.duties.includes("system") && firstSeat ? allowed : refused("duty.not-yours");
}

export interface SuccessionFacts {
  from: { id: string; name: string; endedOn: string | null; startedOn: string | null };
  to: { id: string; name: string; endedOn: string | null };
  kind: SuccessionKind;
  onDay: string;
  /** Kinds under which parts of `from` have already passed on. */
  earlierKinds: readonly SuccessionKind[];
  /** Units whose records `from` carries on. */
  predecessorsOfFrom: readonly string[];
  today: string;
}

/**
 * May one unit take over from another? A unit ends once; only a split passes it on to several.
 * Codes `unit.succeeds-itself`, `unit.already-ended`, `unit.succession-ahead`, `unit.succession-before-start`.
 */
export function maySucceed(facts: SuccessionFacts): Decision {
  const { from, to, kind, onDay, earlierKinds } = facts;
  if (from.id === to.id || facts.predecessorsOfFrom.includes(to.id)) return refused("unit.succeeds-itself");
  const splitsOn = kind === "split" && earlierKinds.length > 0 && earlierKinds.every((earlier) => earlier === "split");
  if (from.endedOn !== null && !splitsOn) return refused("unit.already-ended", { name: from.name });
  if (to.endedOn !== null) return refused("unit.already-ended", { name: to.name });
  if (onDay > facts.today) return refused("unit.succession-ahead", { today: facts.today });
  if (from.startedOn !== null && onDay < from.startedOn)
    return refused("unit.succession-before-start", { start: from.startedOn });
  return allowed;
}

/** May a unit stand below `parentId`? `below` are the unit itself and everything under it. Code `unit.cycle`. */
export const mayStandBelow = (parentId: string, below: readonly string[]): Decision =>
  below.includes(parentId) ? refused("unit.cycle") : allowed;

/** Who sees whose duties: everybody who works with units; companies and judges do not. */
export const seesPeople = (actor: Pick<Actor, "duties">): boolean =>
  actor.duties.some((duty) => duty !== "enterprise" && duty !== "judge");

/**
 * May the actor open the page of a unit in a pilot? The office opens all that are not another pilot's own bodies; everybody
 * else those for which they act, with the duty that goes with the kind: a group's people do not see their home unit's tasks.
 */
export function mayOpenUnit(
  actor: Pick<Actor, "duties" | "unitIds">,
  unit: { id: string; kind: UnitKind; programmeId: string | null; inProgramme: string },
  isOffice: boolean,
): boolean {
  if (unit.programmeId !== null && unit.programmeId !== unit.inProgramme) return false;
  if (isOffice) return true;
  return actor.duties.includes(unit.kind === "group" ? "group" : "liaison") && actor.unitIds.includes(unit.id);
}

export interface UnitFacts {
  endedOn: string | null;
  /** The pilot the unit was set up for (its special group, office, working groups). */
  programmeId: string | null;
  /** Does the actor act for a unit of that same pilot? */
  inOwnProgramme: boolean;
}

/** What the actor may do with a unit. Units set up for a pilot are that pilot's office's alone. */
export function unitAbilities(
  actor: Pick<Actor, "duties">,
  unit: UnitFacts,
): { edit: boolean; succeed: boolean; moveStaff: boolean } {
  const office = actor.duties.includes("office") && (unit.programmeId === null || unit.inOwnProgramme);
  return {
    edit: office || actor.duties.includes("system"),
    succeed: office,
    moveStaff: actor.duties.includes("security") && unit.endedOn !== null,
  };
}
