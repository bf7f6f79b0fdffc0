// The last step of an import: what will be written, and what is left out. It stays in sight below the difference.
import { useState } from "react";
import { useMessages } from "../../app/web/messages.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import type { ImportReport } from "./model.ts";
import { markedAddress } from "./page-addresses.tsx";
import { words } from "./page-words.ts";

export function ConfirmImport({
  report,
  programmeId,
  busy,
  onConfirm,
}: {
  report: ImportReport;
  programmeId: string;
  busy: boolean;
  onConfirm: (onlyGood: boolean) => void;
}) {
  const { say, language } = useMessages();
  const [onlyGood, setOnlyGood] = useState(false);
  const added = report.added.length;
  const changed = report.changed.length;
  const bad = report.results.filter(({ outcome }) => outcome === "error" || outcome === "conflict").length;
  const hasMarks = bad > 0 || report.notices.length > 0;
  const why =
    added + changed === 0
      ? say(bad > 0 ? words.nothingToWrite : words.same)
      : bad > 0 && !onlyGood
        ? say(words.mendFirst)
        : "";
  return (
    <footer className="workbook-confirm no-print">
      {bad > 0 && added + changed > 0 ? (
        <label className="workbook-only-good">
          <input type="checkbox" checked={onlyGood} onChange={(event) => setOnlyGood(event.target.checked)} />
          {say(words.onlyGood, { count: bad })}
        </label>
      ) : null}
      <span className="workbook-confirm-acts">
        {hasMarks ? (
          <a
            className="btn"
            href={markedAddress(programmeId, report.importId, language)}
            download
            title={say(words.markedHint)}
          >
            {say(words.markedCopy)}
          </a>
        ) : null}
        <Button kind="do" why={why} busy={busy} onClick={() => onConfirm(onlyGood)}>
          {say(words.confirm, { added, changed })}
        </Button>
      </span>
    </footer>
  );
}
