// What reading an office file may cost at most.

/** Sizes in bytes of the machine, times in milliseconds. */
export interface OfficeLimits {
  /** Largest part after inflating, of the parts that are read. */
  partBytes: number;
  /** All parts after inflating, as the directory declares them. */
  inflatedBytes: number;
  /** Parts in the package. */
  parts: number;
  /** Elements inside one another. */
  depth: number;
  /** Elements in one part. */
  elements: number;
  /** Merged ranges and rows with text in one sheet. */
  blocks: number;
  /** Cells in one row. */
  cells: number;
}

/** What a thread that reads may use. */
export interface ThreadLimits {
  /** Heap of the thread, in megabytes. */
  heapMegabytes: number;
  /** Buffers outside that heap, in megabytes. */
  bufferMegabytes: number;
  /**
   * Processor time that the thread may use without a sign of progress; it gives one after every page, megabyte or few
   * thousand rows. Not time of the clock: on a busy machine an honest file would be refused.
   */
  silentWorkMs: number;
  /** Longest reading by the clock. */
  totalMs: number;
  /** Files read at the same moment; others wait. */
  atOnce: number;
  /** How long a thread that has read well waits for the next file; left out: it ends. */
  staysMs?: number;
}

export interface SheetLimits extends OfficeLimits, ThreadLimits {
  /** Characters of one cell, as spreadsheets allow. */
  cellCharacters: number;
  /** Characters of all cells together. */
  characters: number;
}

/** For a workbook that comes back from people: 20,000 rows of 200 columns; sheets formatted to the last row are common. */
export const sheetLimits: SheetLimits = {
  partBytes: 150_000_000,
  inflatedBytes: 400_000_000,
  parts: 5_000,
  depth: 100,
  elements: 6_000_000,
  blocks: 20_100,
  cells: 200,
  cellCharacters: 32_767,
  characters: 20_000_000,
  heapMegabytes: 384,
  bufferMegabytes: 400,
  silentWorkMs: 2_500,
  totalMs: 30_000,
  atOnce: 2,
  // A preview and its confirmation read the same file within a minute.
  staysMs: 60_000,
};
