// Open orders behind the sentences of the plan: those of the tasks that come from a sentence or were linked to it.
import type { BehindSource } from "../pilot/behind.ts";
import type { Behind } from "../pilot/model.ts";
import { tasksBehind } from "../tasks/behind.ts";
import { ledgerScope } from "../tasks/rules.ts";
import { openOrdersOf } from "./list-store.ts";
import { type OrderGrade, type OrderState, orderGrades, orderStates } from "./model.ts";
import { orderExists } from "./store.ts";

export const ordersBehind: BehindSource = {
  kind: "order",

  async behind(db, call, programme, elements, links, asOf) {
    const scope = ledgerScope(call.actor, programme.officeUnitId);
    const orders = await openOrdersOf(db, programme.id, scope, null, asOf);
    // Most plans have none on most days: then the tasks need not be looked up again.
    if (orders.length === 0) return [];
    const tasks = await tasksBehind.behind(db, call, programme, elements, links, asOf);
    const found = new Map<string, Behind>();
    for (const task of tasks)
      for (const order of orders.filter((one) => one.taskId === task.id)) {
        const grade = orderGrades[order.grade as OrderGrade];
        const state = orderStates[order.state as OrderState];
        // An order over two tasks of one sentence stands there once.
        found.set(`${task.contentKey} ${order.id}`, {
          contentKey: task.contentKey,
          kind: "order",
          id: order.id,
          title: `${grade.zh} ${order.number ?? ""}`.trim(),
          hint: {
            zh: `${state.zh} · ${task.title}`,
            en: `${grade.en} · ${state.en} · ${task.title}`,
          },
          light: null,
          linked: false,
        });
      }
    return [...found.values()];
  },

  exists: orderExists,
};
