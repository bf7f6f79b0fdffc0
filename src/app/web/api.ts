// The operations of every module as one typed client, and what every query of the pages shares.
import { QueryClient } from "@tanstack/react-query";
import { accountsApi } from "../../domain/accounts/contract.ts";
import { intakeApi } from "../../domain/intake/contract.ts";
import { organisationsApi } from "../../domain/organisations/contract.ts";
import { pilotApi } from "../../domain/pilot/contract.ts";
import { tasksApi } from "../../domain/tasks/contract.ts";
import { createClient, Refusal } from "../../kernel/client.ts";

export const api = {
  accounts: createClient(accountsApi),
  organisations: createClient(organisationsApi),
  pilot: createClient(pilotApi),
  tasks: createClient(tasksApi),
  intake: createClient(intakeApi),
};

/** A refusal is the server's last word; only an unreachable or busy server is asked again. */
const isWorthAsking = (error: Error) => !(error instanceof Refusal) || error.status === 503;

export const queries = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 15_000, retry: (failures, error) => failures < 2 && isWorthAsking(error) },
    mutations: { retry: false },
  },
});
