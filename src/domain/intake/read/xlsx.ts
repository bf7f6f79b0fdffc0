// Reads .xlsx as a plan: every visible sheet in order, lines above its table as paragraphs, the rest as table rows.
import { type ListedSheet, openBook } from "../../../workbook/book.ts";
import { FileFault } from "../../../workbook/file-fault.ts";
import type { Merge } from "../../../workbook/read-rows.ts";
import { type Counts, type SheetRow, widthOf } from "../../../workbook/sheet.ts";
import type { PlanText } from "../compile/blocks.ts";
import type { ReadLimits } from "./limits.ts";
import { Paper, type RawCell } from "./paper.ts";
import { type Warning, type WarningCode, warningOf } from "./refusals.ts";
import { SheetRows } from "./sheet-rows.ts";

/** Reads every visible sheet in order. Formulas show their saved result; hidden sheets are left out with a warning. */
export function readXlsx(
  bytes: Uint8Array,
  limits: ReadLimits,
  onProgress: () => void = () => {},
): { document: PlanText; warnings: Warning[] } {
  const book = openBook(bytes, limits, onProgress);
  const paper = new Paper(limits);
  const visible = book.sheets.filter((sheet) => !sheet.isHidden);
  const filled = visible
    .map((sheet: ListedSheet) => ({
      name: sheet.name,
      ...(book.read(sheet, (row) => row) ?? { rows: [], merges: [] }),
    }))
    .map((sheet) => ({ ...sheet, rows: sheet.rows.filter((row) => [...row.cells.values()].some((cell) => cell.text)) }))
    .filter((sheet) => sheet.rows.length > 0);
  for (const sheet of filled) {
    const width = widthOf(sheet.rows);
    const rows = new SheetRows(paper, width);
    if (filled.length > 1 && isNamed(sheet.name)) paper.paragraph(sheet.name, 1);
    for (const row of laidRows(sheet.rows, sheet.merges, width)) rows.row(row);
  }
  return { document: paper.finish(), warnings: warningsOf(book.counts, book.sheets.length - visible.length) };
}

function warningsOf(counts: Counts, hiddenSheets: number): Warning[] {
  const found: [WarningCode, number, string?][] = [
    ["intake.hidden-left-out", hiddenSheets, "工作表 sheets"],
    ["intake.hidden-rows-read", counts.hiddenRows],
    ["intake.formula-without-value", counts.formulas],
    ["intake.pictures-left-out", counts.pictures],
  ];
  return found
    .filter(([, count]) => count > 0)
    .map(([code, count, what]) => warningOf(code, what ? { count, what } : { count }));
}

/** A name that somebody gave: Excel and WPS call new sheets Sheet1 or 工作表1. */
const isNamed = (name: string) => !/^(?:sheet|工作表)\s*\d*$/i.test(name.trim());

/**
 * The rows as the reader of the sheet sees them: a merged range shows once, at its top left; what it covers is empty.
 * @param merges sorted by their top row
 * @param width columns of the sheet
 */
function* laidRows(rows: readonly SheetRow[], merges: readonly Merge[], width: number): Generator<RawCell[]> {
  let reaching: Merge[] = [];
  let next = 0;
  for (const { row, cells } of rows) {
    for (let merge = merges[next]; merge && merge.top <= row; merge = merges[++next]) reaching.push(merge);
    reaching = reaching.filter((merge) => merge.bottom >= row && merge.left < width);
    // Merged ranges never overlap in a file that a spreadsheet wrote.
    if (reaching.length > width) throw new FileFault("unsafe", { what: "合并单元格重叠 overlapping merged ranges" });
    const byLeft = new Map(reaching.map((merge) => [merge.left, merge]));
    const line: RawCell[] = [];
    for (let column = 0; column < width; ) {
      const merge = byLeft.get(column);
      const span = merge ? Math.min(merge.right, width - 1) - column + 1 : 1;
      line.push({ text: merge && merge.top !== row ? "" : (cells.get(column)?.text ?? ""), span });
      column += span;
    }
    yield line;
  }
}
