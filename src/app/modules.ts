// The only list of modules, in the order in which they may know each other.
import { accountsApi } from "../domain/accounts/contract.ts";
import { accountsRoutes } from "../domain/accounts/routes.ts";
import { auditApi } from "../domain/audit/contract.ts";
import { onEvents } from "../domain/audit/listening.ts";
import { auditRoutes } from "../domain/audit/routes.ts";
import { evidenceAudience } from "../domain/evidence/audience.ts";
import { evidenceApi } from "../domain/evidence/contract.ts";
import { evidenceHandover } from "../domain/evidence/handover.ts";
import { evidenceNotices } from "../domain/evidence/notices.ts";
import { evidenceOwed } from "../domain/evidence/owed.ts";
import { evidenceRoutes } from "../domain/evidence/routes.ts";
import { registerSubject } from "../domain/evidence/subjects.ts";
import { inboxApi } from "../domain/inbox/contract.ts";
import { inboxRoutes } from "../domain/inbox/routes.ts";
import { registerOwed } from "../domain/inbox/sources.ts";
import { intakeApi } from "../domain/intake/contract.ts";
import { intakeRoutes } from "../domain/intake/routes.ts";
import { mattersAudience } from "../domain/matters/audience.ts";
import { mattersApi } from "../domain/matters/contract.ts";
import { mattersDates } from "../domain/matters/dates.ts";
import { mattersHandover } from "../domain/matters/handover.ts";
import { mattersNotices } from "../domain/matters/notices.ts";
import { registerOrigin } from "../domain/matters/origins.ts";
import { mattersOwed } from "../domain/matters/owed.ts";
import { mattersRoutes } from "../domain/matters/routes.ts";
import { mattersCard } from "../domain/matters/unit-card.ts";
import { registerAgenda } from "../domain/meetings/agenda-sources.ts";
import { meetingsAudience } from "../domain/meetings/audience.ts";
import { meetingsApi } from "../domain/meetings/contract.ts";
import { meetingsDates } from "../domain/meetings/dates.ts";
import { meetingsHandover } from "../domain/meetings/handover.ts";
import { meetingsNotices } from "../domain/meetings/notices.ts";
import { meetingOrigin } from "../domain/meetings/origin.ts";
import { meetingsOwed } from "../domain/meetings/owed.ts";
import { meetingsRoutes } from "../domain/meetings/routes.ts";
import { ministriesAudience } from "../domain/ministries/audience.ts";
import { ministriesApi } from "../domain/ministries/contract.ts";
import { ministriesDates } from "../domain/ministries/dates.ts";
import { ministriesHandover } from "../domain/ministries/handover.ts";
import { ministriesNotices } from "../domain/ministries/notices.ts";
import { ministryAgenda, ministryOrigin } from "../domain/ministries/origin.ts";
import { ministriesOwed } from "../domain/ministries/owed.ts";
import { ministriesRoutes } from "../domain/ministries/routes.ts";
import { noticesApi } from "../domain/notices/contract.ts";
import { registerDates } from "../domain/notices/dates.ts";
import { followNotices } from "../domain/notices/hearing.ts";
import { noticeWorkers } from "../domain/notices/jobs.ts";
import { createPostman } from "../domain/notices/mail.ts";
import { noticesRoutes } from "../domain/notices/routes.ts";
import { registerNotices } from "../domain/notices/sources.ts";
import { organisationsApi } from "../domain/organisations/contract.ts";
import { unitsFindable } from "../domain/organisations/findable.ts";
import { registerHandover } from "../domain/organisations/handover.ts";
import { unitKinds } from "../domain/organisations/model.ts";
import { organisationsRoutes } from "../domain/organisations/routes.ts";
import { guardUnitPages, registerUnitCard } from "../domain/organisations/unit-cards.ts";
import { overviewApi } from "../domain/overview/contract.ts";
import { overviewRoutes } from "../domain/overview/routes.ts";
import { registerAudience } from "../domain/pilot/audiences.ts";
import { registerBehind } from "../domain/pilot/behind.ts";
import { pilotApi } from "../domain/pilot/contract.ts";
import { plansFindable, programmesFindable } from "../domain/pilot/findable.ts";
import { pilotRoutes } from "../domain/pilot/routes.ts";
import { isOfficeOf } from "../domain/pilot/rules.ts";
import { listParticipants, openProgramme } from "../domain/pilot/service.ts";
import { reportsAudience, rowsAudience } from "../domain/progress/audience.ts";
import { progressApi } from "../domain/progress/contract.ts";
import { reportsDates } from "../domain/progress/dates.ts";
import { rowEvidence } from "../domain/progress/evidence-subject.ts";
import { reportsHandover } from "../domain/progress/handover.ts";
import { progressLightFacts } from "../domain/progress/light-source.ts";
import { progressNotices } from "../domain/progress/notices.ts";
import { reportOrigin } from "../domain/progress/origin.ts";
import { progressOwed } from "../domain/progress/owed.ts";
import { progressRoutes } from "../domain/progress/routes.ts";
import { reportsCard } from "../domain/progress/unit-card.ts";
import { claimsAudience } from "../domain/ratings/audience.ts";
import { ratingsApi } from "../domain/ratings/contract.ts";
import { claimEvidence } from "../domain/ratings/evidence-subject.ts";
import { ratingsLightFacts } from "../domain/ratings/light-source.ts";
import { ratingNotices } from "../domain/ratings/notices.ts";
import { claimsOwed, overridesOwed } from "../domain/ratings/owed.ts";
import { ratingsRoutes } from "../domain/ratings/routes.ts";
import { ratingsCard } from "../domain/ratings/unit-card.ts";
import { searchApi } from "../domain/search/contract.ts";
import { staleWorker } from "../domain/search/jobs.ts";
import { searchRoutes } from "../domain/search/routes.ts";
import { followEvents } from "../domain/search/service.ts";
import { registerSource } from "../domain/search/sources.ts";
import { ordersAgenda } from "../domain/supervision/agenda.ts";
import { ordersAudience, remindersAudience } from "../domain/supervision/audience.ts";
import { ordersBehind } from "../domain/supervision/behind.ts";
import { supervisionApi } from "../domain/supervision/contract.ts";
import { ordersDates } from "../domain/supervision/dates.ts";
import { orderEvidence } from "../domain/supervision/evidence-subject.ts";
import { ordersHandover } from "../domain/supervision/handover.ts";
import { supervisionNotices } from "../domain/supervision/notices.ts";
import { ordersOwedBy } from "../domain/supervision/owed.ts";
import { supervisionRoutes } from "../domain/supervision/routes.ts";
import { ordersCard } from "../domain/supervision/unit-card.ts";
import { tasksAudience } from "../domain/tasks/audience.ts";
import { tasksBehind } from "../domain/tasks/behind.ts";
import { bulkWorker } from "../domain/tasks/bulk/jobs-bulk.ts";
import { tasksApi } from "../domain/tasks/contract.ts";
import { tasksDates } from "../domain/tasks/dates.ts";
import { taskEvidence } from "../domain/tasks/evidence-subject.ts";
import { tasksFindable } from "../domain/tasks/findable.ts";
import { tasksHandover } from "../domain/tasks/handover.ts";
import { registerLightFacts } from "../domain/tasks/light-facts.ts";
import { tasksNotices } from "../domain/tasks/notices.ts";
import { tasksOwed } from "../domain/tasks/owed.ts";
import { tasksRoutes } from "../domain/tasks/routes.ts";
import { tasksCard } from "../domain/tasks/unit-card.ts";
import { viewsApi } from "../domain/views/contract.ts";
import { viewsRoutes } from "../domain/views/routes.ts";
import { workbooksApi } from "../domain/workbooks/contract.ts";
import { workbooksRoutes } from "../domain/workbooks/routes.ts";
import type { Shelf } from "../files/shelf.ts";
import type { HttpModule } from "../http/http.ts";
import { registerWorker } from "../jobs/worker.ts";
import type { Config } from "../kernel/config.ts";
import { codesOf } from "../kernel/labels.ts";
import type { contracts } from "./contracts.ts";
import { liveApi } from "./live/contract.ts";
import type { LiveHub } from "./live/hub.ts";
import { liveFault } from "./live/model.ts";
import { liveRoutes } from "./live/routes.ts";
import { workApi } from "./work/contract.ts";
import { workRoutes } from "./work/routes.ts";

registerBehind(tasksBehind);
registerBehind(ordersBehind);
registerLightFacts(progressLightFacts);
registerOrigin(reportOrigin);
for (const subject of [taskEvidence, claimEvidence, rowEvidence, orderEvidence]) registerSubject(subject);
for (const source of [
  tasksAudience,
  evidenceAudience,
  claimsAudience,
  mattersAudience,
  reportsAudience,
  rowsAudience,
  ordersAudience,
  remindersAudience,
  meetingsAudience,
  ministriesAudience,
])
  registerAudience(source);
registerOrigin(meetingOrigin);
registerOrigin(ministryOrigin);
registerAgenda(ordersAgenda);
registerAgenda(ministryAgenda);
registerLightFacts(ratingsLightFacts);
for (const source of [
  tasksHandover,
  reportsHandover,
  ordersHandover,
  mattersHandover,
  meetingsHandover,
  ministriesHandover,
  evidenceHandover,
])
  registerHandover(source);
guardUnitPages(async (db, call, programmeId) => {
  const programme = await openProgramme(db, call, programmeId);
  return {
    title: programme.title,
    demo: programme.demo,
    isOffice: isOfficeOf(call.actor, programme),
    participants: async () =>
      new Set((await listParticipants(db, call, programmeId, codesOf(unitKinds))).map((unit) => unit.id)),
  };
});
for (const card of [tasksCard, reportsCard, ordersCard, mattersCard, ratingsCard]) registerUnitCard(card);

/** Without a hub nobody can listen. */
const silent: Pick<LiveHub, "open" | "mark"> = {
  mark: () => "",
  open: () => Promise.reject(liveFault("live.full")),
};
// In the order in which kinds of hits are told.
for (const source of [programmesFindable, tasksFindable, plansFindable, unitsFindable]) registerSource(source);
onEvents(followEvents);
registerWorker(staleWorker);
for (const source of [
  tasksOwed,
  progressOwed,
  ordersOwedBy,
  mattersOwed,
  meetingsOwed,
  ministriesOwed,
  claimsOwed,
  overridesOwed,
  evidenceOwed,
])
  registerOwed(source);
for (const source of [
  tasksNotices,
  evidenceNotices,
  ratingNotices,
  mattersNotices,
  progressNotices,
  supervisionNotices,
  meetingsNotices,
  ministriesNotices,
])
  registerNotices(source);
for (const source of [tasksDates, reportsDates, ordersDates, mattersDates, meetingsDates, ministriesDates])
  registerDates(source);
onEvents(followNotices);

/** What of the settings the modules are told. */
export function settingsOf(config: Config) {
  return {
    demo: config.SHIDIAN_DEMO,
    mailReady: config.SHIDIAN_SMTP !== "",
    allowInner: config.SHIDIAN_INNER_WEBHOOKS,
    origin: config.SHIDIAN_URL || `http://${config.HOST}:${config.PORT}`,
  };
}

/** Every kind of background work; before anything is handed over. */
export function registerWorkers(config: Config): void {
  const { origin, allowInner } = settingsOf(config);
  const postman = createPostman({ smtp: config.SHIDIAN_SMTP, from: config.SHIDIAN_MAIL_FROM, origin });
  for (const worker of noticeWorkers({ postman, origin, allowInner })) registerWorker(worker);
  registerWorker(bulkWorker);
}

/** Every module with its contract and routes; accounts depends on whether this is a demo installation. */
export function modules(settings: {
  demo: boolean;
  mailReady: boolean;
  allowInner: boolean;
  origin: string;
  live?: Pick<LiveHub, "open" | "mark">;
  /** Where files are kept. */
  shelf: Shelf;
  /** The operator's map file; none: places are shown as a schematic. */
  mapFile?: string | null;
}): HttpModule[] {
  return [
    { name: "audit", contract: auditApi, routes: auditRoutes },
    { name: "organisations", contract: organisationsApi, routes: organisationsRoutes },
    { name: "accounts", contract: accountsApi, routes: accountsRoutes(settings) },
    { name: "pilot", contract: pilotApi, routes: pilotRoutes },
    { name: "views", contract: viewsApi, routes: viewsRoutes },
    { name: "evidence", contract: evidenceApi, routes: evidenceRoutes(settings) },
    { name: "tasks", contract: tasksApi, routes: tasksRoutes },
    { name: "matters", contract: mattersApi, routes: mattersRoutes },
    { name: "ratings", contract: ratingsApi, routes: ratingsRoutes },
    { name: "intake", contract: intakeApi, routes: intakeRoutes },
    { name: "workbooks", contract: workbooksApi, routes: workbooksRoutes },
    { name: "progress", contract: progressApi, routes: progressRoutes },
    { name: "supervision", contract: supervisionApi, routes: supervisionRoutes },
    { name: "meetings", contract: meetingsApi, routes: meetingsRoutes },
    { name: "ministries", contract: ministriesApi, routes: ministriesRoutes },
    { name: "overview", contract: overviewApi, routes: overviewRoutes(settings) },
    { name: "inbox", contract: inboxApi, routes: inboxRoutes },
    { name: "notices", contract: noticesApi, routes: noticesRoutes(settings) },
    { name: "live", contract: liveApi, routes: liveRoutes(settings.live ?? silent) },
    { name: "work", contract: workApi, routes: workRoutes },
    { name: "search", contract: searchApi, routes: searchRoutes },
  ] satisfies { name: keyof typeof contracts; contract: unknown; routes: unknown }[];
}
