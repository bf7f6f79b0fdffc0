// Urging the tasks chosen in the ledger: which may be urged and whom it reaches is shown before anything is sent.
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api } from "../../app/web/api.ts";
import type { PickedActProps } from "../../app/web/ledger-act.ts";
import { useMessages } from "../../app/web/messages.tsx";
import { queries } from "../../app/web/queries.ts";
import { useMe } from "../../app/web/session.tsx";
import { useAnnounce } from "../../app/web/ui/announcer.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Dialog } from "../../app/web/ui/confirm-note.tsx";
import { Field } from "../../app/web/ui/field.tsx";
import { Notice, RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import type { ProgrammeId } from "../pilot/model.ts";
import type { TaskId } from "../tasks/model.ts";
import { mostUrged, type UrgedTasks } from "./model-reminder.ts";
import { mayUrgeAtAll } from "./page-urge.tsx";
import { words } from "./page-words.ts";

export function UrgePicked({ programmeId, tasks }: PickedActProps) {
  const { say } = useMessages();
  const me = useMe();
  const [asked, setAsked] = useState<PickedActProps["tasks"] | null>(null);
  if (!mayUrgeAtAll(me?.duties ?? [])) return null;
  return (
    <>
      <Button
        why={tasks.length > mostUrged ? say(words.urgeTooMany, { most: mostUrged }) : undefined}
        onClick={() => setAsked(tasks)}
      >
        {say(words.urgeMany, { count: tasks.length })}
      </Button>
      {asked ? <UrgeMany programmeId={programmeId} tasks={asked} onClose={() => setAsked(null)} /> : null}
    </>
  );
}

function UrgeMany({ programmeId, tasks, onClose }: PickedActProps & { onClose: () => void }) {
  const { say } = useMessages();
  const announce = useAnnounce();
  const [text, setText] = useState(say(words.urgeDefault));
  const asked = { programmeId: programmeId as ProgrammeId, taskIds: tasks.map((task) => task.id as TaskId) };
  const preview = useQuery({
    queryKey: ["reminders", programmeId, "preview", ...asked.taskIds],
    queryFn: ({ signal }) => api.supervision.previewUrging(asked, { signal }),
    staleTime: 0,
  });
  const urging = useMutation({
    mutationFn: () => api.supervision.urgeTasks({ ...asked, text: text.trim() }),
    onSuccess: async ({ items, people }) => {
      await queries.invalidateQueries({ queryKey: ["reminders", programmeId] });
      const count = items.filter((item) => item.outcome === "urged").length;
      announce(say(words.urgedMany, { count, people: people.length }));
      onClose();
    },
  });
  const may = preview.data?.items.filter((item) => item.outcome === "ready").length ?? 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (may > 0 && text.trim() !== "" && !urging.isPending) urging.mutate();
  };
  return (
    <Dialog title={say(words.urgeManyTitle, { count: tasks.length })} wide onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <RefusalNotice error={preview.error} onRetry={() => void preview.refetch()} />
        {preview.isPending && !preview.error ? <Skeleton lines={3} /> : null}
        {preview.data ? <Whom tasks={tasks} found={preview.data} may={may} /> : null}
        <Field
          label={say(words.urgeText)}
          required
          error={text.trim() === "" ? say("needText", { what: say(words.urgeText) }) : undefined}
        >
          {(control) => (
            <textarea
              {...control}
              rows={3}
              maxLength={500}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        <RefusalNotice error={urging.error} />
        <div className="dialog-acts">
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button
            type="submit"
            kind="do"
            busy={urging.isPending}
            why={preview.data && may === 0 ? say(words.urgeManyNone) : undefined}
          >
            {say(words.urge)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Units with those who are reached there, and the tasks that may not be urged with the reason. */
function Whom({ tasks, found, may }: { tasks: PickedActProps["tasks"]; found: UrgedTasks; may: number }) {
  const { say, list, language } = useMessages();
  const titles = new Map(tasks.map((task) => [task.id, task.title]));
  const refused = found.items.filter((item) => item.outcome === "refused");
  const units = [...Map.groupBy(found.people, (person) => person.unitName)];
  return (
    <>
      {may > 0 ? (
        <div className="order-handlers">
          <p className="muted">{say(words.urgeManyMay, { may, people: found.people.length })}</p>
          <ul>
            {units.map(([unit, people]) => (
              <li key={unit}>
                <b>{unit}</b> {list(people.map((person) => person.name))}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {refused.length > 0 ? (
        <Notice kind="warning" title={say(words.urgeManyNot, { count: refused.length })}>
          <ul>
            {refused.map((item) => (
              <li key={item.taskId}>
                {titles.get(item.taskId)} · {item.messages?.[language]}
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
    </>
  );
}
