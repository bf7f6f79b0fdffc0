// Figures of the ledger for its view by unit and for the overview: what is counted, for whom and as of when.
import type { Call } from "../../kernel/call.ts";
import { dayOf } from "../../kernel/clock.ts";
import { kernelFault } from "../../kernel/errors.ts";
import { markOf, readMark } from "../../kernel/page-mark.ts";
import type { Page } from "../../kernel/page-of.ts";
import type { Db } from "../tables.ts";
import { foldUnits, orderUnits } from "./figures-rules.ts";
import * as figures from "./figures-store.ts";
import type { TaskFilter } from "./model.ts";
import type { UnitFigures, UnitFiguresQuery } from "./model-figures.ts";
import { readingOf } from "./service.ts";

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

/** Tasks by working group and light, with how many are implemented. */
export async function groupFigures(db: Db, call: Call, at: At) {
  const { reading } = await readingOf(db, call, at);
  return figures.groupFigures(db, reading);
}

/**
 * Tasks by month: which state held at which of the instants.
 * @param instants ISO, rising; at most some dozens. The last may be `infinity`, for now.
 */
export async function figuresAt(db: Db, call: Call, at: At, instants: readonly string[]) {
  const { reading } = await readingOf(db, call, at);
  const days = instants.map((at) => (at === "infinity" ? call.today : dayOf(Date.parse(at) - 1, call.zone)));
  return figures.heldAt(db, reading, instants, days);
}

/** Milestones of tasks at work that are still open between two days. */
export async function openMilestones(db: Db, call: Call, at: At, days: { from: string; to: string }, limit: number) {
  const { reading } = await readingOf(db, call, at);
  return figures.openMilestones(db, reading, days, limit);
}

/** Steps of the ladder, deadlines changed, suspensions to be looked at again, and plans of districts and platforms. */
export async function standingFigures(db: Db, call: Call, at: At): Promise<figures.StandingFigures> {
  const { reading } = await readingOf(db, call, at);
  return figures.standingFigures(db, reading, `${reading.today.slice(0, 7)}-01`);
}

/** How many tasks of a filter stand on each step of the ladder, L0 to L5. */
export async function ladderOf(db: Db, call: Call, at: At, filter: Partial<TaskFilter>): Promise<number[]> {
  const { reading } = await readingOf(db, call, at);
  return figures.ladderOf(db, reading, filter);
}
