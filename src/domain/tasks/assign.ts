// Naming the lead, cooperating and guiding units of tasks anew, of one or of a thousand: links that no longer hold end, none is removed.
import type { Call } from "../../kernel/call.ts";
import { type Fault, kernelFault } from "../../kernel/errors.ts";
import { unitNames } from "../organisations/service.ts";
import { joinProgramme, openProgramme } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import { answerRows, type OpenTask, openTasks, refusalOf, rowResult, saveAll, trace } from "./change-many.ts";
import type { TaskPart } from "./model.ts";
import { taskFault } from "./model-faults.ts";
import type { TaskRowOutcome } from "./model-rows.ts";
import { followLeads } from "./parts-store.ts";
import { differenceOf } from "./rules.ts";
import * as store from "./store.ts";

export interface TaskAssignment {
  taskId: string;
  /** The version it is based on. */
  version: number;
  units: readonly { unitId: string; part: TaskPart; ownDuty: string | null }[];
}

/**
 * Gives many tasks their units, each by itself; of a task that is named twice the second time is stale.
 * @returns the outcome of each, in the order given, with its task as it stands afterwards
 */
export async function assignMany(
  tx: Db,
  call: Call,
  programmeId: string,
  assignments: readonly TaskAssignment[],
): Promise<TaskRowOutcome[]> {
  const { results, tasks } = await assign(tx, call, programmeId, assignments);
  const ids = [...tasks.values()].flatMap(({ task, traces }) => (traces.length > 0 ? [task.id] : []));
  for (const task of await store.findWholeTasks(tx, programmeId, ids, null)) {
    const open = tasks.get(task.id) as OpenTask;
    tasks.set(task.id, { ...open, task, facts: { ...open.facts, units: task.units } });
  }
  return answerRows(call, results, tasks);
}

/**
 * The same for one task.
 * @throws Fault what the row was refused with
 */
export async function assignOne(tx: Db, call: Call, programmeId: string, one: TaskAssignment): Promise<void> {
  const { results } = await assign(tx, call, programmeId, [one]);
  const fault = results[0]?.fault;
  if (fault) throw fault;
}

async function assign(tx: Db, call: Call, programmeId: string, assignments: readonly TaskAssignment[]) {
  const programme = await openProgramme(tx, call, programmeId);
  const tasks = await openTasks(
    tx,
    call,
    programme,
    assignments.map((one) => one.taskId),
  );
  const ids = assignments.flatMap((one) => one.units.map((unit) => unit.unitId));
  const names = await unitNames(tx, ids);
  const gone: store.LinkKey[] = [];
  const added: store.NewTaskUnitRow[] = [];
  const joined: string[] = [];
  const results = assignments.map(({ taskId, version, units }) => {
    const open = tasks.get(taskId);
    const fault = namedBefore(open, version) ?? refusalOf(call, open, version, "assign") ?? unfit(units, names);
    if (fault) return rowResult(taskId, fault, false);
    const { task } = open as OpenTask;
    const difference = differenceOf(task.units, units);
    if (difference.gone.length === 0 && difference.added.length === 0) return rowResult(taskId, null, false);
    trace(
      open as OpenTask,
      "task.assign",
      { units: task.units.map((unit) => `${unit.part}:${unit.shortName}`) },
      { units: difference.wanted.map((unit) => `${unit.part}:${names.get(unit.unitId)}`) },
    );
    const link = { programme_id: programme.id, task_id: task.id };
    gone.push(...difference.gone.map(({ unitId, part }) => ({ ...link, unit_id: unitId, part })));
    added.push(
      ...difference.added.map(({ unitId, part, ownDuty, position, implied }) => ({
        ...link,
        unit_id: unitId,
        part,
        position,
        own_duty: ownDuty,
        implied,
        since_at: call.atIso,
      })),
    );
    joined.push(...units.map((unit) => unit.unitId));
    return rowResult(taskId, null, true);
  });
  await store.endUnits(tx, gone, call.atIso);
  await store.insertUnits(tx, added);
  await joinProgramme(tx, call, programme.id, joined);
  const divided = [...tasks.values()].filter(({ task, traces }) => traces.length > 0 && task.parts.length > 0);
  if (divided.length > 0)
    await followLeads(
      tx,
      programme.id,
      divided.map(({ task }) => task.id),
      call.atIso,
    );
  await saveAll(tx, call, tasks.values());
  return { results, tasks };
}

const namedBefore = (open: OpenTask | undefined, given: number) =>
  open && open.traces.length > 0 ? kernelFault("version.stale", { current: open.task.version, given }) : null;

function unfit(units: TaskAssignment["units"], names: ReadonlyMap<string, string>): Fault | null {
  if (!units.some((unit) => unit.part === "lead")) return taskFault("task.needs-lead");
  const unknown = [...new Set(units.map((unit) => unit.unitId))].filter((id) => !names.has(id));
  return unknown.length > 0 ? taskFault("task.no-such-unit", { units: unknown }) : null;
}
