// The tasks of the grid: the first two hundred at once, the rest in the background; one saved task is put into every list that holds it.
import { type InfiniteData, keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { api } from "../../../app/web/api.ts";
import { queries } from "../../../app/web/queries.ts";
import type { Search } from "../../../app/web/search.ts";
import { askedOf } from "../ledger/page-ledger-view.tsx";
import { mostTasks, type TaskPage, type TaskSummary } from "../model.ts";
import { columnShapes } from "./grid-columns.ts";

const firstPage = 200;
/** The most tasks that the browser holds; beyond them the server's filters are the way. */
export const mostLoaded = 20_000;

/** The part of `sort` that the server knows; other columns are sorted in the browser. */
export function serverSort(sort: string | undefined): string | undefined {
  const by = sort?.replace(/^-/, "");
  return Object.values(columnShapes).some((shape) => shape.sort === by) ? sort : undefined;
}

export function useLedgerRows(programmeId: string, search: Search, whole = true) {
  const sort = serverSort(search.sort);
  const asked = { ...askedOf(search), ...(sort ? { sort } : {}) };
  const list = useInfiniteQuery({
    queryKey: ["tasks", programmeId, "list", asked],
    queryFn: ({ pageParam, signal }) =>
      api.tasks.listTasks(
        pageParam
          ? { programmeId, limit: mostTasks, ...asked, after: pageParam }
          : { programmeId, limit: firstPage, ...asked },
        { signal },
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
  });
  const { data, hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = list;
  const tasks = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const total = data?.pages[0]?.total ?? 0;
  const goesOn = whole && hasNextPage && tasks.length < mostLoaded;
  useEffect(() => {
    if (goesOn && !isFetching && !isFetchNextPageError) void fetchNextPage();
  }, [goesOn, isFetching, isFetchNextPageError, fetchNextPage]);
  return {
    tasks,
    total,
    loading: goesOn,
    /** Is something shown that belongs to the filters before? */
    old: list.isPlaceholderData,
    pending: list.isPending,
    error: list.error,
    more: fetchNextPage,
    moreBusy: list.isFetchingNextPage,
    again: () => void list.refetch(),
  };
}

/** Puts tasks as the server now has them into every list of the programme. */
export function keepTasks(programmeId: string, saved: readonly TaskSummary[]): void {
  const byId = new Map(saved.map((task) => [task.id as string, task]));
  queries.setQueriesData<InfiniteData<TaskPage>>({ queryKey: ["tasks", programmeId, "list"] }, (lists) => {
    if (!lists?.pages?.some((page) => page.items.some((task) => byId.has(task.id)))) return lists;
    const put = (task: TaskSummary) => {
      const next = byId.get(task.id);
      return next && next.version >= task.version ? { ...task, ...next } : task;
    };
    return { ...lists, pages: lists.pages.map((page) => ({ ...page, items: page.items.map(put) })) };
  });
}
