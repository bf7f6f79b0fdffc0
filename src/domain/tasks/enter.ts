// Tasks from a confirmed plan, or an office's own ledger, enter; those whose sentence is unchanged keep everything that hangs on them.
import { createHash } from "node:crypto";
import type { Call } from "../../kernel/call.ts";
import { newId } from "../../kernel/ids.ts";
import { recordEvents } from "../audit/service.ts";
import { joinProgramme } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import { type Kept, keepTasks, shortTitleOf } from "./keep.ts";
import type { LightDecision } from "./light.ts";
import { lightsOf } from "./light-now.ts";
import type { TaskChange, TaskPart } from "./model.ts";
import type { Taken } from "./model-plan.ts";
import * as store from "./store.ts";
import { tasksOfProgramme } from "./version-store.ts";

export interface TaskToEnter {
  number: string | null;
  path: readonly string[];
  text: string;
  /** Of its sentence in the plan; without one it is made from the text. */
  contentKey?: string;
  /** Its place in the plan's text; `null` where it comes from no plan. */
  start: number | null;
  end: number | null;
  dueText: string | null;
  dueOn: string | null;
  startsOn: string | null;
  units: readonly { unitId: string; part: TaskPart; implied: boolean; ownDuty?: string | null }[];
  /** What an office's own ledger says besides. */
  fields?: TaskChange;
  /** The task that goes on under this sentence, and what of the new version it takes over beside its words. */
  carries?: { taskId: string; take: readonly Taken[]; returns: boolean };
  /** Begins a task though one with the same sentence is there. */
  isNew?: boolean;
}

/** Tells equal texts of one ledger apart by how often each came before, so that the same file finds its tasks again. */
function keysOf(tasks: readonly TaskToEnter[]): string[] {
  const times = new Map<string, number>();
  return tasks.map(({ contentKey, text }) => {
    if (contentKey) return contentKey;
    const time = (times.get(text) ?? 0) + 1;
    times.set(text, time);
    return createHash("sha256").update(`own ${time} ${text}`).digest("hex").slice(0, 32);
  });
}

/**
 * Enters tasks in the order given. One that carries on an existing task, or has the sentence of one, becomes no new task:
 * that task keeps its id, state, milestones and history and gets its new place and wording.
 * With `planVersionId` null they come from a ledger that an office already has: they follow behind the present ones, and
 * those that are there already stay as they are. Who may do so is decided by the caller.
 * @returns how many were added, how many kept their sentence and how many were reworded, and the ids in the order given
 */
export async function enterTasks(
  tx: Db,
  call: Call,
  programmeId: string,
  planVersionId: string | null,
  tasks: readonly TaskToEnter[],
): Promise<{ added: number; kept: number; reworded: number; taskIds: string[] }> {
  const present = await tasksOfProgramme(tx, programmeId);
  const byId = new Map(present.map((task) => [task.id, task]));
  const carried = new Set(tasks.flatMap((task) => task.carries?.taskId ?? []));
  const byContent = new Map(
    present.filter((task) => !carried.has(task.id)).map((task) => [task.contentKey, task] as const),
  );
  const keys = keysOf(tasks);
  const behind = planVersionId === null ? Math.max(0, ...present.slice(-1).map((task) => task.ordinal)) : 0;
  const entered: { id: string; ordinal: number; task: TaskToEnter & { contentKey: string } }[] = [];
  const units: store.NewTaskUnitRow[] = [];
  const kept: Kept[] = [];
  const taskIds = tasks.map((given, index) => {
    const task = { ...given, contentKey: keys[index] as string };
    const ordinal = planVersionId === null ? behind + entered.length + 1 : index + 1;
    const held = task.carries ? byId.get(task.carries.taskId) : task.isNew ? undefined : byContent.get(task.contentKey);
    if (held) {
      kept.push({
        held,
        task,
        ordinal,
        take: task.carries?.take ?? [],
        returns: task.carries?.returns ?? false,
      });
      return held.id;
    }
    const id = newId(call.at);
    entered.push({ id, ordinal, task });
    units.push(...unitRows(call, programmeId, id, task));
    return id;
  });
  const lights = await lightsOf(
    tx,
    call,
    entered.map(({ id, task }) => ({
      programmeId,
      id,
      state: "draft",
      startsOn: startOf(task),
      dueOn: task.dueOn,
      milestones: [],
    })),
  );
  const rows = entered.map(({ id, ordinal, task }) =>
    rowOf(call, programmeId, planVersionId, id, ordinal, task, lights.get(id) as LightDecision),
  );
  await store.insertTasks(tx, rows);
  await store.insertUnits(tx, units);
  const reworded = planVersionId === null ? 0 : await keepTasks(tx, call, programmeId, planVersionId, kept);
  await joinProgramme(tx, call, programmeId, [
    ...units.map((unit) => unit.unit_id),
    ...rows.flatMap((row) => row.group_id ?? []),
    ...kept.flatMap(({ task, take }) => (take.includes("units") ? task.units.map((unit) => unit.unitId) : [])),
  ]);
  await recordEvents(
    tx,
    call,
    rows.map((row) => ({
      kind: "task.entered",
      programmeId,
      subject: { kind: "task", id: row.id, version: 1 },
      after: { number: row.number, text: row.text, planVersionId },
    })),
  );
  return { added: rows.length, kept: kept.length - reworded, reworded, taskIds };
}

const startOf = ({ fields, startsOn }: TaskToEnter) => fields?.startsOn ?? startsOn;

function rowOf(
  call: Call,
  programmeId: string,
  planVersionId: string | null,
  id: string,
  ordinal: number,
  task: TaskToEnter & { contentKey: string },
  light: LightDecision,
): store.NewTaskRow {
  const { fields = {} } = task;
  return {
    programme_id: programmeId,
    id,
    plan_version_id: planVersionId,
    ordinal,
    number: task.number,
    path: [...task.path],
    text: task.text,
    short_title: fields.shortTitle ?? shortTitleOf(task.text),
    content_key: task.contentKey,
    range_start: task.start,
    range_end: task.end,
    group_id: fields.groupId ?? null,
    state: "draft",
    light: light.light,
    light_because: light.because,
    maturity: 0,
    in_force_on: null,
    needs_national: fields.needsNational ?? false,
    annual_goal: fields.annualGoal ?? null,
    expected_outcome: fields.expectedOutcome ?? null,
    leader: fields.leader ?? null,
    contact: fields.contact ?? null,
    starts_on: startOf(task),
    due_text: task.dueText,
    due_on: task.dueOn,
    first_due_on: task.dueOn,
    planned_percent: light.planned,
    progress_percent: 0,
    is_public: fields.isPublic ?? false,
    kind: "plan",
    parent_id: null,
    depth: 0,
    weight: 1,
    state_since: call.atIso,
    review_on: null,
    suspended_because: null,
    due_changes: 0,
    version: 1,
    made_at: call.atIso,
    changed_at: call.atIso,
    changed_by: call.actor.personId,
  };
}

function unitRows(call: Call, programmeId: string, taskId: string, task: TaskToEnter): store.NewTaskUnitRow[] {
  const seen = new Set<string>();
  return task.units
    .filter((unit) => {
      const key = `${unit.unitId} ${unit.part}`;
      return seen.has(key) ? false : seen.add(key);
    })
    .map((unit, position) => ({
      programme_id: programmeId,
      task_id: taskId,
      unit_id: unit.unitId,
      part: unit.part,
      position,
      own_duty: unit.ownDuty ?? null,
      implied: unit.implied,
      since_at: call.atIso,
    }));
}
