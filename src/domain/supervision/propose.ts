// Proposing orders: what a new one on a task would say, by hand with its checks, and the rows that an order consists of.
import type { Call } from "../../kernel/call.ts";
import { newId } from "../../kernel/ids.ts";
import type { NewEvent } from "../audit/model.ts";
import { recordEvents } from "../audit/service.ts";
import { addWorkingDays } from "../pilot/calendar.ts";
import { openProgramme } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import { type TaskState, taskStates } from "../tasks/model.ts";
import { taskFault } from "../tasks/model-faults.ts";
import { type LedgerScope, ledgerScope, openStates } from "../tasks/rules.ts";
import { openOrdersOf } from "./list-store.ts";
import { type NewOrder, type Order, type OrderDraft, type OrderGrade, orderGrades } from "./model.ts";
import { supervisionFault } from "./model-faults.ts";
import { currentOrderRule, type Hit, hitsOf, limitOf, proposalOf, type StandingOrder } from "./order-rules.ts";
import { getOrder } from "./present-order.ts";
import { mayStartAt } from "./rules.ts";
import * as store from "./store.ts";
import * as tasksOf from "./task-store.ts";

/** Is the task one that the actor may ask orders for: any for the office, those of the own groups for a working group? */
const maySupervise = (scope: LedgerScope, task: { groupId: string | null }) =>
  scope.all || (task.groupId !== null && scope.groupIds.includes(task.groupId));

/** Where the matter comes from, as an order says it: 方案任务第 12 项. */
export const sourceOf = (task: { number: string | null }): string =>
  task.number ? `试点方案任务第${task.number}项` : "试点任务台账";

/** The requirement that an order begins with, by grade; the office words it further. */
export function requirementOf(grade: OrderGrade): string {
  return {
    blue: "请抓紧推进，按期签收并反馈落实过程、基本情况和下一步安排。",
    yellow: "请说明滞后原因，提出赶进度的措施和时间安排，按期反馈。",
    red: "请单位负责同志牵头研究，说明原因，限期整改并按期反馈结果。",
  }[grade];
}

export async function draftOrder(
  db: Db,
  call: Call,
  query: { programmeId: string; taskId: string },
): Promise<OrderDraft> {
  const programme = await openProgramme(db, call, query.programmeId);
  const scope = ledgerScope(call.actor, programme.officeUnitId);
  const [task] = await tasksOf.tasksForOrder(db, programme.id, [query.taskId]);
  if (!task || !maySupervise(scope, task)) throw taskFault("task.absent");
  const open = await openOrdersOf(db, programme.id, scope, [task.id]);
  const returns = await tasksOf.returnsOf(db, programme.id, [task.id]);
  const judged = {
    ...task,
    state: task.state as TaskState,
    returns: returns.get(task.id) ?? 0,
    orders: open as StandingOrder[],
  };
  const proposal = proposalOf(judged, new Set(), call.today);
  const grade = proposal?.grade ?? "blue";
  const limits = Object.fromEntries(
    Object.keys(orderGrades).map((one) => {
      const days = limitOf(one as OrderGrade);
      return [one, { days, dueOn: addWorkingDays(call.today, days).day }];
    }),
  );
  return {
    taskId: task.id,
    grade,
    source: sourceOf(task),
    matter: task.text.slice(0, 500),
    requirement: requirementOf(grade),
    units: task.units,
    reasons: hitsOf(judged, call.today).map(({ code, facts }) => ({ code, facts })),
    limits,
    open: open.map(({ id, number, grade: grade_, state }) => ({ id, number, grade: grade_, state })),
  } as OrderDraft;
}

/** Proposes an order by hand; the office issues it, or dismisses it with a reason. */
export async function proposeOrder(tx: Db, call: Call, input: NewOrder & { programmeId: string }): Promise<Order> {
  const programme = await openProgramme(tx, call, input.programmeId);
  const scope = ledgerScope(call.actor, programme.officeUnitId);
  if (!mayStartAt(input.grade, input.important)) throw supervisionFault("order.start-too-high");
  const taskIds = [...new Set<string>(input.taskIds)];
  const tasks = (await tasksOf.tasksForOrder(tx, programme.id, taskIds)).filter((task) => maySupervise(scope, task));
  if (tasks.length < taskIds.length) throw supervisionFault("order.no-task", { count: taskIds.length - tasks.length });
  const resting = tasks.find((task) => !(openStates as readonly string[]).includes(task.state));
  if (resting) {
    const { zh, en } = taskStates[resting.state as TaskState];
    throw supervisionFault("order.task-at-rest", { task: resting.shortTitle, state: { zh, en } });
  }
  const units = unitsFor(tasks, input.units);
  if (!units.some((unit) => unit.part === "lead")) throw supervisionFault("order.no-unit");
  const { grade, important, source, matter, reason, requirement } = input;
  const [id] = await writeOrders(tx, call, programme.id, [
    {
      grade,
      important,
      source,
      matter,
      reason,
      requirement,
      limitDays: input.limitDays ?? limitOf(grade),
      taskIds,
      units,
      hits: [],
      predecessorId: null,
      origin: "hand",
    },
  ]);
  return getOrder(tx, call, { programmeId: programme.id, orderId: id as string });
}

/** The units of an order: those chosen among the units of its tasks, or all of them; who leads one task handles the order. */
export function unitsFor(
  tasks: readonly Pick<tasksOf.TaskForOrder, "units">[],
  chosen?: readonly { unitId: string; part: "lead" | "support" }[],
): { unitId: string; part: "lead" | "support" }[] {
  const all = tasks.flatMap((task) => task.units).sort((a, b) => (a.part === b.part ? 0 : a.part === "lead" ? -1 : 1));
  const known = new Set<string>(all.map((unit) => unit.unitId));
  const strange = chosen?.filter((unit) => !known.has(unit.unitId)) ?? [];
  if (strange.length > 0)
    throw supervisionFault("order.unit-not-of-task", { units: strange.map((unit) => unit.unitId) });
  const wanted = (chosen ?? all).map(({ unitId, part }) => ({ unitId: unitId as string, part }));
  return wanted.filter((unit, index) => wanted.findIndex((other) => other.unitId === unit.unitId) === index);
}

export interface OrderToWrite {
  grade: OrderGrade;
  important: boolean;
  source: string;
  matter: string;
  reason: string | null;
  requirement: string;
  limitDays: number;
  taskIds: readonly string[];
  units: readonly { unitId: string; part: string }[];
  hits: readonly (Hit & { taskId: string })[];
  predecessorId: string | null;
  origin: "rule" | "hand";
}

/** Writes proposed orders and records that they were proposed. @returns their ids, in the order given */
export async function writeOrders(
  tx: Db,
  call: Call,
  programmeId: string,
  orders: readonly OrderToWrite[],
): Promise<string[]> {
  const ids = orders.map(() => newId(call.at));
  await store.insertOrders(
    tx,
    orders.map((order, index) => ({
      order: {
        programme_id: programmeId,
        id: ids[index] as string,
        grade: order.grade,
        state: "proposed",
        origin: order.origin,
        source: order.source,
        matter: order.matter,
        reason: order.reason,
        requirement: order.requirement,
        important: order.important,
        limit_days: order.limitDays,
        predecessor_id: order.predecessorId,
        made_at: call.atIso,
        made_by: order.origin === "rule" ? null : call.actor.personId,
        changed_at: call.atIso,
        changed_by: order.origin === "rule" ? null : call.actor.personId,
      },
      taskIds: order.taskIds,
      units: order.units,
      reasons: order.hits.map(({ taskId, code, facts, once }) => ({
        taskId,
        code,
        facts,
        rule: currentOrderRule,
        once,
      })),
    })),
  );
  const events = orders.map(
    (order, index): NewEvent => ({
      kind: "order.propose",
      programmeId,
      subject: { kind: "order", id: ids[index] as string, version: 1 },
      note: order.reason,
      after: {
        state: "proposed",
        grade: order.grade,
        origin: order.origin,
        matter: order.matter,
        taskIds: [...order.taskIds],
        predecessorId: order.predecessorId,
        because: order.hits.map(({ code, facts }) => ({ code, facts })),
      },
    }),
  );
  await recordEvents(tx, call, events);
  return ids;
}
