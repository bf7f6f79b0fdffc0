// What changed between two days: each act shows exactly what it did, nothing else shows, and nobody learns more than they may see.
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refusalTo, startServer, type TestServer } from "../../../tests/start-server.ts";
import { ownCall } from "../../kernel/call.ts";
import { dayOf, isoOf } from "../../kernel/clock.ts";
import type { DemoOfficial } from "../accounts/model.ts";
import { actorOfPerson } from "../accounts/service.ts";
import type { UnitId } from "../organisations/model.ts";
import type { ProgrammeId } from "../pilot/model.ts";
import { assignMany } from "./assign.ts";
import { changesBetween } from "./changes.ts";
import type { ComparedTask } from "./changes-store.ts";
import { fieldsApart } from "./difference.ts";
import { editTasks, type TaskEdit } from "./edit.ts";
import { enterTasks } from "./enter.ts";
import type { TaskId, TaskPart, TaskSummary } from "./model.ts";
import { getTask, planMilestones } from "./service.ts";
import { findWholeTasks } from "./store.ts";

const zone = "Asia/Shanghai";
let server: TestServer;
let programmeId: ProgrammeId;
let groupId: UnitId;
let officePerson: string;
const unitIds = new Map<string, UnitId>();
const unit = (shortName: string) => unitIds.get(shortName) as UnitId;
/** Days only go forward, over all tests. */
let now = Date.parse("2021-09-02T02:00:00Z");
const nextDay = (days = 1) => {
  now += days * 86_400_000;
  server.clock.set(isoOf(now));
};
const today = () => dayOf(now, zone);

beforeAll(async () => {
  server = await startServer();
  programmeId = server.programmeId as ProgrammeId;
  const { db } = server.database;
  for (const row of await db.selectFrom("unit").select(["id", "short_name"]).execute())
    unitIds.set(row.short_name, row.id as UnitId);
  groupId = (await (await server.as("group")).accounts.getSession({})).me?.unit.id as UnitId;
  const account = await db
    .selectFrom("account")
    .select("person_id")
    .where("username", "=", "demo-office")
    .executeTakeFirstOrThrow();
  officePerson = account.person_id;
  server.clock.set(isoOf(now));
  await enter(12);
}, 120_000);
afterAll(() => server.close());

const callNow = async () => ownCall(await actorOfPerson(server.database.db, officePerson), now, zone, "test");

/** 演示数据. */
async function enter(count: number) {
  const call = await callNow();
  return server.database.db.transaction().execute((tx) =>
    enterTasks(
      tx,
      call,
      programmeId,
      null,
      Array.from({ length: count }, (_, n) => ({
        number: `自${n + 1}`,
        path: ["演示台账"],
        text: `演示事项${now}-${n + 1}。`,
        start: null,
        end: null,
        dueText: null,
        dueOn: "2023-06-30",
        startsOn: null,
        units: [{ unitId: unit(["市科技局", "市教委"][n % 2] as string), part: "lead" as const, implied: false }],
      })),
    ),
  );
}

const own = async (as: DemoOfficial = "office") =>
  (await (await server.as(as)).tasks.listTasks({ programmeId, limit: 1000 })).items.filter(
    (task) => task.path[0] === "演示台账",
  );
const compare = async (query: object, as: DemoOfficial = "office") =>
  (await server.as(as)).tasks.compareDays({ programmeId, limit: 1000, ...query } as never);

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
      const before = dayOf(now - 86_400_000, zone);
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
    await sql`update task set state = 'ended', version = version + 1, changed_at = ${isoOf(now)}
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
    ["没有前一日", {}, 400, "request.invalid"],
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

describe("任意改动", () => {
  const edits = fc.array(
    fc.record({
      which: fc.nat(5),
      /** How far the given version is from the present one. */
      off: fc.constantFrom(0, 0, 0, 1, -1),
      change: fc.record(
        {
          leader: fc.constantFrom("甲", "乙", null),
          contact: fc.constantFrom("丙", null),
          isPublic: fc.boolean(),
          startsOn: fc.constantFrom("2022-01-01", "2024-01-01", null),
          groupId: fc.constantFrom("group", "unit", null),
          shortTitle: fc.constantFrom("简称", "", "长".repeat(61)),
          dueOn: fc.constant("2030-01-01"),
        },
        { requiredKeys: [] },
      ),
    }),
    { minLength: 1, maxLength: 12 },
  );
  const ids = async () => (await own()).slice(0, 6).map((task) => task.id as string);
  const chosen = (id: unknown) => (id === "group" ? groupId : id === "unit" ? unit("市教委") : id);

  class Undo extends Error {}
  /** Does something in a transaction that is then undone. */
  async function undone<R>(work: (tx: TestServer["database"]["db"]) => Promise<R>): Promise<R> {
    let result: R | undefined;
    await server.database.db
      .transaction()
      .execute(async (tx) => {
        result = await work(tx);
        throw new Undo();
      })
      .catch((error) => {
        if (!(error instanceof Undo)) throw error;
      });
    return result as R;
  }

  test("一次改许多行,与一行一行地改,结果、历史、事件都一样", async () => {
    const call = await callNow();
    const taskIds = await ids();
    await fc.assert(
      fc.asyncProperty(edits, async (given) => {
        const state = async (tx: TestServer["database"]["db"]) => ({
          tasks: await findWholeTasks(tx, programmeId, taskIds, null),
          events: await tx
            .selectFrom("event")
            .select(["kind", "subject_id", "subject_version", "before", "after"])
            .where("subject_id", "in", taskIds)
            .orderBy("subject_id")
            .orderBy("subject_version")
            .execute(),
        });
        const toEdit = (
          versions: ReadonlyMap<string, number>,
          { which, off, change }: (typeof given)[number],
        ): TaskEdit => {
          const taskId = taskIds[which] as string;
          const named = "groupId" in change ? { ...change, groupId: chosen(change.groupId) } : change;
          return { taskId, version: (versions.get(taskId) as number) + off, change: named };
        };
        // Versions as they stand before all of them, so that later edits of a task are stale or hit its new version.
        const versions = new Map((await own()).map((task) => [task.id as string, task.version]));
        const rows = given.map((one) => toEdit(versions, one));
        const singly = await undone(async (tx) => {
          const outcomes = [];
          for (const row of rows) outcomes.push(...(await editTasks(tx, call, { programmeId, edits: [row] })));
          return { outcomes, ...(await state(tx)) };
        });
        const atOnce = await undone(async (tx) => {
          const outcomes = await editTasks(tx, call, { programmeId, edits: rows });
          return { outcomes, ...(await state(tx)) };
        });
        const told = ({ outcomes }: typeof singly) => outcomes.map(({ outcome, code }) => [outcome, code]);
        const sorted = <T extends { id: string }>(tasks: T[]) => tasks.sort((a, b) => (a.id < b.id ? -1 : 1));
        expect(told(atOnce)).toEqual(told(singly));
        expect(sorted(atOnce.tasks)).toEqual(sorted(singly.tasks));
        expect(atOnce.events).toEqual(singly.events);
      }),
      { numRuns: 25 },
    );
  });

  test("两日之间的变化,与读出两日的整张台账再逐项比对,完全一致", async () => {
    const { db } = server.database;
    const taskIds = await ids();
    const acts = fc.array(
      fc.oneof(
        fc.record({ act: fc.constant("edit" as const), which: fc.nat(5), leader: fc.constantFrom("甲", "乙", null) }),
        fc.record({
          act: fc.constant("assign" as const),
          which: fc.nat(5),
          parts: fc.array(fc.constantFrom<TaskPart>("support", "guide"), { maxLength: 2 }),
        }),
        fc.record({
          act: fc.constant("plan" as const),
          which: fc.nat(5),
          titles: fc.subarray(["节点甲", "节点乙", "节点丙"]),
        }),
        fc.record({ act: fc.constant("wait" as const), days: fc.integer({ min: 1, max: 3 }) }),
      ),
      { minLength: 3, maxLength: 9 },
    );
    await sql`update task set state = 'inProgress', version = version + 1, changed_at = ${isoOf(now)} where id = any(${taskIds}::uuid[])`.execute(
      db,
    );
    await fc.assert(
      fc.asyncProperty(acts, async (given) => {
        nextDay();
        const days = [today()];
        for (const one of given) {
          now += 1000;
          if (one.act === "wait") {
            nextDay(one.days);
            days.push(today());
            continue;
          }
          const call = await callNow();
          await db.transaction().execute(async (tx) => {
            const taskId = taskIds[one.which] as string;
            const { version, milestones } = await getTask(tx, call, { programmeId, taskId });
            if (one.act === "edit")
              await editTasks(tx, call, { programmeId, edits: [{ taskId, version, change: { leader: one.leader } }] });
            else if (one.act === "assign")
              await assignMany(tx, call, programmeId, [
                {
                  taskId,
                  version,
                  units: [
                    { unitId: unit("市教委"), part: "lead", ownDuty: null },
                    ...one.parts.map((part, n) => ({
                      unitId: unit(n === 0 ? "市国资委" : "市财政局"),
                      part,
                      ownDuty: null,
                    })),
                  ],
                },
              ]);
            else
              await planMilestones(tx, call, {
                programmeId,
                taskId: taskId as TaskId,
                version,
                milestones: one.titles.map(
                  (title) =>
                    milestones.find((held) => held.title === title) ?? {
                      title,
                      dueOn: "2023-01-31",
                      weight: 1,
                      reachedOn: null,
                    },
                ),
              });
          });
        }
        nextDay();
        days.push(today());
        const call = await callNow();
        const ledger = async (day: string) =>
          new Map(
            (await findWholeTasks(db, programmeId, taskIds, isoOf(Date.parse(`${day}T16:00:00Z`)))).map((task) => [
              task.id,
              { ...task, plan: "outside" } as ComparedTask,
            ]),
          );
        for (let first = 0; first < days.length - 1; first += 1) {
          const [from, to] = [days[first] as string, days.at(-1) as string];
          if (from >= to) continue;
          const [then, later] = [await ledger(from), await ledger(to)];
          const expected = taskIds.flatMap((id) => {
            const fields = fieldsApart(then.get(id) as ComparedTask, later.get(id) as ComparedTask);
            return fields.length > 0 ? [{ id, fields }] : [];
          });
          const { items } = await changesBetween(db, call, { programmeId, from, to, sort: [], limit: 1000 });
          expect(items.map((item) => ({ id: item.taskId as string, fields: item.fields }))).toEqual(
            items.map((item) => expected.find((one) => one.id === item.taskId)),
          );
          expect(items).toHaveLength(expected.length);
        }
      }),
      { numRuns: 15, endOnFailure: true },
    );
  }, 60_000);

  test("两人同时改同一任务:一人存下,一人被告知并拿到现在的样子,谁的话都没有丢", async () => {
    const fields = ["leader", "contact", "annualGoal", "expectedOutcome"] as const;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...fields), fc.constantFrom(...fields), async (first, second) => {
        nextDay();
        const task = (await own())[7] as TaskSummary;
        const change = (field: string, who: string) => ({
          programmeId,
          edits: [{ taskId: task.id, version: task.version, change: { [field]: `${who}${now}` } }],
        });
        const [a, b] = [await server.as("office"), await server.as("office")];
        const answers = await Promise.all([
          a.tasks.editTasks(change(first, "甲")),
          b.tasks.editTasks(change(second, "乙")),
        ]);
        const rows = answers.flatMap((answer) => answer.items);
        expect(rows.map((row) => row.outcome).sort()).toEqual(["saved", "stale"]);
        const [saved, stale] = rows[0]?.outcome === "saved" ? [rows[0], rows[1]] : [rows[1], rows[0]];
        expect(stale).toMatchObject({ current: task.version + 1, task: saved?.task });
        const winner = rows[0] === saved ? ([first, "甲"] as const) : ([second, "乙"] as const);
        expect((await own()).find((one) => one.id === task.id)).toMatchObject({
          [winner[0]]: `${winner[1]}${now}`,
          version: task.version + 1,
        });
      }),
      { numRuns: 8 },
    );
  });
});
