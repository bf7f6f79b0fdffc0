// What is told on a channel reaches every process once it is committed, and a lost connection is told as a gap.
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Database } from "../../src/database/database.ts";
import { openDatabase } from "../../src/database/open.ts";
import { startDatabase, testServer } from "../start-database.ts";

const engines = testServer ? (["embedded", "postgres"] as const) : (["embedded"] as const);
const patience = { timeout: 10_000 };

const tell = (database: Database, channel: string, payload: string) =>
  sql`select pg_notify(${channel}, ${payload})`.execute(database.db);

describe.each(engines)("%s", (engine) => {
  let database: Database;
  beforeAll(async () => {
    database = await startDatabase({ engine });
  });
  afterAll(() => database.close());

  test("听到的是已提交的话，按顺序，一字不差；撤销了的听不到", async () => {
    const heard: string[] = [];
    const end = await database.listen(
      "words",
      (payload) => heard.push(payload),
      () => heard.push("gap"),
    );
    await tell(database, "words", "一");
    await database.db
      .transaction()
      .execute(async (tx) => {
        await sql`select pg_notify('words', '撤销')`.execute(tx);
        throw new Error("undone");
      })
      .catch(() => undefined);
    await database.db.transaction().execute(async (tx) => {
      await sql`select pg_notify('words', '二')`.execute(tx);
      await sql`select 1`.execute(tx);
    });
    await tell(database, "words", "长".repeat(2600));
    await vi.waitFor(() => expect(heard).toEqual(["一", "二", "长".repeat(2600)]), patience);
    await end();
  });

  test("两个听众各听各的频道；不听之后不再听到", async () => {
    const [one, two]: string[][] = [[], []];
    const ends = [
      await database.listen(
        "one",
        (payload) => one?.push(payload),
        () => {},
      ),
      await database.listen(
        "two",
        (payload) => two?.push(payload),
        () => {},
      ),
    ];
    await tell(database, "one", "甲");
    await tell(database, "two", "乙");
    await vi.waitFor(() => expect([one, two]).toEqual([["甲"], ["乙"]]), patience);
    await ends[0]?.();
    await tell(database, "one", "丙");
    await tell(database, "two", "丁");
    await vi.waitFor(() => expect([one, two]).toEqual([["甲"], ["乙", "丁"]]), patience);
    await ends[1]?.();
  });

  test("关闭数据库不等听众", async () => {
    const other = await startDatabase({ engine });
    await other.listen(
      "words",
      () => {},
      () => {},
    );
    const began = performance.now();
    await other.close();
    expect(performance.now() - began).toBeLessThan(5000);
  });
});

test.skipIf(!testServer)("连接被管理员断开：自动重连，告知可能漏听，之后照常听到", async () => {
  const database = await startDatabase({ engine: "postgres" });
  try {
    const heard: string[] = [];
    let gaps = 0;
    await database.listen(
      "words",
      (payload) => heard.push(payload),
      () => {
        gaps += 1;
      },
    );
    for (const round of [1, 2]) {
      const { rows } = await sql<{ ended: boolean }>`
        select pg_terminate_backend(pid) as ended from pg_stat_activity
        where datname = current_database() and query ilike 'listen %'`.execute(database.db);
      expect(rows).toEqual([{ ended: true }]);
      await vi.waitFor(() => expect(gaps).toBe(round), patience);
      await tell(database, "words", `第${round}次`);
      await vi.waitFor(() => expect(heard).toHaveLength(round), patience);
    }
    expect(heard).toEqual(["第1次", "第2次"]);
  } finally {
    await database.close();
  }
});

test.skipIf(!testServer)("两个进程在同一数据库上：一个说，另一个听到", async () => {
  const database = await startDatabase({ engine: "postgres" });
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(database.db);
  const url = Object.assign(new URL(testServer as string), { pathname: `/${rows[0]?.name}` }).href;
  const other = await openDatabase({ url, poolSize: 2 });
  try {
    const heard: string[] = [];
    await other.listen(
      "words",
      (payload) => heard.push(payload),
      () => {},
    );
    await tell(database, "words", "隔壁");
    await vi.waitFor(() => expect(heard).toEqual(["隔壁"]), patience);
  } finally {
    await other.close();
    await database.close();
  }
});
