// Acts on the ledger: load, decide, save, record the event; each on the transaction it is given.

import type { Call } from "../../kernel/call.ts";
import { newId } from "../../kernel/ids.ts";
import { markOf, readMark } from "../../kernel/page-mark.ts";
import { dayRead } from "../../kernel/rows-at.ts";
import { storyOf } from "../audit/service.ts";
import { countEvidence } from "../evidence/service.ts";
import { openProgramme } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import type { ActInputs } from "./act-inputs.ts";
import { actOnOne } from "./acts.ts";
import * as beside from "./acts-store.ts";
import { assignOne } from "./assign.ts";
import { type OpenTask, openTasks, refusalOf, saveAll, trace } from "./change-many.ts";
import { editOne } from "./edit.ts";
import type { Reading } from "./ledger-store.ts";
import * as ledger from "./ledger-store.ts";
import {
  type Milestone,
  type MilestonePlan,
  maxMilestones,
  type Task,
  type TaskChange,
  type TaskCounts,
  type TaskGroupQuery,
  type TaskGroups,
  type TaskPage,
  type TaskQuery,
  type UnitAssignments,
} from "./model.ts";
import { taskFault } from "./model-faults.ts";
import type { PartFilter } from "./model-parts.ts";
import { factsOf, groupsOf, presentTask } from "./present-task.ts";
import { editReachOf, ledgerScope, type StepAct, sees } from "./rules.ts";
import * as store from "./store.ts";

interface At {
  programmeId: string;
  taskId: string;
}

/** How a programme's ledger is read by this caller; a past day is read as it ended. */
export async function readingOf(db: Db, call: Call, query: { programmeId: string; asOf?: string | undefined }) {
  const programme = await openProgramme(db, call, query.programmeId);
  const reading: Reading = {
    programmeId: programme.id,
    scope: ledgerScope(call.actor, programme.officeUnitId),
    ...dayRead(call, query.asOf),
    zone: call.zone,
  };
  return { programme, reading };
}

export async function listTasks(db: Db, call: Call, query: TaskQuery & { programmeId: string }): Promise<TaskPage> {
  const { programme, reading } = await readingOf(db, call, query);
  const length = ledger.keyColumns(query.sort).length + 1;
  const [counted, ...mark] = query.after ? readMark(query.sort, query.after, length) : [];
  // The first page counts; its mark carries the number on, so that paging does not pay for it again.
  const total = typeof counted === "number" ? counted : await ledger.countFiltered(db, reading, query);
  const items = await ledger.findTasks(db, reading, query, query.after ? mark : null);
  const page = items.slice(0, query.limit);
  const last = page.at(-1);
  return {
    items: page.map(({ mark: _mark, ...task }) => ({
      ...task,
      mayEdit: reading.asOf ? "none" : editReachOf(call.actor, factsOf(programme, task)),
    })),
    total,
    next: last && items.length > page.length ? markOf(query.sort, [total, ...last.mark]) : null,
  } as TaskPage;
}

export async function countTasks(
  db: Db,
  call: Call,
  query: { programmeId: string; asOf?: string | undefined; parts?: PartFilter | undefined },
) {
  const { reading } = await readingOf(db, call, query);
  const parts = await ledger.countFiltered(db, reading, { parts: "only" });
  const counts: TaskCounts = { total: 0, states: {}, lights: {}, parts };
  for (const row of await ledger.countTasks(db, reading, query)) {
    counts.total += row.count;
    counts.states[row.state] = (counts.states[row.state] ?? 0) + row.count;
    counts.lights[row.light] = (counts.lights[row.light] ?? 0) + row.count;
  }
  return counts;
}

/** The ledger in groups, each with its lights, in the order in which the ledger shows them. */
export async function groupTasks(
  db: Db,
  call: Call,
  query: TaskGroupQuery & { programmeId: string },
): Promise<TaskGroups> {
  const { reading } = await readingOf(db, call, query);
  const rows = await ledger.groupTasks(db, reading, query.by, query);
  const severalTimes = query.by === "lead" || query.by === "support";
  const total = severalTimes
    ? await ledger.countFiltered(db, reading, query)
    : rows.reduce((sum, row) => sum + row.count, 0);
  return { items: groupsOf(query.by, rows), total };
}

export async function getTask(db: Db, call: Call, query: At & { asOf?: string | undefined }): Promise<Task> {
  const { asOf } = dayRead(call, query.asOf);
  return presentTask(db, call, await load(db, call, query, asOf), query.asOf ?? null);
}

/** Edits fields of a task; a lead unit edits those it fills in for itself. */
export async function editTask(tx: Db, call: Call, input: At & TaskChange & { version: number }): Promise<Task> {
  const { programmeId, taskId, version, ...change } = input;
  await editOne(tx, call, programmeId, { taskId, version, change });
  return getTask(tx, call, input);
}

/** Names the lead, cooperating and guiding units anew; links that no longer hold are ended, not removed. */
export async function assignUnits(
  tx: Db,
  call: Call,
  input: At & UnitAssignments & { version: number },
): Promise<Task> {
  await assignOne(tx, call, input.programmeId, input);
  return getTask(tx, call, input);
}

/** Sets the milestones of a task; those left out are dropped and stay readable in the past. */
export async function planMilestones(
  tx: Db,
  call: Call,
  input: At & MilestonePlan & { version: number },
): Promise<Task> {
  await setMilestones(tx, call, input);
  return getTask(tx, call, input);
}

/** What an act leaves of a task, for whoever does many in a row and does not look at each. */
export interface ActResult {
  version: number;
  milestones: readonly Milestone[];
}

/** Sets milestones as `planMilestones` does, without reading the task again. */
export async function setMilestones(
  tx: Db,
  call: Call,
  input: At & MilestonePlan & { version: number },
): Promise<ActResult> {
  const programme = await openProgramme(tx, call, input.programmeId);
  const tasks = await openTasks(tx, call, programme, [input.taskId]);
  const open = tasks.get(input.taskId);
  const fault = refusalOf(call, open, input.version, "plan") ?? unfitPlan((open as OpenTask).task, input);
  if (fault) throw fault;
  const { task } = open as OpenTask;
  const milestones = input.milestones.map(({ id, ...milestone }) => ({ ...milestone, id: id ?? newId(call.at) }));
  const kept = new Set(milestones.map(({ id }) => id));
  const gone = task.milestones.flatMap(({ id }) => (kept.has(id) ? [] : [id]));
  await store.dropMilestones(tx, task.programme_id, gone, call.atIso);
  await store.keepMilestones(tx, task.programme_id, task.id, milestones, call.atIso);
  const before = { milestones: task.milestones.map(milestoneLine) };
  task.milestones = milestones;
  trace(open as OpenTask, "task.plan", before, { milestones: milestones.map(milestoneLine) });
  await saveAll(tx, call, tasks.values());
  return { version: task.version, milestones };
}

function unfitPlan(task: store.WholeTask, { milestones }: MilestonePlan) {
  if (milestones.length > maxMilestones) return taskFault("task.too-many-milestones", { limit: maxMilestones });
  const known = new Set(task.milestones.map((milestone) => milestone.id));
  const named = milestones.flatMap((milestone) => milestone.id ?? []);
  const stray = named.find((id, index) => !known.has(id) || named.indexOf(id) !== index);
  return stray ? taskFault("task.no-such-milestone", { id: stray }) : null;
}

const milestoneLine = (milestone: { title: string; dueOn: string; reachedOn: string | null }) =>
  `${milestone.dueOn} ${milestone.title}${milestone.reachedOn ? ` ✓${milestone.reachedOn}` : ""}`;

/** An operation that carries out one act on one task and answers with the task. */
export const actOf =
  <Act extends StepAct>(act: Act) =>
  async (tx: Db, call: Call, { programmeId, taskId, version, ...input }: At & { version: number } & ActInputs[Act]) => {
    await actOnOne(tx, call, programmeId, act, { taskId, version, input: input as unknown as ActInputs[Act] });
    return getTask(tx, call, { programmeId, taskId });
  };

/** Carries out an act that only moves the state, without reading the task again. */
export async function moveTask(
  tx: Db,
  call: Call,
  input: At & { version: number; note?: string | undefined },
  name: "issue" | "sign" | "begin" | "resume" | "reviewClose" | "close" | "returnForMore",
): Promise<ActResult> {
  const { taskId, version, note } = input;
  const { task } = await actOnOne(tx, call, input.programmeId, name, { taskId, version, input: { note } });
  return { version: task.version, milestones: task.milestones };
}

/** A task with what lies beside it; absent and invisible look alike. */
async function load(db: Db, call: Call, at: At, asOf: string | null) {
  const programme = await openProgramme(db, call, at.programmeId);
  const [task] = await store.findWholeTasks(db, programme.id, [at.taskId], asOf);
  if (!task) throw taskFault("task.absent");
  const facts = factsOf(programme, { ...task, groupId: task.group_id });
  if (!sees(ledgerScope(call.actor, programme.officeUnitId), facts)) throw taskFault("task.absent");
  const story = await storyOf(db, task.id, asOf);
  const changes = await beside.changesOf(db, programme.id, task.id, asOf);
  const closeOuts = await beside.closeOutsOf(db, programme.id, task.id, asOf);
  // Evidence is asked for by one act alone.
  const evidence =
    task.state === "inProgress"
      ? await countEvidence(db, programme.id, "task", [task.id], call.today)
      : new Map<string, number>();
  return { task, story, changes, closeOuts, facts: { ...facts, evidenceCount: evidence.get(task.id) ?? 0 } };
}
