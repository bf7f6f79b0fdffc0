// Acts on people and their duties, and on who sits in the working groups.
import type { Call } from "../../kernel/call.ts";
import { newId } from "../../kernel/ids.ts";
import { recordEvent } from "../audit/service.ts";
import type { Db } from "../tables.ts";
import { endDelegationsOf } from "./delegation.ts";
import { findStanding } from "./delegation-store.ts";
import { labelsOf } from "./duty-words.ts";
import {
  type Duty,
  type DutyAt,
  duties,
  type NewPerson,
  type Person,
  personFault,
  unitFault,
  unitKinds,
} from "./model.ts";
import * as store from "./people-store.ts";
import { fitsUnit, mayGrant, mayHoldTogether } from "./rules.ts";
import { findUnit } from "./store.ts";

interface Who {
  personId: string;
}

export async function getPerson(db: Db, _call: Call, { personId }: Who): Promise<Person> {
  const person = await store.findPerson(db, personId);
  if (!person) throw personFault("person.absent");
  return { ...person, duties: await store.findDuties(db, personId) } as Person;
}

export async function addPerson(
  tx: Db,
  call: Call,
  input: Omit<NewPerson, "unitId"> & { unitId: string; demo?: boolean },
): Promise<Person> {
  if (!(await findUnit(tx, input.unitId))) throw unitFault("unit.absent");
  const id = newId(call.at);
  await store.insertPerson(tx, {
    id,
    unit_id: input.unitId,
    name: input.name,
    demo: input.demo ?? false,
    changed_at: call.atIso,
  });
  await recordEvent(tx, call, {
    kind: "person.added",
    programmeId: null,
    subject: { kind: "person", id, version: 1 },
    after: { name: input.name, unitId: input.unitId },
  });
  return getPerson(tx, call, { personId: id });
}

type DutyInput = Who & Pick<DutyAt, "duty"> & { unitId: string };

/** Grants a duty, if the actor may, if it fits the unit, and if the three administrators stay apart. */
export async function grantDuty(tx: Db, call: Call, input: DutyInput): Promise<Person> {
  await store.lockDuties(tx);
  const decision = mayGrant(call.actor, input.personId, input.duty, await store.countHolders(tx, input.duty));
  if (!decision.allowed) throw personFault(decision.code as "duty.own");
  return assignDuty(tx, call, input);
}

/** The same without asking who grants, for the program itself (first administrator, demo officials). The duty must still fit. */
export async function assignDuty(tx: Db, call: Call, input: DutyInput): Promise<Person> {
  const person = await store.findPerson(tx, input.personId, true);
  if (!person) throw personFault("person.absent");
  if (!person.active) throw personFault("person.inactive", { name: person.name });
  const unit = await findUnit(tx, input.unitId);
  if (!unit) throw unitFault("unit.absent");
  const held = (await store.findDuties(tx, person.id)).filter((one) => one.untilAt === null);
  if (held.some((one) => one.duty === input.duty && one.unitId === unit.id)) return getPerson(tx, call, input);
  const lent = (await findStanding(tx, [person.id], call.atIso)).filter((one) => one.toPersonId === person.id);
  const together = mayHoldTogether([...[...held, ...lent].map((one) => one.duty), input.duty]);
  if (!together.allowed)
    throw personFault("duty.excluded", { duties: labelsOf(duties, together.facts.duties as readonly string[]) });
  const fits = fitsUnit(input.duty, unit.kind);
  if (!fits.allowed)
    throw personFault("duty.wrong-unit", { kinds: labelsOf(unitKinds, fits.facts.kinds as readonly string[]) });
  await store.insertDuty(tx, {
    person_id: person.id,
    unit_id: unit.id,
    duty: input.duty,
    since_at: call.atIso,
  });
  await recordEvent(tx, call, {
    kind: "duty.granted",
    programmeId: unit.programmeId,
    subject: { kind: "person", id: person.id },
    after: { duty: input.duty, unitId: unit.id, unit: unit.shortName, person: person.name },
  });
  return getPerson(tx, call, input);
}

/** Ends a duty at once: sessions that are open lose it with their next request. */
export async function endDuty(tx: Db, call: Call, input: DutyInput): Promise<Person> {
  await store.lockDuties(tx);
  if (call.actor.personId === input.personId) throw personFault("duty.own");
  const person = await getPerson(tx, call, input);
  const administrator: readonly Duty[] = ["system", "security", "audit"];
  const last = administrator.includes(input.duty) && (await store.countHolders(tx, input.duty)) === 1;
  const holds = person.duties.some(
    (one) => one.untilAt === null && one.duty === input.duty && one.unitId === input.unitId,
  );
  if (!holds) throw personFault("duty.not-held");
  if (last) throw personFault("duty.last-administrator", { duty: duties[input.duty].zh });
  await closeDuty(tx, call, input, person.name);
  return getPerson(tx, call, input);
}

/** Ends a duty that is held, and what was lent of it; whether it may end has been decided. */
export async function closeDuty(tx: Db, call: Call, input: DutyInput, name: string): Promise<void> {
  await store.saveDutyEnd(tx, input.personId, input.unitId, input.duty, call.atIso);
  await endDelegationsOf(tx, call, input);
  await recordEvent(tx, call, {
    kind: "duty.ended",
    programmeId: null,
    subject: { kind: "person", id: input.personId },
    before: { duty: input.duty, unitId: input.unitId, person: name },
  });
}

/** The working groups of a pilot with their member units, now. */
export async function membersOf(db: Db, programmeId: string): Promise<Map<string, string[]>> {
  const members = new Map<string, string[]>();
  for (const { groupId, unitId } of await store.findMembers(db, programmeId))
    members.set(groupId, [...(members.get(groupId) ?? []), unitId]);
  return members;
}

/** Gives a unit a seat in a working group; saying it twice changes nothing. */
export async function joinGroup(tx: Db, call: Call, seat: store.Membership): Promise<void> {
  if ((await store.findMemberships(tx, seat.unitId)).some((one) => one.groupId === seat.groupId)) return;
  await store.insertMember(tx, seat, call.atIso);
  await recordEvent(tx, call, {
    kind: "group.joined",
    programmeId: seat.programmeId,
    subject: { kind: "unit", id: seat.groupId },
    after: { unitId: seat.unitId },
  });
}
