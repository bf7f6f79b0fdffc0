// What changed between two days: each act shows exactly what it did, nothing else shows, and nobody learns more than they may see.
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startOwnLedger } from "../../../../tests/own-ledger.ts";
import { refusalTo, type TestServer } from "../../../../tests/start-server.ts";
import { dayOf, isoOf } from "../../../kernel/clock.ts";
import type { ProgrammeId } from "../../pilot/model.ts";
import type { TaskId, TaskSummary } from "../model.ts";

type Ledger = Awaited<ReturnType<typeof startOwnLedger>>;
let server: TestServer;
let programmeId: ProgrammeId;
let groupId: Ledger["groupId"];
let unit: Ledger["unit"];
let own: Ledger["own"];
let compare: Ledger["compare"];
let enter: Ledger["enter"];
let today: Ledger["today"];
let nextDay: Ledger["nextDay"];
let now: Ledger["now"];

beforeAll(async () => {
  ({ server, programmeId, groupId, unit, own, compare, enter, today, nextDay, now } = await startOwnLedger(12));
}, 120_000);
afterAll(() => server.close());

describe("每一步显示的正是它所改的", () => {
  type Office = Awaited<ReturnType<TestServer["as"]>>["tasks"];
  type At = { programmeId: ProgrammeId; taskId: TaskId; version: number };
  const cases: [string, (office: Office, at: At) => Promise<unknown>, unknown[]][] = [
    [
      "改联系人和公开与否",
      (office, at) => office.editTask({ ...at, contact: "023-12345678", isPublic: true }),
      [
        ["contact", null, "023-12345678"],
        ["isPublic", "否", "是"],
      ],
    ],
    ["划归推进组", (office, at) => office.editTask({ ...at, groupId }), [["group", null, "科技领域开放推进组"]]],
    ["下达", (office, at) => office.issueTask(at), [["state", "草拟", "已下达"]]],
    [
      "调整单位与职责",
      (office, at) =>
        office.assignUnits({
          ...at,
          units: [
            { unitId: unit("市教委"), part: "lead" },
            { unitId: unit("市国资委"), part: "support", ownDuty: "演示职责" },
          ],
        }),
      [
        ["lead", "市科技局", "市教委"],
        ["support", null, "市国资委（演示职责）"],
      ],
    ],
    [
      "编排里程碑",
      (office, at) =>
        office.planMilestones({
          ...at,
          milestones: [
            { title: "出台细则", dueOn: "2022-03-31", weight: 2 },
            { title: "首单落地", dueOn: "2022-09-30" },
          ],
        }),
      [["milestones", null, "2022-03-31 出台细则（权重 2）；2022-09-30 首单落地（权重 1）"]],
    ],
    [
      "里程碑只改一个,只显示那一个",
      async (office, at) => {
        const { milestones } = await office.getTask(at);
        const changed = milestones.map((one) => (one.title === "首单落地" ? { ...one, reachedOn: today() } : one));
        return office.planMilestones({ ...at, milestones: changed });
      },
      [
        ["progress", "0%", "33%"],
        ["milestones", "2022-09-30 首单落地（权重 1）", expect.stringContaining("完成")],
      ],
    ],
    [
      "改去改回,什么也不显示",
      async (office, at) => {
        const edited = await office.editTask({ ...at, leader: "一时" });
        server.clock.advance(1000);
        await office.editTask({ ...at, version: edited.version, leader: null });
      },
      [],
    ],
  ];

  test("依次办理,逐日核对;累计的差异是各步之和", async () => {
    const task = (await own())[0] as TaskSummary;
    const begin = today();
    for (const [title, act, expected] of cases) {
      nextDay();
      const office = (await server.as("office")).tasks;
      const path = { programmeId, taskId: task.id };
      const before = dayOf(now() - 86_400_000, "Asia/Shanghai");
      await act(office, { ...path, version: (await office.getTask(path)).version });
      const { items, total, counts } = await compare({ from: before });
      expect(total, title).toBe(expected.length > 0 ? 1 : 0);
      expect(counts, title).toEqual({ added: 0, changed: total, dropped: 0 });
      expect(
        items.flatMap((item) =>
          item.fields.map(({ field, before, after }) => [field, before?.zh ?? null, after?.zh ?? null]),
        ),
        title,
      ).toEqual(expected);
    }
    const { items } = await compare({ from: begin });
    expect(items.map((item) => [item.taskId, item.fields.map((one) => one.field)])).toEqual([
      [task.id, ["state", "progress", "lead", "support", "group", "milestones", "contact", "isPublic"]],
    ]);
    expect(items[0]?.fields[0]).toMatchObject({ label: { zh: "办理状态", en: "State" }, before: { en: "Draft" } });
  });

  test("新增的只说新增;终止的算撤下;按种类筛选,总数随之,各类计数不变", async () => {
    const before = today();
    nextDay();
    const { taskIds } = await enter(3);
    await sql`update task set state = 'ended', version = version + 1, changed_at = ${isoOf(now())}
      where id = ${taskIds[0]} or id = ${(await own())[5]?.id}`.execute(server.database.db);
    const all = await compare({ from: before });
    expect(all.counts).toEqual({ added: 3, changed: 0, dropped: 1 });
    expect(all.items.filter((item) => item.kind === "added").map((item) => item.fields)).toEqual([[], [], []]);
    const dropped = await compare({ from: before, kind: "dropped" });
    expect(dropped.items.map((item) => [item.kind, item.state, item.fields.map((one) => one.field)])).toEqual([
      ["dropped", "ended", ["state"]],
    ]);
    expect([dropped.total, dropped.counts]).toEqual([1, all.counts]);
  });

  test.each([
    ["同一天", { from: "2021-09-05", to: "2021-09-05" }, 422, "task.days-reversed"],
    ["前后颠倒", { from: "2021-09-06", to: "2021-09-05" }, 422, "task.days-reversed"],
    ["没有前一日，也没有时刻", {}, 400, "task.days-missing"],
    ["不是日子", { from: "上周" }, 400, "request.invalid"],
  ])("%s被拒并说明", async (_title, query, status, code) => {
    const refusal = await refusalTo(compare(query));
    expect([refusal.status, refusal.code]).toEqual([status, code]);
  });

  test("逐页翻到底,正好是全部;计数由第一页带着", async () => {
    const before = today();
    nextDay();
    const tasks = await own();
    const office = (await server.as("office")).tasks;
    await office.editTasks({
      programmeId,
      edits: tasks.map((task) => ({ taskId: task.id, version: task.version, change: { leader: "翻页" } })),
    });
    const whole = await compare({ from: before });
    const paged: string[] = [];
    let after: string | null = null;
    do {
      const page = await compare({ from: before, limit: 4, ...(after ? { after } : {}) });
      expect([page.total, page.counts]).toEqual([whole.total, whole.counts]);
      paged.push(...page.items.map((item) => item.taskId));
      after = page.next;
    } while (after);
    expect(paged).toEqual(whole.items.map((item) => item.taskId));
    expect(paged.length).toBeGreaterThan(10);
  });
});

describe("谁看得到哪些变化", () => {
  test("单位只看到自己任务的变化;新接手的算新增,不透露从前;交出去的不再提起", async () => {
    const before = today();
    nextDay();
    const [mine, theirs, leaving] = [
      ...(await own()).filter((task) => task.units[0]?.shortName === "市科技局").slice(0, 1),
      ...(await own()).filter((task) => task.units[0]?.shortName === "市教委").slice(0, 1),
      ...(await own()).filter((task) => task.units[0]?.shortName === "市科技局").slice(1, 2),
    ] as [TaskSummary, TaskSummary, TaskSummary];
    let office = (await server.as("office")).tasks;
    const at = (task: TaskSummary) => ({ programmeId, taskId: task.id, version: task.version });
    await office.editTask({ ...at(mine), leader: "本单位的" });
    const secret = await office.editTask({ ...at(theirs), contact: "从前的联系人" });
    nextDay();
    office = (await server.as("office")).tasks;
    await office.editTask({ ...at(theirs), version: secret.version, contact: "后来的联系人" });
    await office.assignUnits({
      ...at(theirs),
      version: secret.version + 1,
      units: [{ unitId: unit("市科技局"), part: "lead" }],
    });
    await office.assignUnits({ ...at(leaving), units: [{ unitId: unit("市教委"), part: "lead" }] });
    const seen = await compare({ from: before }, "lead");
    expect(seen.items.map((item) => [item.taskId, item.kind, item.fields.map((one) => one.field)]).sort()).toEqual(
      [
        [mine.id, "changed", ["leader"]],
        [theirs.id, "added", []],
      ].sort(),
    );
    expect(JSON.stringify(seen)).not.toContain("联系人");
    expect(seen.counts).toEqual({ added: 1, changed: 1, dropped: 0 });
    const all = await compare({ from: before });
    expect(all.items.map((item) => item.taskId).sort()).toEqual([mine.id, theirs.id, leaving.id].sort());
  });
});
