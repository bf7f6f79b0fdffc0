// What units reported of a task lately, on the page of the task: the latest period open, the earlier ones folded.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api } from "../../app/web/api.ts";
import { useMessages } from "../../app/web/messages.tsx";
import type { TaskPieceProps } from "../../app/web/task-pieces.tsx";
import { Chip } from "../../app/web/ui/chip.tsx";
import { RefusalNotice } from "../../app/web/ui/notice.tsx";
import type { ProgrammeId } from "../pilot/model.ts";
import type { TaskId } from "../tasks/model.ts";
import { owingParts, problemKinds, rowEntries, rowReviews } from "./model.ts";
import type { TaskReport } from "./model-report.ts";
import { words } from "./page-words.ts";
import "./page.css";

export function TaskReports({ programmeId, taskId }: TaskPieceProps) {
  const { say } = useMessages();
  const { data, error } = useQuery({
    queryKey: ["progress", programmeId, "of-task", taskId],
    queryFn: ({ signal }) =>
      api.progress.listTaskReports(
        { programmeId: programmeId as ProgrammeId, taskId: taskId as TaskId, limit: 24 },
        { signal },
      ),
  });
  const items = data?.items ?? [];
  const latest = items.filter((one) => one.roundId === items[0]?.roundId);
  const earlier = items.filter((one) => one.roundId !== items[0]?.roundId);
  return (
    <section aria-labelledby="task-reports">
      <h2 id="task-reports">{say(words.taskReports)}</h2>
      <RefusalNotice error={error} />
      {data && items.length === 0 ? <p className="muted">{say(words.taskReportsNone)}</p> : null}
      <ul className="task-reports">
        {latest.map((one) => (
          <Line key={one.rowId} programmeId={programmeId} report={one} />
        ))}
      </ul>
      {earlier.length > 0 ? (
        <details>
          <summary>{say(words.taskReportsMore, { count: earlier.length })}</summary>
          <ul className="task-reports">
            {earlier.map((one) => (
              <Line key={one.rowId} programmeId={programmeId} report={one} />
            ))}
          </ul>
        </details>
      ) : null}
    </section>
  );
}

function Line({ programmeId, report }: { programmeId: string; report: TaskReport }) {
  const { say, word, day } = useMessages();
  return (
    <li>
      <p className="muted">
        <Link to="/p/$programmeId/rounds/$roundId" params={{ programmeId, roundId: report.roundId }}>
          {report.period}
        </Link>{" "}
        {report.unitName}（{word(owingParts[report.part])}） <Chip>{word(rowReviews[report.review])}</Chip>{" "}
        {report.entry === "unchanged" ? word(rowEntries.unchanged) : ""}
        {report.percent === null
          ? ""
          : ` · ${say(words.percent)} ${say(words.percentOnly, { percent: report.percent })}`}
      </p>
      <p>{report.progress}</p>
      {report.nextStep ? (
        <p className="muted">
          {say(words.nextLine, { text: report.nextStep })} {report.nextPerson ?? ""}{" "}
          {report.nextDue ? day(report.nextDue) : ""}
        </p>
      ) : null}
      {report.problems.map((one) => (
        <p key={one.id}>
          {word(problemKinds[one.kind])}：{one.what} {one.toUnitName ? `→ ${one.toUnitName}` : ""}
        </p>
      ))}
    </li>
  );
}
