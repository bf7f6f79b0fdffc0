// Copies of all files that some edition names, for a backup and back; every one is compared with its digest.
import { join } from "node:path";
import { receive } from "../../files/arrival.ts";
import { diskStore } from "../../files/disk-store.ts";
import { FileGone, type FileStore } from "../../files/file-store.ts";
import type { Shelf } from "../../files/shelf.ts";
import type { Db } from "../tables.ts";
import * as store from "./file-store.ts";

export interface Copied {
  /** Copied now. */
  copied: number;
  /** There already, from an earlier backup into the same folder. */
  there: number;
  /** Digests of files that are gone or damaged. */
  missing: string[];
}

const atOnce = 500;

/** Copies every named file into a folder; to be called after the database has been copied, so that none it names is left out. */
export async function copyFilesOut(
  db: Db,
  shelf: Shelf,
  folder: string,
  onFile: (count: number) => void,
): Promise<Copied> {
  const result: Copied = { copied: 0, there: 0, missing: [] };
  const target = diskStore(folder);
  for (let after = ""; ; ) {
    const some = await store.digestsAfter(db, after, atOnce);
    for (const { digest, sizeBytes } of some) {
      if ((await target.keptAt(digest)) !== null) result.there += 1;
      else if (await copy(shelf.store, target, join(folder, "arrivals"), digest, sizeBytes)) result.copied += 1;
      else result.missing.push(digest);
      onFile(result.copied + result.there);
    }
    const last = some.at(-1);
    if (!last) return result;
    after = last.digest;
  }
}

/** Brings the files of a backup back into the store. */
export async function bringFilesBack(folder: string, shelf: Shelf, onFile: (count: number) => void): Promise<Copied> {
  const result: Copied = { copied: 0, there: 0, missing: [] };
  const source = diskStore(folder);
  for await (const { digest, size } of source.list()) {
    if (await copy(source, shelf.store, shelf.arrivals, digest, size)) result.copied += 1;
    else result.missing.push(digest);
    onFile(result.copied);
  }
  return result;
}

async function copy(from: FileStore, to: FileStore, arrivals: string, digest: string, size: number): Promise<boolean> {
  try {
    const pieces = await from.open(digest, 0, size - 1);
    return await receive(arrivals, pieces, async (arrived) => {
      if (arrived.digest !== digest) return false;
      await to.keep(digest, arrived.path, arrived.size);
      return true;
    });
  } catch (error) {
    if (error instanceof FileGone) return false;
    throw error;
  }
}
