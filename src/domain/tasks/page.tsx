// The ledger 台账: bar, choice of view, notice of the day, and the view itself beside the sheet of a task. All choices stand in the address.
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useState } from "react";
import { localToday, useMessages, useTitle } from "../../app/web/messages.tsx";
import type { Search } from "../../app/web/search.ts";
import { useHere } from "../../app/web/shell/here.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { useNarrow } from "../../app/web/ui/narrow.tsx";
import { Notice } from "../../app/web/ui/notice.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import { words as changesWords } from "./changes/page-changes-words.ts";
import { LedgerGrid } from "./grid/page-grid.tsx";
import { LedgerBar } from "./ledger/page-ledger-bar.tsx";
import { LedgerFilters } from "./ledger/page-ledger-filters.tsx";
import { ledgerViewOf } from "./ledger/page-ledger-view.tsx";
import { TaskSheet } from "./page-sheet.tsx";
import { words } from "./page-words.ts";
import "./page.css";

/** The grid comes with the page: nearly everybody opens the ledger with it, and code fetched behind a page shows later. */
const views = {
  grid: LedgerGrid,
  timeline: lazy(async () => ({ default: (await import("./timeline/page-timeline.tsx")).LedgerTimeline })),
  board: lazy(async () => ({ default: (await import("./board/page-board.tsx")).LedgerBoard })),
  units: lazy(async () => ({ default: (await import("./by-unit/page-by-unit.tsx")).LedgerByUnit })),
};

export function LedgerPage() {
  const { say, day } = useMessages();
  const { programmeId = "" } = useParams({ strict: false });
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const { programme } = useHere();
  const narrow = useNarrow();
  const [chosen, setChosen] = useState<string | null>(null);
  useTitle(say("navLedger"));
  const { asOf } = search;
  const change = useCallback(
    (next: Search) => void navigate({ to: ".", search: (now: Search) => ({ ...now, ...next }), replace: true }),
    [navigate],
  );
  const open = (taskId: string) =>
    void navigate({
      to: "/p/$programmeId/tasks/$taskId",
      params: { programmeId, taskId },
      search: asOf ? { asOf } : {},
    });
  const View = views[ledgerViewOf(search)];
  return (
    <div className="ledger">
      <h1 className="ledger-title">{say(words.ledgerCaption, { programme: programme?.title ?? "" })}</h1>
      <LedgerBar programmeId={programmeId} search={search} onChange={change} />
      {ledgerViewOf(search) === "grid" && !narrow ? null : (
        <LedgerFilters programmeId={programmeId} search={search} onChange={change} />
      )}
      {asOf ? (
        <Notice
          acts={
            <>
              <Link
                className="btn"
                to="/p/$programmeId/ledger/changes"
                params={{ programmeId }}
                search={{ from: asOf, to: localToday() }}
              >
                {say(changesWords.withToday)}
              </Link>
              <Button onClick={() => change({ asOf: undefined })}>{say("backToToday")}</Button>
            </>
          }
        >
          {say(words.asOfNotice, { day: day(asOf) })}
        </Notice>
      ) : null}
      <div className="ledger-body">
        <Suspense fallback={<Skeleton lines={14} />}>
          <View
            key={programmeId}
            programmeId={programmeId}
            search={search}
            onChange={change}
            onShow={setChosen}
            onOpen={open}
            chosen={chosen}
          />
        </Suspense>
        {chosen ? (
          <TaskSheet programmeId={programmeId} taskId={chosen} asOf={asOf} onClose={() => setChosen(null)} />
        ) : null}
      </div>
    </div>
  );
}
