// Filling in a round 填报: all tasks of the unit on one page, prefilled, saved as one types, moved through with the keyboard.
import { useMutation } from "@tanstack/react-query";
import { type KeyboardEvent, useRef, useState } from "react";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import { queries } from "../../app/web/queries.ts";
import { useAnnounce } from "../../app/web/ui/announcer.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { ConfirmNote } from "../../app/web/ui/confirm-note.tsx";
import { EmptyState } from "../../app/web/ui/empty-state.tsx";
import { Notice, RefusalNotice } from "../../app/web/ui/notice.tsx";
import { Refusal } from "../../http/client.ts";
import type { Decision } from "../../kernel/access.ts";
import type { Report, ReportRow } from "./model-report.ts";
import { type Autosave, reportAt, reportKey, useAutosave } from "./page-autosave.tsx";
import { lackingIn } from "./page-draft-row.tsx";
import { FillRow } from "./page-fill-row.tsx";
import { ReportHead } from "./page-report-head.tsx";
import { ReportSheet } from "./page-sheet.tsx";
import { words } from "./page-words.ts";
import { explainRefusal } from "./rules.ts";
import "./page-fill.css";

export function FillReport({ report, personId }: { report: Report; personId: string }) {
  const { say } = useMessages();
  const save = useAutosave(report, personId);
  const [tried, setTried] = useState(false);
  const list = useRef<HTMLOListElement>(null);
  const may = report.abilities.fill?.allowed ?? false;
  const untouched = report.rows.filter(
    (row) => may && row.abilities.fill?.allowed && row.entry === "empty" && row.last && !save.drafts[row.id],
  );
  return (
    <>
      <ReportHead report={report} />
      {may ? (
        <FillBar
          report={report}
          save={save}
          untouched={untouched}
          tried={tried}
          onTried={() => {
            setTried(true);
            requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(".fill-row.is-lacking")?.focus());
          }}
        />
      ) : (
        <ClosedBar report={report} />
      )}
      <RefusalNotice error={save.error} />
      {report.rows.length === 0 ? <EmptyState title={say(words.noRows)} next={say(words.emptyUnit)} /> : null}
      <ol className="fill-list" ref={list} onKeyDown={(event) => moveByKey(event, list.current)}>
        {report.rows.map((row) => (
          <FillRow key={row.id} row={row} report={report} save={save} tried={tried} />
        ))}
      </ol>
      {may && report.rows.length > 0 ? <p className="muted fill-keys no-print">{say(words.keysFill)}</p> : null}
    </>
  );
}

/** j and k move between rows, Enter goes into the text; Ctrl+Enter leaves it for the next row's. */
function moveByKey(event: KeyboardEvent, list: HTMLElement | null): void {
  const rows = [...(list?.querySelectorAll<HTMLElement>(".fill-row") ?? [])];
  const here = (event.target as Element).closest<HTMLElement>(".fill-row");
  const at = here ? rows.indexOf(here) : -1;
  const textOf = (row: HTMLElement | undefined) => row?.querySelector<HTMLElement>(".fill-text");
  const isText = (event.target as Element).matches("input, textarea, select, [role=combobox]");
  if (isText) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      (textOf(rows[at + 1]) ?? rows[at + 1] ?? here)?.focus();
    } else if (event.key === "Escape" && !event.defaultPrevented) here?.focus();
    return;
  }
  // Letters of an input method belong to the word being written.
  if (event.altKey || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return;
  const to = { j: at + 1, ArrowDown: at + 1, k: at - 1, ArrowUp: at - 1 }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    rows[Math.min(Math.max(to, 0), rows.length - 1)]?.focus();
  } else if (event.key === "Enter" && event.target === here) {
    event.preventDefault();
    textOf(here)?.focus();
  } else if ((event.key === "n" || event.key === "p") && here) {
    const press = here.querySelector<HTMLElement>(event.key === "n" ? ".fill-same" : ".fill-problem");
    if (!press) return;
    event.preventDefault();
    press.click();
    if (event.key === "n") rows[at + 1]?.focus();
  }
}

function FillBar({
  report,
  save,
  untouched,
  tried,
  onTried,
}: {
  report: Report;
  save: Autosave;
  untouched: readonly ReportRow[];
  tried: boolean;
  onTried: () => void;
}) {
  const { say } = useMessages();
  const announce = useAnnounce();
  const owed = report.rows.filter((row) => !row.released);
  const filled = owed.filter((row) => row.entry !== "empty" || save.drafts[row.id]).length;
  const lacking = report.rows.flatMap((row) => lackingIn(row, save)).length;
  const submit = useMutation({
    mutationFn: async () => {
      await save.flush();
      const now = queries.getQueryData<Report>(reportKey(report.programmeId, report.id)) ?? report;
      return api.progress.submitReport(reportAt(now));
    },
    onSuccess: (next) => {
      queries.setQueryData(reportKey(report.programmeId, report.id), next);
      void queries.invalidateQueries({ queryKey: ["progress", report.programmeId, "rounds"] });
      announce(say(words.submitted));
    },
    onError: (error) => {
      if (error instanceof Refusal && error.code === "report.incomplete") onTried();
    },
  });
  const isIncomplete = submit.error instanceof Refusal && submit.error.code === "report.incomplete";
  return (
    <div className="fill-bar no-print">
      <div className="fill-bar-line">
        <span className="fill-count" role="status">
          {say(words.filledOf, { total: owed.length, filled })}
          {" · "}
          {lacking > 0 ? say(words.lacksCount, { count: lacking }) : say(words.complete)}
        </span>
        <progress value={filled} max={owed.length} aria-label={say(words.filledOf, { total: owed.length, filled })} />
        <SaveBadge save={save} />
        <span className="fill-bar-acts">
          <ReportSheet report={report} />
          {untouched.length > 0 ? (
            <Button
              onClick={() => {
                for (const row of untouched) save.edit(row, { unchanged: true }, true);
              }}
            >
              {say(words.noChangeAll, { count: untouched.length })}
            </Button>
          ) : null}
          <Button kind="do" busy={submit.isPending} onClick={() => submit.mutate()}>
            {say(words.submit)}
          </Button>
        </span>
      </div>
      {isIncomplete ? (
        <p className="fill-lack" role="alert">
          {tried && lacking > 0 ? say(words.submitMissing, { count: lacking }) : say(words.complete)}
        </p>
      ) : (
        <RefusalNotice error={submit.error} />
      )}
    </div>
  );
}

function SaveBadge({ save }: { save: Autosave }) {
  const { say } = useMessages();
  const count = Object.keys(save.drafts).length;
  const text = {
    saved: save.savedAt ? say(words.savedAt, { at: save.savedAt }) : say(words.saved),
    waiting: say(words.unsaved),
    saving: say(words.saving),
    offline: say(words.offline, { count }),
  }[save.state];
  return (
    <span className={`fill-saved is-${save.state}`} role="status">
      {text}
    </span>
  );
}

/** Submitted, accepted or locked: what the unit can still do. */
function ClosedBar({ report }: { report: Report }) {
  const { say, language } = useMessages();
  const announce = useAnnounce();
  const [asking, setAsking] = useState(false);
  const key = reportKey(report.programmeId, report.id);
  const done = (said: string) => (next: Report) => {
    queries.setQueryData(key, next);
    setAsking(false);
    announce(said);
  };
  const recall = useMutation({
    mutationFn: () => api.progress.recallReport(reportAt(report)),
    onSuccess: done(say(words.recalled)),
  });
  const ask = useMutation({
    mutationFn: (note: string | undefined) =>
      api.progress.askUnlock({ ...reportAt(report), ...(note ? { note } : {}) }),
    onSuccess: done(say(words.askedUnlock)),
  });
  const why = explainRefusal((report.abilities.fill ?? { allowed: true }) as Decision, language);
  return (
    <div className="fill-closed no-print">
      <Notice
        title={report.unlockAskedAt ? say(words.askedUnlock) : why}
        acts={
          <>
            {report.abilities.recall?.allowed ? (
              <Button busy={recall.isPending} onClick={() => recall.mutate()}>
                {say(words.recall)}
              </Button>
            ) : null}
            {report.abilities.askUnlock?.allowed && !report.unlockAskedAt ? (
              <Button onClick={() => setAsking(true)}>{say(words.askUnlock)}</Button>
            ) : null}
          </>
        }
      />
      <RefusalNotice error={recall.error} />
      {asking ? (
        <ConfirmNote
          title={say(words.askUnlock)}
          verb={say(words.askUnlock)}
          note="required"
          busy={ask.isPending}
          error={ask.error}
          onConfirm={(note) => ask.mutate(note)}
          onCancel={() => setAsking(false)}
        />
      ) : null}
    </div>
  );
}
