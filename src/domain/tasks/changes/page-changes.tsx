// 台账两日对比: what changed in the ledger between two days, task by task and field by field; days and kinds stand in the address.

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { api } from "../../../app/web/api.ts";
import { changesActs } from "../../../app/web/ledger-acts.tsx";
import { localToday, useMessages, useTitle } from "../../../app/web/messages.tsx";
import type { Search } from "../../../app/web/search.ts";
import { useHere } from "../../../app/web/shell/here.tsx";
import { AsOf } from "../../../app/web/ui/as-of.tsx";
import { Button } from "../../../app/web/ui/button.tsx";
import { Chip } from "../../../app/web/ui/chip.tsx";
import { EmptyState } from "../../../app/web/ui/empty-state.tsx";
import { RefusalNotice } from "../../../app/web/ui/notice.tsx";
import { Pager } from "../../../app/web/ui/pager.tsx";
import { Skeleton } from "../../../app/web/ui/skeleton.tsx";
import { dayAfter } from "../../../kernel/clock.ts";
import { codesOf } from "../../../kernel/labels.ts";
import { type ChangeKind, changeKinds, type LedgerDifference } from "../model-changes.ts";
import { daysOf, periods, type TwoDays } from "./changes-days.ts";
import { ChangedTask } from "./page-changed-task.tsx";
import { words } from "./page-changes-words.ts";
import "./page-changes.css";

const pageSize = 50;

const kindOf = (search: Search): ChangeKind | undefined => codesOf(changeKinds).find((kind) => kind === search.kind);

export function ChangesPage() {
  const { say, day } = useMessages();
  const { programmeId = "" } = useParams({ strict: false });
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const { programme } = useHere();
  const today = localToday();
  const usual = daysOf("sevenDays", today);
  const to = search.to ?? usual.to;
  const from = search.from ?? dayAfter(to, -7);
  const kind = kindOf(search);
  useTitle(say(words.title));
  const change = (next: Search) =>
    void navigate({ to: ".", search: { ...search, ...next }, replace: true, resetScroll: false });
  const found = useInfiniteQuery({
    queryKey: ["tasks", programmeId, "changes", { from, to, kind }],
    queryFn: ({ pageParam, signal }) =>
      api.tasks.compareDays(
        {
          programmeId,
          from,
          to,
          limit: pageSize,
          ...(kind ? { kind } : {}),
          ...(pageParam ? { after: pageParam } : {}),
        },
        { signal },
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const printing = usePrintedWhole(found);
  const [first] = found.data?.pages ?? [];
  const items = found.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="changes">
      <div className="bar no-print">
        <Link to="/p/$programmeId/ledger" params={{ programmeId }}>
          {say(words.back)}
        </Link>
        <DayControls days={{ from, to }} today={today} onChange={change} />
        <span className="bar-end">
          {changesActs.map((Act, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes while the page is open
            <Act key={place} programmeId={programmeId} search={{ from, to }} onChange={change} />
          ))}
          <Button busy={printing.busy} onClick={printing.start}>
            {say("print")}
          </Button>
        </span>
      </div>
      <div className="changes-body" aria-busy={found.isPlaceholderData}>
        <h1>{say(words.caption, { programme: programme?.title ?? "", from: day(from), to: day(to) })}</h1>
        <p className="muted">{say(words.endOfDays)}</p>
        <RefusalNotice error={found.error} onRetry={() => void found.refetch()} />
        {found.isPending && !found.error ? <Skeleton lines={12} /> : null}
        {first && !found.error ? (
          <>
            <KindFilter counts={first.counts} chosen={kind} onChoose={(next) => change({ kind: next })} />
            {items.length === 0 ? (
              <NothingChanged
                programmeId={programmeId}
                counts={first.counts}
                kind={kind}
                today={today}
                onChange={change}
              />
            ) : (
              <ol className="changed-tasks">
                {items.map((item) => (
                  <ChangedTask key={item.taskId} item={item} programmeId={programmeId} asOf={to < today ? to : null} />
                ))}
              </ol>
            )}
            {items.length < first.total ? (
              <p className="print-only">{say(words.loadedOnly, { shown: items.length, total: first.total })}</p>
            ) : null}
            <Pager
              shown={items.length}
              total={first.total}
              busy={found.isFetchingNextPage}
              onMore={() => void found.fetchNextPage()}
            />
          </>
        ) : null}
      </div>
    </div>
  );
}

function DayControls({
  days: { from, to },
  today,
  onChange,
}: {
  days: TwoDays;
  today: string;
  onChange: (change: Search) => void;
}) {
  const { say, word } = useMessages();
  return (
    <>
      <AsOf
        label={say(words.from)}
        day={from}
        max={dayAfter(to, -1)}
        fixed
        onChange={(day) => onChange({ from: day })}
      />
      <AsOf
        label={say(words.to)}
        day={to < today ? to : undefined}
        min={dayAfter(from, 1)}
        onChange={(day) => onChange({ from, to: day })}
      />
      <fieldset className="change-periods">
        <legend className="sr">{say(words.periods)}</legend>
        {codesOf(periods).map((period) => {
          const days = daysOf(period, today);
          return (
            <Chip
              key={period}
              pressed={days.from === from && days.to === to}
              onPress={() => onChange({ from: days.from, to: days.to })}
            >
              {word(periods[period])}
            </Chip>
          );
        })}
      </fieldset>
    </>
  );
}

const sum = (counts: LedgerDifference["counts"]) => counts.added + counts.changed + counts.dropped;

function KindFilter({
  counts,
  chosen,
  onChoose,
}: {
  counts: LedgerDifference["counts"];
  chosen: ChangeKind | undefined;
  onChoose: (kind: ChangeKind | undefined) => void;
}) {
  const { say, word } = useMessages();
  return (
    <fieldset className="change-kinds">
      <legend className="sr">{say(words.kinds)}</legend>
      <Chip pressed={!chosen} onPress={() => onChoose(undefined)}>
        {say(words.all)} <b>{sum(counts)}</b>
      </Chip>
      {codesOf(changeKinds).map((kind) => (
        <Chip key={kind} pressed={chosen === kind} onPress={() => onChoose(chosen === kind ? undefined : kind)}>
          {word(changeKinds[kind])} <b>{counts[kind]}</b>
        </Chip>
      ))}
    </fieldset>
  );
}

function NothingChanged({
  programmeId,
  counts,
  kind,
  today,
  onChange,
}: {
  programmeId: string;
  counts: LedgerDifference["counts"];
  kind: ChangeKind | undefined;
  today: string;
  onChange: (change: Search) => void;
}) {
  const { say, word } = useMessages();
  if (kind && sum(counts) > 0)
    return (
      <EmptyState
        title={say(words.kindEmptyTitle, { kind: word(changeKinds[kind]) })}
        next={say(words.kindEmptyNext, { count: sum(counts) })}
      >
        <Button kind="do" onClick={() => onChange({ kind: undefined })}>
          {say(words.showAll)}
        </Button>
      </EmptyState>
    );
  const quarter = daysOf("lastQuarter", today);
  return (
    <EmptyState title={say(words.emptyTitle)} next={say(words.emptyNext)}>
      <Button onClick={() => onChange({ ...quarter, kind: undefined })}>{word(periods.lastQuarter)}</Button>
      <Link className="btn btn-do" to="/p/$programmeId/ledger" params={{ programmeId }}>
        {say(words.back)}
      </Link>
    </EmptyState>
  );
}

/** Paper has no “more”: the rest is fetched before the print begins. */
function usePrintedWhole(list: {
  hasNextPage: boolean;
  isFetching: boolean;
  error: unknown;
  fetchNextPage: () => Promise<unknown>;
}) {
  const [wanted, setWanted] = useState(false);
  const { hasNextPage, isFetching, error, fetchNextPage } = list;
  useEffect(() => {
    if (!wanted || isFetching) return;
    if (hasNextPage && !error) {
      void fetchNextPage();
      return;
    }
    setWanted(false);
    if (!error) print();
  }, [wanted, hasNextPage, isFetching, error, fetchNextPage]);
  return { busy: wanted, start: () => setWanted(true) };
}
