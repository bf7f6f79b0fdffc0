// 检索: everything that was found, by fit, with kinds as filters; the address holds the question.
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages, useTitle } from "../../app/web/messages.tsx";
import type { Search } from "../../app/web/search.ts";
import { useMe } from "../../app/web/session.tsx";
import { useHere } from "../../app/web/shell/here.tsx";
import { Chip } from "../../app/web/ui/chip.tsx";
import { EmptyState } from "../../app/web/ui/empty-state.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Pager } from "../../app/web/ui/pager.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import { mostOfKind, type SearchHit } from "./model.ts";
import { HitLines } from "./page-hit.tsx";
import { keepRecent } from "./page-recent.tsx";
import { words } from "./page-words.ts";
import "./page.css";

/** How long nobody types before the address follows, milliseconds. */
const pause = 250;

export function SearchPage() {
  const { say, word } = useMessages();
  const search = useSearch({ strict: false }) as Search;
  const { q = "", kind, programme } = search;
  const { programmes } = useHere();
  const setSearch = useSetSearch();
  useTitle(q ? `${q} · ${say(words.title)}` : say(words.title));
  const found = useInfiniteQuery({
    queryKey: ["search", "all", q, kind ?? "", programme ?? ""],
    queryFn: ({ signal, pageParam }) =>
      api.search.search(
        {
          q,
          limit: 30,
          ...(kind ? { kinds: kind } : {}),
          ...(programme ? { programme } : {}),
          ...(pageParam ? { after: pageParam } : {}),
        },
        { signal },
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: q !== "",
    placeholderData: (before) => before,
  });
  const first = found.data?.pages[0];
  const hits = found.data?.pages.flatMap((page) => page.items) ?? [];
  const kinds = first?.counts.filter((one) => one.count > 0 || one.kind === kind) ?? [];
  const all = kinds.reduce((sum, one) => sum + one.count, 0);
  const counted = (count: number, more: boolean) => (more ? say(words.countMore, { count }) : count);
  return (
    <div className="found">
      <h1 className="sr">{say(words.title)}</h1>
      <Question q={q} onAsk={(next) => setSearch({ q: next || undefined, kind: undefined })} />
      {programmes.length > 1 ? (
        <fieldset className="found-filters" aria-label={say(words.scope)}>
          <Chip pressed={!programme} onPress={() => setSearch({ programme: undefined })}>
            {say(words.everywhere)}
          </Chip>
          {programmes.map((one) => (
            <Chip key={one.id} pressed={programme === one.id} onPress={() => setSearch({ programme: one.id })}>
              {one.shortTitle}
            </Chip>
          ))}
        </fieldset>
      ) : null}
      {q && kinds.length > 0 ? (
        <fieldset className="found-filters" aria-label={say(words.kinds)}>
          <Chip pressed={!kind} onPress={() => setSearch({ kind: undefined })}>
            {say("all")}{" "}
            <span className="muted">
              {counted(
                all,
                kinds.some((one) => one.more),
              )}
            </span>
          </Chip>
          {kinds.map((one) => (
            <Chip key={one.kind} pressed={kind === one.kind} onPress={() => setSearch({ kind: one.kind })}>
              {word(one)} <span className="muted">{counted(one.count, one.more)}</span>
            </Chip>
          ))}
        </fieldset>
      ) : null}
      <RefusalNotice error={found.error} onRetry={() => void found.refetch()} />
      {q === "" ? <EmptyState title={say(words.emptyTitle)} next={say(words.emptyNext)} /> : null}
      {q !== "" && found.isPending ? <Skeleton lines={8} /> : null}
      {q !== "" && first && hits.length === 0 && !found.isPlaceholderData ? (
        <EmptyState title={say(words.noneTitle, { q })} next={say(words.noneNext)} />
      ) : null}
      {q !== "" && hits.length > 0 ? (
        <ol className={found.isPlaceholderData ? "found-list is-stale" : "found-list"} aria-label={say(words.results)}>
          {hits.map((hit) => (
            <li key={`${hit.kind}-${hit.id}`}>
              <HitLink hit={hit} programme={!programme && programmes.length > 1} />
            </li>
          ))}
        </ol>
      ) : null}
      <Pager
        shown={hits.length}
        total={q ? (first?.total ?? 0) : 0}
        busy={found.isFetchingNextPage}
        onMore={() => void found.fetchNextPage()}
      />
      {q && kinds.some((one) => one.more) ? (
        <p className="muted found-note">{say(words.tooMany, { most: mostOfKind })}</p>
      ) : null}
    </div>
  );
}

function useSetSearch() {
  const navigate = useNavigate();
  return (change: Search) =>
    void navigate({
      to: ".",
      search: (before: Search) => ({ ...before, ...change }),
      replace: true,
      resetScroll: false,
    });
}

/** The question follows the address, and the address the question once nobody types. */
function Question({ q, onAsk }: { q: string; onAsk: (q: string) => void }) {
  const { say } = useMessages();
  const [typed, setTyped] = useState(q);
  const [composing, setComposing] = useState(false);
  useEffect(() => setTyped(q), [q]);
  useEffect(() => {
    if (composing || typed.trim() === q) return;
    const timer = setTimeout(() => onAsk(typed.trim()), pause);
    return () => clearTimeout(timer);
  });
  return (
    <input
      type="search"
      className="input found-question"
      aria-label={say(words.askLong)}
      placeholder={say(words.askLong)}
      maxLength={100}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onCompositionStart={() => setComposing(true)}
      onCompositionEnd={() => setComposing(false)}
    />
  );
}

function HitLink({ hit, programme }: { hit: SearchHit; programme: boolean }) {
  const me = useMe();
  return (
    <Link
      to={hit.href.path as "/"}
      search={hit.href.search}
      className="found-hit"
      onClick={() => {
        if (me) keepRecent(me.personId, hit);
      }}
    >
      <HitLines hit={hit} programme={programme} />
    </Link>
  );
}
