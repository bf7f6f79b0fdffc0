// Reporting periods 报告期: the days a month, half month or quarter covers, and the days on which its round opens and falls due.
import { dayAfter } from "../../kernel/clock.ts";
import {
  addWorkingDays,
  type Calendar,
  isWorkingDay,
  nationalCalendar,
  workingDaysBetween,
} from "../pilot/calendar.ts";
import type { Cycle, Shift } from "./model.ts";
import type { DueRule } from "./model-round.ts";

export interface Period {
  key: string;
  from: string;
  to: string;
}

const pad = (number: number) => String(number).padStart(2, "0");

function lastOf(year: number, month: number): string {
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

/**
 * The days of a period by its key: `2021-09`, `2021-09-1` (to the 15th), `2021-Q3`.
 * @returns null where the key is none of this cycle
 */
export function periodOf(cycle: Cycle, key: string): Period | null {
  const [, year = "", rest = ""] = /^(\d{4})-(.+)$/.exec(key) ?? [];
  const shape = { month: /^(0[1-9]|1[0-2])$/, halfMonth: /^(0[1-9]|1[0-2])-[12]$/, quarter: /^Q[1-4]$/ }[cycle];
  if (!shape.test(rest)) return null;
  if (cycle === "quarter") {
    const first = (Number(rest.slice(1)) - 1) * 3 + 1;
    return { key, from: `${year}-${pad(first)}-01`, to: lastOf(Number(year), first + 2) };
  }
  const month = rest.slice(0, 2);
  const last = lastOf(Number(year), Number(month));
  if (cycle === "month") return { key, from: `${year}-${month}-01`, to: last };
  return rest.endsWith("1")
    ? { key, from: `${year}-${month}-01`, to: `${year}-${month}-15` }
    : { key, from: `${year}-${month}-16`, to: last };
}

/** The period of a cycle that a day lies in. */
export function periodAt(cycle: Cycle, day: string): Period {
  const [year = "", month = "", date = ""] = day.split("-");
  const key = {
    month: `${year}-${month}`,
    halfMonth: `${year}-${month}-${Number(date) <= 15 ? 1 : 2}`,
    quarter: `${year}-Q${Math.ceil(Number(month) / 3)}`,
  }[cycle];
  return periodOf(cycle, key) as Period;
}

/** The period that follows. */
export const periodAfter = (cycle: Cycle, period: Period): Period => periodAt(cycle, dayAfter(period.to));

/** What a period is called. */
export function periodTitle(cycle: Cycle, key: string): { zh: string; en: string } {
  const [year = "", second = "", half = ""] = key.split("-");
  if (cycle === "quarter") {
    const quarter = ["一", "二", "三", "四"][Number(second.slice(1)) - 1];
    return { zh: `${year}年第${quarter}季度`, en: `${second} ${year}` };
  }
  const month = Number(second);
  if (cycle === "month") return { zh: `${year}年${month}月`, en: `${year}-${second}` };
  return {
    zh: `${year}年${month}月${half === "1" ? "上" : "下"}半月`,
    en: `${year}-${second}, ${half === "1" ? "first" : "second"} half`,
  };
}

/** A day or, where it is off, the working day it is moved to. */
export function shifted(
  day: string,
  shift: Shift,
  calendar: Calendar = nationalCalendar,
): { day: string; known: boolean } {
  if (shift === "next" || isWorkingDay(day, calendar)) return addWorkingDays(day, 0, calendar);
  return addWorkingDays(day, -1, calendar);
}

export interface RoundDays {
  opensOn: string;
  dueOn: string;
  timelyOn: string;
  askedDueOn: string;
  known: boolean;
}

/** The days of one period under a plan: due by its rule, open and timely counted back from there in working days. */
export function daysOf(
  period: Period,
  plan: { due: DueRule; openDays: number; timelyDays: number },
  calendar: Calendar = nationalCalendar,
): RoundDays {
  const { due } = plan;
  const asked =
    due.by === "workingDays"
      ? addWorkingDays(period.to, due.days, calendar).day
      : dayInMonth(period.to, due.month, due.day);
  const on =
    due.by === "workingDays" ? addWorkingDays(period.to, due.days, calendar) : shifted(asked, due.shift, calendar);
  const opens = addWorkingDays(on.day, -plan.openDays, calendar);
  const timely = plan.timelyDays === 0 ? on : addWorkingDays(on.day, -plan.timelyDays, calendar);
  return {
    opensOn: opens.day,
    dueOn: on.day,
    timelyOn: timely.day,
    askedDueOn: asked,
    known: on.known && opens.known && timely.known,
  };
}

function dayInMonth(periodEnd: string, monthsLater: number, day: number): string {
  const [year = 0, month = 0] = periodEnd.split("-").map(Number);
  const first = new Date(Date.UTC(year, month - 1 + monthsLater, 1)).toISOString();
  return `${first.slice(0, 8)}${pad(day)}`;
}

/** Days of working time that units must be given, by version of the rule; “上午发下午要” is what it stops (domain reference 11.2). */
export const leadRules = { "2021-1": { least: 1, usual: 3 } } as const;
export const currentLeadRule = "2021-1";

/**
 * Have the units time enough? Counted in working days from the later of today and the opening day.
 * @returns the code of the refusal, `round.no-time` in any case, `round.short-time` unless a reason is given
 */
export function judgeLead(
  facts: { today: string; opensOn: string; dueOn: string; reason: string | undefined },
  calendar: Calendar = nationalCalendar,
) {
  const { least, usual } = leadRules[currentLeadRule];
  const from = facts.opensOn > facts.today ? facts.opensOn : facts.today;
  const days = facts.dueOn < from ? 0 : workingDaysBetween(from, facts.dueOn, calendar).days;
  const code = days < least ? "round.no-time" : days < usual && !facts.reason?.trim() ? "round.short-time" : null;
  return { code, days, facts: { from, due: facts.dueOn, days, least, usual, version: currentLeadRule } } as const;
}
