// The operations that the screens behind sign-in call, as one typed client. Sign-in itself calls `accounts` of session.tsx.
import { accountsApi } from "../../domain/accounts/contract.ts";
import { auditApi } from "../../domain/audit/contract.ts";
import { evidenceApi } from "../../domain/evidence/contract.ts";
import { inboxApi } from "../../domain/inbox/contract.ts";
import { intakeApi } from "../../domain/intake/contract.ts";
import { mattersApi } from "../../domain/matters/contract.ts";
import { meetingsApi } from "../../domain/meetings/contract.ts";
import { ministriesApi } from "../../domain/ministries/contract.ts";
import { noticesApi } from "../../domain/notices/contract.ts";
import { organisationsApi } from "../../domain/organisations/contract.ts";
import { overviewApi } from "../../domain/overview/contract.ts";
import { pilotApi } from "../../domain/pilot/contract.ts";
import { progressApi } from "../../domain/progress/contract.ts";
import { ratingsApi } from "../../domain/ratings/contract.ts";
import { searchApi } from "../../domain/search/contract.ts";
import { supervisionApi } from "../../domain/supervision/contract.ts";
import { tasksApi } from "../../domain/tasks/contract.ts";
import { viewsApi } from "../../domain/views/contract.ts";
import { workbooksApi } from "../../domain/workbooks/contract.ts";
import { createClient } from "../../http/client.ts";
import { workApi } from "../work/contract.ts";
import { ownRequestHeaders } from "./own-requests.ts";

const own = { headers: ownRequestHeaders };

export const api = {
  audit: createClient(auditApi, own),
  accounts: createClient(accountsApi, own),
  organisations: createClient(organisationsApi, own),
  pilot: createClient(pilotApi, own),
  views: createClient(viewsApi, own),
  evidence: createClient(evidenceApi, own),
  tasks: createClient(tasksApi, own),
  ratings: createClient(ratingsApi, own),
  matters: createClient(mattersApi, own),
  meetings: createClient(meetingsApi, own),
  ministries: createClient(ministriesApi, own),
  intake: createClient(intakeApi, own),
  workbooks: createClient(workbooksApi, own),
  supervision: createClient(supervisionApi, own),
  progress: createClient(progressApi, own),
  overview: createClient(overviewApi, own),
  inbox: createClient(inboxApi, own),
  notices: createClient(noticesApi, own),
  work: createClient(workApi, own),
  search: createClient(searchApi, own),
};
