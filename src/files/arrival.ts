// A file on its way in: written to the disk while it comes, its digest taken meanwhile, never whole in memory.
import { createHash } from "node:crypto";
import { mkdir, open, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

/** A file that has arrived and belongs to nobody yet. */
export interface Arrived {
  path: string;
  size: number;
  digest: string;
}

/**
 * Writes pieces into the folder of arrivals, then hands the file to `use`; whatever happens, nothing stays behind.
 * @throws what the pieces or `use` throw
 */
export async function receive<R>(
  folder: string,
  pieces: AsyncIterable<Uint8Array>,
  use: (arrived: Arrived) => Promise<R>,
): Promise<R> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, crypto.randomUUID());
  try {
    return await use(await write(path, pieces));
  } finally {
    await rm(path, { force: true });
  }
}

async function write(path: string, pieces: AsyncIterable<Uint8Array>): Promise<Arrived> {
  const hash = createHash("sha256");
  let size = 0;
  const handle = await open(path, "wx", 0o600);
  try {
    for await (const piece of pieces) {
      hash.update(piece);
      for (let at = 0; at < piece.length; ) at += (await handle.write(piece, at)).bytesWritten;
      size += piece.length;
    }
  } finally {
    await handle.close();
  }
  return { path, size, digest: hash.digest("hex") };
}

/** Removes arrivals that a killed process left behind. */
export async function clearArrivals(folder: string, before: number): Promise<number> {
  let cleared = 0;
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    if (!found || found.mtimeMs >= before) continue;
    await rm(path, { force: true });
    cleared += 1;
  }
  return cleared;
}
