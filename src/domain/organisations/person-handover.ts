// Handing a person's duties over to a colleague: whoever works there proposes, the security administrator decides 工作交接.
import type { Call } from "../../kernel/call.ts";
import { type Facts, kernelFault } from "../../kernel/errors.ts";
import { newId } from "../../kernel/ids.ts";
import { decideNote } from "../../kernel/state-machine.ts";
import { recordEvent } from "../audit/service.ts";
import type { Db } from "../tables.ts";
import { endLentTo } from "./delegation.ts";
import { findColleagues, findStanding } from "./delegation-store.ts";
import { labelsOf } from "./duty-words.ts";
import { type Handover, moveParts, previewParts } from "./handover.ts";
import { dutiesOf, type HandoverAct, handoverActs, mayDecide, mayHandOver, mayPropose } from "./handover-rules.ts";
import * as store from "./handover-store.ts";
import { type Duty, duties, personFault } from "./model.ts";
import { type HandoverPart, type HandoverPreview, handoverFault, type PersonHandover } from "./model-handover.ts";
import { assignDuty, closeDuty } from "./people.ts";
import * as people from "./people-store.ts";

interface Pair {
  personId: string;
  toPersonId: string;
}

/** Most hand-overs told at once. */
const mostListed = 200;

export async function listHandovers(db: Db, call: Call): Promise<{ items: PersonHandover[] }> {
  const all = call.actor.duties.some((duty) => duty === "security" || duty === "audit");
  const { personId, unitIds } = call.actor;
  const rows = await store.findHandovers(db, { all, personId, unitIds }, mostListed);
  const going = await people.findHeldBy(
    db,
    rows.map((row) => row.fromPersonId),
  );
  return { items: rows.map((row) => present(call, row, going.get(row.fromPersonId) ?? [])) };
}

export async function previewPersonHandover(db: Db, call: Call, query: Pair): Promise<HandoverPreview> {
  const { from, to, going } = await judge(db, call, query);
  return { from, to, parts: [dutyPart(going), ...(await previewParts(db, call, handoverOf(from, to, going)))] };
}

/** Proposes it; a security administrator's own proposal is carried out at once. */
export async function handOverPerson(tx: Db, call: Call, input: Pair & { note: string }): Promise<PersonHandover> {
  await people.lockDuties(tx);
  const { from, to, going } = await judge(tx, call, input);
  if (await store.hasWaiting(tx, from.id)) throw handoverFault("handover.waiting", { name: from.name });
  const atOnce = call.actor.duties.includes("security");
  if (atOnce && [from.id, to.id].includes(call.actor.personId)) throw handoverFault("handover.own");
  const id = newId(call.at);
  await store.insertHandover(tx, {
    id,
    from_person_id: from.id,
    to_person_id: to.id,
    state: "proposed",
    note: input.note,
    proposed_by: call.actor.personId,
    proposed_at: call.atIso,
    changed_at: call.atIso,
  });
  await recordEvent(tx, call, {
    kind: "handover.proposed",
    programmeId: null,
    subject: { kind: "person", id: from.id },
    note: input.note,
    after: { handoverId: id, from: from.name, to: to.name, toPersonId: to.id, duties: dutyLines(going) },
  });
  const row = await load(tx, id);
  if (atOnce) await carryOut(tx, call, row, null);
  return presentOne(tx, call, id);
}

interface Decided {
  handoverId: string;
  version: number;
  note?: string | undefined;
}

export async function approveHandover(tx: Db, call: Call, input: Decided): Promise<PersonHandover> {
  await people.lockDuties(tx);
  const row = await loadFor(tx, call, input, "approve");
  await carryOut(tx, call, row, input.note ?? null);
  return presentOne(tx, call, row.id);
}

export const refuseHandover = (tx: Db, call: Call, input: Decided) => close(tx, call, input, "refuse");
export const withdrawHandover = (tx: Db, call: Call, input: Decided) => close(tx, call, input, "withdraw");

async function close(tx: Db, call: Call, input: Decided, act: "refuse" | "withdraw"): Promise<PersonHandover> {
  const row = await loadFor(tx, call, input, act);
  await save(tx, call, row, act, input.note ?? null);
  await recordEvent(tx, call, {
    kind: `handover.${handoverActs[act].to}`,
    programmeId: null,
    subject: { kind: "person", id: row.fromPersonId },
    note: input.note,
    before: { handoverId: row.id, from: row.fromName, to: row.toName },
  });
  return presentOne(tx, call, row.id);
}

/** Everything at once: duties end here and begin there, what was lent ends, each module moves its own; events on both sides. */
async function carryOut(tx: Db, call: Call, row: store.HandoverRow, note: string | null): Promise<void> {
  const { from, to, going } = await judge(tx, call, { personId: row.fromPersonId, toPersonId: row.toPersonId }, false);
  for (const { unitId, duty } of going) {
    await closeDuty(tx, call, { personId: from.id, unitId, duty }, from.name);
    await assignDuty(tx, call, { personId: to.id, unitId, duty });
  }
  await endLentTo(tx, call, from.id);
  const moved = await moveParts(tx, call, handoverOf(from, to, going));
  await save(tx, call, row, "approve", note);
  const told = { handoverId: row.id, from: from.name, to: to.name, duties: dutyLines(going), moved };
  for (const [kind, id] of [
    ["handover.done", from.id],
    ["handover.received", to.id],
  ] as const)
    await recordEvent(tx, call, {
      kind,
      programmeId: null,
      subject: { kind: "person", id },
      note: note ?? row.note,
      after: told,
    });
}

type Going = { duty: Duty; unitId: string; unitName: string }[];

/** Both people and the duties that go; refuses what cannot go, and whoever may not ask. */
async function judge(db: Db, call: Call, pair: Pair, asksActor = true) {
  const [from, to] = [await people.findPerson(db, pair.personId), await people.findPerson(db, pair.toPersonId)];
  if (!from || !to) throw personFault("person.absent");
  if (!to.active) throw personFault("person.inactive", { name: to.name });
  const held = await people.findHeldBy(db, [from.id, to.id]);
  const going = dutiesOf(held.get(from.id) ?? []) as Going;
  let isColleague = true;
  for (const unitId of new Set(going.map((one) => one.unitId)))
    isColleague &&= (await findColleagues(db, unitId, from.id)).some((one) => one.id === to.id);
  if (asksActor) {
    const proposal = mayPropose(call.actor, going);
    if (!proposal.allowed) throw handoverFault("handover.not-yours");
  }
  const lent = (await findStanding(db, [to.id], call.atIso)).filter(
    (one) => one.toPersonId === to.id && one.fromPersonId !== from.id,
  );
  const decision = mayHandOver({
    from: { id: from.id, name: from.name, held: held.get(from.id) ?? [] },
    to: {
      id: to.id,
      name: to.name,
      held: held.get(to.id) ?? [],
      lent: lent.map((one) => one.duty),
      isColleague,
    },
  });
  if (!decision.allowed) throw refusalOf(decision.code, decision.facts);
  return { from: { id: from.id, name: from.name }, to: { id: to.id, name: to.name }, going };
}

const handoverOf = (from: Handover["from"], to: Handover["to"], going: Going): Handover => ({
  of: "person",
  from,
  to,
  unitIds: [...new Set(going.map((one) => one.unitId))],
  programmeIds: null,
  chosen: null,
});

const dutyLines = (going: Going) => going.map((one) => `${one.unitName}：${duties[one.duty].zh}`);

const dutyPart = (going: Going): HandoverPart => ({
  kind: "duties",
  title: { zh: "职责", en: "Duties" },
  moves: going.length,
  stays: 0,
  words: {
    zh: going.map((one) => `${one.unitName}${duties[one.duty].zh}`).join("、"),
    en: going.map((one) => `${duties[one.duty].en} at ${one.unitName}`).join(", "),
  },
  hindrance: null,
  items: [],
});

function refusalOf(code: string, facts: Facts) {
  if (code === "duty.excluded")
    return personFault("duty.excluded", { duties: labelsOf(duties, facts.duties as readonly string[]) });
  const label = typeof facts.duty === "string" ? duties[facts.duty as Duty] : undefined;
  return handoverFault(code as "handover.nothing", label ? { ...facts, duty: label } : facts);
}

async function load(db: Db, id: string, lock = false): Promise<store.HandoverRow> {
  const row = await store.findHandover(db, id, lock);
  if (!row) throw handoverFault("handover.absent");
  return row;
}

async function loadFor(tx: Db, call: Call, input: Decided, act: HandoverAct): Promise<store.HandoverRow> {
  const row = await load(tx, input.handoverId, true);
  const decision = mayDecide(act, call.actor, row);
  if (!decision.allowed) {
    if (decision.code === "act.not-your-part") throw handoverFault("handover.absent");
    throw handoverFault(decision.code === "act.wrong-state" ? "handover.decided" : "handover.own");
  }
  if (row.version !== input.version) throw kernelFault("version.stale", { current: row.version, given: input.version });
  if (!decideNote(handoverActs[act] as { note?: "required" }, input.note).allowed)
    throw handoverFault("handover.note-required");
  return row;
}

async function save(tx: Db, call: Call, row: store.HandoverRow, act: HandoverAct, note: string | null): Promise<void> {
  const decision = { state: handoverActs[act].to, by: call.actor.personId, at: call.atIso, note };
  if (!(await store.saveDecision(tx, row.id, row.version, decision)))
    throw kernelFault("version.stale", { current: row.version + 1, given: row.version });
}

async function presentOne(db: Db, call: Call, id: string): Promise<PersonHandover> {
  const row = await load(db, id);
  return present(call, row, (await people.findHeldBy(db, [row.fromPersonId])).get(row.fromPersonId) ?? []);
}

function present(call: Call, row: store.HandoverRow, held: readonly { duty: Duty; unitId: string }[]): PersonHandover {
  const may = (act: HandoverAct) => mayDecide(act, call.actor, row).allowed;
  return {
    ...row,
    from: { id: row.fromPersonId, name: row.fromName },
    to: { id: row.toPersonId, name: row.toName },
    duties: row.state === "proposed" ? dutiesOf(held) : [],
    abilities: { approve: may("approve"), refuse: may("refuse"), withdraw: may("withdraw") },
  } as unknown as PersonHandover;
}
