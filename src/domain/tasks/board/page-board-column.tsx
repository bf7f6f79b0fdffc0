// A column of the board: tasks in one state, a page at a time; it takes a card only where that is an act the reader may do.
import { queryOptions, useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../../app/web/api.ts";
import { useMessages } from "../../../app/web/messages.tsx";
import type { Search } from "../../../app/web/search.ts";
import { Button } from "../../../app/web/ui/button.tsx";
import { RefusalNotice } from "../../../app/web/ui/notice.tsx";
import { Skeleton } from "../../../app/web/ui/skeleton.tsx";
import { askedOf } from "../ledger/page-ledger-view.tsx";
import { type Task, type TaskState, taskStates } from "../model.ts";
import { type StepAct, taskActs } from "../rules.ts";
import { BoardCard } from "./page-board-card.tsx";
import { words } from "./page-board-words.ts";

/** Cards fetched at once for a column. */
const pageSize = 20;

export const boardCountsQuery = (programmeId: string, search: Search) =>
  queryOptions({
    queryKey: ["tasks", programmeId, "list", "states", askedOf(search)],
    queryFn: ({ signal }) => api.tasks.groupTasks({ programmeId, by: "state", ...askedOf(search) }, { signal }),
    placeholderData: (before) => before,
  });

export function BoardColumn({
  programmeId,
  search,
  state,
  count,
  entry,
  chosen,
  past,
  target,
  dragging,
  hrefOf,
  onDrag,
  onAct,
  onDropHere,
}: {
  programmeId: string;
  search: Search;
  state: TaskState;
  count: number;
  /** Does Tab enter the board here? */
  entry: boolean;
  chosen: string | null;
  past: boolean;
  /** The act that moves the dragged card here; absent: it may not come here. */
  target: StepAct | undefined;
  dragging: boolean;
  hrefOf: (taskId: string) => string;
  onDrag: (task: Task | null) => void;
  onAct: (task: Task, act: StepAct) => void;
  onDropHere: (act: StepAct) => void;
}) {
  const { say, word } = useMessages();
  const [over, setOver] = useState(false);
  const asked = { ...askedOf(search), status: state, ...(search.sort ? { sort: search.sort } : {}) };
  const found = useInfiniteQuery({
    queryKey: ["tasks", programmeId, "list", "column", asked],
    queryFn: ({ pageParam, signal }) =>
      api.tasks.listTasks(
        { programmeId, limit: pageSize, ...asked, ...(pageParam ? { after: pageParam } : {}) },
        { signal },
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (before) => before,
    enabled: count > 0,
  });
  const tasks = count > 0 ? (found.data?.pages.flatMap((page) => page.items) ?? []) : [];
  const title = word(taskStates[state]);
  const kind = `${count === 0 ? "is-empty" : ""} ${dragging ? (target ? "is-target" : "is-closed") : ""} ${over ? "is-over" : ""}`;
  return (
    <section
      className={`board-column ${kind}`}
      data-column={state}
      aria-label={say(words.column, { state: title, count })}
      onDragOver={(event) => {
        if (!target) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = "move";
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        if (!target) return;
        event.preventDefault();
        onDropHere(target);
      }}
    >
      <h3>
        <span>{title}</span> <span className="muted">{count}</span>
      </h3>
      {dragging && target ? <p className="board-drop">{say(words.dropHere, { act: word(taskActs[target]) })}</p> : null}
      <RefusalNotice error={found.error} onRetry={() => void found.refetch()} />
      {found.isPending && count > 0 && !found.error ? <Skeleton lines={4} /> : null}
      {tasks.length > 0 ? (
        <ul>
          {tasks.map((task, index) => (
            <BoardCard
              key={task.id}
              task={task}
              entry={entry && index === 0}
              chosen={task.id === chosen}
              past={past}
              href={hrefOf(task.id)}
              onDrag={onDrag}
              onAct={onAct}
            />
          ))}
        </ul>
      ) : null}
      {count === 0 ? <p className="muted board-none">{say(words.empty)}</p> : null}
      {found.hasNextPage ? (
        <Button kind="quiet" busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {say(words.moreTasks, { count: Math.min(pageSize, count - tasks.length) })}
        </Button>
      ) : null}
    </section>
  );
}
