// The ledger as a timeline 时间线: each task from its start to its due day with its milestones, against today.
// Arrow keys up and down walk the tasks, left and right move the time; Space shows a task beside it, Enter opens it.
import { useRouter } from "@tanstack/react-router";
import { type KeyboardEvent, type MouseEvent, useCallback, useMemo, useState } from "react";
import { localToday, useMessages } from "../../../app/web/messages.tsx";
import { useHere } from "../../../app/web/shell/here.tsx";
import { EmptyState } from "../../../app/web/ui/empty-state.tsx";
import { Kbd } from "../../../app/web/ui/kbd.tsx";
import { useNarrow } from "../../../app/web/ui/narrow.tsx";
import { RefusalNotice } from "../../../app/web/ui/notice.tsx";
import { Skeleton } from "../../../app/web/ui/skeleton.tsx";
import type { LedgerViewProps } from "../ledger/page-ledger-view.tsx";
import type { TaskSummary } from "../model.ts";
import { useAllTasks } from "../page-all-tasks.tsx";
import { words as ledgerWords } from "../page-words.ts";
import { type LaneRow, lanesOf, TimelineBar, timelineChoice } from "./page-timeline-bar.tsx";
import { TimelineHead, timelineLines } from "./page-timeline-head.tsx";
import { TimelineList } from "./page-timeline-list.tsx";
import { MilestoneMark, rowText, TimelineTask } from "./page-timeline-row.tsx";
import { useWindow } from "./page-timeline-window.tsx";
import { words } from "./page-timeline-words.ts";
import { monthAfter, timelineScale } from "./timeline-scale.ts";
import "./page-timeline.css";

export function LedgerTimeline({ programmeId, search, onChange, onShow, onOpen, chosen }: LedgerViewProps) {
  const messages = useMessages();
  const { say, day } = messages;
  const narrow = useNarrow();
  const { programme } = useHere();
  const { tasks, total, pending, error, retry } = useAllTasks(programmeId, search);
  const today = search.asOf ?? localToday();
  const choice = timelineChoice(search, today);
  const scale = useMemo(() => timelineScale(choice.from, choice.span), [choice.from, choice.span]);
  const rows = useMemo(() => lanesOf(tasks, choice.lanes, messages), [tasks, choice.lanes, messages]);
  const [read, setRead] = useState<TaskSummary | null>(null);
  const caption = say(words.caption, {
    programme: programme?.title ?? "",
    from: day(scale.first),
    to: day(`${monthAfter(choice.from, choice.span - 1)}-01`),
  });
  return (
    <div className="ledger-view tl">
      <RefusalNotice error={error} onRetry={retry} />
      {pending && !error ? <Skeleton lines={14} /> : null}
      {!pending && tasks.length === 0 ? (
        <EmptyState title={say(ledgerWords.ledgerEmptyTitle)} next={say(ledgerWords.ledgerEmptyNext)} />
      ) : null}
      {tasks.length > 0 && narrow ? <TimelineList tasks={tasks} today={today} onShow={onShow} /> : null}
      {tasks.length > 0 && !narrow ? (
        <>
          <TimelineBar choice={choice} today={today} onChange={onChange} />
          <Table
            {...{ caption, rows, scale, today, chosen, onShow, onOpen }}
            programmeId={programmeId}
            asOf={search.asOf}
            quarters={choice.span > 18}
            onRead={setRead}
            onShift={(months) => onChange({ from: monthAfter(choice.from, months) })}
          />
          <footer className="ledger-foot tl-foot no-print">
            <span className="tl-read">
              {read ? (
                <>
                  <b>{read.shortTitle}</b> {rowText(messages, read, today)}
                </>
              ) : (
                <span className="tl-legend">
                  {(["reached", "open", "overdue"] as const).map((standing) => (
                    <span key={standing}>
                      <MilestoneMark standing={standing} /> {say(words.milestones)}
                      {messages.language === "zh" ? "" : " "}
                      {say(words[standing])}
                    </span>
                  ))}
                  <span>
                    <i className="tl-sample" /> {say(words.actualShare)}
                  </span>
                  <span>
                    <i className="tl-sample-mark" /> {say(words.plannedMark)}
                  </span>
                </span>
              )}
            </span>
            {tasks.length < total ? <span>{say(words.loaded, { shown: tasks.length, total })}</span> : null}
            <span className="ledger-keys">
              <Kbd>↑</Kbd> <Kbd>↓</Kbd> {say(ledgerWords.keysMove)} <Kbd>←</Kbd> <Kbd>→</Kbd> {say(words.keysShift)}{" "}
              <Kbd>Space</Kbd> {say(ledgerWords.keysSheet)} <Kbd>Enter</Kbd> {say(ledgerWords.keysOpen)}
            </span>
          </footer>
        </>
      ) : null}
    </div>
  );
}

interface TableProps {
  caption: string;
  rows: readonly LaneRow[];
  scale: ReturnType<typeof timelineScale>;
  quarters: boolean;
  today: string;
  programmeId: string;
  asOf: string | undefined;
  chosen: string | null;
  onShow: (taskId: string) => void;
  onOpen: (taskId: string) => void;
  onRead: (task: TaskSummary | null) => void;
  onShift: (months: number) => void;
}

function Table({ rows, scale, today, chosen, onShow, onOpen, onRead, onShift, ...rest }: TableProps) {
  const router = useRouter();
  const view = useWindow(rows.length);
  const hrefOf = useCallback(
    (id: string) =>
      router.buildLocation({
        to: "/p/$programmeId/tasks/$taskId",
        params: { programmeId: rest.programmeId, taskId: id },
        search: rest.asOf ? { asOf: rest.asOf } : {},
      }).href,
    [router, rest.programmeId, rest.asOf],
  );
  const taskOf = (target: EventTarget | null) =>
    target instanceof Element ? target.closest<HTMLElement>("[data-row]")?.dataset.row : undefined;
  const readAt = (target: EventTarget | null) => {
    const id = taskOf(target);
    const row = id ? rows.find((one) => one.task?.id === id) : undefined;
    if (row?.task) onRead(row.task);
  };
  const onClick = (event: MouseEvent) => {
    const id = taskOf(event.target);
    if (!id || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    if (event.detail === 0 || chosen === id) onOpen(id);
    else onShow(id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const id = taskOf(event.target);
    const at = rows.findIndex((row) => row.task?.id === id);
    if (!id || at < 0) return;
    const shift = { ArrowLeft: -3, ArrowRight: 3 }[event.key];
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 15, PageUp: -15 }[event.key];
    const end = { Home: 0, End: rows.length - 1 }[event.key];
    if (shift) onShift(shift);
    else if (step) view.focusRow(nextTask(rows, at + step, step > 0 ? 1 : -1));
    else if (end !== undefined) view.focusRow(nextTask(rows, end, end === 0 ? 1 : -1));
    else if (event.key === " ") onShow(id);
    else return;
    event.preventDefault();
  };
  const entry = rows.find((row) => row.task && row.task.id === chosen) ?? rows.find((row) => row.task);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it hears the keys of the links inside, and is nothing itself
    <div
      className="tl-scroll"
      ref={view.box}
      onScroll={view.onScroll}
      onKeyDown={onKeyDown}
      onFocus={(event) => readAt(event.target)}
      onPointerOver={(event) => readAt(event.target)}
    >
      <table className="tl-table" aria-rowcount={rows.length + 1} style={timelineLines(scale, today, rest.quarters)}>
        <caption className="sr">{rest.caption}</caption>
        <TimelineHead scale={scale} today={today} quarters={rest.quarters} />
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are heard by the box around it */}
        <tbody onClick={onClick}>
          {view.before > 0 ? <Space height={view.before} /> : null}
          {rows.slice(view.from, view.to).map((row, offset) =>
            row.task ? (
              <TimelineTask
                key={row.key}
                task={row.task}
                scale={scale}
                today={today}
                index={view.from + offset + 2}
                entry={row === entry}
                chosen={row.task.id === chosen}
                href={hrefOf(row.task.id)}
              />
            ) : (
              <tr key={row.key} className="tl-lane" aria-rowindex={view.from + offset + 2}>
                <th colSpan={4} scope="rowgroup">
                  <span>{row.label}</span>
                </th>
              </tr>
            ),
          )}
          {view.after > 0 ? <Space height={view.after} /> : null}
        </tbody>
      </table>
    </div>
  );
}

/** The nearest row with a task, from a place in a direction, kept inside. */
function nextTask(rows: readonly LaneRow[], from: number, step: 1 | -1): number {
  let at = Math.min(Math.max(from, 0), rows.length - 1);
  while (rows[at] && !rows[at]?.task) at += step;
  if (rows[at]) return at;
  at = Math.min(Math.max(from, 0), rows.length - 1);
  while (rows[at] && !rows[at]?.task) at -= step;
  return Math.max(0, at);
}

/** Room for the rows that are not drawn. */
function Space({ height }: { height: number }) {
  return (
    <tr className="tl-space">
      <td colSpan={4} style={{ height }} />
    </tr>
  );
}
