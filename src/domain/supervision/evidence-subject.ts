// Whose evidence an order takes: its units add while they handle it, its group and the office review.
import type { Call } from "../../kernel/call.ts";
import { openProgramme } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import { ledgerScope } from "../tasks/rules.ts";
import { type OrderParty, orderGrades } from "./model.ts";
import { factsOf } from "./open-order.ts";
import { partiesOf, seesOrder } from "./rules.ts";
import { listedByIds, type OrderRow } from "./store.ts";

/** States in which the units still show what they did: until the review has passed. */
const handled = ["issued", "signed", "answered"];

async function among(
  db: Db,
  call: Call,
  programmeId: string,
  ids: readonly string[],
  may: (order: OrderRow, parties: readonly OrderParty[]) => boolean,
): Promise<Set<string>> {
  const programme = await openProgramme(db, call, programmeId);
  const scope = ledgerScope(call.actor, programme.officeUnitId);
  const orders = await listedByIds(db, programme.id, ids);
  const allowed = orders.filter((order) => {
    const facts = factsOf(programme, order);
    return seesOrder(scope, facts) && may(order, partiesOf(call.actor, facts));
  });
  return new Set(allowed.map((order) => order.id));
}

export const orderEvidence = {
  kind: "order",
  zh: "督办单",
  en: "Order",

  async name(db: Db, programmeId: string, ids: readonly string[]) {
    const orders = await listedByIds(db, programmeId, ids);
    return new Map(
      orders.map(({ id, grade, number, matter, state }) => [
        id,
        {
          title: {
            zh: `${orderGrades[grade].zh} ${number ?? ""} ${matter}`.replace(/\s+/g, " "),
            en: `${orderGrades[grade].en} ${number ?? ""} ${matter}`.replace(/\s+/g, " "),
          },
          href: `/p/${programmeId}/orders/${id}`,
          over: !handled.includes(state),
        },
      ]),
    );
  },

  mayRead: (db: Db, call: Call, programmeId: string, ids: readonly string[]) =>
    among(db, call, programmeId, ids, () => true),

  mayAdd: (db: Db, call: Call, programmeId: string, ids: readonly string[]) =>
    among(
      db,
      call,
      programmeId,
      ids,
      (order, parties) => handled.includes(order.state) && parties.some((party) => ["lead", "support"].includes(party)),
    ),

  mayRemark: (db: Db, call: Call, programmeId: string, ids: readonly string[]) =>
    among(db, call, programmeId, ids, (_order, parties) => parties.some((one) => ["office", "group"].includes(one))),
};
