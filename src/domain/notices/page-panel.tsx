// The latest notices under the bell.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import { NoticeLine, useReading } from "./page-line.tsx";
import { words } from "./page-words.ts";
import "./page.css";

const shown = 8;

export function NoticePanel({ onLeave }: { onLeave: () => void }) {
  const { say } = useMessages();
  const reading = useReading();
  const found = useQuery({
    queryKey: ["notices", "list", "panel"],
    queryFn: ({ signal }) => api.notices.listNotices({ limit: shown }, { signal }),
    staleTime: 0,
  });
  const items = found.data?.items ?? [];
  const newest = items[0];
  return (
    <div className="notice-panel">
      <RefusalNotice error={found.error} onRetry={() => void found.refetch()} />
      {found.isPending ? <Skeleton lines={4} /> : null}
      {found.data && items.length === 0 ? <p className="muted">{say(words.emptyNext)}</p> : null}
      <ul className="notice-list">
        {items.map((notice) => (
          <NoticeLine key={notice.id} notice={notice} onLeave={onLeave} />
        ))}
      </ul>
      <div className="notice-acts">
        <Link to="/notices" className="btn" onClick={onLeave}>
          {say(words.all)}
        </Link>
        {newest && items.some((notice) => notice.readAt === null) ? (
          <Button busy={reading.isPending} onClick={() => reading.mutate({ until: newest.madeAt })}>
            {say(words.readAll)}
          </Button>
        ) : null}
        <Link to="/notices/settings" className="btn btn-quiet" onClick={onLeave}>
          {say(words.settings)}
        </Link>
      </div>
    </div>
  );
}
