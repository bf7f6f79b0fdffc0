// Looks through the text of a file for marks of secrecy, in a thread of its own with limits on time and memory.
import { type ReadingOrder, readApart } from "../../workbook/apart.ts";
import { type FaultFacts, type FaultReason, FileFault } from "../../workbook/file-fault.ts";
import { type SheetLimits, sheetLimits } from "../../workbook/limits.ts";
import type { FileKindName } from "./file-kinds.ts";
import type { SecretFinding } from "./secret-rules.ts";

/** Larger files are not looked into: they are recordings and scans. */
export const mostReadBytes = 40 * 1024 * 1024;

export interface TextOrder extends ReadingOrder {
  limits: SheetLimits & { pages: number };
  /** The thread opens it itself: its bytes are not copied through this one. */
  path: string;
  kind: FileKindName;
}

export interface TextOutcome {
  /** Was there text to look through? */
  read: boolean;
  finding: SecretFinding | null;
}

const limits = { ...sheetLimits, heapMegabytes: 256, bufferMegabytes: 300, totalMs: 30_000, pages: 1000 };
const thread = new URL("./text-thread.ts", import.meta.url);

export const readableKinds: readonly FileKindName[] = ["pdf", "docx", "xlsx", "pptx", "ofd", "text"];

/**
 * What a look through the file's text found.
 * @throws FileFault for what is damaged, encrypted, made to harm its reader, or beyond the limits
 */
export function lookThrough(path: string, kind: FileKindName, size: number): Promise<TextOutcome> {
  if (!readableKinds.includes(kind) || size > mostReadBytes) return Promise.resolve({ read: false, finding: null });
  const refuse = (code: string, facts?: FaultFacts) => new FileFault(code as FaultReason, facts);
  return readApart<TextOutcome, TextOrder>(thread, { bytes: new Uint8Array(), limits, path, kind }, refuse);
}
