// Figures of units from counted rows, and the order in which they are shown.
import type { Sort } from "../../kernel/page-of.ts";
import type { Light, TaskState } from "./model.ts";
import type { UnitFigureSort, UnitFigures } from "./model-figures.ts";

/** Tasks of one unit in one part that are alike in state and light. */
export interface UnitRow {
  unitId: string;
  name: string;
  shortName: string;
  kind: string;
  /** Order by pinyin. */
  sortKey: string;
  part: "lead" | "support" | "group";
  state: TaskState;
  light: Light;
  count: number;
  late: number;
  nextId: string | null;
  nextTitle: string | null;
  nextDue: string | null;
}

interface Folded extends UnitFigures {
  sortKey: string;
}

/** One record for each unit, from its rows. A working group carries the tasks given to it as its own. */
export function foldUnits(rows: readonly UnitRow[]): Folded[] {
  const units = new Map<string, Folded>();
  for (const row of rows) {
    let unit = units.get(row.unitId);
    if (!unit) {
      unit = {
        unitId: row.unitId as UnitFigures["unitId"],
        name: row.name,
        shortName: row.shortName,
        kind: row.kind as UnitFigures["kind"],
        lead: 0,
        leadLights: {},
        leadStates: {},
        late: 0,
        support: 0,
        supportLights: {},
        next: null,
        sortKey: row.sortKey,
      };
      units.set(row.unitId, unit);
    }
    if (row.part === "support") {
      unit.support += row.count;
      add(unit.supportLights, row.light, row.count);
      continue;
    }
    unit.lead += row.count;
    unit.late += row.late;
    add(unit.leadLights, row.light, row.count);
    add(unit.leadStates, row.state, row.count);
    if (row.nextId && row.nextDue && (!unit.next || row.nextDue < unit.next.dueOn))
      unit.next = { taskId: row.nextId, title: row.nextTitle ?? "", dueOn: row.nextDue } as UnitFigures["next"];
  }
  return [...units.values()];
}

const add = (counts: Record<string, number>, key: string, count: number) => {
  counts[key] = (counts[key] ?? 0) + count;
};

const figureOf: Record<UnitFigureSort, (unit: Folded) => number | string> = {
  name: (unit) => unit.sortKey,
  lead: (unit) => unit.lead,
  support: (unit) => unit.support,
  late: (unit) => unit.late,
  red: (unit) => unit.leadLights.red ?? 0,
  next: (unit) => unit.next?.dueOn ?? "9999",
};

/** By the sorts asked for, then by pinyin; units of one name stay apart by their id. */
export function orderUnits(units: readonly Folded[], sorts: readonly Sort<UnitFigureSort>[]): Folded[] {
  const compare = (a: number | string, b: number | string) => (a < b ? -1 : a > b ? 1 : 0);
  return units.toSorted((a, b) => {
    for (const { by, down } of sorts) {
      const order = compare(figureOf[by](a), figureOf[by](b));
      if (order !== 0) return down ? -order : order;
    }
    return compare(a.sortKey, b.sortKey) || compare(a.unitId, b.unitId);
  });
}

/** Tasks that are alike in what a trend shows, at one instant. */
export interface InstantSum {
  implemented: boolean;
  closed: boolean;
  light: string;
  count: number;
  /** Tasks with milestones, and the sums of their scheduled and actual progress, percent. */
  scheduled: number;
  planned: number;
  actual: number;
}

/**
 * What held at one of the instants, from stretches of instants: each held after `from` up to `to`, counted from 1.
 * @param index the instant, counted from 0
 */
export function sumsAt(held: readonly (InstantSum & { from: number; to: number })[], index: number): InstantSum[] {
  const sums = new Map<string, InstantSum>();
  for (const { from, to, ...row } of held) {
    if (from > index || to <= index) continue;
    const key = `${row.implemented} ${row.closed} ${row.light}`;
    const sum = sums.get(key);
    if (!sum) sums.set(key, { ...row });
    else for (const figure of ["count", "scheduled", "planned", "actual"] as const) sum[figure] += row[figure];
  }
  return [...sums.values()];
}

/** Is this the last day of its month? */
export const isMonthEnd = (day: string): boolean =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).getUTCDate() === 1;
