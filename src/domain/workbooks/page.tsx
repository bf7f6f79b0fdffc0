// Bringing a workbook into the ledger: choose a file, say what its columns are where needed, see the difference, confirm.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages, useTitle } from "../../app/web/messages.tsx";
import { useAnnounce } from "../../app/web/ui/announcer.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Notice, RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Refusal } from "../../http/client.ts";
import { type ImportReport, type Mapping, mappingSources } from "./model.ts";
import { exportAddress, templateAddress } from "./page-addresses.tsx";
import { ConfirmImport } from "./page-confirm.tsx";
import { Difference } from "./page-difference.tsx";
import { DropWorkbook } from "./page-drop.tsx";
import { ColumnMapping } from "./page-mapping.tsx";
import { words } from "./page-words.ts";
import "./page.css";

interface Sending {
  file: File;
  mapping: Mapping | null;
  dryRun: boolean;
  onlyGood: boolean;
}

export function WorkbookImportPage() {
  const { say, word, language } = useMessages();
  const { programmeId = "" } = useParams({ strict: false });
  const queries = useQueryClient();
  const announce = useAnnounce();
  const stop = useRef<AbortController | null>(null);
  const [sent, setSent] = useState<Sending | null>(null);
  const [report, setReport] = useState<ImportReport | null>(null);
  const [moved, setMoved] = useState(false);
  useTitle(say(words.title));

  const send = useMutation({
    mutationFn: ({ file, mapping, dryRun, onlyGood }: Sending) => {
      stop.current = new AbortController();
      return api.workbooks.importTasks(
        {
          programmeId,
          file,
          dryRun: String(dryRun) as "true" | "false",
          onlyGood: String(onlyGood) as "true" | "false",
          // As text: the address carries it, and the server reads it back.
          ...(mapping ? { mapping: JSON.stringify(mapping) } : {}),
        },
        { signal: stop.current.signal },
      );
    },
    onMutate: (sending) => setSent(sending),
    onSuccess: async (answer) => {
      setReport(answer);
      if (answer.dryRun) return;
      announce(say(words.done));
      await queries.invalidateQueries({ queryKey: ["tasks", programmeId] });
    },
    onError: (error, sending) => {
      // Somebody was faster: what was shown no longer holds, so it is compared anew.
      if (!sending.dryRun && error instanceof Refusal && error.code === "workbook.not-all-good") {
        setMoved(true);
        send.mutate({ ...sending, dryRun: true });
      }
    },
  });
  const compare = (file: File, mapping: Mapping | null) => {
    setMoved(false);
    send.mutate({ file, mapping, dryRun: true, onlyGood: false });
  };
  const restart = () => {
    setReport(null);
    setSent(null);
    setMoved(false);
    send.reset();
  };
  const isDone = report !== null && !report.dryRun;

  return (
    <div className="workbook">
      <header className="workbook-head">
        <h1>{say(words.title)}</h1>
        <Link to="/p/$programmeId/ledger" params={{ programmeId }}>
          {say(words.backToLedger)}
        </Link>
      </header>
      {send.isPending && sent ? (
        <Working
          name={sent.file.name}
          text={say(sent.dryRun ? words.comparing : words.writing)}
          onStop={sent.dryRun ? () => stop.current?.abort() : undefined}
        />
      ) : report === null ? (
        <>
          <p className="workbook-lead">{say(words.lead)}</p>
          <DropWorkbook onFile={(file) => compare(file, null)} />
          <p className="workbook-gets">
            <a href={exportAddress(programmeId, {}, language)} download>
              {say(words.getExport)}
            </a>
            <a href={templateAddress(programmeId, language)} download>
              {say(words.getTemplate)}
            </a>
          </p>
        </>
      ) : null}
      {send.error instanceof DOMException ? null : <RefusalNotice error={send.error} />}
      {moved && !send.isPending ? <Notice kind="warning">{say(words.moved)}</Notice> : null}
      {report && sent && !send.isPending ? (
        <>
          {isDone ? <Done report={report} programmeId={programmeId} onMore={restart} /> : null}
          <section className="workbook-file" aria-label={report.fileName}>
            <p>
              <b>{report.fileName}</b>{" "}
              <span className="muted">
                {say(words.fileFacts, { rows: report.rowCount, how: word(mappingSources[report.mapping]) })}
                {report.sheet ? ` · ${say(words.sheetFacts, { sheet: report.sheet, row: report.headRow })}` : ""}
              </span>
            </p>
            {isDone ? null : <Button onClick={restart}>{say(words.otherFile)}</Button>}
          </section>
          {isDone || report.mapping === "own" ? null : (
            <ColumnMapping
              key={report.importId}
              report={report}
              busy={send.isPending}
              onCompare={(mapping) => compare(sent.file, mapping)}
            />
          )}
          {report.needsMapping ? null : <Difference key={report.importId} report={report} programmeId={programmeId} />}
          {isDone || report.needsMapping ? null : (
            <ConfirmImport
              report={report}
              programmeId={programmeId}
              busy={send.isPending}
              onConfirm={(onlyGood) => {
                setMoved(false);
                send.mutate({ ...sent, dryRun: false, onlyGood });
              }}
            />
          )}
        </>
      ) : null}
    </div>
  );
}

function Working({ name, text, onStop }: { name: string; text: string; onStop: (() => void) | undefined }) {
  const { say } = useMessages();
  return (
    <div className="workbook-drop" role="status">
      <p>
        {name} · {text}
      </p>
      <progress aria-label={text} />
      {onStop ? (
        <Button kind="quiet" onClick={onStop}>
          {say(words.stop)}
        </Button>
      ) : null}
    </div>
  );
}

function Done({ report, programmeId, onMore }: { report: ImportReport; programmeId: string; onMore: () => void }) {
  const { say } = useMessages();
  return (
    <Notice
      title={say(words.done)}
      acts={
        <>
          <Link className="btn btn-do" to="/p/$programmeId/ledger" params={{ programmeId }}>
            {say(words.openLedger)}
          </Link>
          <Button onClick={onMore}>{say(words.importMore)}</Button>
        </>
      }
    >
      <p>{say(words.doneFacts, report.written)}</p>
    </Notice>
  );
}
