// Files as evidence: who may bring one is decided before it is received, and again when it is saved.
import { FileGone } from "../../files/file-store.ts";
import type { Shelf } from "../../files/shelf.ts";
import { ReplyFile } from "../../http/http.ts";
import type { Pieces, StoredContent } from "../../http/reply-file.ts";
import type { Call } from "../../kernel/call.ts";
import type { StreamedUpload } from "../../kernel/contract.ts";
import type { Db } from "../tables.ts";
import { checked } from "./checked-pieces.ts";
import type { Evidence, NewFile } from "./model.ts";
import { evidenceFault } from "./model-faults.ts";
import { type At, load, loadFor, openForAdding } from "./open-evidence.ts";
import { addPiece, replacePiece } from "./service.ts";
import { type TakenFile, takeFile } from "./take-file.ts";

type AddInput = NewFile & { programmeId: string; file: StreamedUpload };
type ReplaceInput = At & { version: number; declared?: string | undefined; file: StreamedUpload };

/** A new file for a record. */
export const addFile = (shelf: Shelf) => ({
  async prepare(input: AddInput, db: Db, call: Call): Promise<TakenFile> {
    await openForAdding(db, call, input);
    return takeFile(shelf, input.file, { title: input.title, declared: input.declared, at: call.atIso });
  },
  run(tx: Db, call: Call, input: AddInput & TakenFile): Promise<Evidence> {
    const title = input.title ?? (input.edition.name ?? "").slice(0, 120);
    return addPiece(tx, call, { ...input, title, validUntil: input.validUntil ?? null }, "file", input.edition);
  },
});

/** A new edition of a file. */
export const replaceFile = (shelf: Shelf) => ({
  async prepare(input: ReplaceInput, db: Db, call: Call): Promise<TakenFile> {
    await loadFor(db, call, input, "replace");
    return takeFile(shelf, input.file, { title: undefined, declared: input.declared, at: call.atIso });
  },
  run: (tx: Db, call: Call, input: ReplaceInput & TakenFile): Promise<Evidence> =>
    replacePiece(tx, call, input, "file", input.edition),
});

/** The bytes of an edition, whole or in part; what is quarantined or locked away is refused. */
export const getEvidenceFile =
  (shelf: Shelf) =>
  async (db: Db, call: Call, at: At & { number: number }): Promise<ReplyFile> => {
    const { row } = await load(db, call, at);
    const edition = row.editions.find((one) => one.number === at.number);
    const { digest, name, mediaType, sizeBytes: size } = edition ?? {};
    if (!edition || !digest || !name || size === undefined || size === null) throw evidenceFault("evidence.absent");
    if (edition.virus === "hit") throw evidenceFault("evidence.infected", { virus: edition.virusName ?? "—" });
    if (row.state === "locked") throw evidenceFault("evidence.locked", { note: row.endNote ?? "" });
    const content: StoredContent = {
      size,
      digest,
      async open(start: number, end: number): Promise<Pieces> {
        try {
          const pieces = await shelf.store.open(digest, start, end);
          return start === 0 && end === size - 1 ? checked(pieces, digest) : pieces;
        } catch (error) {
          throw error instanceof FileGone ? evidenceFault("evidence.file-gone", { digest }) : error;
        }
      },
    };
    return new ReplyFile(name, mediaType ?? "application/octet-stream", content);
  };
