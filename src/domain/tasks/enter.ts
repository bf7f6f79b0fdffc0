// Tasks from a confirmed plan enter the ledger; those whose sentence is unchanged keep everything that hangs on them.
import type { Call } from "../../kernel/call.ts";
import { newId } from "../../kernel/ids.ts";
import { recordEvents } from "../audit/service.ts";
import { joinProgramme } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import { type Kept, keepTasks, shortTitleOf } from "./keep.ts";
import { progressLight } from "./light.ts";
import type { Taken, TaskPart } from "./model.ts";
import * as store from "./store.ts";
import { tasksOfProgramme } from "./version-store.ts";

export interface TaskToEnter {
  number: string | null;
  path: readonly string[];
  text: string;
  contentKey: string;
  start: number;
  end: number;
  dueText: string | null;
  dueOn: string | null;
  startsOn: string | null;
  units: readonly { unitId: string; part: TaskPart; implied: boolean }[];
  /** The task that goes on under this sentence, and what of the new version it takes over beside its words. */
  carries?: { taskId: string; take: readonly Taken[]; returns: boolean };
  /** Begins a task though one with the same sentence is there. */
  isNew?: boolean;
}

/**
 * Enters tasks in the order given. One that carries on an existing task, or has the sentence of one, becomes no new task:
 * that task keeps its id, state, milestones and history and gets its new place and wording.
 * @returns how many were added, how many kept their sentence and how many were reworded
 */
export async function enterTasks(
  tx: Db,
  call: Call,
  programmeId: string,
  planVersionId: string,
  tasks: readonly TaskToEnter[],
): Promise<{ added: number; kept: number; reworded: number }> {
  const present = await tasksOfProgramme(tx, programmeId);
  const byId = new Map(present.map((task) => [task.id, task]));
  const carried = new Set(tasks.flatMap((task) => task.carries?.taskId ?? []));
  const byContent = new Map(
    present.filter((task) => !carried.has(task.id)).map((task) => [task.contentKey, task] as const),
  );
  const rows: store.NewTaskRow[] = [];
  const units: store.NewTaskUnitRow[] = [];
  const kept: Kept[] = [];
  for (const [index, task] of tasks.entries()) {
    const held = task.carries ? byId.get(task.carries.taskId) : task.isNew ? undefined : byContent.get(task.contentKey);
    if (held) {
      kept.push({
        held,
        task,
        ordinal: index + 1,
        take: task.carries?.take ?? [],
        returns: task.carries?.returns ?? false,
      });
      continue;
    }
    const id = newId(call.at);
    rows.push(rowOf(call, programmeId, planVersionId, id, index + 1, task));
    units.push(...unitRows(call, programmeId, id, task));
  }
  await store.insertTasks(tx, rows, units);
  const reworded = await keepTasks(tx, call, programmeId, planVersionId, kept);
  await joinProgramme(tx, call, programmeId, [
    ...units.map((unit) => unit.unit_id),
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
  return { added: rows.length, kept: kept.length - reworded, reworded };
}

function rowOf(
  call: Call,
  programmeId: string,
  planVersionId: string,
  id: string,
  ordinal: number,
  task: TaskToEnter,
): store.NewTaskRow {
  const light = progressLight({
    state: "draft",
    startsOn: task.startsOn,
    dueOn: task.dueOn,
    milestones: [],
    today: call.today,
  });
  return {
    programme_id: programmeId,
    id,
    plan_version_id: planVersionId,
    ordinal,
    number: task.number,
    path: [...task.path],
    text: task.text,
    short_title: shortTitleOf(task.text),
    content_key: task.contentKey,
    range_start: task.start,
    range_end: task.end,
    group_id: null,
    state: "draft",
    light: light.light,
    light_because: JSON.stringify(light.because),
    maturity: 0,
    needs_national: false,
    annual_goal: null,
    expected_outcome: null,
    leader: null,
    contact: null,
    starts_on: task.startsOn,
    due_text: task.dueText,
    due_on: task.dueOn,
    first_due_on: task.dueOn,
    planned_percent: light.planned,
    progress_percent: 0,
    is_public: false,
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
      own_duty: null,
      implied: unit.implied,
      since_at: call.atIso,
    }));
}
