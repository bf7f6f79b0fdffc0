// The overview over real HTTP: the same figures as the ledger behind them, for each reader and day, and the last visit.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refusalTo, startServer, type TestServer } from "../../../tests/start-server.ts";
import type { ProgrammeId } from "../pilot/model.ts";

let server: TestServer;
let programmeId: ProgrammeId;
beforeAll(async () => {
  server = await startServer();
  programmeId = server.programmeId as ProgrammeId;
}, 120_000);
afterAll(() => server.close());

const advance = (hours: number) => server.clock.advance(hours * 3_600_000);

describe("总览", () => {
  test.each(["office", "lead", "support", "district"] as const)("%s：各处数字与台账一致", async (as) => {
    const api = await server.as(as);
    const overview = await api.overview.getOverview({ programmeId });
    const counts = await api.tasks.countTasks({ programmeId });
    expect(overview.whole).toBe(as === "office");
    expect(overview.day).toBe("2021-09-01");
    expect(overview.implementation.total).toBe(counts.total);
    expect(overview.lights).toEqual(counts.lights);
    expect(overview.groups.reduce((sum, group) => sum + group.total, 0)).toBe(counts.total);
    for (const group of overview.groups) {
      const rows = await api.tasks.listTasks({ programmeId, group: group.groupId ?? "none" });
      expect(rows.total).toBe(group.total);
    }
  });

  test("38 个区县和平台都在，没有任务的也在；有任务的数目与台账一致", async () => {
    const api = await server.as("office");
    const { places } = await api.overview.getOverview({ programmeId });
    expect(places.filter((place) => place.kind === "district")).toHaveLength(38);
    for (const place of places.filter((one) => one.lead + one.support > 0)) {
      const rows = await api.tasks.listTasks({ programmeId, unit: place.unitId });
      expect(place.lead + place.support).toBe(rows.total);
    }
  });

  test("方案目标逐条列出，附原句；没有记录的说没有，不写零", async () => {
    const { goals } = await (await server.as("office")).overview.getOverview({ programmeId });
    expect(goals.length).toBeGreaterThan(3);
    const counted = goals.find((goal) => goal.text.includes("86项"));
    expect(counted?.reading).toMatchObject({ value: 0, target: 86 });
    expect(counted?.sentence?.text).toContain("86项");
    expect(goals.filter((goal) => goal.reading === null).length).toBeGreaterThan(0);
  });

  test("过去某天：导入之前没有任务，也没有目标", async () => {
    const past = await (await server.as("office")).overview.getOverview({ programmeId, asOf: "2021-08-01" });
    expect(past).toMatchObject({ day: "2021-08-01", implementation: { total: 0, rate: null, before: null } });
    expect([past.trend, past.goals, past.groups]).toEqual([[], [], []]);
  });

  test("到期：逾期的和三十天内的，与台账筛选一致", async () => {
    const { db } = server.database;
    const tasks = (await (await server.as("office")).tasks.listTasks({ programmeId, sort: "ordinal" })).items;
    const due = ["2021-08-20", "2021-09-01", "2021-10-01", "2021-10-02"];
    for (const [index, task] of tasks.entries())
      await db
        .updateTable("task")
        .set({ due_on: due[index] ?? null, state: "inProgress", changed_at: "2021-09-01T01:00:00Z" })
        .where("id", "=", task.id)
        .execute();
    const api = await server.as("office");
    const { late, next } = await api.overview.getOverview({ programmeId });
    expect(late.items.map((item) => [item.dueOn, item.days])).toEqual([["2021-08-20", -12]]);
    expect(next.items.map((item) => [item.dueOn, item.days])).toEqual([
      ["2021-09-01", 0],
      ["2021-10-01", 30],
    ]);
    expect((await api.tasks.listTasks({ programmeId, late: "true" })).total).toBe(late.tasks);
    const until = await api.tasks.listTasks({ programmeId, dueFrom: "2021-09-01", dueTo: next.until });
    expect(until.total).toBe(next.tasks);
  });

  test("走势的最后一点就是现在；上月末之后的变化说得出来", async () => {
    advance(24 * 40);
    const api = await server.as("office");
    const { trend, implementation } = await api.overview.getOverview({ programmeId });
    expect(trend.map((point) => point.day)).toEqual(["2021-09-30", "2021-10-11"]);
    expect(trend.at(-1)).toMatchObject({ counted: implementation.counted, implemented: implementation.implemented });
    expect(implementation.before).toMatchObject({ day: "2021-09-30", implemented: 0, closed: 0 });
  });
});

describe("上次查看以来", () => {
  test("第一次没有；半小时内算同一次；之后列出其间的变化，各人互不影响", async () => {
    const visit = async (as: "lead" | "office") => (await server.as(as)).overview.visitOverview({ programmeId });
    expect(await visit("lead")).toEqual({ since: null });
    advance(0.2);
    expect(await visit("lead")).toEqual({ since: null });
    advance(2);
    const office = await server.as("office");
    const task = (await office.tasks.listTasks({ programmeId, sort: "ordinal", limit: 1 })).items[0];
    if (!task) throw new Error("no task");
    const whole = await office.tasks.getTask({ programmeId, taskId: task.id });
    await office.tasks.editTask({ programmeId, taskId: task.id, version: whole.version, leader: "演示领导" });
    advance(1);
    const { since } = await visit("lead");
    expect(since).not.toBeNull();
    const changes = await (await server.as("lead")).tasks.compareDays({ programmeId, since: since ?? "" });
    expect(changes.total).toBe(1);
    expect(changes.items[0]).toMatchObject({ taskId: task.id, kind: "changed" });
    expect(changes.items[0]?.fields.map((one) => one.field)).toContain("leader");
    expect(await visit("office")).toEqual({ since: null });
    const others = await (await server.as("district")).tasks.compareDays({ programmeId, since: since ?? "" });
    expect(others.total).toBe(0);
  });

  test.each([
    ["时刻写错", { since: "昨天" }, 400, "request.invalid"],
    ["从何时起都没有说", {}, 400, "task.days-missing"],
    ["时刻在今天之后", { since: "2031-01-01T00:00:00.000Z" }, 422, "task.days-reversed"],
  ])("%s时说明怎样改", async (_, asked, status, code) => {
    const refused = await refusalTo((await server.as("office")).tasks.compareDays({ programmeId, ...asked }));
    expect([refused.status, refused.code]).toEqual([status, code]);
  });
});
