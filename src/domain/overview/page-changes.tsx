// What changed since the reader's last visit. The visit itself is noted when the page opens.
import { useQuery } from "@tanstack/react-query";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import { lights, taskStates } from "../tasks/model.ts";
import type { MovedTask, Overview } from "./model.ts";
import { LedgerLink, TaskLink } from "./page-ledger-link.tsx";
import { words } from "./page-words.ts";

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
    queryFn: ({ signal }) => api.overview.listChanges({ programmeId, since: since ?? "" }, { signal }),
    enabled: since !== null && asOf === undefined,
  });
  const found = changes.data;
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
              ? say(words.changesNone, { instant: instant(found.since) })
              : say(words.changesSince, { instant: instant(found.since), count: found.total })}
          </p>
          <ul className="overview-due">
            {found.items.map((task) => (
              <li key={task.taskId}>
                <TaskLink at={{ programmeId, asOf }} taskId={task.taskId}>
                  <span>
                    <span className="overview-title">
                      {task.number}. {task.title}
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

function Difference({ task }: { task: MovedTask }) {
  const { say, word } = useMessages();
  const said: string[] = [];
  if (task.added) said.push(say(words.added));
  else {
    const { light, state, maturity, progress } = task;
    if (light.before && light.before !== light.after)
      said.push(say(words.turned, { before: word(lights[light.before]), after: word(lights[light.after]) }));
    if (state.before && state.before !== state.after)
      said.push(say(words.turned, { before: word(taskStates[state.before]), after: word(taskStates[state.after]) }));
    if (maturity.before !== null && maturity.before !== maturity.after)
      said.push(say(words.turned, { before: `L${maturity.before}`, after: `L${maturity.after}` }));
    if (progress.before !== null && progress.before !== progress.after)
      said.push(say(words.progressTurned, { before: progress.before, after: progress.after }));
    if (said.length === 0) said.push(say(words.edited));
  }
  return <span className="muted">{said.join(" · ")}</span>;
}
