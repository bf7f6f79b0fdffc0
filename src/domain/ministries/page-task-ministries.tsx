// The entries that concern one task, on the page of the task; a task that needs national authority and has none says so.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import type { TaskPieceProps } from "../../app/web/task-pieces.tsx";
import { Notice } from "../../app/web/ui/notice.tsx";
import type { ProgrammeId } from "../pilot/model.ts";
import type { TaskId } from "../tasks/model.ts";
import { type Outcome, outcomes, terms } from "./model.ts";
import { EntryFollowUp, EntryState } from "./page-entry-state.tsx";
import { words } from "./page-words.ts";
import { unblocks } from "./rules.ts";
import "../matters/page.css";

/** Enough for the page of a task; the register has them all. */
const shown = 20;

export function TaskMinistries({ programmeId, taskId, needsNational, state }: TaskPieceProps) {
  const { say, word } = useMessages();
  const { data } = useQuery({
    queryKey: ["ministries", programmeId, "of-task", taskId],
    queryFn: ({ signal }) =>
      api.ministries.listEntries(
        { programmeId: programmeId as ProgrammeId, task: taskId as TaskId, limit: shown },
        { signal },
      ),
  });
  if (!data || (data.items.length === 0 && !needsNational)) return null;
  const isUncovered = needsNational && data.items.every((entry) => entry.state === "withdrawn");
  const opening = data.items.find((entry) => unblocks(entry, state));
  return (
    <section aria-labelledby="task-ministries">
      <div className="task-head">
        <h2 id="task-ministries">{word(terms.liaison)}</h2>
        <Link className="no-print" to="/p/$programmeId/ministries" params={{ programmeId }}>
          {word(terms.liaison)}
        </Link>
      </div>
      {isUncovered ? <Notice kind="warning">{say(words.uncoveredTask)}</Notice> : null}
      {opening ? <Notice>{say(words.unblocks, { outcome: word(outcomes[opening.outcome as Outcome]) })}</Notice> : null}
      <ul className="dispatch-lines">
        {data.items.map((entry) => (
          <li key={entry.id}>
            <Link to="/p/$programmeId/ministries/$entryId" params={{ programmeId, entryId: entry.id }}>
              {entry.ministry}：{entry.what}
            </Link>
            <span className="dispatch-hint muted">
              {entry.leadUnit.name} · <EntryState entry={entry} /> · {say(words.followUp)}{" "}
              <EntryFollowUp entry={entry} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
