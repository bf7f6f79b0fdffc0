// One task 任务: its sentence, its light with the reason, how far it is, who does what, and everything that happened.
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Suspense } from "react";
import { EditingMark } from "../../app/web/live.tsx";
import { localToday, useMessages, useTitle } from "../../app/web/messages.tsx";
import { TaskRatings, taskPieces } from "../../app/web/task-pieces.tsx";
import { AsOf } from "../../app/web/ui/as-of.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { MaturityScale } from "../../app/web/ui/maturity-ladder.tsx";
import { Notice, RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import { Evidence } from "../evidence/page-evidence.tsx";
import type { Task } from "./model.ts";
import { TaskActs } from "./page-task-acts.tsx";
import { useTask } from "./page-task-change.tsx";
import { TaskLight, TaskQuote } from "./page-task-head.tsx";
import { TaskMilestones } from "./page-task-milestones.tsx";
import { placeWords, TaskRecord } from "./page-task-record.tsx";
import { TaskStory } from "./page-task-story.tsx";
import { TaskUnits } from "./page-task-units.tsx";
import { words } from "./page-words.ts";
import { ParentTask, TaskParts } from "./parts/page-parts.tsx";
import { CloseOuts } from "./steps/page-close-outs.tsx";
import { DeadlineChanges, Suspended } from "./steps/page-deadlines.tsx";
import "./page.css";

export function TaskPage() {
  const { say, day } = useMessages();
  const { programmeId = "", taskId = "" } = useParams({ strict: false });
  const { asOf } = useSearch({ strict: false });
  const { data: task, error, refetch } = useTask(programmeId, taskId, asOf);
  const navigate = useNavigate();
  useTitle(task?.shortTitle ?? say(words.columnTask));
  return (
    <div className="task-page">
      <div className="bar no-print">
        <Link to="/p/$programmeId/ledger" params={{ programmeId }} search={asOf ? { asOf } : {}}>
          {say(words.backToLedger)}
        </Link>
        {task ? <span className="muted">{say(words.version, { version: task.version })}</span> : null}
        {asOf ? null : <EditingMark taskId={taskId} labelOf={(field) => placeWords(field, say)} />}
        <span className="bar-end">
          <AsOf
            day={asOf}
            onChange={(next) => void navigate({ to: ".", search: next ? { asOf: next } : {}, replace: true })}
          />
          <Button onClick={() => print()}>{say("print")}</Button>
        </span>
      </div>
      <article className="task-paper">
        {asOf ? <Notice>{say(words.asOfNotice, { day: day(asOf) })}</Notice> : null}
        <RefusalNotice error={error} onRetry={() => void refetch()} />
        {!task && !error ? <Skeleton lines={10} /> : null}
        {task ? <Inside task={task} asOf={asOf} /> : null}
      </article>
    </div>
  );
}

function Inside({ task, asOf }: { task: Task; asOf: string | undefined }) {
  const fixed = asOf !== undefined;
  const { say } = useMessages();
  return (
    <>
      <TaskQuote task={task} level="h1" />
      <ParentTask task={task} />
      <div className="task-now">
        <TaskLight task={task} />
        <Suspended task={task} />
        {fixed ? null : <TaskActs task={task} />}
      </div>
      <section aria-label={say("ladder")}>
        <MaturityScale step={task.maturity} />
      </section>
      <Suspense fallback={<Skeleton lines={6} />}>
        <TaskRatings task={task} asOf={asOf} />
      </Suspense>
      <CloseOuts task={task} />
      <TaskUnits task={task} fixed={fixed} />
      <TaskParts task={task} fixed={fixed} asOf={asOf} />
      <TaskMilestones task={task} fixed={fixed} today={asOf ?? localToday()} />
      <DeadlineChanges task={task} />
      <TaskRecord task={task} fixed={fixed} />
      {fixed ? null : <Evidence programmeId={task.programmeId} kind="task" id={task.id} />}
      {fixed ? null : <TaskPieces task={task} />}
      <TaskStory task={task} />
    </>
  );
}

/** What other modules tell of the task; each is fetched when the page is shown. */
function TaskPieces({ task: { programmeId, id: taskId, needsNational, state } }: { task: Task }) {
  return taskPieces.map((Piece, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces are a fixed list
    <Suspense key={index} fallback={null}>
      <Piece programmeId={programmeId} taskId={taskId} needsNational={needsNational} state={state} />
    </Suspense>
  ));
}
