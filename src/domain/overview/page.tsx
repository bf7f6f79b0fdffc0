// 总览: how the pilot stands, said first in one sentence, then by goal, month, group, day and place. Every figure is a way to its rows.
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { api } from "../../app/web/api.ts";
import { useMessages, useTitle } from "../../app/web/messages.tsx";
import type { Search } from "../../app/web/search.ts";
import { AsOf } from "../../app/web/ui/as-of.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { useNarrow } from "../../app/web/ui/narrow.tsx";
import { Notice, RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import { type Overview, terms } from "./model.ts";
import { ChangesBox } from "./page-changes.tsx";
import { CutBox } from "./page-cut.tsx";
import { DeliveryBox } from "./page-delivery.tsx";
import { DueBox } from "./page-due.tsx";
import { GoalsBox } from "./page-goals.tsx";
import { PlacesBox } from "./page-places.tsx";
import { Statement } from "./page-statement.tsx";
import { TrendBox } from "./page-trend.tsx";
import { words } from "./page-words.ts";
import "./page.css";

export function OverviewPage() {
  const { say, word, day } = useMessages();
  const { programmeId = "" } = useParams({ strict: false });
  const { asOf } = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  useTitle(word(terms.overview));
  const { data, error, refetch } = useQuery({
    queryKey: ["tasks", programmeId, "list", "overview", asOf ?? ""],
    queryFn: ({ signal }) => api.overview.getOverview({ programmeId, ...(asOf ? { asOf } : {}) }, { signal }),
    placeholderData: (before) => (before?.programmeId === programmeId ? before : undefined),
  });
  const toDay = (next: string | undefined) =>
    void navigate({ to: ".", search: next ? { asOf: next } : {}, replace: true });
  return (
    <div className="overview-page">
      <div className="bar no-print">
        <h1>{word(terms.overview)}</h1>
        <span className="bar-end">
          <AsOf day={asOf} onChange={toDay} />
          <Button onClick={() => print()}>{say("print")}</Button>
        </span>
      </div>
      <div className="overview">
        {asOf ? (
          <Notice acts={<Button onClick={() => toDay(undefined)}>{say("backToToday")}</Button>}>
            {say(words.asOfNotice, { day: day(asOf) })}
          </Notice>
        ) : null}
        <RefusalNotice error={error} onRetry={() => void refetch()} />
        {!data && !error ? <Skeleton lines={12} /> : null}
        {data ? <Inside overview={data} asOf={asOf} /> : null}
      </div>
    </div>
  );
}

function Inside({ overview, asOf }: { overview: Overview; asOf: string | undefined }) {
  const narrow = useNarrow();
  const shared = { overview, asOf };
  // On a phone what is urgent comes first; on a desk the plan's own goals stand beside it.
  if (narrow)
    return (
      <>
        <Statement {...shared} />
        <DeliveryBox {...shared} />
        <DueBox {...shared} kind="late" />
        <DueBox {...shared} kind="next" />
        <CutBox {...shared} />
        <GoalsBox {...shared} />
        <TrendBox {...shared} />
        <ChangesBox {...shared} />
        <PlacesBox {...shared} />
      </>
    );
  return (
    <>
      <Statement {...shared} />
      <div className="overview-columns">
        <div className="overview-main">
          <GoalsBox {...shared} />
          <CutBox {...shared} />
          <TrendBox {...shared} />
          <ChangesBox {...shared} />
        </div>
        <div className="overview-side">
          <DeliveryBox {...shared} />
          <DueBox {...shared} kind="late" />
          <DueBox {...shared} kind="next" />
        </div>
      </div>
      <PlacesBox {...shared} />
    </>
  );
}
