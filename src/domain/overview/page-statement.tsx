// The first sentence of the overview: how many tasks, how many implemented, the rate; the lights; and how it is counted.
import { Fragment, type ReactNode } from "react";
import { useMessages } from "../../app/web/messages.tsx";
import { Light } from "../../app/web/ui/light.tsx";
import type { Label } from "../../kernel/labels.ts";
import { codesOf } from "../../kernel/labels.ts";
import { lights } from "../tasks/model.ts";
import { type Overview, terms } from "./model.ts";
import { implementedFilter, LedgerLink, type OverviewPart } from "./page-ledger-link.tsx";
import { words } from "./page-words.ts";

const told = [
  terms.implementationRate,
  terms.closeOutRate,
  terms.meanProgress,
  terms.rescheduled,
] as const satisfies readonly Label[];

export function Statement({ overview, asOf }: { overview: Overview; asOf: string | undefined }) {
  const { say, word, day } = useMessages();
  const at = { programmeId: overview.programmeId, asOf };
  const { total, counted, implemented, rate, closed, closeOutRate, planned, actual, before } = overview.implementation;
  const percent = (value: number | null) => (value === null ? say("none") : say(words.percent, { value }));
  if (total === 0) return <p className="overview-statement">{say(words.statementNone, { day: day(overview.day) })}</p>;
  const sentence = overview.whole ? words.statement : words.statementPart;
  const percentOr = (value: number | null) => <b>{percent(value)}</b>;
  return (
    <section className="overview-first">
      <p className="overview-statement">
        {filled(say(sentence), {
          day: day(overview.day),
          total: (
            <LedgerLink at={at} filter={{}}>
              {say(words.countTasks, { count: total })}
            </LedgerLink>
          ),
          implemented: (
            <LedgerLink at={at} filter={implementedFilter}>
              {say(words.count, { count: implemented })}
            </LedgerLink>
          ),
          rate: percentOr(rate),
        })}
        {before ? <Compared day={before.day} more={implemented - before.implemented} /> : null}
      </p>
      <p className="overview-second">
        {filled(say(words.closing), {
          closed: (
            <LedgerLink at={at} filter={{ status: "closed" }}>
              {say(words.count, { count: closed })}
            </LedgerLink>
          ),
          rate: percentOr(closeOutRate),
        })}
        {before ? <Compared day={before.day} more={closed - before.closed} /> : null}
      </p>
      {counted < total ? <Ended at={at} count={total - counted} /> : null}
      <p>{say(words.progress, { planned: percent(planned), actual: percent(actual) })}</p>
      <p className="overview-lights">
        {codesOf(lights).map((light) => (
          <LedgerLink key={light} at={at} filter={{ light }}>
            <Light light={light} /> {overview.lights[light] ?? 0}
          </LedgerLink>
        ))}
      </p>
      <details>
        <summary>{say(words.formulas)}</summary>
        <dl>
          {told.map((term: Label) => (
            <div key={term.en}>
              <dt>{word(term)}</dt>
              <dd>
                {term.means}
                {term.source ? <span className="muted"> {say(words.source, { source: term.source })}</span> : null}
              </dd>
            </div>
          ))}
        </dl>
      </details>
    </section>
  );
}

/** Why the rate is not the second figure by the first. */
function Ended({ at, count }: { at: OverviewPart; count: number }) {
  const { say } = useMessages();
  const link = (
    <LedgerLink at={at} filter={{ status: "ended" }}>
      {say(words.count, { count })}
    </LedgerLink>
  );
  return <p className="muted">{filled(say(words.endedApart), { count: link })}</p>;
}

/** The change against the end of the month before, in words. */
function Compared({ day: on, more }: { day: string; more: number }) {
  const { say, day } = useMessages();
  const compared = more > 0 ? words.sinceMonth : more < 0 ? words.sinceMonthLess : words.sinceMonthSame;
  return <span className="overview-compared">{say(compared, { day: day(on), count: Math.abs(more) })}</span>;
}

/** A sentence with links in its blanks. */
function filled(sentence: string, parts: Record<string, ReactNode>): ReactNode {
  return sentence.split(/(\{\w+\})/).map((piece, index) => {
    const name = /^\{(\w+)\}$/.exec(piece)?.[1];
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a sentence never move
    return <Fragment key={index}>{name ? parts[name] : piece}</Fragment>;
  });
}
