// When an order is due and of which grade 督办规则, with the facts that say why. Domain reference 1.6; limits by 13710 and 1.1.
import { daysBetween } from "../../kernel/clock.ts";
import { addWorkingDays, type Calendar, nationalCalendar, workingDaysBetween } from "../pilot/calendar.ts";
import type { TaskState } from "../tasks/model.ts";
import type { OrderGrade, OrderReason, OrderReasonCode, OrderState } from "./model.ts";
import { isGraver, orderActs, owedOrderStates } from "./rules.ts";

/** A threshold with the document or practice it comes from. */
interface Threshold {
  value: number;
  source: string;
}

interface OrderRule {
  /** Blue: this many working days before the due day, when nothing has been reached. */
  nearWorkingDays: Threshold;
  /** Yellow from, red beyond: percentage points behind schedule. */
  yellowGap: Threshold;
  redGap: Threshold;
  /** Yellow from this many returns of the close-out. */
  returns: Threshold;
  /** Yellow up to, red beyond: days overdue. */
  redOverdueDays: Threshold;
  /** Working days an order of each grade gives, unless the office sets others. */
  limitWorkingDays: Record<OrderGrade, Threshold>;
}

/** Thresholds and limits by version of the rule. An order keeps the version that asked for it. */
export const orderRules = {
  "2021-1": {
    nearWorkingDays: { value: 15, source: "宿迁：蓝单为临近时限；与第一次提醒同日" },
    yellowGap: { value: 10, source: "银川 2025：落后序时进度 10–30 个百分点为黄" },
    redGap: { value: 30, source: "银川 2025：落后序时进度超过 30 个百分点为红" },
    returns: { value: 2, source: "内部规则：销号申请两次退回" },
    redOverdueDays: { value: 30, source: "内部规则：逾期 30 日以内黄单，超过 30 日红单" },
    limitWorkingDays: {
      blue: { value: 15, source: "督办件未写时限的，一般批示 15 日" },
      yellow: { value: 7, source: "山西“13710”：一般事项 7 日办结" },
      red: { value: 3, source: "山西“13710”：3 日反馈" },
    },
  },
} as const satisfies Record<string, OrderRule>;

export const currentOrderRule = "2021-1";

/** Working days an order of this grade gives by default. */
export const limitOf = (grade: OrderGrade): number => orderRules[currentOrderRule].limitWorkingDays[grade].value;

/** States of a task in which its units can be held to it; while others decide, nobody is ordered to do anything. */
export const orderableStates = ["issued", "signed", "inProgress"] as const satisfies readonly TaskState[];

/** An order that is open on the task, or waits to be issued. */
export interface StandingOrder {
  id: string;
  grade: OrderGrade;
  state: OrderState;
  number: string | null;
  dueOn: string | null;
}

export interface TaskToJudge {
  id: string;
  state: TaskState;
  dueOn: string | null;
  planned: number | null;
  progress: number;
  /** How often its close-out was returned. */
  returns: number;
  orders: readonly StandingOrder[];
}

export interface Hit extends OrderReason {
  grade: OrderGrade;
  /** The same situation is told once: its key. */
  once: string;
}

/**
 * The day on which a time limit really ends: a rest day moves it to the next working day (民法典 203).
 * Example: 2021-10-01 → 2021-10-08.
 */
export const lastDayOf = (dueOn: string, calendar: Calendar = nationalCalendar): string =>
  addWorkingDays(dueOn, 0, calendar).day;

/** Every rule that this task meets on this day, whatever orders there are already. */
export function hitsOf(task: TaskToJudge, today: string, calendar: Calendar = nationalCalendar): Hit[] {
  const rule = orderRules[currentOrderRule];
  const hits: Hit[] = [];
  const hit = (grade: OrderGrade, code: OrderReasonCode, about: string, facts: Record<string, string | number>) =>
    hits.push({ grade, code, once: `${code}:${about}`, facts: { ...facts, version: currentOrderRule } });
  if (!(orderableStates as readonly string[]).includes(task.state)) return hits;
  if (task.dueOn) {
    const last = lastDayOf(task.dueOn, calendar);
    const days = daysBetween(last, today);
    const facts = { dueOn: task.dueOn, days, limit: rule.redOverdueDays.value };
    if (days > rule.redOverdueDays.value) hit("red", "order.overdue-long", `${task.id}:${task.dueOn}`, facts);
    else if (days > 0) hit("yellow", "order.overdue", `${task.id}:${task.dueOn}`, facts);
    else if (task.progress === 0) {
      const left = workingDaysBetween(today, last, calendar).days;
      if (left <= rule.nearWorkingDays.value)
        hit("blue", "order.near-unmoved", `${task.id}:${task.dueOn}`, {
          dueOn: task.dueOn,
          days: left,
          limit: rule.nearWorkingDays.value,
        });
    }
  }
  const gap = task.planned === null ? 0 : task.planned - task.progress;
  const scheduled = { planned: task.planned ?? 0, actual: task.progress, gap };
  // A gap lasts: it is told again with the next month, as lights and rounds are.
  const month = `${task.id}:${today.slice(0, 7)}`;
  if (gap > rule.redGap.value) hit("red", "order.gap-red", month, { ...scheduled, limit: rule.redGap.value });
  else if (gap >= rule.yellowGap.value)
    hit("yellow", "order.gap-yellow", month, { ...scheduled, limit: rule.yellowGap.value });
  if (task.returns >= rule.returns.value)
    hit("yellow", "order.returned", `${task.id}:${task.returns}`, { times: task.returns, limit: rule.returns.value });
  for (const order of task.orders) {
    const isLate =
      (owedOrderStates as readonly string[]).includes(order.state) && order.dueOn !== null && order.dueOn < today;
    if (!isLate || order.grade === "red") continue;
    const facts = { number: order.number ?? "", dueOn: order.dueOn ?? "" };
    if (order.grade === "blue") hit("yellow", "order.blue-not-closed", order.id, facts);
    else hit("red", "order.yellow-not-closed", order.id, facts);
  }
  return hits;
}

export interface Proposal {
  grade: OrderGrade;
  hits: readonly Hit[];
  /** The order that the new one escalates. */
  predecessor: StandingOrder | null;
}

/**
 * The order to propose for a task: the gravest that its rules ask for and that no open order carries already.
 * @param told keys of situations that an order, issued or dismissed, has named before
 */
export function proposalOf(
  task: TaskToJudge,
  told: ReadonlySet<string>,
  today: string,
  calendar: Calendar = nationalCalendar,
): Proposal | null {
  const standing = [...task.orders].sort((a, b) => (isGraver(a.grade, b.grade) ? -1 : 1));
  const gravest = standing[0];
  const fresh = hitsOf(task, today, calendar).filter(
    (hit) => !told.has(hit.once) && (!gravest || isGraver(hit.grade, gravest.grade)),
  );
  const grade = fresh.reduce<OrderGrade | null>(
    (most, hit) => (most === null || isGraver(hit.grade, most) ? hit.grade : most),
    null,
  );
  if (grade === null) return null;
  // What is only proposed has not been asked of anybody yet, and what has passed review is done: neither is escalated.
  const escalated: readonly string[] = orderActs.escalate.from;
  const predecessor = standing.find((order) => escalated.includes(order.state)) ?? null;
  return { grade, hits: fresh.filter((hit) => hit.grade === grade), predecessor };
}
