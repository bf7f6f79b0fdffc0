// Who is signed in and which programmes they may see; what happens when the session ends.
import { queryOptions, useQuery } from "@tanstack/react-query";
import type { SessionState } from "../../domain/accounts/model.ts";
import { businessDuties } from "../../domain/organisations/model.ts";
import { Refusal } from "../../kernel/client.ts";
import { api, queries } from "./api.ts";

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: () => api.accounts.getSession({}),
  staleTime: 60_000,
});

export const programmesQuery = queryOptions({
  queryKey: ["programmes"],
  queryFn: () => api.pilot.listProgrammes({ limit: 200 }),
  staleTime: 60_000,
});

/** The person behind the page; only below the signed-in layout. */
export function useMe() {
  const me = useQuery(sessionQuery).data?.me;
  return me ?? null;
}

export function useProgrammes() {
  const me = useMe();
  return useQuery({ ...programmesQuery, enabled: worksOnPilots(me) });
}

export function worksOnPilots(me: SessionState["me"]): boolean {
  return me?.duties.some((duty) => (businessDuties as readonly string[]).includes(duty)) ?? false;
}

/** Everything another person could see is forgotten when the person changes. */
export function enterAs(state: SessionState): void {
  queries.clear();
  queries.setQueryData(sessionQuery.queryKey, state);
}

/** Has the server said that nobody is signed in any more? */
export const isSignedOut = (error: unknown) => error instanceof Refusal && error.status === 401;
