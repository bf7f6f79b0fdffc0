// One task on the board: what it is, how it stands, and the acts that its state allows, by menu or by dragging.
import { useQuery } from "@tanstack/react-query";
import { useId, useRef, useState } from "react";
import { useMessages } from "../../../app/web/messages.tsx";
import { queries } from "../../../app/web/queries.ts";
import { Button } from "../../../app/web/ui/button.tsx";
import { Light } from "../../../app/web/ui/light.tsx";
import { RefusalNotice } from "../../../app/web/ui/notice.tsx";
import { Skeleton } from "../../../app/web/ui/skeleton.tsx";
import type { Task, TaskState, TaskSummary } from "../model.ts";
import { useWhyNot } from "../page-task-acts.tsx";
import { taskQuery } from "../page-task-change.tsx";
import { type StepAct, taskActs } from "../rules.ts";
import { actsFrom, shownActs } from "../steps/state-acts.ts";
import { words } from "./page-board-words.ts";

/** Where a task may be moved by this reader, by the abilities that came with it; of two acts to one state the first. */
export const targetsOf = (task: Task): Partial<Record<TaskState, StepAct>> =>
  Object.fromEntries(
    actsFrom(task.state)
      .reverse()
      .flatMap((act) => {
        const { to } = taskActs[act];
        return to && task.abilities[act]?.allowed ? [[to, act]] : [];
      }),
  );

export function BoardCard({
  task,
  entry,
  chosen,
  past,
  href,
  onDrag,
  onAct,
}: {
  task: TaskSummary;
  entry: boolean;
  chosen: boolean;
  past: boolean;
  href: string;
  /** Begins (with the task and its abilities) or ends dragging. */
  onDrag: (task: Task | null) => void;
  onAct: (task: Task, act: StepAct) => void;
}) {
  const { list } = useMessages();
  const leads = task.units.filter((unit) => unit.part === "lead").map((unit) => unit.shortName);
  const movable = !past && actsFrom(task.state).length > 0;
  const programmeId = programmeOf(href);
  const prefetch = () => {
    if (movable) void queries.prefetchQuery(taskQuery(programmeId, task.id));
  };
  return (
    <li
      className={chosen ? "board-card is-chosen" : "board-card"}
      data-row={task.id}
      draggable={movable}
      onPointerEnter={prefetch}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", task.shortTitle);
        void queries.ensureQueryData(taskQuery(programmeId, task.id)).then(onDrag);
      }}
      onDragEnd={() => onDrag(null)}
    >
      <a href={href} data-row-link draggable={false} tabIndex={entry ? 0 : -1}>
        <span className="muted">{task.number ?? task.ordinal}</span> {task.shortTitle}
      </a>
      <p className="board-line">
        <Light light={task.light} />
        <span className="muted">{list(leads)}</span>
        {task.dueOn ? <span className="muted">{task.dueOn}</span> : null}
      </p>
      {movable ? <ActMenu programmeId={programmeId} task={task} onAct={onAct} /> : null}
    </li>
  );
}

/** The programme stands in every address of a task. */
const programmeOf = (href: string) => href.split("/")[2] ?? "";

function ActMenu({
  programmeId,
  task,
  onAct,
}: {
  programmeId: string;
  task: TaskSummary;
  onAct: (task: Task, act: StepAct) => void;
}) {
  const { say } = useMessages();
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className="board-acts"
        popoverTarget={id}
        style={{ anchorName: `--${cssName(id)}` } as object}
        aria-label={say(words.actsOf, { number: task.number ?? task.ordinal })}
      >
        {say(words.acts)}
      </button>
      <div
        id={id}
        ref={box}
        popover="auto"
        className="board-menu"
        style={{ positionAnchor: `--${cssName(id)}` } as object}
        onToggle={(event) => setOpen(event.newState === "open")}
      >
        {open ? (
          <MenuActs
            programmeId={programmeId}
            taskId={task.id}
            onAct={(whole, act) => {
              box.current?.hidePopover();
              onAct(whole, act);
            }}
          />
        ) : null}
      </div>
    </>
  );
}

const cssName = (id: string) => id.replace(/[^a-zA-Z0-9]/g, "");

function MenuActs({
  programmeId,
  taskId,
  onAct,
}: {
  programmeId: string;
  taskId: string;
  onAct: (task: Task, act: StepAct) => void;
}) {
  const { data, error, refetch } = useQuery(taskQuery(programmeId, taskId));
  if (error) return <RefusalNotice error={error} onRetry={() => void refetch()} />;
  return data ? <Offered task={data} onAct={onAct} /> : <Skeleton lines={2} />;
}

function Offered({ task, onAct }: { task: Task; onAct: (task: Task, act: StepAct) => void }) {
  const { say, word } = useMessages();
  const whyNot = useWhyNot(task);
  const acts = shownActs(task);
  if (acts.length === 0) return <p className="muted">{say(words.noActs)}</p>;
  return acts.map((act, index) => {
    const why = whyNot(act);
    return (
      <div key={act} className="board-offer">
        <Button
          kind={why ? "plain" : "do"}
          aria-disabled={why ? true : undefined}
          autoFocus={index === 0}
          onClick={() => {
            if (!why) onAct(task, act);
          }}
        >
          {word(taskActs[act])}
        </Button>
        {why ? <p className="muted">{why}</p> : null}
      </div>
    );
  });
}
