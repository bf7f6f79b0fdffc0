// Files in a folder: written apart, synced, then renamed to their digest, so that a name stands for the whole file.
import { createReadStream } from "node:fs";
import { copyFile, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { FileGone, type FileStore, isDigest } from "./file-store.ts";

const isAbsent = (error: unknown) => (error as NodeJS.ErrnoException).code === "ENOENT";

/** Makes what a folder or file holds safe on the disk; Windows cannot sync folders, its file system journals names by itself. */
async function sync(path: string, isFolder: boolean): Promise<void> {
  if (isFolder && process.platform === "win32") return;
  const handle = await open(path, isFolder ? "r" : "r+");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The store below a folder, two levels deep, so that no folder grows beyond what people can list. */
export function diskStore(folder: string): FileStore {
  const shelf = (digest: string) => join(folder, digest.slice(0, 2));
  const pathOf = (digest: string) => join(shelf(digest), digest);
  return {
    place: folder,

    async keep(digest, path) {
      await mkdir(shelf(digest), { recursive: true });
      const draft = `${pathOf(digest)}.new-${process.pid}-${crypto.randomUUID()}`;
      try {
        // The arriving file may lie on another disk; beside its place, only a rename is left to do.
        await rename(path, draft).catch((error: NodeJS.ErrnoException) => {
          if (error.code !== "EXDEV") throw error;
          return copyFile(path, draft);
        });
        await sync(draft, false);
        await rename(draft, pathOf(digest));
      } finally {
        await rm(draft, { force: true });
      }
      await sync(shelf(digest), true);
      await sync(folder, true);
    },

    async open(digest, start, end) {
      const handle = await open(pathOf(digest)).catch((error) => {
        throw isAbsent(error) ? new FileGone(digest) : error;
      });
      return createReadStream(pathOf(digest), { fd: handle, start, end, highWaterMark: 256 * 1024 });
    },

    async *list() {
      for (const name of await readdir(folder).catch(() => []))
        if (/^[0-9a-f]{2}$/.test(name))
          // Drafts of a process that was killed are swept with their own name.
          for (const digest of await readdir(join(folder, name)))
            if (isDigest(digest.slice(0, 64))) {
              const found = await stat(join(folder, name, digest)).catch(() => null);
              if (found) yield { digest, keptAt: found.mtimeMs, size: found.size };
            }
    },

    async keptAt(digest) {
      const found = await stat(pathOf(digest)).catch((error) => {
        if (isAbsent(error)) return null;
        throw error;
      });
      return found?.mtimeMs ?? null;
    },

    remove: (digest) => rm(pathOf(digest), { force: true }),
  };
}
