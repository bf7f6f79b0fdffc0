// Turns the rows of a sheet (.xlsx, .csv) into blocks: lines above the table become paragraphs, the rest one table.
import type { Paper, RawCell } from "./paper.ts";

/** A sheet hands over its rows one by one; `cells` has one entry per cell, merged cells count once with their span. */
export class SheetRows {
  readonly #paper: Paper;
  readonly #width: number;
  #table = 0;

  /** @param width columns of the sheet; shorter rows are filled up, so that columns keep their place */
  constructor(paper: Paper, width: number) {
    this.#paper = paper;
    this.#width = width;
  }

  row(cells: readonly RawCell[]): void {
    const filled = cells.filter((cell) => cell.text.trim() !== "");
    // Title, reporting unit and date stand in single cells above the header row; below it a single cell is a section.
    if (this.#table === 0 && filled.length < 2) {
      for (const cell of filled) this.#paper.paragraph(cell.text);
      return;
    }
    if (this.#table === 0) this.#table = this.#paper.table();
    const missing = this.#width - cells.reduce((sum, cell) => sum + (cell.span ?? 1), 0);
    this.#paper.row(this.#table, [...cells, ...Array.from({ length: Math.max(0, missing) }, () => ({ text: "" }))]);
  }
}
