// Acts on orders: load, decide by the table, save, record the event; each on the transaction it is given.
import type { Call } from "../../kernel/call.ts";
import { markOf, readMark } from "../../kernel/page-mark.ts";
import { dayRead } from "../../kernel/rows-at.ts";
import { decideNote } from "../../kernel/state-machine.ts";
import { openProgramme } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import { ledgerScope } from "../tasks/rules.ts";
import * as list from "./list-store.ts";
import type { Feedback, Order, OrderChange, OrderGrade, OrderPage, OrderQuery } from "./model.ts";
import { supervisionFault } from "./model-faults.ts";
import { type At, issue, type OpenOrder, openFor, refusal, saveOrder } from "./open-order.ts";
import { limitOf } from "./order-rules.ts";
import { getOrder, presentSummary } from "./present-order.ts";
import { requirementOf, writeOrders } from "./propose.ts";
import { nextGrade, type OrderAct, orderActs } from "./rules.ts";
import * as store from "./store.ts";

export async function listOrders(db: Db, call: Call, query: OrderQuery & { programmeId: string }): Promise<OrderPage> {
  const programme = await openProgramme(db, call, query.programmeId);
  const scope = ledgerScope(call.actor, programme.officeUnitId);
  const mark = query.after ? readMark(query.sort, query.after, Math.max(1, query.sort.length) + 1) : null;
  const day = dayRead(call, query.asOf);
  const { items, total } = await list.findOrders(db, programme.id, scope, query, day, mark);
  const page = items.slice(0, query.limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => presentSummary({ ...call, today: day.today }, row)),
    total,
    next: last && items.length > page.length ? markOf(query.sort, last.mark) : null,
  };
}

/** How many orders are open, by grade, and how many of them are late; for the overview, now or as of a day. */
export async function openOrders(
  db: Db,
  reading: list.OpenReading,
): Promise<Record<OrderGrade, { count: number; late: number }>> {
  const none = { count: 0, late: 0 };
  const counts = { blue: none, yellow: none, red: none };
  for (const { grade, count, late } of await list.countOpen(db, reading)) counts[grade] = { count, late };
  return counts;
}

type ActInput = At & { version: number; note?: string | undefined };

const fields = ["source", "matter", "reason", "requirement", "limitDays"] as const;

/** Words an order that waits to be issued. */
export async function changeOrder(tx: Db, call: Call, input: At & OrderChange & { version: number }): Promise<Order> {
  const { order } = await openFor(tx, call, input, "change");
  const changed = fields.filter((field) => input[field] !== undefined && input[field] !== order[field]);
  if (changed.length === 0) return getOrder(tx, call, input);
  const { limitDays = order.limitDays, reason = order.reason } = input;
  const patch = {
    source: input.source ?? order.source,
    matter: input.matter ?? order.matter,
    requirement: input.requirement ?? order.requirement,
    reason,
    limit_days: limitDays,
  };
  await saveOrder(tx, call, order, patch, {
    kind: "order.change",
    before: Object.fromEntries(changed.map((field) => [field, order[field]])),
    after: Object.fromEntries(changed.map((field) => [field, input[field]])),
  });
  return getOrder(tx, call, input);
}

export async function issueOrder(tx: Db, call: Call, input: ActInput): Promise<Order> {
  const { order } = await openFor(tx, call, input, "issue");
  await issue(tx, call, order, call.actor.personId, input.note);
  return getOrder(tx, call, input);
}

export const dismissOrder = (tx: Db, call: Call, input: ActInput) => act(tx, call, input, "dismiss");
export const withdrawOrder = (tx: Db, call: Call, input: ActInput) => act(tx, call, input, "withdraw");
export const signOrder = (tx: Db, call: Call, input: ActInput) =>
  act(tx, call, input, "sign", { signer_id: call.actor.personId, signed_at: call.atIso });
export const closeOrder = (tx: Db, call: Call, input: ActInput) =>
  act(tx, call, input, "close", { closed_at: call.atIso });

/** What was done, how it stands, what comes next: the three parts of a reply to a 督办单. */
export async function giveFeedback(tx: Db, call: Call, input: At & Feedback & { version: number }): Promise<Order> {
  const open = await openFor(tx, call, input, "feedback");
  const { process, situation, nextStep } = input;
  const round = (open.order.feedback.at(-1)?.round ?? 0) + 1;
  await store.insertFeedback(tx, {
    programme_id: open.programme.id,
    order_id: open.order.id,
    round,
    process,
    situation,
    next_step: nextStep,
    person_id: call.actor.personId,
    unit_id: call.actor.unitId,
    at: call.atIso,
  });
  await move(tx, call, open, "feedback", undefined, {}, { round, process, situation, nextStep });
  return getOrder(tx, call, input);
}

export const returnFeedback = (tx: Db, call: Call, input: ActInput) => review(tx, call, input, "returnFeedback");
export const passFeedback = (tx: Db, call: Call, input: ActInput) => review(tx, call, input, "pass");

async function review(tx: Db, call: Call, input: ActInput, name: "returnFeedback" | "pass"): Promise<Order> {
  const open = await openFor(tx, call, input, name);
  noteNeeded(name, input.note);
  const round = open.order.feedback.at(-1)?.round ?? 0;
  await store.saveVerdict(
    tx,
    { programmeId: open.programme.id, orderId: open.order.id, round },
    {
      verdict: name === "pass" ? "passed" : "returned",
      remark: input.note?.trim() || null,
      reviewer_id: call.actor.personId,
      reviewed_at: call.atIso,
    },
  );
  await move(tx, call, open, name, input.note, {}, { round });
  return getOrder(tx, call, input);
}

/** Makes and issues the order of the next grade, over the same tasks and units; this one ends as escalated. */
export async function escalateOrder(tx: Db, call: Call, input: ActInput): Promise<Order> {
  const { order, programme } = await openFor(tx, call, input, "escalate");
  noteNeeded("escalate", input.note);
  if (await store.hasProposedSuccessor(tx, programme.id, order.id)) throw supervisionFault("order.successor-proposed");
  const grade = nextGrade(order.grade) as OrderGrade;
  const [id] = await writeOrders(tx, call, programme.id, [
    {
      grade,
      important: order.important,
      source: order.source,
      matter: order.matter,
      reason: input.note ?? null,
      requirement: requirementOf(grade),
      limitDays: limitOf(grade),
      taskIds: order.tasks.map((task) => task.taskId),
      units: order.units,
      hits: [],
      predecessorId: order.id,
      origin: "hand",
    },
  ]);
  const successor = await store.findOrder(tx, programme.id, id as string);
  await issue(tx, call, successor as store.WholeOrder, call.actor.personId, input.note);
  return getOrder(tx, call, { programmeId: programme.id, orderId: id as string });
}

function noteNeeded(name: OrderAct, note: string | undefined): void {
  const decision = decideNote(orderActs[name] as { note?: "required" }, note);
  if (!decision.allowed) throw refusal(name, decision);
}

/** An act that only moves the state: the table says from where, to where, by whom. */
async function act(tx: Db, call: Call, input: ActInput, name: OrderAct, patch: store.OrderPatch = {}): Promise<Order> {
  const open = await openFor(tx, call, input, name);
  noteNeeded(name, input.note);
  await move(tx, call, open, name, input.note, patch);
  return getOrder(tx, call, input);
}

async function move(
  tx: Db,
  call: Call,
  { order }: OpenOrder,
  name: OrderAct,
  note: string | undefined,
  patch: store.OrderPatch,
  told: Record<string, unknown> = {},
): Promise<void> {
  const state = orderActs[name].to ?? order.state;
  await saveOrder(
    tx,
    call,
    order,
    { ...patch, state },
    { kind: `order.${name}`, note, before: { state: order.state }, after: { state, ...told } },
  );
}
