// The fields of a task, read and edited in place: the office edits all, a lead unit its own.
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { api } from "../../app/web/api.ts";
import { EditingMark, usePresence } from "../../app/web/live.tsx";
import { type Messages, useMessages } from "../../app/web/messages.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Field } from "../../app/web/ui/field.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { type Choice, Select } from "../../app/web/ui/select.tsx";
import type { Label } from "../../kernel/labels.ts";
import type { Task, TaskChange } from "./model.ts";
import { ClashNotice, FormActs } from "./page-clashes.tsx";
import { useMergedForm } from "./page-merged.tsx";
import { useWhyNot } from "./page-task-acts.tsx";
import { useTaskChange } from "./page-task-change.tsx";
import { words } from "./page-words.ts";
import { mayEditFields } from "./rules.ts";
import { DueDay } from "./steps/page-deadlines.tsx";

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

/** What somebody is editing, in words; undefined where only the task can be named. */
export function placeWords(place: string, say: Messages["say"]): string | undefined {
  if (place === "units") return say(words.unitsAndDuties);
  if (place === "milestones") return say(words.milestones);
  const label = fields[place as FieldName]?.label;
  return label && say(label);
}

function shown(task: Task, name: FieldName, { say, day }: Messages): string {
  if (name === "groupId") return task.groupName ?? "";
  const value = task[name];
  if (typeof value === "boolean") return say(value ? words.yes : words.no);
  return fields[name].kind === "day" ? (value ? day(value) : "") : (value ?? "");
}

export function TaskRecord({ task, fixed }: { task: Task; fixed?: boolean }) {
  const messages = useMessages();
  const { say } = messages;
  const [editing, setEditing] = useState(false);
  const whyNot = useWhyNot(task);
  const due: { label: string; text: ReactNode }[] = [
    { label: say(words.fieldDueOn), text: task.dueOn ? <DueDay task={task} /> : "" },
    { label: say(words.fieldDueText), text: task.dueText ?? "" },
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

/** The record as one row of a form. */
type Values = Record<FieldName, string | boolean> & { key: string };

const valuesOf = (task: Task): Values =>
  ({ key: task.id, ...Object.fromEntries(names.map((name) => [name, task[name] ?? ""])) }) as unknown as Values;

function EditRecord({ task, onClose }: { task: Task; onClose: () => void }) {
  const messages = useMessages();
  const { say } = messages;
  const form = useMergedForm([valuesOf(task)]);
  const values = form.rows[0] ?? valuesOf(task);
  const [place, setPlace] = useState<string>("record");
  const [tried, setTried] = useState(false);
  const groups = useGroups();
  const change = useTaskChange(task);
  usePresence(task.id, place);
  const open = names.filter((name) => mayEditFields(task.mayEdit, [name]).allowed);
  const changedFrom = (newest: Task, mine: Values) => open.filter((name) => mine[name] !== valuesOf(newest)[name]);
  const inWords = (name: FieldName, value: unknown): string => {
    if (name === "groupId") return groups.find((group) => group.value === value)?.label ?? "";
    if (typeof value === "boolean") return say(value ? words.yes : words.no);
    return fields[name].kind === "day" && value ? messages.day(String(value)) : String(value ?? "");
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (form.clashes.length > 0) return;
    const changed = changedFrom(task, values);
    if (changed.length === 0) return onClose();
    const what = messages.list(changed.map((name) => say(fields[name].label)));
    change.run(
      (at, newest) => {
        const mine = form.over([valuesOf(newest)]).merged[0] ?? values;
        const sending = changedFrom(newest, mine).map((name) => [name, sent(mine[name])]);
        return api.tasks.editTask({ ...at, ...(Object.fromEntries(sending) as TaskChange) });
      },
      say("saved", { what }),
      onClose,
      (newest) => form.over([valuesOf(newest)]).clashes.length === 0,
    );
  };
  return (
    <form
      className="record-form"
      onSubmit={submit}
      onFocus={(event) => setPlace(event.target.closest<HTMLElement>("[data-field]")?.dataset.field ?? place)}
      noValidate
    >
      {open.map((name) => (
        <div key={name} data-field={name}>
          <EditField
            name={name}
            value={values[name]}
            groups={groups}
            onType={(value) => form.change((rows) => rows.map((row) => ({ ...row, [name]: value })))}
          />
          <EditingMark taskId={task.id} field={name} />
        </div>
      ))}
      <RefusalNotice error={change.error} />
      <ClashNotice
        clashes={form.clashes.map((clash) => ({
          key: clash.field,
          label: say(fields[clash.field as FieldName].label),
          theirs: inWords(clash.field as FieldName, clash.theirs),
          mine: inWords(clash.field as FieldName, clash.mine),
          choose: (choice) => form.settle(clash, choice),
        }))}
      />
      <FormActs clashes={form.clashes.length} tried={tried} busy={change.busy} onClose={onClose} />
    </form>
  );
}

const sent = (typed: string | boolean | undefined) => (typeof typed === "string" ? typed.trim() || null : typed);

function EditField({
  name,
  value,
  groups,
  onType,
}: {
  name: FieldName;
  value: string | boolean;
  groups: readonly Choice[];
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
        if (kind === "group")
          return <Select id={control.id} empty={say("none")} value={text} choices={groups} onChoose={onType} />;
        const shared = { ...control, value: text, maxLength: limit };
        if (kind === "text") return <textarea {...shared} rows={3} onChange={(event) => onType(event.target.value)} />;
        return (
          <input {...shared} type={kind === "day" ? "date" : "text"} onChange={(event) => onType(event.target.value)} />
        );
      }}
    </Field>
  );
}

function useGroups(): Choice[] {
  const groups = useQuery({
    queryKey: ["units", "groups"],
    queryFn: () => api.organisations.listUnits({ kind: "group", limit: 200, sort: "tree" }),
  });
  return (groups.data?.items ?? []).map((unit) => ({ value: unit.id as string, label: unit.name }));
}
