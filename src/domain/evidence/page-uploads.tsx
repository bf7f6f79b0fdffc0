// Files on their way: one after the other, each with its progress; a refusal stays until it is read, with its mend.
import { useRef, useState } from "react";
import { useMessages } from "../../app/web/messages.tsx";
import { sendingWith } from "../../app/web/sending.ts";
import { useAnnounce } from "../../app/web/ui/announcer.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Field } from "../../app/web/ui/field.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import { createClient, Refusal } from "../../http/client.ts";
import { evidenceApi } from "./contract.ts";
import { type Evidence, maxFileBytes } from "./model.ts";
import { type EvidencePlace, pieceAt, useRefresh } from "./page-change.tsx";
import { words } from "./page-words.ts";

interface Sending {
  key: string;
  file: File;
  /** The piece that it becomes a new edition of. */
  piece: Evidence | null;
  share: number;
  state: "waiting" | "sending" | "stopped" | "refused" | "tooLarge";
  error: unknown;
  stop: AbortController;
}

const megabyte = 1024 * 1024;

/** What is on its way to one record, and how more is sent. */
export function useUploads(place: EvidencePlace) {
  const { say } = useMessages();
  const announce = useAnnounce();
  const refresh = useRefresh(place);
  const [list, setList] = useState<Sending[]>([]);
  const chain = useRef<Promise<void>>(Promise.resolve());
  const patch = (key: string, change: Partial<Sending>) =>
    setList((all) => all.map((one) => (one.key === key ? { ...one, ...change } : one)));
  const dismiss = (key: string) => setList((all) => all.filter((one) => one.key !== key));

  async function send(one: Sending, declared: string | undefined): Promise<void> {
    if (one.stop.signal.aborted) return;
    patch(one.key, { state: "sending", error: null, share: 0 });
    const client = createClient(evidenceApi, {
      fetch: sendingWith((share) => patch(one.key, { share }), one.stop.signal),
    });
    const more = { file: one.file, ...(declared ? { declared } : {}) };
    try {
      const saved = one.piece
        ? await client.replaceFile({ ...pieceAt(one.piece), ...more })
        : await client.addFile({
            programmeId: place.programmeId,
            kind: place.kind,
            subjectId: place.id,
            ...more,
          });
      announce(say(saved.sameAs ? words.addedSame : words.added, { title: saved.title, same: saved.sameAs ?? "" }));
      dismiss(one.key);
      await refresh();
    } catch (error) {
      patch(one.key, { state: error instanceof DOMException ? "stopped" : "refused", error });
    }
  }

  /** Sends files in turn. */
  function take(files: readonly File[], piece: Evidence | null = null): void {
    const taken = files.map(
      (file): Sending => ({
        key: crypto.randomUUID(),
        file,
        piece,
        share: 0,
        state: file.size > maxFileBytes ? "tooLarge" : "waiting",
        error: null,
        stop: new AbortController(),
      }),
    );
    setList((all) => [...all, ...taken]);
    for (const one of taken)
      if (one.state === "waiting") chain.current = chain.current.then(() => send(one, undefined));
  }

  const again = (one: Sending, declared: string) => {
    chain.current = chain.current.then(() => send(one, declared));
  };
  const stop = (one: Sending) => {
    one.stop.abort();
    patch(one.key, { state: "stopped" });
  };
  return { list, take, again, stop, dismiss };
}

export type Uploads = ReturnType<typeof useUploads>;

export function UploadList({ uploads }: { uploads: Uploads }) {
  if (uploads.list.length === 0) return null;
  return (
    <ul className="evidence-uploads" aria-live="polite">
      {uploads.list.map((one) => (
        <Upload key={one.key} one={one} uploads={uploads} />
      ))}
    </ul>
  );
}

function Upload({ one, uploads }: { one: Sending; uploads: Uploads }) {
  const { say } = useMessages();
  const onWay = one.state === "waiting" || one.state === "sending";
  const mayDeclare = one.error instanceof Refusal && one.error.code === "evidence.secret-words";
  return (
    <li>
      <div className="evidence-upload">
        <span className="evidence-name">{one.file.name}</span>
        <span className="muted">
          {one.state === "stopped" ? say(words.stopped) : null}
          {one.state === "tooLarge"
            ? say(words.tooLarge, { size: (one.file.size / megabyte).toFixed(1), limit: maxFileBytes / megabyte })
            : null}
          {one.state === "sending"
            ? one.share < 1
              ? say(words.sending, { percent: Math.floor(one.share * 100) })
              : say(words.checking)
            : null}
        </span>
        {onWay ? (
          <Button kind="quiet" onClick={() => uploads.stop(one)}>
            {say(words.stop)}
          </Button>
        ) : (
          <Button kind="quiet" onClick={() => uploads.dismiss(one.key)}>
            {say(words.dismiss)}
          </Button>
        )}
      </div>
      {onWay ? <progress value={one.share < 1 ? one.share : undefined} max={1} aria-label={one.file.name} /> : null}
      {one.state === "refused" ? <RefusalNotice error={one.error} /> : null}
      {one.state === "refused" && mayDeclare ? <Declare onDeclare={(text) => uploads.again(one, text)} /> : null}
    </li>
  );
}

/** Words that look secret may be a false alarm: whoever uploads says why, and that is kept. */
export function Declare({ onDeclare }: { onDeclare: (text: string) => void }) {
  const { say } = useMessages();
  const [text, setText] = useState("");
  return (
    <form
      className="evidence-declare"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim()) onDeclare(text.trim());
      }}
    >
      <Field label={say(words.declare)} hint={say(words.declareHint)} required>
        {(control) => (
          <input {...control} maxLength={200} value={text} onChange={(event) => setText(event.target.value)} />
        )}
      </Field>
      <Button type="submit">{say(words.declareSend)}</Button>
    </form>
  );
}
