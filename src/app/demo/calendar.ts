// The days of a made-up history: chapters plan acts on them in any order, and they are carried out as they follow in time.
import { isWorkingDay } from "../../domain/pilot/calendar.ts";
import type { Db } from "../../domain/tables.ts";
import { dayAfter, dayOf, endOfDay } from "../../kernel/clock.ts";

/** Something that somebody does at an instant, milliseconds since 1970 UTC. */
export type Act = (tx: Db, at: number) => Promise<unknown>;

export interface Calendar {
  /** The first day of the history and the present one, `YYYY-MM-DD`. */
  readonly first: string;
  readonly today: string;
  readonly zone: string;
  /** The present instant, milliseconds since 1970 UTC. */
  readonly now: number;
  /** Plans an act for a day, at a minute of it; what lies after the present instant is not carried out. */
  plan(day: string, minute: number, act: Act): void;
}

export interface Playable extends Calendar {
  /** Carries out everything planned, in the order of time; acts may plan further ones. `onDay` hears of each new day. */
  play(tx: Db, onDay?: (day: string) => void): Promise<void>;
}

interface Entry {
  at: number;
  order: number;
  act: Act;
}

/** A calendar that ends at `now` and begins a number of months before. */
export function calendarUntil(now: number, zone: string, months: number): Playable {
  const today = dayOf(now, zone);
  const planned: Entry[] = [];
  let order = 0;
  return {
    first: nextWorkingDay(monthsAfter(today, -months)),
    today,
    zone,
    now,
    plan(day, minute, act) {
      const at = instantOf(day, minute, zone);
      if (at <= now) planned.push({ at, order: order++, act });
    },
    async play(tx, onDay) {
      let day = "";
      for (let entry = takeFirst(planned); entry; entry = takeFirst(planned)) {
        const entryDay = dayOf(entry.at, zone);
        if (entryDay !== day) onDay?.(entryDay);
        day = entryDay;
        await entry.act(tx, entry.at);
      }
    },
  };
}

function takeFirst(planned: Entry[]): Entry | undefined {
  let first = 0;
  for (let index = 1; index < planned.length; index += 1) {
    const [one, best] = [planned[index] as Entry, planned[first] as Entry];
    if (one.at < best.at || (one.at === best.at && one.order < best.order)) first = index;
  }
  return planned.splice(first, 1)[0];
}

/** Milliseconds since 1970 of a minute of a day in a time zone. */
export const instantOf = (day: string, minute: number, zone: string): number =>
  Date.parse(endOfDay(dayAfter(day, -1), zone)) + minute * 60_000;

/** The same day of the month so many months on, or the last day of a shorter month. */
export function monthsAfter(day: string, months: number): string {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

/** The day itself, or the next on which offices are open. */
export function nextWorkingDay(day: string): string {
  let next = day;
  while (!isWorkingDay(next)) next = dayAfter(next, 1);
  return next;
}

/** The day itself, or the last before it on which offices were open. */
export function lastWorkingDay(day: string): string {
  let last = day;
  while (!isWorkingDay(last)) last = dayAfter(last, -1);
  return last;
}

/** So many working days on. */
export function workingDaysAfter(day: string, days: number): string {
  let next = nextWorkingDay(day);
  for (let left = days; left > 0; left -= 1) next = nextWorkingDay(dayAfter(next, 1));
  return next;
}
