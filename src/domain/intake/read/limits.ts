// What a plan file may cost at most. One table; every reader takes its ceilings from here.

/** Ceilings for reading one file. Sizes in bytes of the machine, times in milliseconds. */
export interface ReadLimits {
  /** Largest file of any kind. */
  fileBytes: number;
  /** Largest file that is text all through (.txt .md .html .csv). */
  textBytes: number;
  /** Largest part of an office file after inflating, of the parts that are read. */
  partBytes: number;
  /** All parts of an office file after inflating, as its directory declares them. */
  inflatedBytes: number;
  /** Parts in an office file. */
  parts: number;
  /** Elements inside one another. */
  depth: number;
  /** Elements in one part or page. */
  elements: number;
  /** Paragraphs and table rows of the whole document. */
  blocks: number;
  /** Cells in one table row. */
  cells: number;
  /** Characters (UTF-16 units) of the canonical text. */
  characters: number;
  /** Pages of a PDF. */
  pages: number;
  /** Text pieces, or drawn lines, on one PDF page. */
  pagePieces: number;
  /** Heap of the thread that reads, in megabytes. */
  heapMegabytes: number;
  /** Buffers outside that heap, in megabytes. */
  bufferMegabytes: number;
  /**
   * Processor time that the reading thread may use without a sign of progress; it gives one after every page, megabyte
   * or few thousand rows. Not time of the clock: on a busy machine an honest file would be refused.
   */
  silentWorkMs: number;
  /** Longest reading by the clock. */
  totalMs: number;
  /** Files read at the same moment; others wait. */
  atOnce: number;
}

export const readLimits: ReadLimits = {
  fileBytes: 50_000_000,
  textBytes: 10_000_000,
  partBytes: 60_000_000,
  inflatedBytes: 300_000_000,
  parts: 5_000,
  depth: 500,
  elements: 3_000_000,
  blocks: 50_000,
  cells: 256,
  characters: 5_000_000,
  pages: 1_000,
  pagePieces: 50_000,
  heapMegabytes: 256,
  bufferMegabytes: 300,
  silentWorkMs: 1_500,
  totalMs: 20_000,
  atOnce: 2,
};
