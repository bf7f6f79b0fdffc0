// Many edits in one request over real HTTP: each row by itself, the outcome of each, one event for each task that changed.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { refusalTo, startServer, type TestServer } from "../../../tests/start-server.ts";
import { ownCall } from "../../kernel/call.ts";
import type { DemoOfficial } from "../accounts/model.ts";
import { actorOfPerson } from "../accounts/service.ts";
import type { UnitId } from "../organisations/model.ts";
import type { ProgrammeId } from "../pilot/model.ts";
import { assignMany } from "./assign.ts";
import { enterTasks } from "./enter.ts";
import type { TaskId, TaskSummary } from "./model.ts";

let server: TestServer;
let programmeId: ProgrammeId;
let groupId: UnitId;
const unitIds = new Map<string, UnitId>();
const unit = (shortName: string) => unitIds.get(shortName) as UnitId;

/** 演示数据: an office's own ledger behind the sample plan. */
beforeAll(async () => {
  server = await startServer();
  programmeId = server.programmeId as ProgrammeId;
  const { db } = server.database;
  for (const row of await db.selectFrom("unit").select(["id", "short_name"]).execute())
    unitIds.set(row.short_name, row.id as UnitId);
  groupId = (await (await server.as("group")).accounts.getSession({})).me?.unit.id as UnitId;
  await enter(Array.from({ length: 30 }, (_, n) => `演示事项第${n + 1}号。`));
}, 120_000);
afterAll(() => server.close());
beforeEach(() => server.clock.advance(60_000));

async function officeCall() {
  const account = await server.database.db
    .selectFrom("account")
    .select("person_id")
    .where("username", "=", "demo-office")
    .executeTakeFirstOrThrow();
  return ownCall(
    await actorOfPerson(server.database.db, account.person_id),
    server.clock.now(),
    "Asia/Shanghai",
    "test",
  );
}

async function enter(texts: readonly string[]) {
  const call = await officeCall();
  return server.database.db.transaction().execute((tx) =>
    enterTasks(
      tx,
      call,
      programmeId,
      null,
      texts.map((text, n) => ({
        number: `自${n + 1}`,
        path: ["演示台账"],
        text,
        start: null,
        end: null,
        dueText: null,
        dueOn: "2022-06-30",
        startsOn: null,
        units: [
          { unitId: unit(["市科技局", "市教委", "渝中区"][n % 3] as string), part: "lead" as const, implied: false },
        ],
        fields: { leader: "演示原负责人" },
      })),
    ),
  );
}

const list = async (as: DemoOfficial = "office") =>
  (await (await server.as(as)).tasks.listTasks({ programmeId, limit: 1000 })).items;
const own = async (as: DemoOfficial = "office") => (await list(as)).filter((task) => task.path[0] === "演示台账");
type Change = Record<string, unknown>;
const edit = async (as: DemoOfficial, edits: readonly { taskId: string; version: number; change: Change }[]) =>
  (await (await server.as(as)).tasks.editTasks({ programmeId, edits: edits as never })).items;
const of = (task: TaskSummary, change: Change) => ({ taskId: task.id as string, version: task.version, change });
const eventsOf = (taskId: string) =>
  server.database.db.selectFrom("event").selectAll().where("subject_id", "=", taskId).orderBy("id", "desc").execute();

describe("每一行自有结果", () => {
  test("对的存下,错的说明为什么,谁也不连累谁", async () => {
    const [a, b, c, d, e, f, g] = (await own()) as [TaskSummary, ...TaskSummary[]] as TaskSummary[];
    const nowhere = "00000000-0000-7000-8000-00000000dead";
    const rows = await edit("office", [
      of(a as TaskSummary, { leader: "新负责人", isPublic: true }),
      of(b as TaskSummary, { leader: "演示原负责人" }),
      { ...of(c as TaskSummary, { leader: "旧版本" }), version: 9 },
      { taskId: nowhere, version: 1, change: { leader: "没有" } },
      of(d as TaskSummary, { shortTitle: "长".repeat(61), leader: "不该存下" }),
      of(e as TaskSummary, { startsOn: "2023-01-01" }),
      of(f as TaskSummary, { groupId: unit("市科技局") }),
      of(g as TaskSummary, { dueOn: "2030-01-01" }),
    ]);
    expect(rows.map((row) => [row.outcome, row.code ?? null])).toEqual([
      ["saved", null],
      ["unchanged", null],
      ["stale", "version.stale"],
      ["absent", "task.absent"],
      ["invalid", "request.invalid"],
      ["invalid", "task.due-before-start"],
      ["invalid", "task.not-a-group"],
      ["invalid", "request.invalid"],
    ]);
    expect(rows[0]?.task).toMatchObject({
      leader: "新负责人",
      isPublic: true,
      version: (a as TaskSummary).version + 1,
    });
    expect(rows[2]).toMatchObject({ current: 1, task: { leader: "演示原负责人", version: 1 } });
    expect(rows[3]?.task).toBeUndefined();
    expect(rows[4]?.places).toMatchObject([{ path: "shortTitle" }]);
    for (const row of rows.slice(2)) {
      expect(row.messages?.zh).toMatch(/[一-鿿]/);
      expect(row.messages?.en).toMatch(/[a-z]{3}/);
    }
    const after = new Map((await own()).map((task) => [task.id, task]));
    for (const row of rows)
      if (row.task) expect(after.get(row.taskId), row.outcome).toEqual({ ...row.task, milestones: undefined });
    expect((await eventsOf(rows[0]?.taskId as string))[0]).toMatchObject({
      kind: "task.edit",
      before: { leader: "演示原负责人", isPublic: false },
      after: { leader: "新负责人", isPublic: true },
      subject_version: 2,
    });
    for (const row of rows.slice(1))
      expect((await eventsOf(row.taskId)).map((one) => one.kind)).not.toContain("task.edit");
  });

  test("只问结果的,不带任务,带现在的版本,可以接着改", async () => {
    const [first, second] = (await own()) as TaskSummary[];
    const { tasks } = await server.as("office");
    const ask = async (edits: readonly ReturnType<typeof of>[]) =>
      (await tasks.editTasks({ programmeId, edits: edits as never, withTasks: false })).items;
    const [a, b, c] = await ask([
      of(first as TaskSummary, { contact: "演示联系人甲" }),
      { ...of(second as TaskSummary, { contact: "演示联系人乙" }), version: 99 },
      { taskId: "00000000-0000-7000-8000-00000000dead", version: 1, change: { contact: "没有" } },
    ]);
    const version = (first as TaskSummary).version + 1;
    expect(a).toEqual({ taskId: first?.id, outcome: "saved", current: version });
    expect(b).toMatchObject({ outcome: "stale", code: "version.stale", current: second?.version });
    expect([b, c].filter((row) => row && "task" in row)).toEqual([]);
    expect(c?.current).toBeUndefined();
    const [again] = await ask([
      { ...of(first as TaskSummary, { contact: "演示联系人丙" }), version: a?.current as number },
    ]);
    expect(again).toEqual({ taskId: first?.id, outcome: "saved", current: version + 1 });
  });

  test("同一任务写两次:第二次依据旧版本的被告知,依据新版本的接着存", async () => {
    const [, task] = (await own()) as TaskSummary[];
    const { id: taskId, version } = task as TaskSummary;
    const rows = await edit("office", [
      { taskId, version, change: { leader: "甲" } },
      { taskId, version, change: { leader: "乙" } },
      { taskId, version: version + 1, change: { leader: "丙" } },
    ]);
    expect(rows.map((row) => row.outcome)).toEqual(["saved", "stale", "saved"]);
    expect(rows.map((row) => row.task?.leader)).toEqual(["丙", "丙", "丙"]);
    expect((await eventsOf(taskId)).slice(0, 2).map((event) => [event.subject_version, event.after])).toEqual([
      [version + 2, { leader: "丙" }],
      [version + 1, { leader: "甲" }],
    ]);
  });

  test("牵头单位改得了自己的栏目;别的栏目指明是哪一栏;看不到的任务说没有", async () => {
    const [mine] = (await own("lead")) as TaskSummary[];
    const others = (await own()).find((task) => task.units[0]?.shortName === "市教委") as TaskSummary;
    const rows = await edit("lead", [
      of(mine as TaskSummary, { contact: "023-00000000" }),
      of(others, { contact: "越界" }),
    ]);
    expect(rows.map((row) => row.outcome)).toEqual(["saved", "absent"]);
    const again = await edit("lead", [of(rows[0]?.task as TaskSummary, { isPublic: true, contact: "连带" })]);
    expect(again[0]).toMatchObject({ outcome: "refused", code: "task.not-yours", places: [{ path: "isPublic" }] });
    expect(again[0]?.messages?.zh).toContain("办公室");
    expect(again[0]?.task?.contact).toBe("023-00000000");
  });

  test("划归推进组:组名随即显示,推进组从此看得到", async () => {
    const [first, second] = (await own()).slice(-2) as [TaskSummary, TaskSummary];
    const rows = await edit("office", [of(first, { groupId }), of(second, { groupId })]);
    expect(rows.map((row) => [row.outcome, row.task?.groupName])).toEqual([
      ["saved", "科技领域开放推进组"],
      ["saved", "科技领域开放推进组"],
    ]);
    expect((await list("group")).map((task) => task.id)).toEqual([first.id, second.id]);
  });

  test("改了开始日期,灯随之重判;暂不能编辑的状态说明缘由", async () => {
    const [task] = (await own()).slice(5, 6) as [TaskSummary];
    await server.database.db
      .updateTable("task")
      .set({ state: "closed", version: task.version + 1, changed_at: new Date(server.clock.now()).toISOString() })
      .where("id", "=", task.id)
      .execute();
    const [row] = await edit("office", [{ ...of(task, { leader: "已销号" }), version: task.version + 1 }]);
    expect(row).toMatchObject({ outcome: "refused", code: "task.refused", task: { mayEdit: "none" } });
    expect(row?.messages?.zh).toContain("已销号");
  });

  test.each([
    ["没有一行", []],
    ["一千零一行", Array.from({ length: 1001 }, () => ({ taskId: crypto.randomUUID(), version: 1, change: {} }))],
    ["编号不像编号", [{ taskId: "7", version: 1, change: {} }]],
    ["没有版本", [{ taskId: crypto.randomUUID(), change: {} }]],
  ])("%s的请求整个被拒,指明栏目", async (_title, edits) => {
    const refusal = await refusalTo(edit("office", edits as never));
    expect([refusal.status, refusal.code]).toEqual([400, "request.invalid"]);
  });

  test("同一请求发两次,只办一次,答复相同", async () => {
    const [task] = (await own()) as TaskSummary[];
    const { cookie } = await server.as("office");
    const send = async () => {
      const response = await fetch(`${server.base}/api/v1/programmes/${programmeId}/tasks/edit`, {
        method: "POST",
        headers: { cookie, "content-type": "application/json", "idempotency-key": "edit-twice" },
        body: JSON.stringify({ edits: [of(task as TaskSummary, { leader: "只一次" })] }),
      });
      return response.json();
    };
    const first = await send();
    expect(await send()).toEqual(first);
    expect(
      (await eventsOf(task?.id as string)).filter((event) => JSON.stringify(event.after).includes("只一次")),
    ).toHaveLength(1);
  });
});

describe("自有台账入库", () => {
  test("接在后面,说明齐全;同一文件再来一次一项也不多;文字相同的两行是两项", async () => {
    const before = (await list()).length;
    const texts = ["演示另一台账甲。", "演示另一台账乙。", "演示另一台账甲。"];
    const first = await enter(texts);
    expect(first).toMatchObject({ added: 3, kept: 0 });
    const items = await list();
    expect(items).toHaveLength(before + 3);
    expect(items.slice(-3).map((task) => [task.id, task.text, task.number])).toEqual(
      texts.map((text, n) => [first.taskIds[n], text, `自${n + 1}`]),
    );
    const again = await enter(texts);
    expect(again).toEqual({ added: 0, kept: 3, reworded: 0, taskIds: first.taskIds });
    expect((await list()).slice(-3)).toEqual(items.slice(-3));
  });
});

describe("调整多项任务的单位", () => {
  const assign = async (rows: Parameters<typeof assignMany>[3]) => {
    const call = await officeCall();
    return server.database.db.transaction().execute((tx) => assignMany(tx, call, programmeId, rows));
  };
  const lead = (shortName: string) => ({ unitId: unit(shortName), part: "lead" as const, ownDuty: null });

  test("每行自有结果;重复的一项第二次被告知已有新版本", async () => {
    const [a, b, c, d] = (await own()).slice(10) as [TaskSummary, TaskSummary, TaskSummary, TaskSummary];
    const rows = await assign([
      { taskId: a.id, version: a.version, units: [lead("市国资委"), lead("市教委")] },
      { taskId: b.id, version: b.version, units: [{ ...lead("市国资委"), part: "support" }] },
      { taskId: c.id, version: c.version, units: [lead("市国资委"), { ...lead("市国资委"), unitId: d.id }] },
      { taskId: a.id, version: a.version + 1, units: [lead("市财政局")] },
      {
        taskId: d.id,
        version: d.version,
        units: d.units.map(({ unitId, part, ownDuty }) => ({ unitId, part, ownDuty })),
      },
    ]);
    expect(rows.map((row) => [row.outcome, row.code ?? null])).toEqual([
      ["saved", null],
      ["invalid", "task.needs-lead"],
      ["invalid", "task.no-such-unit"],
      ["stale", "version.stale"],
      ["unchanged", null],
    ]);
    expect(rows[0]?.task?.units.map((one) => [one.part, one.shortName])).toEqual([
      ["lead", "市国资委"],
      ["lead", "市教委"],
    ]);
    expect((await eventsOf(a.id))[0]).toMatchObject({
      kind: "task.assign",
      after: { units: ["lead:市国资委", "lead:市教委"] },
    });
  });

  test("来回调整在同一刻也不出错,最后一次为准", async () => {
    const [task] = (await own()).slice(15) as [TaskSummary];
    let version = task.version;
    for (const names of [["市国资委", "市教委"], ["市教委", "市国资委"], ["市国资委"], ["市国资委", "市教委"]]) {
      const [row] = await assign([{ taskId: task.id as TaskId, version, units: names.map(lead) }]);
      expect(row?.task?.units.map((one) => one.shortName)).toEqual(names);
      version += 1;
    }
  });
});

test("别的服务器时钟慢了,改动时间也不倒走,过去照样读得到", async () => {
  const [task] = (await own()).slice(20) as [TaskSummary];
  const [first] = await edit("office", [of(task, { leader: "先" })]);
  const instant = server.clock.now();
  server.clock.set(new Date(instant - 5000).toISOString());
  const [second] = await edit("office", [of(first?.task as TaskSummary, { leader: "后" })]);
  server.clock.set(new Date(instant).toISOString());
  expect(second?.task?.changedAt).toBe(first?.task?.changedAt);
  expect((await own()).find((one) => one.id === task.id)).toMatchObject({
    leader: "后",
    changedAt: first?.task?.changedAt,
  });
  const history = await server.database.db
    .selectFrom("task_history")
    .select(["leader", "valid_from", "valid_to"])
    .where("id", "=", task.id)
    .orderBy("version")
    .execute();
  expect(history.map((row) => row.leader)).toEqual(["演示原负责人", "先", "后"]);
  for (const row of history) expect(row.valid_from <= row.valid_to).toBe(true);
});
