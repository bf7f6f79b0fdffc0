// The register of what is asked of national ministries 部委对接, with the tasks that nobody has taken up on top.
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages, useTitle } from "../../app/web/messages.tsx";
import type { Search } from "../../app/web/search.ts";
import { DispatchTabs } from "../../app/web/shell/dispatch.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Chip } from "../../app/web/ui/chip.tsx";
import { type Column, DataTable } from "../../app/web/ui/data-table.tsx";
import { EmptyState } from "../../app/web/ui/empty-state.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Pager } from "../../app/web/ui/pager.tsx";
import { Select } from "../../app/web/ui/select.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import { MatterTasks } from "../matters/page-matter-body.tsx";
import type { ProgrammeId } from "../pilot/model.ts";
import { type EntrySummary, entryStates, requestKinds, terms } from "./model.ts";
import { EntryFollowUp, EntryState } from "./page-entry-state.tsx";
import { EntryDialog, type LinkedTask } from "./page-new-entry.tsx";
import { words } from "./page-words.ts";
import { activeStates } from "./rules.ts";
import "../matters/page.css";
import "./page.css";

export function MinistriesPage() {
  const { say, word } = useMessages();
  const { programmeId = "" } = useParams({ strict: false });
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const [adding, setAdding] = useState<readonly LinkedTask[] | null>(null);
  useTitle(word(terms.liaison));
  const change = (next: Search) =>
    void navigate({ to: ".", search: (now: Search) => ({ ...now, ...next }), replace: true });
  const found = useEntries(programmeId, search);
  const entries = found.data?.pages.flatMap((page) => page.items) ?? [];
  const open = (entryId: string) =>
    void navigate({ to: "/p/$programmeId/ministries/$entryId", params: { programmeId, entryId } });
  return (
    <div className="dispatch-screen">
      <DispatchTabs programmeId={programmeId} />
      <RegisterBar programmeId={programmeId} search={search} onChange={change} onAdd={() => setAdding([])} />
      <div className="dispatch-list">
        <h1 className="sr">{word(terms.liaison)}</h1>
        <UncoveredTasks programmeId={programmeId} onTakeUp={(task) => setAdding([task])} />
        <RefusalNotice error={found.error} onRetry={() => void found.refetch()} />
        {found.isPending && !found.error ? <Skeleton lines={8} /> : null}
        {found.data && entries.length === 0 ? (
          <EmptyState title={say(words.empty)} next={say(words.emptyNext)}>
            <Button kind="do" onClick={() => setAdding([])}>
              {say(words.add)}
            </Button>
          </EmptyState>
        ) : null}
        {entries.length > 0 ? <EntriesTable programmeId={programmeId} entries={entries} onOpen={open} /> : null}
        {found.data ? (
          <Pager
            shown={entries.length}
            total={found.data.pages[0]?.total ?? 0}
            busy={found.isFetchingNextPage}
            onMore={() => void found.fetchNextPage()}
          />
        ) : null}
      </div>
      {adding ? (
        <EntryDialog
          programmeId={programmeId}
          tasks={adding}
          onSaved={(entry) => open(entry.id)}
          onClose={() => setAdding(null)}
        />
      ) : null}
    </div>
  );
}

function useEntries(programmeId: string, { late, state, kind, q }: Search) {
  const states = late || state === "all" ? undefined : (state ?? activeStates.join(","));
  const filter = {
    ...(late ? { late } : {}),
    ...(states ? { state: states } : {}),
    ...(kind ? { kind } : {}),
    ...(q ? { q } : {}),
  };
  return useInfiniteQuery({
    queryKey: ["ministries", programmeId, "list", filter],
    queryFn: ({ pageParam, signal }) =>
      api.ministries.listEntries(
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

function RegisterBar({
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
    queryKey: ["ministries", programmeId, "counts"],
    queryFn: ({ signal }) => api.ministries.countEntries({ programmeId: programmeId as ProgrammeId }, { signal }),
  });
  const activeCount = counts && activeStates.reduce((sum, state) => sum + (counts.states[state] ?? 0), 0);
  const chip = (label: string, count: number | undefined, on: boolean, next: Search) => (
    <Chip pressed={on} onPress={() => onChange({ late: undefined, state: undefined, ...(on ? {} : next) })}>
      {say(words.countOf, { what: label, count: count ?? "" })}
    </Chip>
  );
  return (
    <div className="bar no-print">
      {chip(say(words.active), activeCount, !search.state && !search.late, {})}
      {chip(say(words.late), counts?.late, search.late === "true", { late: "true" })}
      {chip(word(entryStates.answered), counts?.states.answered ?? 0, search.state === "answered", {
        state: "answered",
      })}
      {chip(say(words.all), counts?.total, search.state === "all", { state: "all" })}
      <Select
        className="dispatch-select"
        aria-label={say(words.kind)}
        value={search.kind ?? ""}
        empty={say(words.kind)}
        choices={Object.entries(requestKinds).map(([value, label]) => ({ value, label: word(label) }))}
        onChoose={(kind) => onChange({ kind: kind || undefined })}
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
        <Button kind="do" onClick={onAdd}>
          {say(words.add)}
        </Button>
      </span>
    </div>
  );
}

/** Tasks that need national authority and stand in no entry; nothing when there are none. */
function UncoveredTasks({ programmeId, onTakeUp }: { programmeId: string; onTakeUp: (task: LinkedTask) => void }) {
  const { say, word, list } = useMessages();
  const { data } = useQuery({
    queryKey: ["ministries", programmeId, "uncovered"],
    queryFn: ({ signal }) => api.ministries.listUncovered({ programmeId: programmeId as ProgrammeId }, { signal }),
  });
  if (!data || data.total === 0) return null;
  return (
    <section className="ministry-uncovered" aria-label={word(terms.uncovered)}>
      <p>{say(words.uncoveredLead, { count: data.total })}</p>
      <ul>
        {data.items.map((task) => {
          const text = task.number ? `${task.number}. ${task.title}` : task.title;
          return (
            <li key={task.id}>
              <Link to="/p/$programmeId/tasks/$taskId" params={{ programmeId, taskId: task.id }}>
                {text}
              </Link>{" "}
              <span className="muted">{list(task.leads)}</span>{" "}
              <Button
                kind="quiet"
                aria-label={`${say(words.takeUp)} ${text}`}
                onClick={() => onTakeUp({ id: task.id, title: text })}
              >
                {say(words.takeUp)}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function EntriesTable({
  programmeId,
  entries,
  onOpen,
}: {
  programmeId: string;
  entries: readonly EntrySummary[];
  onOpen: (id: string) => void;
}) {
  const { say, word } = useMessages();
  const columns: Column<EntrySummary>[] = [
    { key: "number", label: say(words.number), width: 4, align: "right", cell: (row) => row.number },
    { key: "ministry", label: say(words.ministry), width: 9, cell: (row) => row.ministry },
    {
      key: "what",
      label: say(words.what),
      link: true,
      cell: (row) => <span className="dispatch-what">{row.what}</span>,
    },
    { key: "kind", label: say(words.kind), width: 6, cell: (row) => word(requestKinds[row.kind]) },
    { key: "lead", label: say(words.lead), width: 9, cell: (row) => row.leadUnit.name },
    { key: "state", label: say(words.state), width: 11, cell: (row) => <EntryState entry={row} /> },
    { key: "follow", label: say(words.followUp), width: 13, cell: (row) => <EntryFollowUp entry={row} /> },
    {
      key: "tasks",
      label: say(words.tasks),
      width: 15,
      cell: (row) => <MatterTasks programmeId={programmeId} tasks={row.tasks.slice(0, 2)} />,
    },
  ];
  return (
    <DataTable
      caption={word(terms.liaison)}
      columns={columns}
      rows={entries}
      keyOf={(row) => row.id}
      hrefOf={(row) => `/p/${programmeId}/ministries/${row.id}`}
      onOpen={(row) => onOpen(row.id)}
      card={(row) => (
        <span className="dispatch-card">
          <span>
            {row.ministry}：{row.what}
          </span>
          <span className="dispatch-hint muted">
            {row.leadUnit.name} · <EntryState entry={row} />
          </span>
          <span className="dispatch-hint">
            {say(words.followUp)} <EntryFollowUp entry={row} />
          </span>
        </span>
      )}
    />
  );
}
