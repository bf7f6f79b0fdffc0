// The milestones of a task and their editor: planned and reached days, weights; scheduled progress follows from them.
import { type FormEvent, useState } from "react";
import { api } from "../../app/web/api.ts";
import { usePresence } from "../../app/web/live.tsx";
import { type Messages, useMessages } from "../../app/web/messages.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Dialog } from "../../app/web/ui/confirm-note.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { daysBetween } from "../../kernel/clock.ts";
import { type Clash, wholeRow } from "./merge.ts";
import { type Milestone, maxMilestones, type Task } from "./model.ts";
import { ClashNotice, FormActs } from "./page-clashes.tsx";
import { useMergedForm } from "./page-merged.tsx";
import { useWhyNot } from "./page-task-acts.tsx";
import { useTaskChange } from "./page-task-change.tsx";
import { words } from "./page-words.ts";

export function TaskMilestones({ task, fixed, today }: { task: Task; fixed: boolean; today: string }) {
  const { say, day } = useMessages();
  const [planning, setPlanning] = useState(false);
  const whyNot = useWhyNot(task);
  return (
    <section aria-labelledby="task-milestones">
      <div className="task-head">
        <h2 id="task-milestones">{say(words.milestones)}</h2>
        {fixed ? null : (
          <Button className="no-print" why={whyNot("plan")} onClick={() => setPlanning(true)}>
            {say(words.planMilestones)}
          </Button>
        )}
      </div>
      <Progress task={task} />
      {task.milestones.length === 0 ? <p className="muted">{say(words.milestonesNext)}</p> : null}
      <ol className="milestones">
        {task.milestones.map((milestone) => (
          <li key={milestone.id} className={milestone.reachedOn ? "is-reached" : undefined}>
            <time dateTime={milestone.dueOn}>{day(milestone.dueOn)}</time>
            <span>{milestone.title}</span>
            <MilestoneState milestone={milestone} today={today} />
          </li>
        ))}
      </ol>
      {planning ? <PlanMilestones task={task} onClose={() => setPlanning(false)} /> : null}
    </section>
  );
}

function MilestoneState({ milestone, today }: { milestone: Milestone; today: string }) {
  const { say, day } = useMessages();
  if (milestone.reachedOn)
    return <span className="muted">{say(words.reachedOn, { day: day(milestone.reachedOn) })}</span>;
  const days = daysBetween(milestone.dueOn, today);
  if (days > 0) return <span className="is-overdue">{say(words.overdueDays, { days })}</span>;
  return <span className="muted">{say(words.notReached)}</span>;
}

function Progress({ task }: { task: Task }) {
  const { say } = useMessages();
  const lines = [
    { label: say(words.planned), value: task.plannedPercent, className: "is-planned" },
    {
      label: say(words.actual),
      value: task.milestones.length > 0 ? task.progressPercent : null,
      className: "is-actual",
    },
  ];
  return (
    <dl className="progress">
      {lines.map(({ label, value, className }) => (
        <div key={className}>
          <dt>{label}</dt>
          <dd>
            <span className={`progress-bar ${className}`} aria-hidden="true">
              <i style={{ width: `${value ?? 0}%` }} />
            </span>
            {value === null ? say(words.noPlanYet) : say(words.percent, { value })}
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface Row {
  key: string;
  id?: string;
  title: string;
  dueOn: string;
  weight: number;
  reachedOn: string;
}

const rowsOf = (task: Task): Row[] =>
  task.milestones.map(({ id, reachedOn, ...rest }) => ({ ...rest, key: id, id, reachedOn: reachedOn ?? "" }));

const newRow = (): Row => ({ key: crypto.randomUUID(), title: "", dueOn: "", weight: 1, reachedOn: "" });

function PlanMilestones({ task, onClose }: { task: Task; onClose: () => void }) {
  const messages = useMessages();
  const { say } = messages;
  const form = useMergedForm(rowsOf(task), () => (task.milestones.length > 0 ? rowsOf(task) : [newRow()]));
  const { rows } = form;
  const [tried, setTried] = useState(false);
  const change = useTaskChange(task);
  usePresence(task.id, "milestones");
  const set = (key: string, part: Partial<Row>) =>
    form.change((all) => all.map((row) => (row.key === key ? { ...row, ...part } : row)));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (form.clashes.length > 0 || rows.some((row) => !row.title.trim() || !row.dueOn)) return;
    change.run(
      (at, newest) =>
        api.tasks.planMilestones({
          ...at,
          milestones: form.over(rowsOf(newest)).merged.map((row) => sent(row, newest)),
        }),
      say("saved", { what: say(words.milestones) }),
      onClose,
      (newest) => form.over(rowsOf(newest)).clashes.length === 0,
    );
  };
  const title = (key: string) => [...rows, ...rowsOf(task)].find((row) => row.key === key)?.title ?? "";
  return (
    <Dialog title={say(words.planMilestones)} wide onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <p className="muted">{say(words.milestoneHint)}</p>
        <div className="milestone-rows">
          {rows.map((row) => (
            <MilestoneRow
              key={row.key}
              row={row}
              tried={tried}
              onSet={(part) => set(row.key, part)}
              onRemove={() => form.change((all) => all.filter((other) => other.key !== row.key))}
            />
          ))}
        </div>
        {rows.length < maxMilestones ? (
          <div>
            <Button onClick={() => form.change((all) => [...all, newRow()])}>{say(words.addMilestone)}</Button>
          </div>
        ) : null}
        <RefusalNotice error={change.error} />
        <ClashNotice
          clashes={form.clashes.map((clash) => ({
            key: `${clash.row} ${clash.field}`,
            label: [title(clash.row), clashLabel(clash, say)].filter(Boolean).join(" · "),
            theirs: inWords(clash, clash.theirs, messages),
            mine: inWords(clash, clash.mine, messages),
            choose: (choice) => form.settle(clash, choice),
          }))}
        />
        <FormActs clashes={form.clashes.length} tried={tried} busy={change.busy} onClose={onClose} />
      </form>
    </Dialog>
  );
}

/** A row as the server takes it; one that others have removed and that stays is a new one. */
function sent({ id, title, dueOn, weight, reachedOn }: Row, newest: Task) {
  const known = id !== undefined && newest.milestones.some((milestone) => milestone.id === id);
  return { ...(known ? { id } : {}), title: title.trim(), dueOn, weight, reachedOn: reachedOn || null };
}

const rowWords = {
  title: words.milestoneTitle,
  dueOn: words.milestoneDue,
  weight: words.milestoneWeight,
  reachedOn: words.milestoneReached,
};

const clashLabel = (clash: Clash, say: Messages["say"]) =>
  clash.field in rowWords ? say(rowWords[clash.field as keyof typeof rowWords]) : "";

function inWords(clash: Clash, value: unknown, { say, day }: Messages): string {
  if (clash.field === "dueOn" || clash.field === "reachedOn") return value ? day(String(value)) : "";
  if (clash.field !== wholeRow) return String(value ?? "");
  const row = value as Row | undefined;
  return row ? `${day(row.dueOn)} ${row.title}` : say(words.clashGone);
}

function MilestoneRow({
  row,
  tried,
  onSet,
  onRemove,
}: {
  row: Row;
  tried: boolean;
  onSet: (part: Partial<Row>) => void;
  onRemove: () => void;
}) {
  const { say } = useMessages();
  const invalid = (value: string) => (tried && !value.trim() ? true : undefined);
  return (
    <fieldset className="milestone-row">
      <legend className="sr">{row.title || say(words.milestoneTitle)}</legend>
      <label>
        <span>{say(words.milestoneTitle)}</span>
        <input
          className="input"
          maxLength={200}
          aria-invalid={invalid(row.title)}
          value={row.title}
          onChange={(event) => onSet({ title: event.target.value })}
        />
        {invalid(row.title) ? <small>{say("needText", { what: say(words.milestoneTitle) })}</small> : null}
      </label>
      <label>
        <span>{say(words.milestoneDue)}</span>
        <input
          type="date"
          className="input"
          aria-invalid={invalid(row.dueOn)}
          value={row.dueOn}
          onChange={(event) => onSet({ dueOn: event.target.value })}
        />
        {invalid(row.dueOn) ? <small>{say("needText", { what: say(words.milestoneDue) })}</small> : null}
      </label>
      <label>
        <span>{say(words.milestoneWeight)}</span>
        <input
          type="number"
          className="input"
          min={1}
          max={100}
          value={row.weight}
          onChange={(event) =>
            onSet({ weight: Math.min(100, Math.max(1, Math.round(Number(event.target.value)) || 1)) })
          }
        />
      </label>
      <label>
        <span>{say(words.milestoneReached)}</span>
        <input
          type="date"
          className="input"
          value={row.reachedOn}
          onChange={(event) => onSet({ reachedOn: event.target.value })}
        />
      </label>
      <Button kind="quiet" onClick={onRemove} aria-label={`${say(words.remove)} ${row.title}`}>
        {say(words.remove)}
      </Button>
    </fieldset>
  );
}
