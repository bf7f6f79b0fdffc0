// Reads .csv as a plan: lines above its table as paragraphs, the rest as table rows.
import { lastFilled, readSeparated } from "../../../workbook/separated.ts";
import type { PlanText } from "../compile/blocks.ts";
import type { ReadLimits } from "./limits.ts";
import { Paper } from "./paper.ts";
import { SheetRows } from "./sheet-rows.ts";

/** Reads one table, whatever its delimiter and encoding. */
export function readCsv(bytes: Uint8Array, limits: ReadLimits, onProgress: () => void = () => {}): PlanText {
  const paper = new Paper(limits);
  const records = readSeparated(bytes, limits, onProgress);
  const width = records.reduce((widest, record) => Math.max(widest, lastFilled(record) + 1), 0);
  const sheet = new SheetRows(paper, width);
  for (const record of records) sheet.row(record.slice(0, width).map((value) => ({ text: value })));
  return paper.finish();
}
