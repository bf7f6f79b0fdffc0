// A message in its place: what happened and the mend. Refusals are shown in the chosen language with their request number.
import type { ReactNode } from "react";
import { Refusal } from "../../../http/client.ts";
import { useMessages } from "../messages.tsx";
import { Button } from "./button.tsx";
import "./states.css";

export function Notice({
  kind = "note",
  title,
  children,
  acts,
}: {
  kind?: "note" | "warning" | "error";
  title?: ReactNode;
  children?: ReactNode;
  acts?: ReactNode;
}) {
  return (
    <div className={`notice notice-${kind}`} role={kind === "error" ? "alert" : "note"}>
      <div>
        {title ? <b>{title}</b> : null}
        {children}
      </div>
      {acts ? <div className="notice-acts">{acts}</div> : null}
    </div>
  );
}

/** What the server refused or why it could not be reached; nothing when there is no error. */
export function RefusalNotice({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }) {
  const { say, language } = useMessages();
  if (!error) return null;
  const refusal = error instanceof Refusal ? error : null;
  return (
    <Notice kind="error" acts={onRetry ? <Button onClick={onRetry}>{say("retry")}</Button> : null}>
      <p>{refusal ? refusal.messages[language] : say("offline")}</p>
      {refusal && refusal.places.length > 0 ? (
        <ul className="notice-places">
          {refusal.places.map((place) => (
            <li key={`${place.path ?? ""}${place.row ?? ""}${place.column ?? ""}${place.code}`}>
              {place.path ? `${place.path}: ` : ""}
              {place[language]}
            </li>
          ))}
        </ul>
      ) : null}
      {refusal?.requestId ? <small>{say("requestNumber", { id: refusal.requestId })}</small> : null}
    </Notice>
  );
}
