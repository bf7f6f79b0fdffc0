// Reads .docx straight from its XML (ECMA-376-1, 17): a converter to HTML would drop the automatic numbers of paragraphs.

import { Archive } from "../../../workbook/archive.ts";
import { type Attributes, walkXml } from "../../../workbook/xml.ts";
import type { PlanText } from "../compile/blocks.ts";
import { Numbering } from "./docx-numbering.ts";
import { type ParagraphStyle, readStyles } from "./docx-styles.ts";
import type { ReadLimits } from "./limits.ts";
import { Paper } from "./paper.ts";
import { FileRefused, type Warning, type WarningCode, warningOf } from "./refusals.ts";
import { type SpannedCell, TableRows } from "./table-rows.ts";

interface Paragraph extends ParagraphStyle {
  text: string;
  markDeleted?: boolean;
}

interface Table {
  rows: TableRows;
  cells: SpannedCell[];
  cell: SpannedCell | null;
  isContinuation: boolean;
  rowDeleted: boolean;
}

/** Content that is not part of the final text: deletions, earlier properties, ruby readings, the twin of a drawing. */
const skipped = new Set(
  "w:moveFrom mc:Fallback w:rt w:pPrChange w:rPrChange w:tblPrChange w:trPrChange w:tcPrChange w:sectPrChange w:tblGridChange".split(
    " ",
  ),
);

const isOn = (attributes: Attributes) => !["0", "false", "off", "none"].includes(attributes["w:val"] ?? "1");

/** Reads the body of a document. Headers, footers, footnotes and comments are left out; a warning counts the notes. */
export function readDocx(
  bytes: Uint8Array,
  limits: ReadLimits,
  onProgress: () => void = () => {},
): { document: PlanText; warnings: Warning[] } {
  const archive = new Archive(bytes, limits);
  const main = mainPart(archive, limits);
  const folder = main.slice(0, main.lastIndexOf("/") + 1);
  const part = archive.read(main);
  if (!part) throw new FileRefused("intake.file-damaged");
  const styleOf = readStyles(archive.read(`${folder}styles.xml`), limits);
  onProgress();
  const body = new Body(new Paper(limits), styleOf, new Numbering(archive.read(`${folder}numbering.xml`), limits));
  walkXml(part, limits, body, onProgress);
  return body.finish();
}

/** The main part by its relationship; almost always word/document.xml. */
function mainPart(archive: Archive, limits: ReadLimits): string {
  let target = "word/document.xml";
  const relations = archive.has(target) ? null : archive.read("_rels/.rels");
  if (relations) {
    walkXml(relations, limits, {
      open: (_, a) => {
        if (a.Type?.endsWith("/officeDocument") && a.Target) target = a.Target.replace(/^\//, "");
      },
    });
  }
  return target;
}

class Body {
  readonly #paper: Paper;
  readonly #styleOf: (id: string) => ParagraphStyle;
  readonly #numbering: Numbering;
  readonly #path: string[] = [];
  readonly #paragraphs: Paragraph[] = [];
  readonly #tables: Table[] = [];
  readonly #counts = { revisions: 0, contents: 0, notes: 0, hidden: 0, pictures: 0 };
  #skippedAt = 0;
  #runIsHidden = false;

  constructor(paper: Paper, styleOf: (id: string) => ParagraphStyle, numbering: Numbering) {
    this.#paper = paper;
    this.#styleOf = styleOf;
    this.#numbering = numbering;
  }

  open(name: string, attributes: Attributes): void {
    const parent = this.#path.at(-1);
    this.#path.push(name);
    if (this.#skippedAt > 0) return;
    const isMark = parent === "w:rPr" || parent === "w:trPr";
    if (skipped.has(name) || (name === "w:del" && !isMark)) this.#skippedAt = this.#path.length;
    if (/^w:(?:ins|del|moveFrom|moveTo)$/.test(name)) this.#counts.revisions += 1;
    if (this.#skippedAt > 0) return;
    this.#openTablePart(name, attributes, parent);
    this.#openParagraphPart(name, attributes, parent);
    if (name === "w:r") this.#runIsHidden = false;
    if (name === "w:vanish" && this.#path.at(-3) === "w:r" && isOn(attributes)) this.#runIsHidden = true;
    if (/^w:(?:footnote|endnote|comment)Reference$/.test(name)) this.#counts.notes += 1;
    if (name === "pic:pic" || name === "v:imagedata") this.#counts.pictures += 1;
  }

  text(text: string): void {
    const name = this.#path.at(-1);
    if (this.#skippedAt > 0 || (name !== "w:t" && name !== "m:t")) return;
    if (this.#runIsHidden) this.#counts.hidden += 1;
    else this.#append(text);
  }

  close(name: string): void {
    const wasSkipped = this.#skippedAt > 0;
    if (this.#skippedAt === this.#path.length) this.#skippedAt = 0;
    this.#path.pop();
    if (wasSkipped) return;
    if (name === "w:p") this.#endParagraph();
    if (name === "w:r") this.#runIsHidden = false;
    const table = this.#tables.at(-1);
    if (!table) return;
    if (name === "w:tc" && table.cell) {
      table.cells.push({ ...table.cell, text: table.isContinuation ? "" : table.cell.text });
      table.cell = null;
    }
    if (name === "w:tr") this.#endRow(table);
    if (name === "w:tbl") this.#tables.pop();
  }

  finish(): { document: PlanText; warnings: Warning[] } {
    const found: [WarningCode, number, string?][] = [
      ["intake.revisions-accepted", this.#counts.revisions],
      ["intake.contents-left-out", this.#counts.contents],
      ["intake.notes-left-out", this.#counts.notes],
      ["intake.hidden-left-out", this.#counts.hidden, "隐藏文字 hidden text"],
      ["intake.pictures-left-out", this.#counts.pictures],
      ["intake.numbering-unknown", this.#numbering.unknown],
    ];
    const warnings = found
      .filter(([, count]) => count > 0)
      .map(([code, count, what]) => warningOf(code, what ? { count, what } : { count }));
    return { document: this.#paper.finish(), warnings };
  }

  #append(text: string): void {
    const paragraph = this.#paragraphs.at(-1);
    if (paragraph) paragraph.text += text;
  }

  #openParagraphPart(name: string, attributes: Attributes, parent: string | undefined): void {
    const value = attributes["w:val"] ?? "";
    if (name === "w:p") this.#paragraphs.push({ text: "" });
    if (name === "w:br" || name === "w:cr") this.#append("\n");
    if (name === "w:tab" && parent === "w:r") this.#append(" ");
    if (name === "w:noBreakHyphen") this.#append("-");
    const paragraph = this.#paragraphs.at(-1);
    if (!paragraph) return;
    if (name === "w:pStyle") this.#paragraphs[this.#paragraphs.length - 1] = this.#styled(paragraph, value);
    if (name === "w:outlineLvl" && parent === "w:pPr" && Number(value) < 9) paragraph.heading = Number(value) + 1;
    if (name === "w:numId" && parent === "w:numPr") paragraph.list = value;
    if (name === "w:ilvl" && parent === "w:numPr") paragraph.level = Number(value);
    if (name === "w:del" && parent === "w:rPr") paragraph.markDeleted = true;
  }

  /** The style stands first among the properties, so that what the paragraph says itself comes on top. */
  #styled(paragraph: Paragraph, styleId: string): Paragraph {
    const style = this.#styleOf(styleId);
    const level =
      style.list === undefined ? undefined : (style.level ?? this.#numbering.levelOfStyle(style.list, styleId));
    return { ...style, ...(level === undefined ? {} : { level }), ...paragraph };
  }

  #endParagraph(): void {
    const paragraph = this.#paragraphs.pop();
    if (!paragraph) return;
    const text = this.#numbered(paragraph);
    const cell = this.#tables[0]?.cell;
    if (cell) cell.text += `${text}\n`;
    else if (paragraph.isContents && text.trim() !== "") this.#counts.contents += 1;
    else this.#paper.paragraph(text, paragraph.heading);
  }

  /** Word counts an empty numbered paragraph too; outside a table its bare number says nothing, in a cell it is the content. */
  #numbered(paragraph: Paragraph): string {
    const { list, text } = paragraph;
    if (list === undefined || list === "0" || paragraph.markDeleted) return text;
    const label = this.#numbering.next(list, paragraph.level ?? 0);
    return text.trim() === "" && !this.#tables[0]?.cell ? "" : label + text;
  }

  #openTablePart(name: string, attributes: Attributes, parent: string | undefined): void {
    if (name === "w:tbl") {
      this.#tables.push(newTable(this.#paper, this.#tables[0]));
      return;
    }
    const table = this.#tables.at(-1);
    if (!table) return;
    const value = attributes["w:val"] ?? "";
    if (name === "w:gridBefore") table.cells.push({ text: "", span: columns(value) });
    if (name === "w:del" && parent === "w:trPr") table.rowDeleted = true;
    if (name === "w:tc") {
      table.cell = { text: "", span: 1 };
      table.isContinuation = false;
    }
    if (!table.cell || parent !== "w:tcPr") return;
    if (name === "w:gridSpan") table.cell.span = columns(value);
    if (name === "w:vMerge" || name === "w:hMerge") table.isContinuation = value !== "restart";
  }

  #endRow(table: Table): void {
    // A table inside a cell is read as lines of that cell: its paragraphs went there already.
    if (table === this.#tables[0] && !table.rowDeleted) table.rows.row(table.cells);
    table.cells = [];
    table.rowDeleted = false;
  }
}

const columns = (value: string) => Math.min(1_000, Math.max(1, Number.parseInt(value, 10) || 1));

function newTable(paper: Paper, outer: Table | undefined): Table {
  const rows = outer ? outer.rows : new TableRows(paper);
  return { rows, cells: [], cell: null, isContinuation: false, rowDeleted: false };
}
