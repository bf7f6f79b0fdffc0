// The evidence of a record 佐证材料: what there is, its editions, what reviewers said; none is told as such, never as nought.
import { useQuery } from "@tanstack/react-query";
import { type DragEvent, useRef, useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Skeleton } from "../../app/web/ui/skeleton.tsx";
import type { EvidenceList } from "./model.ts";
import { type EvidencePlace, evidenceKey } from "./page-change.tsx";
import { EvidenceForm } from "./page-forms.tsx";
import { Piece } from "./page-piece.tsx";
import { UploadList, type Uploads, useUploads } from "./page-uploads.tsx";
import { words } from "./page-words.ts";
import "./page.css";

const megabyte = 1024 * 1024;
const isEnded = ({ state }: { state: string }) => state === "withdrawn" || state === "locked";

export function Evidence({ programmeId, kind, id }: EvidencePlace) {
  const { say } = useMessages();
  const place = { programmeId, kind, id };
  const uploads = useUploads(place);
  const { data, error, refetch } = useQuery({
    queryKey: evidenceKey(place),
    queryFn: ({ signal }) => api.evidence.listEvidence({ programmeId, kind, subjectId: id }, { signal }),
  });
  const [over, setOver] = useState(false);
  const mayAdd = data?.add.allowed ?? false;
  const ended = data?.items.filter(isEnded) ?? [];
  return (
    <section
      className={`evidence ${over ? "is-over" : ""}`}
      aria-labelledby={`evidence-${id}`}
      onDragOver={(event: DragEvent) => {
        if (!mayAdd) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event: DragEvent) => {
        if (!mayAdd) return;
        event.preventDefault();
        setOver(false);
        uploads.take([...event.dataTransfer.files]);
      }}
    >
      <div className="evidence-head">
        <h2 id={`evidence-${id}`}>{say(words.heading)}</h2>
        {data ? (
          <span className={data.valid === 0 ? "evidence-none" : "muted"}>
            {data.valid === 0 ? say(words.none) : say(words.valid, { count: data.valid })}
          </span>
        ) : null}
      </div>
      <RefusalNotice error={error} onRetry={() => void refetch()} />
      {!data && !error ? <Skeleton lines={3} /> : null}
      {data && data.valid === 0 ? <p className="muted">{say(mayAdd ? words.noneNext : words.noneRead)}</p> : null}
      {data ? (
        <ul>
          {data.items
            .filter((piece) => !isEnded(piece))
            .map((piece) => (
              <Piece key={piece.id} place={place} piece={piece} uploads={uploads} />
            ))}
        </ul>
      ) : null}
      {data ? <Adding place={place} data={data} uploads={uploads} /> : null}
      {ended.length > 0 ? (
        <details>
          <summary>{say(words.ended, { count: ended.length })}</summary>
          <ul>
            {ended.map((piece) => (
              <Piece key={piece.id} place={place} piece={piece} uploads={uploads} />
            ))}
          </ul>
        </details>
      ) : null}
    </section>
  );
}

function Adding({ place, data, uploads }: { place: EvidencePlace; data: EvidenceList; uploads: Uploads }) {
  const { say } = useMessages();
  const [linking, setLinking] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <UploadList uploads={uploads} />
      {data.add.allowed ? (
        <div className="evidence-drop no-print">
          <span>{say(words.drop)}</span>
          <Button onClick={() => input.current?.click()}>{say(words.choose)}</Button>
          <Button onClick={() => setLinking(true)}>{say(words.link)}</Button>
          <p>{say(words.kinds, { limit: data.limits.fileBytes / megabyte })}</p>
          <input
            ref={input}
            type="file"
            multiple
            hidden
            aria-label={say(words.choose)}
            onChange={(event) => {
              uploads.take([...(event.target.files ?? [])]);
              event.target.value = "";
            }}
          />
        </div>
      ) : null}
      {linking ? <EvidenceForm place={place} asked={{ form: "link" }} onClose={() => setLinking(false)} /> : null}
    </>
  );
}
