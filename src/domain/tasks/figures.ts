// Figures of the ledger for its view by unit and for the overview: what is counted, for whom and as of when.
import type { Call } from "../../kernel/call.ts";
import { dayAfter } from "../../kernel/clock.ts";
import { kernelFault } from "../../kernel/errors.ts";
import { markOf, readMark } from "../../kernel/page-mark.ts";
import type { Page } from "../../kernel/page-of.ts";
import type { Db } from "../tables.ts";
import { foldUnits, orderUnits } from "./figures-rules.ts";
import * as figures from "./figures-store.ts";
import type { TaskFilter } from "./model.ts";
import type { UnitFigures, UnitFiguresQuery } from "./model-figures.ts";
import { heldAtInstants } from "./months.ts";
import { readingOf } from "./service.ts";
import { carriedOf, standingOf } from "./standing-rules.ts";
import * as store from "./standing-store.ts";

interface At {
  programmeId: string;
  asOf?: string | undefined;
}

/** What each unit carries, of the tasks the reader sees. A page's mark is its last unit. */
export async function unitFigures(
  db: Db,
  call: Call,
  query: UnitFiguresQuery & { programmeId: string },
): Promise<Page<UnitFigures>> {
  const { reading } = await readingOf(db, call, query);
  const units = orderUnits(foldUnits(await figures.unitRows(db, reading, query, query.kind)), query.sort);
  const [last] = query.after ? readMark(query.sort, query.after, 1) : [];
  const from = last === undefined ? 0 : units.findIndex((unit) => unit.unitId === last) + 1;
  if (last !== undefined && from === 0) throw kernelFault("list.bad-cursor");
  const page = units.slice(from, from + query.limit);
  const more = from + page.length < units.length;
  return {
    items: page.map(({ sortKey: _sortKey, ...unit }) => unit),
    total: units.length,
    next: more ? markOf(query.sort, [page.at(-1)?.unitId ?? null]) : null,
  };
}

/**
 * Tasks by month: which state held at which of the instants.
 * @param instants ISO, rising; at most some dozens. The last may be `infinity`, for now.
 */
export async function figuresAt(db: Db, call: Call, at: At, instants: readonly string[]) {
  const { reading } = await readingOf(db, call, at);
  return heldAtInstants(db, reading, instants, call);
}

/** Milestones of tasks at work that are still open between two days. */
export async function openMilestones(db: Db, call: Call, at: At, days: store.Days, limit: number) {
  const { reading } = await readingOf(db, call, at);
  const [found] = await figures.openMilestones(db, reading, [days], limit);
  return found ?? { items: [], total: 0 };
}

/** What is asked of how a ledger stands: units whose work is told, days between which tasks and milestones to come are listed. */
export interface StandingQuery extends At {
  unitIds: readonly string[];
  next: store.Days;
  /** The most tasks, and milestones, that are listed for each. */
  limit: number;
}

/** How the ledger stands: groups, ladder, suspensions to be looked at again, plans of places, deadlines changed, what is due. */
export async function standingFigures(db: Db, call: Call, query: StandingQuery) {
  const { reading } = await readingOf(db, call, query);
  const monthFrom = `${reading.today.slice(0, 7)}-01`;
  const past = { from: "1900-01-01", to: dayAfter(reading.today, -1) };
  const rows = await store.countedTasks(db, reading, query.next);
  const carried = await store.carriedRows(db, reading, query.unitIds);
  const { due, ...standing } = standingOf(rows);
  const [late, next] = await figures.openMilestones(db, reading, [past, query.next], query.limit);
  return {
    ...standing,
    carried: carriedOf(query.unitIds, carried, rows),
    rescheduled: { monthFrom, ...(await store.rescheduledSince(db, reading, monthFrom)) },
    late: {
      tasks: { total: due.late, items: await figures.dueTasks(db, reading, past, query.limit) },
      milestones: late ?? none,
    },
    next: {
      tasks: { total: due.next, items: await figures.dueTasks(db, reading, query.next, query.limit) },
      milestones: next ?? none,
    },
  };
}
export type StandingFigures = Awaited<ReturnType<typeof standingFigures>>;

const none = { items: [], total: 0 };

/** How many tasks of a filter stand on each step of the ladder, L0 to L5. */
export async function ladderOf(db: Db, call: Call, at: At, filter: Partial<TaskFilter>): Promise<number[]> {
  const { reading } = await readingOf(db, call, at);
  return figures.ladderOf(db, reading, filter);
}
