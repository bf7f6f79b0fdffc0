// Tasks from a confirmed plan enter the ledger; those whose sentence is unchanged keep everything that hangs on them.
import type { Call } from "../../kernel/call.ts";
import { newId } from "../../kernel/ids.ts";
import { recordEvents } from "../audit/service.ts";
import { joinProgramme } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import { progressLight } from "./light.ts";
import type { TaskPart } from "./model.ts";
import * as places from "./plan-store.ts";
import * as store from "./store.ts";

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
}

/** The first words of a task, for lists and papers; people may change it. */
export const shortTitleOf = (text: string): string => {
  const clause = text.split(/[,\uff0c\u3002;\uff1b\n]/, 1)[0] as string;
  return clause.length > 40 ? `${clause.slice(0, 39)}…` : clause;
};

/**
 * Enters tasks in the order given.
 * @returns how many were added and how many were already there under the same sentence
 */
export async function enterTasks(
  tx: Db,
  call: Call,
  programmeId: string,
  planVersionId: string,
  tasks: readonly TaskToEnter[],
): Promise<{ added: number; kept: number }> {
  const present = await places.tasksByContent(tx, programmeId);
  const rows: store.NewTaskRow[] = [];
  const units: store.NewTaskUnitRow[] = [];
  const kept: { id: string; ordinal: number; start: number; end: number; number: string | null }[] = [];
  for (const [index, task] of tasks.entries()) {
    const old = present.get(task.contentKey);
    if (old) {
      kept.push({ id: old, ordinal: index + 1, start: task.start, end: task.end, number: task.number });
      continue;
    }
    const id = newId(call.at);
    rows.push(newTaskRow(call, programmeId, planVersionId, id, index + 1, task));
    units.push(...newUnitRows(call, programmeId, id, task));
  }
  await store.insertTasks(tx, rows, units);
  for (const place of kept) await places.moveTask(tx, programmeId, planVersionId, place, call.atIso);
  await joinProgramme(
    tx,
    call,
    programmeId,
    units.map((unit) => unit.unit_id),
  );
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
  return { added: rows.length, kept: kept.length };
}

export function newTaskRow(
  call: Call,
  programmeId: string,
  planVersionId: string | null,
  id: string,
  ordinal: number,
  task: Omit<TaskToEnter, "start" | "end"> & { start: number | null; end: number | null },
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

export function newUnitRows(
  call: Call,
  programmeId: string,
  taskId: string,
  task: Pick<TaskToEnter, "units">,
): store.NewTaskUnitRow[] {
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
