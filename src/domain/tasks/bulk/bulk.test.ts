// Many tasks over real HTTP: the preview says what comes of it, every task has one outcome, and a job does nothing twice.
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { startActingLedger } from "../../../../tests/acting-ledger.ts";
import { refusalTo, testZone } from "../../../../tests/start-server.ts";
import { type Runner, startJobs } from "../../../jobs/runner.ts";
import { createLog } from "../../../kernel/log.ts";
import { readWorkbook } from "../../../workbook/read-workbook.ts";
import type { Task, TaskId, TaskSummary } from "../model.ts";
import type { BulkAct, BulkResult } from "./model-bulk.ts";

let ledger: Awaited<ReturnType<typeof startActingLedger>>;
const runners: Runner[] = [];
beforeAll(async () => {
  ledger = await startActingLedger(560);
}, 240_000);
afterAll(() => ledger.server.close());
beforeEach(() => ledger.tick());
afterEach(async () => {
  for (const runner of runners.splice(0)) await runner.stop();
});

async function start(leaseMs = 60_000): Promise<Runner> {
  const { database, clock } = ledger.server;
  const runner = await startJobs({ database, clock, zone: testZone, log: createLog("silent"), leaseMs });
  runners.push(runner);
  return runner;
}
const rowsOf = (tasks: readonly Pick<Task, "id" | "version">[]) =>
  tasks.map(({ id, version }) => ({ taskId: id, version }));
const idsOf = (tasks: readonly Pick<Task, "id">[]) => tasks.map((task) => task.id as TaskId);
const count = (result: Pick<BulkResult, "groups">, outcome: string) =>
  result.groups.filter((group) => group.outcome === outcome).reduce((sum, group) => sum + group.count, 0);
const eventsOf = async (kind: string, ids: readonly string[]) => {
  const { rows } = await sql<{ id: string; n: number }>`select subject_id as id, count(*)::int as n from event
    where kind = ${kind} and subject_id = any(${ids}::uuid[]) group by subject_id`.execute(ledger.server.database.db);
  return rows;
};
/** Tasks of the own ledger in a state, from the end of the list: the beginning belongs to `fresh`. */
async function inState(state: string, most: number): Promise<TaskSummary[]> {
  return (await ledger.own()).filter((task) => task.state === state).slice(-most);
}

describe("预览与办理", () => {
  test("预览不写任何东西；不能办的按原因分组，写明是哪些任务", async () => {
    const { office, programmeId, server } = ledger;
    const drafts = await inState("draft", 3);
    const signed = await ledger.signed();
    const before = await sql<{ n: number }>`select count(*)::int as n from event`.execute(server.database.db);
    const preview = await office.tasks.previewActs({
      programmeId,
      act: "issue",
      taskIds: [...idsOf(drafts), signed.id as TaskId, crypto.randomUUID() as TaskId],
    });
    const after = await sql<{ n: number }>`select count(*)::int as n from event`.execute(server.database.db);
    expect(after.rows).toEqual(before.rows);
    expect(preview).toMatchObject({ total: 5, acts: [{ act: "issue", may: 3, needs: [] }] });
    const reasons = preview.acts[0]?.reasons ?? [];
    expect(reasons.map(({ code, count: many }) => [code, many]).toSorted()).toEqual([
      ["task.absent", 1],
      ["task.refused", 1],
    ]);
    const refused = reasons.find((reason) => reason.code === "task.refused");
    expect(refused?.messages.zh).toContain("已签收");
    expect(refused?.tasks).toEqual([{ id: signed.id, number: signed.number, shortTitle: signed.shortTitle }]);
  });

  test("不指定动作时给出每个动作能办几项；各人所见不同", async () => {
    const { office, lead, group, programmeId } = ledger;
    const issued = await ledger.office.tasks.issueTask(ledger.at(await ledger.fresh()));
    const [draft] = await inState("draft", 1);
    const taskIds = [issued.id as TaskId, draft?.id as TaskId];
    const may = async (as: typeof office) =>
      Object.fromEntries(
        (await as.tasks.previewActs({ programmeId, taskIds })).acts
          .filter((one) => one.may > 0)
          .map((one) => [one.act, one.may]),
      );
    expect(await may(office)).toEqual({ issue: 1, assignGroup: 2 });
    expect(await may(lead as never)).toEqual({ sign: 1 });
    expect(await may(group as never)).toEqual({});
  });

  test("每项恰有一个结果：办成、状态不符、已被他人修改、看不到", async () => {
    const { office, programmeId } = ledger;
    const [good, edited] = await inState("draft", 2);
    await office.tasks.editTask({ ...ledger.at(edited as TaskSummary), annualGoal: "另有他人修改（演示数据）" });
    const signed = await ledger.signed();
    const result = await office.tasks.actOnTasks({
      programmeId,
      act: "issue",
      given: { note: "批量下达（演示数据）" },
      rows: [...rowsOf([good, edited, signed] as Task[]), { taskId: crypto.randomUUID() as TaskId, version: 1 }],
    });
    expect(result).toMatchObject({ jobId: null, total: 4 });
    expect(result.groups.map((one) => [one.outcome, one.count]).toSorted()).toEqual([
      ["absent", 1],
      ["refused", 1],
      ["saved", 1],
      ["stale", 1],
    ]);
    expect((await ledger.lastEvent(good as Task)).note).toBe("批量下达（演示数据）");
    expect(await eventsOf("task.issue", [good?.id as string])).toEqual([{ id: good?.id, n: 1 }]);
    expect((await ledger.read(edited?.id as string)).state).toBe("draft");
  });

  test("牵头单位只办得了本单位的；别的单位的任务如同没有", async () => {
    const { office, lead, programmeId } = ledger;
    const drafts = await inState("draft", 8);
    const issued = await office.tasks.actOnTasks({ programmeId, act: "issue", rows: rowsOf(drafts) });
    expect(count(issued, "saved")).toBe(8);
    const now = await Promise.all(drafts.map((task) => ledger.read(task.id)));
    const own = now.filter((task) => task.units.some((one) => one.part === "lead" && one.shortName === "市科技局"));
    expect(own.length).toBeGreaterThan(0);
    expect(own.length).toBeLessThan(8);
    const signed = await (lead as typeof office).tasks.actOnTasks({ programmeId, act: "sign", rows: rowsOf(now) });
    expect([count(signed, "saved"), count(signed, "absent")]).toEqual([own.length, 8 - own.length]);
    const names = signed.groups.find((one) => one.outcome === "absent")?.tasks;
    expect(names, "看不到的任务不说名字").toEqual([]);
  });

  test("两人同时办同样的任务：每项只办一次，另一人得到说明", async () => {
    const { programmeId } = ledger;
    const drafts = await inState("draft", 20);
    const seats = await Promise.all([ledger.as("office"), ledger.as("office")]);
    const results = await Promise.all(
      seats.map((seat) => seat.tasks.actOnTasks({ programmeId, act: "issue", rows: rowsOf(drafts) })),
    );
    expect(results.map((one) => count(one, "saved")).reduce((sum, n) => sum + n)).toBe(20);
    expect(results.map((one) => count(one, "stale")).reduce((sum, n) => sum + n)).toBe(20);
    expect((await eventsOf("task.issue", idsOf(drafts))).every((one) => one.n === 1)).toBe(true);
  });

  test("预览怎么说，办理就怎么样：每个动作、各种状态、各人", async () => {
    const { programmeId } = ledger;
    const made: Task[] = [
      await ledger.fresh(),
      await ledger.signed(),
      await ledger.atWork(),
      await ledger.closing(),
      await ledger.closing(null),
    ];
    const acts: [BulkAct, object, "office" | "lead" | "group"][] = [
      ["issue", {}, "office"],
      ["sign", {}, "lead"],
      ["begin", {}, "lead"],
      ["reviewClose", {}, "group"],
      ["reviewClose", {}, "office"],
      ["recheckClose", {}, "office"],
      ["publishClose", { days: 3, where: "门户网站（演示数据）" }, "office"],
      ["close", {}, "office"],
      ["returnForMore", { note: "请补充（演示数据）" }, "office"],
      ["requestChange", { note: "上位文件推迟（演示数据）", days: 20 }, "lead"],
      ["suspend", { note: "待授权", because: "national", reviewOn: "2022-03-01" }, "office"],
      ["keepSuspended", { note: "仍待授权", reviewOn: "2022-06-01" }, "office"],
      ["resume", {}, "office"],
      ["assignGroup", { groupId: ledger.groupId }, "office"],
    ];
    for (const [act, given, official] of acts) {
      ledger.tick();
      const seat = await ledger.as(official);
      const now = await Promise.all(made.map((task) => ledger.read(task.id)));
      const preview = await seat.tasks.previewActs({ programmeId, act, given: { ...given }, taskIds: idsOf(made) });
      const before = await seat.tasks.previewActs({ programmeId, act, taskIds: idsOf(made) });
      ledger.tick();
      const result = await seat.tasks.actOnTasks({ programmeId, act, given: { ...given }, rows: rowsOf(now) });
      const told = preview.acts[0];
      expect(count(result, "saved"), act).toBe(told?.may);
      const whys = result.groups.filter((one) => one.outcome !== "saved");
      expect(whys.map((one) => [one.messages, one.count])).toEqual(
        told?.reasons.map((one) => [one.messages, one.count]),
      );
      if (act !== "assignGroup") expect(before.acts[0]?.may, act).toBe(told?.may);
    }
  }, 120_000);

  test("顺延按各自的完成日期计算工作日", async () => {
    const { lead, programmeId } = ledger;
    const task = await ledger.atWork();
    const result = await (lead as typeof ledger.office).tasks.actOnTasks({
      programmeId,
      act: "requestChange",
      given: { note: "上位文件推迟（演示数据）", days: 5 },
      rows: rowsOf([task]),
    });
    expect(count(result, "saved")).toBe(1);
    const asked = (await ledger.read(task.id)).deadlineChanges[0];
    expect([asked?.fromDue, asked?.toDue]).toEqual(["2023-06-30", "2023-07-07"]);
  });
});

describe("整体拒绝", () => {
  test("各有代码和说法，什么也不做", async () => {
    const { office, programmeId } = ledger;
    const [one] = await inState("draft", 1);
    const rows = rowsOf([one as TaskSummary]);
    const many = Array.from({ length: 10_001 }, () => ({ taskId: crypto.randomUUID() as TaskId, version: 1 }));
    const cases: [() => Promise<unknown>, number, string][] = [
      [() => office.tasks.actOnTasks({ programmeId, act: "issue" }), 400, "bulk.which"],
      [() => office.tasks.actOnTasks({ programmeId, act: "issue", rows, filter: {} }), 400, "bulk.which"],
      [() => office.tasks.previewActs({ programmeId }), 400, "bulk.which"],
      [() => office.tasks.actOnTasks({ programmeId, act: "issue", filter: { q: "绝无此句" } }), 422, "bulk.none"],
      [() => office.tasks.actOnTasks({ programmeId, act: "issue", filter: {}, count: 7 }), 409, "bulk.changed"],
      [() => office.tasks.actOnTasks({ programmeId, act: "suspend", rows }), 400, "request.invalid"],
      [() => office.tasks.actOnTasks({ programmeId, act: "issue", rows: [...rows, ...rows] }), 400, "request.invalid"],
      [() => office.tasks.actOnTasks({ programmeId, act: "issue", rows, given: { odd: 1 } }), 400, "request.invalid"],
      [() => office.tasks.actOnTasks({ programmeId, act: "end" as never, rows }), 400, "request.invalid"],
      [() => office.tasks.actOnTasks({ programmeId, act: "issue", rows: many }), 400, "request.invalid"],
    ];
    for (const [asked, status, code] of cases) {
      const refused = await refusalTo(asked());
      expect([refused.status, refused.code]).toEqual([status, code]);
      expect(refused.messages.zh).not.toMatch(/\{/);
    }
    expect((await ledger.read(one?.id as string)).version).toBe(one?.version);
  });
});

describe("后台办理", () => {
  const give = async (size: number, act: BulkAct, state = "draft") => {
    const tasks = await inState(state, size);
    expect(tasks).toHaveLength(size);
    const asked = await ledger.office.tasks.actOnTasks({
      programmeId: ledger.programmeId,
      act,
      given: act === "assignGroup" ? { groupId: ledger.groupId } : {},
      rows: rowsOf(tasks),
    });
    return { tasks, jobId: asked.jobId as string, asked };
  };
  const look = (jobId: string) => ledger.office.work.getJob({ jobId: jobId as never });
  const result = (jobId: string) => ledger.office.tasks.getBulkResult({ programmeId: ledger.programmeId, jobId });
  const groups = async (jobId: string) => (await result(jobId)).groups.map((one) => [one.outcome, one.count]);
  const once = async (kind: string, tasks: readonly Pick<Task, "id">[]) => {
    const events = await eventsOf(kind, idsOf(tasks));
    expect(events.every((one) => one.n === 1)).toBe(true);
    return events.length;
  };
  // A server is done with all batches before anybody can interrupt: it is made to take its time over each.
  const brake = async (on: boolean) => {
    const { database } = ledger.server;
    if (database.engine !== "postgres") return;
    if (on) {
      await sql`create function brake() returns trigger language plpgsql as 'begin perform pg_sleep(1); return null; end'`.execute(
        database.db,
      );
      await sql`create trigger brake after update on bulk_row for each statement execute function brake()`.execute(
        database.db,
      );
    } else await sql`drop function brake cascade`.execute(database.db);
  };
  /** Until the first batch is kept; more are to come. */
  const firstBatch = (jobId: string) =>
    vi.waitFor(async () => expect((await look(jobId)).done).toBe(200), { timeout: 20_000, interval: 5 });

  test("多于二百项：后台逐批办理，进展、结果和文件都在；别人看不到", async () => {
    const { tasks, jobId, asked } = await give(210, "assignGroup");
    expect(asked).toMatchObject({ total: 210, groups: [{ outcome: "waiting", count: 210 }] });
    await (await start()).settle();
    const job = await look(jobId);
    expect(job).toMatchObject({ state: "done", done: 210, total: 210, hasFile: true });
    expect(job.words?.zh).toBe("“划归推进组”：已办理 210 项");
    expect(await result(jobId)).toMatchObject({ jobId, total: 210, groups: [{ outcome: "saved", count: 210 }] });
    expect(await once("task.edit", tasks)).toBe(210);
    const { base } = ledger.server;
    const file = await fetch(`${base}/api/v1/jobs/${jobId}/result`, { headers: { cookie: ledger.office.cookie } });
    const book = await readWorkbook(new Uint8Array(await file.arrayBuffer()));
    const texts = book.sheets[0]?.rows.map((row) => row.texts) ?? [];
    expect(texts).toHaveLength(211);
    expect(texts[1]?.slice(0, 3)).toEqual([tasks[0]?.number, tasks[0]?.shortTitle, "已办理"]);
    const lead = await ledger.as("lead");
    const refused = await refusalTo(lead.tasks.getBulkResult({ programmeId: ledger.programmeId, jobId }));
    expect([refused.status, refused.code]).toEqual([404, "bulk.absent"]);
  });

  test("筛选出的全部任务：按预览的项数办理，后台进行中不超过三件", async () => {
    const { office, programmeId } = ledger;
    const filter = { status: "draft" };
    const preview = await office.tasks.previewActs({ programmeId, act: "assignGroup", filter });
    const jobs: string[] = [];
    const ask = () =>
      office.tasks.actOnTasks({
        programmeId,
        act: "assignGroup",
        given: { groupId: ledger.groupId },
        filter,
        count: preview.total,
      });
    for (let n = 0; n < 3; n += 1) jobs.push((await ask()).jobId as string);
    const refused = await refusalTo(ask());
    expect([refused.status, refused.code]).toEqual([429, "bulk.busy"]);
    for (const jobId of jobs.slice(1)) await office.work.cancelJob({ jobId: jobId as never });
    await (await start()).settle();
    expect((await result(jobs[0] as string)).total).toBe(preview.total);
    expect(await groups(jobs[1] as string)).toEqual([["waiting", preview.total]]);
  });

  test("进程中途停下，换一个接着办；死去的进程留下的也接着办：没有一项办两次", async () => {
    const { tasks, jobId } = await give(401, "issue");
    await brake(true);
    const runner = await start();
    await firstBatch(jobId);
    await runner.stop();
    runners.splice(0);
    await brake(false);
    const [done = 0, waiting = 0] = (await groups(jobId)).map((one) => one[1] as number);
    expect([done % 200, done + waiting, waiting > 0]).toEqual([0, 401, true]);
    // As after a kill: nobody has put the job back, its lease has run out.
    await sql`update job set state = 'running', owner = gen_random_uuid(), lease_until = '-infinity'
      where id = ${jobId}`.execute(ledger.server.database.db);
    await (await start()).settle();
    expect(await look(jobId)).toMatchObject({ state: "done", done: 401 });
    expect(await groups(jobId)).toEqual([["saved", 401]]);
    expect(await once("task.issue", tasks)).toBe(401);
  });

  test("取消：办完的一批留着并说明，其余未办；结果文件列出两者", async () => {
    const { tasks, jobId } = await give(401, "assignGroup", "issued");
    const edited = async () => (await eventsOf("task.edit", idsOf(tasks))).reduce((sum, one) => sum + one.n, 0);
    const before = await edited();
    await ledger.server.database.db
      .updateTable("task")
      .set({ group_id: null })
      .where("id", "in", idsOf(tasks))
      .execute();
    await brake(true);
    const runner = await start();
    await firstBatch(jobId);
    await ledger.office.work.cancelJob({ jobId: jobId as never });
    await runner.settle();
    await brake(false);
    const job = await look(jobId);
    expect(job).toMatchObject({ state: "cancelled", hasFile: true });
    const [done = 0, waiting = 0] = (await groups(jobId)).map((one) => one[1] as number);
    expect([done % 200, done + waiting, waiting > 0]).toEqual([0, 401, true]);
    expect(job.words?.zh).toBe(`“划归推进组”：已办理 ${done} 项，未办 ${waiting} 项，已办理的保留`);
    expect((await edited()) - before).toBe(done);
  });

  test("发起人办理时已无此职责：一项也不办，并说明", async () => {
    const { office, programmeId, server } = ledger;
    const tasks = await inState("issued", 201);
    const asked = await office.tasks.actOnTasks({
      programmeId,
      act: "assignGroup",
      given: { groupId: null },
      rows: rowsOf(tasks),
    });
    const jobId = asked.jobId as string;
    const { me } = await office.accounts.getSession({});
    const { db } = server.database;
    const held = await db
      .selectFrom("duty")
      .selectAll()
      .where("person_id", "=", me?.personId as string)
      .execute();
    await db
      .deleteFrom("duty")
      .where("person_id", "=", me?.personId as string)
      .execute();
    try {
      await (await start()).settle();
    } finally {
      await db.insertInto("duty").values(held).execute();
    }
    const job = await look(jobId);
    expect(["failed", "done"]).toContain(job.state);
    expect((await groups(jobId)).map((one) => one[0])).not.toContain("saved");
  });
});
