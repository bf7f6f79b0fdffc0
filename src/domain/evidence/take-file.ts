// A file is taken as evidence: received, told by its content, looked through for marks of secrecy, scanned, kept.
import { type Arrived, receive } from "../../files/arrival.ts";
import type { Shelf } from "../../files/shelf.ts";
import type { StreamedUpload } from "../../kernel/contract.ts";
import { FileFault } from "../../workbook/file-fault.ts";
import { cleanName, endingOf, type FileKindName, fileKinds, refusedContents, refusedEndings } from "./file-kinds.ts";
import { evidenceFault } from "./model-faults.ts";
import { lookThrough, type TextOutcome } from "./read-text.ts";
import { refuseFinding, refuseSecrets } from "./secrets.ts";
import type { EditionFacts } from "./service.ts";
import { tellKind } from "./tell-kind.ts";

/** A file that is kept, and what of its edition is known before the database hears of it. */
export interface TakenFile {
  edition: EditionFacts;
  digest: string;
}

/** The name that a file is kept under; a refusal where it has none, or one that is refused whatever it holds. */
export function nameOf(file: Pick<StreamedUpload, "name">): string {
  const name = cleanName(file.name);
  if (name === null) throw evidenceFault("evidence.no-name");
  const ending = endingOf(name);
  if (refusedEndings.test(ending)) throw evidenceFault("evidence.refused-ending", { ending });
  return name;
}

/**
 * Takes a file; when this refuses or is cut off, nothing of it stays. A file that no edition comes to name is swept later.
 * @param declared why words that look secret are none
 */
export async function takeFile(
  shelf: Shelf,
  file: StreamedUpload,
  { title, declared, at }: { title: string | undefined; declared: string | undefined; at: string },
): Promise<TakenFile> {
  const name = nameOf(file);
  const ofNames = refuseSecrets({ name, ...(title ? { title } : {}) }, declared);
  return receive(shelf.arrivals, file.pieces, async (arrived) => {
    if (arrived.size === 0) throw evidenceFault("evidence.empty", { name });
    const kind = await kindOf(arrived, name);
    const { read, finding } = await textOf(arrived, kind, name);
    const ofText = finding ? refuseFinding("text", finding, declared) : null;
    const virus = shelf.check ? await shelf.check(arrived.path) : null;
    await shelf.store.keep(arrived.digest, arrived.path, arrived.size);
    const edition: EditionFacts = {
      name,
      media_type: fileKinds[kind].mediaType,
      size_bytes: arrived.size,
      digest: arrived.digest,
      address: null,
      read_part: read ? "text" : "name",
      declared: ofNames ?? ofText,
      virus: virus?.state ?? "unchecked",
      virus_name: virus?.name ?? null,
      virus_at: virus ? at : null,
    };
    return { edition, digest: arrived.digest };
  });
}

async function kindOf({ path }: Arrived, name: string): Promise<FileKindName> {
  const told = await tellKind(path);
  if ("refused" in told) {
    const { zh, en } = refusedContents[told.refused];
    throw evidenceFault("evidence.refused-content", { name, content: { zh, en } });
  }
  const { zh, en, endings } = fileKinds[told.kind];
  const ending = endingOf(name);
  if (!(endings as readonly string[]).includes(ending))
    throw evidenceFault("evidence.false-ending", {
      name,
      ending: ending ? `.${ending}` : "—",
      kind: { zh, en },
      endings: endings.map((one) => `.${one}`),
    });
  return told.kind;
}

/** What cannot be read is kept and shown as such; what is made to harm its reader is refused. */
async function textOf({ path, size }: Arrived, kind: FileKindName, name: string): Promise<TextOutcome> {
  try {
    return await lookThrough(path, kind, size);
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    if (error.reason === "encrypted") {
      const { zh, en } = refusedContents.encrypted;
      throw evidenceFault("evidence.refused-content", { name, content: { zh, en } });
    }
    if (error.reason === "unsafe" || error.reason === "too-complex")
      throw evidenceFault("evidence.hostile", { name, what: String(error.facts.what ?? error.reason) });
    return { read: false, finding: null };
  }
}
