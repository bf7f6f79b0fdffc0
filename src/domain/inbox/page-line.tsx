// One thing that is owed, as a line: what, until when, and since when; the whole line opens it.
import { useMessages } from "../../app/web/messages.tsx";
import { Chip } from "../../app/web/ui/chip.tsx";
import type { InboxItem } from "./model.ts";
import { words } from "./page-words.ts";

export const keyOf = (item: InboxItem) => `${item.kind} ${item.id} ${item.act ?? ""}`;

export function InboxLine({
  item,
  today,
  several,
  open,
  onOpen,
}: {
  item: InboxItem;
  today: string;
  /** Are there several programmes, so that each line says its own? */
  several: boolean;
  open: boolean;
  onOpen: () => void;
}) {
  const { say, word, instant } = useMessages();
  return (
    <li className={open ? "inbox-line is-open" : "inbox-line"}>
      <a
        className="inbox-link"
        href={item.href}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          onOpen();
        }}
      >
        <span className="inbox-title">{word(item.title)}</span>
        <span className="inbox-what">
          {word(item.what)}
          {item.waitingFor ? ` · ${say(words.waitingFor, { who: word(item.waitingFor) })}` : null}
        </span>
        <Due item={item} today={today} />
        <span className="inbox-hint muted">
          {several ? `${item.programmeTitle} · ` : null}
          {say(words.since, { instant: instant(item.sinceAt) })}
        </span>
        {item.demo ? (
          <span className="inbox-demo">
            <Chip>{say("demo")}</Chip>
          </span>
        ) : null}
      </a>
    </li>
  );
}

function Due({ item, today }: { item: InboxItem; today: string }) {
  const { say, day } = useMessages();
  if (item.waitingFor) return <span className="inbox-due muted">{item.dueOn ? day(item.dueOn) : null}</span>;
  if (item.dueOn === null) return <span className="inbox-due muted">{say(words.noDay)}</span>;
  if (item.late > 0) return <b className="inbox-due inbox-late">{say(words.late, { days: item.late })}</b>;
  if (item.dueOn < today) return <b className="inbox-due inbox-late">{say(words.lateDayOff)}</b>;
  if (item.dueOn === today) return <b className="inbox-due">{say(words.dueToday)}</b>;
  return <span className="inbox-due">{say(words.dueOn, { day: day(item.dueOn) })}</span>;
}
