// What an agenda should hold of orders: those that are issued and not yet done, the graver and later first.
import type { Call } from "../../kernel/call.ts";
import type { Db } from "../tables.ts";
import { orderGrades, orderStates } from "./model.ts";
import { openOrderStates } from "./rules.ts";
import { listOrders } from "./service.ts";

const most = 200;

export const ordersAgenda = {
  source: "order" as const,
  async propose(
    db: Db,
    call: Call,
    reading: { programmeId: string; taskIds: ReadonlySet<string> | null; unitIds: readonly string[] },
  ) {
    const { programmeId, taskIds, unitIds } = reading;
    const state = [...openOrderStates];
    const sort = [
      { by: "grade" as const, down: true },
      { by: "dueOn" as const, down: false },
    ];
    const { items } = await listOrders(db, call, { programmeId, state, sort, limit: most });
    return items
      .filter(
        (order) =>
          (taskIds === null && unitIds.length === 0) ||
          order.units.some((unit) => unitIds.includes(unit.unitId)) ||
          order.tasks.some((task) => taskIds?.has(task.taskId)),
      )
      .map((order) => {
        const grade = orderGrades[order.grade];
        const stands = orderStates[order.state];
        const leads = order.units.filter((unit) => unit.part === "lead").map((unit) => unit.shortName);
        const late = order.lateDays;
        return {
          source: "order" as const,
          subjectId: order.id as string,
          title: {
            zh: `${grade.zh} ${order.number ?? ""} ${order.matter}`.replace(/\s+/g, " "),
            en: `${grade.en} ${order.number ?? ""} ${order.matter}`.replace(/\s+/g, " "),
          },
          reasons: [
            {
              zh: `${leads.join("、")}承办，${stands.zh}，时限 ${order.dueOn ?? "未定"}${late > 0 ? `，逾期 ${late} 天` : ""}`,
              en: `handled by ${leads.join(", ")}, ${stands.en}, due ${order.dueOn ?? "not set"}${late > 0 ? `, ${late} days overdue` : ""}`,
            },
          ],
          href: `/p/${programmeId}/orders/${order.id}`,
        };
      });
  },
};
