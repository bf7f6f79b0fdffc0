// All tasks that a view asks for, a thousand at a time until the last: what is there is shown while the rest comes.
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { api } from "../../app/web/api.ts";
import type { Search } from "../../app/web/search.ts";
import { askedOf } from "./ledger/page-ledger-view.tsx";
import { mostTasks, type TaskSummary } from "./model.ts";

export interface AllTasks {
  tasks: readonly TaskSummary[];
  total: number;
  pending: boolean;
  error: unknown;
  retry: () => void;
}

/** Tasks with their milestones, in the order of the address. */
export function useAllTasks(programmeId: string, search: Search): AllTasks {
  const asked = { ...askedOf(search), ...(search.sort ? { sort: search.sort } : {}), with: "milestones" };
  const found = useInfiniteQuery({
    queryKey: ["tasks", programmeId, "list", "all", asked],
    queryFn: ({ pageParam, signal }) =>
      api.tasks.listTasks(
        { programmeId, limit: mostTasks, ...asked, ...(pageParam ? { after: pageParam } : {}) },
        { signal },
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const { hasNextPage, isFetching, isError, fetchNextPage } = found;
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, fetchNextPage]);
  return {
    tasks: found.data?.pages.flatMap((page) => page.items) ?? [],
    total: found.data?.pages[0]?.total ?? 0,
    pending: found.isPending,
    error: found.error,
    retry: () => void found.refetch(),
  };
}
