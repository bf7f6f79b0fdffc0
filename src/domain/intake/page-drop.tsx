// Where a plan file is dropped or chosen: kinds and size said first, progress while it is read, refusals with their mend.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type DragEvent, useRef, useState } from "react";
import { useMessages } from "../../app/web/messages.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Notice, RefusalNotice } from "../../app/web/ui/notice.tsx";
import { maxPlanFile } from "./model.ts";
import { planKinds, uploadPlan } from "./page-upload.tsx";
import { words } from "./page-words.ts";

const megabytes = maxPlanFile / 1024 / 1024;

export function DropPlan() {
  const { say } = useMessages();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const stop = useRef<AbortController | null>(null);
  const [over, setOver] = useState(false);
  const [share, setShare] = useState(0);
  const [unfit, setUnfit] = useState("");
  const upload = useMutation({
    mutationFn: (file: File) => {
      stop.current = new AbortController();
      setShare(0);
      return uploadPlan(file, setShare, stop.current.signal);
    },
    onSuccess: async (draft) => {
      queries.setQueryData(["import", draft.id], draft);
      await queries.invalidateQueries({ queryKey: ["imports"] });
      await navigate({ to: "/imports/$importId", params: { importId: draft.id } });
    },
  });
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (!file || upload.isPending) return;
    const fault =
      files.length > 1
        ? say(words.importOneFile)
        : file.size > maxPlanFile
          ? say(words.importTooLarge, { size: (file.size / 1024 / 1024).toFixed(1), limit: megabytes })
          : file.size === 0
            ? say(words.importEmptyFile)
            : "";
    setUnfit(fault);
    upload.reset();
    if (!fault) upload.mutate(file);
  };
  const stopped = upload.error instanceof DOMException;
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is the mouse's way; the button inside is everybody's */}
      <div
        className={`drop ${over ? "is-over" : ""}`}
        onDragOver={(event: DragEvent) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event: DragEvent) => {
          event.preventDefault();
          setOver(false);
          take(event.dataTransfer.files);
        }}
      >
        <input
          ref={input}
          type="file"
          hidden
          accept={planKinds.join(",")}
          onChange={(event) => {
            take(event.target.files);
            // The same file may be chosen again once it is mended.
            event.target.value = "";
          }}
        />
        {upload.isPending ? (
          <div className="drop-progress" role="status">
            <p>
              {upload.variables?.name} · {share < 1 ? say(words.importSending) : say(words.importReading)}
            </p>
            <progress value={share < 1 ? share : undefined} max={1} aria-label={say(words.importSending)} />
            <Button kind="quiet" onClick={() => stop.current?.abort()}>
              {say(words.importStop)}
            </Button>
          </div>
        ) : (
          <>
            <p className="drop-words">{say(words.importDrop)}</p>
            <Button kind="do" onClick={() => input.current?.click()}>
              {say(words.importChoose)}
            </Button>
            <p className="drop-kinds">{say(words.importKinds, { kinds: planKinds.join(" "), limit: megabytes })}</p>
          </>
        )}
      </div>
      {unfit ? <Notice kind="error">{unfit}</Notice> : null}
      {stopped ? <Notice>{say(words.importStopped)}</Notice> : <RefusalNotice error={upload.error} />}
    </>
  );
}
