// Acts on the ledger: load, decide, save, record the event; each on the transaction it is given.
import type { Call } from "../../kernel/call.ts";
import { endOfDay } from "../../kernel/clock.ts";
import { kernelFault } from "../../kernel/errors.ts";
import { newId } from "../../kernel/ids.ts";
import { markOf, readMark } from "../../kernel/page-mark.ts";
import { decideNote } from "../../kernel/state-machine.ts";
import { lastDoneBy, recordEvent, storyOf } from "../audit/service.ts";
import { openProgramme } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import { assignOne } from "./assign.ts";
import { refusal } from "./change-many.ts";
import { editOne } from "./edit.ts";
import type { Reading } from "./ledger-store.ts";
import * as ledger from "./ledger-store.ts";
import { lightOf, toJudge } from "./light-now.ts";
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
  type TaskState,
  type UnitAssignments,
} from "./model.ts";
import { taskFault } from "./model-faults.ts";
import { factsOf, groupsOf, presentTask } from "./present-task.ts";
import { editReachOf, ledgerScope, mayDo, sees, type TaskAct, taskActs } from "./rules.ts";
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
    asOf: query.asOf ? endOfDay(query.asOf, call.zone) : null,
    today: query.asOf ?? call.today,
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

export async function countTasks(db: Db, call: Call, query: { programmeId: string; asOf?: string | undefined }) {
  const { reading } = await readingOf(db, call, query);
  const counts: TaskCounts = { total: 0, states: {}, lights: {} };
  for (const row of await ledger.countTasks(db, reading)) {
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
  const asOf = query.asOf ? endOfDay(query.asOf, call.zone) : null;
  const { task, story, facts } = await load(db, call, query, asOf);
  return presentTask(db, call, task, story, facts, query.asOf ?? null);
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
  const { task } = await loadFor(tx, call, input, "plan", input.version);
  if (input.milestones.length > maxMilestones) throw taskFault("task.too-many-milestones", { limit: maxMilestones });
  const known = new Set(task.milestones.map((milestone) => milestone.id));
  const named = input.milestones.flatMap((milestone) => milestone.id ?? []);
  const stray = named.find((id, index) => !known.has(id) || named.indexOf(id) !== index);
  if (stray) throw taskFault("task.no-such-milestone", { id: stray });
  const milestones = input.milestones.map(({ id, ...milestone }) => ({ ...milestone, id: id ?? newId(call.at) }));
  await store.replaceMilestones(tx, task.programme_id, task.id, milestones, call.atIso);
  await save(
    tx,
    call,
    { ...task, milestones },
    input.version,
    {},
    {
      kind: "task.plan",
      before: { milestones: task.milestones.map(milestoneLine) },
      after: { milestones: milestones.map(milestoneLine) },
    },
  );
  return { version: input.version + 1, milestones };
}

const milestoneLine = (milestone: { title: string; dueOn: string; reachedOn: string | null }) =>
  `${milestone.dueOn} ${milestone.title}${milestone.reachedOn ? ` ✓${milestone.reachedOn}` : ""}`;

type ActInput = At & { version: number; note?: string | undefined };

export const issueTask = (tx: Db, call: Call, input: ActInput) => act(tx, call, input, "issue");
export const signTask = (tx: Db, call: Call, input: ActInput) => act(tx, call, input, "sign");
export const beginTask = (tx: Db, call: Call, input: ActInput) => act(tx, call, input, "begin");

async function act(tx: Db, call: Call, input: ActInput, name: TaskAct): Promise<Task> {
  await moveTask(tx, call, input, name);
  return getTask(tx, call, input);
}

/** Carries out an act that only moves the state, without reading the task again: the table says from where, to where, by whom. */
export async function moveTask(tx: Db, call: Call, input: ActInput, name: TaskAct): Promise<ActResult> {
  const { task } = await loadFor(tx, call, input, name, input.version);
  const row: (typeof taskActs)[TaskAct] & { note?: "required" | "optional" } = taskActs[name];
  const note = decideNote(row, input.note);
  if (!note.allowed) throw refusal(name, note);
  const state = row.to ?? (task.state as TaskState);
  await save(
    tx,
    call,
    { ...task, state },
    input.version,
    { state },
    {
      kind: `task.${name}`,
      note: input.note,
      before: { state: task.state },
      after: { state },
    },
  );
  return { version: input.version + 1, milestones: task.milestones };
}

/** Loads a task for an act: absent and invisible look alike, a stale version is told, the table decides. */
async function loadFor(tx: Db, call: Call, at: At, name: TaskAct, version: number) {
  // The story is asked only by acts that must not be done by who did another.
  const loaded = await load(tx, call, at, null, "notBy" in taskActs[name]);
  if (loaded.task.version !== version)
    throw kernelFault("version.stale", { current: loaded.task.version, given: version });
  const decision = mayDo(name, call.actor, loaded.facts);
  if (!decision.allowed) throw refusal(name, decision);
  return loaded;
}

async function load(db: Db, call: Call, at: At, asOf: string | null, withStory = true) {
  const programme = await openProgramme(db, call, at.programmeId);
  const [task] = await store.findWholeTasks(db, programme.id, [at.taskId], asOf);
  if (!task) throw taskFault("task.absent");
  const facts = factsOf(programme, { ...task, groupId: task.group_id });
  if (!sees(ledgerScope(call.actor, programme.officeUnitId), facts)) throw taskFault("task.absent");
  const story = withStory ? await storyOf(db, task.id, asOf) : [];
  return { task, story, facts: { ...facts, lastDoneBy: lastDoneBy(story) } };
}

interface Trace {
  kind: string;
  note?: string | undefined;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
}

/** Saves what an act changed, with the light that follows from it, and records the event. */
async function save(
  tx: Db,
  call: Call,
  task: store.WholeTask,
  version: number,
  patch: store.TaskPatch,
  trace: Trace,
): Promise<void> {
  const light = await lightOf(tx, call, toJudge(task));
  const saved = await store.saveTask(tx, task.programme_id, task.id, version, {
    ...patch,
    light: light.light,
    light_because: JSON.stringify(light.because),
    planned_percent: light.planned,
    progress_percent: light.actual,
    changed_at: call.atIso,
    changed_by: call.actor.personId,
  });
  if (!saved)
    throw kernelFault("version.stale", {
      current: await store.currentVersion(tx, task.programme_id, task.id),
      given: version,
    });
  await recordEvent(tx, call, {
    ...trace,
    programmeId: task.programme_id,
    subject: { kind: "task", id: task.id, version: version + 1 },
  });
}
