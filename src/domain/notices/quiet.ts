// When a notice leaves: at once, in the next digest, or, in quiet hours, on the next working morning. Working days as the State Council arranges them.
import { dayOf, endOfDay, isoOf } from "../../kernel/clock.ts";
import { addWorkingDays, type Calendar, isWorkingDay, nationalCalendar } from "../pilot/calendar.ts";
import type { MailChoice, Quiet } from "./model-channels.ts";

const hourMs = 3_600_000;

const before = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) - 24 * hourMs).toISOString().slice(0, 10);

/** The instant of a time of day, `HH:MM`, in a time zone. */
export function instantAt(day: string, time: string, zone: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return Date.parse(endOfDay(before(day), zone)) + hours * hourMs + minutes * 60_000;
}

/** Is it quiet at an instant: a day off, or between the two times, which may lie on either side of midnight? */
export function isQuiet(at: number, zone: string, quiet: Quiet, calendar: Calendar = nationalCalendar): boolean {
  if (!quiet.on) return false;
  const day = dayOf(at, zone);
  if (!isWorkingDay(day, calendar)) return true;
  const from = instantAt(day, quiet.from, zone);
  const until = instantAt(day, quiet.until, zone);
  return from <= until ? at >= from && at < until : at >= from || at < until;
}

/** The morning of the next working day on which it is no longer quiet. */
function nextMorning(at: number, zone: string, quiet: Quiet, calendar: Calendar): number {
  let day = dayOf(at, zone);
  for (;;) {
    day = addWorkingDays(day, 0, calendar).day;
    const morning = instantAt(day, quiet.until, zone);
    if (morning > at) return morning;
    day = addWorkingDays(day, 1, calendar).day;
  }
}

/** The first working day after the Sunday of the week in which an instant lies. */
function nextWeek(at: number, zone: string, quiet: Quiet, calendar: Calendar): number {
  const day = dayOf(at, zone);
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  const sunday = new Date(Date.parse(`${day}T00:00:00Z`) + ((7 - weekday) % 7) * 24 * hourMs);
  return nextMorning(instantAt(sunday.toISOString().slice(0, 10), "23:59", zone), zone, quiet, calendar);
}

export interface Departure {
  at: string;
  /** Notices for one recipient with the same batch leave together; `null`: alone and at once. */
  batch: string | null;
}

/** When, and with what else, a notice leaves; `null`: not at all. Urgent ones wait for nothing, and cannot be put into a digest. */
export function departureOf(
  choice: MailChoice,
  notice: { urgent: boolean; at: number },
  zone: string,
  quiet: Quiet,
  calendar: Calendar = nationalCalendar,
): Departure | null {
  const { at } = notice;
  if (choice === "off") return null;
  if (notice.urgent) return { at: isoOf(at), batch: null };
  if (choice === "now" && !isQuiet(at, zone, quiet, calendar)) return { at: isoOf(at), batch: null };
  const then = choice === "weekly" ? nextWeek(at, zone, quiet, calendar) : nextMorning(at, zone, quiet, calendar);
  return { at: isoOf(then), batch: isoOf(then) };
}
