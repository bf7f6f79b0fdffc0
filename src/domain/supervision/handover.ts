// What a unit hands over of its orders: those that are not done change hands as of now, the others stay in its name.
import type { Call } from "../../kernel/call.ts";
import { recordEvents } from "../audit/service.ts";
import type { Handover, HandoverSource } from "../organisations/handover.ts";
import { mostChosen } from "../organisations/model-handover.ts";
import type { Db } from "../tables.ts";
import { moveOrders, ordersOfUnit } from "./handover-store.ts";
import { type OrderGrade, orderGrades } from "./model.ts";

export const ordersHandover: HandoverSource = {
  kind: "orders",

  async preview(db, _call, handover) {
    const orders = handover.of === "unit" ? await ordersOfUnit(db, handover.from.id, handover.programmeIds) : [];
    if (orders.length === 0) return null;
    return {
      kind: "orders",
      title: { zh: "督办单", en: "Orders" },
      moves: orders.length,
      stays: 0,
      words: null,
      hindrance: null,
      items: orders.slice(0, mostChosen).map((order) => {
        const { zh, en } = orderGrades[order.grade as OrderGrade];
        return {
          id: order.id,
          programmeId: order.programmeId,
          title: `${order.number ?? zh} ${order.matter}`,
          detail: { zh, en },
        };
      }),
    };
  },

  move: (tx, call, handover) => (handover.of === "unit" ? moveUnit(tx, call, handover) : Promise.resolve(0)),
};

async function moveUnit(tx: Db, call: Call, { from, to, programmeIds, chosen }: Handover): Promise<number> {
  const wanted = chosen && new Set(chosen);
  const orders = (await ordersOfUnit(tx, from.id, programmeIds)).filter((order) => !wanted || wanted.has(order.id));
  if (orders.length === 0) return 0;
  await moveOrders(tx, orders, from.id, to.id);
  await recordEvents(
    tx,
    call,
    orders.map((order) => ({
      kind: "order.handedOver",
      programmeId: order.programmeId,
      subject: { kind: "order", id: order.id },
      before: { unit: from.name },
      after: { unit: to.name },
    })),
  );
  return orders.length;
}
