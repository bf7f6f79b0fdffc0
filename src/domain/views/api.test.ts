// Saved views over real HTTP: keeping, sharing, changing, preferring, dropping; who sees what; every refusal.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { refusalTo, startServer, type TestServer } from "../../../tests/start-server.ts";
import type { ProgrammeId } from "../pilot/model.ts";
import { maxViews, type SavedView, type ViewId } from "./model.ts";

let server: TestServer;
let programmeId: ProgrammeId;
beforeAll(async () => {
  server = await startServer();
  programmeId = server.programmeId as ProgrammeId;
}, 120_000);
afterAll(() => server.close());
beforeEach(() => server.clock.advance(60_000));

const query = { light: "red,yellow", sort: "dueOn", columns: "ordinal.task.lead" };
const at = (view: Pick<SavedView, "id" | "version">) => ({ programmeId, viewId: view.id, version: view.version });
const titles = async (as: "office" | "group" | "lead" | "support") => {
  const { items } = await (await server.as(as)).views.listViews({ programmeId });
  return items.map((view) => view.title);
};

describe("保存、共享、更新、删除", () => {
  test("一个视图的一生，每步留下事件和历史", async () => {
    const lead = await server.as("lead");
    const view = await lead.views.addView({ programmeId, title: "红黄灯", query });
    expect(view).toMatchObject({ title: "红黄灯", query, state: "own", mine: true, preferred: false, version: 1 });
    expect(await titles("support")).not.toContain("红黄灯");

    const shared = await lead.views.shareView(at(view));
    expect(shared).toMatchObject({ state: "shared", version: 2 });
    const seen = (await (await server.as("support")).views.listViews({ programmeId })).items[0] as SavedView;
    expect(seen).toMatchObject({ title: "红黄灯", query, mine: false, makerName: "郑思齐", makerUnit: "市科技局" });
    expect(Object.values(seen.abilities).some((ability) => ability.allowed)).toBe(false);

    const office = await server.as("office");
    const renamed = await office.views.changeView({ ...at(shared), title: "要盯的任务", query: { light: "red" } });
    expect(renamed).toMatchObject({ title: "要盯的任务", query: { light: "red" }, mine: false, version: 3 });
    await office.views.withdrawView(at(renamed));
    expect(await titles("office")).not.toContain("要盯的任务");
    const back = await lead.views.getView({ programmeId, viewId: view.id });
    expect(back).toMatchObject({ state: "own", version: 4 });
    await lead.views.dropView(at(back));
    expect((await refusalTo(lead.views.getView({ programmeId, viewId: view.id }))).code).toBe("view.absent");

    const { db } = server.database;
    const events = await db
      .selectFrom("event")
      .select("kind")
      .where("subject_id", "=", view.id)
      .orderBy("id")
      .execute();
    expect(events.map((event) => event.kind)).toEqual([
      "view.add",
      "view.share",
      "view.change",
      "view.withdraw",
      "view.drop",
    ]);
    const past = await db
      .selectFrom("saved_view_history")
      .select(["title", "state"])
      .where("id", "=", view.id)
      .orderBy("version")
      .execute();
    expect(past.map((row) => `${row.title} ${row.state}`)).toEqual([
      "红黄灯 own",
      "红黄灯 shared",
      "要盯的任务 shared",
      "要盯的任务 own",
      "要盯的任务 dropped",
    ]);
  });

  test("没有改动就不增加版本", async () => {
    const office = await server.as("office");
    const view = await office.views.addView({ programmeId, title: "不变", query });
    expect(await office.views.changeView({ ...at(view), title: "不变", query })).toMatchObject({ version: 1 });
  });

  test("名称在本人的视图中不重复；他人可以同名；删除后可以再用", async () => {
    const office = await server.as("office");
    const group = await server.as("group");
    const first = await office.views.addView({ programmeId, title: "本月到期", query });
    const refused = await refusalTo(office.views.addView({ programmeId, title: " 本月到期 ", query: {} }));
    expect([refused.status, refused.code]).toEqual([409, "view.title-taken"]);
    expect(refused.messages.zh).toContain("本月到期");
    const other = await office.views.addView({ programmeId, title: "下月到期", query });
    const renaming = await refusalTo(office.views.changeView({ ...at(other), title: "本月到期" }));
    expect(renaming.code).toBe("view.title-taken");
    await group.views.addView({ programmeId, title: "本月到期", query });
    await office.views.dropView(at(first));
    await office.views.addView({ programmeId, title: "本月到期", query });
  });

  test("两人同时改，后者被告知当前版本", async () => {
    const office = await server.as("office");
    const view = await office.views.addView({ programmeId, title: "并发", query, shared: true });
    await office.views.changeView({ ...at(view), query: { light: "red" } });
    const refused = await refusalTo(office.views.changeView({ ...at(view), query: { light: "grey" } }));
    expect([refused.status, refused.code]).toEqual([412, "version.stale"]);
  });
});

describe("谁能动", () => {
  test("他人的共享视图只能选用，不能改；提示另存", async () => {
    const office = await server.as("office");
    const view = await office.views.addView({ programmeId, title: "办公室统一视图", query, shared: true });
    const support = await server.as("support");
    for (const refused of [
      await refusalTo(support.views.changeView({ ...at(view), title: "改名" })),
      await refusalTo(support.views.dropView(at(view))),
      await refusalTo(support.views.withdrawView(at(view))),
    ]) {
      expect([refused.status, refused.code]).toEqual([403, "view.not-yours"]);
      expect(refused.messages.zh).toContain("周明远");
    }
    const again = await refusalTo(office.views.shareView(at(view)));
    expect([again.status, again.code]).toEqual([409, "view.wrong-state"]);
  });

  test("他人自用的视图与不存在的视图，答复一样", async () => {
    const lead = await server.as("lead");
    const view = await lead.views.addView({ programmeId, title: "只给自己", query });
    const office = await server.as("office");
    const nowhere = "00000000-0000-7000-8000-0000000000ff" as ViewId;
    for (const viewId of [view.id, nowhere]) {
      expect((await refusalTo(office.views.getView({ programmeId, viewId }))).code).toBe("view.absent");
      expect((await refusalTo(office.views.dropView({ programmeId, viewId, version: 1 }))).code).toBe("view.absent");
      expect((await refusalTo(office.views.preferView({ programmeId, viewId }))).code).toBe("view.absent");
    }
  });
});

describe("默认视图", () => {
  test("每人一个，换掉、取消都行；视图删除后自然没有了", async () => {
    const office = await server.as("office");
    const view = await office.views.addView({ programmeId, title: "默认用", query, shared: true });
    const group = await server.as("group");
    await group.views.preferView({ programmeId, viewId: view.id });
    const preferred = async (api: typeof group) =>
      (await api.views.listViews({ programmeId })).items.filter((one) => one.preferred).map((one) => one.title);
    expect(await preferred(group)).toEqual(["默认用"]);
    expect(await preferred(office)).toEqual([]);
    const own = await group.views.addView({ programmeId, title: "组里用", query });
    await group.views.preferView({ programmeId, viewId: own.id });
    expect(await preferred(group)).toEqual(["组里用"]);
    await group.views.preferView({ programmeId, viewId: null });
    expect(await preferred(group)).toEqual([]);
    await group.views.preferView({ programmeId, viewId: view.id });
    await office.views.dropView(at(view));
    expect(await preferred(group)).toEqual([]);
  });
});

describe("列表", () => {
  test("按拼音排序，翻页不重不漏，可按名称查", async () => {
    const support = await server.as("support");
    for (const title of ["重庆", "安排", "长寿区", "百分之百%", "正在推进"])
      await support.views.addView({ programmeId, title, query });
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await support.views.listViews({ programmeId, limit: 2, ...(after ? { after } : {}) });
      seen.push(...page.items.filter((view) => view.mine).map((view) => view.title));
      after = page.next ?? undefined;
    } while (after);
    expect(seen).toEqual(["安排", "百分之百%", "长寿区", "重庆", "正在推进"]);
    const found = await support.views.listViews({ programmeId, q: "%" });
    expect(found.items.map((view) => view.title)).toEqual(["百分之百%"]);
    const newest = await support.views.listViews({ programmeId, sort: "-changedAt", limit: 1 });
    expect(newest.items[0]?.title).toBe("正在推进");
    const mixed = await refusalTo(support.views.listViews({ programmeId, sort: "title", after: newest.next ?? "" }));
    expect(mixed.code).toBe("list.bad-cursor");
  });

  test(`每人最多 ${maxViews} 个，说明怎么办；删一个就能再存`, async () => {
    const group = await server.as("group");
    const { db } = server.database;
    const person = await db
      .selectFrom("person")
      .select("id")
      .where("name", "=", (await me(group)).name)
      .executeTakeFirstOrThrow();
    const has = await db
      .selectFrom("saved_view")
      .select(({ fn }) => fn.countAll<number>().as("count"))
      .where("maker_id", "=", person.id)
      .where("state", "<>", "dropped")
      .executeTakeFirstOrThrow();
    for (let n = has.count; n < maxViews; n += 1)
      await group.views.addView({ programmeId, title: `视图${n}`, query: {} });
    const refused = await refusalTo(group.views.addView({ programmeId, title: "再来一个", query: {} }));
    expect([refused.status, refused.code]).toEqual([409, "view.too-many"]);
    const last = (await group.views.listViews({ programmeId, q: `视图${maxViews - 1}` })).items[0] as SavedView;
    await group.views.dropView(at(last));
    await group.views.addView({ programmeId, title: "再来一个", query: {} });
  });
});

const me = async (api: Awaited<ReturnType<TestServer["as"]>>) => {
  const { me } = await api.accounts.getSession({});
  if (!me) throw new Error("nobody is signed in");
  return me;
};
