// The XML of one table as a sheet (ECMA-376-1, 18.3), a batch of rows at a time: heads, typed cells, choices, filter, print.
import { worksheetOpening } from "./book-parts.ts";
import { cellName, columnLetters, xmlText } from "./cell-text.ts";
import type { Note } from "./notes.ts";
import { type CellToWrite, type ColumnToWrite, type PlainCell, styles, type TableToWrite } from "./sheet-to-write.ts";

/** A rule for choosing, by name of the list: the list itself, or where it stands. */
export type ChoiceFormula = (list: string) => string;

/** What is only known when the last row has been written. */
export interface TableEnd {
  /** Rows with their head. */
  rows: number;
  notes: Note[];
}

const dayMs = 86_400_000;
const firstDay = Date.UTC(1899, 11, 30);
/** Before it Excel counts a day that never was. */
const firstSafeDay = "1900-03-01";
/** Rows leave in pieces of about this many characters. */
const piece = 48 * 1024;
/** Notes beyond this many make spreadsheets slow to open. */
const mostNotes = 5_000;

const looks = { text: styles.text, number: styles.number, day: styles.day };
const fixedLooks = { text: styles.fixedText, number: styles.fixedNumber, day: styles.fixedDay };
const lookOf = ({ kind, isFixed }: ColumnToWrite) => (isFixed ? fixedLooks : looks)[kind];

export async function* tableXml(table: TableToWrite, formulaOf: ChoiceFormula, end: TableEnd): AsyncGenerator<string> {
  const { columns, frozenColumns, paper } = table;
  yield [
    worksheetOpening,
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0">',
    frozenPane(frozenColumns),
    '</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>',
    ...columns.map(columnXml),
    "</cols><sheetData>",
    `<row r="1" ht="30" customHeight="1">${columns.map(({ heading }, column) => textCell(cellName(column, 1), styles.heading, heading)).join("")}</row>`,
  ].join("");
  const write = rowWriter(columns, end);
  end.rows = 1;
  for await (const batch of table.rows) {
    let xml = "";
    for (const row of batch) {
      end.rows += 1;
      xml += write(row, end.rows);
      if (xml.length < piece) continue;
      yield xml;
      xml = "";
    }
    yield xml;
  }
  const last = columnLetters(columns.length - 1);
  yield [
    "</sheetData>",
    `<autoFilter ref="A1:${last}${Math.max(end.rows, 1)}"/>`,
    choicesXml(columns, end.rows + table.spareRows, formulaOf),
    '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>',
    `<pageSetup paperSize="${paper === "A3" ? 8 : 9}" orientation="landscape" fitToWidth="1" fitToHeight="0"/>`,
    `<headerFooter><oddFooter>&amp;C${xmlText(table.footer)}</oddFooter></headerFooter>`,
    table.hasNotes ? '<legacyDrawing r:id="rId2"/>' : "",
    "</worksheet>",
  ].join("");
}

function frozenPane(columns: number): string {
  const pane = columns > 0 ? "bottomRight" : "bottomLeft";
  const split = columns > 0 ? ` xSplit="${columns}"` : "";
  return `<pane${split} ySplit="1" topLeftCell="${cellName(columns, 2)}" activePane="${pane}" state="frozen"/><selection pane="${pane}"/>`;
}

const columnXml = (column: ColumnToWrite, index: number) =>
  `<col min="${index + 1}" max="${index + 1}" width="${column.width}" customWidth="1" style="${lookOf(column)}"${column.isHidden ? ' hidden="1"' : ""}/>`;

const textCell = (name: string, style: number, text: string) =>
  text === ""
    ? `<c r="${name}" s="${style}"/>`
    : `<c r="${name}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`;

function rowWriter(
  columns: readonly ColumnToWrite[],
  end: TableEnd,
): (row: readonly CellToWrite[], at: number) => string {
  const letters = columns.map((_, column) => columnLetters(column));
  const plainLooks = columns.map(lookOf);
  return (row, at) => {
    let xml = `<row r="${at}">`;
    for (let column = 0; column < columns.length; column += 1) {
      const cell = row[column] ?? null;
      const name = `${letters[column]}${at}`;
      if (cell !== null && typeof cell === "object" && "note" in cell) {
        if (end.notes.length < mostNotes) end.notes.push({ column, row: at, text: cell.note });
        const isDay = cell.value !== null && typeof cell.value === "object";
        xml += cellXml(name, isDay ? styles.markedDay : styles.marked, cell.value);
      } else xml += cellXml(name, plainLooks[column] as number, cell);
    }
    return `${xml}</row>`;
  };
}

function cellXml(name: string, style: number, cell: PlainCell): string {
  if (cell === null) return `<c r="${name}" s="${style}"/>`;
  if (typeof cell === "string") return textCell(name, style, cell);
  if (typeof cell === "number") return `<c r="${name}" s="${style}"><v>${cell}</v></c>`;
  if (cell.day < firstSafeDay) return textCell(name, style, cell.day);
  return `<c r="${name}" s="${style}"><v>${(Date.parse(`${cell.day}T00:00:00Z`) - firstDay) / dayMs}</v></c>`;
}

function choicesXml(columns: readonly ColumnToWrite[], lastRow: number, formulaOf: ChoiceFormula): string {
  const rules = columns.flatMap(({ choices }, column) =>
    choices && lastRow > 1
      ? [
          `<dataValidation type="list" allowBlank="1"${choices.open ? "" : ' showErrorMessage="1"'} sqref="${cellName(column, 2)}:${cellName(column, lastRow)}"><formula1>${xmlText(formulaOf(choices.list))}</formula1></dataValidation>`,
        ]
      : [],
  );
  return rules.length > 0 ? `<dataValidations count="${rules.length}">${rules.join("")}</dataValidations>` : "";
}
