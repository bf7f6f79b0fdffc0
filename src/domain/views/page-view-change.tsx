// How screens read and change views: one list per programme, each change announced, everything read anew afterwards.
import { useMutation, useQuery } from "@tanstack/react-query";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import { queries } from "../../app/web/queries.ts";
import type { Search } from "../../app/web/search.ts";
import { useAnnounce } from "../../app/web/ui/announcer.tsx";
import type { Label } from "../../kernel/labels.ts";
import type { SavedView, ViewList, ViewQuery } from "./model.ts";

/** Parts of an address that say where one looks at the moment, not how: they are no part of a view. */
const momentary = ["saved", "asOf", "task"];

/** The part of an address that a view keeps. */
export const queryOf = (search: Search): ViewQuery =>
  Object.fromEntries(
    Object.entries(search).filter(
      (entry): entry is [string, string] => Boolean(entry[1]) && !momentary.includes(entry[0]),
    ),
  );

/** The address that opens a view; the day as of which one reads stays. */
export const searchOf = (view: SavedView, now: Search): Search => ({
  ...view.query,
  saved: view.id,
  ...(now.asOf ? { asOf: now.asOf } : {}),
});

const viewsKey = (programmeId: string) => ["views", programmeId] as const;

/** The own and shared views of a list, as many as a menu can hold. */
export function useViews(programmeId: string, list: ViewList) {
  return useQuery({
    queryKey: [...viewsKey(programmeId), list],
    queryFn: ({ signal }) => api.views.listViews({ programmeId, list, limit: 200 }, { signal }),
    staleTime: 60_000,
    select: (page) => page.items,
  });
}

export function useViewChange(programmeId: string) {
  const { say } = useMessages();
  const announce = useAnnounce();
  const mutation = useMutation({ mutationFn: (ask: () => Promise<unknown>) => ask() });
  return {
    busy: mutation.isPending,
    error: mutation.error,
    forget: mutation.reset,
    /** Asks for the change; `said` is announced when it is done. */
    run: <T,>(ask: () => Promise<T>, said: Label, facts: Record<string, string>, after?: (done: T) => void) =>
      mutation.mutate(ask, {
        onSuccess: async (done) => {
          await queries.invalidateQueries({ queryKey: viewsKey(programmeId) });
          announce(say(said, facts));
          after?.(done as T);
        },
        onError: () => void queries.invalidateQueries({ queryKey: viewsKey(programmeId) }),
      }),
  };
}
