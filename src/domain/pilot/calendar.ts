// Working days with make-up days 调休: holidays as the General Office of the State Council 国务院办公厅 arranges them each year,
// taken from the data of chinese-days; periods counted as in the Civil Code 民法典, articles 201 and 203.
import arrangements from "chinese-days/dist/chinese-days.json" with { type: "json" };

/** Which days differ from the plain week, and for which span of days that has been published. */
export interface Calendar {
  /** Days off; weekends among them do no harm. */
  holidays: ReadonlySet<string>;
  /** Saturdays and Sundays on which work is made up. */
  makeUpDays: ReadonlySet<string>;
  knownFrom: string;
  knownUntil: string;
}

const yearsOf = (days: object) => Object.keys(days).map((day) => Number(day.slice(0, 4)));

/**
 * The national calendar, as far as the library's data goes. The data is read directly: the library's own functions
 * read a day in the machine's time zone and are a day off west of Greenwich.
 */
export const nationalCalendar: Calendar = {
  holidays: new Set(Object.keys(arrangements.holidays)),
  makeUpDays: new Set(Object.keys(arrangements.workdays)),
  knownFrom: `${Math.min(...yearsOf(arrangements.holidays))}-01-01`,
  // New Year is arranged with the year it begins, and may move work into the last week of December before it.
  knownUntil: `${Math.max(...yearsOf(arrangements.holidays))}-12-24`,
};

const oneDay = 86_400_000;
const longestSpan = 36_600;

/** Has everything from one day to another been published? Where not, weekends alone decide. */
export const isKnown = (from: string, to: string, calendar: Calendar = nationalCalendar): boolean =>
  from >= calendar.knownFrom && to <= calendar.knownUntil;

/**
 * Is work done on this day?
 * @param day `YYYY-MM-DD`
 * @throws RangeError when it is no day
 */
export function isWorkingDay(day: string, calendar: Calendar = nationalCalendar): boolean {
  return worksOn(numberOf(day), exceptionsOf(calendar));
}

/** Days as numbers since 1970, since one inbox asks for hundreds of spans of years. */
interface Exceptions {
  /** Weekdays off, and weekend days at work, in order. */
  off: readonly number[];
  on: readonly number[];
  works: ReadonlyMap<number, boolean>;
}

const held = new WeakMap<Calendar, Exceptions>();

function exceptionsOf(calendar: Calendar): Exceptions {
  const found = held.get(calendar);
  if (found) return found;
  const inOrder = (days: Iterable<string>) => [...days].map(numberOf).sort((a, b) => a - b);
  const on = inOrder(calendar.makeUpDays).filter((day) => !isWeekday(day));
  const off = inOrder(calendar.holidays).filter((day) => isWeekday(day) && !calendar.makeUpDays.has(dayOf(day)));
  const works = new Map([...on.map((day) => [day, true] as const), ...off.map((day) => [day, false] as const)]);
  const made = { off, on, works };
  held.set(calendar, made);
  return made;
}

/** 1970-01-01 was a Thursday: three days after a Monday. */
const sinceMonday = (day: number) => day + 3;

const isWeekday = (day: number) => ((sinceMonday(day) % 7) + 7) % 7 < 5;

const worksOn = (day: number, { works }: Exceptions): boolean => works.get(day) ?? isWeekday(day);

/** How many of these days, which are in order, are not after a day. */
function countUntil(days: readonly number[], day: number): number {
  let from = 0;
  let to = days.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((days[middle] as number) <= day) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** Working days up to a day, itself counted; only differences of two such figures mean anything. */
function workedUntil(day: number, { off, on }: Exceptions): number {
  const days = sinceMonday(day) + 1;
  const weeks = Math.floor(days / 7);
  return weeks * 5 + Math.min(days - weeks * 7, 5) + countUntil(on, day) - countUntil(off, day);
}

/**
 * The working day `days` after a day, which itself does not count (article 201); before it when negative.
 * With 0 it is the day itself or, where that is off, the next working day (article 203).
 *
 * Example: 1 after 2021-09-30 is 2021-10-08.
 * @param day `YYYY-MM-DD`
 * @returns the day, and whether the calendar of the whole span has been published
 * @throws RangeError when it is no day or the span exceeds a hundred years
 */
export function addWorkingDays(
  day: string,
  days: number,
  calendar: Calendar = nationalCalendar,
): { day: string; known: boolean } {
  if (!Number.isInteger(days) || Math.abs(days) > longestSpan)
    throw new RangeError(`${days} is not a number of working days between -${longestSpan} and ${longestSpan}`);
  const step = days < 0 ? -1 : 1;
  const exceptions = exceptionsOf(calendar);
  let at = numberOf(day);
  let left = Math.abs(days);
  if (days === 0) while (!worksOn(at, exceptions)) at += step;
  while (left > 0) {
    at += step;
    if (worksOn(at, exceptions)) left -= 1;
  }
  const reached = dayOf(at);
  return { day: reached, known: days < 0 ? isKnown(reached, day, calendar) : isKnown(day, reached, calendar) };
}

/**
 * How many working days lead from one day to another: the first does not count, the last does; negative when `to` is earlier.
 *
 * Example: from 2021-09-30 to 2021-10-11 it is 3 (the 8th, Saturday the 9th, the 11th).
 * @param from `YYYY-MM-DD`
 * @param to `YYYY-MM-DD`
 * @returns the count, and whether the calendar of the whole span has been published
 * @throws RangeError when either is no day or they lie more than a hundred years apart
 */
export function workingDaysBetween(
  from: string,
  to: string,
  calendar: Calendar = nationalCalendar,
): { days: number; known: boolean } {
  const start = numberOf(from);
  const end = numberOf(to);
  if (Math.abs(end - start) > longestSpan)
    throw new RangeError(`${from} and ${to} lie more than a hundred years apart`);
  const exceptions = exceptionsOf(calendar);
  if (end < start)
    return {
      days: workedUntil(end - 1, exceptions) - workedUntil(start - 1, exceptions) || 0,
      known: isKnown(to, from, calendar),
    };
  return {
    days: workedUntil(end, exceptions) - workedUntil(start, exceptions),
    known: isKnown(from, to, calendar),
  };
}

function numberOf(day: string): number {
  const at = Date.parse(`${day}T00:00:00Z`);
  // Date.parse takes the 31st of any month for a day of the next one.
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(at) || dayOf(at / oneDay) !== day)
    throw new RangeError(`${day} is not a day: write it as YYYY-MM-DD`);
  return at / oneDay;
}

const dayOf = (number: number): string => new Date(number * oneDay).toISOString().slice(0, 10);
