// How a screen changes a task: on the version it shows; when somebody was faster, both texts stand side by side and nothing typed is lost.
import { queryOptions, useMutation, useQuery } from "@tanstack/react-query";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import { queries } from "../../app/web/queries.ts";
import { useAnnounce } from "../../app/web/ui/announcer.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Notice } from "../../app/web/ui/notice.tsx";
import { Refusal } from "../../kernel/client.ts";
import type { Task } from "./model.ts";
import { words } from "./page-words.ts";

export const taskKey = (programmeId: string, taskId: string, asOf?: string) =>
  ["tasks", programmeId, "one", taskId, asOf ?? ""] as const;

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

export interface TaskChanging {
  busy: boolean;
  error: unknown;
  /** Was the version on the screen no longer the newest? The newest has been fetched meanwhile. */
  stale: boolean;
  /** Asks for the change; `said` is announced when it is done. */
  run: (ask: (at: TaskAt) => Promise<Task>, said: string, after?: () => void) => void;
  forget: () => void;
}

export function useTaskChange(task: Task): TaskChanging {
  const announce = useAnnounce();
  const key = taskKey(task.programmeId, task.id);
  const mutation = useMutation({
    mutationFn: (ask: (at: TaskAt) => Promise<Task>) =>
      ask({ programmeId: task.programmeId, taskId: task.id, version: task.version }),
    onSuccess: async (next) => {
      queries.setQueryData(key, next);
      await Promise.all([
        queries.invalidateQueries({ queryKey: ["tasks", task.programmeId, "list"] }),
        queries.invalidateQueries({ queryKey: ["tasks", task.programmeId, "counts"] }),
        queries.invalidateQueries({ queryKey: ["plan", task.programmeId] }),
      ]);
    },
    onError: (error) => {
      if (isStale(error)) void queries.invalidateQueries({ queryKey: key });
    },
  });
  return {
    busy: mutation.isPending,
    error: isStale(mutation.error) ? null : mutation.error,
    stale: isStale(mutation.error),
    run: (ask, said, after) =>
      mutation.mutate(ask, {
        onSuccess: () => {
          announce(said);
          after?.();
        },
      }),
    forget: mutation.reset,
  };
}

const isStale = (error: unknown) => error instanceof Refusal && error.status === 412;

/** What differs between the newest version and what was typed, field by field. */
export function StaleNotice({
  differences,
  onDrop,
}: {
  differences: readonly { label: string; theirs: string; yours: string }[];
  onDrop: () => void;
}) {
  const { say } = useMessages();
  return (
    <Notice
      kind="warning"
      title={say("staleTitle")}
      acts={
        <>
          <Button onClick={onDrop}>{say("dropMine")}</Button>
          <Button kind="do" type="submit">
            {say("applyMine")}
          </Button>
        </>
      }
    >
      <p>{say("staleNext")}</p>
      <dl className="stale">
        {differences.map(({ label, theirs, yours }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <span className="muted">{say("staleTheirs")}</span> {theirs || say(words.unknown)}
            </dd>
            <dd>
              <span className="muted">{say("staleYours")}</span> {yours || say(words.unknown)}
            </dd>
          </div>
        ))}
      </dl>
    </Notice>
  );
}
