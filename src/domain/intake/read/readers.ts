// What reading a file gives, and which reader reads which kind.
import type { PlanText } from "../compile/blocks.ts";
import type { FileKind } from "./kind.ts";
import type { ReadLimits } from "./limits.ts";
import { FileRefused, refusalOf, type Warning } from "./refusals.ts";

export interface ReadOutcome {
  document: PlanText;
  warnings: Warning[];
}

export type Reader = (
  bytes: Uint8Array,
  limits: ReadLimits,
  onProgress: () => void,
) => ReadOutcome | Promise<ReadOutcome>;

/** The reader of a kind. Readers are loaded when first needed: pdf.js alone weighs 1.7 MB. */
export async function loadReader(kind: FileKind): Promise<(...of: Parameters<Reader>) => Promise<ReadOutcome>> {
  const read = await readers[kind]();
  return async (bytes, limits, onProgress) => {
    let outcome: ReadOutcome;
    try {
      outcome = await read(bytes, limits, onProgress);
    } catch (error) {
      throw refusalOf(error);
    }
    if (outcome.document.blocks.length === 0) throw new FileRefused("intake.file-without-text");
    return outcome;
  };
}

/** Readers that lose nothing have nothing to warn of. */
const faithful =
  (read: (bytes: Uint8Array, limits: ReadLimits, onProgress: () => void) => PlanText): Reader =>
  (bytes, limits, onProgress) => ({ document: read(bytes, limits, onProgress), warnings: [] });

const readers: Record<FileKind, () => Promise<Reader>> = {
  txt: async () => faithful((await import("./text.ts")).readTxt),
  md: async () => faithful((await import("./text.ts")).readMd),
  csv: async () => faithful((await import("./csv.ts")).readCsv),
  html: async () => (await import("./html.ts")).readHtml,
  docx: async () => (await import("./docx.ts")).readDocx,
  xlsx: async () => (await import("./xlsx.ts")).readXlsx,
  pdf: async () => (await import("./pdf.ts")).readPdf,
};
