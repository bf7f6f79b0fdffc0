// The ledger as a list over real HTTP: filters, order, pages, who sees which rows, and how it stood on a past day.
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refusalTo, startServer, type TestServer } from "../../../tests/start-server.ts";
import type { UnitId } from "../organisations/model.ts";
import type { ProgrammeId } from "../pilot/model.ts";
import { type TaskId, type TaskSummary, taskSorts } from "./model.ts";

const size = 23;
const leads = ["市科技局", "市教委", "渝中区"];
const words = [
  "完成率100%达标",
  "编写a_b对照表",
  "编写axb样表",
  "发布“O'Neil”手册",
  '推行"一件事"',
  "整理C:\\演示\\目录",
];

let server: TestServer;
let programmeId: ProgrammeId;
const unitIds = new Map<string, UnitId>();
const unit = (shortName: string) => unitIds.get(shortName) as UnitId;

beforeAll(async () => {
  server = await startServer();
  const office = await server.as("office");
  const started = await office.intake.startImport({ file: new File([plan()], "演示.txt") });
  const confirmed = await office.intake.confirmImport({ importId: started.id, version: started.version });
  programmeId = confirmed.programmeId;
  for (const row of await server.database.db.selectFrom("unit").select(["id", "short_name"]).execute())
    unitIds.set(row.short_name, row.id as UnitId);
  await spreadStates();
}, 120_000);
afterAll(() => server.close());

/** 演示数据: a pilot that does not exist. */
function plan(): string {
  const rows = Array.from({ length: size }, (_, index) => {
    const text = `${words[index % words.length]},演示事项第${index + 1}号。`;
    return `${index + 1} | ${text} | ${leads[index % 3]} | 市财政局 | ${index % 4 === 0 ? "" : `202${2 + (index % 3)}年${(index % 12) + 1}月底前`} |`;
  });
  return [
    "云岭示范区试点台账方案(演示数据)",
    "2021年9月1日",
    "序号 | 工作任务 | 牵头单位 | 配合单位 | 完成时限 |",
    ...rows,
  ].join("\n");
}

/** Lights and maturity that no act sets yet. */
async function spreadStates() {
  await sql`update task set
      state = (array['draft', 'issued', 'signed', 'inProgress'])[1 + ordinal % 4],
      light = (array['green', 'yellow', 'red', 'grey'])[1 + ordinal % 4],
      maturity = ordinal % 6, changed_at = changed_at + ordinal * interval '1 second', version = version + 1
    where programme_id = ${programmeId}`.execute(server.database.db);
}

type Query = Record<string, string | number>;
const list = async (query: Query = {}, as: "office" | "lead" | "district" | "group" | "support" = "office") =>
  (await server.as(as)).tasks.listTasks({ programmeId, ...query } as never);
const ordinals = (items: readonly TaskSummary[]) => items.map((task) => task.ordinal);

describe("筛选", () => {
  test.each([
    ["状态", { status: "issued" }, (task: TaskSummary) => task.state === "issued"],
    ["多个状态", { status: "issued,signed" }, (task: TaskSummary) => ["issued", "signed"].includes(task.state)],
    ["进度灯", { light: "red,yellow" }, (task: TaskSummary) => ["red", "yellow"].includes(task.light)],
    ["状态与进度灯", { status: "signed", light: "red" }, (task: TaskSummary) => task.state === "signed"],
    ["序号", { q: "7" }, (task: TaskSummary) => /7/.test(task.number ?? "") || /7/.test(task.text)],
    ["百分号是文字", { q: "100%" }, (task: TaskSummary) => task.text.includes("100%")],
    ["单独的百分号", { q: "%" }, (task: TaskSummary) => task.text.includes("%")],
    ["下划线不是任意字", { q: "a_b" }, (task: TaskSummary) => task.text.includes("a_b")],
    ["单引号", { q: "O'Neil" }, (task: TaskSummary) => task.text.includes("O'Neil")],
    ["双引号", { q: '"一件事"' }, (task: TaskSummary) => task.text.includes('"一件事"')],
    ["反斜杠", { q: "C:\\演示\\" }, (task: TaskSummary) => task.text.includes("C:\\演示\\")],
    ["不分大小写", { q: "o'neil" }, (task: TaskSummary) => task.text.includes("O'Neil")],
    ["像是语句的文字", { q: "'; drop table task; --" }, () => false],
    ["没有的文字", { q: "查无此事" }, () => false],
  ] as const)("按%s", async (_title, query, keeps) => {
    const all = await list({ limit: 200 });
    const found = await list({ ...query, limit: 200 });
    expect(ordinals(found.items)).toEqual(ordinals(all.items.filter(keeps)));
    expect([found.total, found.next]).toEqual([found.items.length, null]);
  });

  test("按牵头单位只看牵头;按单位含配合;按推进组只看本组", async () => {
    const byLead = await list({ lead: unit("市教委"), limit: 200 });
    expect(byLead.total).toBe(8);
    expect((await list({ unit: unit("市财政局"), limit: 200 })).total).toBe(size);
    expect((await list({ lead: unit("市财政局") })).total).toBe(0);
    expect((await list({ lead: `${unit("市教委")},${unit("渝中区")}` })).total).toBe(15);
    expect((await list({ group: unit("法治保障推进组") })).total).toBe(0);
  });

  test.each([
    ["不认识的状态", { status: "done" }],
    ["空的状态", { status: "," }],
    ["不是编号的单位", { lead: "市教委" }],
    ["不认识的灯", { light: "blue" }],
    ["太长的检索词", { q: "长".repeat(101) }],
    ["不是日期", { asOf: "昨天" }],
    ["不认识的排序", { sort: "password" }],
    ["四个排序栏目", { sort: "ordinal,dueOn,light,state" }],
    ["每页零条", { limit: 0 }],
    ["每页一千零一条", { limit: 1001 }],
    ["每页半条", { limit: 1.5 }],
  ])("%s得到 400 并指明栏目", async (_title, query: Query) => {
    const refusal = await refusalTo(list(query));
    expect([refusal.status, refusal.code]).toEqual([400, "request.invalid"]);
    expect(refusal.places[0]?.path?.split(".")[0]).toBe(Object.keys(query)[0]);
  });
});

describe("排序与翻页", () => {
  const orders = [
    ...taskSorts,
    ...taskSorts.map((name) => `-${name}`),
    "light,-dueOn",
    "-state,maturity,-changedAt",
    "dueOn,dueOn",
  ];
  test.each(orders)("按 %s 逐页翻到底,正好是整张台账", async (sort) => {
    const whole = await list({ sort, limit: 200 });
    expect(whole.items).toHaveLength(size);
    const paged: TaskSummary[] = [];
    let after: string | null = null;
    do {
      const page = await list({ sort, limit: 5, ...(after ? { after } : {}) });
      expect(page.total).toBe(size);
      paged.push(...page.items);
      after = page.next;
    } while (after && paged.length < 100);
    expect(ordinals(paged)).toEqual(ordinals(whole.items));
  });

  test("日期按先后,没有时限的排在最后;红灯排在最前", async () => {
    const due = (await list({ sort: "dueOn", limit: 200 })).items.map((task) => task.dueOn ?? "9999");
    expect(due).toEqual([...due].sort());
    const lights = (await list({ sort: "light", limit: 200 })).items.map((task) => task.light);
    expect([...new Set(lights)]).toEqual(["red", "yellow", "green", "grey"]);
  });

  test("翻页之间新增与改动不会让别的行重复或漏掉", async () => {
    const first = await list({ limit: 10 });
    const task = first.items[0] as TaskSummary;
    const office = await server.as("office");
    await office.tasks.editTask({ programmeId, taskId: task.id, version: task.version, leader: "翻页时改动" });
    const rest = await list({ limit: 200, after: first.next as string });
    expect(ordinals([...first.items, ...rest.items])).toEqual(Array.from({ length: size }, (_, index) => index + 1));
  });

  const mark = (...values: unknown[]) => Buffer.from(JSON.stringify(values)).toString("base64url");
  test.each([
    ["乱码", "不是标记"],
    ["别的排序的标记", mark("dueOn", "2022-01-01", 1, "00000000-0000-7000-8000-000000000000")],
    ["值不够", mark("", 1)],
    ["值的类型不对", mark("", "一", "x")],
    ["值是对象", mark("", { a: 1 }, "x")],
    ["夹带语句", mark("", "1; drop table task", "1")],
    ["超出范围的数", mark("", 1e300, "00000000-0000-7000-8000-000000000000")],
    ["太长", "a".repeat(1001)],
  ])("翻页标记是%s时得到 400,并说明怎么办", async (_title, after) => {
    const refusal = await refusalTo(list({ after }));
    expect(refusal.status).toBe(400);
    expect(refusal.messages.zh).toMatch(/重新开始|重试/);
  });
});

describe("计数", () => {
  test("各状态、各灯之和都等于总数,与列表一致", async () => {
    for (const as of ["office", "lead"] as const) {
      const counts = await (await server.as(as)).tasks.countTasks({ programmeId });
      const { items, total } = await list({ limit: 200 }, as);
      const sum = (record: Record<string, number>) => Object.values(record).reduce((all, one) => all + one, 0);
      expect([counts.total, sum(counts.states), sum(counts.lights)]).toEqual([total, total, total]);
      expect(counts.lights).toEqual(
        Object.fromEntries([...Map.groupBy(items, (task) => task.light)].map(([light, rows]) => [light, rows.length])),
      );
    }
  });
});

describe("谁看得到哪些任务", () => {
  test("办公室看全部;单位只看与自己有关的;别的推进组不知道有此试点", async () => {
    expect((await list({}, "office")).total).toBe(size);
    const seen = await list({ limit: 200 }, "lead");
    expect(seen.items.every((task) => task.units.some((one) => one.shortName === "市科技局"))).toBe(true);
    expect(seen.total).toBe(8);
    expect((await list({}, "district")).total).toBe(7);
    expect((await refusalTo(list({}, "group"))).code).toBe("programme.absent");
  });

  test("任务交给推进组后,推进组看得到这一项,别的仍看不到", async () => {
    const task = (await list({ limit: 1 })).items[0] as TaskSummary;
    const groupId = (await (await server.as("group")).accounts.getSession({})).me?.unit.id as UnitId;
    const office = await server.as("office");
    await office.tasks.editTask({ programmeId, taskId: task.id, version: task.version, groupId });
    expect(ordinals((await list({}, "group")).items)).toEqual([task.ordinal]);
    expect(ordinals((await list({ group: groupId })).items)).toEqual([task.ordinal]);
  });

  test("任务交给新的单位后,该单位和上级单位的联络员看得到,也能签收", async () => {
    const office = await server.as("office");
    const below = await office.organisations.addUnit({
      kind: "department",
      name: "云岭演示处(演示数据)",
      parentId: unit("渝中区"),
    });
    const task = (await list({ lead: unit("市科技局"), limit: 1 })).items[0] as TaskSummary;
    const before = (await list({}, "district")).total;
    const assigned = await office.tasks.assignUnits({
      programmeId,
      taskId: task.id,
      version: task.version,
      units: [{ unitId: below.id, part: "lead" }],
    });
    expect((await list({}, "district")).total).toBe(before + 1);
    const district = await server.as("district");
    const abilities = (await district.tasks.getTask({ programmeId, taskId: assigned.id })).abilities;
    expect(abilities.sign?.code).not.toBe("act.not-your-part");
    const lead = await server.as("lead");
    expect((await refusalTo(lead.tasks.getTask({ programmeId, taskId: assigned.id }))).code).toBe("task.absent");
  });

  test("在别的试点的地址下读不到这个试点的任务", async () => {
    const task = (await list({ limit: 1 })).items[0] as TaskSummary;
    const office = await server.as("office");
    const elsewhere = { programmeId: server.programmeId as ProgrammeId, taskId: task.id };
    expect((await refusalTo(office.tasks.getTask(elsewhere))).code).toBe("task.absent");
    expect((await refusalTo(office.tasks.editTask({ ...elsewhere, version: task.version, leader: "越界" }))).code).toBe(
      "task.absent",
    );
  });

  test("可编辑的标记与实际一致", async () => {
    for (const as of ["office", "lead", "support"] as const) {
      const { items } = await list({ limit: 200 }, as);
      for (const task of items.filter((_, index) => index % 7 === 0)) {
        const change = { programmeId, taskId: task.id as TaskId, version: task.version, contact: `电话-${as}` };
        const edit = (await server.as(as)).tasks.editTask(change).then(() => true);
        expect(await edit.catch(() => false), `${as} ${task.number}`).toBe(task.mayEdit !== "none");
      }
    }
  });
});

describe("截至某日", () => {
  test("台账、任务和计数都是那一天结束时的样子;当天最后一刻算当天,次日零点算次日", async () => {
    const office = () => server.as("office");
    const task = (await list({ lead: unit("市教委"), status: "draft", limit: 1 })).items[0] as TaskSummary;
    const path = { programmeId, taskId: task.id };
    let version = task.version;
    const change = async (instant: string, leader: string) => {
      server.clock.set(instant);
      version = (await (await office()).tasks.editTask({ ...path, version, leader })).version;
    };
    await change("2021-09-10T15:59:59.999Z", "十日最后一刻");
    await change("2021-09-10T16:00:00.000Z", "十一日零点");
    server.clock.set("2021-09-12T02:00:00Z");
    const issued = await (await office()).tasks.issueTask({ ...path, version });
    server.clock.set("2021-09-12T03:00:00Z");
    await (await office()).tasks.assignUnits({
      ...path,
      version: issued.version,
      units: [{ unitId: unit("市国资委"), part: "lead" }],
    });
    server.clock.set("2021-09-20T03:00:00Z");
    const asOf = async (day: string) => (await office()).tasks.getTask({ ...path, asOf: day });
    expect((await asOf("2021-09-10")).leader).toBe("十日最后一刻");
    expect((await asOf("2021-09-11")).leader).toBe("十一日零点");
    expect(await asOf("2021-09-11")).toMatchObject({ state: "draft", abilities: {}, units: task.units });
    expect((await asOf("2021-09-11")).events).toHaveLength((await asOf("2021-09-12")).events.length - 2);
    expect(await asOf("2021-09-12")).toMatchObject({ state: "issued", units: [{ shortName: "市国资委" }] });
    expect((await list({ asOf: "2021-09-11", lead: unit("市国资委") })).total).toBe(0);
    expect((await list({ asOf: "2021-09-12", lead: unit("市国资委") })).total).toBe(1);
    const counts = async (day: string) => (await (await office()).tasks.countTasks({ programmeId, asOf: day })).states;
    expect((await counts("2021-09-12")).issued).toBe(((await counts("2021-09-11")).issued ?? 0) + 1);
    expect((await list({ asOf: "2021-09-11", limit: 200 })).items.some((row) => row.mayEdit !== "none")).toBe(false);
  });

  test("试点开始之前没有任务;将来的日子与现在相同", async () => {
    expect((await list({ asOf: "2021-08-31" })).total).toBe(0);
    const then = await list({ asOf: "2030-01-01", limit: 200 });
    const now = await list({ limit: 200 });
    expect(then.items.map(({ mayEdit: _may, ...task }) => task)).toEqual(
      now.items.map(({ mayEdit: _may, ...task }) => task),
    );
  });

  test.each(["0000-01-01", "0001-01-01", "1899-12-31", "9999-12-31"])("asOf=%s 被拒,服务不出错", async (asOf) => {
    const refusal = await refusalTo(list({ asOf }));
    expect([refusal.status, refusal.places[0]?.path]).toEqual([400, "asOf"]);
  });
});
