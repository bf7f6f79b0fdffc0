// What happened to a task, newest first: who did what, with the note, and each field before and after.

import { type Messages, useMessages } from "../../app/web/messages.tsx";
import { taskStories } from "../../app/web/task-pieces.tsx";
import { Timeline } from "../../app/web/ui/timeline.tsx";
import type { Label } from "../../kernel/labels.ts";
import { handoverEvents } from "./handover-rules.ts";
import { type Task, type TaskPart, taskParts, taskStates } from "./model.ts";
import { checkKinds, opinions, reopenReasons, suspendReasons } from "./model-acts.ts";
import { partEvents } from "./model-parts.ts";
import { planEvents } from "./model-plan.ts";
import { fields } from "./page-task-record.tsx";
import { words } from "./page-words.ts";
import { type TaskAct, taskActs } from "./rules.ts";

type TaskEvent = Task["events"][number];

const otherFields: Record<string, Label> = {
  state: words.fieldState,
  units: words.fieldUnits,
  milestones: words.fieldMilestones,
  dueOn: words.fieldDueOn,
  dueText: words.fieldDueText,
  text: words.fieldText,
  number: words.fieldNumber,
  askedDueOn: words.fieldAskedDueOn,
  askedMilestones: words.fieldAskedMilestones,
  askedScope: words.fieldAskedScope,
  scope: words.fieldScope,
  opinion: words.fieldOpinion,
  reviewOn: words.fieldReviewOn,
  because: words.fieldBecause,
  done: words.fieldDone,
  effect: words.fieldEffect,
  check: words.fieldCheck,
  finding: words.fieldFinding,
  publishedUntil: words.fieldPublishedUntil,
  publishedWhere: words.fieldPublishedWhere,
  approvedBy: words.fieldApprovedBy,
  basis: words.fieldBasis,
  parts: words.fieldParts,
};

/** Fields whose value is a code. */
const codes: Record<string, Readonly<Record<string, Label>>> = {
  state: taskStates,
  opinion: opinions,
  because: { ...suspendReasons, ...reopenReasons },
  check: checkKinds,
};

export function TaskStory({ task, most }: { task: Task; most?: number }) {
  const { say, instant } = useMessages();
  const events = [...task.events].sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, most);
  return (
    <section aria-labelledby="task-story">
      <div className="task-head">
        <h2 id="task-story">{say("timeline")}</h2>
      </div>
      {events.length === 0 ? <p className="muted">{say(words.timelineNone)}</p> : null}
      <Timeline
        label={say("timeline")}
        items={events.map((event) => ({
          key: event.id,
          at: event.at,
          when: instant(event.at),
          what: <Event event={event} />,
        }))}
      />
    </section>
  );
}

function Event({ event }: { event: TaskEvent }) {
  const messages = useMessages();
  const { say, word } = messages;
  const act = taskActs[event.kind.replace(/^task\./, "") as TaskAct];
  const byPlan = planEvents[event.kind as keyof typeof planEvents] ?? partEvents[event.kind as keyof typeof partEvents];
  const byHandover = handoverEvents[event.kind as keyof typeof handoverEvents];
  // What a task began with stands on its page, and where a link points in the plan: only changes of the task are told here.
  const changes =
    event.kind === "task.entered" || event.kind === "task.divided" || event.kind.startsWith("plan.")
      ? []
      : event.changes.filter((change) => change.field !== "because");
  return (
    <>
      <p>
        <b>{word(act ?? byPlan ?? byHandover ?? toldAs(event.kind)) || event.kind}</b>{" "}
        <span className="muted">{event.unitName}</span> {event.personName}
      </p>
      {event.note ? <p className="event-note">{event.note}</p> : null}
      {changes.map((change) => (
        <p key={change.field} className="event-change">
          <span className="muted">{fieldLabel(change.field, say)}</span>
          <Value value={change.before} field={change.field} messages={messages} old />
          <span className="muted" aria-hidden="true">
            →
          </span>
          <Value value={change.after} field={change.field} messages={messages} />
        </p>
      ))}
    </>
  );
}

const toldAs = (kind: string) => taskStories.find((story) => kind in story.events)?.events[kind];

function fieldLabel(field: string, say: Messages["say"]): string {
  const key =
    fields[field as keyof typeof fields]?.label ??
    otherFields[field] ??
    taskStories.find((story) => field in story.fields)?.fields[field];
  return key ? say(key) : field;
}

function Value({ value, field, messages, old }: { value: unknown; field: string; messages: Messages; old?: boolean }) {
  const text = valueText(value, field, messages);
  const said = <span className="sr">{messages.say(old ? words.before : words.after)}: </span>;
  return old ? (
    <del>
      {said}
      {text}
    </del>
  ) : (
    <span>
      {said}
      {text}
    </span>
  );
}

function valueText(value: unknown, field: string, { say, word, list }: Messages): string {
  if (value === null || value === undefined || value === "") return say(words.unknown);
  if (typeof value === "boolean") return say(value ? words.yes : words.no);
  const code = codes[field]?.[String(value)];
  if (code) return word(code);
  const told = taskStories.find((story) => story.values[field]?.[String(value)])?.values[field]?.[String(value)];
  if (told) return word(told);
  if (!Array.isArray(value)) return typeof value === "object" ? JSON.stringify(value) : String(value);
  const parts = value.map((item) => {
    const [part, name] = String(item).split(":", 2);
    return name && part && part in taskParts ? `${word(taskParts[part as TaskPart])} ${name}` : String(item);
  });
  return parts.length > 0 ? list(parts) : say(words.unknown);
}
