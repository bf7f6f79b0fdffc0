// Sort and order of columns, between the address and the grid library.
import type { SortColumn } from "react-data-grid";
import { type ColumnKey, columnShapes } from "./grid-columns.ts";

/** The column whose sort stands in the address. */
export function sortColumnsOf(sort: string | undefined): SortColumn[] {
  const by = sort?.replace(/^-/, "");
  const key = (Object.keys(columnShapes) as ColumnKey[]).find((one) => (columnShapes[one].sort ?? one) === by);
  return key ? [{ columnKey: key, direction: sort?.startsWith("-") ? "DESC" : "ASC" }] : [];
}

export function sortOf(column: SortColumn | undefined): string | undefined {
  if (!column) return undefined;
  const by = columnShapes[column.columnKey as ColumnKey].sort ?? column.columnKey;
  return column.direction === "DESC" ? `-${by}` : by;
}

export function moved<T extends { key: string }>(columns: readonly T[], from: string, to: string): T[] {
  const next = [...columns];
  const taken = next.findIndex((column) => column.key === from);
  const place = next.findIndex((column) => column.key === to);
  const [column] = next.splice(taken, 1);
  if (column) next.splice(place, 0, column);
  return next;
}
