// The matters of one task, on the page of the task: what is asked about it, of whom, and whether it is answered.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import type { TaskPieceProps } from "../../app/web/task-pieces.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import type { ProgrammeId } from "../pilot/model.ts";
import type { TaskId } from "../tasks/model.ts";
import { matterStates, terms } from "./model.ts";
import { MatterDue } from "./page-matter-body.tsx";
import { NewMatterDialog } from "./page-new-matter.tsx";
import { words } from "./page-words.ts";
import "./page.css";

/** Enough for the page of a task; the list has them all. */
const shown = 20;

export function TaskMatters({ programmeId, taskId }: TaskPieceProps) {
  const { say, word } = useMessages();
  const [asking, setAsking] = useState(false);
  const { data, error } = useQuery({
    queryKey: ["matters", programmeId, "of-task", taskId],
    queryFn: ({ signal }) =>
      api.matters.listMatters(
        { programmeId: programmeId as ProgrammeId, task: taskId as TaskId, limit: shown },
        { signal },
      ),
  });
  return (
    <section aria-labelledby="task-matters">
      <div className="task-head">
        <h2 id="task-matters">{word(terms.matter)}</h2>
        <Button className="no-print" onClick={() => setAsking(true)}>
          {say(words.add)}
        </Button>
      </div>
      <RefusalNotice error={error} />
      {data?.items.length === 0 ? <p className="muted">{say(words.taskNone)}</p> : null}
      <ul className="dispatch-lines">
        {data?.items.map((matter) => (
          <li key={matter.id}>
            <Link to="/p/$programmeId/matters/$matterId" params={{ programmeId, matterId: matter.id }}>
              {matter.what}
            </Link>
            <span className="dispatch-hint muted">
              {matter.fromUnit.name} → {matter.toUnit.name} · {word(matterStates[matter.state])} ·{" "}
              <MatterDue matter={matter} />
            </span>
          </li>
        ))}
      </ul>
      {asking ? (
        <NewMatterDialog programmeId={programmeId} taskIds={[taskId]} onClose={() => setAsking(false)} />
      ) : null}
    </section>
  );
}
