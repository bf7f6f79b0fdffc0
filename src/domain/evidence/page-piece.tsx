// One piece of evidence: what holds now, what reviewers said of it, and its earlier editions.
import { useMessages } from "../../app/web/messages.tsx";
import { Chip } from "../../app/web/ui/chip.tsx";
import {
  type Evidence,
  type EvidenceEdition,
  evidenceForms,
  evidenceStates,
  readParts,
  remarks,
  virusStates,
} from "./model.ts";
import { PieceActs } from "./page-acts.tsx";
import type { EvidencePlace } from "./page-change.tsx";
import type { Uploads } from "./page-uploads.tsx";
import { words } from "./page-words.ts";

export function Piece({ place, piece, uploads }: { place: EvidencePlace; piece: Evidence; uploads: Uploads }) {
  const { say, word, day } = useMessages();
  const [current, ...earlier] = piece.editions;
  const ended = piece.state === "withdrawn" || piece.state === "locked";
  const isOver = piece.validUntil !== null && !piece.counts && !ended && piece.state !== "rejected";
  return (
    <li className={`evidence-piece ${piece.counts ? "" : "is-void"}`}>
      <div className="evidence-line">
        <b>{piece.title}</b>
        <Chip>{word(evidenceStates[piece.state])}</Chip>
        <span className="muted">{word(evidenceForms[piece.form])}</span>
        {piece.validUntil ? (
          <span className={isOver ? "evidence-over" : "muted"}>
            {say(isOver ? words.expired : words.until, { day: day(piece.validUntil) })}
          </span>
        ) : null}
      </div>
      {piece.endNote ? <p>{say(words.endNote, { note: piece.endNote })}</p> : null}
      {current ? <Edition piece={piece} edition={current} /> : null}
      <PieceActs place={place} piece={piece} uploads={uploads} />
      {earlier.length > 0 ? (
        <details>
          <summary>{say(words.editions, { count: earlier.length })}</summary>
          <ol className="evidence-earlier">
            {earlier.map((edition) => (
              <li key={edition.number}>
                <span className="muted">{say(words.edition, { number: edition.number })}</span>
                <Edition piece={piece} edition={edition} />
              </li>
            ))}
          </ol>
        </details>
      ) : null}
    </li>
  );
}

function Edition({ piece, edition }: { piece: Evidence; edition: EvidenceEdition }) {
  const { say, word, instant } = useMessages();
  return (
    <div className="evidence-edition">
      <p>
        <EditionLink piece={piece} edition={edition} />
        {edition.sizeBytes === null ? null : <span className="muted"> {sizeOf(edition.sizeBytes)}</span>}
      </p>
      <p className="muted">
        {say(words.brought, { unit: edition.unitName, person: edition.uploadedBy, at: instant(edition.uploadedAt) })}
      </p>
      {edition.digest ? (
        <>
          <p className={edition.virus === "hit" ? "evidence-over" : "muted"}>
            {word(virusStates[edition.virus])}
            {edition.virusName ? `（${edition.virusName}）` : ""} · {word(readParts[edition.readPart])}
          </p>
          <p className="evidence-digest" title={say(words.digest)}>
            SHA-256 {edition.digest}
          </p>
        </>
      ) : null}
      {edition.declared ? <p>{say(words.declared, { note: edition.declared })}</p> : null}
      {edition.remark ? (
        <p className="evidence-remark">
          {say(edition.remarkNote ? words.remark : words.remarkBare, {
            remark: word(remarks[edition.remark]),
            note: edition.remarkNote ?? "",
            person: edition.remarkedBy ?? "",
            at: edition.remarkedAt ? instant(edition.remarkedAt) : "",
          })}
        </p>
      ) : null}
    </div>
  );
}

function EditionLink({ piece, edition }: { piece: Evidence; edition: EvidenceEdition }) {
  const { say } = useMessages();
  if (edition.address)
    return (
      <a href={edition.address} target="_blank" rel="noopener noreferrer nofollow" title={say(words.open)}>
        {edition.address}
      </a>
    );
  if (edition.virus === "hit" || piece.state === "locked") return <span>{edition.name}</span>;
  const address = `/api/v1/programmes/${piece.programmeId}/evidence/${piece.id}/editions/${edition.number}/file`;
  return (
    <a href={address} download={edition.name ?? ""} title={say(words.download)}>
      {edition.name}
    </a>
  );
}

const sizeOf = (bytes: number) =>
  bytes >= 1024 * 1024 ? `${(bytes / 1024 / 1024).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} KB`;
