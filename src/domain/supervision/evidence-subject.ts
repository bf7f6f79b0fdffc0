// Whose evidence an order takes: its units add while they handle it, its group and the office review.
import type { Call } from "../../kernel/call.ts";
import { openProgramme } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import { ledgerScope } from "../tasks/rules.ts";
import { type OrderParty, orderGrades } from "./model.ts";
import { factsOf } from "./open-order.ts";
import { partiesOf, seesOrder } from "./rules.ts";
import { listedByIds } from "./store.ts";

/** States in which the units still show what they did: until the review has passed. */
const handled = ["issued", "signed", "answered"];

async function rights(db: Db, call: Call, programmeId: string, ids: readonly string[]) {
  const programme = await openProgramme(db, call, programmeId);
  const scope = ledgerScope(call.actor, programme.officeUnitId);
  const orders = await listedByIds(db, programme.id, ids);
  return new Map(
    orders.flatMap((order) => {
      const facts = factsOf(programme, order);
      if (!seesOrder(scope, facts)) return [];
      const parties = partiesOf(call.actor, facts);
      const isOneOf = (...these: OrderParty[]) => parties.some((party) => these.includes(party));
      const mayAdd = handled.includes(order.state) && isOneOf("lead", "support");
      return [[order.id, { mayAdd, mayRemark: isOneOf("office", "group") }] as const];
    }),
  );
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

  rights,
};
