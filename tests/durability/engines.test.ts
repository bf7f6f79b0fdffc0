// Both engines behave as one: the same values, the same faults, the same migrations and refusals.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Kysely, sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Database } from "../../src/database/database.ts";
import { databaseFault } from "../../src/database/database-fault.ts";
import { migrate, pendingMigrations } from "../../src/database/migrate.ts";
import { openDatabase } from "../../src/database/open.ts";
import { backup, restore } from "../../src/database/snapshot.ts";
import { cachedSnapshot, startDatabase, testServer } from "../start-database.ts";
import { startChild } from "./child.ts";

const engines = testServer ? (["embedded", "postgres"] as const) : (["embedded"] as const);
if (!testServer) console.warn("PostgreSQL was not tested: set DATABASE_URL_TEST=postgres://user@host:5432/database");

const first =
  "create table unit (id int primary key, name text unique, parent int references unit, size int check (size > 0));";
const second = "insert into unit (id, name) values (1, '甲');\ncreate index on unit (parent);";

/** A folder of numbered files, each with the text given. */
async function folderOf(place: string, ...texts: string[]): Promise<string> {
  const folder = await mkdtemp(join(place, "migrations-"));
  await Promise.all(texts.map((text, at) => writeFile(join(folder, `000${at + 1}_step.sql`), text)));
  return folder;
}

describe.each(engines)("%s", (engine) => {
  let place: string;
  let database: Database;
  let db: Kysely<unknown>;

  beforeAll(async () => {
    place = await mkdtemp(join(tmpdir(), "shidian-engines-"));
    database = await startDatabase({ engine, migrations: await folderOf(place, first) });
    db = database.db;
  });
  afterAll(async () => {
    await database.close();
    await rm(place, { recursive: true, force: true });
  });

  test.each([
    ["count(*)", 1],
    ["9007199254740991::int8", 9007199254740991],
    ["sum(2::int8)", "2"],
    ["12.50::numeric", "12.50"],
    ["array[1.50, 2]::numeric[]", ["1.50", "2"]],
    ["array[1, 2]::int8[]", [1, 2]],
    ["1.5::float8", 1.5],
    ["date '2021-08-04'", "2021-08-04"],
    ["array[date '2021-08-04']", ["2021-08-04"]],
    ["timestamptz '2021-08-04 01:02:03+08'", "2021-08-03T17:02:03.000Z"],
    ["timestamptz '2021-08-04 01:02:03.4567+00'", "2021-08-04T01:02:03.456Z"],
    ["array[timestamptz '2021-08-04 01:02:03.5+00']", ["2021-08-04T01:02:03.500Z"]],
    ["timestamptz 'infinity'", "infinity"],
    ["timestamp '2021-08-04 01:02:03'", "2021-08-04T01:02:03.000"],
    ["time '01:02:03'", "01:02:03"],
    ["interval '1 day 2 hours'", "1 day 02:00:00"],
    [`'{"甲": [1, null]}'::jsonb`, { 甲: [1, null] }],
    [`'[1]'::json`, [1]],
    [`array['{"a":1}'::jsonb]`, [{ a: 1 }]],
    ["array['甲', null, 'a,\"b']", ["甲", null, 'a,"b']],
    ["'{}'::text[]", []],
    ["true", true],
    ["null::int8", null],
    ["'\\x00ff'::bytea", Buffer.from([0, 255])],
    ["'0190163d-8694-739b-aea5-966c26f8ad91'::uuid", "0190163d-8694-739b-aea5-966c26f8ad91"],
  ])("%s comes back as %j", async (expression, expected) => {
    const { rows } = await sql<{ value: unknown }>`select ${sql.raw(expression)} as value`.execute(db);
    expect(rows[0]?.value).toEqual(expected);
  });

  test("a whole number beyond 2^53 is refused, not rounded", async () => {
    await expect(sql`select 9007199254740993::int8`.execute(db)).rejects.toThrow("select the column as text");
    await expect(sql`select 1`.execute(db)).resolves.toBeDefined();
  });

  test.each([
    ["insert into unit (id, name) values (7, 'x'), (8, 'x')", "unique", "unit_name_key"],
    ["insert into unit (id, parent) values (7, 999)", "foreign-key", "unit_parent_fkey"],
    ["insert into unit (id, size) values (7, 0)", "check", "unit_size_check"],
    ["do $$ begin raise exception using errcode = '40001'; end $$", "serialisation", null],
    ["do $$ begin raise exception using errcode = '55P03'; end $$", "lock-timeout", null],
    ["do $$ begin raise exception using errcode = '57014'; end $$", "statement-timeout", null],
  ])("%s is the fault %s", async (statement, kind, constraint) => {
    const error = await sql
      .raw(statement)
      .execute(db)
      .catch((failed: unknown) => failed);
    expect(databaseFault(error)).toEqual({ kind, constraint });
  });

  test("a mistake in the SQL is no fault of the data", async () => {
    expect(databaseFault(await sql`select nonsense`.execute(db).catch((error: unknown) => error))).toBeNull();
  });

  test("the outer handle inside its own transaction is refused at once, and free again afterwards", async () => {
    const outer = await db.transaction().execute(async (tx) => {
      await sql`select 1`.execute(tx);
      return sql`select 1`.execute(db).catch((error: Error) => error.message);
    });
    expect(outer).toContain("use the transaction's handle");
    await expect(sql`select 1`.execute(db)).resolves.toBeDefined();
  });

  test("a transaction whose failed statement was swallowed does not pass for committed", async () => {
    const swallowed = db.transaction().execute(async (tx) => {
      await sql`insert into unit (id) values (55)`.execute(tx);
      await sql`select nonsense`.execute(tx).catch(() => {});
    });
    await expect(swallowed).rejects.toThrow();
    expect((await sql`select 1 from unit where id = 55`.execute(db)).rows).toHaveLength(0);
  });

  test("migrations: line ends do not count, a changed, missing, badly numbered or failing file and a newer database are refused", async () => {
    await expect(migrate(database, await folderOf(place, first.replaceAll("\n", "\r\n")))).resolves.toEqual([]);
    const both = await folderOf(place, first, second);
    expect(await pendingMigrations(database, both)).toEqual(["0002_step.sql"]);
    const failing = await folderOf(place, first, `${second} select nonsense;`);
    await expect(migrate(database, failing)).rejects.toThrow(/0002_step.sql failed and nothing of it was kept/);
    expect(await migrate(database, both)).toEqual(["0002_step.sql"]);
    expect(await migrate(database, both)).toEqual([]);
    await expect(migrate(database, await folderOf(place, first, `${second} `))).rejects.toThrow(
      /0002_step.sql was changed/,
    );
    await expect(pendingMigrations(database, await folderOf(place, first))).rejects.toThrow(/newer than this program/);
    const gap = await folderOf(place, first);
    await writeFile(join(gap, "0003_late.sql"), second);
    await expect(migrate(database, gap)).rejects.toThrow(/0003_late.sql is out of line/);
  });
});

test("a backup taken while running comes back whole; a damaged one, or a folder in use, is refused", async () => {
  const place = await mkdtemp(join(tmpdir(), "shidian-backup-"));
  const snapshotFile = await cachedSnapshot(await folderOf(place));
  const database = await openDatabase({ dataFolder: join(place, "database"), snapshotFile });
  await sql`create table kept (id int); insert into kept select generate_series(1, 500)`.execute(database.db);
  const file = join(place, "backup.tar.gz");
  await backup(database, file);
  await sql`delete from kept`.execute(database.db);
  await expect(restore(file, join(place, "database"))).rejects.toThrow("in use");
  await database.close();
  await expect(restore(file, join(place, "database"))).rejects.toThrow("not empty");
  await restore(file, join(place, "restored"));
  const restored = await openDatabase({ dataFolder: join(place, "restored") });
  const { rows } = await sql<{ rows: number }>`select count(*) as rows from kept`.execute(restored.db);
  await restored.close();
  expect(rows[0]?.rows).toBe(500);
  await writeFile(file, "cut off", { flag: "a" });
  await expect(restore(file, join(place, "third"))).rejects.toThrow("does not match its digest");
  await rm(place, { recursive: true });
});

describe.runIf(testServer)("PostgreSQL server", () => {
  test("two processes migrating at once apply each file exactly once", async () => {
    const place = await mkdtemp(join(tmpdir(), "shidian-migrators-"));
    const slow = await folderOf(place, `${first} select pg_sleep(0.5);`, second);
    const database = await startDatabase({ engine: "postgres", migrations: await folderOf(place) });
    const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(database.db);
    const url = new URL(testServer ?? "");
    url.pathname = `/${rows[0]?.name}`;
    const migrators = [1, 2, 3].map(() => startChild("migrator.ts", url.href, slow));
    const applied = await Promise.all(migrators.map((migrator) => migrator.line("APPLIED")));
    expect(applied.sort()).toEqual(["APPLIED ", "APPLIED ", "APPLIED 0001_step.sql 0002_step.sql"]);
    await database.close();
    await rm(place, { recursive: true });
  });

  test("a connection lost inside a transaction is 'unavailable' and does not end the process", async () => {
    const database = await startDatabase({
      engine: "postgres",
      migrations: await mkdtemp(join(tmpdir(), "shidian-none-")),
    });
    const error = await database.db
      .transaction()
      .execute(async (tx) => {
        const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
        const other = await openDatabase({ url: testServer });
        await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(other.db);
        await other.close();
        await sql`select 1`.execute(tx);
      })
      .catch((failed: unknown) => failed);
    expect(databaseFault(error)?.kind).toBe("unavailable");
    await expect(sql`select 1`.execute(database.db)).resolves.toBeDefined();
    await database.close();
  });

  test.each([
    ["postgres://nobody@127.0.0.1:1/none", "does not answer"],
    ["mysql://localhost/none", "DATABASE_URL is not readable"],
    ["postgres://", "DATABASE_URL is not readable"],
  ])("the address %s is refused with the mend", async (url, words) => {
    await expect(openDatabase({ url })).rejects.toThrow(words);
  });
});
