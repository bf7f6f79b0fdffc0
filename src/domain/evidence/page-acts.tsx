// What may be done with a piece of evidence, read from its abilities; what is not one's part is not offered.
import { useRef, useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { ConfirmNote } from "../../app/web/ui/confirm-note.tsx";
import type { Evidence } from "./model.ts";
import { type EvidencePlace, pieceAt, useEvidenceChange } from "./page-change.tsx";
import { EvidenceForm, type FormAsked } from "./page-forms.tsx";
import type { Uploads } from "./page-uploads.tsx";
import { words } from "./page-words.ts";
import { type EvidenceAct, evidenceActs } from "./rules.ts";

const operations = {
  accept: api.evidence.acceptEvidence,
  query: api.evidence.queryEvidence,
  reject: api.evidence.rejectEvidence,
  withdraw: api.evidence.withdrawEvidence,
  lock: api.evidence.lockEvidence,
};
type NotedAct = keyof typeof operations;
const noted = Object.keys(operations) as NotedAct[];

export function PieceActs({ place, piece, uploads }: { place: EvidencePlace; piece: Evidence; uploads: Uploads }) {
  const { say, word, language } = useMessages();
  const [asked, setAsked] = useState<NotedAct | null>(null);
  const [form, setForm] = useState<FormAsked | null>(null);
  const input = useRef<HTMLInputElement>(null);
  /** Undefined: not offered at all. Empty: it may be done. */
  const whyNot = (act: EvidenceAct): string | undefined => {
    const ability = piece.abilities[act];
    if (!ability || ability.code === "act.not-your-part" || ability.code === "act.wrong-state") return undefined;
    return ability.allowed ? "" : (ability[language] ?? "");
  };
  const offered = noted.filter((act) => whyNot(act) !== undefined);
  const mayReplace = whyNot("replace") === "";
  const mayEdit = whyNot("edit") === "";
  if (offered.length === 0 && !mayReplace && !mayEdit) return null;
  return (
    <div className="evidence-acts no-print">
      {mayReplace ? (
        <Button
          kind="quiet"
          onClick={() => (piece.form === "file" ? input.current?.click() : setForm({ form: "replaceLink", piece }))}
        >
          {say(piece.form === "file" ? words.replaceFile : words.replaceLink)}
        </Button>
      ) : null}
      {mayEdit ? (
        <Button kind="quiet" onClick={() => setForm({ form: "edit", piece })}>
          {say(words.edit)}
        </Button>
      ) : null}
      {offered.map((act) => (
        <Button key={act} kind="quiet" why={whyNot(act)} onClick={() => setAsked(act)}>
          {word(evidenceActs[act])}
        </Button>
      ))}
      <input
        ref={input}
        type="file"
        hidden
        aria-label={say(words.replaceFile)}
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) uploads.take([file], piece);
          event.target.value = "";
        }}
      />
      {asked ? <ActQuestion place={place} piece={piece} act={asked} onClose={() => setAsked(null)} /> : null}
      {form ? <EvidenceForm place={place} asked={form} onClose={() => setForm(null)} /> : null}
    </div>
  );
}

function ActQuestion({
  place,
  piece,
  act,
  onClose,
}: {
  place: EvidencePlace;
  piece: Evidence;
  act: NotedAct;
  onClose: () => void;
}) {
  const { say, word } = useMessages();
  const change = useEvidenceChange(place);
  const label = word(evidenceActs[act]);
  return (
    <ConfirmNote
      title={say(words.did, { title: piece.title, act: label })}
      verb={label}
      note={evidenceActs[act].note}
      danger={act === "withdraw" || act === "lock"}
      busy={change.busy}
      error={change.error}
      onCancel={onClose}
      onConfirm={(note) =>
        change.run(
          () => operations[act]({ ...pieceAt(piece), ...(note ? { note } : {}) }),
          say(words.did, { title: piece.title, act: label }),
          onClose,
        )
      }
    />
  );
}
