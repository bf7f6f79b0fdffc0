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
  const changed: { task: { light: string }; to: places.NewLight; because: readonly LightReason[] }[] = [];
  for (const task of await places.tasksForLights(tx, openStates, programmeId)) {
    const { light, because, planned } = progressLight({
      ...task,
      state: task.state as TaskState,
      today: call.today,
    });
    if (light === task.light && planned === task.planned) continue;
    const { id, version } = task;
    const to = { programmeId: task.programmeId, id, version, light, planned, because: JSON.stringify(because) };
    changed.push({ task, to, because });
  }
  const written = await places.setLights(
    tx,
    changed.map((one) => one.to),
    call.atIso,
  );
  const events = changed
    .filter(({ task, to }) => written.has(to.id) && to.light !== task.light)
    .map(({ task, to, because }) => ({
      kind: "task.light",
      programmeId: to.programmeId,
      subject: { kind: "task", id: to.id },
      before: { light: task.light },
      after: { light: to.light, because },
    }));
  if (events.length > 0) await recordEvents(tx, call, events);
  return events.length;
}
