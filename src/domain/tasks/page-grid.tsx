// The grid of the ledger 台账: the spreadsheet people know. Space shows a task beside it, Enter opens it.
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import type { Search } from "../../app/web/search.ts";
import { useHere } from "../../app/web/shell/here.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { DataTable, type TableSort } from "../../app/web/ui/data-table.tsx";
import { EmptyState } from "../../app/web/ui/empty-state.tsx";
import { Kbd } from "../../app/web/ui/kbd.tsx";
import { Light } from "../../app/web/ui/light.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Pager } from "../../app/web/ui/pager.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import { type Light as LightCode, lights, type TaskSummary } from "./model.ts";
import { ledgerColumns, TaskCard } from "./page-ledger-columns.tsx";
import { askedOf, filterNames, type LedgerViewProps } from "./page-ledger-view.tsx";
import { words } from "./page-words.ts";

/** Rows fetched at once. */
const pageSize = 100;

export function LedgerGrid({ programmeId, search, onChange, onShow, onOpen, chosen }: LedgerViewProps) {
  const messages = useMessages();
  const { say } = messages;
  const router = useRouter();
  const { programme } = useHere();
  const ledger = useLedger(programmeId, search);
  const rows = ledger.data?.pages.flatMap((page) => page.items) ?? [];
  const total = ledger.data?.pages[0]?.total ?? 0;
  const sort = sortOf(search.sort);
  const filtered = filterNames.some((name) => search[name]);
  const hrefOf = (task: TaskSummary) =>
    router.buildLocation({
      to: "/p/$programmeId/tasks/$taskId",
      params: { programmeId, taskId: task.id as string },
      search: search.asOf ? { asOf: search.asOf } : {},
    }).href;
  const bySection = sort === null || sort.by === "ordinal";
  return (
    <div className="ledger-view">
      <RefusalNotice error={ledger.error} onRetry={() => void ledger.refetch()} />
      <div className="ledger-list" aria-busy={ledger.isFetching}>
        {ledger.isPending && !ledger.error ? <Skeleton lines={14} /> : null}
        {ledger.data && rows.length === 0 ? (
          <Nothing
            filtered={filtered}
            past={search.asOf !== undefined}
            onClear={() => onChange(Object.fromEntries(filterNames.map((name) => [name, undefined])))}
          />
        ) : null}
        {rows.length > 0 ? (
          <DataTable
            caption={say(words.ledgerCaption, { programme: programme?.title ?? "" })}
            columns={ledgerColumns(messages)}
            rows={rows}
            keyOf={(task) => task.id}
            hrefOf={hrefOf}
            sectionOf={bySection ? (task) => task.path.join(" › ") || say(words.groupWithout) : undefined}
            sort={sort}
            onSort={(by) => onChange({ sort: nextSort(sort, by) })}
            chosen={chosen}
            onShow={(task) => onShow(task.id)}
            onOpen={(task) => onOpen(task.id)}
            card={(task) => <TaskCard task={task} />}
          />
        ) : null}
        {ledger.data ? (
          <Pager
            shown={rows.length}
            total={total}
            busy={ledger.isFetchingNextPage}
            onMore={() => void ledger.fetchNextPage()}
          />
        ) : null}
      </div>
      <Foot programmeId={programmeId} asOf={search.asOf} total={ledger.data ? total : null} />
    </div>
  );
}

function useLedger(programmeId: string, search: Search) {
  const asked = { ...askedOf(search), ...(search.sort ? { sort: search.sort } : {}) };
  return useInfiniteQuery({
    queryKey: ["tasks", programmeId, "list", asked],
    queryFn: ({ pageParam, signal }) =>
      api.tasks.listTasks(
        { programmeId, limit: pageSize, ...asked, ...(pageParam ? { after: pageParam } : {}) },
        { signal },
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
}

function sortOf(text: string | undefined): TableSort | null {
  if (!text) return null;
  return text.startsWith("-") ? { by: text.slice(1), down: true } : { by: text, down: false };
}

/** Up, then down, then back to the plan's own order. */
function nextSort(sort: TableSort | null, by: string): string | undefined {
  if (sort?.by !== by) return by;
  return sort.down ? undefined : `-${by}`;
}

function Nothing({ filtered, past, onClear }: { filtered: boolean; past: boolean; onClear: () => void }) {
  const { say } = useMessages();
  if (!filtered && past) return <EmptyState title={say(words.ledgerThenTitle)} next={say(words.ledgerThenNext)} />;
  if (!filtered) return <EmptyState title={say(words.ledgerBareTitle)} next={say(words.ledgerBareNext)} />;
  return (
    <EmptyState title={say(words.ledgerEmptyTitle)} next={say(words.ledgerEmptyNext)}>
      <Button kind="do" onClick={onClear}>
        {say(words.clearFilters)}
      </Button>
    </EmptyState>
  );
}

function Foot({ programmeId, asOf, total }: { programmeId: string; asOf: string | undefined; total: number | null }) {
  const { say } = useMessages();
  const counts = useQuery({
    queryKey: ["tasks", programmeId, "counts", asOf ?? ""],
    queryFn: () => api.tasks.countTasks({ programmeId, ...(asOf ? { asOf } : {}) }),
  });
  const all = counts.data;
  return (
    <footer className="ledger-foot">
      {all ? (
        <>
          <span>
            {total !== null && total !== all.total ? `${total} / ` : ""}
            {say(words.countTasks, { count: all.total })}
          </span>
          {(Object.keys(lights) as LightCode[]).map((light) => (
            <span key={light} className="ledger-count">
              <Light light={light} compact />
              {all.lights[light] ?? 0}
            </span>
          ))}
        </>
      ) : null}
      <span className="ledger-keys no-print">
        <Kbd>↑</Kbd> <Kbd>↓</Kbd> {say(words.keysMove)} <Kbd>Space</Kbd> {say(words.keysSheet)} <Kbd>Enter</Kbd>{" "}
        {say(words.keysOpen)}
      </span>
    </footer>
  );
}
