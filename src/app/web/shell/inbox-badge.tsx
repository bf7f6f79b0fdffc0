// How much one owes, beside the word 待办: read anew when others change something, after one's own acts, and each minute.
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { api } from "../api.ts";
import { useMessages } from "../messages.tsx";
import { queries } from "../queries.ts";
import "./marks.css";

const everyMinute = 60_000;

/** After an act the list of what is owed is another one. A moment later, so that several acts in a row ask once. */
const settle = 250;

export const inboxCountsQuery = {
  queryKey: ["inbox", "counts"],
  queryFn: ({ signal }: { signal: AbortSignal }) => api.inbox.countInbox({}, { signal }),
  refetchInterval: everyMinute,
};

export function InboxBadge() {
  const { say } = useMessages();
  const counts = useQuery(inboxCountsQuery).data;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = queries.getMutationCache().subscribe((event) => {
      if (event.type !== "updated" || event.action.type !== "success") return;
      clearTimeout(timer);
      timer = setTimeout(() => void queries.invalidateQueries({ queryKey: ["inbox"] }), settle);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, []);
  if (!counts || counts.owed === 0) return null;
  return (
    <span className={counts.late > 0 ? "badge badge-late" : "badge"}>
      <span aria-hidden="true">{counts.owed > 99 || counts.more ? "99+" : counts.owed}</span>
      <span className="sr">{say("navOwed", { count: counts.owed, late: counts.late })}</span>
    </span>
  );
}
