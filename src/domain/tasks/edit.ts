// Editing fields of tasks in place: one or a thousand in a request, by the same rules, each with its own outcome.
import { z } from "zod";
import { placesOf } from "../../http/http.ts";
import type { Call } from "../../kernel/call.ts";
import { Fault, kernelFault } from "../../kernel/errors.ts";
import { getUnit } from "../organisations/service.ts";
import { joinProgramme, openProgramme } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
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
import { TaskChange } from "./model.ts";
import { taskFault } from "./model-faults.ts";
import type { TaskRowOutcome } from "./model-rows.ts";
import { editReachOf, mayEditFields } from "./rules.ts";
import type { TaskRow } from "./store.ts";

export interface TaskEdit {
  taskId: string;
  /** The version it is based on. */
  version: number;
  change: Readonly<Record<string, unknown>>;
}

const fieldColumns = {
  shortTitle: "short_title",
  annualGoal: "annual_goal",
  expectedOutcome: "expected_outcome",
  leader: "leader",
  contact: "contact",
  startsOn: "starts_on",
  needsNational: "needs_national",
  isPublic: "is_public",
  groupId: "group_id",
} as const satisfies Record<keyof TaskChange, keyof TaskRow>;

/** Of many rows, a field that nobody may edit is a mistake to be told; unknown fields are never passed over. */
const StrictChange = z.strictObject(TaskChange.shape);

/**
 * Edits fields of many tasks in the order given, each by itself; a task that is named twice meets its own new version.
 * @returns the outcome of each edit, in the order given, with its task as it stands afterwards, or its version alone
 */
export async function editTasks(
  tx: Db,
  call: Call,
  { programmeId, edits, withTasks = true }: { programmeId: string; edits: readonly TaskEdit[]; withTasks?: boolean },
): Promise<TaskRowOutcome[]> {
  const { results, tasks } = await edit(tx, call, programmeId, edits);
  return answerRows(call, results, tasks, withTasks);
}

/**
 * The same for one task.
 * @throws Fault what the row was refused with
 */
export async function editOne(tx: Db, call: Call, programmeId: string, one: TaskEdit): Promise<void> {
  const { results } = await edit(tx, call, programmeId, [one]);
  const fault = results[0]?.fault;
  if (fault) throw fault;
}

/** What a row comes to, without the task. */
export async function editResults(
  tx: Db,
  call: Call,
  programmeId: string,
  edits: readonly TaskEdit[],
): Promise<RowResult[]> {
  return (await edit(tx, call, programmeId, edits)).results;
}

/** What would come of the same change on each of these tasks as they stand now; nothing is held and nothing is written. */
export async function judgeEdits(
  db: Db,
  call: Call,
  programmeId: string,
  taskIds: readonly string[],
  change: TaskEdit["change"],
): Promise<RowResult[]> {
  const edits = taskIds.map((taskId) => ({ taskId, version: null, change }));
  return (await judgeAll(db, call, programmeId, edits, false)).results;
}

async function edit(tx: Db, call: Call, programmeId: string, edits: readonly TaskEdit[]) {
  const { programme, results, tasks } = await judgeAll(tx, call, programmeId, edits, true);
  // A working group that takes a task on takes part in the programme from now on.
  const joined = [...tasks.values()].flatMap(({ task, traces }) =>
    traces.some((one) => "groupId" in one.after) && task.group_id ? [task.group_id] : [],
  );
  await joinProgramme(tx, call, programme.id, joined);
  await saveAll(tx, call, tasks.values());
  return { results, tasks };
}

type JudgedEdit = Omit<TaskEdit, "version"> & { version: number | null };

async function judgeAll(tx: Db, call: Call, programmeId: string, edits: readonly JudgedEdit[], hold: boolean) {
  const programme = await openProgramme(tx, call, programmeId);
  const ids = edits.map((one) => one.taskId);
  const tasks = await openTasks(tx, call, programme, ids, hold);
  const parsed = edits.map((one) => StrictChange.safeParse(one.change));
  const groups = await groupsNamed(
    tx,
    call,
    parsed.flatMap(({ data }) => data?.groupId ?? []),
  );
  const results = edits.map(({ taskId, version: given }, index) => {
    const { data: change, error } = parsed[index] as (typeof parsed)[number];
    const open = tasks.get(taskId);
    const version = given ?? open?.task.version ?? 0;
    const fault =
      refusalOf(call, open, version, "edit") ??
      (error ? unfit(error) : null) ??
      judge(call, open as OpenTask, change as TaskChange, groups);
    return rowResult(taskId, fault, fault === null && apply(open as OpenTask, change as TaskChange, groups));
  });
  return { programme, results, tasks };
}

function unfit(error: z.ZodError): Fault {
  const places = placesOf(error.issues);
  return kernelFault("request.invalid", { fields: places.map((place) => `${place.path} ${place.en}`.trim()) }, places);
}

/** The working groups named in edits: the name of each, or why it cannot be one. */
async function groupsNamed(tx: Db, call: Call, ids: readonly string[]): Promise<Map<string, string | Fault>> {
  const groups = new Map<string, string | Fault>();
  for (const unitId of new Set(ids))
    try {
      const unit = await getUnit(tx, call, { unitId });
      groups.set(unitId, unit.kind === "group" ? unit.shortName : taskFault("task.not-a-group", { unit: unit.name }));
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      groups.set(unitId, taskFault("task.no-such-unit", { units: [unitId] }));
    }
  return groups;
}

function judge(
  call: Call,
  { task, facts }: OpenTask,
  change: TaskChange,
  groups: ReadonlyMap<string, string | Fault>,
): Fault | null {
  const fields = mayEditFields(editReachOf(call.actor, facts), Object.keys(change));
  if (!fields.allowed) return refusal("edit", fields, fields.facts.fields as string[]);
  if (change.startsOn && task.due_on && change.startsOn > task.due_on)
    return taskFault("task.due-before-start", { due: task.due_on, start: change.startsOn });
  const group = change.groupId ? groups.get(change.groupId) : null;
  return group instanceof Fault ? group : null;
}

/** Writes the fields that differ into the open task; was there any? */
function apply(open: OpenTask, change: TaskChange, groups: ReadonlyMap<string, string | Fault>): boolean {
  const { task } = open;
  const before: Record<string, unknown> = {};
  const after: Record<string, unknown> = {};
  for (const field of Object.keys(change) as (keyof TaskChange)[]) {
    const column = fieldColumns[field];
    const value = change[field];
    if (value === undefined || task[column] === value) continue;
    before[field] = task[column];
    after[field] = value;
    Object.assign(task, { [column]: value });
  }
  if (Object.keys(after).length === 0) return false;
  if ("groupId" in after) {
    open.facts = { ...open.facts, groupId: task.group_id };
    task.groupName = task.group_id ? (groups.get(task.group_id) as string) : null;
  }
  trace(open, "task.edit", before, after);
  return true;
}
