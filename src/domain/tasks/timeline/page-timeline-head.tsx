// The head of the timeline: years and months, or years and quarters, with today marked; its lines run down through all rows.
import type { CSSProperties } from "react";
import { useMessages } from "../../../app/web/messages.tsx";
import { words as ledgerWords } from "../page-words.ts";
import { words } from "./page-timeline-words.ts";
import type { TimelineScale } from "./timeline-scale.ts";

interface Tick {
  key: string;
  /** Its first month, `YYYY-MM`. */
  month: string;
  from: number;
  to: number;
}

export function TimelineHead({ scale, today, quarters }: { scale: TimelineScale; today: string; quarters: boolean }) {
  const { say, day } = useMessages();
  const years = yearsOf(scale);
  const ticks = quarters ? quartersOf(scale) : monthsOf(scale);
  const labelOf = ({ month }: Tick) =>
    quarters ? say(words.quarter, { quarter: quarterOf(month) }) : say(words.month, { month: Number(month.slice(5)) });
  const now = scale.placeOf(today);
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th scope="col" className="tl-task">
          {say(ledgerWords.columnTask)}
        </th>
        <th scope="col" className="tl-light">
          {say(ledgerWords.columnLight)}
        </th>
        <th scope="col" className="tl-share">
          {say(words.columnPlan)}
        </th>
        <th scope="col" className="tl-track" aria-label={say(words.columnTime)}>
          <span className="tl-axis" aria-hidden="true">
            {years.map((tick) => (
              <Label key={tick.key} tick={tick} kind="year" text={say(words.year, { year: tick.month.slice(0, 4) })} />
            ))}
            {ticks.map((tick) => (
              <Label key={tick.key} tick={tick} kind="month" text={labelOf(tick)} />
            ))}
            {now >= 0 && now < 1 ? (
              <b
                className={coversYear(today) ? "tl-today is-low" : "tl-today"}
                style={{ left: `${now * 100}%` }}
                title={day(today)}
              >
                {say(words.now)}
              </b>
            ) : null}
          </span>
        </th>
      </tr>
    </thead>
  );
}

/** In the first weeks of a year its number stands where the word would be. */
const coversYear = (day: string) => day.slice(5) < "03";

function Label({ tick, kind, text }: { tick: Tick; kind: "year" | "month"; text: string }) {
  return (
    <span
      className={`tl-tick is-${kind}`}
      style={{ left: `${tick.from * 100}%`, width: `${(tick.to - tick.from) * 100}%` }}
    >
      {text}
    </span>
  );
}

const quarterOf = (month: string) => Math.ceil(Number(month.slice(5)) / 3);
const yearsOf = (scale: TimelineScale) => ticksOf(scale, (month) => month.slice(0, 4));
const quartersOf = (scale: TimelineScale) => ticksOf(scale, (month) => `${month.slice(0, 4)} ${quarterOf(month)}`);
const monthsOf = (scale: TimelineScale) => ticksOf(scale, (month) => month);

/** Months that belong together as one stretch. */
function ticksOf(scale: TimelineScale, keyOf: (month: string) => string): Tick[] {
  const ticks: Tick[] = [];
  for (const { month, from, to } of scale.months) {
    const last = ticks.at(-1);
    if (last?.key === keyOf(month)) last.to = to;
    else ticks.push({ key: keyOf(month), month, from, to });
  }
  return ticks;
}

/** The vertical lines as one background, set on the table and shared by every row. */
export function timelineLines(scale: TimelineScale, today: string, quarters: boolean): CSSProperties {
  const line = (at: number, colour: string, width: string) =>
    `linear-gradient(${colour}, ${colour}) ${(at * 100).toFixed(3)}% 0 / ${width} 100% no-repeat`;
  const starts = new Set(yearsOf(scale).map((tick) => tick.from));
  const now = scale.placeOf(today);
  const lines = [
    ...(now >= 0 && now < 1 ? [line(now, "var(--action)", "2px")] : []),
    ...(quarters ? quartersOf(scale) : monthsOf(scale)).map(({ from }) =>
      line(from, starts.has(from) ? "var(--line-firm)" : "var(--line)", "1px"),
    ),
  ];
  return { "--tl-lines": lines.join(", ") } as CSSProperties;
}
