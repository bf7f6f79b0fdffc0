// What follows the issue of an order in the made-up history: signed, answered, returned, passed, closed, escalated.
import type { Order } from "../../domain/supervision/model.ts";
import { getOrder } from "../../domain/supervision/present-order.ts";
import type { OrderAct } from "../../domain/supervision/rules.ts";
import {
  closeOrder,
  escalateOrder,
  giveFeedback,
  issueOrder,
  passFeedback,
  returnFeedback,
  signOrder,
} from "../../domain/supervision/service.ts";
import type { Db } from "../../domain/tables.ts";
import type { Actor } from "../../kernel/access.ts";
import type { Call } from "../../kernel/call.ts";
import { workingDaysAfter } from "./calendar.ts";
import { callAs, groupOf, type Pilot, type PlayedTask, personOf, type Stage } from "./stage.ts";

/** What follows the issue of an order, in turn. */
export type OrderStep = "sign" | "answer" | "return" | "pass" | "close" | "escalate";

const answers = {
  process: "已召开专题会，明确责任处室和时间表。（演示数据）",
  situation: "主要内容已完成，尚有一项待会签。（演示数据）",
  nextStep: "两周内完成会签并印发。（演示数据）",
};

/** What the table of orders calls each step. */
const actOf: Record<OrderStep, OrderAct> = {
  sign: "sign",
  answer: "feedback",
  return: "returnFeedback",
  pass: "pass",
  close: "close",
  escalate: "escalate",
};

type Way = { programmeId: string; orderId: string; version: number };

/** Who does a step, and what. */
function done(stage: Stage, pilot: Pilot, task: PlayedTask, step: OrderStep) {
  const lead = () => personOf(stage.cast, task.lead);
  const office = () => pilot.office;
  const of: Record<OrderStep, [who: () => Actor, act: (tx: Db, call: Call, at: Way) => Promise<Order>]> = {
    sign: [lead, signOrder],
    answer: [lead, (tx, call, at) => giveFeedback(tx, call, { ...at, ...answers })],
    return: [
      () => groupOf(stage.cast, task),
      (tx, call, at) => returnFeedback(tx, call, { ...at, note: "请补充时间节点。（演示数据）" }),
    ],
    pass: [() => groupOf(stage.cast, task), passFeedback],
    close: [office, closeOrder],
    escalate: [office, escalate],
  };
  return of[step];
}

/** Takes an order a grade further; where the routine has proposed that already, its proposal is the one that is issued. */
async function escalate(tx: Db, call: Call, at: Way): Promise<Order> {
  const note = "逾期未反馈。（演示数据）";
  const { chain } = await getOrder(tx, call, at);
  const proposed = chain.find((link) => link.state === "proposed");
  if (!proposed) return escalateOrder(tx, call, { ...at, note });
  const { id, version } = await getOrder(tx, call, { programmeId: at.programmeId, orderId: proposed.id });
  return issueOrder(tx, call, { programmeId: at.programmeId, orderId: id, version, note });
}

/** Plans the steps that follow the issue of an order, each so many working days after it. */
export function followOrder(
  stage: Stage,
  pilot: Pilot,
  task: PlayedTask,
  issued: Order,
  day: string,
  after: readonly [number, OrderStep][],
): void {
  const { calendar } = stage;
  let where: Way = { programmeId: pilot.programmeId, orderId: issued.id, version: issued.version };
  for (const [days, step] of after)
    calendar.plan(workingDaysAfter(day, days), 15 * 60, async (tx, at) => {
      const [who, act] = done(stage, pilot, task, step);
      const call = callAs(who(), at, calendar);
      // The routine, too, raises orders in these months: one that it took further has no more steps of ours.
      const now = await getOrder(tx, call, where);
      if (!now.abilities[actOf[step]]?.allowed) return;
      const { id, version } = await act(tx, call, { ...where, version: now.version });
      where = { ...where, orderId: id, version };
    });
}
