// Copying cells out of the grid and writing into them: typed, emptied or pasted; a paste of many cells is shown before it is written.
import { type ClipboardEvent, useState } from "react";
import { useAnnounce } from "../../../app/web/ui/announcer.tsx";
import { words } from "../ledger/page-ledger-words.ts";
import { type CellField, parseCell } from "./grid-cells.ts";
import { type ChosenColumn, columnShapes, gridColumns } from "./grid-columns.ts";
import type { EditQueue } from "./grid-edits.ts";
import { pasteLimit, planPaste, readCells, writeCells, writeTable } from "./grid-paste.ts";
import { type CellWords, cellText, closedCell, editOf, type Row, type TaskRow } from "./page-grid-cells.tsx";
import type { AskedPaste } from "./page-grid-paste.tsx";
import type { Box } from "./page-grid-range.tsx";

interface ClipboardFacts {
  rows: readonly Row[];
  columns: readonly ChosenColumn[];
  box: Box | null;
  past: boolean;
  cellWords: CellWords;
  queue: EditQueue;
}

const isField = (target: EventTarget) => target instanceof HTMLElement && target.closest("input, textarea, select");

/** The value a cell is taken to hold: what is being saved, else what the server has. */
const heldBy = (row: TaskRow, field: CellField) => row.edits?.[field]?.value ?? row.task[field];

export function useClipboard({ rows, columns, box, past, cellWords, queue }: ClipboardFacts) {
  const { say, word } = cellWords.messages;
  const announce = useAnnounce();
  const [asked, setAsked] = useState<AskedPaste | null>(null);
  const tasksFrom = (top: number, most: number) => {
    const found: TaskRow[] = [];
    for (let at = top; at < rows.length && found.length < most; at++) {
      const row = rows[at];
      if (row?.kind === "task") found.push(row);
    }
    return found;
  };
  const targetOf = (row: TaskRow, left: number, wide: number) => ({
    taskId: row.id,
    cells: columns.slice(left, left + wide).map(({ key }) => {
      const { field } = columnShapes[key];
      const closed = closedCell(row, key, past);
      return {
        label: word(gridColumns[key]),
        field: field ?? null,
        value: field ? heldBy(row, field) : null,
        // A refused text is not what the cell holds: the same text is tried again.
        text: editOf(row, key)?.state === "refused" ? "\0" : cellText(row, key, cellWords),
        ...(closed ? { closed } : {}),
      };
    }),
  });
  const parse = (field: CellField, text: string) => parseCell(field, text, cellWords.groups);

  const write = (row: TaskRow, field: CellField, typed: string) => {
    const parsed = parse(field, typed);
    const before = heldBy(row, field);
    if ("why" in parsed) {
      queue.stage([], [{ taskId: row.id, field, before: row.task[field], typed, why: parsed.why }]);
      announce(say(words.cellRefused, { why: word(parsed.why) }));
    } else if ((parsed.value ?? "") !== (before ?? ""))
      queue.stage([{ taskId: row.id, field, before, value: parsed.value }]);
    else if (row.edits?.[field]?.state === "refused") queue.drop(row.id, field);
  };

  /** Rows of the selection that are tasks, with as many columns as it is wide. */
  const selected = () => {
    if (!box) return [];
    return rows
      .slice(box.top, box.bottom + 1)
      .filter((row): row is TaskRow => row.kind === "task")
      .map((row) => ({ row, keys: columns.slice(box.left, box.right + 1).map((column) => column.key) }));
  };

  const onCopy = (event: ClipboardEvent) => {
    if (isField(event.target)) return;
    const cells = selected().map(({ row, keys }) => keys.map((key) => cellText(row, key, cellWords)));
    if (cells.length === 0) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", writeCells(cells));
    event.clipboardData.setData("text/html", writeTable(cells));
    announce(say(words.copied, { rows: cells.length, columns: cells[0]?.length ?? 0 }));
  };

  const onPaste = (event: ClipboardEvent) => {
    if (isField(event.target) || !box) return;
    event.preventDefault();
    const text = event.clipboardData.getData("text/plain");
    if (text.length > pasteLimit.characters) return announce(say(words.pasteTooMuch));
    const given = readCells(text);
    if (given.length === 0 || given.length > pasteLimit.rows) return announce(say(words.pasteTooMuch));
    const single = given.length === 1 && given[0]?.length === 1;
    const wide = single ? box.right - box.left + 1 : Math.max(...given.map((row) => row.length));
    const tall = single ? box.bottom - box.top + 1 : given.length;
    const targets = single
      ? selected().map(({ row }) => targetOf(row, box.left, wide))
      : tasksFrom(box.top, tall).map((row) => targetOf(row, box.left, wide));
    const plan = planPaste(given, targets, parse);
    const numbers = new Map(rows.flatMap((row) => (row.kind === "task" ? [[row.id, row.task] as const] : [])));
    const numberOf = (taskId: string) => {
      const task = numbers.get(taskId);
      return task ? (task.number ?? String(task.ordinal)) : "";
    };
    const whole = plan.refused.length + plan.leftRows + plan.leftColumns === 0;
    if (whole && plan.edits.length <= 1) queue.stage(plan.edits);
    else setAsked({ plan, rows: given.length, columns: wide, numberOf });
  };

  const writeAsked = () => {
    if (!asked) return;
    const { edits, refused } = asked.plan;
    queue.stage(
      edits,
      refused.flatMap(({ taskId, field, typed, why }) => {
        const row = rows.find((one) => one.id === taskId);
        return field && row?.kind === "task" ? [{ taskId, field, typed, why, before: row.task[field] }] : [];
      }),
    );
  };

  const empty = () => {
    const edits = selected().flatMap(({ row, keys }) =>
      keys.flatMap((key) => {
        const { field } = columnShapes[key];
        if (!field || closedCell(row, key, past)) return [];
        const parsed = parse(field, "");
        const before = heldBy(row, field);
        return "value" in parsed && (parsed.value ?? "") !== (before ?? "")
          ? [{ taskId: row.id, field, before, value: parsed.value }]
          : [];
      }),
    );
    if (edits.length > 0) queue.stage(edits);
  };

  return { onCopy, onPaste, write, empty, asked, writeAsked, forget: () => setAsked(null) };
}
