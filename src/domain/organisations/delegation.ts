// Lending a duty while one is away, and taking it back; who is behind a request is asked each time, so both work at once.
import type { Actor } from "../../kernel/access.ts";
import type { Call } from "../../kernel/call.ts";
import { dayOf, endOfDay } from "../../kernel/clock.ts";
import { type Facts, kernelFault } from "../../kernel/errors.ts";
import { newId } from "../../kernel/ids.ts";
import { recordEvent } from "../audit/service.ts";
import type { Db } from "../tables.ts";
import { delegationStateAt, mayDelegate, mayRevoke } from "./delegation-rules.ts";
import * as store from "./delegation-store.ts";
import { labelsOf } from "./duty-words.ts";
import { businessDuties, type Duty, duties, personFault, unitFault } from "./model.ts";
import {
  type Colleagues,
  type Delegation,
  type DelegationList,
  delegationFault,
  type NewDelegation,
} from "./model-delegation.ts";
import * as people from "./people-store.ts";
import { seesPeople } from "./rules.ts";
import { findUnit } from "./store.ts";

/** Most delegations told at once. */
const mostListed = 100;

/** One's own delegations, given and received; with a unit, those that stand there. */
export async function listDelegations(
  db: Db,
  call: Call,
  query: { unitId?: string | undefined },
): Promise<DelegationList> {
  if (query.unitId && !seesPeople(call.actor)) return { items: [], held: [] };
  const rows = query.unitId
    ? await store.findOfUnit(db, query.unitId, call.atIso)
    : await store.findOfPerson(db, call.actor.personId, mostListed);
  const held = query.unitId ? [] : await heldNow(db, call.actor.personId);
  const lendable: readonly Duty[] = businessDuties;
  return { items: rows.map((row) => present(call, row)), held: held.filter((one) => lendable.includes(one.duty)) };
}

/** Colleagues who may stand in for the actor at a unit, or take over from somebody of it. */
export async function listColleagues(
  db: Db,
  call: Call,
  query: { unitId: string; personId?: string | undefined },
): Promise<Colleagues> {
  if (!(await findUnit(db, query.unitId))) throw unitFault("unit.absent");
  if (!call.actor.unitIds.includes(query.unitId) && !call.actor.duties.some((duty) => overseers.includes(duty)))
    return { items: [] };
  return { items: await store.findColleagues(db, query.unitId, query.personId ?? call.actor.personId) } as Colleagues;
}
const overseers: readonly string[] = ["office", "security"];

/** Lends one of the actor's own duties for some days, from today on at once. */
export async function delegateDuty(
  tx: Db,
  call: Call,
  input: Omit<NewDelegation, "toPersonId" | "unitId"> & { toPersonId: string; unitId: string },
): Promise<Delegation> {
  await people.lockDuties(tx);
  const { personId } = call.actor;
  const to = await people.findPerson(tx, input.toPersonId);
  if (!to) throw personFault("person.absent");
  if (!to.active) throw personFault("person.inactive", { name: to.name });
  const unit = await findUnit(tx, input.unitId);
  if (!unit) throw unitFault("unit.absent");
  const standing = await store.findStanding(tx, [personId, to.id], call.atIso);
  const decision = mayDelegate({
    ...input,
    today: call.today,
    fromPersonId: personId,
    held: await heldNow(tx, personId),
    to: {
      personId: to.id,
      name: to.name,
      isColleague: (await store.findColleagues(tx, input.unitId, personId)).some((one) => one.id === to.id),
      held: await heldNow(tx, to.id),
    },
    standing,
  });
  if (!decision.allowed) throw refusalOf(decision.code, decision.facts);
  const id = newId(call.at);
  await store.insertDelegation(tx, {
    id,
    from_person_id: personId,
    to_person_id: to.id,
    unit_id: unit.id,
    duty: input.duty,
    from_on: input.fromOn,
    until_on: input.untilOn,
    since_at: input.fromOn === call.today ? call.atIso : endOfDay(dayBefore(input.fromOn), call.zone),
    until_at: endOfDay(input.untilOn, call.zone),
    reason: input.reason || null,
    made_at: call.atIso,
    changed_at: call.atIso,
  });
  await recordEvent(tx, call, {
    kind: "duty.delegated",
    programmeId: unit.programmeId,
    subject: { kind: "person", id: personId },
    note: input.reason,
    after: {
      delegationId: id,
      duty: input.duty,
      unit: unit.shortName,
      unitId: unit.id,
      to: to.name,
      toPersonId: to.id,
      fromOn: input.fromOn,
      untilOn: input.untilOn,
    },
  });
  return present(call, await load(tx, id));
}

/** Takes a delegation back at once: the next request of the delegate is their own again. */
export async function revokeDelegation(
  tx: Db,
  call: Call,
  input: { delegationId: string; version: number },
): Promise<Delegation> {
  await people.lockDuties(tx);
  const row = await load(tx, input.delegationId);
  const decision = mayRevoke(call.actor, { ...row, state: delegationStateAt(row, call.atIso) });
  if (!decision.allowed)
    throw delegationFault(decision.code === "act.not-your-part" ? "delegation.absent" : "delegation.ended");
  if (row.version !== input.version) throw kernelFault("version.stale", { current: row.version, given: input.version });
  await endDelegation(tx, call, row);
  return present(call, await load(tx, row.id));
}

/** Ends the delegations of a duty that its holder loses, with an event each. */
export async function endDelegationsOf(
  tx: Db,
  call: Call,
  given: { personId: string; unitId: string; duty: string },
): Promise<void> {
  for (const row of await store.findStanding(tx, [given.personId], call.atIso))
    if (row.fromPersonId === given.personId && row.unitId === given.unitId && row.duty === given.duty)
      await endDelegation(tx, call, row);
}

/** Ends whatever was lent to somebody who leaves, with an event each. */
export async function endLentTo(tx: Db, call: Call, personId: string): Promise<void> {
  for (const row of await store.findStanding(tx, [personId], call.atIso))
    if (row.toPersonId === personId) await endDelegation(tx, call, row);
}

async function endDelegation(tx: Db, call: Call, row: store.DelegationRow): Promise<void> {
  if (!(await store.saveRevoked(tx, row.id, row.version, call.actor.personId, call.atIso)))
    throw kernelFault("version.stale", { current: row.version + 1, given: row.version });
  await recordEvent(tx, call, {
    kind: "duty.delegation-revoked",
    programmeId: row.programmeId,
    subject: { kind: "person", id: row.fromPersonId },
    before: { delegationId: row.id, duty: row.duty, unit: row.unitName, to: row.toName, untilOn: row.untilOn },
  });
}

const heldNow = async (db: Db, personId: string) =>
  (await people.findDuties(db, personId)).filter((one) => one.untilAt === null);

async function load(db: Db, id: string): Promise<store.DelegationRow> {
  const row = await store.findDelegation(db, id);
  if (!row) throw delegationFault("delegation.absent");
  return row;
}

function present(call: Call<Actor>, row: store.DelegationRow): Delegation {
  const state = delegationStateAt(row, call.atIso);
  return {
    ...row,
    from: { id: row.fromPersonId, name: row.fromName },
    to: { id: row.toPersonId, name: row.toName },
    state,
    abilities: { revoke: mayRevoke(call.actor, { ...row, state }).allowed },
  } as unknown as Delegation;
}

const dayBefore = (day: string) => dayOf(Date.parse(`${day}T00:00:00Z`) - 86_400_000, "UTC");

function refusalOf(code: string, facts: Facts) {
  if (code === "duty.excluded")
    return personFault("duty.excluded", { duties: labelsOf(duties, facts.duties as readonly string[]) });
  const label = typeof facts.duty === "string" ? duties[facts.duty as Duty] : undefined;
  return delegationFault(code as "delegation.days", label ? { ...facts, duty: label } : facts);
}
