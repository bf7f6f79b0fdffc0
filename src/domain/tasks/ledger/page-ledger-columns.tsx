// The columns of the ledger and how a task looks as a card on a phone.
import { type Messages, useMessages } from "../../../app/web/messages.tsx";
import type { Column } from "../../../app/web/ui/data-table.tsx";
import { Light } from "../../../app/web/ui/light.tsx";
import { MaturityLadder } from "../../../app/web/ui/maturity-ladder.tsx";
import { type TaskPart, type TaskSummary, taskStates } from "../model.ts";
import { PlanMark } from "../page-plan-mark.tsx";
import { words } from "../page-words.ts";

/** How many names a cell shows before it says how many more there are. */
const namesShown = 2;

const TaskName = ({ task }: { task: TaskSummary }) => (
  <>
    {task.text}
    <PlanMark task={task} />
  </>
);

export function ledgerColumns({ say, word, list }: Messages): Column<TaskSummary>[] {
  const units = (part: TaskPart) => (task: TaskSummary) => {
    const names = task.units.filter((unit) => unit.part === part).map((unit) => unit.shortName);
    if (names.length === 0) return <span className="muted">{say("none")}</span>;
    const more = names.length - namesShown;
    return (
      <>
        <span className="no-print" title={list(names)}>
          {list(names.slice(0, namesShown))}
          {more > 0 ? <span className="muted"> {say(words.moreUnits, { more })}</span> : null}
        </span>
        <span className="print-only">{list(names)}</span>
      </>
    );
  };
  return [
    {
      key: "ordinal",
      label: say(words.columnOrdinal),
      width: 3.5,
      align: "right",
      frozen: true,
      sort: "ordinal",
      cell: (task) => <span className="muted">{task.number ?? task.ordinal}</span>,
    },
    { key: "task", label: say(words.columnTask), frozen: true, link: true, cell: (task) => <TaskName task={task} /> },
    { key: "lead", label: say(words.columnLead), width: 12, cell: units("lead") },
    { key: "support", label: say(words.columnSupport), width: 13, cell: units("support") },
    {
      key: "state",
      label: say(words.columnState),
      width: 6.5,
      sort: "state",
      cell: (task) => word(taskStates[task.state]),
    },
    {
      key: "light",
      label: say(words.columnLight),
      width: 7,
      sort: "light",
      cell: (task) => <Light light={task.light} />,
    },
    {
      key: "maturity",
      label: say(words.columnMaturity),
      width: 7.5,
      sort: "maturity",
      cell: (task) => <MaturityLadder step={task.maturity} />,
    },
    {
      key: "progress",
      label: say(words.columnProgress),
      width: 7.5,
      align: "right",
      cell: (task) => `${task.plannedPercent ?? say("none")} / ${task.progressPercent}%`,
    },
    {
      key: "due",
      label: say(words.columnDue),
      width: 8,
      sort: "dueOn",
      cell: (task) => <span title={task.dueText ?? undefined}>{task.dueOn ?? task.dueText ?? say("none")}</span>,
    },
  ];
}

export function TaskCard({ task }: { task: TaskSummary }) {
  const { list, word } = useMessages();
  const leads = task.units.filter((unit) => unit.part === "lead").map((unit) => unit.shortName);
  return (
    <span className="task-card">
      <span className="task-card-number muted">{task.number ?? task.ordinal}</span>
      <span className="task-card-text">{task.text}</span>
      <span className="task-card-line">
        <Light light={task.light} />
        <span>{word(taskStates[task.state])}</span>
        <span className="muted">{list(leads)}</span>
        <span className="muted">{task.dueOn}</span>
      </span>
    </span>
  );
}
