// What very many changes make stale is written behind them: handed over with the change, once or twice, soon or late.
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startOwnLedger } from "../../../tests/own-ledger.ts";
import { testZone } from "../../../tests/start-server.ts";
import { type Runner, startJobs } from "../../jobs/runner.ts";
import { createLog } from "../../kernel/log.ts";
import type { Db } from "../tables.ts";
import { editTasks } from "../tasks/edit.ts";
import { buildSearch, staleWorker } from "./jobs.ts";
import { followAtTheEnd } from "./service.ts";

let ledger: Awaited<ReturnType<typeof startOwnLedger>>;
let runner: Runner;
beforeAll(async () => {
  ledger = await startOwnLedger(140);
  const { database, clock } = ledger.server;
  runner = await startJobs({ database, clock, zone: testZone, log: createLog("silent") });
  ledger.pass(10_000);
  await runner.settle();
}, 120_000);
afterAll(async () => {
  await runner.stop();
  await ledger.server.close();
});

const db = () => ledger.server.database.db;

async function entries() {
  const { rows } = await sql`select programme_id, kind, id, names, body, sort_key, digest, words::text as words
    from search_entry order by 1, 2, 3`.execute(db());
  return rows;
}

async function writtenAnew() {
  await buildSearch(db(), { anew: true });
  return entries();
}

const jobs = async (state: string) =>
  Number(
    (
      await sql<{
        n: string;
      }>`select count(*) as n from job where kind = ${staleWorker.kind} and state = ${state}`.execute(db())
    ).rows[0]?.n,
  );

const found = async (q: string) => {
  const { search } = await ledger.server.as("office");
  return (await search.search({ q, kinds: "task", limit: 1 })).total;
};

async function name(leader: string, count: number) {
  const { tasks } = await ledger.server.as("office");
  const rows = (await ledger.own()).slice(0, count);
  const { items } = await tasks.editTasks({
    programmeId: ledger.programmeId,
    edits: rows.map(({ id, version }) => ({ taskId: id, version, change: { leader } })),
  });
  expect(items.every((row) => row.outcome === "saved")).toBe(true);
}

describe("一次改很多项", () => {
  test("不多时当场找得到，不留后台工作", async () => {
    const before = await jobs("done");
    await name("凌霄甲", 100);
    expect(await found("凌霄甲")).toBe(100);
    expect((await jobs("done")) + (await jobs("waiting"))).toBe(before);
  });

  test("很多时过几秒找得到，旧的不再找到；此前已经保存", async () => {
    await name("云帆乙", 140);
    expect(await jobs("waiting")).toBe(1);
    expect((await ledger.own()).every((task) => task.leader === "云帆乙")).toBe(true);
    await runner.settle();
    expect(await jobs("waiting")).toBe(1);
    ledger.pass(5000);
    await runner.settle();
    expect(await jobs("waiting")).toBe(0);
    expect(await found("云帆乙")).toBe(100);
    expect(await found("凌霄甲")).toBe(0);
    expect(await entries()).toEqual(await writtenAnew());
  });

  test("其间又改了其中一项，以最后所改为准", async () => {
    await name("远山丙", 140);
    await name("近水丁", 1);
    ledger.pass(5000);
    await runner.settle();
    expect(await found("近水丁")).toBe(1);
    expect(await entries()).toEqual(await writtenAnew());
  });

  test("没有保存成，就没有后台工作；被中断的，接着做完", async () => {
    const before = await jobs("done");
    const { tasks } = await ledger.server.as("office");
    const rows = (await ledger.own()).map(({ id }) => ({ taskId: id, version: 999, change: { leader: "不存" } }));
    const { items } = await tasks.editTasks({ programmeId: ledger.programmeId, edits: rows });
    expect(new Set(items.map((row) => row.outcome))).toEqual(new Set(["stale"]));
    expect((await jobs("done")) + (await jobs("waiting"))).toBe(before);
    await name("长风戊", 140);
    ledger.pass(5000);
    await sql`update job set mark = ${JSON.stringify(100)} where kind = ${staleWorker.kind} and state = 'waiting'`.execute(
      db(),
    );
    await runner.settle();
    const { rows: left } = await sql<{ n: string }>`select count(*) as n from search_entry
      where kind = 'task' and body like '%长风戊%'`.execute(db());
    expect(Number(left[0]?.n)).toBe(40);
  });
});

test("一段长的历史讲完才写，各写一次，与当场写的一样；没有讲完的，什么也不留", async () => {
  const before = await jobs("done");
  const call = await ledger.officeCall();
  const ids = (await ledger.own()).map((task) => task.id);
  const rename = (leader: string) =>
    db()
      .transaction()
      .execute((tx) =>
        followAtTheEnd(tx, async () => {
          for (const change of [{ leader: "途中己" }, { leader }]) {
            const rows = await openRows(tx);
            await editTasks(tx, call, {
              programmeId: ledger.programmeId,
              edits: rows.map((row) => ({ ...row, change })),
            });
          }
          if (leader === "不成") throw new Error("broken off");
        }),
      );
  const openRows = async (tx: Db) =>
    (await tx.selectFrom("task").select(["id", "version"]).where("id", "in", ids).execute()).map(({ id, version }) => ({
      taskId: id,
      version,
    }));
  await expect(rename("不成")).rejects.toThrow("broken off");
  expect(await found("不成")).toBe(0);
  await rename("终局庚");
  expect((await jobs("done")) + (await jobs("waiting"))).toBe(before);
  expect(await found("终局庚")).toBe(100);
  expect(await found("途中己")).toBe(0);
  expect(await entries()).toEqual(await writtenAnew());
  await name("当场辛", 1);
  expect(await found("当场辛")).toBe(1);
});
