// The fields of a task, read and edited in place: the office edits all, a lead unit its own.
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api } from "../../app/web/api.ts";
import { type Messages, useMessages } from "../../app/web/messages.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Field } from "../../app/web/ui/field.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Select } from "../../app/web/ui/select.tsx";
import type { Label } from "../../kernel/labels.ts";
import type { Task, TaskChange } from "./model.ts";
import { useWhyNot } from "./page-task-acts.tsx";
import { StaleNotice, useTaskChange } from "./page-task-change.tsx";
import { words } from "./page-words.ts";
import { mayEditFields } from "./rules.ts";

type FieldName = keyof TaskChange;

interface FieldShape {
  label: Label;
  kind: "line" | "text" | "day" | "yesNo" | "group";
  limit?: number;
}

/** Every editable field, in the order of the page. Limits are those of `TaskChange`. */
export const fields: Record<FieldName, FieldShape> = {
  shortTitle: { label: words.fieldShortTitle, kind: "line", limit: 60 },
  annualGoal: { label: words.fieldAnnualGoal, kind: "text", limit: 2000 },
  expectedOutcome: { label: words.fieldExpectedOutcome, kind: "text", limit: 2000 },
  leader: { label: words.fieldLeader, kind: "line", limit: 60 },
  contact: { label: words.fieldContact, kind: "line", limit: 120 },
  startsOn: { label: words.fieldStartsOn, kind: "day" },
  groupId: { label: words.fieldGroup, kind: "group" },
  needsNational: { label: words.fieldNeedsNational, kind: "yesNo" },
  isPublic: { label: words.fieldIsPublic, kind: "yesNo" },
};
const names = Object.keys(fields) as FieldName[];

function shown(task: Task, name: FieldName, { say, day }: Messages): string {
  if (name === "groupId") return task.groupName ?? "";
  const value = task[name];
  if (typeof value === "boolean") return say(value ? words.yes : words.no);
  return fields[name].kind === "day" ? (value ? day(value) : "") : (value ?? "");
}

export function TaskRecord({ task, fixed }: { task: Task; fixed?: boolean }) {
  const messages = useMessages();
  const { say, day } = messages;
  const [editing, setEditing] = useState(false);
  const whyNot = useWhyNot(task);
  const due = [
    { label: say(words.fieldDueOn), text: task.dueOn ? day(task.dueOn) : "" },
    { label: say(words.fieldDueText), text: task.dueText ?? "" },
    ...(task.firstDueOn && task.firstDueOn !== task.dueOn
      ? [{ label: say(words.fieldFirstDueOn), text: day(task.firstDueOn) }]
      : []),
  ];
  return (
    <section aria-labelledby="task-record">
      <div className="task-head">
        <h2 id="task-record">{say(words.record)}</h2>
        {fixed || editing ? null : (
          <Button className="no-print" why={whyNot("edit")} onClick={() => setEditing(true)}>
            {say("edit")}
          </Button>
        )}
      </div>
      {editing ? (
        <EditRecord task={task} onClose={() => setEditing(false)} />
      ) : (
        <dl className="record">
          {[
            ...names.map((name) => ({ label: say(fields[name].label), text: shown(task, name, messages) })),
            ...due,
          ].map(({ label, text }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd className={text ? undefined : "muted"}>{text || say(words.unknown)}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

type Typed = Partial<Record<FieldName, string | boolean>>;

function EditRecord({ task, onClose }: { task: Task; onClose: () => void }) {
  const messages = useMessages();
  const { say } = messages;
  const [typed, setTyped] = useState<Typed>({});
  const change = useTaskChange(task);
  const open = names.filter((name) => mayEditFields(task.mayEdit, [name]).allowed);
  const changed = open.filter((name) => typed[name] !== undefined && typed[name] !== (task[name] ?? ""));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (changed.length === 0) return onClose();
    const fieldsChanged = Object.fromEntries(changed.map((name) => [name, sent(typed[name])])) as TaskChange;
    const what = messages.list(changed.map((name) => say(fields[name].label)));
    change.run((at) => api.tasks.editTask({ ...at, ...fieldsChanged }), say("saved", { what }), onClose);
  };
  return (
    <form className="record-form" onSubmit={submit} noValidate>
      {open.map((name) => (
        <EditField
          key={name}
          name={name}
          value={typed[name] ?? task[name] ?? ""}
          onType={(value) => setTyped({ ...typed, [name]: value })}
        />
      ))}
      <RefusalNotice error={change.error} />
      {change.stale ? (
        <StaleNotice
          differences={changed.map((name) => ({
            label: say(fields[name].label),
            theirs: shown(task, name, messages),
            yours:
              typeof typed[name] === "boolean" ? say(typed[name] ? words.yes : words.no) : String(typed[name] ?? ""),
          }))}
          onDrop={onClose}
        />
      ) : (
        <div className="dialog-acts">
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button type="submit" kind="do" busy={change.busy}>
            {say("save")}
          </Button>
        </div>
      )}
    </form>
  );
}

const sent = (typed: string | boolean | undefined) => (typeof typed === "string" ? typed.trim() || null : typed);

function EditField({
  name,
  value,
  onType,
}: {
  name: FieldName;
  value: string | boolean;
  onType: (value: string | boolean) => void;
}) {
  const { say } = useMessages();
  const { label, kind, limit } = fields[name];
  if (kind === "yesNo")
    return (
      <label className="record-check">
        <input type="checkbox" checked={value === true} onChange={(event) => onType(event.target.checked)} />
        {say(label)}
      </label>
    );
  const text = String(value);
  return (
    <Field label={say(label)}>
      {(control) => {
        if (kind === "group") return <GroupSelect id={control.id} value={text} onChoose={onType} />;
        const shared = { ...control, value: text, maxLength: limit };
        if (kind === "text") return <textarea {...shared} rows={3} onChange={(event) => onType(event.target.value)} />;
        return (
          <input {...shared} type={kind === "day" ? "date" : "text"} onChange={(event) => onType(event.target.value)} />
        );
      }}
    </Field>
  );
}

function GroupSelect({ id, value, onChoose }: { id: string; value: string; onChoose: (value: string) => void }) {
  const { say } = useMessages();
  const groups = useQuery({
    queryKey: ["units", "groups"],
    queryFn: () => api.organisations.listUnits({ kind: "group", limit: 200, sort: "tree" }),
  });
  const choices = (groups.data?.items ?? []).map((unit) => ({ value: unit.id as string, label: unit.name }));
  return <Select id={id} empty={say("none")} value={value} choices={choices} onChoose={onChoose} />;
}
