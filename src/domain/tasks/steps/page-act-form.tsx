// The form of an act: its fields, what the reader has to know before, and the refusal in place; what was typed stays.
import { type FormEvent, useState } from "react";
import { localToday, useMessages } from "../../../app/web/messages.tsx";
import { Button } from "../../../app/web/ui/button.tsx";
import { Dialog } from "../../../app/web/ui/confirm-note.tsx";
import { Field, type FieldControl } from "../../../app/web/ui/field.tsx";
import { Notice, RefusalNotice } from "../../../app/web/ui/notice.tsx";
import { Select } from "../../../app/web/ui/select.tsx";
import type { Task } from "../model.ts";
import { checkKinds } from "../model-acts.ts";
import { type TaskAt, useTaskChange } from "../page-task-change.tsx";
import { words as taskWords } from "../page-words.ts";
import { type StepAct, taskActs } from "../rules.ts";
import { type ActField, missingOf, sentOf, type Typed } from "./act-fields.ts";
import { MovedDays, movedOf } from "./page-moved-days.tsx";
import { words } from "./page-steps-words.ts";
import "./page-steps.css";

export function ActForm({
  task,
  act,
  fields,
  operation,
  onClose,
}: {
  task: Task;
  act: StepAct;
  fields: readonly ActField[];
  operation: (input: TaskAt & Record<string, unknown>) => Promise<Task>;
  onClose: () => void;
}) {
  const { say, word } = useMessages();
  const [typed, setTyped] = useState<Typed>(() =>
    Object.fromEntries(fields.map((field) => [field.name, beginOf(field, task)])),
  );
  const [days, setDays] = useState<Typed>({});
  const [tried, setTried] = useState(false);
  const change = useTaskChange(task);
  const title = word(taskActs[act]);
  const missing = missingOf(fieldsNow(fields, task, typed), typed);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (missing.length > 0 || change.busy) return;
    change.run(
      (at) => operation({ ...at, ...sentOf(fields, typed), ...(act === "requestChange" ? movedOf(task, days) : {}) }),
      say(taskWords.actDone, { act: title }),
      onClose,
    );
  };
  return (
    <Dialog title={title} wide={act === "requestChange" || act === "requestClose"} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <p className="task-confirm serif">{task.text}</p>
        <Before task={task} act={act} />
        {act === "requestChange" ? <MovedDays task={task} days={days} onDays={setDays} /> : null}
        {fieldsNow(fields, task, typed).map((field) => (
          <Field
            key={field.name}
            label={word(field.label)}
            hint={field.hint ? word(field.hint) : undefined}
            required={field.required ?? false}
            error={tried && missing.includes(field.name) ? say(words.needed, { what: word(field.label) }) : undefined}
          >
            {(control) => (
              <ActControl
                field={field}
                control={control}
                value={typed[field.name] ?? ""}
                onType={(value) => setTyped((all) => ({ ...all, [field.name]: value }))}
              />
            )}
          </Field>
        ))}
        <RefusalNotice error={change.error} />
        {change.stale ? <Notice kind="warning" title={say("staleTitle")} /> : null}
        <div className="dialog-acts">
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button type="submit" kind={act === "end" ? "danger" : "do"} busy={change.busy}>
            {title}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** A drawn close-out is checked: nothing else can be chosen. */
const beginOf = (field: ActField, task: Task) =>
  field.name === "check" && task.closeOuts[0]?.drawn ? "drawn" : (field.begin ?? "");

/** Of a spot check the finding is asked for only where there is one, and a drawn one has it. */
function fieldsNow(fields: readonly ActField[], task: Task, typed: Typed): readonly ActField[] {
  const drawn = task.closeOuts[0]?.drawn ?? false;
  return fields.flatMap((field) => {
    if (field.name === "check") {
      const { none, drawn: byLot, chosen } = checkKinds;
      return [{ ...field, required: true, choices: drawn ? { drawn: byLot } : { none, chosen } }];
    }
    if (field.name !== "finding") return [field];
    return drawn || typed.check === "chosen" ? [{ ...field, required: true }] : [];
  });
}

/** What has to be known before an act is done. */
function Before({ task, act }: { task: Task; act: StepAct }) {
  const { say } = useMessages();
  const openMilestones = task.milestones.filter((one) => !one.reachedOn).length;
  if (act === "requestClose" && openMilestones > 0)
    return <Notice kind="warning">{say(words.openMilestones, { count: openMilestones })}</Notice>;
  if (act === "recheckClose" && task.closeOuts[0]?.drawn) return <Notice kind="warning">{say(words.drawn)}</Notice>;
  if (act === "end" && task.parts)
    return <Notice kind="warning">{say(words.endParts, { count: task.parts.count })}</Notice>;
  return null;
}

/** The control of one field, as its kind asks for. */
export function ActControl({
  field,
  control,
  value,
  onType,
}: {
  field: ActField;
  control: FieldControl;
  value: string;
  onType: (value: string) => void;
}) {
  const { say, word } = useMessages();
  if (field.kind === "choice") {
    const choices = Object.entries(field.choices ?? {}).map(([code, label]) => ({ value: code, label: word(label) }));
    return <Select {...control} empty={say("none")} value={value} choices={choices} onChoose={onType} />;
  }
  const shared = { ...control, value, onChange: (event: { target: { value: string } }) => onType(event.target.value) };
  if (field.kind === "text") return <textarea {...shared} rows={4} maxLength={field.limit} />;
  if (field.kind === "number") return <input {...shared} type="number" min={1} max={field.limit} />;
  if (field.kind === "day") return <input {...shared} type="date" min={localToday()} />;
  return <input {...shared} maxLength={field.limit} />;
}
