// How the delivery loop stands: ladder, deadlines changed, orders, matters and the round at hand, each told by the module that owns it.
import type { Call } from "../../kernel/call.ts";
import { dayRead } from "../../kernel/rows-at.ts";
import { mattersStanding } from "../matters/service.ts";
import { roundStanding } from "../progress/standing.ts";
import { countDivergence } from "../ratings/service.ts";
import { openOrders } from "../supervision/service.ts";
import type { Db } from "../tables.ts";
import type { StandingFigures } from "../tasks/figures.ts";
import { ledgerScope } from "../tasks/rules.ts";
import type { Delivery } from "./model.ts";

export async function delivery(
  db: Db,
  call: Call,
  at: { programmeId: string; asOf?: string | undefined },
  { maturity, reviewDue, rescheduled, places }: StandingFigures,
  officeUnitId: string,
): Promise<Delivery> {
  return {
    maturity,
    reviewDue,
    rescheduled,
    placePlans: places,
    diverging: await countDivergence(db, call, at),
    orders: await openOrders(db, {
      programmeId: at.programmeId,
      scope: ledgerScope(call.actor, officeUnitId),
      ...dayRead(call, at.asOf),
    }),
    matters: await mattersStanding(db, call, at),
    round: await roundStanding(db, call, at),
  } as Delivery;
}
