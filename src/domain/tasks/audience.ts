// Whose business a task is, asked for many tasks at once by what tells readers of changes.
import type { Call } from "../../kernel/call.ts";
import { isoOf } from "../../kernel/clock.ts";
import { openProgramme } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import { taskFault } from "./model-faults.ts";
import { audiencesOf } from "./plan-store.ts";
import { isInScope, type LedgerScope, ledgerScope, type TaskAudience } from "./rules.ts";

/** How long, in milliseconds, somebody still hears of a task that was theirs: that it left them is news for them too. */
const leavetaking = 60_000;

/** The part of a programme's ledger that the actor sees; a refusal when the programme is not theirs to know. */
export async function ledgerScopeOf(db: Db, call: Call, programmeId: string): Promise<LedgerScope> {
  const programme = await openProgramme(db, call, programmeId);
  return ledgerScope(call.actor, programme.officeUnitId);
}

/** Whose business each of these tasks is, at `at` and shortly before; tasks of other programmes are left out. */
export async function taskAudiences(
  db: Db,
  programmeId: string,
  taskIds: readonly string[],
  at: number,
): Promise<ReadonlyMap<string, TaskAudience>> {
  if (taskIds.length === 0) return new Map();
  const rows = await audiencesOf(db, programmeId, taskIds, isoOf(at - leavetaking));
  return new Map(rows.map((row) => [row.id, row]));
}

/** Refuses, as if there were no such task, whoever may not see it. */
export async function seeTask(db: Db, call: Call, at: { programmeId: string; taskId: string }): Promise<void> {
  const scope = await ledgerScopeOf(db, call, at.programmeId);
  const [task] = await audiencesOf(db, at.programmeId, [at.taskId], call.atIso);
  if (!task || !isInScope(scope, task)) throw taskFault("task.absent");
}

/** Of tasks, for the registry of audiences. */
export const tasksAudience = { kind: "task", audiences: taskAudiences };
