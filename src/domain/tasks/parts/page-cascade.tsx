// Hands a task down to chosen districts and platforms in one act; each gets a part that it leads.
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api } from "../../../app/web/api.ts";
import { localToday, useMessages } from "../../../app/web/messages.tsx";
import { Button } from "../../../app/web/ui/button.tsx";
import { Dialog } from "../../../app/web/ui/confirm-note.tsx";
import { Field } from "../../../app/web/ui/field.tsx";
import { Notice, RefusalNotice } from "../../../app/web/ui/notice.tsx";
import { Skeleton } from "../../../app/web/ui/skeleton.tsx";
import { unitKinds } from "../../organisations/model.ts";
import type { Task } from "../model.ts";
import { mostParts, type PlaceChoice } from "../model-parts.ts";
import { useTaskChange } from "../page-task-change.tsx";
import { words as taskWords } from "../page-words.ts";
import { taskActs } from "../rules.ts";
import { words } from "../steps/page-steps-words.ts";

export function CascadeTask({ task, onClose }: { task: Task; onClose: () => void }) {
  const { say, word } = useMessages();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [text, setText] = useState("");
  const [dueOn, setDueOn] = useState("");
  const [tried, setTried] = useState(false);
  const change = useTaskChange(task);
  const title = word(taskActs.cascade);
  const places = useQuery({
    queryKey: ["tasks", task.programmeId, "places", task.id, task.version],
    queryFn: ({ signal }) => api.tasks.listPlaceChoices({ programmeId: task.programmeId, taskId: task.id }, { signal }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (change.busy || chosen.size === 0) return;
    const given = { unitIds: [...chosen], dueOn: dueOn || null, ...(text.trim() ? { text: text.trim() } : {}) };
    change.run(
      (at) => api.tasks.cascadeTask({ ...at, ...given } as never),
      say(taskWords.actDone, { act: title }),
      onClose,
    );
  };
  return (
    <Dialog title={title} wide onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <p className="task-confirm serif">{task.text}</p>
        <RefusalNotice error={places.error} onRetry={() => void places.refetch()} />
        {places.data ? (
          <Places choices={places.data.items} chosen={chosen} onChoose={setChosen} />
        ) : places.error ? null : (
          <Skeleton lines={6} />
        )}
        {tried && chosen.size === 0 ? (
          <p className="field-error" role="alert">
            {say(words.cascadeNone)}
          </p>
        ) : null}
        <Field label={say(words.cascadeText)}>
          {(control) => (
            <textarea
              {...control}
              rows={3}
              maxLength={2000}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        <Field label={say(words.partDue)} hint={say(words.partDueHint)}>
          {(control) => (
            <input
              {...control}
              type="date"
              min={localToday()}
              {...(task.dueOn ? { max: task.dueOn } : {})}
              value={dueOn}
              onChange={(event) => setDueOn(event.target.value)}
            />
          )}
        </Field>
        <RefusalNotice error={change.error} />
        {change.stale ? <Notice kind="warning" title={say("staleTitle")} /> : null}
        <div className="dialog-acts">
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button type="submit" kind="do" busy={change.busy}>
            {chosen.size > 0 ? say(words.cascadeVerb, { count: chosen.size }) : title}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function Places({
  choices,
  chosen,
  onChoose,
}: {
  choices: readonly PlaceChoice[];
  chosen: ReadonlySet<string>;
  onChoose: (chosen: ReadonlySet<string>) => void;
}) {
  const { say, word } = useMessages();
  const free = choices.filter((one) => !one.hasPart);
  const districts = free.filter((one) => one.kind === "district").map((one) => one.unitId as string);
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChoose(next);
  };
  return (
    <fieldset className="places">
      <legend>{say(words.cascadeChoose)}</legend>
      <p className="places-bar">
        <Button onClick={() => onChoose(new Set([...chosen, ...districts].slice(0, mostParts)))}>
          {say(words.cascadeAll)}
        </Button>
        <Button onClick={() => onChoose(new Set())}>{say(words.cascadeClear)}</Button>
        <span className="muted" role="status">
          {say(words.cascadeChosen, { count: chosen.size })}
        </span>
      </p>
      {(["district", "platform"] as const).map((kind) => {
        const some = choices.filter((one) => one.kind === kind);
        return some.length === 0 ? null : (
          <div key={kind}>
            <p className="muted">{word(unitKinds[kind])}</p>
            <ul className="places-list">
              {some.map((one) => (
                <li key={one.unitId}>
                  <label>
                    <input
                      type="checkbox"
                      disabled={one.hasPart}
                      checked={one.hasPart || chosen.has(one.unitId)}
                      onChange={() => toggle(one.unitId)}
                    />
                    {one.shortName}
                    {one.hasPart ? <span className="muted">{say(words.cascadeHas)}</span> : null}
                  </label>
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </fieldset>
  );
}
