// A file on its way out is compared with its digest: a damaged one breaks off instead of passing for the true one.
import { createHash } from "node:crypto";

/** The same pieces; the last is held back until all of them are known to be the file that the digest names. */
export async function* checked(pieces: AsyncIterable<Uint8Array>, digest: string): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256");
  let held: Uint8Array | null = null;
  for await (const piece of pieces) {
    hash.update(piece);
    if (held) yield held;
    held = piece;
  }
  if (hash.digest("hex") !== digest) throw new Error(`the stored file ${digest} is damaged`);
  if (held) yield held;
}
