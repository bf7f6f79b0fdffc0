// When somebody is reminded or urged, and who: domain reference 1.6 (T−15/−7/−3 working days, overdue day 1) and 11 item 9.
import { allowed, type Decision, refused } from "../../kernel/access.ts";
import {
  addWorkingDays,
  type Calendar,
  isWorkingDay,
  nationalCalendar,
  workingDaysBetween,
} from "../pilot/calendar.ts";
import type { TaskState } from "../tasks/model.ts";
import type { OrderState } from "./model.ts";
import type { Handler, HandlerPart, ReminderStep } from "./model-reminder.ts";
import { lastDayOf } from "./order-rules.ts";

/** Steps by version of the rule; working days before the due day, nearest first. */
export const reminderRules = {
  "2021-1": {
    before: [
      { step: "before3", days: 3 },
      { step: "before7", days: 7 },
      { step: "before15", days: 15 },
    ],
    source: "办公室内部规则：提前 15、7、3 个工作日提醒，逾期第 1 日催办",
  },
} as const satisfies Record<string, { before: readonly { step: ReminderStep; days: number }[]; source: string }>;

export const currentReminderRule = "2021-1";

/** Supervision of a programme whose office has set nothing. */
export const defaultSettings = { urgeEvery: 5, issuesItself: false, numberPrefix: "督" } as const;

export interface DueStep {
  step: ReminderStep;
  /** With subject and step, what makes a reminder unique: the due day, or the first day of this turn of urging. */
  day: string;
  /** Working days to the due day; negative when it is over. */
  days: number;
}

/**
 * What is to be sent about a due day today; nothing on a rest day. A step that was missed, because the program stood still or
 * the day was set late, is made up until the next one; a later step never brings an earlier one with it.
 *
 * Example: due 2021-12-31, on 2021-12-10 (15 working days before) → before15.
 */
export function dueStepOn(
  dueOn: string,
  today: string,
  urgeEvery: number,
  calendar: Calendar = nationalCalendar,
): DueStep | null {
  if (!isWorkingDay(today, calendar)) return null;
  const last = lastDayOf(dueOn, calendar);
  if (today <= last) {
    const left = workingDaysBetween(today, last, calendar).days;
    const next = reminderRules[currentReminderRule].before.find(({ days }) => left <= days);
    return next ? { step: next.step, day: dueOn, days: left } : null;
  }
  const over = workingDaysBetween(last, today, calendar).days;
  const turn = Math.floor((over - 1) / urgeEvery);
  return { step: "overdue", day: addWorkingDays(last, 1 + turn * urgeEvery, calendar).day, days: -over };
}

/** Who has to act in each state of a task; nobody before it is issued, while it rests, and after its end. */
export const taskHandlers = {
  draft: [],
  issued: ["lead"],
  signed: ["lead"],
  inProgress: ["lead"],
  adjusting: ["office"],
  suspended: [],
  closeRequested: ["group"],
  firstReviewed: ["office"],
  secondReviewed: ["office"],
  closed: [],
  ended: [],
} as const satisfies Record<TaskState, readonly HandlerPart[]>;

/** Who has to act in each state of an order. */
export const orderHandlers = {
  proposed: ["office"],
  issued: ["lead"],
  signed: ["lead"],
  answered: ["group", "office"],
  passed: ["office"],
  closed: [],
  escalated: [],
  dismissed: [],
  withdrawn: [],
} as const satisfies Record<OrderState, readonly HandlerPart[]>;

/** States of a task of which somebody is reminded or urged at all. */
export const remindedStates = (Object.keys(taskHandlers) as TaskState[]).filter(
  (state) => taskHandlers[state].length > 0,
);

/** Who has to act on this: units by part. A review without a working group falls to the office, which has to name one. */
export function handlingUnits(
  parts: readonly HandlerPart[],
  record: { leadUnitIds: readonly string[]; groupIds: readonly string[]; officeUnitId: string },
): { part: HandlerPart; unitId: string }[] {
  const found = parts.flatMap((part): { part: HandlerPart; unitId: string }[] => {
    if (part === "lead") return record.leadUnitIds.map((unitId) => ({ part, unitId }));
    if (part === "group" && record.groupIds.length > 0) return record.groupIds.map((unitId) => ({ part, unitId }));
    return [{ part: "office", unitId: record.officeUnitId }];
  });
  return found.filter((one, index) => found.findIndex((other) => other.unitId === one.unitId) === index);
}

/** One matter may be urged again after this many milliseconds. */
export const urgingPause = 3_600_000;

/** May it be urged by hand now? Codes `urging.not-yours`, `urging.none`, `urging.nobody`, `urging.too-soon`. */
export function mayUrge(facts: {
  mayAsk: boolean;
  what: string;
  state: { zh: string; en: string };
  handlers: readonly Handler[];
  /** When it was urged by hand last, milliseconds. */
  lastAt: number | null;
  at: number;
  /** Writes an instant for people. */
  say: (at: number) => string;
}): Decision {
  if (!facts.mayAsk) return refused("urging.not-yours");
  if (facts.handlers.length === 0) return refused("urging.none", { what: facts.what, state: facts.state });
  if (facts.handlers.every((handler) => handler.people.length === 0))
    return refused("urging.nobody", { units: facts.handlers.map((handler) => handler.unitName) });
  if (facts.lastAt !== null && facts.at - facts.lastAt < urgingPause)
    return refused("urging.too-soon", { at: facts.say(facts.lastAt), next: facts.say(facts.lastAt + urgingPause) });
  return allowed;
}
