// Which cells are selected: the active one, or a range drawn with the mouse or with Shift. It follows its tasks when rows move.
import { type RefObject, useEffect, useMemo, useRef, useState } from "react";
import type { CellMouseArgs, DataGridHandle, PositionChangeArgs } from "react-data-grid";
import type { Row } from "./page-grid-cells.tsx";
import type { FilterRow } from "./page-grid-filter-row.tsx";

/** Rows above the first task in the grid: head and filters. */
export const headRows = 2;

interface Cell {
  id: string;
  column: number;
}

/** Row and column numbers, both ends included. */
export interface Box {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

export function useRange(rows: readonly Row[], columnCount: number, grid: RefObject<DataGridHandle | null>) {
  const [active, setActive] = useState<Cell | null>(null);
  const [far, setFar] = useState<Cell | null>(null);
  const places = useMemo(() => new Map(rows.map((row, place) => [row.id, place])), [rows]);
  const at = useRef({ row: -1, column: -1 });

  const place = active ? places.get(active.id) : undefined;
  const farPlace = far ? places.get(far.id) : undefined;
  const box: Box | null =
    active && place !== undefined && active.column < columnCount
      ? far && farPlace !== undefined && far.column < columnCount
        ? {
            top: Math.min(place, farPlace),
            bottom: Math.max(place, farPlace),
            left: Math.min(active.column, far.column),
            right: Math.max(active.column, far.column),
          }
        : { top: place, bottom: place, left: active.column, right: active.column }
      : null;

  // Rows came or went above: the grid counts places, people mean tasks.
  useEffect(() => {
    const { element, setActivePosition } = grid.current ?? {};
    if (!active || place === undefined || !setActivePosition || at.current.row < 0 || at.current.row === place) return;
    at.current = { row: place, column: active.column };
    const within = element?.contains(document.activeElement) ?? false;
    setActivePosition({ rowIdx: place, idx: active.column }, { shouldFocus: within });
  }, [active, place, grid]);

  const onActive = ({ row, rowIdx, column }: PositionChangeArgs<Row, FilterRow>) => {
    at.current = { row: rowIdx, column: column?.idx ?? -1 };
    setActive(row && column ? { id: row.id, column: column.idx } : null);
  };
  const reach = (rowIdx: number, column: number) => {
    const row = rows[Math.min(Math.max(rowIdx, 0), rows.length - 1)];
    const to = Math.min(Math.max(column, 0), columnCount - 1);
    if (row) setFar({ id: row.id, column: to });
  };
  const extend = (byRows: number, byColumns: number) => {
    if (!active || place === undefined) return;
    const from =
      far && farPlace !== undefined ? { row: farPlace, column: far.column } : { row: place, column: active.column };
    const rowIdx = Math.min(Math.max(from.row + byRows, 0), rows.length - 1);
    const column = Math.min(Math.max(from.column + byColumns, 0), columnCount - 1);
    reach(rowIdx, column);
    grid.current?.scrollToCell({ rowIdx, idx: column });
  };
  const all = () => {
    const last = rows.at(-1);
    const first = rows[0];
    if (!first || !last) return;
    grid.current?.setActivePosition({ rowIdx: 0, idx: 0 });
    setFar({ id: last.id, column: columnCount - 1 });
  };
  const onMouseDown = (
    { rowIdx, column }: CellMouseArgs<Row, FilterRow>,
    event: { shiftKey: boolean; button: number },
  ): boolean => {
    if (event.button !== 0) return false;
    if (event.shiftKey && active) {
      reach(rowIdx, column.idx);
      return true;
    }
    setFar(null);
    if (grid.current?.element) followPointer(grid.current.element, reach);
    return false;
  };
  /** Focus that came from outside (a search key, a screen reader) makes its cell the active one. */
  const onFocus = (target: EventTarget) => {
    const cell = target instanceof Element ? target.closest("[role=gridcell], [role=columnheader]") : null;
    const row = Number(cell?.closest("[role=row]")?.getAttribute("aria-rowindex")) - headRows - 1;
    const column = Number(cell?.getAttribute("aria-colindex")) - 1;
    if (!cell || (at.current.row === row && at.current.column === column)) return;
    grid.current?.setActivePosition({ rowIdx: row, idx: column }, { shouldFocus: false });
  };
  return {
    box,
    active,
    onFocus,
    many: far !== null && box !== null,
    onActive,
    onMouseDown,
    extend,
    all,
    clear: () => setFar(null),
  };
}

export type RangeOf = ReturnType<typeof useRange>;

/** Follows the mouse until its button is let go; at the edge the grid scrolls on. */
function followPointer(grid: HTMLElement, reach: (row: number, column: number) => void): void {
  let timer: ReturnType<typeof setInterval> | undefined;
  let last = "";
  const visit = (x: number, y: number) => {
    const cell = document.elementFromPoint(x, y)?.closest<HTMLElement>("[role=gridcell]");
    const row = Number(cell?.parentElement?.getAttribute("aria-rowindex")) - headRows - 1;
    const column = cell ? columnAt(grid, x) : -1;
    const now = `${row} ${column}`;
    if (!cell || !grid.contains(cell) || row < 0 || column < 0 || now === last) return;
    // The cell where it began: nothing is drawn yet.
    if (last !== "") reach(row, column);
    last = now;
  };
  const move = (event: PointerEvent) => {
    if ((event.buttons & 1) === 0) return stop();
    const edge = grid.getBoundingClientRect();
    const beyond = event.clientY > edge.bottom - 12 ? 1 : event.clientY < edge.top + 76 ? -1 : 0;
    clearInterval(timer);
    const x = Math.min(Math.max(event.clientX, edge.left + 4), edge.right - 20);
    const y = Math.min(Math.max(event.clientY, edge.top + 76), edge.bottom - 20);
    visit(x, y);
    if (beyond !== 0 && last !== "")
      timer = setInterval(() => {
        grid.scrollBy({ top: beyond * 48 });
        visit(x, y);
      }, 40);
  };
  const stop = () => {
    clearInterval(timer);
    removeEventListener("pointermove", move);
    removeEventListener("pointerup", stop);
  };
  addEventListener("pointermove", move);
  addEventListener("pointerup", stop);
}

/** The column over which the mouse stands: asked of the heads, because the cells of a group span several; frozen ones lie on top. */
function columnAt(grid: HTMLElement, x: number): number {
  const heads = [...grid.querySelectorAll<HTMLElement>("[role=columnheader]")];
  const over = heads.find((head) => {
    const { left, right } = head.getBoundingClientRect();
    return x >= left && x < right;
  });
  return Number(over?.getAttribute("aria-colindex") ?? 0) - 1;
}

/** Tints the selected cells by one rule of style, so that no row has to be drawn anew. */
export function RangeTint({ box }: { box: Box }) {
  const columns = Array.from({ length: box.right - box.left + 1 }, (_, step) => box.left + step + 1);
  const inside = columns.map((column) => `.grid .in-range > [aria-colindex="${column}"]`).join(",");
  return <style>{`${inside}{background-image:linear-gradient(var(--range),var(--range))}`}</style>;
}
