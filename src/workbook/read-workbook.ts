// A workbook or a file of separated values goes in, the plain rows of its visible sheets come out, read in a thread of its own.
import { type ReadingOrder, readApart } from "./apart.ts";
import { type FaultFacts, type FaultReason, FileFault } from "./file-fault.ts";
import { type SheetLimits, sheetLimits } from "./limits.ts";
import { type PackedBook, type ReadBook, unpackBook } from "./read-rows.ts";

export interface BookOrder extends ReadingOrder {
  limits: SheetLimits;
}

const thread = new URL("./reading-thread.ts", import.meta.url);

/**
 * Reads a workbook; what it is, is told from its bytes.
 * @throws FileFault for what is no workbook, is damaged, hostile, or above the limits
 */
export async function readWorkbook(bytes: Uint8Array, limits: SheetLimits = sheetLimits): Promise<ReadBook> {
  const refuse = (code: string, facts?: FaultFacts) => new FileFault(code as FaultReason, facts);
  return unpackBook(await readApart<PackedBook, BookOrder>(thread, { bytes, limits }, refuse));
}
