// One row under review: what was said before, what is said now with the difference, and what the reviewer decides.
import { Link } from "@tanstack/react-router";
import { useEffect, useId, useRef, useState } from "react";
import { useMessages } from "../../app/web/messages.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Chip } from "../../app/web/ui/chip.tsx";
import { Light } from "../../app/web/ui/light.tsx";
import { Evidence } from "../evidence/page-evidence.tsx";
import { confidencePoints } from "../ratings/model.ts";
import { owingParts, problemKinds, rowEntries, rowReviews } from "./model.ts";
import type { Report, ReportRow } from "./model-report.ts";
import { words } from "./page-words.ts";
import { differenceOf } from "./word-difference.ts";

/** What a reviewer can do with the rows of a report. */
export interface Review {
  busy: boolean;
  accept: (rowIds?: readonly string[]) => void;
  giveBack: (rowId: string, remark: string, reopen: boolean, label: string) => void;
}

export function ReviewRow({
  row,
  report,
  review,
  returning,
  onReturning,
}: {
  row: ReportRow;
  report: Report;
  review: Review;
  returning: boolean;
  onReturning: (on: boolean) => void;
}) {
  const { say, word } = useMessages();
  const titleId = useId();
  const [evidence, setEvidence] = useState(false);
  const label = `${row.number ?? row.ordinal} ${row.shortTitle}`;
  const mayAccept = row.abilities.accept?.allowed ?? false;
  const mayReopen = row.abilities.reopen?.allowed ?? false;
  return (
    <li
      className={`review-row is-${row.review}`}
      tabIndex={-1}
      aria-labelledby={titleId}
      data-row={row.id}
      data-waiting={mayAccept || undefined}
      data-accepted={mayReopen || undefined}
    >
      <div className="review-head">
        <h2 id={titleId}>
          <span className="fill-number">{row.number ?? row.ordinal}</span>{" "}
          <Link
            to="/p/$programmeId/tasks/$taskId"
            params={{ programmeId: report.programmeId, taskId: row.taskId }}
            tabIndex={-1}
          >
            {row.shortTitle}
          </Link>
        </h2>
        <p className="muted">
          <Light light={row.light} /> <Chip>{word(rowReviews[row.review])}</Chip> {word(owingParts[row.part])}
          {row.groupName ? ` · ${row.groupName}` : ""}
          {row.revisedCount > 0 ? ` · ${say(words.revised, { count: row.revisedCount })}` : ""}
        </p>
        {row.ownDuty ? <p className="fill-duty">{say(words.ownDuty, { duty: row.ownDuty })}</p> : null}
      </div>
      <Texts row={row} />
      <Rest row={row} />
      <div className="review-acts no-print">
        {mayAccept ? (
          <Button kind="do" busy={review.busy} onClick={() => review.accept([row.id])}>
            {say(words.accept)}
          </Button>
        ) : null}
        {mayAccept || mayReopen ? (
          <Button onClick={() => onReturning(!returning)} aria-expanded={returning}>
            {say(mayAccept ? words.return : words.reopen)}
          </Button>
        ) : null}
        <Button kind="quiet" aria-expanded={evidence} onClick={() => setEvidence(!evidence)}>
          {say(words.evidence, { count: row.evidence })}
        </Button>
      </div>
      {returning ? (
        <Remark
          busy={review.busy}
          onCancel={() => onReturning(false)}
          onSend={(remark) => review.giveBack(row.id, remark, !mayAccept, label)}
        />
      ) : null}
      {row.remark ? <p className="review-remark">{say(words.remark, { remark: row.remark })}</p> : null}
      {evidence ? <Evidence programmeId={report.programmeId} kind="reportRow" id={row.id} /> : null}
    </li>
  );
}

function Texts({ row }: { row: ReportRow }) {
  const { say, word, language } = useMessages();
  const now = row.progress ?? "";
  const before = row.last?.progress ?? "";
  const pieces = row.entry === "unchanged" || !before ? [] : differenceOf(before, now, language);
  return (
    <div className="review-texts">
      <div>
        <h3>{row.last ? say(words.lastText, { period: row.last.period }) : say(words.noLast)}</h3>
        <p>
          {pieces.length > 0
            ? pieces
                .filter((piece) => piece.kind !== "added")
                // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no name and never move
                .map((piece, index) => (piece.kind === "gone" ? <del key={index}>{piece.text}</del> : piece.text))
            : before}
        </p>
      </div>
      <div>
        <h3>
          {say(words.thisText)}
          {row.entry === "unchanged" ? <Chip>{word(rowEntries.unchanged)}</Chip> : null}
        </h3>
        <p>
          {pieces.length > 0
            ? pieces
                .filter((piece) => piece.kind !== "gone")
                // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no name and never move
                .map((piece, index) => (piece.kind === "added" ? <ins key={index}>{piece.text}</ins> : piece.text))
            : now || word(rowEntries[row.entry])}
        </p>
      </div>
    </div>
  );
}

function Rest({ row }: { row: ReportRow }) {
  const { say, word, day } = useMessages();
  const percent = row.percent ?? row.derivedPercent;
  return (
    <dl className="review-rest">
      {row.part === "lead" && percent !== null ? (
        <div>
          <dt>{say(words.percent)}</dt>
          <dd>
            {row.plannedPercent === null
              ? say(words.percentOnly, { percent })
              : say(words.percentNow, { percent, planned: row.plannedPercent })}{" "}
            {row.onSchedule === null ? null : (
              <b className={row.onSchedule ? "" : "is-behind"}>
                {say(row.onSchedule ? words.onSchedule : words.behind)}
              </b>
            )}
            {row.percent === null ? "" : ` · ${say(words.byHand)}：${row.percentReason ?? ""}`}
          </dd>
        </div>
      ) : null}
      {row.nextStep ? (
        <div>
          <dt>{say(words.nextStep)}</dt>
          <dd>
            {row.nextStep} {row.nextPerson ?? ""} {row.nextDue ? day(row.nextDue) : ""}
          </dd>
        </div>
      ) : null}
      {row.problems.map((one) => (
        <div key={one.id}>
          <dt>{word(problemKinds[one.kind])}</dt>
          <dd>
            {one.what} {one.toUnitName ? `→ ${one.toUnitName}` : ""} {one.dueOn ? day(one.dueOn) : ""}{" "}
            {one.openedAt ? <span className="muted">{say(words.problemOpened)}</span> : null}
          </dd>
        </div>
      ))}
      {row.confidence ? (
        <div>
          <dt>{say(words.confidence)}</dt>
          <dd>{word(confidencePoints[String(row.confidence) as "1"])}</dd>
        </div>
      ) : null}
    </dl>
  );
}

/** What is to be mended; the unit reads it beside the row. */
function Remark({ busy, onSend, onCancel }: { busy: boolean; onSend: (remark: string) => void; onCancel: () => void }) {
  const { say } = useMessages();
  const [text, setText] = useState("");
  const [missing, setMissing] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => box.current?.focus(), []);
  const send = () => {
    setMissing(text.trim() === "");
    if (text.trim()) onSend(text.trim());
  };
  return (
    <div className="review-return">
      <textarea
        ref={box}
        className="input"
        rows={2}
        maxLength={1000}
        aria-label={say(words.remarkFor)}
        aria-invalid={missing || undefined}
        placeholder={say(words.remarkNeeded)}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") {
            event.preventDefault();
            event.currentTarget.closest<HTMLElement>(".review-row")?.focus();
            onCancel();
          }
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send();
        }}
      />
      {missing ? <p className="field-error">{say(words.remarkNeeded)}</p> : null}
      <Button busy={busy} onClick={send}>
        {say(words.return)}
      </Button>
    </div>
  );
}
