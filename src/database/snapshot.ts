// The embedded database as one file: the snapshot fresh folders start from, and online backups with their digest.

import { createHash } from "node:crypto";
import { mkdir, open, readFile, rename } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import type { Database } from "./database.ts";
import { databaseRefusal } from "./database-refusals.ts";
import { syncNames } from "./durable-files.ts";
import { readDump } from "./embedded-engine.ts";
import { createFolder, isAbsentOrEmpty } from "./embedded-folder.ts";
import { takeFolderLock } from "./embedded-lock.ts";
import { openDatabase } from "./open.ts";

/**
 * Writes to `file` a fresh database, after `prepare` has put in it what every new one should have (such as the schema).
 *
 * Takes 3-10 s: done when the program is built, not when it starts.
 */
export async function buildSnapshot(file: string, prepare?: (database: Database) => Promise<unknown>): Promise<void> {
  const database = await openDatabase({});
  try {
    await prepare?.(database);
    await writeDump(database, file);
  } finally {
    await database.close();
  }
}

/**
 * Backs up the running database to `file` and its SHA-256 to "<file>.sha256", as `sha256sum --check` reads it.
 *
 * @throws Fault on a server, whose own tools do it better.
 */
export async function backup(database: Pick<Database, "dump">, file: string): Promise<void> {
  const digest = await writeDump(database, file);
  await writeWhole(`${file}.sha256`, Buffer.from(`${digest}  ${basename(file)}\n`));
}

/**
 * Restores a backup into the absent or empty `folder`, whole or not at all.
 *
 * @throws Fault when the digest does not match, the folder holds something, or the backup is of a newer program.
 */
export async function restore(file: string, folder: string): Promise<void> {
  const contents = await readFile(file);
  const expected = await readFile(`${file}.sha256`, "utf8").then(
    (text) => text.slice(0, 64),
    () => null,
  );
  if (expected === null) throw databaseRefusal("backup.no-digest", { file });
  if (sha256(contents) !== expected) throw databaseRefusal("backup.damaged", { file });
  const target = resolve(folder);
  await mkdir(dirname(target), { recursive: true });
  const releaseLock = takeFolderLock(target);
  try {
    if (!(await isAbsentOrEmpty(target))) throw databaseRefusal("backup.folder-in-the-way", { folder: target });
    await createFolder(target, await readDump(contents));
  } finally {
    releaseLock();
  }
}

async function writeDump(database: Pick<Database, "dump">, file: string): Promise<string> {
  if (!database.dump) throw databaseRefusal("backup.server");
  const contents = Buffer.from(await (await database.dump()).arrayBuffer());
  await writeWhole(file, contents);
  return sha256(contents);
}

async function writeWhole(file: string, contents: Buffer): Promise<void> {
  const draft = `${file}.new-${process.pid}`;
  const handle = await open(draft, "w", 0o600);
  try {
    await handle.writeFile(contents);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
  syncNames(dirname(resolve(file)));
}

function sha256(contents: Buffer): string {
  return createHash("sha256").update(contents).digest("hex");
}
