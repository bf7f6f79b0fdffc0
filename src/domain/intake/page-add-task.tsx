// A task that was not found in the text: by the sentence it stands in, or typed; what else it needs is filled in where tasks are edited.
import { type FormEvent, useState } from "react";
import { useMessages } from "../../app/web/messages.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Dialog } from "../../app/web/ui/confirm-note.tsx";
import { Field } from "../../app/web/ui/field.tsx";
import { Select } from "../../app/web/ui/select.tsx";
import type { AddedTask, Import } from "./model.ts";
import { words } from "./page-words.ts";

/** Characters of a sentence in the list. */
const shownLength = 60;

/** Sentences on which no task stands yet. */
const freeSentences = ({ elements, tasks }: Import) =>
  elements.filter(
    (element) =>
      (element.kind === "sentence" || element.kind === "row") &&
      element.text.length > 3 &&
      !tasks.some((task) => !task.dropped && task.start < element.end && task.end > element.start),
  );

export function AddTask({
  plan,
  onAdd,
  onClose,
}: {
  plan: Import;
  onAdd: (task: AddedTask) => void;
  onClose: () => void;
}) {
  const { say } = useMessages();
  const [sentences] = useState(() => freeSentences(plan));
  const [place, setPlace] = useState("");
  const [text, setText] = useState("");
  const [number, setNumber] = useState("");
  const [lead, setLead] = useState("");
  const [support, setSupport] = useState("");
  const [tried, setTried] = useState(false);
  const chosen = sentences.find((one) => String(one.start) === place);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (text.trim() === "") return;
    onAdd({
      key: `H${Date.now() % 1_000_000_000_000 || 1}`,
      number: number.trim() || null,
      text: text.trim(),
      path: chosen?.path ?? [],
      lead: unitsIn(lead),
      support: unitsIn(support),
      start: chosen?.start ?? 0,
      end: chosen?.end ?? 0,
    });
  };
  return (
    <Dialog title={say(words.addTask)} wide onClose={onClose}>
      <form className="task-form" onSubmit={submit} noValidate>
        <Field label={say(words.addTaskSentence)} hint={say(words.addTaskSentenceHint)}>
          {(control) => (
            <Select
              {...control}
              value={place}
              empty={say(words.addTaskNoSentence)}
              choices={sentences.map((one) => ({
                value: String(one.start),
                label: one.text.length > shownLength ? `${one.text.slice(0, shownLength)}…` : one.text,
              }))}
              onChoose={(value) => {
                setPlace(value);
                const sentence = sentences.find((one) => String(one.start) === value);
                if (sentence) setText(sentence.text);
              }}
            />
          )}
        </Field>
        <Field
          label={say(words.importTaskText)}
          required
          error={tried && text.trim() === "" ? say(words.importTextNeeded) : undefined}
        >
          {(control) => (
            <textarea
              {...control}
              lang="zh-CN"
              rows={4}
              maxLength={20_000}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        <div className="task-form-row">
          <Field label={say(words.importNumber)}>
            {(control) => (
              <input {...control} maxLength={20} value={number} onChange={(event) => setNumber(event.target.value)} />
            )}
          </Field>
          <Field label={say(words.importLead)} hint={say(words.addTaskUnitsHint)}>
            {(control) => (
              <input {...control} lang="zh-CN" value={lead} onChange={(event) => setLead(event.target.value)} />
            )}
          </Field>
          <Field label={say(words.importSupport)}>
            {(control) => (
              <input {...control} lang="zh-CN" value={support} onChange={(event) => setSupport(event.target.value)} />
            )}
          </Field>
        </div>
        <div className="dialog-acts">
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button type="submit" kind="do">
            {say(words.addTask)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Unit names as people type them, one after the other. */
const unitsIn = (text: string) => [
  ...new Set(
    text
      .split(/[、,，;；\n]/u)
      .map((name) => name.trim())
      .filter(Boolean),
  ),
];
