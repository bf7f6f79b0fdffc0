// Asks before an act: what will happen, and the note where the act requires one. What was typed stays when it is refused.
import { type FormEvent, type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { useMessages } from "../messages.tsx";
import { Button } from "./button.tsx";
import { Field } from "./field.tsx";
import { RefusalNotice } from "./notice.tsx";
import "./dialog.css";

export function ConfirmNote({
  title,
  verb,
  note,
  danger,
  busy,
  error,
  children,
  onConfirm,
  onCancel,
}: {
  title: string;
  verb: string;
  note?: "required" | "optional" | undefined;
  danger?: boolean;
  busy?: boolean;
  error?: unknown;
  children?: ReactNode;
  onConfirm: (note: string | undefined) => void;
  onCancel: () => void;
}) {
  const { say } = useMessages();
  const [text, setText] = useState("");
  const [missing, setMissing] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const lacks = note === "required" && text.trim() === "";
    setMissing(lacks);
    if (!lacks && !busy) onConfirm(text.trim() || undefined);
  };
  return (
    <Dialog title={title} onClose={onCancel}>
      <form onSubmit={submit} noValidate>
        {children}
        {note ? (
          <Field
            label={note === "required" ? say("note") : say("noteOptional")}
            required={note === "required"}
            error={missing ? say("noteRequired") : undefined}
          >
            {(control) => (
              <textarea
                {...control}
                rows={4}
                maxLength={2000}
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
            )}
          </Field>
        ) : null}
        <RefusalNotice error={error} />
        <div className="dialog-acts">
          <Button onClick={onCancel}>{say("cancel")}</Button>
          <Button type="submit" kind={danger ? "danger" : "do"} busy={busy}>
            {verb}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** A question that must be answered first, on the browser's own modal dialog: focus stays in it, Escape leaves. */
export function Dialog({
  title,
  wide,
  onClose,
  children,
}: {
  title: string;
  wide?: boolean;
  onClose: () => void;
  children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const box = dialog.current;
    box?.showModal();
    // Closed before it goes: only then does the browser take the focus back to where it came from.
    return () => box?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={wide ? "dialog dialog-wide" : "dialog"}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div className="dialog-body">
        <h2>{title}</h2>
        {children}
      </div>
    </dialog>
  );
}
