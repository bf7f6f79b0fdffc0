// The timeline on a phone: what is open, by month, overdue first.
import { useMessages } from "../../../app/web/messages.tsx";
import { EmptyState } from "../../../app/web/ui/empty-state.tsx";
import type { TaskSummary } from "../model.ts";
import { MilestoneMark, standingText } from "./page-timeline-row.tsx";
import { words } from "./page-timeline-words.ts";
import { deadlinesOf, standingOf } from "./timeline-scale.ts";

/** How many months are listed. */
const monthsShown = 18;

export function TimelineList({
  tasks,
  today,
  onShow,
}: {
  tasks: readonly TaskSummary[];
  today: string;
  onShow: (taskId: string) => void;
}) {
  const messages = useMessages();
  const { say, day } = messages;
  const groups = deadlinesOf(tasks, today).slice(0, monthsShown);
  if (groups.length === 0) return <EmptyState title={say(words.listEmpty)} next={say(words.listEmptyNext)} />;
  return (
    <div className="tl-list">
      {groups.map(({ month, items }) => {
        const [year = "", number = ""] = month.split("-");
        const title = month === "overdue" ? say(words.overdue) : say(words.yearMonth, { year, month: Number(number) });
        return (
          <section key={month} aria-label={title}>
            <h2>
              {title} <span className="muted">{items.length}</span>
            </h2>
            <ul>
              {items.map(({ task, milestone, dueOn }) => {
                const at = { dueOn, reachedOn: null };
                return (
                  <li key={`${task.id}${milestone?.id ?? ""}`}>
                    <button type="button" onClick={() => onShow(task.id)}>
                      <MilestoneMark standing={standingOf(at, today)} />
                      <span>
                        <b>{milestone?.title ?? say(words.due)}</b>
                        <span className={month === "overdue" ? "tl-late" : "muted"}>
                          {day(dueOn)} · {standingText(messages, at, today)}
                        </span>
                        <span className="muted">
                          {task.number ?? task.ordinal}. {task.shortTitle}
                        </span>
                      </span>
                    </button>
                  </li>
                );
              })}
            </ul>
          </section>
        );
      })}
    </div>
  );
}
