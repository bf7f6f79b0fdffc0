// Reviewing a report 审核: row by row, last period's text beside this one's with what changed, accepted or returned with the keyboard.
import { useMutation } from "@tanstack/react-query";
import { type KeyboardEvent, useRef, useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import { queries } from "../../app/web/queries.ts";
import { useAnnounce } from "../../app/web/ui/announcer.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { EmptyState } from "../../app/web/ui/empty-state.tsx";
import { Notice, RefusalNotice } from "../../app/web/ui/notice.tsx";
import type { RowId } from "./model.ts";
import type { Report } from "./model-report.ts";
import { reportAt, reportKey } from "./page-autosave.tsx";
import { ReportHead } from "./page-report-head.tsx";
import { type Review, ReviewRow } from "./page-review-row.tsx";
import { UnlockReport } from "./page-unlock.tsx";
import { words } from "./page-words.ts";
import "./page-review.css";

export function ReviewReport({ report }: { report: Report }) {
  const { say } = useMessages();
  const list = useRef<HTMLOListElement>(null);
  const [returning, setReturning] = useState<string | null>(null);
  const { review, error } = useReview(report, () => setReturning(null));
  const waiting = report.rows.filter((row) => row.abilities.accept?.allowed);
  return (
    <>
      <ReportHead report={report} />
      {report.unlockAskedAt ? (
        <Notice
          kind="warning"
          title={say(words.asksUnlock, { why: report.unlockAskedWhy ?? "" })}
          acts={<UnlockReport report={report} />}
        />
      ) : null}
      {waiting.length > 0 ? (
        <div className="fill-bar no-print">
          <div className="fill-bar-line">
            <span className="muted review-keys">{say(words.keysReview)}</span>
            <span className="fill-bar-acts">
              <Button kind="do" busy={review.busy} onClick={() => review.accept()}>
                {say(words.acceptAll, { count: waiting.length })}
              </Button>
            </span>
          </div>
        </div>
      ) : null}
      <RefusalNotice error={error} />
      {report.shown ? null : <Notice>{say(words.hidden)}</Notice>}
      {report.rows.length === 0 ? <EmptyState title={say(words.noRows)} next={say(words.noneWaitingNext)} /> : null}
      <ol
        className="review-list"
        ref={list}
        onKeyDown={(event) => byKey(event, list.current, review, setReturning, waiting.length)}
      >
        {report.rows.map((row) => (
          <ReviewRow
            key={row.id}
            row={row}
            report={report}
            review={review}
            returning={returning === row.id}
            onReturning={(on) => setReturning(on ? row.id : null)}
          />
        ))}
      </ol>
    </>
  );
}

function useReview(report: Report, onDone: () => void) {
  const { say } = useMessages();
  const announce = useAnnounce();
  const key = reportKey(report.programmeId, report.id);
  const act = useMutation({
    mutationFn: ({ run }: { run: (at: ReturnType<typeof reportAt>) => Promise<Report>; said: string }) =>
      run(reportAt(queries.getQueryData<Report>(key) ?? report)),
    onSuccess: (next, { said }) => {
      queries.setQueryData(key, next);
      void queries.invalidateQueries({ queryKey: ["progress", report.programmeId, "rounds"] });
      onDone();
      announce(said);
    },
    // Somebody else reviewed meanwhile: what they did is read before anything more is done.
    onError: () => void queries.invalidateQueries({ queryKey: key }),
  });
  const review: Review = {
    busy: act.isPending,
    accept: (rowIds) => {
      if (act.isPending) return;
      const count = rowIds?.length ?? report.rows.filter((row) => row.abilities.accept?.allowed).length;
      act.mutate({
        run: (at) => api.progress.acceptReport({ ...at, ...(rowIds ? { rowIds: rowIds as RowId[] } : {}) }),
        said: say(words.accepted, { count }),
      });
    },
    giveBack: (rowId, remark, reopen, label) => {
      if (act.isPending) return;
      const operation = reopen ? api.progress.reopenReport : api.progress.returnReport;
      act.mutate({
        run: (at) => operation({ ...at, rows: [{ rowId: rowId as RowId, remark }] }),
        said: say(words.returned, { task: label }),
      });
    },
  };
  return { review, error: act.error };
}

function byKey(
  event: KeyboardEvent,
  list: HTMLElement | null,
  review: Review,
  onReturning: (rowId: string) => void,
  waiting: number,
): void {
  if ((event.target as Element).matches("input, textarea, select")) return;
  if (event.altKey || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return;
  const rows = [...(list?.querySelectorAll<HTMLElement>(".review-row") ?? [])];
  const here = (event.target as Element).closest<HTMLElement>(".review-row");
  const at = here ? rows.indexOf(here) : -1;
  const to = { j: at + 1, ArrowDown: at + 1, k: at - 1, ArrowUp: at - 1 }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    rows[Math.min(Math.max(to, 0), rows.length - 1)]?.focus();
    return;
  }
  if (event.key === "A" && waiting > 0) review.accept();
  if (!here?.dataset.row) return;
  if (event.key === "a" && here.dataset.waiting) {
    review.accept([here.dataset.row]);
    rows[at + 1]?.focus();
  }
  if (event.key === "r" && (here.dataset.waiting || here.dataset.accepted)) {
    event.preventDefault();
    onReturning(here.dataset.row);
  }
}
