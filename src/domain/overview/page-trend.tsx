// Month by month: the rate of implementation and the mean progress, drawn with their names at the lines, or as a table.
import { useState } from "react";
import { useMessages } from "../../app/web/messages.tsx";
import { Button } from "../../app/web/ui/button.tsx";
import { codesOf } from "../../kernel/labels.ts";
import { lights } from "../tasks/model.ts";
import { type Overview, type TrendPoint, terms } from "./model.ts";
import { implementedFilter, LedgerLink } from "./page-ledger-link.tsx";
import { words } from "./page-words.ts";

export function TrendBox({ overview }: { overview: Overview; asOf: string | undefined }) {
  const { say } = useMessages();
  const [table, setTable] = useState(false);
  const { trend } = overview;
  return (
    <section className="overview-box" aria-labelledby="overview-trend">
      <h2 id="overview-trend">
        {say(words.trend)}
        {trend.length > 1 ? (
          <Button kind="quiet" className="no-print" onClick={() => setTable(!table)}>
            {say(table ? words.trendChart : words.trendTable)}
          </Button>
        ) : null}
      </h2>
      {trend.length < 2 ? <p className="muted">{say(words.trendNone)}</p> : null}
      {trend.length > 1 && !table ? <Chart trend={trend} programmeId={overview.programmeId} /> : null}
      {trend.length > 1 && table ? <Table trend={trend} programmeId={overview.programmeId} /> : null}
    </section>
  );
}

type Line = "rate" | "closeOutRate" | "actual" | "planned";
const drawn: readonly Line[] = ["planned", "actual", "closeOutRate", "rate"];

function useLineWords() {
  const { say } = useMessages();
  return {
    rate: say(words.implementedRate),
    closeOutRate: say(words.closedOutRate),
    actual: say(words.actualProgress),
    planned: say(words.plannedProgress),
  } satisfies Record<Line, string>;
}

/** Lines stretch with the box; words and dots are set over them at their places and keep their size. */
function Chart({ trend, programmeId }: { trend: readonly TrendPoint[]; programmeId: string }) {
  const { say, day } = useMessages();
  const names = useLineWords();
  const x = (index: number) => (index / (trend.length - 1)) * 100;
  const y = (value: number) => 100 - value;
  const last = trend.at(-1) as TrendPoint;
  const ends = drawn
    .flatMap((line) => (last[line] === null ? [] : [{ line, at: y(last[line]) }]))
    .toSorted((a, b) => a.at - b.at);
  // Names that would stand on one another move apart.
  for (const [index, end] of ends.entries()) {
    const above = ends[index - 1];
    if (above && end.at - above.at < 11) end.at = above.at + 11;
  }
  const years = trend.flatMap((point, index) =>
    index === 0 || point.day.slice(0, 4) !== trend[index - 1]?.day.slice(0, 4)
      ? [{ index, text: point.day.slice(0, 4) }]
      : [],
  );
  return (
    <figure className="trend">
      <div className="trend-plot" aria-hidden="true">
        {[0, 50, 100].map((value) => (
          <span key={value} className="trend-level" style={{ top: `${y(value)}%` }}>
            {value}%
          </span>
        ))}
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          {drawn.map((line) => (
            <polyline
              key={line}
              className={`trend-line is-${line}`}
              points={trend
                .flatMap((point, index) => (point[line] === null ? [] : [`${x(index)},${y(point[line])}`]))
                .join(" ")}
            />
          ))}
        </svg>
        {trend.map((point, index) => (
          <LedgerLink
            key={point.day}
            at={{ programmeId, asOf: index === trend.length - 1 ? undefined : point.day }}
            filter={{}}
            className="trend-month"
            byMouseOnly
          >
            <span
              style={{ left: `${x(index)}%` }}
              title={[
                day(point.day),
                ...drawn.map((line) => `${names[line]} ${point[line] === null ? say("none") : `${point[line]}%`}`),
              ].join("\n")}
            >
              <i style={{ top: `${y(point.actual ?? point.rate ?? 0)}%` }} />
            </span>
          </LedgerLink>
        ))}
        {ends.map(({ line, at }) => (
          <span key={line} className={`trend-name is-${line}`} style={{ top: `${at}%` }}>
            {names[line]} {last[line]}%
          </span>
        ))}
        {years.map(({ index, text }) => (
          <span key={text} className="trend-year" style={{ left: `${x(index)}%` }}>
            {text}
            {index === 0 ? `-${trend[0]?.day.slice(5, 7)}` : ""}
          </span>
        ))}
      </div>
      <figcaption className="sr">
        {drawn.map((line) => `${names[line]} ${last[line] ?? say("none")}%`).join("，")}
      </figcaption>
    </figure>
  );
}

function Table({ trend, programmeId }: { trend: readonly TrendPoint[]; programmeId: string }) {
  const { say, word, day } = useMessages();
  const names = useLineWords();
  const percent = (value: number | null) => (value === null ? say("none") : say(words.percent, { value }));
  return (
    <div className="table-scroll">
      <table className="table overview-table">
        <thead>
          <tr>
            <th scope="col" className="overview-day">
              {say(words.trendDay)}
            </th>
            <th scope="col">{say(words.trendTotal)}</th>
            <th scope="col">{word(terms.implemented)}</th>
            <th scope="col">{names.rate}</th>
            <th scope="col">{word(terms.closed)}</th>
            <th scope="col">{names.closeOutRate}</th>
            <th scope="col">{names.planned}</th>
            <th scope="col">{names.actual}</th>
            {codesOf(lights).map((light) => (
              <th key={light} scope="col">
                {word(lights[light])}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {trend.toReversed().map((point, index) => {
            const at = { programmeId, asOf: index === 0 ? undefined : point.day };
            const older = trend[trend.length - 2 - index];
            return (
              <tr key={point.day}>
                <th scope="row" className="overview-day">
                  {day(point.day)}
                </th>
                <td>
                  <LedgerLink at={at} filter={{}}>
                    {point.total}
                  </LedgerLink>
                </td>
                <td>
                  <LedgerLink at={at} filter={implementedFilter}>
                    {point.implemented}
                    <Change more={older ? point.implemented - older.implemented : 0} />
                  </LedgerLink>
                </td>
                <td>{percent(point.rate)}</td>
                <td>
                  <LedgerLink at={at} filter={{ status: "closed" }}>
                    {point.closed}
                    <Change more={older ? point.closed - older.closed : 0} />
                  </LedgerLink>
                </td>
                <td>{percent(point.closeOutRate)}</td>
                <td>{percent(point.planned)}</td>
                <td>{percent(point.actual)}</td>
                {codesOf(lights).map((light) => (
                  <td key={light}>
                    {point.lights[light] ? (
                      <LedgerLink at={at} filter={{ light }}>
                        {point.lights[light]}
                      </LedgerLink>
                    ) : (
                      <span className="muted">·</span>
                    )}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** Against the point before. */
function Change({ more }: { more: number }) {
  const { say } = useMessages();
  if (more === 0) return null;
  return <span className="muted">{say(words.change, { sign: more > 0 ? "+" : "−", count: Math.abs(more) })}</span>;
}
