// A workbook or a file of separated values goes in, the plain rows of its visible sheets come out, read in a thread of its own.
import { type ReadingOrder, readApart } from "./apart.ts";
import { type FaultFacts, type FaultReason, FileFault } from "./file-fault.ts";
import { type SheetLimits, sheetLimits } from "./limits.ts";
import type { ReadBook } from "./read-rows.ts";

export interface BookOrder extends ReadingOrder {
  limits: SheetLimits;
}

const thread = new URL("./reading-thread.ts", import.meta.url);

/**
 * Reads a workbook; what it is, is told from its bytes.
 * @throws FileFault for what is no workbook, is damaged, hostile, or above the limits
 */
export function readWorkbook(bytes: Uint8Array, limits: SheetLimits = sheetLimits): Promise<ReadBook> {
  const refuse = (code: string, facts?: FaultFacts) => new FileFault(code as FaultReason, facts);
  return readApart<ReadBook, BookOrder>(thread, { bytes, limits }, refuse);
}
