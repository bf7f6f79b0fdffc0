// How a ledger stands, from one walk over its tasks: which of the counted rows make which figure.
import type { InstantSum } from "./figures-rules.ts";

/** Tasks that are alike in group, light, kind and step. */
export interface StandingRow {
  /** `null`: tasks without a working group. */
  groupId: string | null;
  name: string | null;
  light: string;
  kind: string;
  /** Does the reader's ledger list them when no parts are asked for? */
  listed: boolean;
  closed: boolean;
  ended: boolean;
  maturity: number;
  count: number;
  /** Those implemented, and those suspended whose review day has come. */
  implemented: number;
  reviewDue: number;
  /** Tasks at work that are due between the days asked for. */
  dueLate: number;
  dueNext: number;
  /** Tasks with milestones, and the sums of their scheduled and actual progress, percent. */
  scheduled: number;
  planned: number;
  actual: number;
}

/** Tasks of one unit in one part and of one light. */
export interface CarriedRow {
  unitId: string;
  part: "lead" | "support" | "group";
  light: string;
  count: number;
  late: number;
}

export interface GroupStanding extends Omit<StandingRow, "closed"> {
  /** Those that have not ended, and those closed out. */
  counted: number;
  closed: number;
}

export interface Standing {
  /** The tasks of the ledger by working group and light, groups in their own order. */
  groups: GroupStanding[];
  /** The tasks of the plan as a trend counts them. */
  plan: InstantSum[];
  /** Tasks on each step of the ladder, L0 to L5. */
  maturity: number[];
  /** Suspended tasks whose review day has come. */
  reviewDue: number;
  /** Tasks at work that are due between the days asked for. */
  due: { late: number; next: number };
  /** Plans of districts and platforms by light. */
  places: Record<string, number>;
}

const steps = [0, 1, 2, 3, 4, 5];

export function standingOf(rows: readonly StandingRow[]): Standing {
  const listed = rows.filter((row) => row.listed);
  return {
    groups: listed.map((row) => ({ ...row, counted: row.ended ? 0 : row.count, closed: row.closed ? row.count : 0 })),
    plan: rows.filter((row) => row.kind === "plan").flatMap(planSums),
    maturity: steps.map((step) =>
      sum(
        listed.filter((row) => row.maturity === step),
        "count",
      ),
    ),
    reviewDue: sum(listed, "reviewDue"),
    due: { late: sum(listed, "dueLate"), next: sum(listed, "dueNext") },
    places: Object.fromEntries(
      [
        ...Map.groupBy(
          rows.filter((row) => row.kind === "place"),
          (row) => row.light,
        ),
      ].map(([light, inside]) => [light, sum(inside, "count")]),
    ),
  };
}

const sum = <Figure extends string>(rows: readonly Record<Figure, number>[], figure: Figure): number =>
  rows.reduce((total, row) => total + row[figure], 0);

/** Ended tasks do not count; what is implemented stands apart, as in the sums of months. */
function planSums({ light, closed, ended, count, implemented, scheduled, planned, actual }: StandingRow): InstantSum[] {
  if (ended) return [];
  return [
    { implemented: false, closed, light, count: count - implemented, scheduled, planned, actual },
    { implemented: true, closed, light, count: implemented, scheduled: 0, planned: 0, actual: 0 },
  ].filter((one) => one.count > 0 || one.scheduled > 0);
}

export interface Carried {
  /** Tasks led, or given to it as a working group. */
  lead: number;
  support: number;
  /** Those it leads that are past their due day. */
  late: number;
  /** All of them by light. */
  lights: Record<string, number>;
}

export function carriedOf(rows: readonly CarriedRow[]): Map<string, Carried> {
  const units = new Map<string, Carried>();
  for (const { unitId, part, light, count, late } of rows) {
    const unit = units.get(unitId) ?? { lead: 0, support: 0, late: 0, lights: {} };
    units.set(unitId, unit);
    unit.lights[light] = (unit.lights[light] ?? 0) + count;
    if (part === "support") unit.support += count;
    else {
      unit.lead += count;
      unit.late += late;
    }
  }
  return units;
}
