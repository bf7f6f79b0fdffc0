// A unit's report: its own people fill it in, the group and the office review it; everybody else in between reads.
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { api } from "../../app/web/api.ts";
import { useMessages, useTitle } from "../../app/web/messages.tsx";
import { useMe } from "../../app/web/session.tsx";
import { PastRecord, sameDay, usePastDay } from "../../app/web/shell/past.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import type { ProgrammeId } from "../pilot/model.ts";
import type { ReportId, RoundId } from "./model.ts";
import { reportKey } from "./page-autosave.tsx";
import { FillReport } from "./page-fill.tsx";
import { ReviewReport } from "./page-review.tsx";
import { words } from "./page-words.ts";
import "./page.css";

export function ReportPage() {
  const { say } = useMessages();
  const me = useMe();
  const { asOf } = usePastDay();
  const { programmeId = "", roundId = "", reportId = "" } = useParams({ strict: false });
  const {
    data: report,
    error,
    refetch,
  } = useQuery({
    queryKey: reportKey(programmeId, reportId),
    queryFn: ({ signal }) =>
      api.progress.getReport(
        { programmeId: programmeId as ProgrammeId, roundId: roundId as RoundId, reportId: reportId as ReportId },
        { signal },
      ),
  });
  useTitle(report ? `${report.unitName} · ${report.round.title}` : say(words.rounds));
  const isFiller = me && report && report.abilities.fill?.code !== "act.not-your-part";
  return (
    <div className="report-page">
      <div className="bar no-print">
        <Link to="/p/$programmeId/rounds/$roundId" params={{ programmeId, roundId }} search={sameDay(asOf)}>
          {say(words.back)}
        </Link>
      </div>
      <div className="report-body">
        <PastRecord />
        <RefusalNotice error={error} onRetry={() => void refetch()} />
        {!report && !error ? <Skeleton lines={10} /> : null}
        {report && me ? (
          isFiller ? (
            <FillReport key={report.id} report={report} personId={me.personId} />
          ) : (
            <ReviewReport key={report.id} report={report} />
          )
        ) : null}
      </div>
    </div>
  );
}
