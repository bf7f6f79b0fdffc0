// One notice as a line: what happened, where, since when; opening it marks it as read.
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import { queries } from "../../app/web/queries.ts";
import { Chip } from "../../app/web/ui/chip.tsx";
import { type Notice, topics } from "./model.ts";
import { words } from "./page-words.ts";

/** Marks notices as read; what is shown follows. */
export function useReading() {
  return useMutation({
    mutationFn: (which: { ids: Notice["id"][] } | { until: string }) => api.notices.readNotices({ which }),
    onSuccess: (counts) => {
      queries.setQueryData(["notices", "counts"], counts);
      return queries.invalidateQueries({ queryKey: ["notices", "list"] });
    },
  });
}

export function NoticeLine({ notice, onLeave }: { notice: Notice; onLeave?: () => void }) {
  const { say, word, instant, day } = useMessages();
  const navigate = useNavigate();
  const reading = useReading();
  const isUnread = notice.readAt === null;
  return (
    <li className={isUnread ? "notice-line is-unread" : "notice-line"}>
      <a
        href={notice.href}
        onClick={(event) => {
          if (isUnread) reading.mutate({ ids: [notice.id] });
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          onLeave?.();
          void navigate({ href: notice.href });
        }}
      >
        <span className="notice-title">
          {isUnread ? <span className="sr">{say(words.unread)} </span> : null}
          {word(notice.title)}
        </span>
        <span className="notice-hint muted">
          {notice.urgent ? <Chip>{say(words.urgent)}</Chip> : null}
          {word(topics[notice.topic])} · {notice.programmeTitle} · {instant(notice.madeAt)}
          {notice.dueOn ? ` · ${say(words.due, { day: day(notice.dueOn) })}` : null}
        </span>
      </a>
    </li>
  );
}
