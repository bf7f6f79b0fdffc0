// What stands above a report, whoever reads it: unit, round, state, days, and the office's instructions.
import { useMessages } from "../../app/web/messages.tsx";
import { Chip } from "../../app/web/ui/chip.tsx";
import { Notice } from "../../app/web/ui/notice.tsx";
import { reportStates } from "./model.ts";
import type { Report } from "./model-report.ts";
import { words } from "./page-words.ts";

/** Unit, round, state and days of a report. */
export function ReportHead({ report }: { report: Report }) {
  const { say, word, day, instant } = useMessages();
  const { round } = report;
  return (
    <header className="report-head">
      <h1>
        {report.unitName} · {round.title}
      </h1>
      <p className="muted">
        <Chip>{word(reportStates[report.state])}</Chip> {say(words.dueOn, { day: day(round.dueOn) })}
        {report.lateDays > 0 ? (
          <span className="is-late">
            {" "}
            · {say(words.columnLate)} {say(words.lateDays, { days: report.lateDays })}
          </span>
        ) : null}
        {report.submittedAt && report.submittedByName
          ? ` · ${say(words.submittedBy, { person: report.submittedByName, at: instant(report.submittedAt) })}`
          : ""}
        {report.revisedCount > 0 ? ` · ${say(words.revised, { count: report.revisedCount })}` : ""}
        {report.unlockedUntil ? ` · ${say(words.unlockedUntil, { day: day(report.unlockedUntil) })}` : ""}
        {report.settledAs && report.state === "locked"
          ? ` · ${say(words.settledAs, { state: word(reportStates[report.settledAs]) })}`
          : ""}
      </p>
      {round.instructions ? <Notice title={say(words.instructions)}>{round.instructions}</Notice> : null}
    </header>
  );
}
