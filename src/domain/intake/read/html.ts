// Reads .html: paragraphs, headings and tables of the page; scripts, styles, forms, navigation and hidden parts are left out.
import { Parser } from "htmlparser2";
import { decodeText } from "../../../workbook/decode.ts";
import type { PlanText } from "../compile/blocks.ts";
import type { ReadLimits } from "./limits.ts";
import { numberFormats } from "./number-formats.ts";
import { Paper } from "./paper.ts";
import { atMost, FileRefused, type Warning, warningOf } from "./refusals.ts";
import { type SpannedCell, TableRows } from "./table-rows.ts";

const leftOut = new Set(
  "script style noscript template nav footer aside head iframe object svg canvas select button textarea rp rt".split(
    " ",
  ),
);
const inline = new Set(
  "a abbr b bdi bdo big cite code del dfn em font i img input ins kbd label mark o:p q s samp small span strong sub sup tt u var wbr".split(
    " ",
  ),
);
/** Elements without an end; a browser never waits for one. */
const empty = new Set("area base br col embed hr img input link meta source track wbr".split(" "));

const isHidden = (attributes: Readonly<Record<string, string>>) =>
  "hidden" in attributes || /display\s*:\s*none|visibility\s*:\s*hidden/i.test(attributes.style ?? "");

/** The number of rows or columns an attribute asks for; browsers stop at 1000 columns and 65534 rows too. */
const count = (value: string | undefined, most: number) =>
  Math.min(most, Math.max(1, Number.parseInt(value ?? "1", 10) || 1));

/** `type` of a numbered list, in Word's words. */
const listFormats: Readonly<Record<string, string>> = {
  a: "lowerLetter",
  A: "upperLetter",
  i: "lowerRoman",
  I: "upperRoman",
};

const chunkLength = 500_000;

interface OpenList {
  /** The number of the next item; null in lists with dots. */
  next: number | null;
  format: string;
}

interface OpenTable {
  /** Null once the table turned out to lay out the page: it holds another table. */
  rows: TableRows | null;
  cells: SpannedCell[];
  cell: SpannedCell | null;
}

/** Reads a page. A table that holds another one only lays out the page: its cells are read as paragraphs. */
export function readHtml(
  bytes: Uint8Array,
  limits: ReadLimits,
  onProgress: () => void = () => {},
): { document: PlanText; warnings: Warning[] } {
  const page = new Page(limits);
  const parser = new Parser(
    {
      onopentag: (name, attributes) => page.open(name, attributes),
      ontext: (text) => page.write(text),
      onclosetag: (name) => page.close(name),
    },
    { decodeEntities: true },
  );
  const { text } = decodeText(bytes);
  for (let at = 0; at < text.length; at += chunkLength) {
    parser.write(text.slice(at, at + chunkLength));
    onProgress();
  }
  parser.end();
  return page.finish();
}

class Page {
  readonly #paper: Paper;
  readonly #limits: ReadLimits;
  readonly #tables: OpenTable[] = [];
  readonly #lists: OpenList[] = [];
  #line = "";
  #linked = 0;
  #links = 0;
  #linesLeftOut = 0;
  #depth = 0;
  #elements = 0;
  #silentAt = 0;
  #hidden = 0;
  #heading: number | undefined;

  constructor(limits: ReadLimits) {
    this.#limits = limits;
    this.#paper = new Paper(limits);
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.#depth += 1;
    this.#elements += 1;
    if (this.#depth > this.#limits.depth)
      throw new FileRefused("intake.file-unsafe", { what: "嵌套过深 nesting too deep" });
    atMost(this.#limits.elements, this.#elements, "HTML 元素 HTML elements");
    if (this.#silentAt > 0) return;
    if (leftOut.has(name) || isHidden(attributes)) {
      // An element without an end would silence the rest of the page.
      if (!empty.has(name)) this.#silentAt = this.#depth;
      if (!leftOut.has(name)) this.#hidden += 1;
      return;
    }
    if (name === "br") this.#line += "\n";
    if (name === "a") this.#links += 1;
    if (!inline.has(name) && name !== "br") this.#endLine();
    if (/^h[1-6]$/.test(name)) this.#heading = Number(name[1]);
    this.#openListPart(name, attributes);
    this.#openTablePart(name, attributes);
  }

  write(text: string): void {
    if (this.#silentAt > 0) return;
    const collapsed = text.replace(/[ \t\r\n\f]+/g, " ");
    this.#line += collapsed;
    if (this.#links > 0) this.#linked += collapsed.trim().length;
  }

  close(name: string): void {
    this.#depth -= 1;
    if (this.#silentAt > 0) {
      if (this.#depth < this.#silentAt) this.#silentAt = 0;
      return;
    }
    if (name === "a") this.#links = Math.max(0, this.#links - 1);
    if (!inline.has(name) && name !== "br") this.#endLine();
    if (/^h[1-6]$/.test(name)) this.#heading = undefined;
    if (name === "ol" || name === "ul") this.#lists.pop();
    this.#closeTablePart(name);
  }

  finish(): { document: PlanText; warnings: Warning[] } {
    this.#endLine();
    const warnings: Warning[] = [];
    if (this.#linesLeftOut > 0) warnings.push(warningOf("intake.links-left-out", { count: this.#linesLeftOut }));
    if (this.#hidden > 0) warnings.push(warningOf("intake.hidden-left-out", { count: this.#hidden, what: "HTML" }));
    return { document: this.#paper.finish(), warnings };
  }

  /** A browser counts the items of an `ol`; the number is part of what the reader of the page sees. */
  #openListPart(name: string, attributes: Readonly<Record<string, string>>): void {
    const format = listFormats[attributes.type ?? ""] ?? "decimal";
    if (name === "ol") this.#lists.push({ next: Number.parseInt(attributes.start ?? "1", 10) || 1, format });
    if (name === "ul") this.#lists.push({ next: null, format });
    const list = this.#lists.at(-1);
    if (name !== "li" || !list || list.next === null) return;
    this.#line += `${numberFormats[list.format]?.(list.next)}.`;
    list.next += 1;
  }

  #openTablePart(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === "table") this.#openTable();
    const table = this.#tables.at(-1);
    if (!table) return;
    if (name === "tr") this.#endRow(table);
    if (name === "td" || name === "th") {
      this.#endCell(table);
      const down = count(attributes.rowspan, 65_534);
      table.cell = { text: "", span: count(attributes.colspan, this.#limits.cells), down };
    }
  }

  #openTable(): void {
    const outer = this.#tables.at(-1);
    if (outer) {
      this.#endCell(outer);
      for (const cell of outer.cells) this.#paper.paragraph(cell.text);
      outer.cells = [];
      outer.rows = null;
    }
    this.#tables.push({ rows: new TableRows(this.#paper), cells: [], cell: null });
  }

  #closeTablePart(name: string): void {
    const table = this.#tables.at(-1);
    if (!table) return;
    if (name === "td" || name === "th") this.#endCell(table);
    if (name === "tr" || name === "table") this.#endRow(table);
    if (name === "table") this.#tables.pop();
  }

  #endCell(table: OpenTable): void {
    if (table.cell) table.cells.push(table.cell);
    table.cell = null;
    atMost(this.#limits.cells, table.cells.length, "表格列 table columns");
  }

  #endRow(table: OpenTable): void {
    this.#endCell(table);
    if (table.cells.length > 0) table.rows?.row(table.cells);
    table.cells = [];
  }

  #endLine(): void {
    const line = this.#line;
    const linked = this.#linked;
    this.#line = "";
    this.#linked = 0;
    if (line.trim() === "") return;
    const table = this.#tables.at(-1);
    const cell = table?.rows ? table.cell : null;
    if (cell) cell.text += `${line}\n`;
    else if (linked > 0 && linked >= line.replace(/[\s|·>»-]/g, "").length) this.#linesLeftOut += 1;
    else this.#paper.paragraph(line, this.#heading);
  }
}
