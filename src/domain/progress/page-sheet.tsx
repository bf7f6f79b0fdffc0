// Filling in offline: the report as a workbook, out and back in; the difference is shown before anything is written.
import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import { queries } from "../../app/web/queries.ts";
import { useAnnounce } from "../../app/web/ui/announcer.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Dialog } from "../../app/web/ui/confirm-note.tsx";
import { Notice, RefusalNotice } from "../../app/web/ui/notice.tsx";
import type { Report } from "./model-report.ts";
import { maxReportSheet, problemColumns, type SheetReport, sheetColumns } from "./model-sheet.ts";
import { reportAt, reportKey } from "./page-autosave.tsx";
import { words } from "./page-words.ts";

export function ReportSheet({ report }: { report: Report }) {
  const { say } = useMessages();
  const announce = useAnnounce();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const [tooLarge, setTooLarge] = useState(false);
  const bringIn = useMutation({
    mutationFn: ({ from, dryRun }: { from: File; dryRun: "true" | "false" }) =>
      api.progress.importReport({ ...reportAt(report), file: from, dryRun }),
    onSuccess: async (told) => {
      if (told.dryRun) return;
      await queries.invalidateQueries({ queryKey: reportKey(report.programmeId, report.id) });
      announce(say(words.sheetSaved, { count: told.saved }));
      setFile(null);
    },
  });
  const href = `/api/v1/programmes/${report.programmeId}/rounds/${report.roundId}/reports/${report.id}/report.xlsx`;
  const told = bringIn.data;
  return (
    <span className="fill-sheet no-print">
      <a className="btn btn-quiet" href={href} download>
        {say(words.template)}
      </a>
      <Button kind="quiet" onClick={() => input.current?.click()}>
        {say(words.sheetIn)}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".xlsx"
        onChange={(event) => {
          const from = event.target.files?.[0];
          // The same file may be chosen again once it is mended.
          event.target.value = "";
          setTooLarge(from !== undefined && from.size > maxReportSheet);
          if (!from || from.size > maxReportSheet) return;
          setFile(from);
          bringIn.mutate({ from, dryRun: "true" });
        }}
      />
      {tooLarge ? (
        <Notice kind="error">{say(words.sheetTooLarge, { limit: maxReportSheet / 1024 / 1024 })}</Notice>
      ) : null}
      {file ? (
        <Dialog title={file.name} wide onClose={() => setFile(null)}>
          <RefusalNotice error={bringIn.error} />
          {told ? <Difference told={told} /> : null}
          <div className="dialog-acts">
            <Button onClick={() => setFile(null)}>{say("cancel")}</Button>
            <Button
              kind="do"
              busy={bringIn.isPending}
              why={told && told.errors.length > 0 ? say(words.sheetMend) : undefined}
              onClick={() => bringIn.mutate({ from: file, dryRun: "false" })}
            >
              {say(words.sheetWrite)}
            </Button>
          </div>
        </Dialog>
      ) : null}
    </span>
  );
}

function Difference({ told }: { told: SheetReport }) {
  const { say, word, language } = useMessages();
  const headings: Record<string, { zh: string; en: string }> = {
    ...sheetColumns,
    problems: { zh: problemColumns.what.zh, en: problemColumns.what.en },
  };
  return (
    <>
      <p>
        {say(words.sheetSum, { changed: told.changed.length, unchanged: told.unchanged, errors: told.errors.length })}
      </p>
      {told.errors.length > 0 ? (
        <ul className="notice-places">
          {told.errors.map((one) => (
            <li key={`${one.sheet}${one.cell}${one.code}`}>
              {one.sheet} {one.cell}: {one[language]}
            </li>
          ))}
        </ul>
      ) : null}
      <ul className="sheet-changes">
        {told.changed.map((one) => (
          <li key={one.rowId}>
            <b>{one.title}</b>
            {one.fields.map(({ field, before, after }) => (
              <p key={field}>
                {word(headings[field])}：{before ? <del>{before}</del> : null} <ins>{after}</ins>
              </p>
            ))}
          </li>
        ))}
      </ul>
    </>
  );
}
