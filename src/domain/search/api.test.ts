// The search over real HTTP: found at once after each act, by nobody who may not see it, by any part of what is shown.
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { nightSchools, openSearch } from "../../../tests/open-search.ts";
import { refusalTo, startServer, type TestServer } from "../../../tests/start-server.ts";
import { type DemoOfficial, demoOfficials } from "../accounts/model.ts";
import type { ProgrammeId } from "../pilot/model.ts";
import type { TaskSummary } from "../tasks/model.ts";
import { buildSearch } from "./jobs.ts";
import type { SearchHit } from "./model.ts";
import { soughtBy } from "./words.ts";

type Asking = Awaited<ReturnType<typeof openSearch>>;

let server: TestServer;
let sample: ProgrammeId;
let second: ProgrammeId;
let enter: Asking["enter"];
let the: Asking["the"];
let ask: Asking["ask"];
let found: Asking["found"];

beforeAll(async () => {
  server = await startServer();
  ({ sample, second, enter, the, ask, found } = await openSearch(server));
}, 120_000);
afterAll(() => server.close());
beforeEach(() => server.clock.advance(60_000));

const ids = (hits: readonly { id: string }[]) => hits.map((hit) => hit.id);

const tasksOf = async (as: DemoOfficial, programmeId: ProgrammeId) =>
  (await (await the(as)).tasks.listTasks({ programmeId })).items;
const firstTask = async (programmeId = sample) => (await tasksOf("office", programmeId))[0] as TaskSummary;
const current = async (task: TaskSummary, programmeId = sample) => {
  const { tasks } = await the("office");
  const { version } = await tasks.getTask({ programmeId, taskId: task.id });
  return { programmeId, taskId: task.id, version };
};

/** Every entry as it stands; writing all anew must give the same. */
async function entries(): Promise<unknown[]> {
  const { rows } = await sql`select programme_id, kind, id, names, body, sort_key, words::text as words
    from search_entry order by 1, 2, 3`.execute(server.database.db);
  return rows;
}

describe("找得到什么", () => {
  test.each<[string, string, string]>([
    ["质押贷款", "task", "4. 积极推动知识产权"],
    ["质押", "plan", "(一)充分竞争性服务业"],
    ["86项", "plan", "(三)工作目标"],
    ["国函[2021]37号", "programme", "重庆市服务业扩大开放综合试点工作方案"],
    ["国函（2021）37号", "programme", "重庆市服务业扩大开放综合试点工作方案"],
    ["云岭发202118号", "programme", "云岭示范区夜校试点工作方案"],
    ["市科技局", "unit", "重庆市科学技术局"],
    ["zscqj", "unit", "重庆市知识产权局"],
    ["kexuejishu", "unit", "重庆市科学技术局"],
    ["cqyh", "unit", "中国银行保险监督管理委员会重庆监管局"],
  ])("“%s”找到%s“%s…”", async (q, kind, title) => {
    const titles = (await found("office", q, kind)).map((hit) => hit.title);
    if (q === "cqyh") expect(titles).toEqual([]);
    else
      expect(
        titles.some((one) => one.startsWith(title)),
        titles.join("\n"),
      ).toBe(true);
  });

  test("方案句子带着它在方案中的位置,任务、单位带着各自的页面", async () => {
    const { pilot } = await the("office");
    const plan = await pilot.getPlan({ programmeId: sample });
    const goal = plan.elements.find((one) => one.kind === "sentence" && one.text.includes("86项"));
    const [hit] = await found("office", "全面落实86项", "plan");
    expect(hit?.href).toEqual({ path: `/p/${sample}/plan`, search: { at: goal?.contentKey } });
    expect(hit?.hint.zh).toContain("目标");
    const task = await firstTask();
    expect((await found("office", task.text.slice(0, 12), "task"))[0]?.href.path).toBe(`/p/${sample}/tasks/${task.id}`);
    const [unit] = await found("office", "重庆市科学技术局", "unit");
    expect(unit?.href.path).toBe(`/units/${unit?.id}`);
    const heading = (await found("office", "强化开放改革试点政策协同", "plan"))[0];
    const below = plan.elements.find((one) => one.contentKey === heading?.href.search.at);
    expect(below?.path.some((part) => part.includes("强化开放改革试点政策协同"))).toBe(true);
  });

  test("同名的排第一,以之开头的在前,标题含有的先于正文含有的", async () => {
    const { organisations } = await the("office");
    const add = (name: string) => organisations.addUnit({ kind: "outside", name });
    await add("演示甲中星桥");
    await add("星桥演示丙");
    const exact = await add("星桥");
    const hits = await found("office", "星桥");
    expect(hits.slice(0, 3).map((hit) => hit.title)).toEqual(["星桥", "星桥演示丙", "演示甲中星桥"]);
    expect(hits[0]?.id).toBe(exact.id);
    const [first, ...rest] = await found("office", "知识产权");
    expect(first?.kind).toBe("task");
    expect(rest.at(-1)?.kind).toBe("plan");
  });

  test("标出的位置正好是所查的字", async () => {
    for (const hit of await found("office", "知识产权")) {
      const marked = [
        ...hit.titleHits.map(({ start, end }) => hit.title.slice(start, end)),
        ...hit.snippetHits.map(({ start, end }) => hit.snippet.slice(start, end)),
      ];
      expect(marked.length).toBeGreaterThan(0);
      expect(new Set(marked)).toEqual(new Set(["知识产权"]));
    }
  });
});

describe("改了就找得到,旧的不再找到", () => {
  test("任务简称、责任领导、里程碑", async () => {
    const task = await firstTask();
    const office = await the("office");
    await office.tasks.editTask({ ...(await current(task)), shortTitle: "演示新简称云栖", leader: "演示领导凌霄" });
    expect(ids(await found("office", "云栖", "task"))).toEqual([task.id]);
    expect(ids(await found("office", "凌霄", "task"))).toEqual([task.id]);
    expect(ids(await found("office", "yxjc"))).toEqual([]);
    await office.tasks.editTask({ ...(await current(task)), shortTitle: "演示另一简称" });
    expect(await found("office", "云栖")).toEqual([]);
    await office.tasks.issueTask(await current(task));
    const plan = (title: string) =>
      current(task).then((at) => office.tasks.planMilestones({ ...at, milestones: [{ title, dueOn: "2022-05-01" }] }));
    await plan("演示里程碑望月");
    expect((await found("office", "望月", "task"))[0]?.snippet).toContain("望月");
    await plan("演示里程碑听雨");
    expect(await found("office", "望月")).toEqual([]);
  });

  test("换了单位,旧单位的人立刻找不到,新单位的人立刻找得到", async () => {
    const task = (await tasksOf("office", sample)).find((one) =>
      one.text.startsWith("深化科技成果使用权"),
    ) as TaskSummary;
    const office = await the("office");
    const lead = task.units.find((unit) => unit.part === "lead");
    const district = (await office.organisations.listUnits({ q: "渝中区" })).items.find(
      (unit) => unit.name === "渝中区",
    );
    expect(ids(await found("lead", "科技成果使用权", "task"))).toEqual([task.id]);
    expect(await found("district", "科技成果使用权", "task")).toEqual([]);
    const assign = async (unitId: string | undefined) =>
      office.tasks.assignUnits({ ...(await current(task)), units: [{ unitId: unitId as never, part: "lead" }] });
    await assign(district?.id);
    expect(await found("lead", "科技成果使用权", "task")).toEqual([]);
    expect(ids(await found("district", "科技成果使用权", "task"))).toEqual([task.id]);
    await assign(lead?.unitId);
  });

  test("归入推进组,组里的人立刻找得到", async () => {
    const task = (await tasksOf("office", sample))[2] as TaskSummary;
    const q = task.text.slice(0, 10);
    expect(await found("group", q, "task")).toEqual([]);
    const me = (await (await the("group")).accounts.getSession({})).me;
    const office = await the("office");
    await office.tasks.editTask({ ...(await current(task)), groupId: me?.unit.id as never });
    expect(ids(await found("group", q, "task"))).toEqual([task.id]);
  });

  test("单位更名:新名、旧名、别名都找得到", async () => {
    const office = await the("office");
    const unit = await office.organisations.addUnit({ kind: "outside", name: "演示青禾服务中心" });
    expect(ids(await found("office", "青禾"))).toEqual([unit.id]);
    await office.organisations.changeUnit({
      unitId: unit.id,
      version: unit.version,
      name: "演示白榆服务中心",
      aliases: ["榆中心(演示)"],
    });
    for (const q of ["白榆", "青禾", "榆中心", "qhfw", "byfw"])
      expect(ids(await found("office", q)), q).toEqual([unit.id]);
  });

  test("方案出新版本:只找得到新版的句子,保留的任务跟到新的序号", async () => {
    expect(await found("office", "第1批", "plan")).toHaveLength(1);
    await enter(nightSchools([3, 1], ["市教委"], ["夜校章程另行印发。"]), second);
    expect(await found("office", "章程另行印发", "plan")).toHaveLength(1);
    expect(await found("office", "第2批", "plan")).toEqual([]);
    expect(await found("office", "第1批", "plan")).toHaveLength(1);
    const kept = (await tasksOf("office", second)).find((task) => task.text.includes("第1所"));
    expect(kept?.number).toBe("2");
  });

  test("没有被接受的修改不留下痕迹", async () => {
    const task = await firstTask();
    const office = await the("office");
    const stale = { ...(await current(task)), version: 1, shortTitle: "演示不被接受的沉鱼" };
    expect((await refusalTo(office.tasks.editTask(stale))).code).toBe("version.stale");
    expect(await found("office", "沉鱼")).toEqual([]);
  });

  test("以上办理之后,逐次写入的条目与全部重写的一样;重写可以中断后继续", async () => {
    const kept = await entries();
    expect(kept.length).toBeGreaterThan(150);
    const { db } = server.database;
    await buildSearch(db);
    await sql`delete from search_entry`.execute(db);
    let steps = 0;
    const breakOff = () => {
      steps += 1;
      if (steps === 3) throw new Error("broken off");
    };
    await expect(buildSearch(db, { anew: true, onStep: breakOff })).rejects.toThrow("broken off");
    const half = await entries();
    expect(half.length).toBeGreaterThan(0);
    expect(half.length).toBeLessThan(kept.length);
    const rest = await buildSearch(db);
    expect(rest).toBeGreaterThan(0);
    expect(await entries()).toEqual(kept);
    expect(await buildSearch(db)).toBe(0);
  });

  test("规则改版后,下次启动会重写", async () => {
    const { db } = server.database;
    const kept = await entries();
    await sql`update search_build set version = 0`.execute(db);
    await sql`update search_entry set body = '旧规则' where kind = 'task'`.execute(db);
    await sql`update search_entry set digest = '' where kind = 'task'`.execute(db);
    await buildSearch(db);
    expect(await entries()).toEqual(kept);
  });
});

describe("只找得到可以查看的", () => {
  const officials = Object.keys(demoOfficials) as DemoOfficial[];

  /** What the lists show to this official: ids by kind, with texts that are shown. */
  async function listed(as: DemoOfficial): Promise<Map<string, { kind: string; texts: string[] }>> {
    const api = await the(as);
    const shown = new Map<string, { kind: string; texts: string[] }>();
    for (let after: string | null = ""; after !== null; ) {
      const page: Awaited<ReturnType<typeof api.organisations.listUnits>> = await api.organisations.listUnits({
        limit: 200,
        ...(after ? { after } : {}),
      });
      for (const unit of page.items) shown.set(unit.id, { kind: "unit", texts: [unit.name, unit.shortName] });
      after = page.next;
    }
    if (!["office", "group", "lead", "support", "district"].includes(as)) return shown;
    for (const programme of (await api.pilot.listProgrammes({})).items) {
      shown.set(programme.id, { kind: "programme", texts: [programme.title] });
      for (const task of (await api.tasks.listTasks({ programmeId: programme.id, limit: 200 })).items)
        shown.set(task.id, { kind: "task", texts: [task.shortTitle, task.text] });
      for (const element of (await api.pilot.getPlan({ programmeId: programme.id })).elements)
        if (["heading", "sentence", "row"].includes(element.kind))
          shown.set(element.id, { kind: "plan", texts: [element.text] });
    }
    return shown;
  }

  test.each(officials)(
    "%s:任意一段(两个字以上)都找得到原处,找到的都在列表中",
    async (as) => {
      const shown = await listed(as);
      const everything = await listed("office");
      const texts = [...everything].flatMap(([id, { kind, texts: held }]) => held.map((text) => ({ id, kind, text })));
      const { search } = await the(as);
      await fc.assert(
        fc.asyncProperty(
          fc.nat(texts.length - 1),
          fc.nat(),
          fc.integer({ min: 2, max: 24 }),
          async (which, start, length) => {
            const { id, kind, text } = texts[which] as (typeof texts)[number];
            const letters = [...text];
            const q = letters.slice(start % letters.length, (start % letters.length) + length).join("");
            if (soughtBy(q).terms.length === 0) return;
            const hits: SearchHit[] = [];
            for (let after: string | null = ""; after !== null; ) {
              const page: Awaited<ReturnType<typeof search.search>> = await search.search({
                q,
                limit: 100,
                ...(after ? { after } : {}),
              });
              hits.push(...page.items);
              after = page.next;
            }
            for (const hit of hits) expect(shown.get(hit.id)?.kind, `${as} found ${hit.title} by ${q}`).toBe(hit.kind);
            const more = hits.filter((hit) => hit.kind === kind).length >= 200;
            if (shown.has(id) && !more) expect(ids(hits), `${q} in ${text}`).toContain(id);
            expect(new Set(ids(hits)).size).toBe(hits.length);
          },
        ),
        { numRuns: 20 },
      );
    },
    60_000,
  );

  test("不参加的试点:正文、任务、标题都找不到,限定它得到 404,与没有一样", async () => {
    for (const q of ["云岭示范区", "夜校", "yxsd"]) expect(await found("lead", q), q).toEqual([]);
    const refused = await refusalTo(ask("lead", "夜校", { programme: second }));
    const absent = await refusalTo(ask("lead", "夜校", { programme: "00000000-0000-7000-8000-0000000000ff" }));
    expect([refused.status, refused.code]).toEqual([absent.status, absent.code]);
    expect(refused.code).toBe("programme.absent");
    expect((await found("support", "夜校")).length).toBeGreaterThan(0);
  });

  test("计数与分类也不透露看不到的", async () => {
    const page = await ask("system", "重庆");
    expect(page.counts.filter((kind) => kind.count > 0).map((kind) => kind.kind)).toEqual(["unit"]);
    expect(page.total).toBe(page.items.length);
  });
});
