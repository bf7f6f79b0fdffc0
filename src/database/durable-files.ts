// Files that survive a power cut: a real fsync under the embedded engine, which by itself has none, and for what we write beside it.

import { closeSync, fsyncSync, openSync } from "node:fs";
import { open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { NodeFS } from "@electric-sql/pglite/nodefs";

const EIO = 29;

interface NodeStream {
  /** Absent where the stream is a directory. */
  readonly nfd?: number;
  readonly node: unknown;
}

interface NodeFileSystem {
  realPath(node: unknown): string;
  readonly stream_ops: { fsync?: (stream: NodeStream) => number };
}

/** PGlite's file system of Node with the fsync operation it lacks; `syncs` counts those that reached the disk. */
export class DurableNodeFS extends NodeFS {
  syncs = 0;
  /** After one failure the system may report success for data it has dropped, so no later fsync is believed. */
  #failed = false;

  override async init(...[engine, options]: Parameters<NodeFS["init"]>): ReturnType<NodeFS["init"]> {
    const made = await super.init(engine, options);
    const addSync = (module: unknown) => {
      const files = (module as { NODEFS: NodeFileSystem }).NODEFS;
      files.stream_ops.fsync = (stream) => this.#sync(files, stream);
    };
    made.emscriptenOpts.preRun = [...(made.emscriptenOpts.preRun ?? []), addSync];
    return made;
  }

  /** An error code makes PostgreSQL stop instead of acknowledging what may not be on the disk. */
  #sync(files: NodeFileSystem, stream: NodeStream): number {
    if (this.#failed) return EIO;
    try {
      if (stream.nfd !== undefined) fsyncSync(stream.nfd);
      else if (process.platform !== "win32") syncFolderEntry(files.realPath(stream.node));
      this.syncs += 1;
      return 0;
    } catch {
      this.#failed = true;
      return EIO;
    }
  }
}

function syncFolderEntry(folder: string): void {
  const descriptor = openSync(folder, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Makes a file or folder, with all that is below it, safe on the disk; side by side, which a disk does several times faster. */
export async function syncTree(path: string, isFolder = true): Promise<void> {
  if (isFolder) {
    const entries = await readdir(path, { withFileTypes: true });
    await Promise.all(entries.map((entry) => syncTree(join(path, entry.name), entry.isDirectory())));
    // Windows cannot sync a folder; its file system journals names by itself.
    if (process.platform === "win32") return;
  }
  const file = await open(path, isFolder ? "r" : "r+");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes a rename or a new name in `folder` safe on the disk. */
export function syncNames(folder: string): void {
  if (process.platform !== "win32") syncFolderEntry(folder);
}
