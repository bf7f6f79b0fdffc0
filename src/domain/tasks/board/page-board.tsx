// The ledger as a board 看板: a column for each state in the order of the state machine. Moving a card is doing an act:
// only where the abilities allow it, by mouse or by the menu of the card.
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { type KeyboardEvent, type MouseEvent, useRef, useState } from "react";
import { useMessages } from "../../../app/web/messages.tsx";
import { useHere } from "../../../app/web/shell/here.tsx";
import { EmptyState } from "../../../app/web/ui/empty-state.tsx";
import { Kbd } from "../../../app/web/ui/kbd.tsx";
import { useNarrow } from "../../../app/web/ui/narrow.tsx";
import { RefusalNotice } from "../../../app/web/ui/notice.tsx";
import { Select } from "../../../app/web/ui/select.tsx";
import { Skeleton } from "../../../app/web/ui/skeleton.tsx";
import { codesOf } from "../../../kernel/labels.ts";
import type { LedgerViewProps } from "../ledger/page-ledger-view.tsx";
import { type Task, type TaskState, taskStates } from "../model.ts";
import { ActQuestion } from "../page-task-acts.tsx";
import { useTask } from "../page-task-change.tsx";
import { words as ledgerWords } from "../page-words.ts";
import type { StepAct } from "../rules.ts";
import { targetsOf } from "./page-board-card.tsx";
import { BoardColumn, boardCountsQuery } from "./page-board-column.tsx";
import { words } from "./page-board-words.ts";
import "./page-board.css";

export function LedgerBoard({ programmeId, search, onChange, onShow, onOpen, chosen }: LedgerViewProps) {
  const { say, word } = useMessages();
  const { programme } = useHere();
  const router = useRouter();
  const narrow = useNarrow();
  const board = useRef<HTMLDivElement>(null);
  const [dragged, setDragged] = useState<Task | null>(null);
  const [asked, setAsked] = useState<{ task: Task; act: StepAct } | null>(null);
  const counts = useQuery(boardCountsQuery(programmeId, search));
  const past = search.asOf !== undefined;
  const states = codesOf(taskStates);
  const countOf = (state: TaskState) => counts.data?.items.find((item) => item.key === state)?.count ?? 0;
  const filled = states.filter((state) => countOf(state) > 0);
  const shown = states.find((state) => state === search.column) ?? filled[0] ?? "draft";
  const targets = dragged ? targetsOf(dragged) : {};
  const columns = narrow
    ? [shown]
    : states.filter((state) => !search.status || search.status.split(",").includes(state));
  const hrefOf = (taskId: string) =>
    router.buildLocation({
      to: "/p/$programmeId/tasks/$taskId",
      params: { programmeId, taskId },
      search: search.asOf ? { asOf: search.asOf } : {},
    }).href;
  const taskAt = (target: EventTarget | null) =>
    target instanceof Element ? target.closest<HTMLElement>("[data-row]")?.dataset.row : undefined;
  const onClick = (event: MouseEvent) => {
    const id = taskAt(event.target);
    const onLink = event.target instanceof Element && !event.target.closest("button, [popover]");
    if (!id || !onLink || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    if (event.detail === 0 || chosen === id) onOpen(id);
    else onShow(id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const id = taskAt(event.target);
    if (!id || event.altKey || event.ctrlKey || event.metaKey) return;
    if (!(event.target instanceof HTMLElement) || event.target.dataset.rowLink === undefined) return;
    if (event.key === " ") onShow(id);
    else if (!walk(board.current, event.target, event.key)) return;
    event.preventDefault();
  };
  return (
    <div className="ledger-view board-view">
      <RefusalNotice error={counts.error} onRetry={() => void counts.refetch()} />
      {counts.isPending && !counts.error ? <Skeleton lines={10} /> : null}
      {counts.data?.total === 0 ? (
        <EmptyState title={say(ledgerWords.ledgerEmptyTitle)} next={say(ledgerWords.ledgerEmptyNext)} />
      ) : null}
      {counts.data && counts.data.total > 0 ? (
        <>
          {narrow ? (
            <div className="board-choice">
              <Select
                aria-label={say(words.choose)}
                value={shown}
                choices={states.map((state) => ({
                  value: state,
                  label: `${word(taskStates[state])} ${countOf(state)}`,
                }))}
                onChoose={(column) => onChange({ column })}
              />
            </div>
          ) : null}
          {/* biome-ignore lint/a11y/noStaticElementInteractions: it hears the keys of the links inside, and is nothing itself */}
          <div className="board" ref={board} onClick={onClick} onKeyDown={onKeyDown}>
            <h2 className="sr">{say(words.caption, { programme: programme?.title ?? "" })}</h2>
            {columns.map((state) => (
              <BoardColumn
                key={state}
                programmeId={programmeId}
                search={search}
                state={state}
                count={countOf(state)}
                entry={state === (narrow ? shown : filled[0])}
                chosen={chosen}
                past={past}
                hrefOf={hrefOf}
                target={targets[state]}
                dragging={dragged !== null}
                onDrag={setDragged}
                onAct={(task, act) => setAsked({ task, act })}
                onDropHere={(act) => {
                  if (dragged) setAsked({ task: dragged, act });
                  setDragged(null);
                }}
              />
            ))}
          </div>
          <footer className="ledger-foot no-print">
            <span>{say(ledgerWords.countTasks, { count: counts.data.total })}</span>
            <span className="ledger-keys">
              <Kbd>↑</Kbd> <Kbd>↓</Kbd> {say(ledgerWords.keysMove)} <Kbd>←</Kbd> <Kbd>→</Kbd> {say(words.keysColumn)}{" "}
              <Kbd>Space</Kbd> {say(ledgerWords.keysSheet)} <Kbd>Enter</Kbd> {say(ledgerWords.keysOpen)}
            </span>
          </footer>
        </>
      ) : null}
      {asked ? <Question {...asked} onClose={() => setAsked(null)} /> : null}
    </div>
  );
}

/** Asks on the newest version of the task, also when somebody changed it meanwhile. */
function Question({ task, act, onClose }: { task: Task; act: StepAct; onClose: () => void }) {
  const newest = useTask(task.programmeId, task.id).data ?? task;
  return <ActQuestion task={newest} act={act} onClose={onClose} />;
}

/** Moves the focus to the card above, below, or at the same height in the next column with cards. */
function walk(board: HTMLElement | null, from: HTMLElement, key: string): boolean {
  const columns = [...(board?.querySelectorAll<HTMLElement>("[data-column]") ?? [])]
    .map((column) => [...column.querySelectorAll<HTMLElement>("[data-row-link]")])
    .filter((cards) => cards.length > 0);
  const x = columns.findIndex((cards) => cards.includes(from));
  const y = columns[x]?.indexOf(from) ?? -1;
  const at = {
    ArrowDown: [x, y + 1],
    ArrowUp: [x, y - 1],
    ArrowRight: [x + 1, y],
    ArrowLeft: [x - 1, y],
    Home: [x, 0],
  }[key];
  if (!at) return false;
  const cards = columns[at[0] as number];
  cards?.[Math.min(Math.max(at[1] as number, 0), cards.length - 1)]?.focus();
  return true;
}
