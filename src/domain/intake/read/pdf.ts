// Reads .pdf (ISO 32000) with pdf.js: text by position, paragraphs put together again, tables by their drawn lines.
import { getDocumentProxy, getResolvedPDFJS } from "unpdf";
import { characterMapFolder } from "../../../workbook/pdf-character-maps.ts";
import type { PlanText } from "../compile/blocks.ts";
import type { ReadLimits } from "./limits.ts";
import { Paper } from "./paper.ts";
import { type Line, linesOfPieces, measureOf, paragraphsOf } from "./pdf-lines.ts";
import { readPage } from "./pdf-page.ts";
import { type PageTable, tablesOfPage } from "./pdf-tables.ts";
import { atMost, FileRefused, type Warning, warningOf } from "./refusals.ts";
import { type SpannedCell, TableRows } from "./table-rows.ts";

interface Page {
  lines: Line[];
  tables: PageTable[];
  height: number;
  read: number;
  lost: number;
}

/**
 * Reads a PDF that holds text. Page numbers and lines repeated at the edge of pages are left out.
 * Not read: columns of text side by side, tables without drawn lines (their rows come as paragraphs).
 * @throws FileRefused for encrypted, scanned and broken files
 */
export async function readPdf(
  bytes: Uint8Array,
  limits: ReadLimits,
  onProgress: () => void = () => {},
): Promise<{ document: PlanText; warnings: Warning[] }> {
  const { OPS } = await getResolvedPDFJS();
  onProgress();
  const pdf = await openPdf(bytes);
  atMost(limits.pages, pdf.numPages, "页 pages");
  const pages: Page[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    onProgress();
    const page = await pdf.getPage(number);
    const { pieces, rulings, height, lost } = await readPage(page, OPS as unknown as Record<string, number>, limits);
    const { tables, outside } = tablesOfPage(rulings, pieces);
    pages.push({ lines: linesOfPieces(outside, number - 1), tables, height, read: pieces.length, lost });
    page.cleanup();
  }
  const marginLines = dropMargins(pages);
  const document = layOut(pages, limits);
  return { document, warnings: warningsOf(pages, document, marginLines) };
}

async function openPdf(bytes: Uint8Array) {
  try {
    // Pictures are never looked at: a limit of one pixel keeps them from being unpacked.
    return await getDocumentProxy(bytes, {
      cMapUrl: characterMapFolder(),
      maxImageSize: 1,
      disableFontFace: true,
      verbosity: 0,
    });
  } catch (error) {
    const isLocked = (error as Error).name === "PasswordException";
    throw new FileRefused(isLocked ? "intake.file-encrypted" : "intake.file-damaged");
  }
}

const pageNumber =
  /^[—–－·.\s-]{0,6}(?:第\s?)?\d{1,4}(?:\s?页)?(?:\s?[/／,，]\s?(?:共\s?)?\d{1,4}(?:\s?页)?)?[—–－·.\s-]{0,6}$/;

/** Takes page numbers and repeated head and foot lines off the pages; returns how many repeated lines went. */
function dropMargins(pages: Page[]): number {
  const atEdge = (line: Line, { height }: Page) => line.y < 0.12 * height || line.y > 0.88 * height;
  const shape = (line: Line) => `${line.text.replace(/\d+/g, "#")}@${Math.round(line.y / 6)}`;
  const seen = new Map<string, number>();
  for (const page of pages) {
    for (const line of page.lines.filter((edge) => atEdge(edge, page)))
      seen.set(shape(line), (seen.get(shape(line)) ?? 0) + 1);
  }
  let dropped = 0;
  for (const page of pages) {
    page.lines = page.lines.filter((line) => {
      if (!atEdge(line, page)) return true;
      if (pageNumber.test(line.text)) return false;
      const isRepeated = (seen.get(shape(line)) ?? 0) >= Math.max(3, pages.length / 2);
      if (isRepeated) dropped += 1;
      return !isRepeated;
    });
  }
  return dropped;
}

function layOut(pages: readonly Page[], limits: ReadLimits): PlanText {
  const paper = new Paper(limits);
  const measure = measureOf(pages.flatMap((page) => page.lines));
  let waiting: Line[] = [];
  const writeWaiting = () => {
    for (const text of paragraphsOf(waiting, measure)) paper.paragraph(text);
    waiting = [];
  };
  for (const item of withTablesJoined(pages.flatMap(inOrder))) {
    if ("text" in item) waiting.push(item);
    else {
      writeWaiting();
      const rows = new TableRows(paper);
      for (const row of item.rows) rows.row(row);
    }
  }
  writeWaiting();
  return paper.finish();
}

/** Tables that run on over a page become one, their repeated head and their torn rows put right. */
function withTablesJoined(items: readonly (Line | PageTable)[]): (Line | PageTable)[] {
  const joined: (Line | PageTable)[] = [];
  for (const item of items) {
    const last = joined.at(-1);
    if (!last || "text" in last || "text" in item || !hasSameColumns(last, item)) {
      joined.push("text" in item ? item : { ...item, rows: [...item.rows] });
      continue;
    }
    const [first, ...rest] = textOf(item.rows[0]) === textOf(last.rows[0]) ? item.rows.slice(1) : item.rows;
    const torn = first && tornRow(last.rows.at(-1) ?? [], first);
    if (torn) last.rows.splice(-1, 1, torn);
    else if (first) last.rows.push(first);
    last.rows.push(...rest);
  }
  return joined;
}

/** Both halves of a row that the end of the page tore in the middle of a sentence; null where they are two rows. */
function tornRow(upper: readonly SpannedCell[], lower: readonly SpannedCell[]): SpannedCell[] | null {
  const goesOn = (cell: SpannedCell, index: number) => {
    const above = upper[index]?.text ?? "";
    return cell.text !== "" && above !== "" && !/[。；;！？：:）)]$/.test(above);
  };
  const isTorn = upper.length === lower.length && lower[0]?.text === "" && lower.some(goesOn);
  if (!isTorn) return null;
  return upper.map((cell, index) => ({ ...cell, text: cell.text + (lower[index]?.text ?? "") }));
}

const textOf = (row: PageTable["rows"][number] | undefined) => (row ?? []).map((cell) => cell.text).join("|");

const inOrder = ({ lines, tables }: Page): (Line | PageTable)[] =>
  [...lines, ...tables].sort((a, b) => ("text" in a ? a.y : a.top) - ("text" in b ? b.y : b.top));

/** A table that runs on over the page has its columns where they were. */
const hasSameColumns = (a: PageTable, b: PageTable) =>
  a.columns.length === b.columns.length && a.columns.every((x, index) => Math.abs(x - (b.columns[index] ?? 0)) < 4);

/** Signs of a font whose characters cannot be told: no character, private use, the replacement mark. */
const garbledSigns = /[\u0000\ufffd\ue000-\uf8ff]/g;

function warningsOf(pages: readonly Page[], document: PlanText, marginLines: number): Warning[] {
  const warnings: Warning[] = [];
  const texts = pages.flatMap((page) => page.lines.map((line) => line.text)).join("");
  const garbled = texts.match(garbledSigns)?.length ?? 0;
  const read = pages.reduce((sum, page) => sum + page.read, 0);
  const lost = pages.reduce((sum, page) => sum + page.lost, 0);
  if (lost > read || garbled > texts.length / 2) throw new FileRefused("intake.pdf-fonts-lost");
  if (document.blocks.length === 0) throw new FileRefused("intake.pdf-without-text");
  if (lost + garbled > 0) warnings.push(warningOf("intake.pdf-fonts-missing", { count: lost + garbled }));
  const bare = pages.flatMap((page, index) => (page.lines.length + page.tables.length === 0 ? [index + 1] : []));
  if (bare.length > 0) warnings.push(warningOf("intake.pages-without-text", { pages: bare.slice(0, 20).join("、") }));
  if (marginLines > 0) warnings.push(warningOf("intake.margins-left-out", { count: marginLines }));
  const tables = new Set(document.blocks.flatMap((block) => (block.kind === "row" ? [block.table] : [])));
  if (tables.size > 0) warnings.push(warningOf("intake.tables-by-position", { count: tables.size }));
  return warnings;
}
