// Entering a link, and correcting title and validity of a piece; what was typed stays when it is refused.
import { type FormEvent, useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Dialog } from "../../app/web/ui/confirm-note.tsx";
import { Field } from "../../app/web/ui/field.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Refusal } from "../../http/client.ts";
import type { Evidence } from "./model.ts";
import { type EvidencePlace, pieceAt, useEvidenceChange } from "./page-change.tsx";
import { words } from "./page-words.ts";

export type FormAsked = { form: "link" } | { form: "replaceLink" | "edit"; piece: Evidence };

/** One form for all three: a new link, another address, other words. */
export function EvidenceForm({
  place,
  asked,
  onClose,
}: {
  place: EvidencePlace;
  asked: FormAsked;
  onClose: () => void;
}) {
  const { say } = useMessages();
  const change = useEvidenceChange(place);
  const piece = "piece" in asked ? asked.piece : null;
  const [title, setTitle] = useState(piece?.title ?? "");
  const [address, setAddress] = useState(asked.form === "replaceLink" ? (piece?.editions[0]?.address ?? "") : "");
  const [validUntil, setValidUntil] = useState(piece?.validUntil ?? "");
  const [declared, setDeclared] = useState("");
  const asksTitle = asked.form !== "replaceLink";
  const asksAddress = asked.form !== "edit";
  const mustDeclare = change.error instanceof Refusal && change.error.code === "evidence.secret-words" && asksAddress;
  const heading = { link: words.link, replaceLink: words.replaceLink, edit: words.edit }[asked.form];

  const send = (): Promise<Evidence> => {
    const more = declared ? { declared } : {};
    if (!piece)
      return api.evidence.addLink({
        programmeId: place.programmeId,
        kind: place.kind,
        subjectId: place.id,
        title,
        address,
        validUntil: validUntil || null,
        ...more,
      });
    if (asked.form === "replaceLink") return api.evidence.replaceLink({ ...pieceAt(piece), address, ...more });
    return api.evidence.editEvidence({ ...pieceAt(piece), title, validUntil: validUntil || null });
  };
  return (
    <Dialog title={say(heading)} onClose={onClose}>
      <form
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          if (!change.busy) change.run(send, say(words.added, { title: title || (piece?.title ?? "") }), onClose);
        }}
      >
        {asksTitle ? (
          <Field label={say(words.title)} required>
            {(control) => (
              <input
                {...control}
                required
                maxLength={120}
                value={title}
                onChange={(event) => setTitle(event.target.value)}
              />
            )}
          </Field>
        ) : null}
        {asksAddress ? (
          <Field label={say(words.address)} hint={say(words.addressHint)} required>
            {(control) => (
              <input
                {...control}
                type="url"
                required
                maxLength={2000}
                value={address}
                onChange={(event) => setAddress(event.target.value)}
              />
            )}
          </Field>
        ) : null}
        {asksTitle ? (
          <Field label={say(words.validUntil)}>
            {(control) => (
              <input
                {...control}
                type="date"
                value={validUntil}
                onChange={(event) => setValidUntil(event.target.value)}
              />
            )}
          </Field>
        ) : null}
        <RefusalNotice error={change.error} />
        {mustDeclare ? (
          <Field label={say(words.declare)} hint={say(words.declareHint)} required>
            {(control) => (
              <input
                {...control}
                maxLength={200}
                value={declared}
                onChange={(event) => setDeclared(event.target.value)}
              />
            )}
          </Field>
        ) : null}
        <div className="dialog-acts">
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button type="submit" kind="do" busy={change.busy}>
            {say(words.save)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
