// How a screen changes a task: on the version it shows; when somebody was faster, both texts stand side by side and nothing typed is lost.
import { queryOptions, useMutation, useQuery } from "@tanstack/react-query";
import { api } from "../../app/web/api.ts";
import { queries } from "../../app/web/queries.ts";
import { useAnnounce } from "../../app/web/ui/announcer.tsx";
import { Refusal } from "../../http/client.ts";
import type { Task } from "./model.ts";

/** Of every task of a programme; the id follows. */
export const taskKeys = (programmeId: string) => ["tasks", programmeId, "one"] as const;

export const taskKey = (programmeId: string, taskId: string, asOf?: string) =>
  [...taskKeys(programmeId), taskId, asOf ?? ""] as const;

export const taskQuery = (programmeId: string, taskId: string, asOf?: string) =>
  queryOptions({
    queryKey: taskKey(programmeId, taskId, asOf),
    queryFn: ({ signal }) => api.tasks.getTask({ programmeId, taskId, ...(asOf ? { asOf } : {}) }, { signal }),
  });

export const useTask = (programmeId: string, taskId: string, asOf?: string) =>
  useQuery(taskQuery(programmeId, taskId, asOf));

/** What every change of a task states: where it is and which version was on the screen. */
export interface TaskAt {
  programmeId: string;
  taskId: string;
  version: number;
}

/** Asks the server for a change; `newest` is the record that it goes on top of. */
export type Ask = (at: TaskAt, newest: Task) => Promise<Task>;

/** Others may be faster several times in a row, but not for ever. */
const mostTries = 4;

export interface TaskChanging {
  busy: boolean;
  error: unknown;
  /** Was the version on the screen no longer the newest? The newest has been fetched meanwhile. */
  stale: boolean;
  /**
   * Asks for the change; `said` is announced when it is done. When somebody was faster, `again` says whether the same
   * change may be asked for once more on top of theirs: it may when they changed other things.
   */
  run: (ask: Ask, said: string, after?: () => void, again?: (newest: Task) => boolean) => void;
  forget: () => void;
}

export function useTaskChange(task: Task): TaskChanging {
  const announce = useAnnounce();
  const key = taskKey(task.programmeId, task.id);
  const mutation = useMutation({
    mutationFn: async ({ ask, again }: { ask: Ask; again: ((newest: Task) => boolean) | undefined }) => {
      let newest = task;
      for (let tries = 1; ; tries += 1) {
        const at = { programmeId: task.programmeId, taskId: task.id, version: newest.version };
        try {
          return await ask(at, newest);
        } catch (error) {
          if (!isStale(error)) throw error;
          newest = await queries.fetchQuery({ ...taskQuery(task.programmeId, task.id), staleTime: 0 });
          if (tries === mostTries || !again?.(newest)) throw error;
        }
      }
    },
    onSuccess: async (next) => {
      queries.setQueryData(key, next);
      await Promise.all([
        queries.invalidateQueries({ queryKey: ["tasks", task.programmeId, "list"] }),
        queries.invalidateQueries({ queryKey: ["tasks", task.programmeId, "counts"] }),
        queries.invalidateQueries({ queryKey: ["plan", task.programmeId] }),
      ]);
    },
  });
  return {
    busy: mutation.isPending,
    error: isStale(mutation.error) ? null : mutation.error,
    stale: isStale(mutation.error),
    run: (ask, said, after, again) =>
      mutation.mutate(
        { ask, again },
        {
          onSuccess: () => {
            announce(said);
            after?.();
          },
        },
      ),
    forget: mutation.reset,
  };
}

const isStale = (error: unknown) => error instanceof Refusal && error.status === 412;
