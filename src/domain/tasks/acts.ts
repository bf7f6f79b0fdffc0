// Carrying out acts that move tasks, one or a thousand at once: read and locked together, each judged by itself, saved together.
import type { Call } from "../../kernel/call.ts";
import { Fault, kernelFault } from "../../kernel/errors.ts";
import { decideNote } from "../../kernel/state-machine.ts";
import { countEvidence } from "../evidence/service.ts";
import { openProgramme } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import type { ActInputs } from "./act-inputs.ts";
import { recordsOf, stepsDoneBy } from "./act-rules.ts";
import type { Step } from "./act-steps.ts";
import * as beside from "./acts-store.ts";
import {
  answerRows,
  type OpenTask,
  openTasks,
  type RowResult,
  refusal,
  refusalOf,
  rowResult,
  saveAll,
  trace,
} from "./change-many.ts";
import * as change from "./change-steps.ts";
import * as closing from "./close-steps.ts";
import type { TaskState } from "./model.ts";
import { taskFault } from "./model-faults.ts";
import type { TaskRowOutcome } from "./model-rows.ts";
import * as parts from "./parts-store.ts";
import { mayDo, type StepAct, type TaskAct, taskActs } from "./rules.ts";

const steps: { [Act in StepAct]: Step<Act> } = {
  issue: () => ({}),
  sign: () => ({}),
  begin: () => ({}),
  ...change,
  ...closing,
};

/** Acts that need no more than the task itself. */
const plainActs: readonly StepAct[] = ["issue", "sign"];

export interface ActRow<Act extends StepAct> {
  taskId: string;
  /** The version it is based on. */
  version: number;
  input: ActInputs[Act];
}

/**
 * Carries out one act on many tasks, each by itself; of a task that is named twice the second time is stale.
 * @returns the outcome of each, in the order given, with its task as it stands afterwards
 */
export async function actOnMany<Act extends StepAct>(
  tx: Db,
  call: Call,
  programmeId: string,
  act: Act,
  rows: readonly ActRow<Act>[],
): Promise<TaskRowOutcome[]> {
  const { results, tasks } = await carryOut(tx, call, programmeId, act, rows);
  return answerRows(call, results, tasks);
}

/**
 * The same for one task.
 * @returns the task as it stands afterwards
 * @throws Fault what the row was refused with
 */
export async function actOnOne<Act extends StepAct>(
  tx: Db,
  call: Call,
  programmeId: string,
  act: Act,
  row: ActRow<Act>,
): Promise<OpenTask> {
  const { results, tasks } = await carryOut(tx, call, programmeId, act, [row]);
  const fault = results[0]?.fault;
  if (fault) throw fault;
  return tasks.get(row.taskId) as OpenTask;
}

/** What a row comes to, without the task. */
export async function resultsOnMany<Act extends StepAct>(
  tx: Db,
  call: Call,
  programmeId: string,
  act: Act,
  rows: readonly ActRow<Act>[],
): Promise<RowResult[]> {
  return (await carryOut(tx, call, programmeId, act, rows)).results;
}

/**
 * What would come of the act on each of these tasks as they stand now. Nothing is held and nothing is written; what is
 * judged is what would be done, so that both say the same as long as nothing changes.
 */
export async function judgeMany<Act extends StepAct>(
  db: Db,
  call: Call,
  programmeId: string,
  act: Act,
  taskIds: readonly string[],
  input: ActInputs[Act],
): Promise<RowResult[]> {
  const rows = taskIds.map((taskId) => ({ taskId, version: asItStands, input }));
  return (await judge(db, call, programmeId, act, rows, false)).results;
}

/** Which of these acts the caller may do on each task as things stand, before anything is given with them. */
export async function faultsOfActs<Act extends TaskAct>(
  db: Db,
  call: Call,
  programmeId: string,
  taskIds: readonly string[],
  acts: readonly Act[],
): Promise<Map<Act, RowResult[]>> {
  const programme = await openProgramme(db, call, programmeId);
  const tasks = await openTasks(db, call, programme, taskIds, false);
  await readRecords(db, call, programme.id, tasks);
  // Refusals repeat: each is put into words once, not once a task.
  const worded = new Map<string, Fault>();
  const faultOf = (act: Act, open: OpenTask | undefined): Fault | null => {
    const decision = open && mayDo(act, call.actor, open.facts);
    if (decision?.allowed) return null;
    const key = `${act} ${JSON.stringify(decision)}`;
    const fault = worded.get(key) ?? (decision ? refusal(act, decision) : taskFault("task.absent"));
    worded.set(key, fault);
    return fault;
  };
  const result = (act: Act, taskId: string) => rowResult(taskId, faultOf(act, tasks.get(taskId)), true);
  return new Map(acts.map((act) => [act, taskIds.map((taskId) => result(act, taskId))]));
}

/** In place of a version: whichever the task has. */
const asItStands = null;

async function carryOut<Act extends StepAct>(
  tx: Db,
  call: Call,
  programmeId: string,
  act: Act,
  rows: readonly ActRow<Act>[],
) {
  const { results, tasks } = await judge(tx, call, programmeId, act, rows, true);
  const changed = [...tasks.values()].filter((open) => open.traces.length > 0);
  await beside.saveChanges(
    tx,
    changed.flatMap((open) => open.change ?? []),
  );
  await beside.saveCloseOuts(
    tx,
    changed.flatMap((open) => open.closeOut ?? []),
  );
  await saveAll(tx, call, changed);
  return { results, tasks };
}

type JudgedRow<Act extends StepAct> = Omit<ActRow<Act>, "version"> & { version: number | typeof asItStands };

async function judge<Act extends StepAct>(
  tx: Db,
  call: Call,
  programmeId: string,
  act: Act,
  rows: readonly JudgedRow<Act>[],
  hold: boolean,
) {
  const programme = await openProgramme(tx, call, programmeId);
  const ids = rows.map((row) => row.taskId);
  const below = act === "end" ? await parts.openPartsBelow(tx, programme.id, ids) : [];
  const tasks = await openTasks(tx, call, programme, [...ids, ...below.map((part) => part.id)], hold);
  if (!plainActs.includes(act)) await readRecords(tx, call, programme.id, tasks);
  const results = rows.map(({ taskId, version: given, input }) => {
    const open = tasks.get(taskId);
    const version = given ?? open?.task.version ?? 0;
    const fault =
      actedBefore(open, version) ??
      refusalOf(call, open, version, act) ??
      noteFault(act, input.note) ??
      take(call, open as OpenTask, act, input);
    return rowResult(taskId, fault, fault === null);
  });
  const done = new Map(results.flatMap(({ taskId, fault }, index) => (fault ? [] : [[taskId, rows[index]]])));
  for (const part of below) {
    const open = tasks.get(part.id);
    const row = done.get(part.rootId) as JudgedRow<Act> | undefined;
    // What was ended in its own right, or through a task further up, is over already.
    if (open && row && open.task.state !== "ended") take(call, open, act, row.input);
  }
  return { results, tasks };
}

/** Adds what is under way beside the tasks, and what acts ask of it. */
async function readRecords(tx: Db, call: Call, programmeId: string, tasks: ReadonlyMap<string, OpenTask>) {
  const ids = [...tasks.keys()];
  const changes = await beside.openChanges(tx, programmeId, ids);
  const closeOuts = await beside.newestCloseOuts(tx, programmeId, ids);
  const evidence = await countEvidence(tx, programmeId, "task", ids, call.today);
  for (const open of tasks.values()) {
    open.change = changes.get(open.task.id);
    open.closeOut = closeOuts.get(open.task.id);
    open.facts = {
      ...open.facts,
      evidenceCount: evidence.get(open.task.id) ?? 0,
      lastDoneBy: stepsDoneBy(open.change, open.closeOut),
      more: recordsOf({
        groupId: open.task.group_id,
        depth: open.task.depth,
        parts: open.task.parts,
        parent: open.task.parent,
        change: open.change,
        closeOut: open.closeOut,
        today: call.today,
        zone: call.zone,
      }),
    };
  }
}

const actedBefore = (open: OpenTask | undefined, given: number) =>
  open && open.traces.length > 0 ? kernelFault("version.stale", { current: open.task.version, given }) : null;

function noteFault(act: StepAct, note: string | undefined): Fault | null {
  const decision = decideNote(taskActs[act] as { note?: "required" | "optional" }, note);
  return decision.allowed ? null : refusal(act, decision);
}

/** Takes the step of an act on one open task; the table gives the state that follows. */
function take<Act extends StepAct>(call: Call, open: OpenTask, act: Act, input: ActInputs[Act]): Fault | null {
  const told = steps[act](open, input, call);
  if (told instanceof Fault) return told;
  const { task } = open;
  const was = task.state;
  const state: TaskState = taskActs[act].to ?? (was as TaskState);
  const moves = state !== was;
  if (moves) {
    task.state = state;
    task.state_since = call.atIso;
  }
  trace(
    open,
    `task.${act}`,
    { ...(moves ? { state: was } : {}), ...told.before },
    { ...(moves ? { state } : {}), ...told.after },
    input.note,
  );
  return null;
}
