// Programmes and the living plan over real HTTP: who sees them, what stands behind each sentence, then and now.
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { refusalTo, startServer, type TestServer } from "../../../tests/start-server.ts";
import type { DemoOfficial } from "../accounts/model.ts";
import type { Behind, Plan, PlanElement, ProgrammeId } from "./model.ts";

let server: TestServer;
let sample: ProgrammeId;
let second: ProgrammeId;

beforeAll(async () => {
  server = await startServer();
  sample = server.programmeId as ProgrammeId;
  second = await enter(secondPlan(["市教委", "市财政局"]));
}, 120_000);
afterAll(() => server.close());
beforeEach(() => server.clock.advance(60_000));

/** 演示数据: a second pilot, in which 市科技局 and 渝中区 take no part. */
const secondPlan = (leads: readonly string[], extra: readonly string[] = []) =>
  [
    "云岭示范区夜校试点工作方案(演示数据)",
    "2021年9月1日",
    "一、主要任务",
    ...extra,
    ...leads.map((lead, index) => `${index + 1}.开设演示夜校第${index + 1}所。面向云岭居民招生。(${lead}负责)`),
  ].join("\n");

async function enter(text: string, programmeId?: ProgrammeId): Promise<ProgrammeId> {
  const { intake } = await server.as("office");
  const file = new File([text], "演示.txt");
  const started = await intake.startImport({ file, ...(programmeId ? { programmeId } : {}) });
  const findings = started.findings.map(({ key }) => ({ key, settled: true }));
  const settled = await intake.changeImport({ importId: started.id, version: started.version, findings });
  return (await intake.confirmImport({ importId: settled.id, version: settled.version })).programmeId;
}

const plan = async (as: DemoOfficial, query: { programmeId?: ProgrammeId; asOf?: string; planVersion?: string } = {}) =>
  (await server.as(as)).pilot.getPlan({ programmeId: sample, ...query } as never) as Promise<Plan>;
const carriers = (elements: readonly PlanElement[]) =>
  elements.filter((element) => element.kind === "sentence" || element.kind === "row");
const titles = (behind: readonly Behind[]) => [...new Set(behind.map((one) => one.title))];

describe("试点列表", () => {
  test.each([
    ["办公室", "office", 2],
    ["牵头过样本试点的单位", "lead", 1],
    ["两个试点都参加的单位", "support", 2],
    ["区县", "district", 1],
    ["推进组", "group", 1],
  ] as const)("%s看到 %s 的 %i 个", async (_title, as, count) => {
    const { items, total } = await (await server.as(as)).pilot.listProgrammes({});
    expect([items.length, total]).toEqual([count, count]);
    if (count === 1) expect(items[0]).toMatchObject({ id: sample, taskCount: 4, demo: false });
  });

  test("逐页翻到底,不重不漏;按名称排序两头相反;坏的翻页标记被拒", async () => {
    const { pilot } = await server.as("office");
    const whole = await pilot.listProgrammes({});
    const first = await pilot.listProgrammes({ limit: 1 });
    const rest = await pilot.listProgrammes({ limit: 1, after: first.next as string });
    expect([...first.items, ...rest.items]).toEqual(whole.items);
    expect([first.total, rest.next]).toEqual([2, null]);
    const up = (await pilot.listProgrammes({ sort: "title" })).items.map((item) => item.title);
    const down = (await pilot.listProgrammes({ sort: "-title" })).items.map((item) => item.title);
    expect(down).toEqual(up.toReversed());
    expect((await refusalTo(pilot.listProgrammes({ after: "eA" }))).code).toBe("list.bad-cursor");
    expect((await refusalTo(pilot.listProgrammes({ sort: "title", after: first.next as string }))).code).toBe(
      "list.bad-cursor",
    );
    expect((await pilot.listProgrammes({ q: "夜校" })).items.map((item) => item.id)).toEqual([second]);
  });
});

describe("活的方案", () => {
  test("每个要素都能从原文里切出来,句子与表格行各就各位、互不重叠", async () => {
    const { text, elements } = await plan("office");
    expect(text).toContain("全面落实86项改革试点任务");
    for (const element of elements.filter((one) => one.kind === "sentence" || one.kind === "goal"))
      expect(text.slice(element.start, element.end)).toBe(element.text);
    for (const element of elements) {
      expect(element.start, element.text).toBeGreaterThanOrEqual(0);
      expect(element.end, element.text).toBeLessThanOrEqual(text.length);
      expect(element.end, element.text).toBeGreaterThan(element.start);
    }
    const places = carriers(elements);
    for (const [index, element] of places.entries())
      expect(element.start).toBeGreaterThanOrEqual(places[index - 1]?.end ?? 0);
    expect(new Set(elements.map((element) => element.id)).size).toBe(elements.length);
  });

  test("四项任务各挂在自己的表格行上", async () => {
    const { elements, behind } = await plan("office");
    const rows = elements.filter((element) => element.kind === "row");
    expect(rows).toHaveLength(4);
    for (const [index, row] of rows.entries())
      expect(titles(behind.filter((one) => one.contentKey === row.contentKey))).toEqual([
        expect.stringMatching(new RegExp(`^${index + 1}\\. `)),
      ]);
  });

  test.each([
    ["office", 4],
    ["lead", 4],
    ["support", 2],
    ["district", 0],
    ["group", 0],
  ] as const)("%s只看到自己看得到的任务:%i 项", async (as, count) => {
    expect(titles((await plan(as)).behind)).toHaveLength(count);
  });

  test("只有办公室有关联和导入的按钮;看过去时谁也没有", async () => {
    expect((await plan("office")).abilities).toEqual({ link: true, import: true });
    expect((await plan("lead")).abilities).toEqual({ link: false, import: false });
    expect((await plan("office", { asOf: "2021-09-01" })).abilities).toEqual({ link: false, import: false });
  });

  test("不参加的试点读不到方案", async () => {
    expect((await refusalTo(plan("lead", { programmeId: second }))).code).toBe("programme.absent");
  });

  test("86 项的目标从 0 读起,成熟度到 L1 才算已实施,终止的不计", async () => {
    const reading = async () => (await plan("office")).goals;
    expect(await reading()).toMatchObject([{ value: 0, target: 86, light: "grey" }]);
    expect((await reading())[0]?.zh).toBe("已实施 0 / 4（0%），方案提出 86 项");
    const change = (set: string) =>
      sql`update task set ${sql.raw(set)}, changed_at = ${new Date(server.clock.now()).toISOString()}
        where programme_id = ${sample} and number in ('1', '2')`.execute(server.database.db);
    await change("maturity = 1, in_force_on = '2021-08-04'");
    expect(await reading()).toMatchObject([{ value: 2, target: 86, light: "green" }]);
    expect((await reading())[0]?.zh).toContain("2 / 4（50%）");
    server.clock.advance(1000);
    await change("state = 'ended'");
    expect((await reading())[0]?.zh).toContain("0 / 2（0%）");
    server.clock.advance(1000);
    await change("state = 'draft', maturity = 0, in_force_on = null");
  });
});

describe("把工作关联到句子", () => {
  const target = async () => {
    const [view, { items }] = [
      await plan("office"),
      await (await server.as("office")).tasks.listTasks({ programmeId: sample }),
    ];
    const sentence = view.elements.find((one) => one.kind === "sentence" && one.text.includes("双清单")) as PlanElement;
    return {
      programmeId: sample,
      contentKey: sentence.contentKey,
      targetKind: "task",
      targetId: items[0]?.id as string,
    };
  };
  const linked = async (asOf?: string) =>
    (await plan("office", asOf ? { asOf } : {})).behind.filter((one) => one.linked).map((one) => one.id);

  test("关联、重复关联、解除、重复解除:句子背后和审计事件都只变一次", async () => {
    const { pilot } = await server.as("office");
    const link = await target();
    const events = async () =>
      (
        await server.database.db
          .selectFrom("event")
          .select(["kind", "note", "after"])
          .where("kind", "like", "plan.%linked")
          .orderBy("at")
          .execute()
      ).map(({ kind, note, after }) => [kind, note, after]);
    await pilot.linkSentence({ ...link, note: "演示关联" });
    server.clock.advance(1000);
    await pilot.linkSentence(link);
    expect(await linked()).toEqual([link.targetId]);
    await pilot.unlinkSentence(link);
    server.clock.advance(1000);
    await pilot.unlinkSentence(link);
    expect(await linked()).toEqual([]);
    expect(await events()).toEqual([
      ["plan.linked", "演示关联", { contentKey: link.contentKey }],
      ["plan.unlinked", null, { contentKey: link.contentKey }],
    ]);
  });

  test.each([
    ["没有这一句", { contentKey: "nothing" }, 422, "plan.no-such-sentence"],
    ["没有这项任务", { targetId: "00000000-0000-7000-8000-00000000000f" }, 422, "plan.no-such-target"],
    ["不认识的种类", { targetKind: "wish" }, 422, "plan.no-such-target"],
    ["编号不成形", { targetId: "1" }, 400, "request.invalid"],
  ])("%s被拒", async (_title, wrong, status, code) => {
    const refusal = await refusalTo((await server.as("office")).pilot.linkSentence({ ...(await target()), ...wrong }));
    expect([refusal.status, refusal.code]).toEqual([status, code]);
  });

  test("别的试点的任务挂不上来", async () => {
    const { items } = await (await server.as("office")).tasks.listTasks({ programmeId: second });
    const foreign = { ...(await target()), targetId: items[0]?.id as string };
    expect((await refusalTo((await server.as("office")).pilot.linkSentence(foreign))).code).toBe("plan.no-such-target");
  });

  test("关联当天和解除之后的日子,各读各的样子", async () => {
    const link = await target();
    server.clock.set("2021-09-05T02:00:00Z");
    await (await server.as("office")).pilot.linkSentence(link);
    server.clock.set("2021-09-07T16:00:00Z");
    await (await server.as("office")).pilot.unlinkSentence(link);
    server.clock.set("2021-09-09T02:00:00Z");
    const days = ["2021-09-04", "2021-09-05", "2021-09-07", "2021-09-08"];
    expect(await Promise.all(days.map(async (day) => (await linked(day)).length))).toEqual([0, 1, 1, 0]);
  });
});

describe("方案换版", () => {
  test("新版里留下的任务换到新的位置;看旧版时仍在旧的位置;新版删去的任务不会错挂到别的句子", async () => {
    const versionsOf = async () => (await plan("office", { programmeId: second })).versions;
    const [first] = await versionsOf();
    const before = await plan("office", { programmeId: second });
    server.clock.set("2021-09-15T02:00:00Z");
    // The first night school is gone, an opening paragraph pushes the rest further down.
    const next = secondPlan(["市教委", "市财政局"], ["坚持云岭特色,先易后难。"]).replace(/^1\..*\n/m, "");
    await enter(next.replace(/^2\./m, "1."), second);
    const now = await plan("office", { programmeId: second });
    expect(now.planVersion.ordinal).toBe(2);

    const sentencesOf = (view: Plan) =>
      view.behind.map((one) => [
        one.title.replace(/^\d+\. /, ""),
        view.elements.find((element) => element.contentKey === one.contentKey)?.text,
      ]);
    expect(new Set(sentencesOf(now).map(([title]) => title))).toEqual(new Set(["开设演示夜校第2所"]));
    for (const [, text] of sentencesOf(now)) expect(text).toMatch(/第2所|招生/);

    const old = await plan("office", { programmeId: second, planVersion: first?.id as string });
    expect(old.text).toBe(before.text);
    expect(sentencesOf(old)).toEqual(sentencesOf(before));
    const past = await plan("office", { programmeId: second, asOf: "2021-09-14" });
    expect([past.planVersion.ordinal, past.text]).toEqual([1, before.text]);
    expect(past.behind).toEqual(before.behind);
  });

  test("试点开始之前没有方案;别的试点的版本编号读不出来", async () => {
    expect((await refusalTo(plan("office", { asOf: "2021-08-31" }))).code).toBe("plan.absent");
    const foreign = (await plan("office", { programmeId: second })).planVersion.id;
    expect((await refusalTo(plan("office", { planVersion: foreign }))).code).toBe("plan.absent");
  });
});

describe("公共资料", () => {
  test("国民经济行业 20 个门类、97 个大类;38 个区县", async () => {
    const { pilot } = await server.as("enterprise");
    const { items } = await pilot.listIndustries({});
    const sections = items.filter((one) => one.code === one.section);
    expect([sections.length, items.length - sections.length]).toEqual([20, 97]);
    expect((await pilot.listPlaces({})).items).toHaveLength(38);
  });

  test.each([
    ["中秋前的周六补班也算工作日", "2021-09-17", 1, "2021-09-18"],
    ["国庆七天不算", "2021-09-30", 1, "2021-10-08"],
    ["国庆后的周六补班", "2021-10-08", 1, "2021-10-09"],
    ["往回数", "2021-10-08", -1, "2021-09-30"],
  ])("%s", async (_title, from, days, expected) => {
    const { pilot } = await server.as("lead");
    expect(await pilot.countWorkingDays({ from, days })).toEqual({ day: expected, known: true });
  });

  test("还没有公布放假安排的年份会说明;数得太远被拒", async () => {
    const { pilot } = await server.as("lead");
    expect((await pilot.countWorkingDays({ from: "2099-01-01", days: 5 })).known).toBe(false);
    expect((await refusalTo(pilot.countWorkingDays({ from: "2021-01-01", days: 251 }))).code).toBe("request.invalid");
  });
});
