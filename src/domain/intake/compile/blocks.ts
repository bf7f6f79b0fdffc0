// What every reader hands to the compiler: one canonical text and the blocks that lie in it.

/** A stretch of `PlanText.text`, in UTF-16 code units: `start` inclusive, `end` exclusive. */
export interface Range {
  start: number;
  end: number;
}

/** One cell of a table row; `text` is trimmed and may hold line breaks, `start`/`end` bound it in the canonical text. */
export interface Cell extends Range {
  text: string;
  /** How many columns the cell spans (a merged section row spans all). Default 1. */
  span?: number;
}

export interface ParagraphBlock extends Range {
  kind: "paragraph";
  text: string;
  /** Heading level where the file itself says so (h1–h6, Word "Heading n"); absent where only the text can tell. */
  heading?: number;
}

export interface RowBlock extends Range {
  kind: "row";
  /** Rows of one table share this number; tables count from 1 in reading order. */
  table: number;
  cells: Cell[];
}

export type Block = ParagraphBlock | RowBlock;

/** A document as the compiler sees it; `text.slice(block.start, block.end)` always shows the block. */
export interface PlanText {
  text: string;
  blocks: Block[];
}
