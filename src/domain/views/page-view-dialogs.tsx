// What is asked before a view is kept, renamed or dropped; what was typed stays when it is refused.
import { type FormEvent, type ReactNode, useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { ConfirmNote, Dialog } from "../../app/web/ui/confirm-note.tsx";
import { Field } from "../../app/web/ui/field.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import type { SavedView, ViewList, ViewQuery } from "./model.ts";
import { useViewChange } from "./page-view-change.tsx";
import { words } from "./page-words.ts";

interface Asking {
  programmeId: string;
  onClose: () => void;
}

/** The address of a view: where it is and which version was on the screen. */
export const viewAt = (view: SavedView) => ({
  programmeId: view.programmeId,
  viewId: view.id,
  version: view.version,
});

export function SaveView({
  programmeId,
  list,
  query,
  start,
  onSaved,
  onClose,
}: Asking & { list: ViewList; query: ViewQuery; start: string; onSaved: (view: SavedView) => void }) {
  const { say } = useMessages();
  const change = useViewChange(programmeId);
  const [shared, setShared] = useState(false);
  return (
    <TitleForm
      title={say(words.saveAs)}
      start={start}
      busy={change.busy}
      error={change.error}
      onClose={onClose}
      onTitle={(title) =>
        change.run(
          () => api.views.addView({ programmeId, list, title, query, shared }),
          words.didSave,
          { title },
          (view) => {
            onClose();
            onSaved(view);
          },
        )
      }
    >
      <label className="view-check">
        <input type="checkbox" checked={shared} onChange={(event) => setShared(event.target.checked)} />
        {say(words.shareNow)}
      </label>
      <p className="muted">{say(words.what)}</p>
    </TitleForm>
  );
}

export function RenameView({ programmeId, view, onClose }: Asking & { view: SavedView }) {
  const { say } = useMessages();
  const change = useViewChange(programmeId);
  return (
    <TitleForm
      title={say(words.renameTitle)}
      start={view.title}
      busy={change.busy}
      error={change.error}
      onClose={onClose}
      onTitle={(title) =>
        change.run(() => api.views.changeView({ ...viewAt(view), title }), words.didUpdate, { title }, onClose)
      }
    />
  );
}

export function DropView({
  programmeId,
  view,
  onDropped,
  onClose,
}: Asking & { view: SavedView; onDropped?: () => void }) {
  const { say } = useMessages();
  const change = useViewChange(programmeId);
  return (
    <ConfirmNote
      title={say(words.dropTitle, { title: view.title })}
      verb={say(words.drop)}
      danger
      busy={change.busy}
      error={change.error}
      onCancel={onClose}
      onConfirm={() =>
        change.run(
          () => api.views.dropView(viewAt(view)),
          words.didDrop,
          { title: view.title },
          () => {
            onClose();
            onDropped?.();
          },
        )
      }
    >
      <p>{say(words.dropNext)}</p>
      {view.state === "shared" ? <p>{say(words.dropShared)}</p> : null}
    </ConfirmNote>
  );
}

function TitleForm({
  title,
  start,
  busy,
  error,
  children,
  onTitle,
  onClose,
}: {
  title: string;
  start: string;
  busy: boolean;
  error: unknown;
  children?: ReactNode;
  onTitle: (title: string) => void;
  onClose: () => void;
}) {
  const { say } = useMessages();
  const [text, setText] = useState(start);
  const [missing, setMissing] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const lacks = text.trim() === "";
    setMissing(lacks);
    if (!lacks && !busy) onTitle(text.trim());
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <Field label={say(words.title)} required error={missing ? say(words.titleMissing) : undefined}>
          {(control) => (
            <input
              {...control}
              autoFocus
              maxLength={40}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        {children}
        <RefusalNotice error={error} />
        <div className="dialog-acts">
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button type="submit" kind="do" busy={busy}>
            {say("save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
