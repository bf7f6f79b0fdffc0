// The lights a task had, as stretches of time with one reason each, and how its actual progress went.
import type { Db } from "../tables.ts";
import { type LitRow, lightsHad } from "./light-store.ts";
import type { Light, LightReason } from "./model.ts";

/** One light for the same kind of reason; figures and reasons are those with which it ended. */
export interface LightStretch {
  from: string;
  /** The instant at which the next began; `null`: it holds at the end of what was read. */
  to: string | null;
  light: Light;
  because: LightReason[];
  planned: number | null;
  actual: number;
}

/** What a task's row changed at most; a task that is judged every day for five years has fewer states. */
const mostStates = 4000;

/** Stretches of a task, oldest first, up to an instant or now; `cut` when earlier ones were left out. */
export async function lightStory(db: Db, programmeId: string, taskId: string, until: string | null) {
  const rows = await lightsHad(db, programmeId, taskId, until, mostStates + 1);
  const read = rows.slice(0, mostStates).reverse();
  return { stretches: stretchesOf(read), progress: progressOf(read), cut: rows.length > mostStates };
}

export function stretchesOf(rows: readonly LitRow[]): LightStretch[] {
  const stretches: LightStretch[] = [];
  for (const row of rows) {
    const because = row.because as LightReason[];
    const last = stretches.at(-1);
    const now = { light: row.light as Light, because, planned: row.planned, actual: row.actual };
    if (last && last.light === row.light && kindOf(last.because) === kindOf(because)) Object.assign(last, now);
    else {
      if (last) last.to = row.from;
      stretches.push({ from: row.from, to: null, ...now });
    }
  }
  return stretches;
}

/** Reasons of one kind tell the same of the same things, whatever the figures of the day. */
const kindOf = (because: readonly LightReason[]): string =>
  JSON.stringify(because.map(({ code, facts }) => [code, facts.title, facts.until, facts.light, facts.version]));

/** Instants at which actual progress changed. */
export const progressOf = (rows: readonly LitRow[]): { at: string; percent: number }[] =>
  rows
    .filter((row, index) => index === 0 || rows[index - 1]?.actual !== row.actual)
    .map((row) => ({ at: row.from, percent: row.actual }));
