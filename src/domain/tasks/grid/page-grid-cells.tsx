// How each column of the grid reads: as text for copies, filters and sorts, and as it is drawn.
import type { ReactNode } from "react";
import type { Messages } from "../../../app/web/messages.tsx";
import { Light } from "../../../app/web/ui/light.tsx";
import { MaturityLadder } from "../../../app/web/ui/maturity-ladder.tsx";
import { words } from "../ledger/page-ledger-words.ts";
import { lights, sectionMark, type TaskPart, type TaskSummary, taskStates } from "../model.ts";
import { words as pageWords } from "../page-words.ts";
import { editableFields } from "../rules.ts";
import type { CellField, CellValue, GroupChoice, Words } from "./grid-cells.ts";
import { type ColumnKey, columnShapes } from "./grid-columns.ts";
import { type CellEdit, entriesOf, type RowEdits } from "./grid-edits.ts";
import type { GroupRow, ItemRow } from "./grid-rows.ts";

export interface TaskRow extends ItemRow<TaskSummary> {
  edits?: RowEdits;
  /** What the open editor holds. */
  typed?: { field: CellField; text: string };
}
export type Row = TaskRow | GroupRow;

const rows = new WeakMap<TaskSummary, TaskRow>();
const editedRows = new WeakMap<RowEdits, TaskRow>();

/** The row of a task, the same object as long as nothing has changed: only changed rows are drawn anew. */
export function rowOf(task: TaskSummary, edits: RowEdits | undefined): TaskRow {
  const known = edits ? editedRows.get(edits) : rows.get(task);
  if (known?.task === task) return known;
  const row: TaskRow = edits ? { kind: "task", id: task.id, task, edits } : { kind: "task", id: task.id, task };
  if (edits) editedRows.set(edits, row);
  else rows.set(task, row);
  return row;
}

/** The task with what is being saved already in it. */
export function shownTask({ task, edits }: TaskRow): TaskSummary {
  if (!edits) return task;
  return { ...task, ...Object.fromEntries(entriesOf(edits).map(([field, edit]) => [field, edit.value])) };
}

/** How values read in one language, with the names of the working groups. */
export interface CellWords {
  messages: Messages;
  groups: readonly GroupChoice[];
}

const unitsOf = (task: TaskSummary, part: TaskPart) =>
  task.units.filter((unit) => unit.part === part).map((unit) => unit.shortName);

export function valueText(field: CellField, value: CellValue, { messages, groups }: CellWords): string {
  if (typeof value === "boolean") return messages.say(value ? pageWords.yes : pageWords.no);
  if (field === "groupId" && value) return groups.find((group) => group.id === value)?.shortName ?? value;
  return value ?? "";
}

/** What a cell reads as plain text. */
export function cellText(row: TaskRow, column: ColumnKey, cellWords: CellWords): string {
  const { messages } = cellWords;
  const { field } = columnShapes[column];
  const task = row.edits ? shownTask(row) : row.task;
  if (field) {
    const edit = row.edits?.[field];
    if (edit?.typed !== undefined) return edit.typed;
    if (field === "groupId" && !edit) return task.groupName ?? "";
    return valueText(field, task[field], cellWords);
  }
  switch (column) {
    case "ordinal":
      return task.number ?? String(task.ordinal);
    case "task":
      return task.text;
    case "lead":
    case "support":
      return messages.list(unitsOf(task, column));
    case "state":
      return messages.word(taskStates[task.state]);
    case "light":
      return messages.word(lights[task.light]);
    case "maturity":
      return `L${task.maturity}`;
    case "progress":
      return `${task.plannedPercent ?? messages.say("none")} / ${task.progressPercent}%`;
    case "due":
      return task.dueOn ?? task.dueText ?? "";
    case "section":
      return task.path.join(sectionMark);
    case "dueText":
      return task.dueText ?? "";
    case "firstDueOn":
      return task.firstDueOn ?? "";
    default:
      return messages.instant(task.changedAt);
  }
}

/** Why nothing may be written into a cell; nothing: it may. */
export function closedCell(row: TaskRow, column: ColumnKey, past: boolean): Words | undefined {
  const { field } = columnShapes[column];
  if (!field) return words.notHere;
  if (past) return words.past;
  const { mayEdit } = row.task;
  if ((editableFields[mayEdit] as readonly string[]).includes(field)) return undefined;
  return mayEdit === "none" ? words.readOnly : words.officeOnly;
}

export const mayWrite = (row: Row, column: ColumnKey, past: boolean) =>
  row.kind === "task" && closedCell(row, column, past) === undefined;

export const editOf = (row: Row, column: ColumnKey): CellEdit | undefined => {
  const { field } = columnShapes[column];
  return row.kind === "task" && field ? row.edits?.[field] : undefined;
};

/** How a cell is drawn; a refused or overtaken one says so to everybody. */
export function CellContent({ row, column, cellWords }: { row: TaskRow; column: ColumnKey; cellWords: CellWords }) {
  const { say, word } = cellWords.messages;
  const edit = editOf(row, column);
  const text = cellText(row, column, cellWords);
  if (!edit) return drawn(row.task, column, text) ?? <span className={text ? undefined : "muted"}>{text}</span>;
  const field = columnShapes[column].field as CellField;
  const trouble =
    edit.state === "refused"
      ? say(words.cellRefused, { why: word(edit.why) })
      : edit.state === "clash"
        ? say(words.cellClash, {
            theirs: valueText(field, edit.theirs ?? null, cellWords) || say(words.cellEmpty),
          })
        : "";
  return (
    <span className={`cell-edit is-${edit.state}`} title={trouble || undefined}>
      {text}
      {trouble ? <span className="sr">{trouble}</span> : null}
    </span>
  );
}

function drawn(task: TaskSummary, column: ColumnKey, text: string): ReactNode {
  if (column === "light") return <Light light={task.light} />;
  if (column === "maturity") return <MaturityLadder step={task.maturity} />;
  if (column === "due") return <span title={task.dueText ?? undefined}>{text}</span>;
  if (column === "ordinal") return <span className="muted">{text}</span>;
  return null;
}

/** Orders two rows by what a column shows: days and numbers by size, words by pinyin, empty ones last. */
export function orderBy(column: ColumnKey, down: boolean, cellWords: CellWords) {
  const collator = new Intl.Collator(cellWords.messages.language === "zh" ? "zh-CN" : "en", { numeric: true });
  return (one: TaskRow, other: TaskRow) => {
    const [a, b] = [cellText(one, column, cellWords), cellText(other, column, cellWords)];
    if (a === "" || b === "") return a === b ? 0 : a === "" ? 1 : -1;
    return down ? collator.compare(b, a) : collator.compare(a, b);
  };
}
