// One round for the office and the groups: who stands where, what waits for review, who is late; and for a unit, its own report.
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { api } from "../../app/web/api.ts";
import { useMessages, useTitle } from "../../app/web/messages.tsx";
import type { Search } from "../../app/web/search.ts";
import { DispatchTabs } from "../../app/web/shell/dispatch.tsx";
import { PastList, sameDay, usePastDay } from "../../app/web/shell/past.tsx";
import { Chip } from "../../app/web/ui/chip.tsx";
import { EmptyState } from "../../app/web/ui/empty-state.tsx";
import { Notice, RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Pager } from "../../app/web/ui/pager.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import { Tabs } from "../../app/web/ui/tabs.tsx";
import type { ProgrammeId } from "../pilot/model.ts";
import { type RoundId, reportStates, roundStates } from "./model.ts";
import type { ReportSummary } from "./model-report.ts";
import type { Round } from "./model-round.ts";
import { AcceptMany, type PickedReports, usePickedReports } from "./page-accept-many.tsx";
import { RoundActs } from "./page-round-acts.tsx";
import { UnitsBar } from "./page-units-bar.tsx";
import { words } from "./page-words.ts";
import "./page.css";

type Which = "units" | "waiting" | "late";

export function RoundPage() {
  const { say } = useMessages();
  const { programmeId = "", roundId = "" } = useParams({ strict: false });
  const { asOf } = usePastDay();
  const at = { programmeId: programmeId as ProgrammeId, roundId: roundId as RoundId };
  const {
    data: round,
    error,
    refetch,
  } = useQuery({
    queryKey: ["progress", programmeId, "rounds", "one", roundId, asOf ?? ""],
    queryFn: ({ signal }) => api.progress.getRound({ ...at, ...sameDay(asOf) }, { signal }),
  });
  useTitle(round?.title ?? say(words.rounds));
  return (
    <div className="rounds-screen">
      <DispatchTabs programmeId={programmeId} />
      <div className="rounds-page">
        <PastList of={say(words.rounds)} />
        <RefusalNotice error={error} onRetry={() => void refetch()} />
        {!round && !error ? <Skeleton lines={8} /> : null}
        {round ? <Inside round={round} asOf={asOf} /> : null}
      </div>
    </div>
  );
}

function Inside({ round, asOf }: { round: Round; asOf: string | undefined }) {
  const { say, word, day } = useMessages();
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const which = (["waiting", "late"] as const).find((one) => one === search.which) ?? "units";
  const setWhich = (next: Which) =>
    void navigate({
      to: ".",
      search: { ...(next === "units" ? {} : { which: next }), ...sameDay(asOf) },
      replace: true,
      resetScroll: false,
    });
  const total = Object.values(round.reports).reduce((sum, count) => sum + (count ?? 0), 0);
  const params = { programmeId: round.programmeId as string, roundId: round.id as string };
  return (
    <>
      <div className="rounds-title">
        <h1>{round.title}</h1>
        {round.ownReportId && !asOf ? (
          <Link
            className="btn btn-do"
            to="/p/$programmeId/rounds/$roundId/reports/$reportId"
            params={{ ...params, reportId: round.ownReportId }}
          >
            {say(round.state === "locked" ? words.toRead : words.toFill)}
          </Link>
        ) : null}
      </div>
      <p className="muted round-facts">
        <Chip>{word(roundStates[round.state])}</Chip> {say(words.dueOn, { day: day(round.dueOn) })}
        {round.askedDueOn !== round.firstDueOn ? ` · ${say(words.moved, { day: day(round.askedDueOn) })}` : ""}
        {round.firstDueOn !== round.dueOn ? ` · ${say(words.extended, { day: day(round.firstDueOn) })}` : ""}
        {total > 0 ? <span title={say(words.timelyWhat)}> · {say(words.timely, round.timely)}</span> : null}
        {round.rows.revised > 0 ? ` · ${say(words.revised, { count: round.rows.revised })}` : ""}
      </p>
      {round.leadReason ? <p className="muted">{say(words.leadReason, { reason: round.leadReason })}</p> : null}
      {round.instructions ? <Notice title={say(words.instructions)}>{round.instructions}</Notice> : null}
      {asOf ? null : <RoundActs round={round} />}
      {total > 0 ? <UnitsBar reports={round.reports} /> : null}
      {round.openedAt ? (
        <Tabs<Which>
          label={say(words.progressBar)}
          chosen={which}
          onChoose={setWhich}
          tabs={[
            { key: "units", label: say(words.tabUnits) },
            { key: "waiting", label: say(words.tabWaiting) },
            { key: "late", label: say(words.tabLate) },
          ]}
        >
          <Reports key={which} round={round} which={which} asOf={asOf} />
        </Tabs>
      ) : null}
    </>
  );
}

const none = {
  units: [words.noneFound, words.emptyUnit],
  waiting: [words.noneWaiting, words.noneWaitingNext],
  late: [words.noneLate, words.noneLateNext],
} as const;

function Reports({ round, which, asOf }: { round: Round; which: Which; asOf: string | undefined }) {
  const { say } = useMessages();
  const filter = { units: {}, waiting: { waiting: "true" as const }, late: { late: "true" as const } }[which];
  const found = useInfiniteQuery({
    queryKey: ["progress", round.programmeId, "rounds", "reports", round.id, which, asOf ?? ""],
    queryFn: ({ pageParam, signal }) =>
      api.progress.listReports(
        {
          programmeId: round.programmeId,
          roundId: round.id,
          limit: 100,
          ...filter,
          ...sameDay(asOf),
          ...(pageParam ? { after: pageParam } : {}),
        },
        { signal },
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const reports = found.data?.pages.flatMap((page) => page.items) ?? [];
  const picked = usePickedReports(reports);
  const picks = which === "waiting" && round.state !== "locked" && !asOf ? picked : null;
  return (
    <>
      <RefusalNotice error={found.error} onRetry={() => void found.refetch()} />
      {found.isPending && !found.error ? <Skeleton lines={6} /> : null}
      {found.data && reports.length === 0 ? (
        <EmptyState title={say(none[which][0])} next={say(none[which][1])} />
      ) : null}
      {picks ? <AcceptMany round={round} reports={reports} picked={picks} /> : null}
      {reports.length > 0 ? (
        <table className="reports-table">
          <thead>
            <tr>
              <th scope="col">{say(words.columnUnit)}</th>
              <th scope="col">{say(words.columnState)}</th>
              <th scope="col">{say(words.columnFilled)}</th>
              <th scope="col">{say(words.columnReview)}</th>
              <th scope="col">{say(words.columnSubmitted)}</th>
              <th scope="col">{say(words.columnLate)}</th>
            </tr>
          </thead>
          <tbody>
            {reports.map((report) => (
              <ReportLine key={report.id} round={round} report={report} picks={picks} asOf={asOf} />
            ))}
          </tbody>
        </table>
      ) : null}
      {found.data && reports.length > 0 ? (
        <Pager
          shown={reports.length}
          total={found.data.pages[0]?.total ?? 0}
          busy={found.isFetchingNextPage}
          onMore={() => void found.fetchNextPage()}
        />
      ) : null}
    </>
  );
}

function ReportLine({
  round,
  report,
  picks,
  asOf,
}: {
  round: Round;
  report: ReportSummary;
  picks: PickedReports | null;
  asOf: string | undefined;
}) {
  const { say, word, instant, day } = useMessages();
  const { rows } = report;
  return (
    <tr>
      <th scope="row">
        {picks ? (
          <input
            type="checkbox"
            className="report-pick"
            aria-label={say(words.pickUnit, { unit: report.unitName })}
            checked={picks.has(report.id)}
            onChange={() => picks.toggle(report.id)}
          />
        ) : null}
        <Link
          to="/p/$programmeId/rounds/$roundId/reports/$reportId"
          params={{ programmeId: round.programmeId, roundId: round.id, reportId: report.id }}
          search={sameDay(asOf)}
        >
          {report.unitName}
        </Link>
      </th>
      <td data-label={say(words.columnState)}>
        {word(reportStates[report.state])}
        {report.settledAs && report.state === "locked" ? (
          <small className="muted"> {say(words.settledAs, { state: word(reportStates[report.settledAs]) })}</small>
        ) : null}
        {report.unlockAskedAt ? (
          <small className="is-late"> {say(words.asksUnlock, { why: report.unlockAskedWhy ?? "" })}</small>
        ) : null}
        {report.unlockedUntil ? (
          <small className="muted"> {say(words.unlockedUntil, { day: day(report.unlockedUntil) })}</small>
        ) : null}
      </td>
      <td data-label={say(words.columnFilled)}>{say(words.ofRows, { filled: rows.filled, total: rows.total })}</td>
      <td data-label={say(words.columnReview)}>
        {rows.accepted + rows.pending + rows.returned > 0
          ? say(words.reviewed, { accepted: rows.accepted, pending: rows.pending, returned: rows.returned })
          : null}
        {report.revisedCount > 0 ? (
          <small className="muted"> {say(words.revised, { count: report.revisedCount })}</small>
        ) : null}
      </td>
      <td data-label={say(words.columnSubmitted)}>
        {report.submittedAt ? instant(report.submittedAt) : say(words.missingStill)}
      </td>
      <td data-label={say(words.columnLate)} className={report.lateDays > 0 ? "is-late" : ""}>
        {report.lateDays > 0 ? say(words.lateDays, { days: report.lateDays }) : ""}
      </td>
    </tr>
  );
}
