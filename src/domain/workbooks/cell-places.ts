// What is wrong with a cell, in both languages, with its name as people know it (`C12`).

import { type Facts, fill } from "../../kernel/errors.ts";
import { cellName } from "../../workbook/cell-text.ts";
import type { FileRow } from "./file-rows.ts";
import { type CellFaultCode, type CellPlace, cellFaults, type WorkbookField, workbookFields } from "./model.ts";

export interface CellFault {
  code: CellFaultCode;
  facts?: Facts;
  suggestion?: string | null;
}

/** @param headings by column from 0 */
export function placeOf(
  headings: readonly string[],
  row: FileRow,
  field: WorkbookField | null,
  { code, facts = {}, suggestion = null }: CellFault,
): CellPlace {
  const cell = field ? row.cells.get(field) : undefined;
  const words = cellFaults[code];
  const all: Facts = { ...(field ? { field: workbookFields[field] } : {}), ...facts };
  return {
    row: row.row,
    column: cell ? cell.column + 1 : 0,
    cell: cell ? cellName(cell.column, row.row) : String(row.row),
    heading: cell ? (headings[cell.column] ?? "") : "",
    field,
    code,
    zh: fill(words.zh, all, "zh"),
    en: fill(words.en, all, "en"),
    value: shortened(cell?.text ?? ""),
    suggestion,
  };
}

const shortened = (text: string) => (text.length > 200 ? `${text.slice(0, 199)}…` : text);
