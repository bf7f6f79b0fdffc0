// The deadline of a task and every change of it: old days struck through, who asked, what the group said, who decided.
import { useMessages } from "../../../app/web/messages.tsx";
import type { Task } from "../model.ts";
import { changeOutcomes, type DeadlineChange, opinions, suspendReasons } from "../model-acts.ts";
import { words } from "./page-steps-words.ts";
import "./page-steps.css";

/** The due day, what it was first, and how often it was changed. */
export function DueDay({ task }: { task: Task }) {
  const { say, day } = useMessages();
  const first = task.firstDueOn;
  const moved = first !== null && first !== task.dueOn;
  return (
    <>
      {moved ? (
        <>
          <del>
            <span className="sr">{say(words.firstDue, { day: "" })}</span>
            {day(first)}
          </del>{" "}
        </>
      ) : null}
      {day(task.dueOn)}
      {task.dueChanges > 0 ? (
        <span className="muted"> · {say(words.changedTimes, { count: task.dueChanges })}</span>
      ) : null}
    </>
  );
}

/** A suspension in words, while there is one. */
export function Suspended({ task }: { task: Task }) {
  const { say, day, word } = useMessages();
  if (task.state !== "suspended" || !task.suspendedBecause) return null;
  return (
    <p className="task-suspended">
      {say(words.suspended, { because: word(suspendReasons[task.suspendedBecause]), day: day(task.reviewOn) })}
    </p>
  );
}

export function DeadlineChanges({ task }: { task: Task }) {
  const { say } = useMessages();
  if (task.deadlineChanges.length === 0) return null;
  return (
    <section aria-labelledby="task-deadlines">
      <div className="task-head">
        <h2 id="task-deadlines">{say(words.deadlines)}</h2>
        <span className="muted">{say(words.changedTimes, { count: task.dueChanges })}</span>
      </div>
      <ol className="deadlines">
        {task.deadlineChanges.map((change) => (
          <li key={change.id}>
            <One change={change} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function One({ change }: { change: DeadlineChange }) {
  const { say, word, day, instant } = useMessages();
  const { asked, opinion, outcome } = change;
  const allowed = outcome?.outcome === "allowed";
  return (
    <>
      {change.toDue ? <Moved from={change.fromDue} to={change.toDue} allowed={allowed} /> : null}
      {change.milestones.map((one) => (
        <Moved key={one.id} title={one.title} from={one.from} to={one.to} allowed={allowed} />
      ))}
      {change.scope ? <p>{say(words.scopeChange, { text: change.scope })}</p> : null}
      <p className="event-note">{asked.note}</p>
      <p className="muted">
        {say(words.askedBy, { unit: asked.unitName ?? "", name: asked.personName ?? "", at: day(asked.at) })}
      </p>
      {opinion ? (
        <p className="muted">
          {say(words.opinionBy, { name: opinion.personName ?? "", opinion: word(opinions[opinion.opinion]) })}{" "}
          {opinion.note}
        </p>
      ) : null}
      <p className={outcome ? undefined : "muted"}>
        {outcome
          ? say(words.decidedBy, {
              name: outcome.personName ?? "",
              outcome: word(changeOutcomes[outcome.outcome]),
              at: instant(outcome.at),
            })
          : say(words.undecided)}{" "}
        {outcome?.note}
      </p>
    </>
  );
}

/** An old day stays readable, struck through once the new one holds. */
function Moved({ title, from, to, allowed }: { title?: string; from: string | null; to: string; allowed: boolean }) {
  const { day } = useMessages();
  return (
    <p className="deadline-moved">
      {title ? <span>{title}</span> : null}
      {allowed ? <del>{day(from)}</del> : <span>{day(from)}</span>}
      <span className="muted" aria-hidden="true">
        →
      </span>
      {allowed ? <b>{day(to)}</b> : <span className="muted">{day(to)}</span>}
    </p>
  );
}
