// What tasks are called and whose they are, for modules whose records hang on tasks.
import type { Call } from "../../kernel/call.ts";
import type { Db } from "../tables.ts";
import { type NamedTask, namedTasks, type OwnedTask, ownersOf } from "./names-store.ts";
import { readingOf } from "./service.ts";

/** Of these tasks, those that the reader sees, by id. */
export async function namesOfTasks(
  db: Db,
  call: Call,
  query: { programmeId: string; asOf?: string | undefined },
  taskIds: readonly string[],
): Promise<Map<string, NamedTask>> {
  const { reading } = await readingOf(db, call, query);
  if (taskIds.length === 0) return new Map();
  return new Map((await namedTasks(db, reading, taskIds)).map((task) => [task.taskId, task]));
}

/** Group and lead units of some tasks by id, for telling those whom it concerns. */
export async function ownersOfTasks(
  db: Db,
  programmeId: string,
  taskIds: readonly string[],
): Promise<Map<string, OwnedTask>> {
  if (taskIds.length === 0) return new Map();
  return new Map((await ownersOf(db, programmeId, taskIds)).map((task) => [task.id, task]));
}
