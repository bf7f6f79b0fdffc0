// Which units answer for which tasks, and what a form shows of a task: for what asks units to report.
import type { Db } from "../tables.ts";
import type { TaskPart, TaskState } from "./model.ts";
import { type FormTask, findFormTasks, findOwing, type OwingRow } from "./owing-store.ts";

export type { FormTask, OwingRow };

export interface OwingWish {
  programmeId: string;
  states: readonly TaskState[];
  groupIds?: readonly string[] | undefined;
  section?: string | undefined;
  taskIds?: readonly string[] | undefined;
  parts: readonly TaskPart[];
  today: string;
  zone: string;
}

/** Who has one of these parts in which tasks. Whoever asks has the right to see all of them. */
export function unitsOwing(db: Db, wish: OwingWish): Promise<OwingRow[]> {
  const everything = { all: true, groupIds: [], unitIds: [] };
  const reading = { programmeId: wish.programmeId, scope: everything, asOf: null, today: wish.today, zone: wish.zone };
  const filter = {
    status: [...wish.states],
    ...(wish.groupIds ? { group: [...wish.groupIds] } : {}),
    ...(wish.section ? { section: wish.section } : {}),
  };
  return findOwing(db, reading, filter, wish.taskIds ?? null, wish.parts);
}

/** Tasks by id as a form shows them; the form's own record decides who may see it. */
export async function formTasks(
  db: Db,
  programmeId: string,
  taskIds: readonly string[],
): Promise<ReadonlyMap<string, FormTask>> {
  const tasks = await findFormTasks(db, programmeId, taskIds);
  return new Map(tasks.map((task) => [task.id, task]));
}
