// Lights follow the calendar: once a day, every task at work is judged again; only changes are written.
import { ownCall } from "../../kernel/call.ts";
import { programActor } from "../accounts/model.ts";
import type { Db } from "../tables.ts";
import { judgeAgain } from "./light-again.ts";
import * as places from "./plan-store.ts";

/** All programmes, for work that goes through them one by one. */
export const programmeIds = (db: Db): Promise<string[]> => places.programmeIds(db);

/**
 * Judges the lights of all open tasks anew for the day of `at`.
 * @returns how many changed
 */
export async function refreshLights(db: Db, at: number, zone: string): Promise<number> {
  let changed = 0;
  // Programme by programme, so that no transaction holds the tasks of all of them and memory holds those of one.
  for (const programmeId of await programmeIds(db))
    changed += await db.transaction().execute((tx) => judgeLightsOf(tx, programmeId, at, zone));
  return changed;
}

/**
 * The same inside a transaction that is open already, for one programme alone.
 * @returns how many changed
 */
export const judgeLightsOf = (tx: Db, programmeId: string, at: number, zone: string): Promise<number> =>
  judgeAgain(tx, ownCall(programActor, at, zone, "tasks.refreshLights"), programmeId, null);
