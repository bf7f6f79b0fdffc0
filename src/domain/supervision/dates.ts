// Time limits of orders for calendars: of the handling units that still owe, and of the office.
import type { Call } from "../../kernel/call.ts";
import { programmesOf } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import { ordersOwedBy } from "./owed.ts";

export const ordersDates = {
  kind: "order",
  /** What one owes by orders has a day; what one waits for is somebody else's. */
  async dates(db: Db, call: Call, programmeIds: readonly string[], span: { from: string; to: string }) {
    const own = (await programmesOf(db, call)).filter((one) => programmeIds.includes(one.id));
    const owed = await ordersOwedBy.owed(db, call, own);
    return owed.flatMap((one) =>
      one.dueOn && !one.waitingFor && one.dueOn >= span.from && one.dueOn <= span.to
        ? [
            {
              id: one.id,
              day: one.dueOn,
              title: { zh: `督办单时限：${one.title.zh}`, en: `Time limit: ${one.title.en}` },
              href: one.href,
              changedAt: one.sinceAt,
            },
          ]
        : [],
    );
  },
};
