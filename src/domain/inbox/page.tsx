// 待办: what I owe, today first; each is finished beside the list without leaving it. j and k walk, Enter opens.
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages, useTitle } from "../../app/web/messages.tsx";
import type { Search } from "../../app/web/search.ts";
import { useHere } from "../../app/web/shell/here.tsx";
import { Chip } from "../../app/web/ui/chip.tsx";
import { EmptyState } from "../../app/web/ui/empty-state.tsx";
import { Kbd } from "../../app/web/ui/kbd.tsx";
import { Notice, RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import { type Inbox, type InboxGroup, type InboxItem, inboxGroups, mostOfKind, terms } from "./model.ts";
import { ClearDesk } from "./page-clear.tsx";
import { Finish } from "./page-finish.tsx";
import { InboxLine, keyOf } from "./page-line.tsx";
import { words } from "./page-words.ts";
import "./page.css";

export function InboxPage() {
  const { say, word } = useMessages();
  const { kind } = useSearch({ strict: false }) as Search;
  const [open, setOpen] = useState<InboxItem | null>(null);
  const openedAt = useRef(0);
  useWalking();
  const show = (item: InboxItem) => {
    openedAt.current = lines().indexOf(document.activeElement as HTMLElement);
    setOpen(item);
  };
  const close = () => {
    setOpen(null);
    // What was finished has left the list: the next one has come up to its place.
    setTimeout(() => lineAt(openedAt.current)?.focus(), 0);
  };
  useTitle(word(terms.inbox));
  const found = useQuery({
    queryKey: ["inbox", "all"],
    queryFn: ({ signal }) => api.inbox.getInbox({}, { signal }),
    refetchInterval: 60_000,
  });
  const inbox = found.data;
  return (
    <div className={open ? "inbox inbox-open" : "inbox"}>
      <div className="inbox-main">
        <header className="inbox-head">
          <h1>{word(terms.inbox)}</h1>
          {inbox && inbox.counts.owed > 0 ? (
            <p className="muted">
              {say(inbox.counts.late > 0 ? words.leadLate : words.lead, {
                owed: inbox.counts.owed,
                late: inbox.counts.late,
              })}
            </p>
          ) : null}
          {inbox && inbox.items.length > 0 ? (
            <p className="inbox-keys muted no-print">
              <Kbd>j</Kbd> <Kbd>k</Kbd> <Kbd>↵</Kbd>
              <span className="sr">{say(words.keys)}</span>
            </p>
          ) : null}
        </header>
        <RefusalNotice error={found.error} onRetry={() => void found.refetch()} />
        {found.isPending ? <Skeleton lines={8} /> : null}
        {inbox ? <Listed inbox={inbox} kind={kind} open={open} onOpen={show} /> : null}
      </div>
      {open ? <Finish item={open} onClose={close} /> : null}
    </div>
  );
}

function Listed({
  inbox,
  kind,
  open,
  onOpen,
}: {
  inbox: Inbox;
  kind: string | undefined;
  open: InboxItem | null;
  onOpen: (item: InboxItem) => void;
}) {
  const { say, word } = useMessages();
  const navigate = useNavigate();
  const { programmes, programme } = useHere();
  const choose = (next: string | undefined) =>
    void navigate({ to: ".", search: next ? { kind: next } : {}, replace: true });
  const items = inbox.items.filter((item) => !kind || item.kind === kind);
  const groups = Object.keys(inboxGroups) as InboxGroup[];
  if (inbox.items.length === 0)
    return (
      <ClearDesk title={say(words.clear)} next={say(words.clearNext)}>
        {programme ? (
          <Link to="/p/$programmeId/ledger" params={{ programmeId: programme.id }} className="btn">
            {say(words.toLedger)}
          </Link>
        ) : null}
      </ClearDesk>
    );
  return (
    <>
      {inbox.counts.kinds.length > 1 || kind ? (
        <fieldset className="inbox-kinds" aria-label={say(words.kinds)}>
          <Chip pressed={!kind} onPress={() => choose(undefined)}>
            {say(words.everything)} <span className="muted">{inbox.items.length}</span>
          </Chip>
          {inbox.counts.kinds.map((one) => (
            <Chip key={one.kind} pressed={kind === one.kind} onPress={() => choose(one.kind)}>
              {word(one)} <span className="muted">{one.count}</span>
            </Chip>
          ))}
        </fieldset>
      ) : null}
      {inbox.counts.more ? <Notice>{say(words.more, { most: mostOfKind })}</Notice> : null}
      {items.length === 0 ? (
        <EmptyState title={say(words.noneOfKind)} next={say(words.noneOfKindNext, { owed: inbox.counts.owed })} />
      ) : (
        <NextDue items={items} />
      )}
      <div>
        {groups.map((group) => {
          const within = items.filter((item) => item.group === group);
          if (within.length === 0) return null;
          return (
            <section key={group} className={`inbox-group inbox-${group}`} aria-label={word(inboxGroups[group])}>
              <h2>
                {word(inboxGroups[group])} <span className="muted">{within.length}</span>
              </h2>
              <ul>
                {within.map((item) => (
                  <InboxLine
                    key={keyOf(item)}
                    item={item}
                    today={inbox.today}
                    several={programmes.length > 1}
                    open={open !== null && keyOf(open) === keyOf(item)}
                    onOpen={() => onOpen(item)}
                  />
                ))}
              </ul>
            </section>
          );
        })}
      </div>
    </>
  );
}

/** Where nothing presses, what comes next is said. */
function NextDue({ items }: { items: readonly InboxItem[] }) {
  const { say, word, day } = useMessages();
  const pressing = items.some((item) => item.group === "today" || item.group === "week");
  const next = items.find((item) => item.group === "later" && item.dueOn);
  if (pressing || !next) return null;
  return (
    <p className="inbox-calm">
      <b>{say(words.clearToday)}</b>
      <span className="muted">{say(words.clearTodayNext, { day: day(next.dueOn), title: word(next.title) })}</span>
    </p>
  );
}

const lines = () => [...document.querySelectorAll<HTMLElement>(".inbox-link")];
const lineAt = (index: number) => {
  const all = lines();
  return all[Math.min(all.length - 1, Math.max(0, index))];
};

/** j and k move among the lines wherever the focus is, unless somebody types or answers a question. */
function useWalking(): void {
  useEffect(() => {
    const walk = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
      const target = event.target as HTMLElement;
      if (target.closest("input, textarea, select, [contenteditable], dialog, .sheet")) return;
      if (document.querySelector("dialog[open], :popover-open")) return;
      const step = { j: 1, k: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      lineAt(lines().indexOf(document.activeElement as HTMLElement) + step)?.focus();
    };
    addEventListener("keydown", walk);
    return () => removeEventListener("keydown", walk);
  }, []);
}
