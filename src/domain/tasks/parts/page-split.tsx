// Divides a task into parts: what, by whom, by when; a row for each.
import { type FormEvent, useState } from "react";
import { api } from "../../../app/web/api.ts";
import { localToday, useMessages } from "../../../app/web/messages.tsx";
import { Button } from "../../../app/web/ui/button.tsx";
import { Dialog } from "../../../app/web/ui/confirm-note.tsx";
import { Field } from "../../../app/web/ui/field.tsx";
import { Notice, RefusalNotice } from "../../../app/web/ui/notice.tsx";
import { type ChosenUnit, UnitSelect } from "../../../app/web/ui/unit-select.tsx";
import type { UnitId } from "../../organisations/model.ts";
import type { Task } from "../model.ts";
import { mostParts } from "../model-parts.ts";
import { useTaskChange } from "../page-task-change.tsx";
import { words as taskWords } from "../page-words.ts";
import { taskActs } from "../rules.ts";
import { words } from "../steps/page-steps-words.ts";

interface Row {
  key: string;
  text: string;
  lead: ChosenUnit | null;
  dueOn: string;
  weight: number;
}

const newRow = (): Row => ({ key: crypto.randomUUID(), text: "", lead: null, dueOn: "", weight: 1 });

export function SplitTask({ task, onClose }: { task: Task; onClose: () => void }) {
  const { say, word } = useMessages();
  const [rows, setRows] = useState<Row[]>(() => [newRow()]);
  const [tried, setTried] = useState(false);
  const change = useTaskChange(task);
  const title = word(taskActs.split);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (change.busy || rows.some((row) => !row.text.trim() || !row.lead)) return;
    const parts = rows.map(({ text, lead, dueOn, weight }) => ({
      text: text.trim(),
      leadIds: [lead?.id as UnitId],
      weight,
      dueOn: dueOn || null,
    }));
    change.run((at) => api.tasks.splitTask({ ...at, parts } as never), say(taskWords.actDone, { act: title }), onClose);
  };
  const set = (key: string, part: Partial<Row>) =>
    setRows((all) => all.map((row) => (row.key === key ? { ...row, ...part } : row)));
  const room = mostParts - (task.parts?.count ?? 0);
  return (
    <Dialog title={title} wide onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <p className="task-confirm serif">{task.text}</p>
        {rows.map((row, index) => (
          <PartRow
            key={row.key}
            row={row}
            index={index}
            latest={task.dueOn}
            tried={tried}
            onSet={(part) => set(row.key, part)}
            onRemove={rows.length > 1 ? () => setRows((all) => all.filter((other) => other.key !== row.key)) : null}
          />
        ))}
        {rows.length < room ? (
          <div>
            <Button onClick={() => setRows((all) => [...all, newRow()])}>{say(words.addPart)}</Button>
          </div>
        ) : null}
        <RefusalNotice error={change.error} />
        {change.stale ? <Notice kind="warning" title={say("staleTitle")} /> : null}
        <div className="dialog-acts">
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button type="submit" kind="do" busy={change.busy}>
            {title}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function PartRow({
  row,
  index,
  latest,
  tried,
  onSet,
  onRemove,
}: {
  row: Row;
  index: number;
  latest: string | null;
  tried: boolean;
  onSet: (part: Partial<Row>) => void;
  onRemove: (() => void) | null;
}) {
  const { say } = useMessages();
  const need = (missing: boolean, what: string) => (tried && missing ? say(words.needed, { what }) : undefined);
  return (
    <fieldset className="part-row">
      <legend>
        {index + 1}
        {onRemove ? (
          <Button kind="quiet" aria-label={`${say(taskWords.remove)} ${index + 1}`} onClick={onRemove}>
            {say(taskWords.remove)}
          </Button>
        ) : null}
      </legend>
      <Field label={say(words.partText)} required error={need(!row.text.trim(), say(words.partText))}>
        {(control) => (
          <textarea
            {...control}
            rows={2}
            maxLength={2000}
            value={row.text}
            onChange={(event) => onSet({ text: event.target.value })}
          />
        )}
      </Field>
      <div className="part-row-line">
        <Field label={say(words.partLead)} required error={need(!row.lead, say(words.partLead))}>
          {(control) => (
            <UnitSelect
              id={control.id}
              describedBy={control["aria-describedby"]}
              chosen={row.lead}
              onChoose={(lead) => onSet({ lead })}
            />
          )}
        </Field>
        <Field label={say(words.partDue)} hint={say(words.partDueHint)}>
          {(control) => (
            <input
              {...control}
              type="date"
              min={localToday()}
              {...(latest ? { max: latest } : {})}
              value={row.dueOn}
              onChange={(event) => onSet({ dueOn: event.target.value })}
            />
          )}
        </Field>
        <Field label={say(words.partWeight)}>
          {(control) => (
            <input
              {...control}
              type="number"
              min={1}
              max={100}
              value={row.weight}
              onChange={(event) =>
                onSet({ weight: Math.min(100, Math.max(1, Math.round(Number(event.target.value)) || 1)) })
              }
            />
          )}
        </Field>
      </div>
    </fieldset>
  );
}
