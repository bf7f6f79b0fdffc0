// The embedded engine's data folder: made whole or not at all, and opened only by a program that can read it.

import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { NodeFS } from "@electric-sql/pglite/nodefs";
import { databaseRefusal } from "./database-refusals.ts";
import { syncNames, syncTree } from "./durable-files.ts";
import { ENGINE_MAJOR, startEngine } from "./embedded-engine.ts";

/** Inside the folder, so that it travels with every snapshot and backup. */
const IDENTITY = "engine.json";

/**
 * Makes `folder` ready to be opened: checks an existing one, creates a fresh one from `contents` (or from nothing, slowly).
 *
 * Call it holding the folder's lock.
 *
 * @throws Fault when the folder belongs to another version or holds something else.
 */
export async function prepareFolder(folder: string, contents: () => Promise<Blob | undefined>): Promise<void> {
  await removeLeftovers(folder);
  if (await isAbsentOrEmpty(folder)) await createFolder(folder, await contents());
  else await checkFolder(folder);
}

/** Creates `folder` beside its final place and moves it there in one step, so that a kill leaves nothing half-made. */
export async function createFolder(folder: string, contents: Blob | undefined): Promise<void> {
  const draft = `${folder}.new-${process.pid}`;
  await mkdir(draft, { mode: 0o700 });
  try {
    // Thousands of single fsyncs are spared: nothing here counts before the rename.
    const engine = await startEngine(new NodeFS(draft), contents);
    await engine.close();
    if (existsSync(join(draft, IDENTITY))) await checkFolder(draft);
    await writeFile(join(draft, IDENTITY), `${JSON.stringify({ pglite: await engineVersion() })}\n`);
    await syncTree(draft);
    if (existsSync(folder)) await rmdir(folder);
    await rename(draft, folder);
    syncNames(dirname(folder));
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}

/** Is there nothing at `folder` that could be lost? */
export async function isAbsentOrEmpty(folder: string): Promise<boolean> {
  return !existsSync(folder) || (await readdir(folder)).length === 0;
}

async function removeLeftovers(folder: string): Promise<void> {
  const draft = `${basename(folder)}.new-`;
  for (const name of await readdir(dirname(folder)))
    if (name.startsWith(draft)) await rm(join(dirname(folder), name), { recursive: true, force: true });
}

async function checkFolder(folder: string): Promise<void> {
  const major = await readFile(join(folder, "PG_VERSION"), "utf8").then(Number, () => null);
  if (major === null) throw databaseRefusal("database.not-a-database", { folder });
  const ours = await engineVersion();
  const theirs = await readFile(join(folder, IDENTITY), "utf8").then(
    (text) => String((JSON.parse(text) as { pglite?: unknown }).pglite),
    () => ours,
  );
  if (major > ENGINE_MAJOR || compareVersions(theirs, ours) > 0)
    throw databaseRefusal("database.newer-engine", { folder, theirs, ours });
  if (major < ENGINE_MAJOR) throw databaseRefusal("database.older-engine", { folder, theirs, ours });
}

async function engineVersion(): Promise<string> {
  const manifest = new URL("../package.json", import.meta.resolve("@electric-sql/pglite"));
  return (JSON.parse(await readFile(manifest, "utf8")) as { version: string }).version;
}

function compareVersions(left: string, right: string): number {
  return left.localeCompare(right, "en", { numeric: true });
}
