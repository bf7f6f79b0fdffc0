// A fresh, migrated database for one test file: embedded in memory from a cached snapshot, or its own database on a server.

import { createHash, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import type { Database } from "../src/database/database.ts";
import { takeFolderLock } from "../src/database/embedded-lock.ts";
import { migrate } from "../src/database/migrate.ts";
import { openDatabase } from "../src/database/open.ts";
import { buildSnapshot } from "../src/database/snapshot.ts";

const ourMigrations = fileURLToPath(new URL("../migrations", import.meta.url));

/** The server that tests may create databases on; without it only the embedded engine can be tested. */
export const testServer = process.env.DATABASE_URL_TEST;

/**
 * Starts a database with all migrations applied; `close()` also drops it.
 *
 * The engine is `SHIDIAN_TEST_ENGINE` ("embedded" unless told, or "postgres" with DATABASE_URL_TEST).
 */
export async function startDatabase<Tables = unknown>(
  options: { migrations?: string; engine?: "embedded" | "postgres" } = {},
): Promise<Database<Tables>> {
  const migrations = options.migrations ?? ourMigrations;
  const engine = options.engine ?? process.env.SHIDIAN_TEST_ENGINE ?? "embedded";
  if (engine === "postgres") return startOnServer<Tables>(migrations);
  return openDatabase<Tables>({ snapshotFile: await cachedSnapshot(migrations) });
}

async function startOnServer<Tables>(migrations: string): Promise<Database<Tables>> {
  if (!testServer)
    throw new Error("SHIDIAN_TEST_ENGINE=postgres needs DATABASE_URL_TEST=postgres://user@host:5432/database");
  const name = `shidian_test_${randomBytes(6).toString("hex")}`;
  const own = new URL(testServer);
  own.pathname = `/${name}`;
  await onServer(`create database ${name} template template0 encoding 'UTF8'`);
  const drop = () => onServer(`drop database if exists ${name} with (force)`);
  try {
    const database = await openDatabase<Tables>({ url: own.href, poolSize: 4 });
    await migrate(database, migrations);
    return {
      ...database,
      async close() {
        await database.close();
        await drop();
      },
    };
  } catch (error) {
    await drop();
    throw error;
  }
}

async function onServer(statement: string): Promise<void> {
  const server = await openDatabase({ url: testServer, poolSize: 1 });
  try {
    await sql.raw(statement).execute(server.db);
  } finally {
    await server.close();
  }
}

/** The snapshot file of a migrated database: built by whichever test file needs it first, the others wait for its lock. */
export async function cachedSnapshot(migrations: string): Promise<string> {
  const hash = createHash("sha256").update(await readFile(new URL("../package-lock.json", import.meta.url)));
  for (const name of (await readdir(migrations)).sort())
    hash.update(name).update(await readFile(join(migrations, name)));
  const folder = join(tmpdir(), "shidian-test-snapshots");
  const file = join(folder, `${hash.digest("hex").slice(0, 20)}.tar.gz`);
  await mkdir(folder, { recursive: true });
  while (!existsSync(file)) {
    const release = tryLock(file);
    if (!release) {
      await sleep(100);
      continue;
    }
    try {
      if (!existsSync(file)) await buildSnapshot(file, (database) => migrate(database, migrations));
    } finally {
      release();
    }
  }
  return file;
}

function tryLock(file: string): (() => void) | null {
  try {
    return takeFolderLock(file);
  } catch {
    return null;
  }
}
