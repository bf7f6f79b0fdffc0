// How the delivery loop stands: ladder, deadlines changed, orders, matters and the round at hand, each told by the module that owns it.
import type { Call } from "../../kernel/call.ts";
import { endOfDay } from "../../kernel/clock.ts";
import { mattersStanding } from "../matters/service.ts";
import { roundStanding } from "../progress/standing.ts";
import { countDivergence } from "../ratings/service.ts";
import { openOrders } from "../supervision/service.ts";
import type { Db } from "../tables.ts";
import { standingFigures } from "../tasks/figures.ts";
import { ledgerScope } from "../tasks/rules.ts";
import type { Delivery } from "./model.ts";

export async function delivery(
  db: Db,
  call: Call,
  at: { programmeId: string; asOf?: string | undefined },
  officeUnitId: string,
): Promise<Delivery> {
  const { places, ...standing } = await standingFigures(db, call, at);
  return {
    ...standing,
    placePlans: Object.fromEntries(places.map(({ light, count }) => [light, count])),
    diverging: await countDivergence(db, call, at),
    orders: await openOrders(db, {
      programmeId: at.programmeId,
      scope: ledgerScope(call.actor, officeUnitId),
      asOf: at.asOf ? endOfDay(at.asOf, call.zone) : null,
      today: at.asOf ?? call.today,
    }),
    matters: await mattersStanding(db, call, at),
    round: await roundStanding(db, call, at),
  } as Delivery;
}
