// The bell in the head: how many notices are unread; pressed, the latest ones. The panel's code is fetched when it is first opened.
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useId, useState } from "react";
import { api } from "../api.ts";
import { useMessages } from "../messages.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import "./marks.css";

const Panel = lazy(async () => ({
  default: (await import("../../../domain/notices/page-panel.tsx")).NoticePanel,
}));

const everyMinute = 60_000;

export function NoticeBell() {
  const { say } = useMessages();
  const [open, setOpen] = useState(false);
  const id = useId();
  const { data } = useQuery({
    queryKey: ["notices", "counts"],
    queryFn: ({ signal }) => api.notices.countNotices({}, { signal }),
    refetchInterval: everyMinute,
  });
  const unread = data?.unread ?? 0;
  return (
    <div className="bell no-print">
      <button type="button" className="bell-button" popoverTarget={id}>
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M3 12h10l-1.2-1.8V7a3.8 3.8 0 0 0-7.6 0v3.2zM6.6 14a1.6 1.6 0 0 0 2.8 0" />
        </svg>
        {unread > 0 ? (
          <span className="badge" aria-hidden="true">
            {unread > 99 ? "99+" : unread}
          </span>
        ) : null}
        <span className="sr">{unread > 0 ? say("navNoticesUnread", { count: unread }) : say("navNotices")}</span>
      </button>
      <div
        id={id}
        popover="auto"
        role="dialog"
        className="menu notice-menu"
        aria-label={say("navNotices")}
        onToggle={(event) => setOpen(event.newState === "open")}
      >
        {open ? (
          <Suspense fallback={<Skeleton lines={4} />}>
            <Panel onLeave={() => document.getElementById(id)?.hidePopover()} />
          </Suspense>
        ) : null}
      </div>
    </div>
  );
}
