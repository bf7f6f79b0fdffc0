// An order as it leaves: its record, its chain, its story, and what the reader may do with it.
import type { Call } from "../../kernel/call.ts";
import { dayOf, daysBetween } from "../../kernel/clock.ts";
import { unitNames } from "../organisations/service.ts";
import type { Db } from "../tables.ts";
import { ledgerScope } from "../tasks/rules.ts";
import type { Order, OrderSummary } from "./model.ts";
import { type At, type OpenOrder, openOrder } from "./open-order.ts";
import { decideOrder, inwardStates, lateDays } from "./rules.ts";
import * as store from "./store.ts";

const dayIn = (call: Call, at: string | null) => (at === null ? null : dayOf(Date.parse(at), call.zone));

export const presentSummary = (call: Call, order: store.OrderRow): OrderSummary =>
  ({
    id: order.id,
    programmeId: order.programmeId,
    number: order.number,
    grade: order.grade,
    state: order.state,
    origin: order.origin,
    matter: order.matter,
    source: order.source,
    limitDays: order.limitDays,
    dueOn: order.dueOn,
    lateDays: lateDays(order, (dueOn) => daysBetween(dueOn, call.today)),
    issuedOn: dayIn(call, order.issuedAt),
    units: order.units,
    tasks: order.tasks,
    version: order.version,
    madeAt: order.madeAt,
  }) as OrderSummary;

export async function getOrder(db: Db, call: Call, at: At): Promise<Order> {
  return presentOrder(db, call, await openOrder(db, call, at));
}

async function presentOrder(db: Db, call: Call, { programme, order, facts, story }: OpenOrder): Promise<Order> {
  const names = await unitNames(
    db,
    story.flatMap((event) => (event.unitId ? [event.unitId] : [])),
  );
  const scope = ledgerScope(call.actor, programme.officeUnitId);
  const inside = scope.all || order.groupIds.some((id) => scope.groupIds.includes(id));
  const chain = (await store.chainOf(db, programme.id, order.id)).filter(
    (link) => inside || !(inwardStates as readonly string[]).includes(link.state),
  );
  return {
    ...presentSummary(call, order),
    reason: order.reason,
    reasons: order.reasons,
    requirement: order.requirement,
    important: order.important,
    makerName: order.makerName,
    issuerName: order.issuerName,
    signerName: order.signerName,
    signedOn: dayIn(call, order.signedAt),
    closedOn: dayIn(call, order.closedAt),
    feedback: order.feedback,
    chain: chain.length > 1 ? chain : [],
    events: story.map((event) => ({
      id: event.id,
      at: event.at,
      kind: event.kind,
      personName: event.personName,
      unitName: event.unitId ? (names.get(event.unitId) ?? null) : null,
      note: event.note,
    })),
    abilities: decideOrder(call.actor, facts),
  } as Order;
}
