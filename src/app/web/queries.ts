// What the pages have fetched and for how long it counts as fresh.
import { QueryClient } from "@tanstack/react-query";
import { Refusal } from "../../http/client.ts";

/** A refusal is the server's last word; only an unreachable or busy server is asked again. */
const isWorthAsking = (error: Error) => !(error instanceof Refusal) || error.status === 503;

export const queries = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 15_000, retry: (failures, error) => failures < 2 && isWorthAsking(error) },
    mutations: { retry: false },
  },
});
