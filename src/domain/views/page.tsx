// All views of a programme, for tidying up: whose they are, who may use them, and what may be done with each.
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages, useTitle } from "../../app/web/messages.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Chip } from "../../app/web/ui/chip.tsx";
import { EmptyState } from "../../app/web/ui/empty-state.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Pager } from "../../app/web/ui/pager.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import { type SavedView, terms, viewLists, viewStates } from "./model.ts";
import { useViewChange } from "./page-view-change.tsx";
import { DropView, RenameView, viewAt } from "./page-view-dialogs.tsx";
import { words } from "./page-words.ts";
import "./page.css";

export function ViewsPage() {
  const { say, word } = useMessages();
  const { programmeId = "" } = useParams({ strict: false });
  const [q, setQ] = useState("");
  useTitle(word(terms.view));
  const found = useInfiniteQuery({
    queryKey: ["views", programmeId, "all", q],
    queryFn: ({ pageParam, signal }) =>
      api.views.listViews(
        { programmeId, limit: 50, ...(q ? { q } : {}), ...(pageParam ? { after: pageParam } : {}) },
        { signal },
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const views = found.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="views-page">
      <h1>{word(terms.view)}</h1>
      <p className="muted">{say(words.pageLead)}</p>
      <input
        type="search"
        className="input views-find"
        aria-label={say(words.find)}
        placeholder={say(words.find)}
        maxLength={40}
        value={q}
        onChange={(event) => setQ(event.target.value)}
      />
      <RefusalNotice error={found.error} onRetry={() => void found.refetch()} />
      {found.isPending && !found.error ? <Skeleton lines={5} /> : null}
      {found.data && views.length === 0 ? (
        <EmptyState title={say(words.pageEmpty)} next={say(words.pageEmptyNext)}>
          <Link to="/p/$programmeId/ledger" params={{ programmeId }} className="btn btn-do">
            {say(words.toLedger)}
          </Link>
        </EmptyState>
      ) : null}
      <ul className="views-list">
        {views.map((view) => (
          <ViewLine key={view.id} view={view} />
        ))}
      </ul>
      {found.data ? (
        <Pager
          shown={views.length}
          total={found.data.pages[0]?.total ?? 0}
          busy={found.isFetchingNextPage}
          onMore={() => void found.fetchNextPage()}
        />
      ) : null}
    </div>
  );
}

function ViewLine({ view }: { view: SavedView }) {
  const { say, word, instant } = useMessages();
  const change = useViewChange(view.programmeId);
  const [asked, setAsked] = useState<"rename" | "drop" | null>(null);
  const may = (act: string) => view.abilities[act]?.allowed ?? false;
  const facts = { title: view.title };
  return (
    <li>
      <div className="views-line">
        <Link to="/p/$programmeId/ledger" params={{ programmeId: view.programmeId }} search={{ saved: view.id }}>
          {view.title}
        </Link>
        {view.preferred ? <Chip>{say(words.default)}</Chip> : null}
        <span className="views-hint muted">
          {word(viewLists[view.list])} · {word(viewStates[view.state])} ·{" "}
          {say(words.by, { person: view.makerName, unit: view.makerUnit })} · {instant(view.changedAt)}
        </span>
      </div>
      <div className="views-line-acts">
        {may("change") ? (
          <Button kind="quiet" onClick={() => setAsked("rename")}>
            {say(words.rename)}
          </Button>
        ) : null}
        {may("share") ? (
          <Button
            kind="quiet"
            busy={change.busy}
            onClick={() => change.run(() => api.views.shareView(viewAt(view)), words.didShare, facts)}
          >
            {say(words.share)}
          </Button>
        ) : null}
        {may("withdraw") ? (
          <Button
            kind="quiet"
            busy={change.busy}
            onClick={() => change.run(() => api.views.withdrawView(viewAt(view)), words.didWithdraw, facts)}
          >
            {say(words.withdraw)}
          </Button>
        ) : null}
        {may("drop") ? (
          <Button kind="quiet" onClick={() => setAsked("drop")}>
            {say(words.drop)}
          </Button>
        ) : null}
      </div>
      <RefusalNotice error={change.error} />
      {asked === "rename" ? (
        <RenameView programmeId={view.programmeId} view={view} onClose={() => setAsked(null)} />
      ) : null}
      {asked === "drop" ? <DropView programmeId={view.programmeId} view={view} onClose={() => setAsked(null)} /> : null}
    </li>
  );
}
