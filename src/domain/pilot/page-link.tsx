// Hanging an existing task on a sentence: search the ledger, choose one, say why if wanted.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useDeferredValue, useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import { useAnnounce } from "../../app/web/ui/announcer.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Dialog } from "../../app/web/ui/confirm-note.tsx";
import { Field } from "../../app/web/ui/field.tsx";
import { Light } from "../../app/web/ui/light.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import type { Stop } from "./layout.ts";
import type { Behind, Plan } from "./model.ts";
import { type TaskRow, unitsOf } from "./page-tasks.tsx";
import { words } from "./page-words.ts";

export function LinkDialog({
  plan,
  stop,
  linked,
  onClose,
}: {
  plan: Plan;
  stop: Stop;
  linked: readonly Behind[];
  onClose: () => void;
}) {
  const { say } = useMessages();
  const announce = useAnnounce();
  const queries = useQueryClient();
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState<TaskRow | null>(null);
  const [note, setNote] = useState("");
  const q = useDeferredValue(text.trim());
  const programmeId = plan.programme.id;
  const found = useQuery({
    queryKey: ["tasks", programmeId, "to link", q],
    queryFn: ({ signal }) => api.tasks.listTasks({ programmeId, limit: 20, ...(q ? { q } : {}) }, { signal }),
    placeholderData: (before) => before,
  });
  const link = useMutation({
    mutationFn: (task: TaskRow) =>
      api.pilot.linkSentence({
        programmeId,
        contentKey: stop.keys[0] as string,
        targetKind: "task",
        targetId: task.id,
        ...(note.trim() ? { note: note.trim() } : {}),
      }),
    onSuccess: async (_, task) => {
      await queries.invalidateQueries({ queryKey: ["plan", programmeId] });
      announce(say(words.planLinkedTo, { title: task.shortTitle }));
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (chosen && !link.isPending) link.mutate(chosen);
  };
  const has = new Set(linked.map((one) => one.id));
  const items = (found.data?.items ?? []).filter((task) => !has.has(task.id));
  return (
    <Dialog title={say(words.planLinkTitle)} wide onClose={onClose}>
      <form className="link-form" onSubmit={submit}>
        <blockquote lang="zh-CN">{stop.quote}</blockquote>
        <Field label={say(words.planLinkSearch)}>
          {(control) => (
            <input
              {...control}
              type="search"
              maxLength={100}
              value={text}
              autoComplete="off"
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        <fieldset className="link-choices">
          <legend className="sr">{say(words.planTasks)}</legend>
          {items.map((task) => (
            <label key={task.id}>
              <input type="radio" name="task" checked={chosen?.id === task.id} onChange={() => setChosen(task)} />
              <Light light={task.light} compact />
              <span>
                {task.number ? `${task.number}. ` : ""}
                {task.shortTitle}
                <small>{unitsOf(task, "lead").join("、")}</small>
              </span>
            </label>
          ))}
          {items.length === 0 && found.isFetched ? <p className="muted">{say(words.planLinkNone)}</p> : null}
        </fieldset>
        <Field label={say("noteOptional")}>
          {(control) => (
            <input {...control} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
          )}
        </Field>
        <RefusalNotice error={link.error} />
        <div className="dialog-acts">
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button type="submit" kind="do" busy={link.isPending} why={chosen ? undefined : say(words.planLinkChoose)}>
            {say(words.planLink)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
