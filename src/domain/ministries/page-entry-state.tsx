// Where an entry stands, and when it is to be followed up, in a few words.
import { useMessages } from "../../app/web/messages.tsx";
import { type EntrySummary, entryStates, outcomes } from "./model.ts";
import { words } from "./page-words.ts";

/** The state, and of an answered one what was answered. */
export function EntryState({ entry }: { entry: Pick<EntrySummary, "state" | "outcome"> }) {
  const { word } = useMessages();
  const state = word(entryStates[entry.state]);
  return <>{entry.state === "answered" && entry.outcome ? `${state}：${word(outcomes[entry.outcome])}` : state}</>;
}

export function EntryFollowUp({ entry }: { entry: EntrySummary }) {
  const { say, day } = useMessages();
  return (
    <span className={entry.daysLate > 0 ? "dispatch-late" : undefined}>
      {day(entry.followUpOn)}
      {entry.daysLate > 0 ? ` · ${say(words.daysLate, { days: entry.daysLate })}` : null}
    </span>
  );
}
