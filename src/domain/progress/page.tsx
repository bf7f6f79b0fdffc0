// All reporting rounds 报送轮次: what is open now and how far the units are, what comes by plan, and issuing one.
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages, useTitle } from "../../app/web/messages.tsx";
import { useMe } from "../../app/web/session.tsx";
import { DispatchTabs } from "../../app/web/shell/dispatch.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Chip } from "../../app/web/ui/chip.tsx";
import { EmptyState } from "../../app/web/ui/empty-state.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Pager } from "../../app/web/ui/pager.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import type { ProgrammeId } from "../pilot/model.ts";
import { roundStates } from "./model.ts";
import type { Round } from "./model-round.ts";
import { NewRoundDialog } from "./page-new-round.tsx";
import { RoundPlans } from "./page-plans.tsx";
import { UnitsBar } from "./page-units-bar.tsx";
import { words } from "./page-words.ts";
import "./page.css";

export function RoundsPage() {
  const { say } = useMessages();
  const me = useMe();
  const { programmeId = "" } = useParams({ strict: false });
  const [asked, setAsked] = useState<"round" | "plans" | null>(null);
  useTitle(say(words.rounds));
  const isOffice = me?.duties.includes("office") ?? false;
  const found = useInfiniteQuery({
    queryKey: ["progress", programmeId, "rounds", "all"],
    queryFn: ({ pageParam, signal }) =>
      api.progress.listRounds(
        { programmeId: programmeId as ProgrammeId, limit: 20, ...(pageParam ? { after: pageParam } : {}) },
        { signal },
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const rounds = found.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="rounds-screen">
      <DispatchTabs programmeId={programmeId} />
      <div className="rounds-page">
        <div className="rounds-title">
          <h1>{say(words.rounds)}</h1>
          {isOffice ? (
            <span className="rounds-acts">
              <Button onClick={() => setAsked("plans")}>{say(words.addPlan)}</Button>
              <Button kind="do" onClick={() => setAsked("round")}>
                {say(words.add)}
              </Button>
            </span>
          ) : null}
        </div>
        <RefusalNotice error={found.error} onRetry={() => void found.refetch()} />
        {found.isPending && !found.error ? <Skeleton lines={6} /> : null}
        {found.data && rounds.length === 0 ? (
          <EmptyState title={say(words.empty)} next={say(isOffice ? words.emptyOffice : words.emptyUnit)} />
        ) : null}
        <ul className="rounds-list">
          {rounds.map((round) => (
            <RoundLine key={round.id} round={round} />
          ))}
        </ul>
        {found.data && rounds.length > 0 ? (
          <Pager
            shown={rounds.length}
            total={found.data.pages[0]?.total ?? 0}
            busy={found.isFetchingNextPage}
            onMore={() => void found.fetchNextPage()}
          />
        ) : null}
      </div>
      {asked === "round" ? <NewRoundDialog programmeId={programmeId} onClose={() => setAsked(null)} /> : null}
      {asked === "plans" ? <RoundPlans programmeId={programmeId} onClose={() => setAsked(null)} /> : null}
    </div>
  );
}

function RoundLine({ round }: { round: Round }) {
  const { say, word, day } = useMessages();
  const params = { programmeId: round.programmeId as string, roundId: round.id as string };
  const total = Object.values(round.reports).reduce((sum, count) => sum + (count ?? 0), 0);
  return (
    <li className="rounds-line">
      <div className="rounds-what">
        <h2>
          <Link to="/p/$programmeId/rounds/$roundId" params={params}>
            {round.title}
          </Link>
        </h2>
        <p className="muted">
          <Chip>{word(roundStates[round.state])}</Chip>{" "}
          {round.state === "planned" ? say(words.opensOn, { day: day(round.opensOn) }) : null}{" "}
          {say(words.dueOn, { day: day(round.dueOn) })}
          {total > 0 ? ` · ${say(words.units, { count: total })}` : ""}
          {total > 0 && round.state !== "open" ? (
            <span title={say(words.timelyWhat)}> · {say(words.timely, round.timely)}</span>
          ) : null}
        </p>
      </div>
      {total > 0 ? <UnitsBar reports={round.reports} /> : null}
      {round.ownReportId ? (
        <Link
          className={`btn ${round.state === "open" || round.state === "duePassed" ? "btn-do" : ""}`}
          to="/p/$programmeId/rounds/$roundId/reports/$reportId"
          params={{ ...params, reportId: round.ownReportId }}
        >
          {say(round.state === "open" || round.state === "duePassed" ? words.toFill : words.toRead)}
        </Link>
      ) : null}
    </li>
  );
}
