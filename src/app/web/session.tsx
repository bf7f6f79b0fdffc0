// Who is signed in, what that opens, and what happens when the person changes. Needed before sign-in: keep it small.
import { queryOptions, useQuery } from "@tanstack/react-query";
import { accountsApi } from "../../domain/accounts/contract.ts";
import type { SessionState } from "../../domain/accounts/model.ts";
import { businessDuties } from "../../domain/organisations/model.ts";
import { createClient, Refusal } from "../../http/client.ts";
import { queries } from "./queries.ts";

export const accounts = createClient(accountsApi);

let heardFrom: string | null = null;

/** How far the server had heard of changes before this page read anything: where its live connections begin. */
export const liveStart = () => heardFrom;

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: async () => {
    const state = await accounts.getSession({});
    heardFrom ??= state.liveMark;
    return state;
  },
  staleTime: 60_000,
});

/** The person behind the page; only below the signed-in layout. */
export function useMe() {
  const me = useQuery(sessionQuery).data?.me;
  return me ?? null;
}

export function worksOnPilots(me: SessionState["me"]): boolean {
  return me?.duties.some((duty) => (businessDuties as readonly string[]).includes(duty)) ?? false;
}

/** Everything another person could see is forgotten when the person changes. */
export function enterAs(state: SessionState): void {
  queries.clear();
  heardFrom = state.liveMark;
  queries.setQueryData(sessionQuery.queryKey, state);
}

/** Has the server said that nobody is signed in any more? */
export const isSignedOut = (error: unknown) => error instanceof Refusal && error.status === 401;
