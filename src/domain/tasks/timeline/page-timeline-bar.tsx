// What a reader chooses of the timeline: where it begins, how long it is, how tasks are grouped; all of it in the address.
import { type Messages, useMessages } from "../../../app/web/messages.tsx";
import type { Search } from "../../../app/web/search.ts";
import { Button } from "../../../app/web/ui/button.tsx";
import { Select } from "../../../app/web/ui/select.tsx";
import { groupsWithout, sectionMark, type TaskSummary } from "../model.ts";
import { words } from "./page-timeline-words.ts";
import { firstMonth, monthAfter, readMonth, type TimelineSpan, timelineSpans } from "./timeline-scale.ts";

export type Lanes = "section" | "group" | "none";

export interface TimelineChoice {
  from: string;
  span: TimelineSpan;
  lanes: Lanes;
}

export function timelineChoice(search: Search, today: string): TimelineChoice {
  const span = timelineSpans.find((one) => String(one) === search.span) ?? 18;
  const lanes: Lanes = search.lanes === "group" || search.lanes === "none" ? search.lanes : "section";
  return { from: readMonth(search.from) ?? firstMonth(today, span), span, lanes: search.sort ? "none" : lanes };
}

/** A row of the table: a task, or the heading of a lane. */
export interface LaneRow {
  key: string;
  label?: string;
  task?: TaskSummary;
}

/** Tasks under headings; lanes stand in the order in which their first task comes. */
export function lanesOf(tasks: readonly TaskSummary[], lanes: Lanes, { word }: Pick<Messages, "word">): LaneRow[] {
  const rowOf = (task: TaskSummary): LaneRow => ({ key: task.id, task });
  if (lanes === "none") return tasks.map(rowOf);
  const labelOf = (task: TaskSummary) =>
    lanes === "group"
      ? (task.groupName ?? word(groupsWithout.group))
      : task.path.join(sectionMark) || word(groupsWithout.section);
  return [...Map.groupBy(tasks, labelOf)].flatMap(([label, inside]) => [
    { key: `lane ${label}`, label },
    ...inside.map(rowOf),
  ]);
}

export function TimelineBar({
  choice,
  today,
  onChange,
}: {
  choice: TimelineChoice;
  today: string;
  onChange: (change: Search) => void;
}) {
  const { say } = useMessages();
  const shift = (months: number) => onChange({ from: monthAfter(choice.from, months) });
  const step = choice.span / 3;
  return (
    <div className="tl-bar-choices no-print">
      <Button onClick={() => shift(-step)}>‹ {say(words.earlier)}</Button>
      <Button onClick={() => onChange({ from: undefined })}>{say(words.now)}</Button>
      <Button onClick={() => shift(step)}>{say(words.later)} ›</Button>
      <Select
        aria-label={say(words.axis)}
        value={String(choice.span)}
        choices={[
          { value: "18", label: say(words.span18) },
          { value: "36", label: say(words.span36) },
        ]}
        onChoose={(span) =>
          onChange({
            span: span === "18" ? undefined : span,
            from: choice.from === firstMonth(today, choice.span) ? undefined : choice.from,
          })
        }
      />
      <Select
        aria-label={say(words.lanes)}
        value={choice.lanes}
        choices={[
          { value: "section", label: say(words.lanesSection) },
          { value: "group", label: say(words.lanesGroup) },
          { value: "none", label: say(words.lanesNone) },
        ]}
        onChoose={(lanes) => onChange({ lanes: lanes === "section" ? undefined : lanes, sort: undefined })}
      />
    </div>
  );
}
