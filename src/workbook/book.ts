// A workbook opened for reading, straight from its XML (ECMA-376-1, 18): its sheets in order, each read when asked for.
// exceljs spreads a merged column cell by cell: 6 KB became 1.5 GB.
import { Archive } from "./archive.ts";
import { FileFault } from "./file-fault.ts";
import type { OfficeLimits } from "./limits.ts";
import { formatCode } from "./number-format.ts";
import type { Merge } from "./read-rows.ts";
import { type Counts, readSheet, type SheetContext, type SheetRow } from "./sheet.ts";
import { localName, walkXml } from "./xml.ts";

export interface ListedSheet {
  name: string;
  isHidden: boolean;
  relation: string;
}

export interface OpenBook {
  sheets: readonly ListedSheet[];
  /** What was met so far in the sheets that were read. */
  counts: Counts;
  /** The rows with text, as `keep` makes them, and the merged ranges of one sheet; null where the file names a part that is not there. */
  read<Kept extends { row: number }>(
    sheet: ListedSheet,
    keep: (row: SheetRow) => Kept,
  ): { rows: Kept[]; merges: Merge[] } | null;
}

/** @throws FileFault where it is no workbook, or one that costs too much */
export function openBook(bytes: Uint8Array, limits: OfficeLimits, onProgress: () => void = () => {}): OpenBook {
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
  return {
    sheets,
    counts,
    read({ relation }, keep) {
      const part = archive.read(targets.get(relation) ?? "");
      return part && readSheet(part, context, keep);
    },
  };
}

function readWorkbook(archive: Archive, limits: OfficeLimits): { sheets: ListedSheet[]; since1904: boolean } {
  const part = archive.read("xl/workbook.xml");
  if (!part) throw new FileFault("damaged");
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
function readRelations(archive: Archive, limits: OfficeLimits): Map<string, string> {
  const targets = new Map<string, string>();
  const part = archive.read("xl/_rels/workbook.xml.rels");
  if (!part) throw new FileFault("damaged");
  walkXml(part, limits, {
    open(_, { Id: id, Target: target }) {
      if (id && target) targets.set(id, target.startsWith("/") ? target.slice(1) : `xl/${target}`);
    },
  });
  return targets;
}

/** Shared strings; readings above the characters (rPh) are not part of the text. */
function readStrings(archive: Archive, limits: OfficeLimits, onProgress: () => void): string[] {
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
function readFormats(archive: Archive, limits: OfficeLimits): string[] {
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
