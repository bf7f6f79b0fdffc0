// One unit after another 单位变更: merged, renamed, split; what it owes goes over with the same act, what is closed stays in its name.
import type { z } from "zod";
import type { Call } from "../../kernel/call.ts";
import { recordEvent } from "../audit/service.ts";
import type { Db } from "../tables.ts";
import { type Handover, moveParts, previewParts } from "./handover.ts";
import * as staff from "./handover-store.ts";
import { type Unit, type UnitSuccession, unitFault } from "./model.ts";
import { type HandoverPart, type HandoverPreview, handoverFault, type UnitHandover } from "./model-handover.ts";
import { assignDuty, closeDuty } from "./people.ts";
import * as people from "./people-store.ts";
import { maySucceed } from "./rules.ts";
import { getUnit, load, loadFor, save } from "./service.ts";
import * as store from "./store.ts";

/**
 * Records that another unit takes over: the old one ends and keeps its records and people, the successor's people act
 * for it from now on, the successor takes what it owes and its seats in the working groups. Of a split unit goes what
 * was chosen for this successor; the rest waits to be handed over to another.
 */
export async function succeedUnit(
  tx: Db,
  call: Call,
  input: SuccessionInput & { unitId: string; version: number },
): Promise<Unit> {
  await store.lockNames(tx);
  const from = await loadFor(tx, call, input, "succeed");
  const to = await load(tx, input.toUnitId);
  const successions = await store.findSuccessions(tx, from.id);
  const decision = maySucceed({
    from,
    to,
    kind: input.kind,
    onDay: input.onDay,
    earlierKinds: successions.filter((one) => one.fromUnitId === from.id).map((one) => one.kind),
    predecessorsOfFrom: await store.findPredecessors(tx, from.id),
    today: call.today,
  });
  if (!decision.allowed) throw unitFault(decision.code as "unit.already-ended", decision.facts);
  if (successions.some((one) => one.fromUnitId === from.id && one.toUnitId === to.id))
    throw unitFault("unit.already-ended", { name: from.name });
  await store.insertSuccession(tx, {
    from_unit_id: from.id,
    to_unit_id: to.id,
    kind: input.kind,
    on_day: input.onDay,
    note: input.note ?? null,
  });
  await save(tx, call, from, input.version, {
    ended_on: from.endedOn ?? input.onDay,
    successor_id: from.successorId ?? to.id,
  });
  const scope = handoverOf(from, to, null, input.kind === "split" ? (input.chosen ?? []) : null);
  if (input.kind === "split" && !input.chosen && (await previewParts(tx, call, scope)).some((part) => part.moves > 0))
    throw handoverFault("handover.needs-choice", { name: to.name });
  const moved = await moveParts(tx, call, scope);
  if (input.kind !== "split") await passSeats(tx, call, from.id, to.id);
  await recordEvent(tx, call, {
    kind: "unit.succeeded",
    programmeId: from.programmeId,
    subject: { kind: "unit", id: from.id, version: input.version + 1 },
    note: input.note,
    before: { endedOn: from.endedOn },
    after: { kind: input.kind, onDay: input.onDay, toUnitId: to.id, toName: to.name, moved },
  });
  await recordReceived(tx, call, from, to, moved, input.note);
  return getUnit(tx, call, input);
}

type SuccessionInput = Pick<z.infer<typeof UnitSuccession>, "kind" | "onDay" | "note" | "chosen"> & {
  toUnitId: string;
};

async function passSeats(tx: Db, call: Call, fromId: string, toId: string): Promise<void> {
  const held = new Set((await people.findMemberships(tx, toId)).map((seat) => seat.groupId));
  for (const seat of await people.findMemberships(tx, fromId)) {
    await people.saveMemberEnd(tx, seat, call.atIso);
    if (!held.has(seat.groupId)) await people.insertMember(tx, { ...seat, unitId: toId }, call.atIso);
  }
}

const handoverOf = (
  from: store.UnitRow,
  to: store.UnitRow,
  programmeIds: readonly string[] | null,
  chosen: readonly string[] | null,
): Handover => ({
  of: "unit",
  from: { id: from.id, name: from.shortName },
  to: { id: to.id, name: to.shortName },
  unitIds: [from.id],
  programmeIds,
  chosen,
});

/** What would go over to the other unit, what stays, what stands in the way. */
export async function previewUnitHandover(
  db: Db,
  call: Call,
  query: { unitId: string; toUnitId: string },
): Promise<HandoverPreview> {
  const [from, to] = [await load(db, query.unitId), await load(db, query.toUnitId)];
  const programmeIds = await reachOf(db, call, from);
  const parts = await previewParts(db, call, handoverOf(from, to, programmeIds, null));
  const seats = await people.findMemberships(db, from.id);
  const holders = await staff.findHolders(db, from.id);
  return {
    from: { id: from.id, name: from.shortName },
    to: { id: to.id, name: to.shortName },
    parts: [...parts, seatPart(seats.length), staffPart(holders.length)].filter(
      (part) => part.moves + part.stays > 0 || part.hindrance !== null,
    ),
  };
}

const seatPart = (count: number): HandoverPart => ({
  kind: "seats",
  title: { zh: "推进组成员席位", en: "Seats in working groups" },
  moves: count,
  stays: 0,
  words: {
    zh: "单位撤销时由承接单位接任；只移交事项而单位仍在的，席位不动。",
    en: "They go to the successor when the unit ends; they stay where only records are handed over.",
  },
  hindrance: null,
  items: [],
});

const staffPart = (count: number): HandoverPart => ({
  kind: "staff",
  title: { zh: "人员职责", en: "Duties of its people" },
  moves: 0,
  stays: count,
  words: {
    zh: "单位撤销后由安全管理员一次转到承接单位；在此之前仍可办理原单位的事项。",
    en: "When the unit has ended, a security administrator moves them to the successor at once; until then they go on for the old unit.",
  },
  hindrance: null,
  items: [],
});

/** A unit that ends hands over in every pilot; one that goes on, in the pilots of the actor's office. */
const reachOf = async (db: Db, call: Call, from: store.UnitRow): Promise<readonly string[] | null> =>
  from.endedOn === null ? staff.findProgrammesOfOffice(db, call.actor.unitIds) : null;

/** Hands over what a unit owes without ending it (职能划转), or what a unit that has ended still owes. */
export async function handOverUnit(
  tx: Db,
  call: Call,
  input: Omit<z.infer<typeof UnitHandover>, "toUnitId"> & { unitId: string; toUnitId: string; version: number },
): Promise<Unit> {
  const from = await loadFor(tx, call, input, "succeed");
  const to = await load(tx, input.toUnitId);
  if (to.id === from.id || to.endedOn !== null) throw handoverFault("handover.same-unit");
  const moved = await moveParts(
    tx,
    call,
    handoverOf(from, to, await reachOf(tx, call, from), input.chosen ? [...input.chosen] : null),
  );
  await save(tx, call, from, input.version, {});
  await recordEvent(tx, call, {
    kind: "unit.handed-over",
    programmeId: from.programmeId,
    subject: { kind: "unit", id: from.id, version: input.version + 1 },
    note: input.note,
    after: { toUnitId: to.id, toName: to.name, moved },
  });
  await recordReceived(tx, call, from, to, moved, input.note);
  return getUnit(tx, call, input);
}

const recordReceived = (
  tx: Db,
  call: Call,
  from: store.UnitRow,
  to: store.UnitRow,
  moved: Record<string, number>,
  note: string | undefined,
) =>
  recordEvent(tx, call, {
    kind: "unit.received",
    programmeId: to.programmeId,
    subject: { kind: "unit", id: to.id, version: to.version },
    note,
    after: { fromUnitId: from.id, fromName: from.name, moved },
  });

/** Gives everybody who holds a duty at a unit that has ended the same duty at its successor: one act of the security administrator. */
export async function moveStaff(
  tx: Db,
  call: Call,
  input: { unitId: string; toUnitId: string; version: number },
): Promise<Unit> {
  await people.lockDuties(tx);
  const from = await loadFor(tx, call, input, "moveStaff");
  const to = await load(tx, input.toUnitId);
  if (!(await store.findPredecessors(tx, to.id)).includes(from.id) || to.endedOn !== null)
    throw handoverFault("handover.not-successor", { from: from.name, to: to.name });
  const holders = await staff.findHolders(tx, from.id);
  for (const { personId, name, duty } of holders) {
    const held = { personId, duty: duty as Parameters<typeof assignDuty>[2]["duty"] };
    await closeDuty(tx, call, { ...held, unitId: from.id }, name);
    await assignDuty(tx, call, { ...held, unitId: to.id });
  }
  const homes = await staff.moveHomes(tx, from.id, to.id, call.atIso);
  await save(tx, call, from, input.version, {});
  await recordEvent(tx, call, {
    kind: "unit.staff-moved",
    programmeId: from.programmeId,
    subject: { kind: "unit", id: from.id, version: input.version + 1 },
    after: { toUnitId: to.id, toName: to.name, duties: holders.length, people: homes },
  });
  return getUnit(tx, call, input);
}
