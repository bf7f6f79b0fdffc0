// One task as somebody may see it, with what the rules ask of it: for modules whose records hang on a task.
import type { Call } from "../../kernel/call.ts";
import type { OpenProgramme } from "../pilot/rules.ts";
import { openProgramme } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import { taskFault } from "./model-faults.ts";
import { factsOf } from "./present-task.ts";
import { ledgerScope, sees } from "./rules.ts";
import * as store from "./store.ts";

/**
 * The task, now or as of an instant, if the actor may see it.
 * @throws Fault `task.absent`, the same whether it does not exist or is not theirs
 */
export async function openTask(
  db: Db,
  call: Call,
  at: { programmeId: string; taskId: string },
  asOf: string | null = null,
) {
  const programme = await openProgramme(db, call, at.programmeId);
  const [task] = await store.findWholeTasks(db, programme.id, [at.taskId], asOf);
  if (!task) throw taskFault("task.absent");
  const facts = factsOf(programme, { ...task, groupId: task.group_id });
  if (!sees(ledgerScope(call.actor, programme.officeUnitId), facts)) throw taskFault("task.absent");
  return { programme, task, facts };
}

type ProgrammeOfTasks = Pick<OpenProgramme, "id" | "officeUnitId">;

/** Several tasks of a programme with what the rules ask of them; who may see them is decided by the caller. */
export async function openTasksFor(db: Db, programme: ProgrammeOfTasks, taskIds: readonly string[]) {
  const tasks = taskIds.length === 0 ? [] : await store.findWholeTasks(db, programme.id, taskIds, null);
  return new Map(
    tasks.map((task) => [task.id, { task, facts: factsOf(programme, { ...task, groupId: task.group_id }) }]),
  );
}

/** Several tasks while the transaction holds them, in one order for everybody. */
export async function holdTasks(tx: Db, programme: ProgrammeOfTasks, taskIds: readonly string[]) {
  await store.lockTasks(tx, programme.id, taskIds.toSorted());
  return openTasksFor(tx, programme, taskIds);
}

/** One task while the transaction holds the task, so that nobody else changes it or what hangs on it. */
export async function holdTask(tx: Db, call: Call, at: { programmeId: string; taskId: string }) {
  await store.lockTasks(tx, at.programmeId, [at.taskId]);
  return openTask(tx, call, at);
}
