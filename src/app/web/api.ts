// The operations that the screens behind sign-in call, as one typed client. Sign-in itself calls `accounts` of session.tsx.
import { intakeApi } from "../../domain/intake/contract.ts";
import { organisationsApi } from "../../domain/organisations/contract.ts";
import { pilotApi } from "../../domain/pilot/contract.ts";
import { searchApi } from "../../domain/search/contract.ts";
import { tasksApi } from "../../domain/tasks/contract.ts";
import { viewsApi } from "../../domain/views/contract.ts";
import { createClient } from "../../kernel/client.ts";

export const api = {
  organisations: createClient(organisationsApi),
  pilot: createClient(pilotApi),
  views: createClient(viewsApi),
  tasks: createClient(tasksApi),
  intake: createClient(intakeApi),
  search: createClient(searchApi),
};
