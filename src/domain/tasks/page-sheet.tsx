// A task beside the ledger: enough to answer a telephone call, with the acts at hand.
import { Link } from "@tanstack/react-router";
import { Suspense } from "react";
import { useMessages } from "../../app/web/messages.tsx";
import { sheetPieces } from "../../app/web/task-pieces.tsx";
import { MaturityLadder } from "../../app/web/ui/maturity-ladder.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { SideSheet } from "../../app/web/ui/side-sheet.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import { type Task, taskParts } from "./model.ts";
import { TaskActs } from "./page-task-acts.tsx";
import { useTask } from "./page-task-change.tsx";
import { TaskLight, TaskQuote } from "./page-task-head.tsx";
import { TaskStory } from "./page-task-story.tsx";
import { words } from "./page-words.ts";
import { PartsBrief } from "./parts/page-parts.tsx";
import { DueDay, Suspended } from "./steps/page-deadlines.tsx";

/** Events shown beside the ledger; the page has them all. */
const eventsShown = 4;

export function TaskSheet({
  programmeId,
  taskId,
  asOf,
  onClose,
}: {
  programmeId: string;
  taskId: string;
  asOf: string | undefined;
  onClose: () => void;
}) {
  const { say } = useMessages();
  const { data: task, error, refetch } = useTask(programmeId, taskId, asOf);
  return (
    <SideSheet label={task?.shortTitle ?? say(words.columnTask)} onClose={onClose}>
      {task ? <Inside task={task} asOf={asOf} /> : null}
      {!task && !error ? <Skeleton lines={8} /> : null}
      <RefusalNotice error={error} onRetry={() => void refetch()} />
    </SideSheet>
  );
}

function Inside({ task, asOf }: { task: Task; asOf: string | undefined }) {
  const { say, word } = useMessages();
  return (
    <div className="task-sheet">
      <TaskQuote task={task} level="h2" />
      <TaskLight task={task} />
      <Suspended task={task} />
      {asOf ? null : <TaskActs task={task} />}
      <PartsBrief task={task} asOf={asOf} />
      <dl className="sheet-lines">
        <div>
          <dt>{say("ladder")}</dt>
          <dd>
            <MaturityLadder step={task.maturity} />
          </dd>
        </div>
        <div>
          <dt>{say(words.columnProgress)}</dt>
          <dd>
            {task.plannedPercent ?? say("none")} / {task.progressPercent}%
          </dd>
        </div>
        <div>
          <dt>{say(words.columnDue)}</dt>
          <dd>{task.dueOn ? <DueDay task={task} /> : (task.dueText ?? say("none"))}</dd>
        </div>
        {task.units.map((unit) => (
          <div key={`${unit.unitId}${unit.part}`}>
            <dt>{word(taskParts[unit.part])}</dt>
            <dd>
              {unit.shortName}
              {unit.ownDuty ? <span className="muted"> · {unit.ownDuty}</span> : null}
            </dd>
          </div>
        ))}
      </dl>
      {asOf ? null : <SheetPieces task={task} />}
      <TaskStory task={task} most={eventsShown} />
      <Link
        className="btn"
        to="/p/$programmeId/tasks/$taskId"
        params={{ programmeId: task.programmeId, taskId: task.id }}
        search={asOf ? { asOf } : {}}
      >
        {say(words.openTask)}
      </Link>
    </div>
  );
}

/** What other modules tell of the task in passing. */
function SheetPieces({ task: { programmeId, id: taskId, needsNational, state } }: { task: Task }) {
  return sheetPieces.map((Piece, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces are a fixed list
    <Suspense key={index} fallback={null}>
      <Piece programmeId={programmeId} taskId={taskId} needsNational={needsNational} state={state} />
    </Suspense>
  ));
}
