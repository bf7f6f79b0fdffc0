// Lights follow the calendar: once a day, every task at work is judged again; only changes are written.
import { ownCall } from "../../kernel/call.ts";
import { programActor } from "../accounts/model.ts";
import { recordEvents } from "../audit/service.ts";
import type { Db } from "../tables.ts";
import { progressLight } from "./light.ts";
import type { LightReason, TaskState } from "./model.ts";
import * as places from "./plan-store.ts";
import { openStates } from "./rules.ts";

/**
 * Judges the lights of all open tasks anew for the day of `at`.
 * @returns how many changed
 */
export async function refreshLights(db: Db, at: number, zone: string): Promise<number> {
  return db.transaction().execute((tx) => judge(tx, at, zone));
}

/**
 * The same inside a transaction that is open already, for one programme alone.
 * @returns how many changed
 */
export const judgeLightsOf = (tx: Db, programmeId: string, at: number, zone: string): Promise<number> =>
  judge(tx, at, zone, programmeId);

async function judge(tx: Db, at: number, zone: string, programmeId?: string): Promise<number> {
  const call = ownCall(programActor, at, zone, "tasks.refreshLights");
  const events = [];
  for (const task of await places.tasksForLights(tx, openStates, programmeId)) {
    const decision = progressLight({ ...task, state: task.state as TaskState, today: call.today });
    if (decision.light === task.light && decision.planned === task.planned) continue;
    const written = await places.setLight(tx, task, {
      light: decision.light,
      because: JSON.stringify(decision.because satisfies LightReason[]),
      planned: decision.planned,
      at: call.atIso,
    });
    if (written && decision.light !== task.light)
      events.push({
        kind: "task.light",
        programmeId: task.programmeId,
        subject: { kind: "task", id: task.id },
        before: { light: task.light },
        after: { light: decision.light, because: decision.because },
      });
  }
  if (events.length > 0) await recordEvents(tx, call, events);
  return events.length;
}
