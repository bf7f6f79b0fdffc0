// Background work on a real database: handed over with the change, done once, gone on with after an interruption, cancelled, tried again, failed in words.
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { startDatabase } from "../../tests/start-database.ts";
import type { Database } from "../database/database.ts";
import { steppedClock } from "../kernel/clock.ts";
import { defineFaults } from "../kernel/errors.ts";
import { createLog } from "../kernel/log.ts";
import { askCancel, askRetry, enqueue, findJob, findJobs, findResult, forgetJobs } from "./jobs.ts";
import { type Runner, startJobs } from "./runner.ts";
import { defineWorker, type RunningJob, registerWorker } from "./worker.ts";

let database: Database;
const clock = steppedClock("2026-03-02T01:00:00.000Z");
const person = "00000000-0000-7000-8000-000000000001";
const reach = { personId: person, programmeIds: [] };
const runners: Runner[] = [];
let run: (job: RunningJob<{ n: number }>) => Promise<unknown> = async () => undefined;
const failed: unknown[] = [];

registerWorker(
  defineWorker({
    kind: "test.count",
    zh: "计数",
    en: "Count",
    shown: true,
    input: z.object({ n: z.number().int() }),
    tries: 3,
    waitSeconds: () => 30,
    run: async (job) => (await run(job)) as undefined,
    onFailed: async (_tx, job, fault) => void failed.push([job.input, fault.code]),
  }),
);

beforeAll(async () => {
  database = await startDatabase();
  await sql`create table counted (n integer not null, at text)`.execute(database.db);
});
afterEach(async () => {
  for (const runner of runners.splice(0)) await runner.stop();
  await sql`delete from job`.execute(database.db);
  await sql`delete from counted`.execute(database.db);
});
afterAll(() => database.close());

const call = () => ({ at: clock.now(), atIso: new Date(clock.now()).toISOString(), actor: { personId: person } });
let keys = 0;
const give = (n = 3, more: { key?: string; at?: string } = {}) =>
  database.db
    .transaction()
    .execute((tx) =>
      enqueue(tx, call(), { kind: "test.count", programmeId: null, key: `k${keys++}`, input: { n }, ...more }),
    );
async function start(leaseMs = 60_000): Promise<Runner> {
  const log = createLog("silent");
  const runner = await startJobs({ database, clock, zone: "Asia/Shanghai", log, leaseMs });
  runners.push(runner);
  return runner;
}
const look = async (id: string) => {
  const job = await findJob(database.db, reach, id);
  if (!job) throw new Error("no such job");
  return job;
};
const counted = async () =>
  (await sql<{ n: number }>`select n from counted order by n`.execute(database.db)).rows.map((row) => row.n);

/** Counts to n, one step each, from where it was left. */
const count = async (job: RunningJob<{ n: number }>, onStep?: (n: number) => Promise<void> | void) => {
  for (let n = (job.mark as number | null) ?? 0; n < job.input.n; n += 1) {
    await job.step(async (tx) => {
      await sql`insert into counted (n) values (${n})`.execute(tx);
      return { done: n + 1, total: job.input.n, zh: `第 ${n + 1} 项`, en: `item ${n + 1}`, mark: n + 1 };
    });
    await onStep?.(n);
  }
  return { zh: "数完了", en: "counted", file: { name: "数.txt", mediaType: "text/plain", bytes: Buffer.from("ok") } };
};

describe("交办与完成", () => {
  test("随改动一起生效：事务撤销则没有任务；完成后有进展、说明和结果文件", async () => {
    const undone = database.db.transaction().execute(async (tx) => {
      await enqueue(tx, call(), { kind: "test.count", programmeId: null, key: "undone", input: { n: 1 } });
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
    run = (job) => count(job);
    const id = await give(3);
    const runner = await start();
    await runner.settle();
    expect((await findJobs(database.db, reach, { states: undefined, limit: 10 }, null)).total).toBe(1);
    expect(await look(id)).toMatchObject({ state: "done", done: 3, total: 3, zh: "数完了", tries: 1, hasFile: true });
    expect(Buffer.from((await findResult(database.db, id))?.content ?? []).toString()).toBe("ok");
    expect(await counted()).toEqual([0, 1, 2]);
  });

  test("同一种类同一键只登记一次；未登记的种类是程序错误；不合形状的内容当场拒绝", async () => {
    const one = await give(1, { key: "same" });
    expect(await give(2, { key: "same" })).toBe(one);
    const odd = { programmeId: null, key: "x", input: { n: "三" } };
    await expect(enqueue(database.db, call(), { kind: "test.nobody", ...odd })).rejects.toThrow("register it");
    await expect(enqueue(database.db, call(), { kind: "test.count", ...odd })).rejects.toThrow();
  });

  test("正在运行的进程听到就办，不等下一次查看", async () => {
    run = (job) => count(job);
    await start();
    await sleep(200);
    const before = performance.now();
    const id = await give(1);
    await vi.waitFor(async () => expect((await look(id)).state).toBe("done"), { timeout: 5000, interval: 10 });
    expect(performance.now() - before).toBeLessThan(2000);
  });

  test("约定时间未到不办", async () => {
    run = (job) => count(job);
    const id = await give(1, { at: "2026-03-03T00:30:00.000Z" });
    const runner = await start();
    await runner.settle();
    expect((await look(id)).state).toBe("waiting");
    clock.set("2026-03-03T00:30:00.000Z");
    await runner.settle();
    expect((await look(id)).state).toBe("done");
  });
});

describe("中断", () => {
  test("进程停止时放回，不算一次失败；再启动从停下处接着办，每步只办一次", async () => {
    const id = await give(5);
    run = (job) =>
      count(job, async (n) => {
        if (n === 1) await sleep(60_000, undefined, { signal: job.signal }).catch(() => undefined);
      });
    const runner = await start();
    await vi.waitFor(async () => expect((await look(id)).done).toBe(2), { timeout: 5000, interval: 10 });
    await runner.stop();
    runners.splice(0);
    expect(await look(id)).toMatchObject({ state: "waiting", tries: 0, done: 2 });
    run = (job) => count(job);
    await (await start()).settle();
    expect(await look(id)).toMatchObject({ state: "done", done: 5 });
    expect(await counted()).toEqual([0, 1, 2, 3, 4]);
  });

  test("被别的进程接手以后，原进程的步骤全部撤销", async () => {
    const id = await give(3);
    let goOn = () => {};
    const paused = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const outcomes: string[] = [];
    run = async (job) => {
      if (job.tries > 1) return count(job);
      await job
        .step(async (tx) => {
          await sql`insert into counted (n) values (100)`.execute(tx);
          // Meanwhile this process counts as silent, as after a stop of the machine.
          await sql`update job set owner = gen_random_uuid() where id = ${id}`.execute(tx);
          return { done: 1 };
        })
        .catch((error: { why?: string }) => outcomes.push(error.why ?? "?"));
      await paused;
      return undefined;
    };
    const runner = await start();
    await vi.waitFor(() => expect(outcomes).toEqual(["lost"]), { timeout: 5000 });
    goOn();
    await runner.stop();
    expect(await counted()).toEqual([]);
  });

  test("反复使程序意外中断的任务，到次数后不再试，并说明", async () => {
    const id = await give(1);
    await sql`update job set state = 'running', tries = 3, owner = gen_random_uuid(), lease_until = '-infinity'
      where id = ${id}`.execute(database.db);
    run = (job) => count(job);
    await (await start()).settle();
    expect(await look(id)).toMatchObject({ state: "failed", fault: { code: "job.abandoned" } });
    expect((await look(id)).fault?.zh).toContain("3 次");
  });
});

describe("取消、重试、失败", () => {
  test("未开始的立即取消；进行中的办完这一步后取消，办完的保留", async () => {
    const waiting = await give(1, { at: "2030-01-01T00:00:00.000Z" });
    expect(await askCancel(database.db, waiting, call().atIso)).toBe(true);
    expect((await look(waiting)).state).toBe("cancelled");
    const id = await give(9);
    run = (job) =>
      count(job, async (n) => {
        if (n === 2) await askCancel(database.db, id, call().atIso);
      });
    await (await start()).settle();
    expect(await look(id)).toMatchObject({ state: "cancelled", done: 3, total: 9 });
    expect(await counted()).toEqual([0, 1, 2]);
    expect(await askCancel(database.db, id, call().atIso)).toBe(false);
  });

  test("出错的隔一段时间再试，次数用完才算失败；说明里没有错误原文；可以再来一轮", async () => {
    const id = await give(1);
    run = () => Promise.reject(new Error("password=secret"));
    const runner = await start();
    for (let n = 1; n <= 3; n += 1) {
      await runner.settle();
      const job = await look(id);
      expect([job.state, job.tries]).toEqual(n < 3 ? ["waiting", n] : ["failed", 3]);
      expect(JSON.stringify(job)).not.toContain("secret");
      if (n < 3) expect(Date.parse(job.runAt) - clock.now()).toBe(30_000);
      clock.advance(30_000);
    }
    expect((await look(id)).fault).toMatchObject({ code: "job.failed" });
    expect(failed.pop()).toEqual([{ n: 1 }, "job.failed"]);
    run = (job) => count(job);
    expect(await askRetry(database.db, id, call().atIso)).toBe(true);
    await runner.settle();
    expect((await look(id)).state).toBe("done");
  });

  test("重试也无济于事的拒绝，当场失败，说明照给", async () => {
    const refuse = defineFaults({ "test.no": { category: "conflict", zh: "不行", en: "no" } });
    run = () => Promise.reject(refuse("test.no"));
    const id = await give(1);
    await (await start()).settle();
    expect(await look(id)).toMatchObject({
      state: "failed",
      tries: 1,
      fault: { code: "test.no", zh: "不行", en: "no" },
    });
  });

  test("结果文件到期清除，办结满三十日的记录清除", async () => {
    run = (job) => count(job);
    const id = await give(1);
    await (await start()).settle();
    await forgetJobs(database.db, clock.now() + 8 * 86_400_000);
    expect(await look(id)).toMatchObject({ state: "done", hasFile: false });
    await forgetJobs(database.db, clock.now() + 31 * 86_400_000);
    expect(await findJob(database.db, reach, id)).toBeUndefined();
  });

  test("他人的任务看不到，办公室看得到本试点的", async () => {
    const programmeId = "00000000-0000-7000-8000-0000000000aa";
    const id = await database.db
      .transaction()
      .execute((tx) => enqueue(tx, call(), { kind: "test.count", programmeId, key: "p", input: { n: 1 } }));
    const other = { personId: "00000000-0000-7000-8000-000000000002", programmeIds: [] as string[] };
    expect(await findJob(database.db, other, id)).toBeUndefined();
    expect((await findJobs(database.db, other, { states: undefined, limit: 10 }, null)).total).toBe(0);
    expect(await findJob(database.db, { ...other, programmeIds: [programmeId] }, id)).toBeDefined();
  });
});

test("两条通道同时取，每个任务只办一次", async () => {
  const seen: number[] = [];
  run = async (job) => {
    seen.push(job.input.n);
    await job.step(async (tx) => {
      await sql`insert into counted (n) values (${job.input.n})`.execute(tx);
      return { done: 1 };
    });
  };
  for (let n = 0; n < 40; n += 1) await give(n);
  const both = [await start(), await start()];
  await Promise.all(both.map((runner) => runner.settle()));
  await both[0]?.settle();
  expect(seen.sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, n) => n));
  expect(await counted()).toHaveLength(40);
});
