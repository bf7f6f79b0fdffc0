// Planned and actual progress of a task as two lines over time: what the schedule says on each day, what was reached when.
import { daysBetween } from "../../kernel/clock.ts";

interface Planned {
  dueOn: string;
  weight: number;
}

export interface CurvePoint {
  day: string;
  percent: number;
}

/** Corners of the planned line: from nothing at the start, straight to each milestone by weight. */
export function plannedCurve(startsOn: string | null, milestones: readonly Planned[]): CurvePoint[] {
  const total = milestones.reduce((sum, milestone) => sum + milestone.weight, 0);
  const ordered = milestones.toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0));
  const first = ordered[0];
  if (!first || total === 0) return [];
  const start = startsOn !== null && startsOn < first.dueOn ? startsOn : first.dueOn;
  const points: CurvePoint[] = [{ day: start, percent: 0 }];
  let done = 0;
  for (const { dueOn, weight } of ordered) {
    done += weight;
    points.push({ day: dueOn, percent: (done / total) * 100 });
  }
  return points;
}

/** The actual line as steps: it stays until the day on which it changed. */
export function actualCurve(changes: readonly CurvePoint[], until: string): CurvePoint[] {
  const points: CurvePoint[] = [];
  for (const { day, percent } of changes) {
    const last = points.at(-1);
    if (last) points.push({ day, percent: last.percent });
    points.push({ day, percent });
  }
  const last = points.at(-1);
  if (last && last.day < until) points.push({ day: until, percent: last.percent });
  return points;
}

/** Where a day lies between two, from 0 to 100. */
export const placeOf = (day: string, from: string, to: string): number =>
  Math.min(100, Math.max(0, (daysBetween(from, day) / Math.max(1, daysBetween(from, to))) * 100));
