// How many units stand where in a round: a bar with a word for every part, never a ranking.
import { useMessages } from "../../app/web/messages.tsx";
import { type ReportState, reportStates } from "./model.ts";
import { words } from "./page-words.ts";

const order: readonly ReportState[] = ["accepted", "submitted", "returned", "drafting", "notStarted", "locked"];

export function UnitsBar({ reports }: { reports: Partial<Record<ReportState, number>> }) {
  const { say, word } = useMessages();
  const parts = order.flatMap((state) => ((reports[state] ?? 0) > 0 ? [{ state, count: reports[state] ?? 0 }] : []));
  return (
    <figure className="units-bar" aria-label={say(words.progressBar)}>
      <div aria-hidden="true">
        {parts.map(({ state, count }) => (
          <i key={state} className={`is-${state}`} style={{ flexGrow: count }} />
        ))}
      </div>
      <figcaption>
        {parts.map(({ state, count }) => (
          <span key={state}>
            <i className={`is-${state}`} aria-hidden="true" />
            {word(reportStates[state])} {count}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}
