// One task of a report as it is filled in: last period's text in grey until it is touched, milestones, next step, and more.
import { Link } from "@tanstack/react-router";
import { useId, useState } from "react";
import { useMessages } from "../../app/web/messages.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { Light } from "../../app/web/ui/light.tsx";
import { Notice } from "../../app/web/ui/notice.tsx";
import { Select } from "../../app/web/ui/select.tsx";
import { Evidence } from "../evidence/page-evidence.tsx";
import { confidencePoints } from "../ratings/model.ts";
import { owingParts, rowEntries, rowReviews } from "./model.ts";
import type { RowChange } from "./model-report.ts";
import { type FillProps, lackingIn, shownOf } from "./page-draft-row.tsx";
import { FillPercent } from "./page-fill-percent.tsx";
import { FillProblems } from "./page-fill-problems.tsx";
import { words } from "./page-words.ts";

export function FillRow({ row, report, save, tried }: FillProps & { tried: boolean }) {
  const { say, word, language } = useMessages();
  const [more, setMore] = useState(row.problems.length > 0 || row.evidence > 0);
  const [begun, setBegun] = useState<"problem" | "request" | null>(null);
  const titleId = useId();
  const draft = save.drafts[row.id]?.change;
  const may = row.abilities.fill?.allowed ?? false;
  const lacking = may ? lackingIn(row, save) : [];
  const needsMore = tried && lacking.some((lack) => lack.code === "row.request");
  const fault = save.faults[row.id];
  const entry = draft?.unchanged
    ? "unchanged"
    : draft?.progress
      ? "written"
      : draft?.progress === ""
        ? "empty"
        : row.entry;
  const label = `${row.number ?? row.ordinal} ${row.shortTitle}`;
  return (
    <li
      className={`fill-row is-${entry} ${tried && lacking.length > 0 ? "is-lacking" : ""} ${row.review === "returned" ? "is-returned" : ""}`}
      tabIndex={-1}
      aria-labelledby={titleId}
      data-row={row.id}
    >
      <div className="fill-task">
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
        <p className="fill-facts muted">
          <Light light={row.light} /> {word(owingParts[row.part])}
          {row.released ? ` · ${say(words.released)}` : ""}
          {may ? "" : ` · ${word(rowReviews[row.review])}`}
        </p>
        {row.ownDuty ? <p className="fill-duty">{say(words.ownDuty, { duty: row.ownDuty })}</p> : null}
        {row.part === "lead" ? <FillPercent row={row} report={report} save={save} may={may} /> : null}
      </div>
      <div className="fill-fields">
        {row.remark && row.review === "returned" ? (
          <Notice kind="warning">{say(words.remark, { remark: row.remark })}</Notice>
        ) : null}
        <FillConflict row={row} report={report} save={save} />
        <FillText row={row} report={report} save={save} may={may} entry={entry} label={label} />
        <FillNext row={row} report={report} save={save} may={may} />
        <div className="fill-line no-print">
          {may && row.last ? (
            <Button
              className="fill-same"
              aria-pressed={entry === "unchanged"}
              onClick={() => save.edit(row, { unchanged: true }, true)}
            >
              {say(words.noChange)}
            </Button>
          ) : null}
          <span className="fill-entry muted">{word(rowEntries[entry])}</span>
          <Button kind="quiet" aria-expanded={more || needsMore} onClick={() => setMore(!more)}>
            {say(words.problems)} {row.problems.length} · {say(words.evidence, { count: row.evidence })}
          </Button>
          {may ? (
            <Button
              kind="quiet"
              className="fill-problem"
              onClick={() => {
                setMore(true);
                setBegun("problem");
              }}
            >
              {say(words.addProblem)}
            </Button>
          ) : null}
        </div>
        {more || needsMore ? (
          <div className="fill-more">
            <FillProblems row={row} save={save} may={may} begin={begun} onBegun={() => setBegun(null)} />
            <FillConfidence row={row} report={report} save={save} may={may} />
            <Evidence programmeId={report.programmeId} kind="reportRow" id={row.id} />
          </div>
        ) : null}
        {fault ? (
          <p className="field-error" role="alert">
            {fault[language]}
          </p>
        ) : null}
        {tried && lacking.length > 0 ? (
          <ul className="fill-lacks">
            {lacking.map((lack) => (
              <li key={lack.zh}>{lack[language]}</li>
            ))}
          </ul>
        ) : null}
      </div>
    </li>
  );
}

function FillText({
  row,
  save,
  may,
  entry,
  label,
}: FillProps & { may: boolean; entry: keyof typeof rowEntries; label: string }) {
  const { say } = useMessages();
  const draft = save.drafts[row.id]?.change;
  const own = draft?.unchanged ? (row.last?.progress ?? "") : (draft?.progress ?? row.progress);
  const isGhost = may && entry === "empty" && draft?.progress === undefined && row.last?.progress !== undefined;
  const text = isGhost ? (row.last?.progress ?? "") : (own ?? "");
  if (!may) return <p className="fill-read">{text || say(words.hidden)}</p>;
  return (
    <>
      <textarea
        className={`input fill-text ${isGhost ? "is-ghost" : ""}`}
        aria-label={say(words.progressOf, { task: label })}
        placeholder={say(words.progress)}
        rows={Math.min(8, Math.max(2, Math.ceil(text.length / 48)))}
        maxLength={4000}
        value={text}
        onChange={(event) => save.edit(row, { progress: event.target.value })}
      />
      <small className="fill-hint muted">
        {row.last ? (isGhost ? say(words.ghost, { period: row.last.period }) : "") : say(words.firstTime)}
      </small>
    </>
  );
}

function FillNext({ row, report, save, may }: FillProps & { may: boolean }) {
  const { say, day } = useMessages();
  const step = shownOf({ row, save }, "nextStep");
  const person = shownOf({ row, save }, "nextPerson");
  const due = shownOf({ row, save }, "nextDue");
  if (!may)
    return step ? (
      <p className="muted">
        {say(words.nextLine, { text: step })} {person ?? ""} {due ? day(due) : ""}
      </p>
    ) : null;
  const change = (next: RowChange) => save.edit(row, next);
  const last = row.entry === "empty" && !save.drafts[row.id] ? row.last : null;
  return (
    <div className="fill-next">
      <input
        className="input"
        aria-label={say(words.nextStep)}
        placeholder={last?.nextStep || say(words.nextStep)}
        maxLength={1000}
        value={step ?? ""}
        onChange={(event) => change({ nextStep: event.target.value || null })}
      />
      <input
        className="input"
        aria-label={say(words.nextPerson)}
        placeholder={last?.nextPerson || say(words.nextPerson)}
        maxLength={60}
        value={person ?? ""}
        onChange={(event) => change({ nextPerson: event.target.value || null })}
      />
      <input
        className="input"
        type="date"
        aria-label={say(words.nextDue)}
        title={say(words.nextDue)}
        min={report.round.periodFrom}
        value={due ?? ""}
        onChange={(event) => {
          if (event.target.validity.valid) change({ nextDue: event.target.value || null });
        }}
      />
    </div>
  );
}

function FillConfidence({ row, save, may }: FillProps & { may: boolean }) {
  const { say, word } = useMessages();
  const value = shownOf({ row, save }, "confidence");
  const choices = Object.entries(confidencePoints)
    .reverse()
    .map(([code, label]) => ({ value: code, label: word(label) }));
  if (!may)
    return value ? (
      <p>
        {say(words.confidence)}：{word(confidencePoints[String(value) as "1"])}
      </p>
    ) : null;
  return (
    <div className="fill-confidence">
      <span className="muted">{say(words.confidence)}</span>
      <Select
        aria-label={say(words.confidence)}
        choices={choices}
        empty={say(words.confidenceNone)}
        value={value ? String(value) : ""}
        onChoose={(next) => save.edit(row, { confidence: next ? Number(next) : null }, true)}
      />
    </div>
  );
}

/** Somebody of the same unit saved this row first: both texts are shown, and the person decides. */
function FillConflict({ row, save }: FillProps) {
  const { say } = useMessages();
  const conflict = save.conflicts[row.id];
  if (!conflict) return null;
  return (
    <Notice
      kind="warning"
      title={say(words.conflict, { person: conflict.row.changedBy ?? "" })}
      acts={
        <>
          <Button onClick={() => save.settle(row.id, true)}>{say(words.keepMine)}</Button>
          <Button onClick={() => save.settle(row.id, false)}>{say(words.takeTheirs)}</Button>
        </>
      }
    >
      <p>{say(words.conflictTheirs, { text: conflict.row.progress ?? "" })}</p>
      <p>{say(words.conflictMine, { text: conflict.mine.progress ?? "" })}</p>
    </Notice>
  );
}
