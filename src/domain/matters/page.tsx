// The ledger of matters 协调事项: mine to answer, mine that I asked, overdue; each beside the list in a sheet.
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages, useTitle } from "../../app/web/messages.tsx";
import { type Search, writeSearch } from "../../app/web/search.ts";
import { DispatchTabs } from "../../app/web/shell/dispatch.tsx";
import { PastList, sameDay } from "../../app/web/shell/past.tsx";
import { AsOf } from "../../app/web/ui/as-of.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Chip } from "../../app/web/ui/chip.tsx";
import { type Column, DataTable } from "../../app/web/ui/data-table.tsx";
import { EmptyState } from "../../app/web/ui/empty-state.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Pager } from "../../app/web/ui/pager.tsx";
import { Select } from "../../app/web/ui/select.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import type { ProgrammeId } from "../pilot/model.ts";
import { type MatterSummary, matterOrigins, matterSides, matterStates, terms } from "./model.ts";
import { MatterSheet } from "./page-matter.tsx";
import { MatterDue, MatterTasks } from "./page-matter-body.tsx";
import { NewMatterDialog } from "./page-new-matter.tsx";
import { words } from "./page-words.ts";
import { pendingStates } from "./rules.ts";
import "./page.css";

export function MattersPage() {
  const { say, word } = useMessages();
  const { programmeId = "" } = useParams({ strict: false });
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  useTitle(word(terms.matter));
  const change = (next: Search) =>
    void navigate({ to: ".", search: (now: Search) => ({ ...now, ...next }), replace: true });
  const found = useMatters(programmeId, search);
  const matters = found.data?.pages.flatMap((page) => page.items) ?? [];
  const open = (matterId: string) =>
    void navigate({
      to: "/p/$programmeId/matters/$matterId",
      params: { programmeId, matterId },
      search: sameDay(search.asOf),
    });
  return (
    <div className="dispatch-screen">
      <DispatchTabs programmeId={programmeId} />
      <MattersBar programmeId={programmeId} search={search} onChange={change} onAdd={() => setAsking(true)} />
      <div className="dispatch-body">
        <div className="dispatch-list">
          <h1 className="sr">{word(terms.matter)}</h1>
          <PastList of={word(terms.matter)} but={say(words.pastLinks)} />
          <RefusalNotice error={found.error} onRetry={() => void found.refetch()} />
          {found.isPending && !found.error ? <Skeleton lines={8} /> : null}
          {found.data && matters.length === 0 ? (
            <EmptyState title={say(words.empty)} next={say(words.emptyNext)}>
              {search.asOf ? null : (
                <Button kind="do" onClick={() => setAsking(true)}>
                  {say(words.add)}
                </Button>
              )}
            </EmptyState>
          ) : null}
          {matters.length > 0 ? (
            <MattersTable
              programmeId={programmeId}
              matters={matters}
              asOf={search.asOf}
              chosen={chosen}
              onShow={setChosen}
              onOpen={open}
            />
          ) : null}
          {found.data ? (
            <Pager
              shown={matters.length}
              total={found.data.pages[0]?.total ?? 0}
              busy={found.isFetchingNextPage}
              onMore={() => void found.fetchNextPage()}
            />
          ) : null}
        </div>
        {chosen ? <MatterSheet programmeId={programmeId} matterId={chosen} onClose={() => setChosen(null)} /> : null}
      </div>
      {asking ? (
        <NewMatterDialog
          programmeId={programmeId}
          taskIds={[]}
          onAdded={(matter) => setChosen(matter.id)}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </div>
  );
}

/** What is pending unless the address says otherwise. */
function useMatters(programmeId: string, { side, late, state, origin, q, fromUnit, toUnit, asOf }: Search) {
  const states = state === "all" ? undefined : (state ?? pendingStates.join(","));
  const filter = {
    ...(side ? { side } : {}),
    ...(late ? { late } : {}),
    ...(states ? { state: states } : {}),
    ...(origin ? { origin } : {}),
    ...(q ? { q } : {}),
    ...(fromUnit ? { fromUnit } : {}),
    ...(toUnit ? { toUnit } : {}),
    ...sameDay(asOf),
  };
  return useInfiniteQuery({
    queryKey: ["matters", programmeId, "list", filter],
    queryFn: ({ pageParam, signal }) =>
      api.matters.listMatters(
        {
          programmeId: programmeId as ProgrammeId,
          limit: 50,
          ...(filter as object),
          ...(pageParam ? { after: pageParam } : {}),
        },
        { signal },
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
}

function MattersBar({
  programmeId,
  search,
  onChange,
  onAdd,
}: {
  programmeId: string;
  search: Search;
  onChange: (change: Search) => void;
  onAdd: () => void;
}) {
  const { say, word } = useMessages();
  const { data: counts } = useQuery({
    queryKey: ["matters", programmeId, "counts", search.asOf ?? ""],
    queryFn: ({ signal }) =>
      api.matters.countMatters({ programmeId: programmeId as ProgrammeId, ...sameDay(search.asOf) }, { signal }),
  });
  const chip = (label: string, count: number | undefined, on: boolean, next: Search) => (
    <Chip
      pressed={on}
      onPress={() => onChange({ side: undefined, late: undefined, state: undefined, ...(on ? {} : next) })}
    >
      {say(words.countOf, { what: label, count: count ?? "" })}
    </Chip>
  );
  const plain = !search.side && !search.late && !search.state;
  return (
    <div className="bar no-print">
      {chip(say(words.pending), counts?.pending, plain, {})}
      {chip(word(matterSides.toAnswer), counts?.toAnswer, search.side === "toAnswer", { side: "toAnswer" })}
      {chip(word(matterSides.asked), counts?.asked, search.side === "asked", { side: "asked" })}
      {chip(say(words.late), counts?.late, search.late === "true", { late: "true" })}
      {chip(say(words.all), counts?.total, search.state === "all" && !search.side && !search.late, { state: "all" })}
      {search.fromUnit || search.toUnit ? (
        <Chip pressed onPress={() => onChange({ fromUnit: undefined, toUnit: undefined })}>
          {say(search.toUnit ? words.toOneUnit : words.fromOneUnit)}
        </Chip>
      ) : null}
      <Select
        className="dispatch-select"
        aria-label={say(words.anyState)}
        value={search.state && search.state !== "all" ? search.state : ""}
        empty={say(words.anyState)}
        choices={Object.entries(matterStates).map(([value, label]) => ({ value, label: word(label) }))}
        onChoose={(state) => onChange({ state: state || undefined })}
      />
      <Select
        className="dispatch-select"
        aria-label={say(words.anyOrigin)}
        value={search.origin ?? ""}
        empty={say(words.anyOrigin)}
        choices={Object.entries(matterOrigins).map(([value, label]) => ({ value, label: word(label) }))}
        onChoose={(origin) => onChange({ origin: origin || undefined })}
      />
      <input
        type="search"
        className="input dispatch-find"
        aria-label={say(words.find)}
        placeholder={say(words.find)}
        maxLength={100}
        value={search.q ?? ""}
        onChange={(event) => onChange({ q: event.target.value || undefined })}
      />
      <span className="bar-end">
        <AsOf day={search.asOf} onChange={(asOf) => onChange({ asOf })} />
        {search.asOf ? null : (
          <Button kind="do" onClick={onAdd}>
            {say(words.add)}
          </Button>
        )}
      </span>
    </div>
  );
}

function MattersTable({
  programmeId,
  matters,
  asOf,
  chosen,
  onShow,
  onOpen,
}: {
  programmeId: string;
  matters: readonly MatterSummary[];
  asOf: string | undefined;
  chosen: string | null;
  onShow: (id: string) => void;
  onOpen: (id: string) => void;
}) {
  const { say, word } = useMessages();
  const columns: Column<MatterSummary>[] = [
    { key: "number", label: say(words.number), width: 4, align: "right", cell: (row) => row.number },
    {
      key: "what",
      label: say(words.what),
      link: true,
      cell: (row) => <span className="dispatch-what">{row.what}</span>,
    },
    { key: "from", label: say(words.from), width: 9, cell: (row) => row.fromUnit.name },
    { key: "to", label: say(words.to), width: 9, cell: (row) => row.toUnit.name },
    { key: "due", label: say(words.due), width: 13, cell: (row) => <MatterDue matter={row} /> },
    { key: "state", label: say(words.state), width: 9, cell: (row) => word(matterStates[row.state]) },
    { key: "origin", label: say(words.origin), width: 8, cell: (row) => word(matterOrigins[row.origin.kind]) },
    {
      key: "tasks",
      label: say(words.tasks),
      width: 16,
      cell: (row) => <MatterTasks programmeId={programmeId} tasks={row.tasks.slice(0, 2)} />,
    },
  ];
  return (
    <DataTable
      caption={word(terms.matter)}
      columns={columns}
      rows={matters}
      keyOf={(row) => row.id}
      hrefOf={(row) => `/p/${programmeId}/matters/${row.id}${writeSearch(sameDay(asOf))}`}
      chosen={chosen}
      onShow={(row) => onShow(row.id)}
      onOpen={(row) => onOpen(row.id)}
      card={(row) => (
        <span className="dispatch-card">
          <span>{row.what}</span>
          <span className="dispatch-hint muted">
            {row.fromUnit.name} → {row.toUnit.name} · {word(matterStates[row.state])}
          </span>
          <span className="dispatch-hint">
            <MatterDue matter={row} />
          </span>
        </span>
      )}
    />
  );
}
