// The days of a change that is asked for: the due day of the task and its milestones, the present day beside each.
import { localToday, useMessages } from "../../../app/web/messages.tsx";
import { Field } from "../../../app/web/ui/field.tsx";
import type { Task } from "../model.ts";
import type { Typed } from "./act-fields.ts";
import { words } from "./page-steps-words.ts";

/** The key of the task's own day among those of its milestones. */
const due = "due";

/** The days typed, as the operation takes them. */
export function movedOf(task: Task, days: Typed) {
  const milestones = task.milestones.flatMap(({ id }) => (days[id] ? [{ id, dueOn: days[id] }] : []));
  return { milestones, ...(days[due] ? { dueOn: days[due] } : {}) };
}

export function MovedDays({ task, days, onDays }: { task: Task; days: Typed; onDays: (days: Typed) => void }) {
  const { say, day } = useMessages();
  const set = (key: string, value: string) => onDays({ ...days, [key]: value });
  const open = task.milestones.filter((one) => !one.reachedOn);
  return (
    <>
      <Field label={say(words.newDue)} hint={say(words.newDueHint, { day: day(task.dueOn) })}>
        {(control) => (
          <input
            {...control}
            type="date"
            min={localToday()}
            value={days[due] ?? ""}
            onChange={(event) => set(due, event.target.value)}
          />
        )}
      </Field>
      {open.length > 0 ? (
        <fieldset className="moved-days">
          <legend>{say(words.moveMilestones)}</legend>
          <ul>
            {open.map((milestone) => (
              <li key={milestone.id}>
                <label htmlFor={`moved-${milestone.id}`}>
                  <span className="muted">{day(milestone.dueOn)}</span> {milestone.title}
                </label>
                <input
                  id={`moved-${milestone.id}`}
                  className="input"
                  type="date"
                  min={localToday()}
                  value={days[milestone.id] ?? ""}
                  onChange={(event) => set(milestone.id, event.target.value)}
                />
              </li>
            ))}
          </ul>
        </fieldset>
      ) : null}
    </>
  );
}
