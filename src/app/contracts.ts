// All operations by module, without the server behind them: for clients, documents and tests.
import { accountsApi } from "../domain/accounts/contract.ts";
import { auditApi } from "../domain/audit/contract.ts";
import { evidenceApi } from "../domain/evidence/contract.ts";
import { inboxApi } from "../domain/inbox/contract.ts";
import { intakeApi } from "../domain/intake/contract.ts";
import { mattersApi } from "../domain/matters/contract.ts";
import { meetingsApi } from "../domain/meetings/contract.ts";
import { ministriesApi } from "../domain/ministries/contract.ts";
import { noticesApi } from "../domain/notices/contract.ts";
import { organisationsApi } from "../domain/organisations/contract.ts";
import { overviewApi } from "../domain/overview/contract.ts";
import { pilotApi } from "../domain/pilot/contract.ts";
import { progressApi } from "../domain/progress/contract.ts";
import { ratingsApi } from "../domain/ratings/contract.ts";
import { searchApi } from "../domain/search/contract.ts";
import { supervisionApi } from "../domain/supervision/contract.ts";
import { tasksApi } from "../domain/tasks/contract.ts";
import { viewsApi } from "../domain/views/contract.ts";
import { workbooksApi } from "../domain/workbooks/contract.ts";
import { type ClientOf, type ClientOptions, createClient } from "../http/client.ts";
import { liveApi } from "./live/contract.ts";
import { workApi } from "./work/contract.ts";

export const contracts = {
  audit: auditApi,
  organisations: organisationsApi,
  accounts: accountsApi,
  pilot: pilotApi,
  views: viewsApi,
  evidence: evidenceApi,
  tasks: tasksApi,
  ratings: ratingsApi,
  matters: mattersApi,
  intake: intakeApi,
  workbooks: workbooksApi,
  progress: progressApi,
  supervision: supervisionApi,
  meetings: meetingsApi,
  ministries: ministriesApi,
  overview: overviewApi,
  inbox: inboxApi,
  notices: noticesApi,
  live: liveApi,
  work: workApi,
  search: searchApi,
};

export type Api = { [M in keyof typeof contracts]: ClientOf<(typeof contracts)[M]> };

/** A typed client for every module: `api.tasks.signTask({ … })`. */
export function createApi(options: ClientOptions = {}): Api {
  const api: Record<string, unknown> = {};
  for (const [name, contract] of Object.entries(contracts)) api[name] = createClient(contract, options);
  return api as Api;
}
