// The views menu in the bar of a list: choose one, see whether the list differs from it, keep, share, drop.
import { Link } from "@tanstack/react-router";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import type { LedgerActProps } from "../../app/web/ledger-act.ts";
import { useMessages } from "../../app/web/messages.tsx";
import type { Search } from "../../app/web/search.ts";
import { useAnnounce } from "../../app/web/ui/announcer.tsx";
import type { SavedView } from "./model.ts";
import { ViewActs } from "./page-view-acts.tsx";
import { queryOf, searchOf, useViews } from "./page-view-change.tsx";
import { DropView, RenameView, SaveView } from "./page-view-dialogs.tsx";
import { words } from "./page-words.ts";
import { sameQuery } from "./rules.ts";
import "./page.css";

/** The menu stands in the bar of the ledger, the only list whose views are kept so far. */
const list = "tasks";

export function SavedViews({ programmeId, search, onChange }: LedgerActProps) {
  const { say } = useMessages();
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [asked, setAsked] = useState<"save" | "rename" | "drop" | null>(null);
  const views = useViews(programmeId, list).data;
  const chosen = views?.find((view) => view.id === search.saved);
  const changed = chosen ? !sameQuery(chosen.query, queryOf(search)) : false;
  // Nothing of the present address stays: a view is a whole address.
  const onOpen = (next: Search) =>
    onChange({ ...Object.fromEntries(Object.keys(search).map((name) => [name, undefined])), ...next });
  useOpening(search, onOpen, views);
  const close = () => box.current?.hidePopover();
  const open = (next: Search) => {
    close();
    onOpen(next);
  };
  const ask = (what: "save" | "rename" | "drop") => {
    close();
    setAsked(what);
  };
  return (
    <div className="views no-print">
      <button type="button" className="btn views-button" popoverTarget={id}>
        <span className="muted">{say(words.menu)}</span>
        {chosen ? <span className="views-title">{chosen.title}</span> : null}
        {changed ? <span className="views-changed">{say(words.changed)}</span> : null}
        <i aria-hidden="true" />
      </button>
      <div
        id={id}
        ref={box}
        popover="auto"
        role="dialog"
        aria-label={say(words.menu)}
        className="views-menu"
        onKeyDown={walk}
      >
        <Choices views={views ?? []} chosen={chosen ?? null} search={search} onOpen={open} />
        <ViewActs
          programmeId={programmeId}
          list={list}
          search={search}
          chosen={chosen ?? null}
          changed={changed}
          onAsk={ask}
          onDone={close}
          onOpen={open}
        />
        <Link to="/p/$programmeId/views" params={{ programmeId }} className="views-manage">
          {say(words.manage)}
        </Link>
      </div>
      {asked === "save" ? (
        <SaveView
          programmeId={programmeId}
          list={list}
          query={queryOf(search)}
          start={chosen?.mine === false ? chosen.title : ""}
          onSaved={(view) => onOpen(searchOf(view, search))}
          onClose={() => setAsked(null)}
        />
      ) : null}
      {asked === "rename" && chosen ? (
        <RenameView programmeId={programmeId} view={chosen} onClose={() => setAsked(null)} />
      ) : null}
      {asked === "drop" && chosen ? (
        <DropView
          programmeId={programmeId}
          view={chosen}
          onDropped={() => onOpen({ ...search, saved: undefined })}
          onClose={() => setAsked(null)}
        />
      ) : null}
    </div>
  );
}

/** A link that only names a view opens it; a bare list opens with the default view. Once, when the list is entered. */
function useOpening(search: Search, onOpen: (search: Search) => void, views: SavedView[] | undefined): void {
  const { say } = useMessages();
  const announce = useAnnounce();
  const entered = useRef(false);
  useEffect(() => {
    if (!views || entered.current) return;
    entered.current = true;
    if (Object.keys(queryOf(search)).length > 0) return;
    const named = search.saved ? views.find((view) => view.id === search.saved) : undefined;
    if (search.saved && !named) announce(say(words.gone));
    const view = search.saved ? named : views.find((one) => one.preferred);
    if (view) onOpen(searchOf(view, search));
  }, [views, search, onOpen, announce, say]);
}

/** Arrow keys walk the entries of the menu. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const entries = [...event.currentTarget.querySelectorAll<HTMLElement>("button, a")];
  const at = entries.indexOf(document.activeElement as HTMLElement);
  entries[(at + step + entries.length) % entries.length]?.focus();
}

function Choices({
  views,
  chosen,
  search,
  onOpen,
}: {
  views: readonly SavedView[];
  chosen: SavedView | null;
  search: Search;
  onOpen: (search: Search) => void;
}) {
  const { say } = useMessages();
  const parts = [
    { label: words.mine, views: views.filter((view) => view.mine) },
    { label: words.shared, views: views.filter((view) => !view.mine) },
  ];
  const bare = !chosen && Object.keys(queryOf(search)).length === 0;
  return (
    <>
      <button
        type="button"
        className="views-choice"
        aria-current={bare || undefined}
        onClick={() => onOpen(search.asOf ? { asOf: search.asOf } : {})}
      >
        {say(words.none)}
      </button>
      {parts.map((part) =>
        part.label === words.mine || part.views.length > 0 ? (
          <section key={part.label.en} aria-label={say(part.label)}>
            <h3>{say(part.label)}</h3>
            {part.views.length === 0 ? <p className="muted">{say(words.noneMine)}</p> : null}
            {part.views.map((view) => (
              <button
                key={view.id}
                type="button"
                className="views-choice"
                aria-current={view.id === chosen?.id || undefined}
                onClick={() => onOpen(searchOf(view, search))}
              >
                <span>{view.title}</span>
                <ViewHint view={view} />
              </button>
            ))}
          </section>
        ) : null,
      )}
    </>
  );
}

function ViewHint({ view }: { view: SavedView }) {
  const { say } = useMessages();
  const hints = [
    view.preferred ? say(words.default) : "",
    view.mine ? (view.state === "shared" ? say(words.shared) : "") : view.makerUnit,
  ].filter(Boolean);
  return hints.length > 0 ? <span className="muted">{hints.join(" · ")}</span> : null;
}
