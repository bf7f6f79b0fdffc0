// What reading a file gives, and which reader reads which kind.
import type { PlanText } from "../compile/blocks.ts";
import type { FileKind } from "./kind.ts";
import type { ReadLimits } from "./limits.ts";
import { FileRefused, type Warning } from "./refusals.ts";

export interface ReadOutcome {
  document: PlanText;
  warnings: Warning[];
}

/** Reads one file of a known kind. Readers are loaded when first needed: pdf.js alone weighs 1.7 MB. */
export async function readKind(
  kind: FileKind,
  bytes: Uint8Array,
  limits: ReadLimits,
  onProgress: () => void,
): Promise<ReadOutcome> {
  const outcome = await readers[kind](bytes, limits, onProgress);
  if (outcome.document.blocks.length === 0) throw new FileRefused("intake.file-without-text");
  return outcome;
}

type Reader = (bytes: Uint8Array, limits: ReadLimits, onProgress: () => void) => Promise<ReadOutcome>;

const readers: Record<FileKind, Reader> = {
  txt: async (bytes, limits) => ({ document: (await import("./text.ts")).readTxt(bytes, limits), warnings: [] }),
  md: async (bytes, limits) => ({ document: (await import("./text.ts")).readMd(bytes, limits), warnings: [] }),
  csv: async (bytes, limits) => ({ document: (await import("./csv.ts")).readCsv(bytes, limits), warnings: [] }),
  html: async (bytes, limits) => (await import("./html.ts")).readHtml(bytes, limits),
  docx: async (bytes, limits, onProgress) => (await import("./docx.ts")).readDocx(bytes, limits, onProgress),
  xlsx: async (bytes, limits, onProgress) => (await import("./xlsx.ts")).readXlsx(bytes, limits, onProgress),
  pdf: async (bytes, limits, onProgress) => (await import("./pdf.ts")).readPdf(bytes, limits, onProgress),
};
