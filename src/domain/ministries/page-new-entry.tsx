// Enters what is asked of a ministry 登记对接事项, or changes it: ministry, kind, clause, lead unit, tasks, next follow-up.
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { api } from "../../app/web/api.ts";
import { localToday, useMessages } from "../../app/web/messages.tsx";
import { queries } from "../../app/web/queries.ts";
import { useMe } from "../../app/web/session.tsx";
import { useAnnounce } from "../../app/web/ui/announcer.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Dialog } from "../../app/web/ui/confirm-note.tsx";
import { Field, type FieldControl } from "../../app/web/ui/field.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Select } from "../../app/web/ui/select.tsx";
import { type ChosenUnit, UnitSelect } from "../../app/web/ui/unit-select.tsx";
import type { Label } from "../../kernel/labels.ts";
import type { UnitId } from "../organisations/model.ts";
import type { ProgrammeId } from "../pilot/model.ts";
import type { TaskId } from "../tasks/model.ts";
import { type Entry, type RequestKind, requestKinds } from "./model.ts";
import { words } from "./page-words.ts";

export interface LinkedTask {
  id: string;
  title: string;
}

export function EntryDialog({
  programmeId,
  entry,
  tasks: given,
  onSaved,
  onClose,
}: {
  programmeId: string;
  /** The one to change; left out: a new one. */
  entry?: Entry;
  tasks: readonly LinkedTask[];
  onSaved?: (entry: Entry) => void;
  onClose: () => void;
}) {
  const { say, word } = useMessages();
  const announce = useAnnounce();
  const isOffice = useMe()?.duties.includes("office") ?? false;
  const [text, setText] = useState({
    ministry: entry?.ministry ?? "",
    what: entry?.what ?? "",
    clause: entry?.clause ?? "",
    department: entry?.department ?? "",
    contact: entry?.contact ?? "",
    followUpOn: entry?.followUpOn ?? "",
  });
  const [kind, setKind] = useState<RequestKind>(entry?.kind ?? "authority");
  const [lead, setLead] = useState<ChosenUnit | null>(entry?.leadUnit ?? null);
  const [tasks, setTasks] = useState(given);
  const [tried, setTried] = useState(false);
  const mutation = useMutation({
    mutationFn: () => {
      const fields = {
        ministry: text.ministry.trim(),
        kind,
        what: text.what.trim(),
        clause: text.clause.trim() || null,
        department: text.department.trim() || null,
        contact: text.contact.trim() || null,
        followUpOn: text.followUpOn || null,
        taskIds: tasks.map((task) => task.id as TaskId),
        ...(lead ? { leadUnitId: lead.id as UnitId } : {}),
      };
      return entry
        ? api.ministries.changeEntry({
            programmeId: entry.programmeId,
            entryId: entry.id,
            version: entry.version,
            ...fields,
          })
        : api.ministries.addEntry({ programmeId: programmeId as ProgrammeId, ...fields });
    },
    onSuccess: async (next) => {
      await queries.invalidateQueries({ queryKey: ["ministries", programmeId] });
      announce(say(words.saved, { number: next.number }));
      onSaved?.(next);
      onClose();
    },
  });
  const lacks = { ministry: text.ministry.trim().length < 2, what: text.what.trim().length < 2 };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!lacks.ministry && !lacks.what && !mutation.isPending) mutation.mutate();
  };
  const field = (
    name: keyof typeof text,
    label: Label,
    draw: (
      control: FieldControl & { value: string; onChange: (event: { target: { value: string } }) => void },
    ) => ReactNode,
    hint?: Label,
  ) => {
    const required = name === "ministry" || name === "what";
    const missing = required && tried && lacks[name];
    return (
      <Field
        label={say(label)}
        required={required}
        hint={hint ? say(hint) : undefined}
        error={missing ? say("needText", { what: say(label) }) : undefined}
      >
        {(control) =>
          draw({
            ...control,
            value: text[name],
            onChange: (event) => setText((now) => ({ ...now, [name]: event.target.value })),
          })
        }
      </Field>
    );
  };
  return (
    <Dialog title={say(entry ? words.change : words.add)} wide onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <div className="dispatch-pair">
          {field("ministry", words.ministry, (control) => (
            <input {...control} maxLength={60} />
          ))}
          <Field label={say(words.kind)} required>
            {(control) => (
              <Select
                {...control}
                value={kind}
                choices={Object.entries(requestKinds).map(([value, label]) => ({ value, label: word(label) }))}
                onChoose={(value) => setKind(value as RequestKind)}
              />
            )}
          </Field>
        </div>
        {field("what", words.what, (control) => (
          <textarea {...control} rows={3} maxLength={1000} />
        ))}
        {field(
          "clause",
          words.clause,
          (control) => (
            <textarea {...control} rows={2} maxLength={2000} />
          ),
          words.clauseHint,
        )}
        <TaskPicker programmeId={programmeId} tasks={tasks} onChange={setTasks} />
        <div className="dispatch-pair">
          {isOffice || !entry ? (
            <Field label={say(words.lead)} hint={entry ? undefined : say(words.leadHint)}>
              {(control) => <UnitSelect id={control.id} chosen={lead} onChoose={setLead} />}
            </Field>
          ) : null}
          {field(
            "followUpOn",
            words.followUp,
            (control) => (
              <input {...control} type="date" min={localToday()} />
            ),
            words.followUpHint,
          )}
          {field("department", words.department, (control) => (
            <input {...control} maxLength={120} />
          ))}
          {field(
            "contact",
            words.contact,
            (control) => (
              <input {...control} maxLength={120} />
            ),
            words.contactHint,
          )}
        </div>
        <RefusalNotice error={mutation.error} />
        <div className="dialog-acts">
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button type="submit" kind="do" busy={mutation.isPending}>
            {say(entry ? "save" : words.add)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Tasks are found by a word or number, and stand as chips. */
function TaskPicker({
  programmeId,
  tasks,
  onChange,
}: {
  programmeId: string;
  tasks: readonly LinkedTask[];
  onChange: (tasks: readonly LinkedTask[]) => void;
}) {
  const { say } = useMessages();
  const [q, setQ] = useState("");
  const { data } = useQuery({
    queryKey: ["tasks", programmeId, "list", "pick", q],
    queryFn: ({ signal }) => api.tasks.listTasks({ programmeId: programmeId as ProgrammeId, limit: 8, q }, { signal }),
    enabled: q.trim().length > 0,
  });
  const found = (q.trim() ? (data?.items ?? []) : []).filter((task) => !tasks.some((one) => one.id === task.id));
  const titleOf = (task: { number: string | null; shortTitle: string }) =>
    task.number ? `${task.number}. ${task.shortTitle}` : task.shortTitle;
  return (
    <div className="field">
      <span className="field-hint">{say(words.tasks)}</span>
      {tasks.length > 0 ? (
        <ul className="ministry-tasks">
          {tasks.map((task) => (
            <li key={task.id} className="chip">
              <span>{task.title}</span>
              <button
                type="button"
                aria-label={say(words.removeTask, { title: task.title })}
                onClick={() => onChange(tasks.filter((one) => one.id !== task.id))}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <input
        className="input"
        type="search"
        aria-label={say(words.addTask)}
        placeholder={say(words.addTask)}
        maxLength={100}
        value={q}
        onChange={(event) => setQ(event.target.value)}
      />
      {found.length > 0 ? (
        <ul className="ministry-found">
          {found.map((task) => (
            <li key={task.id}>
              <Button
                kind="quiet"
                onClick={() => {
                  onChange([...tasks, { id: task.id, title: titleOf(task) }]);
                  setQ("");
                }}
              >
                {titleOf(task)}
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
