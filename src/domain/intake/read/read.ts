// A file goes in, paragraphs and table rows come out: told by content, read within limits, refused with the mend.

import { readApart } from "../../../workbook/apart.ts";
import type { PlanText } from "../compile/blocks.ts";
import { endingOf, endings, type FileKind, sniffKind, tooLarge } from "./kind.ts";
import { type ReadLimits, readLimits } from "./limits.ts";
import { loadReader, type ReadOutcome } from "./readers.ts";
import type { PlanOrder } from "./reading-thread.ts";
import { FileRefused, refusalOfFault, type Warning, warningOf } from "./refusals.ts";

export interface PlanFile {
  document: PlanText;
  kind: FileKind;
  warnings: Warning[];
}

const thread = new URL("./reading-thread.ts", import.meta.url);

/** Kinds that need no parser worth the name; the others are read in a thread that can be ended. */
const plain: readonly FileKind[] = ["txt", "md"];

/**
 * Reads a plan file into its canonical text and blocks.
 *
 * The kind is told from the bytes; the name only tells kinds of plain text apart, and a wrong name gives a warning.
 * @param limits ceilings that differ from the usual ones
 * @throws FileRefused with a code, its facts, and what to do in Chinese and English
 */
export async function readPlanFile(
  bytes: Uint8Array,
  fileName: string,
  limits: Partial<ReadLimits> = {},
): Promise<PlanFile> {
  const within: ReadLimits = { ...readLimits, ...limits };
  if (bytes.length === 0) throw new FileRefused("intake.file-empty");
  if (bytes.length > within.fileBytes) throw tooLarge(bytes.length, within.fileBytes);
  const kind = sniffKind(bytes, fileName, within);
  const isPlain = plain.includes(kind);
  const { document, warnings } = isPlain
    ? await (await loadReader(kind))(bytes, within, () => {})
    : await readApart<ReadOutcome, PlanOrder>(thread, { kind, bytes, limits: within }, refusalOfFault);
  const name = fileName.split(/[\\/]/).at(-1) ?? "";
  const isMisnamed = !endings[kind].includes(endingOf(name));
  const misnamed = isMisnamed ? [warningOf("intake.name-differs", { name, kind: `.${kind}` })] : [];
  return { document, kind, warnings: [...misnamed, ...warnings] };
}
