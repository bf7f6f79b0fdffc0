// Jobs over real HTTP: who sees them, their file, cancelling and trying again, and every refusal.
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { refusalTo, startServer, type TestServer, testZone } from "../../../tests/start-server.ts";
import type { DemoOfficial } from "../../domain/accounts/model.ts";
import { enqueue } from "../../jobs/jobs.ts";
import { type Runner, startJobs } from "../../jobs/runner.ts";
import { defineWorker, registerWorker } from "../../jobs/worker.ts";
import { isoOf } from "../../kernel/clock.ts";
import { createLog } from "../../kernel/log.ts";
import type { JobId } from "./model.ts";

let server: TestServer;
let runner: Runner | undefined;
let outcome: "file" | "fail" = "file";
registerWorker(
  defineWorker({
    kind: "test.book",
    zh: "装订",
    en: "Bind",
    shown: true,
    input: z.object({}),
    tries: 1,
    async run(job) {
      await job.step(async () => ({ done: 2, total: 2, zh: "共 2 页", en: "2 pages" }));
      if (outcome === "fail") throw new Error("inner secret");
      return { file: { name: "装订.txt", mediaType: "text/plain", bytes: Buffer.from("两页") } };
    },
  }),
);
beforeAll(async () => {
  server = await startServer();
}, 120_000);
afterEach(async () => {
  await runner?.stop();
  runner = undefined;
  outcome = "file";
});
afterAll(() => server.close());

let keys = 0;
async function give(official: DemoOfficial, more: { programmeId?: string | null; at?: string } = {}): Promise<JobId> {
  const { me } = await (await server.as(official)).accounts.getSession({});
  const call = { at: server.clock.now(), atIso: isoOf(server.clock.now()), actor: { personId: me?.personId ?? "" } };
  const job = { kind: "test.book", programmeId: server.programmeId, key: `k${keys++}`, input: {}, ...more };
  return (await server.database.db.transaction().execute((tx) => enqueue(tx, call, job))) as JobId;
}
async function work() {
  const log = createLog("silent");
  runner = await startJobs({ database: server.database, clock: server.clock, zone: testZone, log });
  await runner.settle();
}

describe("后台任务", () => {
  test("发起人离开再回来：进展、说明、结果文件都在", async () => {
    const jobId = await give("lead");
    const lead = await server.as("lead");
    expect(await lead.work.getJob({ jobId })).toMatchObject({
      state: "waiting",
      title: { zh: "装订", en: "Bind" },
      mine: true,
      hasFile: false,
      abilities: { cancel: true, retry: false },
    });
    expect((await refusalTo(lead.work.getJobResult({ jobId }))).code).toBe("job.no-file");
    await work();
    expect(await lead.work.getJob({ jobId })).toMatchObject({
      state: "done",
      done: 2,
      total: 2,
      words: { zh: "共 2 页", en: "2 pages" },
      hasFile: true,
      personName: "郑思齐",
      abilities: { cancel: false, retry: false },
    });
    const file = await fetch(`${server.base}/api/v1/jobs/${jobId}/result`, { headers: { cookie: lead.cookie } });
    expect(await file.text()).toBe("两页");
    expect(file.headers.get("content-disposition")).toContain(encodeURIComponent("装订"));
    const late = await refusalTo(lead.work.cancelJob({ jobId }));
    expect([late.status, late.code]).toEqual([409, "job.ended"]);
  });

  test("只有发起人和本试点办公室看得到；跨试点的只有发起人；别人得到“没有”", async () => {
    const jobId = await give("lead");
    const own = await give("lead", { programmeId: null });
    const office = await server.as("office");
    expect((await office.work.getJob({ jobId })).mine).toBe(false);
    expect((await office.work.listJobs({})).items.map((job) => job.id)).toContain(jobId);
    expect((await refusalTo(office.work.getJob({ jobId: own }))).code).toBe("job.absent");
    for (const official of ["support", "group", "district"] as const) {
      const other = await server.as(official);
      expect((await other.work.listJobs({})).total).toBe(0);
      for (const call of [other.work.getJob, other.work.cancelJob, other.work.retryJob, other.work.getJobResult]) {
        const refused = await refusalTo(call({ jobId }) as Promise<unknown>);
        expect([refused.status, refused.code]).toEqual([404, "job.absent"]);
      }
    }
  });

  test("取消留下审计事件；失败说明原因，可重试，不漏内部错误", async () => {
    const lead = await server.as("lead");
    const waiting = await give("lead", { at: "2030-01-01T00:00:00.000Z" });
    expect((await lead.work.cancelJob({ jobId: waiting })).state).toBe("cancelled");
    const events = await server.database.db
      .selectFrom("event")
      .select("kind")
      .where("subject_id", "=", waiting)
      .execute();
    expect(events.map((event) => event.kind)).toEqual(["job.cancel"]);
    outcome = "fail";
    const jobId = await give("lead");
    await work();
    const failed = await lead.work.getJob({ jobId });
    expect(failed).toMatchObject({ state: "failed", fault: { code: "job.failed" }, abilities: { retry: true } });
    expect(failed.fault?.zh).toContain(jobId);
    expect(JSON.stringify(failed)).not.toContain("inner secret");
    outcome = "file";
    expect((await lead.work.retryJob({ jobId })).state).toBe("waiting");
    await runner?.settle();
    expect((await lead.work.getJob({ jobId })).state).toBe("done");
    expect((await refusalTo(lead.work.retryJob({ jobId }))).code).toBe("job.not-failed");
  });

  test("列表按新旧翻页，不重不漏，可只看某些状态", async () => {
    const lead = await server.as("lead");
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await lead.work.listJobs({ limit: 2, ...(after ? { after } : {}) });
      seen.push(...page.items.map((job) => job.id));
      after = page.next ?? undefined;
    } while (after);
    const { total } = await lead.work.listJobs({});
    expect(new Set(seen).size).toBe(total);
    expect(seen).toHaveLength(total);
    const cancelled = await lead.work.listJobs({ state: "cancelled" });
    expect(cancelled.items.every((job) => job.state === "cancelled")).toBe(true);
    expect(cancelled.total).toBe(1);
  });
});
