// Which statements are prepared, and that nothing breaks when tables change under them, a pooler shares the session, or the
// server falls silent.
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startDatabase, testServer } from "../../tests/start-database.ts";
import type { Database } from "./database.ts";
import { databaseFault } from "./database-fault.ts";
import { openDatabase } from "./open.ts";
import { StatementNames } from "./prepared-statements.ts";

describe("names", () => {
  test("only what comes again gets one, and keeps it", () => {
    const names = new StatementNames();
    expect(names.of("select 1 where $1")).toBeUndefined();
    const name = names.of("select 1 where $1");
    expect(name).toBeDefined();
    expect(names.of("select 1 where $1")).toBe(name);
    names.of("select 2 where $1");
    expect(names.of("select 2 where $1")).not.toBe(name);
  });

  test.each([
    ["words of a search", "select id from entry where words @@ $1::tsquery"],
    ["a part of a text", "select id from task where title ilike $1"],
    ["a part of a text, as letters", "select id from task where title like $1"],
    ["many rows at once", `insert into task values ${"($1),".repeat(4000)}`],
  ])("none for %s", (_, text) => {
    const names = new StatementNames();
    for (let time = 0; time < 3; time += 1) expect(names.of(text)).toBeUndefined();
  });

  test("what comes once does not crowd out what comes always", () => {
    const names = new StatementNames();
    const always = "select always where $1";
    names.of(always);
    const name = names.of(always);
    for (let n = 0; n < 5000; n += 1) {
      expect(names.of(`select ${n} where $1`)).toBeUndefined();
      if (n % 500 === 0) expect(names.of(always)).toBe(name);
    }
  });
});

describe.skipIf(!testServer)("on a server", () => {
  let database: Database;
  beforeAll(async () => {
    database = await startDatabase({ engine: "postgres" });
    await sql`create table pot (id int, name text)`.execute(database.db);
    await sql`insert into pot values (1, '甲')`.execute(database.db);
  }, 60_000);
  afterAll(() => database?.close());

  const pots = (id = 1) => sql<Record<string, unknown>>`select * from pot where id = ${id}`;
  const prepared = async (like: string) =>
    database.db.connection().execute(async (one) => {
      const { rows } = await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(one);
      return rows.filter(({ statement }) => statement.includes(like)).length;
    });

  test("a statement that comes again is prepared once; the answers stay those of its values", async () => {
    for (const id of [1, 2, 1, 2])
      expect((await pots(id).execute(database.db)).rows).toEqual(id === 1 ? [{ id: 1, name: "甲" }] : []);
    expect(await prepared("from pot where id")).toBe(1);
  });

  test("tables changed by another session: one refusal that may be sent again, then the new columns", async () => {
    for (let time = 0; time < 3; time += 1) await pots().execute(database.db);
    await sql`alter table pot add column size int default 7`.execute(database.db);
    const refused = await pots()
      .execute(database.db)
      .then(() => null, databaseFault);
    expect(refused).toMatchObject({ kind: "serialisation" });
    for (let time = 0; time < 3; time += 1)
      expect((await pots().execute(database.db)).rows).toEqual([{ id: 1, name: "甲", size: 7 }]);
  });

  test("no connection keeps more than some hundred", async () => {
    const asked = (n: number) => sql`select ${n}::int as ${sql.id(`n${n}`)}`.execute(database.db);
    for (let n = 0; n < 900; n += 1) {
      await asked(n);
      await asked(n);
    }
    expect(await prepared('as "n')).toBeLessThanOrEqual(201);
  });

  test("behind a pooler that shares sessions: refused once, then without names", async () => {
    for (let time = 0; time < 3; time += 1) await pots().execute(database.db);
    await sql`deallocate all`.execute(database.db);
    expect(
      await pots()
        .execute(database.db)
        .then(() => null, databaseFault),
    ).toMatchObject({ kind: "serialisation" });
    for (let time = 0; time < 5; time += 1) expect((await pots().execute(database.db)).rows).toHaveLength(1);
    expect(await prepared("from pot where id")).toBe(0);
  });

  test("a server that falls silent: told to be unavailable after its time, and the connection is not used again", async () => {
    const line = await startLine(testServer as string);
    const beyond = await openDatabase({ url: line.url, poolSize: 1, statementMilliseconds: 200 });
    try {
      const ask = () => sql<{ two: number }>`select ${1}::int + 1 as two`.execute(beyond.db);
      expect((await ask()).rows).toEqual([{ two: 2 }]);
      line.setSilent(true);
      expect(await ask().then(() => null, databaseFault)).toMatchObject({ kind: "unavailable" });
      line.setSilent(false);
      expect((await ask()).rows).toEqual([{ two: 2 }]);
    } finally {
      await beyond.close();
      await line.close();
    }
  });
});

/** A line to the server on which nothing comes back while it is silent. */
async function startLine(address: string) {
  const target = new URL(address);
  const open = new Set<Socket>();
  let silent = false;
  const server = createServer((near) => {
    const far = connect(Number(target.port || 5432), target.hostname);
    for (const one of [near, far]) {
      open.add(one);
      one.on("error", () => {});
    }
    near.pipe(far);
    far.on("data", (chunk) => silent || near.write(chunk));
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = Object.assign(new URL(address), { host: `127.0.0.1:${(server.address() as AddressInfo).port}` }).href;
  return {
    url,
    setSilent(wanted: boolean) {
      silent = wanted;
    },
    close: async () => {
      for (const one of open) one.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
