// One task on the timeline: its bar with planned and actual share, its milestones as shapes, and all of it in words.
import { memo } from "react";
import { type Messages, useMessages } from "../../../app/web/messages.tsx";
import { Light } from "../../../app/web/ui/light.tsx";
import { daysBetween } from "../../../kernel/clock.ts";
import { lights, type TaskSummary } from "../model.ts";
import { words } from "./page-timeline-words.ts";
import { barOf, type MilestoneStanding, standingOf, type TimelineScale } from "./timeline-scale.ts";

/** A diamond: filled when reached, hollow when open, with a stroke through it when overdue. */
export function MilestoneMark({ standing }: { standing: MilestoneStanding }) {
  return (
    <svg className={`tl-mark is-${standing}`} viewBox="0 0 12 12" aria-hidden="true">
      <path d="M6 .8 11.2 6 6 11.2 .8 6Z" />
      {standing === "overdue" ? <path className="tl-mark-stroke" d="M6 3.2v3.4M6 8.1v.9" /> : null}
    </svg>
  );
}

/** How a milestone stands, in words: reached, days left, or days overdue. */
export function standingText(
  { say }: Messages,
  milestone: { dueOn: string; reachedOn: string | null },
  today: string,
): string {
  const standing = standingOf(milestone, today);
  if (standing === "reached") return say(words.reached);
  if (standing === "overdue") return say(words.overdueDays, { days: daysBetween(milestone.dueOn, today) });
  const days = daysBetween(today, milestone.dueOn);
  return days === 0 ? say(words.onToday) : say(words.inDays, { days });
}

/** Everything the row draws, as one line for the foot, the screen reader and the tooltip. */
export function rowText(messages: Messages, task: TaskSummary, today: string): string {
  const { say, word, day } = messages;
  const { startsOn, dueOn } = task;
  const time = dueOn
    ? startsOn
      ? say(words.period, { from: day(startsOn), to: day(dueOn) })
      : say(words.dueOnly, { day: day(dueOn) })
    : (task.dueText ?? say(words.noDays));
  const progress = say(words.progress, {
    planned: task.plannedPercent === null ? say("none") : `${task.plannedPercent}%`,
    actual: `${task.progressPercent}%`,
  });
  const milestones = (task.milestones ?? []).map((milestone) =>
    say(words.milestoneLine, {
      day: day(milestone.dueOn),
      title: milestone.title,
      standing: standingText(messages, milestone, today),
    }),
  );
  return [word(lights[task.light]), time, progress, ...milestones].join(messages.language === "zh" ? "；" : "; ");
}

export const TimelineTask = memo(function TimelineTask({
  task,
  scale,
  today,
  index,
  entry,
  chosen,
  href,
}: {
  task: TaskSummary;
  scale: TimelineScale;
  today: string;
  /** Its row in the whole table, from 1. */
  index: number;
  /** Is it the way in by Tab? */
  entry: boolean;
  chosen: boolean;
  href: string;
}) {
  const messages = useMessages();
  const { say } = messages;
  const planned = task.plannedPercent === null ? say("none") : task.plannedPercent;
  return (
    <tr className={chosen ? "tl-row is-chosen" : "tl-row"} data-row={task.id} aria-rowindex={index}>
      <td className="tl-task">
        <a href={href} data-row-link tabIndex={entry ? 0 : -1}>
          <span className="tl-number muted">{task.number ?? task.ordinal}</span>
          <span className="tl-text">{task.shortTitle}</span>
        </a>
      </td>
      <td className="tl-light">
        <Light light={task.light} />
      </td>
      <td className="tl-share">
        {planned} / {task.progressPercent}%
      </td>
      <td className="tl-track">
        <span className="sr">{rowText(messages, task, today)}</span>
        <span aria-hidden="true" className="tl-draw">
          <Bar task={task} scale={scale} />
          {(task.milestones ?? []).map((milestone) => {
            const at = scale.placeOf(milestone.dueOn);
            if (at < 0 || at >= 1) return null;
            return (
              <i
                key={milestone.id}
                className="tl-milestone"
                style={{ left: `${at * 100}%` }}
                title={`${milestone.title} · ${messages.day(milestone.dueOn)} · ${standingText(messages, milestone, today)}`}
              >
                <MilestoneMark standing={standingOf(milestone, today)} />
              </i>
            );
          })}
        </span>
      </td>
    </tr>
  );
});

function Bar({ task, scale }: { task: TaskSummary; scale: TimelineScale }) {
  const { say } = useMessages();
  const bar = barOf(task, scale);
  if (!bar) {
    const marks = (task.milestones ?? []).map((milestone) => scale.placeOf(milestone.dueOn));
    if (marks.some((mark) => mark >= 0 && mark < 1)) {
      const [left, right] = [Math.max(0, Math.min(...marks)), Math.min(1, Math.max(...marks))];
      return <i className="tl-thread" style={{ left: `${left * 100}%`, width: `${(right - left) * 100}%` }} />;
    }
    const at = task.dueOn ? scale.placeOf(task.dueOn) : null;
    if (at === null) return <span className="tl-missing muted">{task.dueText ?? say(words.noDays)}</span>;
    if (at >= 0 && at < 1) return <i className="tl-due" style={{ left: `${at * 100}%` }} />;
    return (
      <span className={`tl-missing muted ${at < 0 ? "" : "is-after"}`}>
        {at < 0 ? `← ${say(words.outsideBefore)}` : `${say(words.outsideAfter)} →`}
      </span>
    );
  }
  // Shares are of the whole task, also where an edge cuts it.
  const from = scale.placeOf(task.startsOn ?? "");
  const whole = scale.placeOf(task.dueOn ?? "") - from || bar.width;
  const shareIn = (percent: number) =>
    Math.min(1, Math.max(0, (from + (whole * percent) / 100 - bar.left) / bar.width));
  return (
    <span
      className={`tl-bar is-${task.light} ${bar.before ? "goes-before" : ""} ${bar.after ? "goes-after" : ""}`}
      style={{ left: `${bar.left * 100}%`, width: `${bar.width * 100}%` }}
    >
      <i className="tl-actual" style={{ width: `${shareIn(task.progressPercent) * 100}%` }} />
      {task.plannedPercent === null ? null : (
        <i className="tl-planned" style={{ left: `${shareIn(task.plannedPercent) * 100}%` }} />
      )}
    </span>
  );
}
