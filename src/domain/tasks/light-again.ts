// Judging lights again when facts outside the tasks or the day have changed: only what differs is written, versions stay.
import type { Call } from "../../kernel/call.ts";
import { recordEvents } from "../audit/service.ts";
import type { Db } from "../tables.ts";
import type { LightDecision } from "./light.ts";
import * as store from "./light-again-store.ts";
import { lightsOf, type TaskToJudge } from "./light-now.ts";
import { sameReasons } from "./light-past.ts";
import type { LightRule } from "./light-rule.ts";
import type { Light, LightReason, TaskState } from "./model.ts";
import { openStates } from "./rules.ts";

/**
 * Judges tasks at work of one programme again, on the transaction that changed a fact of theirs.
 * @param taskIds those concerned; `null`: all
 * @returns how many lights turned
 */
export async function judgeAgain(
  tx: Db,
  call: Call,
  programmeId: string,
  taskIds: readonly string[] | null,
): Promise<number> {
  const tasks = await store.tasksForLights(tx, programmeId, openStates, taskIds);
  const lights = await lightsOf(tx, call, tasks.map(judgedOf));
  const changed = tasks.flatMap((task) => {
    const { light, because, planned } = lights.get(task.id) as LightDecision;
    const isSame =
      light === task.light && planned === task.planned && sameReasons(because, task.because as LightReason[]);
    return isSame ? [] : [{ task, light, because, planned }];
  });
  const written = await store.setLights(
    tx,
    programmeId,
    changed.map(({ task: { id, version }, light, because, planned }) => ({ id, version, light, planned, because })),
    call.atIso,
  );
  const turned = changed.filter(({ task, light }) => written.has(task.id) && light !== task.light);
  const events = turned.map(({ task, light, because }) => ({
    kind: "task.light",
    programmeId,
    subject: { kind: "task", id: task.id },
    before: { light: task.light },
    after: { light, because },
  }));
  if (events.length > 0) await recordEvents(tx, call, events);
  return events.length;
}

/** Tasks at work whose light would be another under other thresholds today; nothing is written. */
export async function lightsUnder(db: Db, call: Call, programmeId: string, rule: LightRule) {
  const tasks = await store.tasksForLights(db, programmeId, openStates, null);
  const lights = await lightsOf(db, call, tasks.map(judgedOf), rule);
  return {
    total: tasks.length,
    turned: tasks.flatMap(({ id, number, ordinal, title, light }) => {
      const to = lights.get(id)?.light as Light;
      return to === light ? [] : [{ id, number: number ?? String(ordinal), title, from: light as Light, to }];
    }),
  };
}

const judgedOf = (task: Awaited<ReturnType<typeof store.tasksForLights>>[number]): TaskToJudge => ({
  ...task,
  state: task.state as TaskState,
  before: { light: task.light as Light, because: task.because as LightReason[] },
});
