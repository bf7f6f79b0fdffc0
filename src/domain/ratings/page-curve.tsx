// Planned against actual progress with the milestones, drawn over time; the same as a table one key away.
import { useState } from "react";
import { localToday, useMessages } from "../../app/web/messages.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import type { Milestone } from "../tasks/model.ts";
import { actualCurve, type CurvePoint, placeOf, plannedCurve } from "./curve.ts";
import type { LightStory } from "./model.ts";
import { words } from "./page-words.ts";

interface CurveTask {
  startsOn: string | null;
  milestones: readonly Milestone[];
  plannedPercent: number | null;
  progressPercent: number;
}

export function TaskCurve({ task, story, asOf }: { task: CurveTask; story: LightStory; asOf: string | undefined }) {
  const { say } = useMessages();
  const [table, setTable] = useState(false);
  const today = asOf ?? localToday();
  const planned = plannedCurve(task.startsOn, task.milestones);
  const changes = story.progress.map(({ at, percent }) => ({ day: localDay(at), percent }));
  return (
    <section aria-labelledby="task-curve">
      <div className="task-head">
        <h2 id="task-curve">{say(words.curve)}</h2>
        {planned.length > 0 ? (
          <Button kind="quiet" className="no-print" onClick={() => setTable(!table)}>
            {say(table ? words.curveDrawing : words.curveTable)}
          </Button>
        ) : null}
      </div>
      {planned.length === 0 ? <p className="muted">{say(words.curveNone)}</p> : null}
      {planned.length > 0 && !table ? <Drawing task={task} planned={planned} changes={changes} today={today} /> : null}
      {planned.length > 0 && table ? <Table task={task} planned={planned} changes={changes} /> : null}
    </section>
  );
}

const localDay = (instant: string) => new Date(instant).toLocaleDateString("sv-SE");

interface Lines {
  task: CurveTask;
  planned: readonly CurvePoint[];
  changes: readonly CurvePoint[];
}

/** Lines stretch with the box; marks and words are set over them at their places and keep their size. */
function Drawing({ task, planned, changes, today }: Lines & { today: string }) {
  const { say, day } = useMessages();
  const start = planned[0]?.day ?? today;
  // What the task did before its plan begins is no part of the drawing.
  const actual = actualCurve(
    changes.map((one) => (one.day < start ? { ...one, day: start } : one)),
    today,
  );
  const last = planned.at(-1)?.day ?? today;
  const end = last > today ? last : today;
  const x = (on: string) => placeOf(on, start, end);
  const line = (points: readonly CurvePoint[]) => points.map((one) => `${x(one.day)},${100 - one.percent}`).join(" ");
  const facts = { planned: task.plannedPercent ?? 0, actual: task.progressPercent };
  return (
    <figure className="curve">
      <div className="curve-plot" aria-hidden="true">
        {[0, 50, 100].map((value) => (
          <span key={value} className="curve-level" style={{ top: `${100 - value}%` }}>
            {value}%
          </span>
        ))}
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          <polyline className="curve-line is-planned" points={line(planned)} />
          <polyline className="curve-line is-actual" points={line(actual)} />
        </svg>
        {task.milestones.map((one, index) => (
          <i
            key={one.id}
            className={`curve-mark ${one.reachedOn ? "is-reached" : ""}`}
            style={{ left: `${x(one.dueOn)}%`, top: `${100 - (planned[index + 1]?.percent ?? 100)}%` }}
            title={`${day(one.dueOn)} ${one.title}`}
          />
        ))}
        {today >= start ? (
          <span className="curve-today" style={{ left: `${x(today)}%` }}>
            <b>{say(words.today)}</b>
          </span>
        ) : null}
        <span className="curve-day is-first">{day(start)}</span>
        <span className="curve-day is-last">{day(end)}</span>
      </div>
      <figcaption>
        <span className="curve-key is-planned">
          {say(words.planned)} {say(words.percent, { value: facts.planned })}
        </span>
        <span className="curve-key is-actual">
          {say(words.actual)} {say(words.percent, { value: facts.actual })}
        </span>
      </figcaption>
    </figure>
  );
}

function Table({ task, planned, changes }: Lines) {
  const { say, day } = useMessages();
  const rows = [
    ...task.milestones.map((one, index) => ({
      key: one.id,
      day: one.dueOn,
      what: one.title,
      planned: Math.round(planned[index + 1]?.percent ?? 0) as number | null,
      actual: null as number | null,
    })),
    ...changes.slice(1).map((one) => ({
      key: `${one.day} ${one.percent}`,
      day: one.day,
      what: say(words.progressTo, { percent: one.percent }),
      planned: null,
      actual: one.percent,
    })),
  ].toSorted((a, b) => (a.day < b.day ? -1 : 1));
  const percent = (value: number | null) => (value === null ? "" : say(words.percent, { value }));
  return (
    <div className="table-scroll">
      <table className="table rating-table">
        <thead>
          <tr>
            <th scope="col">{say(words.point)}</th>
            <th scope="col">{say(words.event)}</th>
            <th scope="col">{say(words.planned)}</th>
            <th scope="col">{say(words.actual)}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <td>{day(row.day)}</td>
              <td>{row.what}</td>
              <td>{percent(row.planned)}</td>
              <td>{percent(row.actual)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
