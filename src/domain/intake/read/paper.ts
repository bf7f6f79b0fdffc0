// Builds the canonical text of a plan, one paragraph or table row per line, and the ranges of its blocks and cells.
import type { Block, Cell, PlanText } from "../compile/blocks.ts";
import type { ReadLimits } from "./limits.ts";
import { atMost } from "./refusals.ts";

/** A cell as a reader finds it. `span` counts columns. */
export interface RawCell {
  text: string;
  span?: number;
}

const gap = /[\t\u00a0]/g;
/** Signs without width, left by web editors: zero-width spaces and joiners, marks, soft hyphens. */
const invisible = /\u200b|\u200c|\u200d|\u2060|\ufeff|\u00ad/g;
const control = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g;

const tidyLine = (line: string) => line.replace(gap, " ").replace(control, "").replace(invisible, "").trim();

/** Lines of a text, tidied, empty ones dropped. */
export function linesOf(text: string): string[] {
  return text
    .split(/\r\n|[\n\r\u000b\u000c\u0085\u2028\u2029]/)
    .map(tidyLine)
    .filter((line) => line !== "");
}

/** A sheet of paper that a reader writes on from top to bottom. */
export class Paper {
  readonly #blocks: Block[] = [];
  readonly #lines: string[] = [];
  readonly #limits: ReadLimits;
  #length = 0;
  #tables = 0;

  constructor(limits: ReadLimits) {
    this.#limits = limits;
  }

  get isEmpty(): boolean {
    return this.#blocks.length === 0;
  }

  /** Writes a paragraph; a line break inside begins a new one, nothing but white space writes nothing. */
  paragraph(text: string, heading?: number): void {
    for (const line of linesOf(text)) {
      const start = this.#writeLine(line);
      const block = { kind: "paragraph" as const, text: line, start, end: start + line.length };
      this.#blocks.push(heading === undefined ? block : { ...block, heading });
    }
  }

  /** Opens the next table and returns its number. */
  table(): number {
    this.#tables += 1;
    return this.#tables;
  }

  /** Writes a row of a table as `a | b | c |`; a row without any text is not written. */
  row(table: number, raw: readonly RawCell[]): void {
    atMost(this.#limits.cells, raw.length, "表格列 table columns");
    let line = "";
    const cells: Cell[] = raw.map((cell, index) => {
      const text = linesOf(cell.text).join("\n");
      if (index > 0) line += " ";
      const start = this.#length + line.length;
      line += text === "" ? "|" : `${text} |`;
      const bounds = { text, start, end: start + text.length };
      return (cell.span ?? 1) > 1 ? { ...bounds, span: cell.span ?? 1 } : bounds;
    });
    if (cells.every((cell) => cell.text === "")) return;
    const start = this.#writeLine(line);
    this.#blocks.push({ kind: "row", table, cells, start, end: start + line.length });
  }

  finish(): PlanText {
    return { text: this.#lines.join("\n"), blocks: this.#blocks };
  }

  #writeLine(line: string): number {
    const start = this.#length;
    this.#length += line.length + 1;
    this.#lines.push(line);
    atMost(this.#limits.characters, this.#length, "文字 characters");
    atMost(this.#limits.blocks, this.#lines.length, "段落和表格行 paragraphs and rows");
    return start;
  }
}
