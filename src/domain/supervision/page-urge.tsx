// Urging by hand: whom it reaches is shown before anything is sent; why it is not possible now is said in its place.
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import { useMe } from "../../app/web/session.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Dialog } from "../../app/web/ui/confirm-note.tsx";
import { Field } from "../../app/web/ui/field.tsx";
import { Notice, RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import type { Decision } from "../../kernel/access.ts";
import type { ProgrammeId } from "../pilot/model.ts";
import type { TaskId } from "../tasks/model.ts";
import type { Order } from "./model.ts";
import { type Handler, handlerParts, type Reminder, type UrgingPreview } from "./model-reminder.ts";
import { useOrderChange } from "./page-order-change.tsx";
import { words } from "./page-words.ts";
import { explainRefusal } from "./rules.ts";

interface Urging {
  programmeId: string;
  id: string;
  title: string;
  preview: (signal: AbortSignal) => Promise<UrgingPreview>;
  urge: (text: string) => Promise<Reminder>;
}

/** May somebody with these duties urge at all? Which matters, the server says. */
export const mayUrgeAtAll = (duties: readonly string[]) => duties.includes("office") || duties.includes("group");

export function UrgeTaskDialog({
  programmeId,
  taskId,
  onClose,
}: {
  programmeId: string;
  taskId: string;
  onClose: () => void;
}) {
  const { say } = useMessages();
  const at = { programmeId: programmeId as ProgrammeId, taskId: taskId as TaskId };
  return (
    <UrgeDialog
      programmeId={programmeId}
      id={taskId}
      title={say(words.urge)}
      preview={(signal) => api.supervision.previewTaskUrging(at, { signal })}
      urge={(text) => api.supervision.urgeTask({ ...at, text })}
      onClose={onClose}
    />
  );
}

const restingStates = ["closed", "escalated", "dismissed", "withdrawn"];

export function UrgeOrder({ order }: { order: Order }) {
  const { say } = useMessages();
  const at = { programmeId: order.programmeId, orderId: order.id };
  if (restingStates.includes(order.state)) return null;
  return (
    <Urge
      programmeId={order.programmeId}
      id={order.id}
      title={say(words.urgeTitle, { what: order.number ?? say(words.paper) })}
      preview={(signal) => api.supervision.previewOrderUrging(at, { signal })}
      urge={(text) => api.supervision.urgeOrder({ ...at, text })}
    />
  );
}

function Urge(urging: Urging) {
  const { say } = useMessages();
  const me = useMe();
  const [asked, setAsked] = useState(false);
  if (!mayUrgeAtAll(me?.duties ?? [])) return null;
  return (
    <>
      <Button className="no-print" onClick={() => setAsked(true)}>
        {say(words.urge)}
      </Button>
      {asked ? <UrgeDialog {...urging} onClose={() => setAsked(false)} /> : null}
    </>
  );
}

function UrgeDialog({ programmeId, id, title, preview, urge, onClose }: Urging & { onClose: () => void }) {
  const { say, language } = useMessages();
  const change = useOrderChange(programmeId);
  const [text, setText] = useState(say(words.urgeDefault));
  const found = useQuery({
    queryKey: ["reminders", programmeId, "preview", id],
    queryFn: ({ signal }) => preview(signal),
    staleTime: 0,
  });
  const why = found.data ? explainRefusal(found.data.ability as Decision, language) : "";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!found.data?.ability.allowed || text.trim() === "" || change.busy) return;
    const count = new Set(found.data.handlers.flatMap((handler) => handler.people.map((person) => person.id))).size;
    change.run(() => urge(text.trim()), say(words.urged, { count }), onClose);
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <RefusalNotice error={found.error} onRetry={() => void found.refetch()} />
        {found.isPending && !found.error ? <Skeleton lines={3} /> : null}
        {found.data && found.data.handlers.length > 0 ? <Handlers handlers={found.data.handlers} /> : null}
        {why ? <Notice kind="warning">{why}</Notice> : null}
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
        <RefusalNotice error={change.error} />
        <div className="dialog-acts">
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button type="submit" kind="do" busy={change.busy} why={why || undefined}>
            {say(words.urge)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Units with everybody who is reached there. */
export function Handlers({ handlers }: { handlers: readonly Handler[] }) {
  const { say, word, list } = useMessages();
  return (
    <div className="order-handlers">
      <p className="muted">{say(words.urgeReaches)}</p>
      <ul>
        {handlers.map((handler) => (
          <li key={`${handler.part}${handler.unitId}`}>
            <b>{handler.unitName}</b> <span className="muted">{word(handlerParts[handler.part])}</span>
            <br />
            {handler.people.length > 0 ? (
              list(handler.people.map((person) => person.name))
            ) : (
              <span className="order-late">{say(words.urgeNobody)}</span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
