// Where days lie on the timeline: months as shares of the whole width, bars and marks of tasks, what comes next.
import { dayAfter, daysBetween } from "../../../kernel/clock.ts";
import type { Milestone } from "../model.ts";

/** How many months can be shown at once: a year and a half, or three years. */
export const timelineSpans = [18, 36] as const;
export type TimelineSpan = (typeof timelineSpans)[number];

export interface TimelineMonth {
  /** `YYYY-MM`. */
  month: string;
  /** Where it begins and ends, 0 to 1 of the whole width. */
  from: number;
  to: number;
}

export interface TimelineScale {
  /** First day shown. */
  first: string;
  /** First day not shown any more. */
  end: string;
  months: readonly TimelineMonth[];
  /** Place of a day's beginning; below 0 and above 1 for days outside. */
  placeOf: (day: string) => number;
}

/** `YYYY-MM`, a number of months later or earlier. */
export function monthAfter(month: string, count: number): string {
  const [year, number] = month.split("-").map(Number) as [number, number];
  const months = year * 12 + number - 1 + count;
  return `${String(Math.floor(months / 12)).padStart(4, "0")}-${String((months % 12) + 1).padStart(2, "0")}`;
}

/** The month a timeline begins with when nobody chose one: a third of the span lies behind today. */
export const firstMonth = (today: string, span: number): string => monthAfter(today.slice(0, 7), -Math.floor(span / 3));

/** A month from an address, or null for anything else. */
export const readMonth = (text: string | undefined): string | null =>
  text && /^(19|20|21)\d\d-(0[1-9]|1[0-2])$/.test(text) ? text : null;

/** Months side by side, each as wide as it has days. */
export function timelineScale(from: string, span: number): TimelineScale {
  const first = `${from}-01`;
  const end = `${monthAfter(from, span)}-01`;
  const days = daysBetween(first, end);
  const placeOf = (day: string) => daysBetween(first, day) / days;
  const months = Array.from({ length: span }, (_, index) => {
    const month = monthAfter(from, index);
    return { month, from: placeOf(`${month}-01`), to: placeOf(`${monthAfter(month, 1)}-01`) };
  });
  return { first, end, months, placeOf };
}

export interface TimelineBar {
  /** 0 to 1 of the whole width, cut at the edges. */
  left: number;
  width: number;
  /** Does it go on beyond an edge? */
  before: boolean;
  after: boolean;
}

/** The bar from the first day to the end of the last one; null where a day is missing or all of it lies outside. */
export function barOf(
  task: { startsOn?: string | null | undefined; dueOn: string | null },
  scale: TimelineScale,
): TimelineBar | null {
  if (!task.startsOn || !task.dueOn || task.dueOn < task.startsOn) return null;
  const from = scale.placeOf(task.startsOn);
  const to = scale.placeOf(dayAfter(task.dueOn));
  if (to <= 0 || from >= 1) return null;
  const left = Math.max(0, from);
  return { left, width: Math.min(1, to) - left, before: from < 0, after: to > 1 };
}

export type MilestoneStanding = "reached" | "open" | "overdue";

/** Reached, still open, or open after its day. */
export const standingOf = (milestone: Pick<Milestone, "dueOn" | "reachedOn">, today: string): MilestoneStanding =>
  milestone.reachedOn ? "reached" : milestone.dueOn < today ? "overdue" : "open";

/** The next milestone that is not reached: the one overdue longest, else the nearest. */
export function nextMilestone<M extends Pick<Milestone, "dueOn" | "reachedOn">>(milestones: readonly M[]): M | null {
  const open = milestones.filter((one) => !one.reachedOn);
  return open.reduce<M | null>((first, one) => (first === null || one.dueOn < first.dueOn ? one : first), null);
}

export interface Deadline<T> {
  /** `YYYY-MM`, or `overdue`. */
  month: string;
  items: { task: T; milestone: Milestone | null; dueOn: string }[];
}

/** Milestones and due days that are still open, by month: what is overdue comes first. Tasks without days are left out. */
export function deadlinesOf<
  T extends { dueOn: string | null; state: string; milestones?: readonly Milestone[] | undefined },
>(tasks: readonly T[], today: string): Deadline<T>[] {
  const items: Deadline<T>["items"] = [];
  for (const task of tasks) {
    if (task.state === "closed" || task.state === "ended") continue;
    for (const milestone of task.milestones ?? [])
      if (!milestone.reachedOn) items.push({ task, milestone, dueOn: milestone.dueOn });
    if (task.dueOn) items.push({ task, milestone: null, dueOn: task.dueOn });
  }
  items.sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0));
  const groups = Map.groupBy(items, (item) => (item.dueOn < today ? "overdue" : item.dueOn.slice(0, 7)));
  return [...groups].map(([month, grouped]) => ({ month, items: grouped }));
}
