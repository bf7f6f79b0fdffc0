// How a ledger stands, from one walk over its tasks: which of the counted rows make which figure.
import type { InstantSum } from "./figures-rules.ts";
import { openStates } from "./rules.ts";

/** Tasks that are alike in group, light, kind, state and step, with how many of them have which day, whatever their state. */
export interface CountedTasks extends Scheduled {
  /** `null`: tasks without a working group. */
  groupId: string | null;
  name: string | null;
  light: string;
  kind: string;
  /** Does the reader's ledger list them when no parts are asked for? */
  listed: boolean;
  state: string;
  maturity: number;
  count: number;
  /** Those in force by today, and those whose review day has come. */
  inForce: number;
  reviewCome: number;
  /** Those whose due day has passed, and those due between the days asked for. */
  duePast: number;
  dueAhead: number;
}

interface Scheduled {
  /** Tasks with milestones, and the sums of their scheduled and actual progress, percent. */
  scheduled: number;
  planned: number;
  actual: number;
}

interface StandingRow
  extends Scheduled,
    Pick<CountedTasks, "groupId" | "name" | "light" | "kind" | "listed" | "count"> {
  closed: boolean;
  ended: boolean;
  maturity: number;
  /** Those implemented, and those suspended whose review day has come. */
  implemented: number;
  reviewDue: number;
  /** Tasks at work that are past their due day, and those due between the days asked for. */
  late: number;
  dueAhead: number;
}

/** What the counts come to in their state: only what is at work can be late, what has ended is on no schedule. */
function standingRow({ state, inForce, reviewCome, duePast, ...row }: CountedTasks): StandingRow {
  const [ended, open] = [state === "ended", openStates.some((one) => one === state)];
  return {
    ...row,
    ...(ended ? { scheduled: 0, planned: 0, actual: 0 } : {}),
    closed: state === "closed",
    ended,
    // As `isImplemented` says it of one task.
    implemented: row.maturity >= 1 && !ended ? inForce : 0,
    reviewDue: state === "suspended" ? reviewCome : 0,
    late: open ? duePast : 0,
    dueAhead: open ? row.dueAhead : 0,
  };
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
  /** Tasks at work that are past their due day, and those due between the days asked for. */
  due: { late: number; next: number };
  /** Plans of districts and platforms by light. */
  places: Record<string, number>;
}

const steps = [0, 1, 2, 3, 4, 5];

export function standingOf(tasks: readonly CountedTasks[]): Standing {
  const rows = tasks.map(standingRow);
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
    due: { late: sum(listed, "late"), next: sum(listed, "dueAhead") },
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

/** @param unitIds the units that are asked for, working groups among them by the tasks given to them */
export function carriedOf(
  unitIds: readonly string[],
  rows: readonly CarriedRow[],
  tasks: readonly CountedTasks[],
): Map<string, Carried> {
  const units = new Map<string, Carried>();
  const given = tasks
    .map(standingRow)
    .flatMap(({ groupId, light, count, late }) =>
      groupId && unitIds.includes(groupId) ? [{ unitId: groupId, part: "group" as const, light, count, late }] : [],
    );
  for (const { unitId, part, light, count, late } of [...rows, ...given]) {
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
