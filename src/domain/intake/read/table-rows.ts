// Lays cells that span rows and columns (Word, HTML, PDF) into plain rows: merged text stands once, at its first row.
import { linesOf, type Paper, type RawCell } from "./paper.ts";

/** A cell of a source table; `down` counts rows and `span` columns. */
export interface SpannedCell extends RawCell {
  down?: number;
}

interface Reach {
  rows: number;
  span: number;
}

/** One table while it is being read. Rows below a cell that spans them get an empty cell in its place. */
export class TableRows {
  readonly #paper: Paper;
  readonly #table: number;
  /** By column: how many rows from above still reach into the next row, and how wide that cell is. */
  #reaching = new Map<number, Reach>();

  constructor(paper: Paper) {
    this.#paper = paper;
    this.#table = paper.table();
  }

  row(cells: readonly SpannedCell[]): void {
    const line: RawCell[] = [];
    const reaching = new Map<number, Reach>();
    let column = 0;
    const skipReached = () => {
      for (let above = this.#reaching.get(column); above; above = this.#reaching.get(column)) {
        line.push({ text: "", span: above.span });
        if (above.rows > 1) reaching.set(column, { rows: above.rows - 1, span: above.span });
        column += above.span;
      }
    };
    for (const cell of cells) {
      skipReached();
      const span = Math.max(1, cell.span ?? 1);
      if ((cell.down ?? 1) > 1) reaching.set(column, { rows: (cell.down ?? 1) - 1, span });
      line.push({ text: cell.text, span });
      column += span;
    }
    skipReached();
    this.#reaching = reaching;
    const [only] = line;
    // A single cell with several lines is a frame around prose, or the layout table of an old web page.
    if (line.length === 1 && only && linesOf(only.text).length > 1) this.#paper.paragraph(only.text);
    else this.#paper.row(this.#table, line);
  }
}
