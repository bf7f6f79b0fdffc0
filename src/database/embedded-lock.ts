// One process owns an embedded data folder. The operating system keeps the lock (through SQLite's file lock), so a killed owner
// frees it at once, a slow or stopped one never loses it, and two claimants cannot both win.

import { readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { DatabaseSync } from "node:sqlite";
import { databaseRefusal } from "./database-refusals.ts";

const SQLITE_BUSY = 5;

/**
 * Takes the lock of `folder`, kept in "<folder>.lock" beside it; returns the function that gives it back.
 *
 * The lock files stay when it is given back: removing one would let two claimants lock two different files of that name.
 *
 * @throws Fault when another process, or another part of this one, owns the folder.
 */
export function takeFolderLock(folder: string): () => void {
  const owner = `${folder}.owner`;
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(`${folder}.lock`, { timeout: 0 });
    lock.exec("pragma journal_mode = memory; begin exclusive");
  } catch (error) {
    lock?.close();
    if ((error as { errcode?: unknown }).errcode === SQLITE_BUSY)
      throw databaseRefusal("database.in-use", { folder, owner: readOwner(owner) });
    throw databaseRefusal("database.lock", { folder, reason: (error as Error).message });
  }
  writeFileSync(owner, `process ${process.pid} on ${hostname()} since ${new Date().toISOString()}\n`);
  return () => lock.close();
}

/** Only for the message: whether the folder is free is decided by the lock, never by this text. */
function readOwner(file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    return "another process";
  }
}
