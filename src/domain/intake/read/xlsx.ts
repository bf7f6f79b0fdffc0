// Reads .xlsx straight from its XML (ECMA-376-1, 18). exceljs spreads a merged column cell by cell: 6 KB became 1.5 GB.
import type { PlanText } from "../compile/blocks.ts";
import { Archive } from "./archive.ts";
import type { ReadLimits } from "./limits.ts";
import { Paper } from "./paper.ts";
import { FileRefused, type Warning, type WarningCode, warningOf } from "./refusals.ts";
import { SheetRows } from "./sheet-rows.ts";
import { formatCode } from "./xlsx-format.ts";
import { type Counts, laidRows, readSheet, type SheetContext, widthOf } from "./xlsx-sheet.ts";
import { localName, walkXml } from "./xml.ts";

interface ListedSheet {
  name: string;
  isHidden: boolean;
  relation: string;
}

/** Reads every visible sheet in order. Formulas show their saved result; hidden sheets are left out with a warning. */
export function readXlsx(
  bytes: Uint8Array,
  limits: ReadLimits,
  onProgress: () => void = () => {},
): { document: PlanText; warnings: Warning[] } {
  const archive = new Archive(bytes, limits);
  const { sheets, since1904 } = readWorkbook(archive, limits);
  const targets = readRelations(archive, limits);
  const counts: Counts = { formulas: 0, hiddenRows: 0, pictures: 0 };
  const context: SheetContext = {
    strings: readStrings(archive, limits, onProgress),
    formats: readFormats(archive, limits),
    since1904,
    limits,
    counts,
    onProgress,
  };
  const paper = new Paper(limits);
  const visible = sheets.filter((sheet) => !sheet.isHidden);
  const filled = visible
    .map(({ name, relation }) => ({ name, part: archive.read(targets.get(relation) ?? "") }))
    .flatMap(({ name, part }) => (part ? [{ name, ...readSheet(part, context) }] : []))
    .filter((sheet) => sheet.rows.length > 0);
  for (const sheet of filled) {
    const width = widthOf(sheet.rows);
    const rows = new SheetRows(paper, width);
    if (filled.length > 1 && isNamed(sheet.name)) paper.paragraph(sheet.name, 1);
    for (const row of laidRows(sheet.rows, sheet.merges, width)) rows.row(row);
  }
  return { document: paper.finish(), warnings: warningsOf(counts, sheets.length - visible.length) };
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

function readWorkbook(archive: Archive, limits: ReadLimits): { sheets: ListedSheet[]; since1904: boolean } {
  const part = archive.read("xl/workbook.xml");
  if (!part) throw new FileRefused("intake.file-damaged");
  const sheets: ListedSheet[] = [];
  let since1904 = false;
  walkXml(part, limits, {
    open(name, attributes) {
      if (localName(name) === "workbookPr") since1904 = /^(?:1|true)$/.test(attributes.date1904 ?? "");
      if (localName(name) !== "sheet") return;
      const relation = Object.entries(attributes).find(([key]) => key.endsWith(":id"))?.[1] ?? "";
      const isHidden = /hidden/i.test(attributes.state ?? "");
      sheets.push({ name: attributes.name ?? "", isHidden, relation });
    },
  });
  return { sheets, since1904 };
}

/** Relation id -> name of the part in the archive. */
function readRelations(archive: Archive, limits: ReadLimits): Map<string, string> {
  const targets = new Map<string, string>();
  const part = archive.read("xl/_rels/workbook.xml.rels");
  if (!part) throw new FileRefused("intake.file-damaged");
  walkXml(part, limits, {
    open(_, { Id: id, Target: target }) {
      if (id && target) targets.set(id, target.startsWith("/") ? target.slice(1) : `xl/${target}`);
    },
  });
  return targets;
}

/** Shared strings; readings above the characters (rPh) are not part of the text. */
function readStrings(archive: Archive, limits: ReadLimits, onProgress: () => void): string[] {
  const part = archive.read("xl/sharedStrings.xml");
  const strings: string[] = [];
  if (!part) return strings;
  let path = "";
  let reading = 0;
  let text = "";
  walkXml(
    part,
    limits,
    {
      open(name) {
        path = localName(name);
        if (path === "rPh") reading += 1;
        if (path === "si") text = "";
      },
      text(piece) {
        if (path === "t" && reading === 0) text += piece;
      },
      close(name) {
        path = "";
        if (localName(name) === "rPh") reading -= 1;
        if (localName(name) === "si") strings.push(text);
      },
    },
    onProgress,
  );
  return strings;
}

/** Number formats by the style number that cells carry. */
function readFormats(archive: Archive, limits: ReadLimits): string[] {
  const part = archive.read("xl/styles.xml");
  const own = new Map<number, string>();
  const formats: string[] = [];
  let inCellStyles = false;
  if (!part) return formats;
  walkXml(part, limits, {
    open(name, attributes) {
      const element = localName(name);
      if (element === "numFmt") own.set(Number(attributes.numFmtId), attributes.formatCode ?? "");
      if (element === "cellXfs") inCellStyles = true;
      if (element === "xf" && inCellStyles) formats.push(formatCode(Number(attributes.numFmtId), own));
    },
    close(name) {
      if (localName(name) === "cellXfs") inCellStyles = false;
    },
  });
  return formats;
}
