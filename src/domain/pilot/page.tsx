// 方案: the plan's own text as a living document, between its outline and what stands behind the chosen sentence.
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo, useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages, useTitle } from "../../app/web/messages.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { EmptyState } from "../../app/web/ui/empty-state.tsx";
import { Notice, RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import { Refusal } from "../../http/client.ts";
import { type Layout, layOut } from "./layout.ts";
import type { Plan, PlanVersionId, ProgrammeId } from "./model.ts";
import { PlanBar } from "./page-bar.tsx";
import { BehindPanel } from "./page-behind.tsx";
import { Outline } from "./page-outline.tsx";
import { Paper } from "./page-paper.tsx";
import { useTasksOf } from "./page-tasks.tsx";
import { type SetSearch, useWalk, type Walk } from "./page-walk.tsx";
import { words } from "./page-words.ts";
import { findStops, type Overview, overviewOf } from "./standing.ts";
import "./page.css";
import "./page-print.css";

export function PlanPage() {
  const { say } = useMessages();
  const { programmeId } = useParams({ strict: false }) as { programmeId: ProgrammeId };
  const search = useSearch({ strict: false }) as Record<string, string | undefined>;
  const asOf = search.asOf;
  const planVersion = search.version as PlanVersionId | undefined;
  const plan = useQuery({
    queryKey: ["plan", programmeId, planVersion ?? "", asOf ?? ""],
    queryFn: ({ signal }) =>
      api.pilot.getPlan(
        { programmeId, ...(planVersion ? { planVersion } : {}), ...(asOf ? { asOf } : {}) },
        { signal },
      ),
    placeholderData: (before) => (before?.programme.id === programmeId ? before : undefined),
  });
  useTitle(plan.data?.programme.shortTitle ?? say("navPlan"));
  if (plan.error && !plan.data) return <NoPlan error={plan.error} asOf={asOf} onRetry={() => void plan.refetch()} />;
  if (!plan.data) return <PaperSkeleton />;
  return <LivingPlan plan={plan.data} stale={plan.isPlaceholderData} search={search} />;
}

/** The layout and sums are worked out once for a reply; everything else on the page reads them. */
function useReading(plan: Plan): { layout: Layout; overview: Overview } {
  return useMemo(() => {
    const { title, documentNumber } = plan.planVersion;
    const layout = layOut(plan.text, plan.elements, title, [title, documentNumber]);
    return { layout, overview: overviewOf(layout, plan) };
  }, [plan]);
}

function LivingPlan({
  plan,
  stale,
  search,
}: {
  plan: Plan;
  stale: boolean;
  search: Record<string, string | undefined>;
}) {
  const { say, day } = useMessages();
  const { layout, overview } = useReading(plan);
  const tasks = useTasksOf(plan.programme.id, search.asOf);
  const onlyBlank = search.blank === "1";
  const [query, setQuery] = useState(search.q ?? "");
  const found = useMemo(() => findStops(layout.stops, query), [layout, query]);
  const setSearch = useSetSearch();
  const walk = useWalk({ layout, overview, onlyBlank, at: search.at, setSearch });
  const [drawer, setDrawer] = useState(false);
  const latest = plan.versions.at(-1)?.id === plan.planVersion.id;
  return (
    <div className={`plan ${stale ? "is-stale" : ""}`} aria-busy={stale}>
      <PlanBar
        plan={plan}
        overview={overview}
        asOf={search.asOf}
        onlyBlank={onlyBlank}
        query={query}
        found={found}
        walk={walk}
        onQuery={setQuery}
        onOutline={() => setDrawer(true)}
        setSearch={setSearch}
      />
      {search.asOf ? <Notice>{say(words.planAsOfNotice, { day: day(search.asOf) })}</Notice> : null}
      <div className="plan-columns">
        <Outline layout={layout} overview={overview} walk={walk} drawer={drawer} onClose={() => setDrawer(false)} />
        <Paper
          plan={plan}
          layout={layout}
          overview={overview}
          tasks={tasks}
          walk={walk}
          query={query}
          onlyBlank={onlyBlank}
        />
        <BehindPanel
          plan={plan}
          layout={layout}
          overview={overview}
          tasks={tasks}
          walk={walk}
          canLink={plan.abilities.link && latest}
          onOnlyBlank={() => setSearch({ blank: "1" })}
        />
      </div>
      <Spoken layout={layout} overview={overview} walk={walk} />
    </div>
  );
}

/** Changes the address in place: going back leads to the screen before, not through every sentence. */
function useSetSearch(): SetSearch {
  const navigate = useNavigate();
  return useCallback(
    (change) =>
      void navigate({
        to: ".",
        search: (before: Record<string, string | undefined>) => ({ ...before, ...change }),
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  );
}

/** Says aloud what stands behind the sentence that the reader has come to. */
function Spoken({ layout, overview, walk }: { layout: Layout; overview: Overview; walk: Walk }) {
  const { say } = useMessages();
  const [text, setText] = useState("");
  const stop = walk.selected === null ? undefined : layout.stops[walk.selected];
  const standing = stop && overview.standings[stop.index];
  const next = !standing
    ? ""
    : standing.behind.length > 0
      ? say(words.planSpokenBehind, { count: standing.behind.length })
      : standing.blank
        ? say(words.planBlank)
        : "";
  useEffect(() => setText(next), [next]);
  return (
    <p className="sr" aria-live="polite">
      {text}
    </p>
  );
}

function NoPlan({ error, asOf, onRetry }: { error: Error; asOf: string | undefined; onRetry: () => void }) {
  const { say, day, language } = useMessages();
  const setSearch = useSetSearch();
  const refusal = error instanceof Refusal && error.status === 404 ? error : null;
  if (!refusal)
    return (
      <div className="plan-failed">
        <RefusalNotice error={error} onRetry={onRetry} />
      </div>
    );
  if (asOf)
    return (
      <EmptyState title={say(words.planNotYetTitle, { day: day(asOf) })} next={say(words.planNotYetNext)}>
        <Button onClick={() => setSearch({ asOf: undefined })}>{say("backToToday")}</Button>
      </EmptyState>
    );
  return (
    <EmptyState title={say(words.planNoneTitle)} next={refusal.messages[language]}>
      <Link className="btn" to="/imports">
        {say("goImports")}
      </Link>
    </EmptyState>
  );
}

function PaperSkeleton() {
  return (
    <div className="plan-waiting">
      <Skeleton lines={3} />
      <Skeleton lines={9} />
      <Skeleton lines={6} />
    </div>
  );
}
