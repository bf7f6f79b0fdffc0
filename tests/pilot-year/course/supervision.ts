// Supervision: each week the office looks at what the rules propose. Most units answer at once; on one task a blue order becomes
// yellow and the yellow one red, because nothing comes of it.
import { addWorkingDays } from "../../../src/domain/pilot/calendar.ts";
import type { OrderSummary } from "../../../src/domain/supervision/model.ts";
import type { Seat } from "../cast.ts";
import type { Happening } from "../course.ts";
import { tasks } from "../plan.ts";
import type { Year } from "../year.ts";

/** The task that nothing moves until its red order. */
export const stubborn = tasks.overdue;

export function supervision(): Happening[] {
  const weeks: Happening[] = [];
  for (let at = Date.parse("2021-09-13"); at < Date.parse("2022-08-29"); at += 7 * 86_400_000)
    weeks.push({ day: addWorkingDays(new Date(at).toISOString().slice(0, 10), 0).day, happens: week });
  return [
    ...weeks,
    {
      day: "2022-02-08",
      async happens(year) {
        const task = await year.read("overdue");
        const at = { programmeId: year.programmeId, taskId: task.id };
        await year.step("chief", "催办“overdue”", (api) =>
          api.supervision.urgeTask({ ...at, text: "请本周内报送进展（演示数据）" }),
        );
        await year.refused("science", "自己催办自己", "request.not-your-duty", (api) =>
          api.supervision.urgeTask({ ...at, text: "催办" }),
        );
      },
    },
  ];
}

const at = (order: Pick<OrderSummary, "id" | "version" | "programmeId">) => ({
  programmeId: order.programmeId,
  orderId: order.id,
  version: order.version,
});
const feedback = { process: "已专题研究（演示数据）", situation: "进展滞后已查明", nextStep: "本月内补上" };

async function week(year: Year): Promise<void> {
  for (const { id } of await ordersIn(year, ["proposed", "issued", "signed", "answered", "passed"])) {
    // As far as it goes this week: each act leaves the order for the next.
    for (let moved = true; moved; ) moved = await move(year, await orderOf(year, id));
  }
}

const ordersIn = async (year: Year, state: string[]) =>
  (
    await year.players.chief.api.supervision.listOrders({ programmeId: year.programmeId, limit: 200 } as never)
  ).items.filter((order) => state.includes(order.state));
const orderOf = (year: Year, id: OrderSummary["id"]) =>
  year.players.chief.api.supervision.getOrder({ programmeId: year.programmeId, orderId: id });

/** Four days are enough for a matter that is due this month. */
const shorten = (year: Year, order: Pick<OrderSummary, "id" | "version" | "programmeId">) =>
  year.players.chief.api.supervision.changeOrder({ ...at(order), limitDays: 4 });

/** The next act on an order. @returns whether there was one */
async function move(year: Year, order: Awaited<ReturnType<typeof orderOf>>): Promise<boolean> {
  const isStubborn = order.tasks.some((task) => task.number === stubborn);
  const isGrouped = !order.tasks.some((task) => task.number === tasks.ungrouped);
  const unit = order.units.find((one) => one.part === "lead")?.unitId;
  const seat = (Object.keys(year.players) as Seat[]).find(
    (name) => year.players[name].duty === "liaison" && year.players[name].unitId === unit,
  ) as Seat;
  const name = `${order.grade} ${order.number ?? "（未编号）"}`;
  switch (order.state) {
    case "proposed":
      await year.step("chief", `签发督办单 ${name}`, async (api) => {
        const worded = isStubborn && order.grade === "blue" ? { ...order, ...(await shorten(year, order)) } : order;
        return api.supervision.issueOrder(at(worded));
      });
      return true;
    case "issued":
      await year.step(seat, `签收督办单 ${name}`, (api) => api.supervision.signOrder(at(order)));
      return true;
    case "signed":
      // Nothing comes of the blue one; the yellow one is answered once, and not again when it comes back.
      if (isStubborn && order.grade === "blue") return false;
      if (isStubborn && order.grade === "yellow" && order.feedback.length > 0) return false;
      await year.step(seat, `反馈督办单 ${name}`, (api) => api.supervision.giveFeedback({ ...at(order), ...feedback }));
      return true;
    case "answered":
      if (isStubborn && order.grade === "yellow") {
        await year.step("group", `退回 ${name} 的反馈`, (api) =>
          api.supervision.returnFeedback({ ...at(order), note: "没有实质进展" }),
        );
        return true;
      }
      await year.step(isGrouped ? "group" : "chief", `审核通过 ${name} 的反馈`, (api) =>
        api.supervision.passFeedback(at(order)),
      );
      return true;
    case "passed":
      await year.step("deputy", `销单 ${name}`, (api) => api.supervision.closeOrder(at(order)));
      return true;
    default:
      return false;
  }
}
