// What a plan file may cost at most. One table; every reader takes its ceilings from here.
import type { OfficeLimits, ThreadLimits } from "../../../workbook/limits.ts";

/** Ceilings for reading one file. Sizes in bytes of the machine, times in milliseconds. */
export interface ReadLimits extends OfficeLimits, ThreadLimits {
  /** Largest file of any kind. */
  fileBytes: number;
  /** Largest file that is text all through (.txt .md .html .csv). */
  textBytes: number;
  /** Characters (UTF-16 units) of the canonical text. */
  characters: number;
  /** Pages of a PDF. */
  pages: number;
  /** Text pieces, or drawn lines, on one PDF page. */
  pagePieces: number;
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
