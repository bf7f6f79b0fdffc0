// The queue of edits of the grid on the server: one request for many cells, answers cell by cell, tried again when the network is back.
import { useEffect, useMemo, useSyncExternalStore } from "react";
import { api } from "../../../app/web/api.ts";
import { queries } from "../../../app/web/queries.ts";
import { useMe } from "../../../app/web/session.tsx";
import { Refusal } from "../../../http/client.ts";
import type { TaskChange, TaskSummary } from "../model.ts";
import { taskKeys } from "../page-task-change.tsx";
import { type EditableTask, type EditOutcome, EditQueue, entriesOf, type SentEdit } from "./grid-edits.ts";
import { keepTasks } from "./page-grid-load.tsx";

/** Not reached, or asked to come again (too busy, too many requests): nothing was judged, so it waits and is sent again. */
const isToComeAgain = (error: unknown) => !(error instanceof Refusal) || error.status === 503 || error.status === 429;

/** One row by the operation for one task. */
async function sendOne(programmeId: string, { taskId, version, change }: SentEdit): Promise<EditOutcome> {
  try {
    const task = await api.tasks.editTask({ programmeId, taskId, version, ...(change as TaskChange) });
    return { taskId, outcome: "saved", task: task as unknown as EditableTask };
  } catch (error) {
    if (isToComeAgain(error)) throw error;
    const { status, messages } = error as Refusal;
    if (status !== 412) return { taskId, outcome: status === 404 ? "absent" : "refused", messages };
    const task = await api.tasks.getTask({ programmeId, taskId });
    return { taskId, outcome: "stale", task: task as unknown as EditableTask };
  }
}

/** Many rows by the operation for many, of which each has its own outcome. */
async function sendAll(programmeId: string, edits: SentEdit[]): Promise<EditOutcome[]> {
  const [first] = edits;
  if (first && edits.length === 1) return [await sendOne(programmeId, first)];
  try {
    const { items } = await api.tasks.editTasks({ programmeId, edits });
    return items as unknown as EditOutcome[];
  } catch (error) {
    if (isToComeAgain(error)) throw error;
    const { messages } = error as Refusal;
    return edits.map(({ taskId }) => ({ taskId, outcome: "refused", messages }));
  }
}

interface Desk {
  queue: EditQueue;
  tasks: ReadonlyMap<string, TaskSummary>;
}

/** What each person has not saved yet outlives the screen: leaving the grid loses nothing. */
const desks = new Map<string, Desk>();

function deskOf(programmeId: string, personId: string): Desk {
  const key = `${personId} ${programmeId}`;
  const found = desks.get(key);
  if (found) return found;
  const desk: Desk = {
    tasks: new Map(),
    queue: new EditQueue({
      send: (edits) => sendAll(programmeId, edits),
      taskOf: (taskId) => desk.tasks.get(taskId) as EditableTask | undefined,
      onTasks: (tasks) => {
        const saved = tasks as unknown as readonly TaskSummary[];
        if (saved.length === 0) return;
        const ids = new Set<unknown>(saved.map((task) => task.id));
        desk.tasks = new Map([...desk.tasks, ...saved.map((task) => [task.id as string, task] as const)]);
        keepTasks(programmeId, saved);
        void queries.invalidateQueries({
          queryKey: taskKeys(programmeId),
          predicate: ({ queryKey }) => ids.has(queryKey[3]),
        });
        void queries.invalidateQueries({ queryKey: ["tasks", programmeId, "counts"] });
      },
      later: (milliseconds, run) => setTimeout(run, milliseconds),
    }),
  };
  desks.set(key, desk);
  return desk;
}

/** A list that was asked for before a save may arrive after it. */
function newest(desk: Desk, task: TaskSummary): TaskSummary {
  const known = desk.tasks.get(task.id);
  return known && known.version > task.version ? known : task;
}

/** @param past are the tasks those of a day that is over? They are shown as they were. */
export function useEdits(programmeId: string, listed: readonly TaskSummary[], past: boolean) {
  const me = useMe();
  const desk = deskOf(programmeId, me?.personId ?? "");
  const { queue } = desk;
  useEffect(() => {
    if (past) return;
    desk.tasks = new Map([...desk.tasks, ...listed.map((task) => [task.id as string, newest(desk, task)] as const)]);
  }, [desk, listed, past]);
  const tasks = useMemo(() => (past ? listed : listed.map((task) => newest(desk, task))), [desk, listed, past]);
  const now = useSyncExternalStore(queue.subscribe, queue.snapshot);
  useEffect(() => {
    addEventListener("online", queue.flush);
    return () => removeEventListener("online", queue.flush);
  }, [queue]);
  const unsaved = now.rows.size > 0;
  useEffect(() => {
    if (!unsaved) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [unsaved]);
  return { queue, now, tasks };
}

export type Edits = ReturnType<typeof useEdits>;

/** How many cells are in which state. */
export function countEdits({ now }: Edits) {
  const counts = { waiting: 0, sending: 0, refused: 0, clash: 0 };
  for (const row of now.rows.values()) for (const [, edit] of entriesOf(row)) counts[edit.state]++;
  return counts;
}
