// What changed since the reader's last visit. The visit itself is noted when the page opens.
import { useQuery } from "@tanstack/react-query";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import { changeKinds, type InWords, type TaskDifference } from "../tasks/model-changes.ts";
import type { Overview } from "./model.ts";
import { LedgerLink, TaskLink } from "./page-ledger-link.tsx";
import { words } from "./page-words.ts";

const changesShown = 6;

export function ChangesBox({ overview, asOf }: { overview: Overview; asOf: string | undefined }) {
  const { say, instant } = useMessages();
  const { programmeId } = overview;
  const visit = useQuery({
    queryKey: ["visit", programmeId],
    queryFn: () => api.overview.visitOverview({ programmeId }),
    enabled: asOf === undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const since = visit.data?.since ?? null;
  const changes = useQuery({
    queryKey: ["tasks", programmeId, "list", "since", since],
    queryFn: ({ signal }) =>
      api.tasks.compareDays({ programmeId, since: since ?? "", sort: "-changedAt", limit: changesShown }, { signal }),
    enabled: since !== null && asOf === undefined,
  });
  const found = changes.data;
  const instantSaid = since === null ? "" : instant(since);
  return (
    <section className="overview-box" aria-labelledby="overview-changes">
      <h2 id="overview-changes">{say(words.changes)}</h2>
      <RefusalNotice error={visit.error ?? changes.error} />
      {asOf ? <p className="muted">{say(words.changesPast)}</p> : null}
      {visit.data && since === null ? <p className="muted">{say(words.changesFirst)}</p> : null}
      {since !== null && changes.isPending && !asOf ? <Skeleton lines={3} /> : null}
      {found && !asOf ? (
        <>
          <p className="muted">
            {found.total === 0
              ? say(words.changesNone, { instant: instantSaid })
              : say(words.changesSince, { instant: instantSaid, count: found.total })}
          </p>
          <ul className="overview-due">
            {found.items.map((task) => (
              <li key={task.taskId}>
                <TaskLink at={{ programmeId, asOf }} taskId={task.taskId}>
                  <span>
                    <span className="overview-title">
                      {task.number ?? task.ordinal}. {task.shortTitle}
                    </span>
                    <Difference task={task} />
                  </span>
                </TaskLink>
              </li>
            ))}
          </ul>
          {found.total > found.items.length ? (
            <LedgerLink at={{ programmeId, asOf }} filter={{ sort: "-changedAt" }}>
              {say(words.allChanges)}
            </LedgerLink>
          ) : null}
        </>
      ) : null}
    </section>
  );
}

/** Told at most of one task; its page has the rest. */
const fieldsShown = 3;

function Difference({ task }: { task: TaskDifference }) {
  const { say, word, list } = useMessages();
  if (task.kind !== "changed") return <span className="muted">{word(changeKinds[task.kind])}</span>;
  const value = (one: InWords) => shortened(one ? word(one) : say("none"));
  const said = task.fields
    .slice(0, fieldsShown)
    .map(({ label, before, after }) =>
      say(words.turned, { field: word(label), before: value(before), after: value(after) }),
    );
  const rest = task.fields.slice(fieldsShown).map(({ label }) => word(label));
  return (
    <span className="muted">
      {said.join(" · ")}
      {rest.length > 0 ? ` · ${say(words.alsoChanged, { fields: list(rest) })}` : ""}
    </span>
  );
}

const shortened = (text: string) => (text.length > 16 ? `${text.slice(0, 15)}…` : text);
