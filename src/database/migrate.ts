// Brings the schema up to the numbered SQL files: forward only, each file in a transaction, checksums kept, one migrator at a time.

import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Kysely, type QueryExecutorProvider, sql } from "kysely";
import type { Database } from "./database.ts";
import { databaseRefusal } from "./database-refusals.ts";

/** Any constant will do, as long as every version of the program uses the same one. */
const MIGRATION_LOCK = 7_239_841_520;
const LOCK_WAIT_MILLISECONDS = 10 * 60_000;

interface Migration {
  readonly name: string;
  readonly statements: string;
  readonly checksum: string;
}

interface MigrateOptions {
  readonly log?: ((message: string) => void) | undefined;
}

/**
 * Applies every file of `folder` ("0001_name.sql", numbered without gaps) that the database does not have yet; returns their names.
 *
 * @throws Fault when an applied file was changed or is missing, or another process migrates for over ten minutes.
 */
export async function migrate<Tables>(
  database: Database<Tables>,
  folder: string,
  { log }: MigrateOptions = {},
): Promise<string[]> {
  const files = await readMigrations(folder);
  return database.withoutTimeLimits(async (session) => {
    await takeLock(session, log);
    try {
      const pending = pendingAmong(files, await readApplied(session));
      for (const file of pending) {
        const started = performance.now();
        await apply(session, file);
        log?.(`Migrated ${file.name} in ${Math.round(performance.now() - started)} ms`);
      }
      return pending.map(({ name }) => name);
    } finally {
      // A session that has died gives its lock back by itself, and must not hide why it died.
      await sql`select pg_advisory_unlock(${MIGRATION_LOCK}::bigint)`.execute(session).catch(() => {});
    }
  });
}

/**
 * Names the files of `folder` that `migrate` would apply now, in order.
 *
 * @throws Fault as `migrate` does: the check at start is that this returns nothing.
 */
export async function pendingMigrations<Tables>(database: Database<Tables>, folder: string): Promise<string[]> {
  const files = await readMigrations(folder);
  return pendingAmong(files, await readApplied(database.db)).map(({ name }) => name);
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
  return Promise.all(
    names.map(async (name, position) => {
      const number = /^(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1];
      if (Number(number) !== position + 1) throw databaseRefusal("migration.name", { name });
      const statements = (await readFile(join(folder, name), "utf8")).replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
      return { name, statements, checksum: createHash("sha256").update(statements).digest("hex") };
    }),
  );
}

async function takeLock(session: QueryExecutorProvider, log: MigrateOptions["log"]): Promise<void> {
  const deadline = performance.now() + LOCK_WAIT_MILLISECONDS;
  for (let tries = 0; ; tries += 1) {
    const { rows } = await sql<{ taken: boolean }>`
      select pg_try_advisory_lock(${MIGRATION_LOCK}::bigint) as taken`.execute(session);
    if (rows[0]?.taken) return;
    if (tries === 0) log?.("Another process is migrating this database; waiting for it");
    if (performance.now() > deadline) throw databaseRefusal("migration.busy");
    await sleep(200);
  }
}

async function readApplied(db: QueryExecutorProvider): Promise<Map<string, string>> {
  const { rows: found } = await sql<{ present: boolean }>`
    select to_regclass('schema_migration') is not null as present`.execute(db);
  if (!found[0]?.present) return new Map();
  const { rows } = await sql<{ name: string; checksum: string }>`
    select name, checksum from schema_migration order by name`.execute(db);
  return new Map(rows.map(({ name, checksum }) => [name, checksum]));
}

function pendingAmong(files: Migration[], applied: Map<string, string>): Migration[] {
  const known = new Set(files.map(({ name }) => name));
  const last = files.at(-1)?.name ?? "";
  for (const name of applied.keys()) {
    if (known.has(name)) continue;
    if (name > last) throw databaseRefusal("migration.newer-database", { name });
    throw databaseRefusal("migration.missing", { name });
  }
  const pending = files.filter(({ name }) => !applied.has(name));
  for (const { name, checksum } of files) {
    const before = applied.get(name);
    if (before !== undefined && before !== checksum) throw databaseRefusal("migration.changed", { name });
  }
  return pending;
}

async function apply<Tables>(session: Kysely<Tables>, { name, statements, checksum }: Migration): Promise<void> {
  await session.transaction().execute(async (tx) => {
    await sql`
      create table if not exists schema_migration (
        name text primary key,
        checksum text not null,
        applied_at timestamptz not null default now()
      )`.execute(tx);
    try {
      await sql.raw(statements).execute(tx);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw databaseRefusal("migration.failed", { name, reason });
    }
    await sql`insert into schema_migration (name, checksum) values (${name}, ${checksum})`.execute(tx);
  });
}
