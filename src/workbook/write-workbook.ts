// A workbook goes out as it is made: the bytes are pulled, so that a slow reader slows the rows and one who leaves ends them.
import {
  bookRelationsXml,
  contentTypesXml,
  packageRelationsXml,
  quotedSheet,
  sheetRelationsXml,
  stylesXml,
  type WrittenSheet,
  workbookXml,
  worksheetOpening,
} from "./book-parts.ts";
import { columnLetters, xmlText } from "./cell-text.ts";
import { commentsXml, drawingVml } from "./notes.ts";
import { type PartToWrite, writePackage } from "./package-stream.ts";
import { type BookToWrite, styles } from "./sheet-to-write.ts";
import { type ChoiceFormula, type TableEnd, tableXml } from "./write-table.ts";

export const workbookMediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** The most characters of a list that stands in the rule itself (ECMA-376-1, 18.3.1.32). */
const longestOwnList = 255;

/**
 * The bytes of the workbook, made while they are pulled.
 * @param author who stands behind the notes on marked cells
 */
export const writeWorkbook = (book: BookToWrite, author: string): AsyncGenerator<Uint8Array> =>
  writePackage(partsOf(book, author));

async function* partsOf(book: BookToWrite, author: string): AsyncGenerator<PartToWrite> {
  const { tables, papers, lists } = book;
  const stands = Object.entries(lists).filter(([, words]) => !fitsRule(words));
  const count = tables.length + papers.length + (stands.length > 0 ? 1 : 0);
  const part = (name: string, ...content: string[]): PartToWrite => ({ name, content });
  const noted = tables.flatMap((table, index) => (table.hasNotes ? [index + 1] : []));
  yield part("[Content_Types].xml", contentTypesXml(count, noted));
  yield part("_rels/.rels", packageRelationsXml);
  yield part("xl/_rels/workbook.xml.rels", bookRelationsXml(count));
  yield part("xl/styles.xml", stylesXml);
  const standing = stands.map(([name]) => name);
  const sheets: WrittenSheet[] = [];
  for (const table of tables) {
    const number = sheets.length + 1;
    const end: TableEnd = { rows: 0, notes: [] };
    yield { name: `xl/worksheets/sheet${number}.xml`, content: tableXml(table, formulaOf(book, standing), end) };
    if (table.hasNotes) {
      yield part(`xl/worksheets/_rels/sheet${number}.xml.rels`, sheetRelationsXml(number));
      yield { name: `xl/comments${number}.xml`, content: commentsXml(end.notes, author) };
      yield { name: `xl/drawings/vmlDrawing${number}.vml`, content: drawingVml(end.notes) };
    }
    const range = `$A$1:$${columnLetters(table.columns.length - 1)}$${end.rows}`;
    sheets.push({ name: table.name, isHidden: false, range });
  }
  for (const paper of papers) {
    yield part(`xl/worksheets/sheet${sheets.length + 1}.xml`, paperXml(paper.lines));
    sheets.push({ name: paper.name, isHidden: false });
  }
  if (stands.length > 0) {
    yield part(`xl/worksheets/sheet${sheets.length + 1}.xml`, listsXml(stands));
    sheets.push({ name: book.listSheet, isHidden: true });
  }
  yield part("xl/workbook.xml", workbookXml(sheets));
}

const fitsRule = (words: readonly string[]) =>
  words.join(",").length <= longestOwnList && !words.some((word) => /[,"]/.test(word));

const formulaOf =
  ({ lists, listSheet }: BookToWrite, stands: readonly string[]): ChoiceFormula =>
  (list) => {
    const words = lists[list] ?? [];
    if (!stands.includes(list)) return `"${words.join(",")}"`;
    const column = columnLetters(stands.indexOf(list));
    return `${quotedSheet(listSheet)}!$${column}$2:$${column}$${words.length + 1}`;
  };

const line = (style: number, row: number, cells: readonly string[]) =>
  `<row r="${row}">${cells
    .map((text, column) =>
      text === ""
        ? ""
        : `<c r="${columnLetters(column)}${row}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`,
    )
    .join("")}</row>`;

const paperXml = (lines: readonly string[]) =>
  [
    worksheetOpening,
    '<sheetFormatPr defaultRowHeight="15"/><cols><col min="1" max="1" width="100" customWidth="1"/></cols><sheetData>',
    ...lines.map((text, index) => line(index === 0 ? styles.title : styles.line, index + 1, [text])),
    "</sheetData></worksheet>",
  ].join("");

function listsXml(lists: readonly (readonly [name: string, words: readonly string[]])[]): string {
  const longest = Math.max(...lists.map(([, words]) => words.length));
  return [
    worksheetOpening,
    "<sheetData>",
    line(
      styles.heading,
      1,
      lists.map(([name]) => name),
    ),
    ...Array.from({ length: longest }, (_, index) =>
      line(
        styles.plain,
        index + 2,
        lists.map(([, words]) => words[index] ?? ""),
      ),
    ),
    "</sheetData></worksheet>",
  ].join("");
}
