// Every screen and its address. A page registers itself by one line in `screens`; its code is fetched when it is opened.
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { queries } from "./queries.ts";
import { readSearch, writeSearch } from "./search.ts";
import { sessionQuery, worksOnPilots } from "./session.tsx";
import { FailedScreen } from "./shell/failed.tsx";

const NotFoundScreen = lazyRouteComponent(() => import("./shell/not-found.tsx"), "NotFoundScreen");

const root = createRootRoute({
  component: Outlet,
  notFoundComponent: NotFoundScreen,
  errorComponent: FailedScreen,
  validateSearch: (search: Record<string, unknown>) => search as Record<string, string>,
});

const signedIn = createRoute({
  getParentRoute: () => root,
  id: "signed-in",
  component: lazyRouteComponent(() => import("./shell/shell.tsx"), "Shell"),
  beforeLoad: async ({ location }) => {
    const session = await queries.ensureQueryData(sessionQuery);
    if (!session.me) throw redirect({ to: "/sign-in", search: { next: location.href } });
    if (session.me.mustChange) throw redirect({ to: "/password", search: { next: location.href } });
  },
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  component: lazyRouteComponent(() => import("../../domain/accounts/page-sign-in.tsx"), "SignInPage"),
});

/** Before work, not within it: whoever holds a one-time password has nowhere else to go. Demo officials have no password. */
const password = createRoute({
  getParentRoute: () => root,
  path: "/password",
  beforeLoad: async ({ location }) => {
    const { me } = await queries.ensureQueryData(sessionQuery);
    if (!me) throw redirect({ to: "/sign-in", search: { next: location.href } });
    if (me.demo && !me.mustChange) throw redirect({ to: "/" });
  },
  component: lazyRouteComponent(() => import("../../domain/accounts/page-password.tsx"), "PasswordPage"),
});

const start = createRoute({
  getParentRoute: () => signedIn,
  path: "/",
  beforeLoad: async () => {
    const { me } = await queries.ensureQueryData(sessionQuery);
    if (!worksOnPilots(me)) throw redirect({ to: "/units" });
    // Those who fill in begin with what they owe, those who steer with the plan.
    if (!me?.duties.some((duty) => duty === "office" || duty === "group")) throw redirect({ to: "/inbox" });
    const { programmesQuery } = await import("./programmes.tsx");
    const programmes = await queries.ensureQueryData(programmesQuery);
    const first = programmes.items.find((programme) => !programme.demo) ?? programmes.items[0];
    if (first) throw redirect({ to: "/p/$programmeId/plan", params: { programmeId: first.id } });
  },
  component: lazyRouteComponent(() => import("./shell/no-programme.tsx"), "NoProgrammeScreen"),
});

const below = <const Path extends string>(path: Path) => ({ getParentRoute: () => signedIn, path });

const overview = createRoute({
  ...below("/p/$programmeId/overview"),
  component: lazyRouteComponent(() => import("../../domain/overview/page.tsx"), "OverviewPage"),
});
const plan = createRoute({
  ...below("/p/$programmeId/plan"),
  component: lazyRouteComponent(() => import("../../domain/pilot/page.tsx"), "PlanPage"),
});
const compare = createRoute({
  ...below("/p/$programmeId/plan/compare"),
  component: lazyRouteComponent(() => import("../../domain/pilot/page-compare.tsx"), "ComparePage"),
});
const ledger = createRoute({
  ...below("/p/$programmeId/ledger"),
  component: lazyRouteComponent(() => import("../../domain/tasks/page.tsx"), "LedgerPage"),
});
const views = createRoute({
  ...below("/p/$programmeId/views"),
  component: lazyRouteComponent(() => import("../../domain/views/page.tsx"), "ViewsPage"),
});
const ledgerImport = createRoute({
  ...below("/p/$programmeId/ledger/import"),
  component: lazyRouteComponent(() => import("../../domain/workbooks/page.tsx"), "WorkbookImportPage"),
});
const ledgerChanges = createRoute({
  ...below("/p/$programmeId/ledger/changes"),
  component: lazyRouteComponent(() => import("../../domain/tasks/changes/page-changes.tsx"), "ChangesPage"),
});
const task = createRoute({
  ...below("/p/$programmeId/tasks/$taskId"),
  component: lazyRouteComponent(() => import("../../domain/tasks/page-task.tsx"), "TaskPage"),
});
const rounds = createRoute({
  ...below("/p/$programmeId/rounds"),
  component: lazyRouteComponent(() => import("../../domain/progress/page.tsx"), "RoundsPage"),
});
const round = createRoute({
  ...below("/p/$programmeId/rounds/$roundId"),
  component: lazyRouteComponent(() => import("../../domain/progress/page-round.tsx"), "RoundPage"),
});
const report = createRoute({
  ...below("/p/$programmeId/rounds/$roundId/reports/$reportId"),
  component: lazyRouteComponent(() => import("../../domain/progress/page-report.tsx"), "ReportPage"),
});
const matters = createRoute({
  ...below("/p/$programmeId/matters"),
  component: lazyRouteComponent(() => import("../../domain/matters/page.tsx"), "MattersPage"),
});
const matter = createRoute({
  ...below("/p/$programmeId/matters/$matterId"),
  component: lazyRouteComponent(() => import("../../domain/matters/page-matter.tsx"), "MatterPage"),
});
const ratings = createRoute({
  ...below("/p/$programmeId/ratings"),
  component: lazyRouteComponent(() => import("../../domain/ratings/page.tsx"), "RatingsPage"),
});
const orders = createRoute({
  ...below("/p/$programmeId/orders"),
  component: lazyRouteComponent(() => import("../../domain/supervision/page.tsx"), "OrdersPage"),
});
const order = createRoute({
  ...below("/p/$programmeId/orders/$orderId"),
  component: lazyRouteComponent(() => import("../../domain/supervision/page-order.tsx"), "OrderPage"),
});
const reminders = createRoute({
  ...below("/p/$programmeId/reminders"),
  component: lazyRouteComponent(() => import("../../domain/supervision/page-reminders.tsx"), "RemindersPage"),
});
const meetings = createRoute({
  ...below("/p/$programmeId/meetings"),
  component: lazyRouteComponent(() => import("../../domain/meetings/page.tsx"), "MeetingsPage"),
});
const meeting = createRoute({
  ...below("/p/$programmeId/meetings/$meetingId"),
  component: lazyRouteComponent(() => import("../../domain/meetings/page-meeting.tsx"), "MeetingPage"),
});
const ministries = createRoute({
  ...below("/p/$programmeId/ministries"),
  component: lazyRouteComponent(() => import("../../domain/ministries/page.tsx"), "MinistriesPage"),
});
const ministryEntry = createRoute({
  ...below("/p/$programmeId/ministries/$entryId"),
  component: lazyRouteComponent(() => import("../../domain/ministries/page-entry.tsx"), "EntryPage"),
});
const units = createRoute({
  ...below("/units"),
  component: lazyRouteComponent(() => import("../../domain/organisations/page.tsx"), "UnitsPage"),
});
const unit = createRoute({
  ...below("/units/$unitId"),
  component: lazyRouteComponent(() => import("../../domain/organisations/page-unit.tsx"), "UnitPage"),
});
const unitWork = createRoute({
  ...below("/p/$programmeId/units/$unitId"),
  component: lazyRouteComponent(() => import("../../domain/organisations/page-unit-work.tsx"), "UnitWorkPage"),
});
const ownUnit = createRoute({
  ...below("/p/$programmeId/own-unit"),
  component: lazyRouteComponent(() => import("../../domain/organisations/page-unit-work.tsx"), "OwnUnitPage"),
});
const accounts = createRoute({
  ...below("/accounts"),
  component: lazyRouteComponent(() => import("../../domain/accounts/page-accounts.tsx"), "AccountsPage"),
});
const audit = createRoute({
  ...below("/audit"),
  component: lazyRouteComponent(() => import("../../domain/accounts/page-audit.tsx"), "AuditPage"),
});
const delegations = createRoute({
  ...below("/delegations"),
  component: lazyRouteComponent(() => import("../../domain/organisations/page-delegations.tsx"), "DelegationsPage"),
});
const imports = createRoute({
  ...below("/imports"),
  component: lazyRouteComponent(() => import("../../domain/intake/page.tsx"), "ImportsPage"),
});
const draft = createRoute({
  ...below("/imports/$importId"),
  component: lazyRouteComponent(() => import("../../domain/intake/page-import.tsx"), "ImportPage"),
});
const inbox = createRoute({
  ...below("/inbox"),
  component: lazyRouteComponent(() => import("../../domain/inbox/page.tsx"), "InboxPage"),
});
const notices = createRoute({
  ...below("/notices"),
  component: lazyRouteComponent(() => import("../../domain/notices/page.tsx"), "NoticesPage"),
});
const noticeSettings = createRoute({
  ...below("/notices/settings"),
  component: lazyRouteComponent(() => import("../../domain/notices/page-settings.tsx"), "NoticeSettingsPage"),
});
const webhooks = createRoute({
  ...below("/p/$programmeId/webhooks"),
  component: lazyRouteComponent(() => import("../../domain/notices/page-webhooks.tsx"), "WebhooksPage"),
});
const jobs = createRoute({
  ...below("/jobs"),
  component: lazyRouteComponent(() => import("../work/page.tsx"), "JobsPage"),
});
const job = createRoute({
  ...below("/jobs/$jobId"),
  component: lazyRouteComponent(() => import("../work/page.tsx"), "JobPage"),
});
const found = createRoute({
  ...below("/search"),
  component: lazyRouteComponent(() => import("../../domain/search/page.tsx"), "SearchPage"),
});

const screens = [
  start,
  overview,
  plan,
  compare,
  ledger,
  ledgerImport,
  ledgerChanges,
  views,
  task,
  ratings,
  rounds,
  round,
  report,
  matters,
  matter,
  orders,
  order,
  reminders,
  meetings,
  meeting,
  ministries,
  ministryEntry,
  units,
  unit,
  unitWork,
  ownUnit,
  delegations,
  accounts,
  audit,
  imports,
  draft,
  inbox,
  notices,
  noticeSettings,
  webhooks,
  jobs,
  job,
  found,
];

export const router = createRouter({
  routeTree: root.addChildren([signIn, password, signedIn.addChildren(screens)]),
  parseSearch: readSearch,
  stringifySearch: writeSearch,
  defaultPreload: "intent",
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
  defaultErrorComponent: FailedScreen,
  defaultNotFoundComponent: NotFoundScreen,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
