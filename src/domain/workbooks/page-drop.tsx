// Where a workbook is dropped or chosen; what does not fit is told before it is sent.
import { type DragEvent, useRef, useState } from "react";
import { useMessages } from "../../app/web/messages.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Notice } from "../../app/web/ui/notice.tsx";
import { maxWorkbook } from "./model.ts";
import { words } from "./page-words.ts";

const limit = maxWorkbook / 1024 / 1024;

export function DropWorkbook({ onFile }: { onFile: (file: File) => void }) {
  const { say } = useMessages();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [unfit, setUnfit] = useState("");
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (!file) return;
    const size = (file.size / 1024 / 1024).toFixed(1);
    const fault =
      files.length > 1 ? say(words.oneFile) : file.size > maxWorkbook ? say(words.tooLarge, { size, limit }) : "";
    setUnfit(fault);
    if (!fault) onFile(file);
  };
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is the mouse's way; the button inside is everybody's */}
      <div
        className={`workbook-drop ${over ? "is-over" : ""}`}
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
          accept=".xlsx,.xlsm,.csv"
          onChange={(event) => {
            take(event.target.files);
            // The same file may be chosen again once it is mended.
            event.target.value = "";
          }}
        />
        <p className="workbook-drop-words">{say(words.drop)}</p>
        <Button kind="do" onClick={() => input.current?.click()}>
          {say(words.choose)}
        </Button>
        <p className="muted">{say(words.kinds, { limit })}</p>
      </div>
      {unfit ? <Notice kind="error">{unfit}</Notice> : null}
    </>
  );
}
