// Databases that test files begin from: each made by the file that needs it first, while the others wait, and then copied.
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import { sql } from "kysely";
import type { Database } from "../src/database/database.ts";
import { takeFolderLock } from "../src/database/embedded-lock.ts";
import { openDatabase } from "../src/database/open.ts";
import { buildSnapshot } from "../src/database/snapshot.ts";

/** The server that tests may create databases on; without it only the embedded engine can be tested. */
export const testServer = process.env.DATABASE_URL_TEST;

/** Puts in a fresh database what every copy of the template has. */
export type Prepare = (database: Database) => Promise<unknown>;

/** The snapshot file `file`, made by `prepare` unless it is there; kept unpacked, since a hundred files begin with it. */
export async function snapshotAt(file: string, prepare: Prepare): Promise<string> {
  await madeOnce(file, async () => {
    const packed = `${file}.gz`;
    await buildSnapshot(packed, prepare);
    await writeFile(`${file}.new`, gunzipSync(await readFile(packed)));
    await rename(`${file}.new`, file);
    await rm(packed);
  });
  return file;
}

/** A database of its own on the test server, copied from the run's template of that name; outside a run it is made afresh. */
export async function copyOnServer<Tables>(template: string, prepare: Prepare): Promise<Database<Tables>> {
  const run = process.env.SHIDIAN_TEST_RUN;
  if (!run) return freshOnServer<Tables>(prepare);
  // The name of the database is told by a file, so that whoever ends the run finds all of them.
  const told = join(run, template);
  await madeOnce(told, async () => {
    const name = nameOne("template");
    await writeFile(join(run, `${name}.database`), "");
    await createOnServer(name);
    const database = await openDatabase({ url: addressOf(name), poolSize: 4 });
    try {
      await prepare(database);
    } finally {
      await database.close();
    }
    await writeFile(told, name);
  });
  return freshOnServer<Tables>(undefined, await readFile(told, "utf8"));
}

/** A database of its own on the test server; `close()` also drops it. */
export async function freshOnServer<Tables>(prepare?: Prepare, template?: string): Promise<Database<Tables>> {
  const name = nameOne("test");
  await createOnServer(name, template);
  try {
    const database = await openDatabase<Tables>({ url: addressOf(name), poolSize: 4 });
    await prepare?.(database as unknown as Database);
    return {
      ...database,
      async close() {
        await database.close();
        await dropOnServer(name);
      },
    };
  } catch (error) {
    await dropOnServer(name);
    throw error;
  }
}

export const dropOnServer = (name: string) => onServer(`drop database if exists ${name} with (force)`);

const nameOne = (kind: string) => `shidian_${kind}_${randomBytes(6).toString("hex")}`;

const createOnServer = (name: string, template = "template0") =>
  onServer(`create database ${name} template ${template} encoding 'UTF8'`);

function addressOf(name: string): string {
  if (!testServer)
    throw new Error("SHIDIAN_TEST_ENGINE=postgres needs DATABASE_URL_TEST=postgres://user@host:5432/database");
  const own = new URL(testServer);
  own.pathname = `/${name}`;
  return own.href;
}

async function onServer(statement: string): Promise<void> {
  const server = await openDatabase({ url: testServer, poolSize: 1 });
  try {
    await sql.raw(statement).execute(server.db);
  } finally {
    await server.close();
  }
}

/** Makes what `file` tells of unless the file is there; of several that want it at once one makes it. */
async function madeOnce(file: string, make: () => Promise<unknown>): Promise<void> {
  while (!existsSync(file)) {
    const release = tryLock(file);
    if (!release) {
      await sleep(50);
      continue;
    }
    try {
      if (!existsSync(file)) await make();
    } finally {
      release();
    }
  }
}

function tryLock(file: string): (() => void) | null {
  try {
    return takeFolderLock(file);
  } catch {
    return null;
  }
}
