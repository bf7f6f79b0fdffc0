// What the keys of the grid do, beyond moving about: select, edit, open, empty, undo. The list for readers is `gridKeys`.
import type { KeyboardEvent } from "react";
import type { CellKeyDownArgs } from "react-data-grid";
import type { Picks } from "../bulk/page-bulk-pick.tsx";
import type { ColumnKey } from "./grid-columns.ts";
import type { GroupRow } from "./grid-rows.ts";
import { mayWrite, type Row } from "./page-grid-cells.tsx";
import type { FilterRow } from "./page-grid-filter-row.tsx";
import type { RangeOf } from "./page-grid-range.tsx";

export interface KeyActs {
  past: boolean;
  sheetOpen: boolean;
  range: RangeOf;
  picks: Pick<Picks, "ids" | "clear">;
  /** Chooses the rows of the selection, or leaves them out again. */
  onPick: (rowIdx: number) => void;
  onPickAll: () => void;
  rowCount: number;
  columnCount: number;
  onShow: (taskId: string) => void;
  onOpen: (taskId: string) => void;
  onFold: (groupId: string) => void;
  onEmpty: () => void;
  onUndo: () => void;
  onRedo: () => void;
  onHelp: () => void;
  onLeave: () => void;
  onFind: () => void;
  onBelow: (rowIdx: number, column: number) => void;
  /** The editor opens: does typing replace what is there? */
  onEditor: (replaces: boolean) => void;
}

type KeyEvent = KeyboardEvent<HTMLDivElement> & { preventGridDefault: () => void };

const steps: Record<string, readonly [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Carries out what a key means here; keys without a meaning of ours are left to the grid library. */
export function heedKey(args: CellKeyDownArgs<Row, FilterRow>, event: KeyEvent, acts: KeyActs): void {
  const act = args.mode === "EDIT" ? saving(args, event.key, acts) : actOf(args, event, acts);
  if (!act) return;
  event.preventDefault();
  event.preventGridDefault();
  act();
}

/** Enter saves and goes on to the next task below, as in a spreadsheet. */
function saving(args: CellKeyDownArgs<Row, FilterRow>, key: string, acts: KeyActs): (() => void) | undefined {
  if (args.mode !== "EDIT" || key !== "Enter") return undefined;
  return () => {
    args.onClose(true);
    acts.onBelow(args.rowIdx, args.column.idx);
  };
}

function actOf(args: CellKeyDownArgs<Row, FilterRow>, event: KeyEvent, acts: KeyActs): (() => void) | undefined {
  if (args.mode === "EDIT" || !args.row || !args.column) return undefined;
  const { row, rowIdx, column } = args;
  const { key, shiftKey } = event;
  const { range, rowCount, columnCount } = acts;
  if (event.nativeEvent.isComposing || event.keyCode === 229) return typed(row, column.key as ColumnKey, key, acts);
  if (key === "F1") return acts.onHelp;
  const step = steps[key];
  if (event.ctrlKey || event.metaKey) {
    const go = (toRow: number, toColumn: number) => () => {
      range.clear();
      args.setActivePosition({ rowIdx: toRow, idx: toColumn }, { shouldFocus: true });
    };
    if (step && shiftKey) return () => range.extend(step[0] * rowCount, step[1] * columnCount);
    const moves: Record<string, () => void> = {
      ArrowUp: go(0, column.idx),
      ArrowDown: go(rowCount - 1, column.idx),
      ArrowLeft: go(rowIdx, 0),
      ArrowRight: go(rowIdx, columnCount - 1),
      Home: go(0, 0),
      End: go(rowCount - 1, columnCount - 1),
      a: () => {
        range.all();
        acts.onPickAll();
      },
      z: shiftKey ? acts.onRedo : acts.onUndo,
      y: acts.onRedo,
    };
    return moves[key.length === 1 ? key.toLowerCase() : key];
  }
  if (step && shiftKey) return () => range.extend(step[0], step[1]);
  if (key === " " && shiftKey) return () => acts.onPick(rowIdx);
  if (row.kind === "group") return groupAct(row, key, acts);
  if (step || moves.has(key)) {
    range.clear();
    return undefined;
  }
  if (key === "Escape") return leaving(acts);
  if (key === "/") return acts.onFind;
  if (key === " ") return () => acts.onShow(row.id);
  if (key === "Delete" || key === "Backspace") return acts.onEmpty;
  return typed(row, column.key as ColumnKey, key, acts);
}

const moves = new Set(["Home", "End", "PageUp", "PageDown", "Tab"]);

function groupAct(row: GroupRow, key: string, acts: KeyActs): (() => void) | undefined {
  const folds = key === " " || key === "Enter" || (row.open ? key === "ArrowLeft" : key === "ArrowRight");
  if (folds) return () => acts.onFold(row.id);
  if (key === "Escape") return leaving(acts);
  if (key === "/") return acts.onFind;
  acts.range.clear();
  return undefined;
}

/** The selection first, then the side sheet (which hears Escape itself), then the grid. */
function leaving({ range, picks, sheetOpen, onLeave }: KeyActs): (() => void) | undefined {
  if (range.many || picks.ids.size > 0)
    return () => {
      range.clear();
      picks.clear();
    };
  return sheetOpen ? undefined : onLeave;
}

/** Letters and Enter: the editor opens by itself where it may; Enter elsewhere opens the task. */
function typed(row: Row, column: ColumnKey, key: string, acts: KeyActs): (() => void) | undefined {
  if (!mayWrite(row, column, acts.past)) return key === "Enter" ? () => acts.onOpen(row.id) : undefined;
  acts.onEditor(key !== "Enter" && key !== "F2");
  return undefined;
}
