// 通知: everything one was told, newest first; the address holds the filters.
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { api } from "../../app/web/api.ts";
import { useMessages, useTitle } from "../../app/web/messages.tsx";
import type { Search } from "../../app/web/search.ts";
import { useMe } from "../../app/web/session.tsx";
import { useHere } from "../../app/web/shell/here.tsx";
import { useAnnounce } from "../../app/web/ui/announcer.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Chip } from "../../app/web/ui/chip.tsx";
import { EmptyState } from "../../app/web/ui/empty-state.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Pager } from "../../app/web/ui/pager.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import { type Topic, terms, topics } from "./model.ts";
import { NoticeLine, useReading } from "./page-line.tsx";
import { words } from "./page-words.ts";
import "./page.css";

export function NoticesPage() {
  const { say, word } = useMessages();
  const announce = useAnnounce();
  const me = useMe();
  const { programme } = useHere();
  const { unread, topic } = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const reading = useReading();
  useTitle(word(terms.notice));
  const filters = {
    ...(unread ? { unread: "true" as const } : {}),
    ...(topic && Object.hasOwn(topics, topic) ? { topic: topic as Topic } : {}),
  };
  const found = useInfiniteQuery({
    queryKey: ["notices", "list", filters],
    queryFn: ({ signal, pageParam }) =>
      api.notices.listNotices({ ...filters, ...(pageParam ? { after: pageParam } : {}) }, { signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const notices = found.data?.pages.flatMap((page) => page.items) ?? [];
  const newest = notices[0];
  const choose = (change: Search) =>
    void navigate({ to: ".", search: (before: Search) => ({ ...before, ...change }), replace: true });
  return (
    <div className="notices">
      <header className="notices-head">
        <h1>{word(terms.notice)}</h1>
        <div className="notices-acts">
          {newest && notices.some((notice) => notice.readAt === null) ? (
            <Button
              busy={reading.isPending}
              onClick={() =>
                reading.mutate({ until: newest.madeAt }, { onSuccess: () => announce(say(words.didReadAll)) })
              }
            >
              {say(words.readAll)}
            </Button>
          ) : null}
          <Link to="/notices/settings" className="btn">
            {say(words.settings)}
          </Link>
          {me?.duties.includes("office") && programme ? (
            <Link to="/p/$programmeId/webhooks" params={{ programmeId: programme.id }} className="btn">
              {say(words.webhooks)}
            </Link>
          ) : null}
        </div>
      </header>
      <fieldset className="notices-filter" aria-label={say(words.topics)}>
        <Chip pressed={Boolean(unread)} onPress={() => choose({ unread: unread ? undefined : "1" })}>
          {say(words.onlyUnread)}
        </Chip>
        {(Object.keys(topics) as Topic[]).map((one) => (
          <Chip key={one} pressed={topic === one} onPress={() => choose({ topic: topic === one ? undefined : one })}>
            {word(topics[one])}
          </Chip>
        ))}
      </fieldset>
      <RefusalNotice error={found.error} onRetry={() => void found.refetch()} />
      {found.isPending && !found.error ? <Skeleton lines={6} /> : null}
      {found.data && notices.length === 0 ? (
        <EmptyState title={say(unread ? words.emptyUnread : words.empty)} next={say(words.emptyNext)} />
      ) : null}
      <ul className="notice-list">
        {notices.map((notice) => (
          <NoticeLine key={notice.id} notice={notice} />
        ))}
      </ul>
      <Pager
        shown={notices.length}
        total={found.data?.pages[0]?.total ?? 0}
        busy={found.isFetchingNextPage}
        onMore={() => void found.fetchNextPage()}
      />
    </div>
  );
}
