// Formulas of the overview: the rate of implementation, its months, what is due, which light a place shows, what a visit is.
import { daysBetween } from "../../kernel/clock.ts";
import { rateOf } from "../ratings/rules.ts";
import type { Light } from "../tasks/model.ts";
import type { DueItem, GroupLine, TrendPoint } from "./model.ts";

/** How many months the trend shows at most. */
export const trendMonths = 24;
/** How many days “next” looks ahead. */
export const daysAhead = 30;

/** What a counting of tasks that are alike carries. */
interface Counted {
  light: string;
  /** All, those that are not ended, and those that are implemented. */
  count: number;
  counted: number;
  implemented: number;
  /** Those that are closed out. */
  closed: number;
  /** Those with milestones, and the sums of their scheduled and actual progress, percent. */
  scheduled: number;
  planned: number;
  actual: number;
}

type Sums = Omit<TrendPoint, "day">;

/**
 * 平均进度: the mean progress of the tasks that have milestones, percent with one decimal.
 * @returns null where none has
 */
const mean = (sum: number, count: number): number | null => (count === 0 ? null : Math.round((sum / count) * 10) / 10);

/** Sums of countings with the rates that follow from them. */
export function sumUp(rows: readonly Counted[]): Sums {
  const sums = { total: 0, counted: 0, implemented: 0, closed: 0, lights: {} as Record<string, number> };
  let [scheduled, planned, actual] = [0, 0, 0];
  for (const row of rows) {
    sums.total += row.count;
    sums.counted += row.counted;
    sums.implemented += row.implemented;
    sums.closed += row.closed;
    sums.lights[row.light] = (sums.lights[row.light] ?? 0) + row.count;
    scheduled += row.scheduled;
    planned += row.planned;
    actual += row.actual;
  }
  return {
    ...sums,
    rate: rateOf(sums.counted, sums.implemented),
    closeOutRate: rateOf(sums.counted, sums.closed),
    planned: mean(planned, scheduled),
    actual: mean(actual, scheduled),
  };
}

/** Tasks that held at the instants after `from` up to `to`, counted from 1. */
interface Held extends Omit<Counted, "counted" | "implemented" | "closed"> {
  from: number;
  to: number;
  implemented: boolean;
  closed: boolean;
}

/** The points of the trend; months before the first task are left out. */
export function trendOf(days: readonly string[], held: readonly Held[]): TrendPoint[] {
  const points = days.map((day, index) => {
    const rows = held.filter((row) => row.from < index + 1 && row.to >= index + 1);
    return {
      day,
      ...sumUp(
        rows.map((row) => ({
          ...row,
          counted: row.count,
          implemented: row.implemented ? row.count : 0,
          closed: row.closed ? row.count : 0,
        })),
      ),
    };
  });
  const first = points.findIndex((point) => point.counted > 0);
  return first < 0 ? [] : points.slice(first);
}

interface GroupRow extends Counted {
  groupId: string | null;
  name: string | null;
}

/** One line for each working group from its rows, in their order. */
export const groupLines = (rows: readonly GroupRow[]): GroupLine[] =>
  [...Map.groupBy(rows, (row) => row.groupId)].map(([groupId, inside]) => ({
    groupId: groupId as GroupLine["groupId"],
    name: inside[0]?.name ?? null,
    ...sumUp(inside),
  }));

/** Tasks and milestones by day, each with its distance from today; a task before its own milestones of that day. */
export function dueList(items: readonly Omit<DueItem, "days">[], today: string, limit: number): DueItem[] {
  return items
    .map((item) => ({ ...item, days: daysBetween(today, item.dueOn) }))
    .toSorted((a, b) => a.days - b.days || Number(a.milestone !== null) - Number(b.milestone !== null))
    .slice(0, limit);
}

const attention: readonly Light[] = ["red", "yellow", "grey", "green"];

/** The light of a place: the one that needs attention most among its tasks. Green only where all are green. */
export const placeLight = (counts: Readonly<Record<string, number>>): Light | null =>
  attention.find((light) => (counts[light] ?? 0) > 0) ?? null;

/** Whoever comes back within this time is still on the same visit, milliseconds. */
const sameVisit = 30 * 60_000;

/**
 * What a visit becomes when the overview is opened: coming back soon does not wipe out what was new.
 * @param held the visit so far, ISO instants; null the first time
 */
export function visitAt(
  held: { seenAt: string; beforeAt: string | null } | null,
  now: string,
): { seenAt: string; beforeAt: string | null } {
  if (!held) return { seenAt: now, beforeAt: null };
  const fresh = Date.parse(now) - Date.parse(held.seenAt) > sameVisit;
  return { seenAt: now, beforeAt: fresh ? held.seenAt : held.beforeAt };
}
