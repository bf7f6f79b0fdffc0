// What is late, and what comes next: tasks and milestones by day, the rest of a long list one press away.
import { useState } from "react";
import { useMessages } from "../../app/web/messages.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Light } from "../../app/web/ui/light.tsx";
import { meetingKinds } from "../meetings/model.ts";
import { AddressLink } from "../organisations/page-unit-link.tsx";
import type { DueItem, Overview } from "./model.ts";
import { LedgerLink, type OverviewPart, onDay, TaskLink } from "./page-ledger-link.tsx";
import { words } from "./page-words.ts";

/** Shown before somebody asks for all. */
const shownFirst = 5;

export function DueBox({
  overview,
  asOf,
  kind,
}: {
  overview: Overview;
  asOf: string | undefined;
  kind: "late" | "next";
}) {
  const { say } = useMessages();
  const [all, setAll] = useState(false);
  const at = { programmeId: overview.programmeId, asOf };
  const list = overview[kind];
  const shown = all ? list.items : list.items.slice(0, shownFirst);
  const coming = overview.next.rounds.length + overview.next.meetings.length;
  const id = `overview-${kind}`;
  const filter: Record<string, string> =
    kind === "late"
      ? { late: "true", sort: "dueOn" }
      : { dueFrom: overview.day, dueTo: overview.next.until, sort: "dueOn" };
  return (
    <section className="overview-box" aria-labelledby={id}>
      <h2 id={id}>
        {say(kind === "late" ? words.late : words.next)}
        <span className="overview-counts">
          {list.tasks > 0 ? (
            <LedgerLink at={at} filter={filter}>
              {say(words.lateTasks, { count: list.tasks })}
            </LedgerLink>
          ) : null}
          {list.milestones > 0 ? (
            <span className="muted">{say(words.milestonesCount, { count: list.milestones })}</span>
          ) : null}
        </span>
      </h2>
      {list.items.length === 0 && (kind === "late" || coming === 0) ? (
        <p className="muted">{say(kind === "late" ? words.lateNone : words.nextNone)}</p>
      ) : (
        <ul className="overview-due">
          {kind === "next" ? <Coming overview={overview} asOf={asOf} /> : null}
          {shown.map((item) => (
            <Line key={`${item.taskId}${item.milestone ?? ""}${item.dueOn}`} at={at} item={item} />
          ))}
        </ul>
      )}
      {list.items.length > shownFirst ? (
        <Button kind="quiet" onClick={() => setAll(!all)}>
          {all ? say(words.showFewer) : say(words.showAll, { count: list.items.length })}
        </Button>
      ) : null}
    </section>
  );
}

/** Rounds and meetings of these days: few, and for everybody. */
function Coming({ overview, asOf }: { overview: Overview; asOf: string | undefined }) {
  const { say, word, day } = useMessages();
  const base = `/p/${overview.programmeId}`;
  const rows = [
    ...overview.next.rounds.map((round) => ({
      id: round.id as string,
      title: round.title,
      what: say(words.roundItem),
      on: round.dueOn,
      href: `${base}/rounds/${round.id}`,
    })),
    ...overview.next.meetings.map((meeting) => ({
      id: meeting.id as string,
      title: meeting.title,
      what: word(meetingKinds[meeting.kind]),
      on: meeting.heldOn,
      href: `${base}/meetings/${meeting.id}`,
    })),
  ].toSorted((a, b) => (a.on < b.on ? -1 : 1));
  return rows.map(({ id, title, what, on, href }) => {
    const inside = (
      <span>
        <span className="overview-title">{title}</span>
        <span className="muted">
          {day(on)} · {what}
        </span>
      </span>
    );
    return (
      <li key={id}>
        <AddressLink href={onDay(href, asOf)}>{inside}</AddressLink>
      </li>
    );
  });
}

function Line({ at, item }: { at: OverviewPart; item: DueItem }) {
  const { say, day } = useMessages();
  const distance =
    item.days < 0
      ? say(words.daysLate, { days: -item.days })
      : item.days === 0
        ? say(words.dueToday)
        : say(words.daysLeft, { days: item.days });
  return (
    <li>
      <TaskLink at={at} taskId={item.taskId}>
        <Light light={item.light} compact />
        <span>
          <span className="overview-title">
            {item.number}. {item.taskTitle}
          </span>
          <span>
            <span className={item.days < 0 ? "overview-late" : "muted"}>
              {day(item.dueOn)} · {distance}
            </span>
            <span className="muted"> · {item.milestone ?? say(words.taskDue)}</span>
          </span>
        </span>
      </TaskLink>
    </li>
  );
}
