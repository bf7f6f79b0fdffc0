// Opening an order as somebody may see it, saving it by version, and issuing it: shared by acts of people and by the daily routine.
import type { Call } from "../../kernel/call.ts";
import { type Fault, fill, kernelFault } from "../../kernel/errors.ts";
import type { StoryEvent } from "../audit/model.ts";
import { lastDoneBy, recordEvent, storyOf } from "../audit/service.ts";
import { addWorkingDays } from "../pilot/calendar.ts";
import type { OpenProgramme } from "../pilot/rules.ts";
import { openProgramme } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import { ledgerScope } from "../tasks/rules.ts";
import { orderParties, orderReasons, orderStates } from "./model.ts";
import { supervisionFault } from "./model-faults.ts";
import { explainRefusal, mayDo, type OrderAct, type OrderFacts, orderActs, seesOrder } from "./rules.ts";
import { settingsOf } from "./settings.ts";
import * as store from "./store.ts";

export interface At {
  programmeId: string;
  orderId: string;
}

export interface OpenOrder {
  programme: OpenProgramme;
  order: store.WholeOrder;
  facts: OrderFacts;
  story: StoryEvent[];
}

export const factsOf = (
  programme: { officeUnitId: string },
  order: store.OrderRow,
  story: readonly StoryEvent[] = [],
): OrderFacts => ({
  officeUnitId: programme.officeUnitId,
  grade: order.grade,
  state: order.state,
  groupIds: order.groupIds,
  units: order.units,
  lastDoneBy: lastDoneBy(story),
});

/** Absent and invisible look alike. */
export async function openOrder(db: Db, call: Call, at: At): Promise<OpenOrder> {
  const programme = await openProgramme(db, call, at.programmeId);
  const order = await store.findOrder(db, programme.id, at.orderId);
  if (!order) throw supervisionFault("order.absent");
  const story = await storyOf(db, order.id, null);
  const facts = factsOf(programme, order, story);
  if (!seesOrder(ledgerScope(call.actor, programme.officeUnitId), facts)) throw supervisionFault("order.absent");
  return { programme, order, facts, story };
}

/** Loads an order for an act: a stale version is told first, then the table decides. */
export async function openFor(tx: Db, call: Call, at: At & { version: number }, act: OrderAct): Promise<OpenOrder> {
  const open = await openOrder(tx, call, at);
  if (open.order.version !== at.version)
    throw kernelFault("version.stale", { current: open.order.version, given: at.version });
  const decision = mayDo(act, call.actor, open.facts);
  if (!decision.allowed) throw refusal(act, decision);
  return open;
}

/** The refusal of an act in words. */
export function refusal(name: OrderAct, decision: ReturnType<typeof mayDo>): Fault {
  const { zh, en, by } = orderActs[name];
  const act = { zh, en };
  if (!decision.allowed && decision.code === "act.not-your-part") {
    const parties = by.map((party) => orderParties[party]);
    return supervisionFault("order.not-yours", {
      act,
      parties: { zh: parties.map((one) => one.zh).join("、"), en: parties.map((one) => one.en).join(", ") },
    });
  }
  return supervisionFault("order.refused", {
    act,
    why: { zh: explainRefusal(decision, "zh"), en: explainRefusal(decision, "en") },
  });
}

interface Trace {
  kind: string;
  note?: string | undefined;
  before?: Record<string, unknown>;
  after: Record<string, unknown>;
}

/** Saves what an act changed and records the event. @returns the new version */
export async function saveOrder(
  tx: Db,
  call: Call,
  order: { programmeId: string; id: string; version: number },
  patch: store.OrderPatch,
  trace: Trace,
): Promise<number> {
  const by = { changed_at: call.atIso, changed_by: call.actor.personId };
  if (!(await store.saveOrder(tx, order, { ...patch, ...by })))
    throw kernelFault("version.stale", { current: order.version + 1, given: order.version });
  await recordEvent(tx, call, {
    ...trace,
    programmeId: order.programmeId,
    subject: { kind: "order", id: order.id, version: order.version + 1 },
  });
  return order.version + 1;
}

/**
 * Gives an order its number and its day, and makes it known to its units; the order that it escalates ends with that.
 * @param byPerson `null`: issued by rule, as the programme's settings say
 */
export async function issue(
  tx: Db,
  call: Call,
  order: store.WholeOrder,
  byPerson: string | null,
  note?: string,
): Promise<void> {
  if (order.predecessorId) await endPredecessor(tx, call, order);
  const { numberPrefix } = await settingsOf(tx, order.programmeId);
  const year = Number(call.today.slice(0, 4));
  const dueOn = addWorkingDays(call.today, order.limitDays).day;
  const patch = { state: "issued", due_on: dueOn, issuer_id: byPerson, issued_at: call.atIso } as const;
  // Taken last, because whoever takes the next one waits until this transaction ends.
  const place = await store.takeNumber(tx, order.programmeId, year);
  const number = `${numberPrefix}〔${year}〕${place}号`;
  await saveOrder(
    tx,
    call,
    order,
    { ...patch, number_year: year, number_in_year: place, number },
    {
      kind: "order.issue",
      note,
      before: { state: order.state },
      after: { state: "issued", number, dueOn, grade: order.grade },
    },
  );
}

async function endPredecessor(tx: Db, call: Call, order: store.WholeOrder): Promise<void> {
  const before = await store.findOrder(tx, order.programmeId, order.predecessorId as string);
  if (!before) return;
  if (!(orderActs.escalate.from as readonly string[]).includes(before.state)) {
    const { zh, en } = orderStates[before.state];
    throw supervisionFault("order.predecessor-done", { number: before.number, state: { zh, en } });
  }
  await saveOrder(
    tx,
    call,
    before,
    { state: "escalated" },
    {
      kind: "order.escalate",
      note: whyAsked(order),
      before: { state: before.state },
      after: { state: "escalated", successorId: order.id },
    },
  );
}

/** The words of who asked for the order, or of the rules that did. */
const whyAsked = ({ reason, reasons }: store.WholeOrder): string =>
  reason ?? reasons.map(({ code, facts }) => fill(orderReasons[code].zh, facts, "zh")).join("；");
