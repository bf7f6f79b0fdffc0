// Matters over real HTTP: asking, taking up, referring, answering, confirming; who sees what; every refusal.

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { askedOwed } from "../../../tests/asked-owed.ts";
import { refusalTo, startServer, type TestServer, testZone } from "../../../tests/start-server.ts";
import { ownCall } from "../../kernel/call.ts";
import { actorOfPerson } from "../accounts/service.ts";
import type { UnitId } from "../organisations/model.ts";
import type { ProgrammeId } from "../pilot/model.ts";
import type { TaskId } from "../tasks/model.ts";
import { Matter, type MatterId } from "./model.ts";
import { mattersNotices } from "./notices.ts";
import { mattersOwed } from "./owed.ts";

let server: TestServer;
let programmeId: ProgrammeId;
const units: Record<string, UnitId> = {};
beforeAll(async () => {
  server = await startServer();
  programmeId = server.programmeId as ProgrammeId;
  const rows = await server.database.db.selectFrom("unit").select(["id", "short_name", "kind", "name"]).execute();
  for (const row of rows) units[row.short_name] = row.id as UnitId;
  for (const row of rows) if (row.kind === "office") units.office = row.id as UnitId;
}, 120_000);
afterAll(() => server.close());
beforeEach(() => server.clock.advance(60_000));

type As = "office" | "group" | "lead" | "support" | "district";
const api = async (as: As) => (await server.as(as)).matters;
const at = (matter: Pick<Matter, "id" | "version">) => ({ programmeId, matterId: matter.id, version: matter.version });
const unit = (name: string): UnitId => {
  const id = units[name];
  if (!id) throw new Error(`no unit ${name}`);
  return id;
};
const ask = async (as: As, toUnitId: UnitId, more: Record<string, unknown> = {}) =>
  (await api(as)).addMatter({ programmeId, what: "请商请提供高校院所名单（演示数据）", toUnitId, ...more });
const eventsOf = async (id: string) => {
  const rows = await server.database.db
    .selectFrom("event")
    .select("kind")
    .where("subject_id", "=", id)
    .orderBy("id")
    .execute();
  return rows.map((row) => row.kind);
};

describe("一件事项的一生", () => {
  test("提出、转办、承接、答复、不满意、再答复、确认办结、重新办理，每步有事件和历史，经手单位都在链上", async () => {
    const lead = await api("lead");
    const support = await api("support");
    const district = await api("district");
    const asked = await ask("lead", unit("市教委"), { dueOn: "2021-09-20" });
    expect(asked).toMatchObject({
      state: "open",
      fromUnit: { name: "市科技局" },
      toUnit: { name: "市教委" },
      dueOn: "2021-09-20",
      firstDueOn: "2021-09-20",
      origin: { kind: "hand", title: null },
      parties: ["asker"],
      askedBy: "郑思齐",
      version: 1,
    });
    const referred = await support.referMatter({ ...at(asked), toUnitId: unit("渝中区"), note: "名单由区里掌握" });
    expect(referred).toMatchObject({ state: "open", toUnit: { name: "渝中区" }, version: 2 });
    const taken = await district.acceptMatter(at(referred));
    const answered = await district.answerMatter({ ...at(taken), note: "名单见附件，共 12 家" });
    expect(answered).toMatchObject({ state: "answered", answer: "名单见附件，共 12 家", daysLate: 0 });
    const back = await lead.returnAnswer({ ...at(answered), note: "缺联系人" });
    expect(back).toMatchObject({ state: "accepted", answer: "名单见附件，共 12 家" });
    const again = await district.answerMatter({ ...at(back), note: "已补联系人" });
    const settled = await lead.settleMatter(at(again));
    expect(settled).toMatchObject({ state: "settled", answer: "已补联系人" });
    const reopened = await (await api("office")).reopenMatter({ ...at(settled), note: "名单有误" });
    expect(reopened.state).toBe("accepted");
    expect(Matter.parse(reopened)).toEqual(reopened);
    expect(reopened.referrals.map((one) => `${one.fromUnit.name}→${one.toUnit.name}：${one.why}`)).toEqual([
      "市教委→渝中区：名单由区里掌握",
    ]);
    // Whoever passed it on still sees how it ends.
    expect((await support.getMatter({ programmeId, matterId: asked.id })).parties).toEqual([]);
    expect(await eventsOf(asked.id)).toEqual(
      ["open", "refer", "accept", "answer", "returnAnswer", "answer", "settle", "reopen"].map((act) => `matter.${act}`),
    );
    const past = await server.database.db
      .selectFrom("matter_history")
      .select("state")
      .where("id", "=", asked.id)
      .orderBy("version")
      .execute();
    expect(past.map((row) => row.state)).toEqual([
      "open",
      "open",
      "accepted",
      "answered",
      "accepted",
      "answered",
      "settled",
      "accepted",
    ]);
  });

  test("退回后改请办公室；办公室改定时限，最初的时限留着；提出方撤回", async () => {
    const asked = await ask("lead", unit("市教委"), { dueOn: "2021-09-10" });
    const declined = await (await api("support")).declineMatter({ ...at(asked), note: "不属本委职责" });
    expect(declined.state).toBe("declined");
    const moved = await (await api("lead")).readdressMatter({ ...at(declined), toUnitId: unit("office") });
    expect(moved).toMatchObject({ state: "open", parties: ["asker"] });
    const office = await api("office");
    const later = await office.setMatterDue({ ...at(moved), dueOn: "2021-09-30", note: "须会商" });
    expect(later).toMatchObject({
      state: "open",
      dueOn: "2021-09-30",
      firstDueOn: "2021-09-10",
      parties: ["answerer", "office"],
    });
    expect(later.events[0]?.changes).toEqual([{ field: "dueOn", before: "2021-09-10", after: "2021-09-30" }]);
    const gone = await (await api("lead")).withdrawMatter({ ...at(later), note: "已自行解决" });
    expect(gone.state).toBe("withdrawn");
    expect(Object.values(gone.abilities).some((ability) => ability.allowed)).toBe(false);
  });
});

describe("谁看得到", () => {
  test("双方、办公室、涉及任务的单位看得到；无关单位与不存在的，答复一样", async () => {
    const { items } = await (await server.as("lead")).tasks.listTasks({ programmeId });
    const led = items.find(
      (task) => !task.units.some((one) => one.shortName === "市教委" || one.shortName === "渝中区"),
    );
    const shared = items.find((task) => task.units.some((one) => one.shortName === "市教委"));
    const hidden = await ask("lead", unit("office"), led ? { taskIds: [led.id] } : {});
    const nowhere = "00000000-0000-7000-8000-0000000000ff" as MatterId;
    for (const as of ["district", "support"] as const)
      for (const matterId of [hidden.id, nowhere]) {
        const refused = await refusalTo((await api(as)).getMatter({ programmeId, matterId }));
        expect([refused.status, refused.code]).toEqual([404, "matter.absent"]);
        const acting = await refusalTo((await api(as)).acceptMatter({ programmeId, matterId, version: 1 }));
        expect(acting.code).toBe("matter.absent");
      }
    if (!shared) throw new Error("the sample has no task of both units");
    const about = await ask("lead", unit("office"), { taskIds: [shared.id] });
    expect(about.tasks).toEqual([{ id: shared.id, number: shared.number, title: shared.shortTitle, visible: true }]);
    const seen = await (await api("support")).listMatters({ programmeId, task: shared.id });
    expect(seen.items.map((one) => one.id)).toEqual([about.id]);
    expect((await (await api("support")).getMatter({ programmeId, matterId: about.id })).parties).toEqual([]);
    expect((await (await api("district")).listMatters({ programmeId, task: shared.id })).items).toEqual([]);
    // The asked unit learns what the matter is about, without the task being opened to it.
    const told = await ask("lead", unit("渝中区"), { taskIds: [shared.id] });
    const there = await (await api("district")).getMatter({ programmeId, matterId: told.id });
    expect(there.tasks.map((task) => [task.title, task.visible])).toEqual([[shared.shortTitle, false]]);
  });
});

describe("拒绝都说明怎么办", () => {
  test.each([
    ["请自己办", async () => ask("lead", unit("市科技局")), 422, "matter.asks-itself"],
    [
      "以别的单位名义",
      async () => ask("lead", unit("市教委"), { fromUnitId: unit("渝中区") }),
      403,
      "matter.not-your-unit",
    ],
    ["时限已过", async () => ask("lead", unit("市教委"), { dueOn: "2021-08-31" }), 422, "matter.due-passed"],
    [
      "看不到的任务",
      async () => ask("lead", unit("市教委"), { taskIds: ["00000000-0000-7000-8000-0000000000ff" as TaskId] }),
      422,
      "matter.no-such-task",
    ],
    [
      "没有的单位",
      async () => ask("lead", "00000000-0000-7000-8000-0000000000ff" as UnitId),
      422,
      "matter.no-such-unit",
    ],
    ["没写事项", async () => ask("lead", unit("市教委"), { what: " " }), 400, "request.invalid"],
  ] as const)("%s", async (_, call, status, code) => {
    const refused = await refusalTo(call());
    expect([refused.status, refused.code]).toEqual([status, code]);
    expect(refused.messages.zh).not.toMatch(/\{\w+\}/);
  });

  test("不是自己的事、状态不对、没写理由、版本旧了、转给自己", async () => {
    const asked = await ask("lead", unit("市教委"));
    const lead = await api("lead");
    const support = await api("support");
    const notYours = await refusalTo(lead.acceptMatter(at(asked)));
    expect([notYours.status, notYours.code]).toEqual([403, "matter.not-yours"]);
    expect(notYours.messages.zh).toContain("承办单位");
    const early = await refusalTo(lead.settleMatter(at(asked)));
    expect([early.status, early.code]).toEqual([409, "matter.refused"]);
    expect(early.messages.zh).toContain("待承接");
    for (const call of [
      () => support.declineMatter({ ...at(asked), note: "  " }),
      () => support.referMatter({ ...at(asked), toUnitId: unit("渝中区") }),
      () => support.answerMatter(at(asked)),
    ])
      expect((await refusalTo(call())).code).toBe("matter.note-required");
    for (const toUnitId of [unit("市教委"), unit("市科技局")])
      expect((await refusalTo(support.referMatter({ ...at(asked), toUnitId, note: "转" }))).code).toBe(
        "matter.asks-itself",
      );
    await support.acceptMatter(at(asked));
    const stale = await refusalTo(support.answerMatter({ ...at(asked), note: "办了" }));
    expect([stale.status, stale.code]).toEqual([412, "version.stale"]);
    const office = await api("office");
    const past = await refusalTo(office.setMatterDue({ ...at(asked), version: 2, dueOn: "2021-08-01", note: "改" }));
    expect(past.code).toBe("matter.due-passed");
  });

  test(`两人同时提出，编号不重；转办到上限后请办公室召集会商`, async () => {
    const both = await Promise.all([ask("lead", unit("市教委")), ask("district", unit("市教委"))]);
    expect(new Set(both.map((matter) => matter.number)).size).toBe(2);
    let matter = await ask("lead", unit("市教委"));
    const office = await api("office");
    for (let n = 0; n < 20; n += 1)
      matter = await office.referMatter({ ...at(matter), toUnitId: unit(n % 2 ? "市教委" : "渝中区"), note: "转" });
    const refused = await refusalTo(office.referMatter({ ...at(matter), toUnitId: unit("渝中区"), note: "再转" }));
    expect([refused.status, refused.code]).toEqual([409, "matter.too-many-referrals"]);
  });
});

describe("列表与计数", () => {
  test("待我办、我提出、逾期各是各的；翻页不重不漏；先要办的、先到期的在前", async () => {
    let support = await api("support");
    const before = await support.countMatters({ programmeId });
    await ask("lead", unit("市教委"), { dueOn: "2021-12-31" });
    const soon = await ask("lead", unit("市教委"), { dueOn: "2021-09-03", what: "请尽快回复" });
    const counts = await support.countMatters({ programmeId });
    expect(counts.toAnswer).toBe(before.toAnswer + 2);
    expect(counts.asked).toBe(0);
    server.clock.set("2021-09-05T02:00:00.000Z");
    support = await api("support");
    const late = await support.listMatters({ programmeId, late: "true", side: "toAnswer" });
    expect(late.items.map((one) => [one.id, one.daysLate])).toEqual([[soon.id, 2]]);
    const mine = await (await api("lead")).countMatters({ programmeId });
    expect(mine.toAnswer).toBe(0);
    expect(mine.asked).toBeGreaterThanOrEqual(2);
    const all: string[] = [];
    let after: string | undefined;
    do {
      const page = await support.listMatters({ programmeId, limit: 2, ...(after ? { after } : {}) });
      all.push(
        ...page.items.map((one) => `${["settled", "withdrawn"].includes(one.state) ? 1 : 0} ${one.dueOn ?? "9999"}`),
      );
      after = page.next ?? undefined;
    } while (after);
    expect(all).toEqual([...all].sort());
    expect(all.length).toBe((await support.countMatters({ programmeId })).total);
    expect((await support.listMatters({ programmeId, q: "尽快" })).items.map((one) => one.id)).toEqual([soon.id]);
    const newest = await support.listMatters({ programmeId, sort: "-number", limit: 1 });
    const mixed = await refusalTo(support.listMatters({ programmeId, sort: "number", after: newest.next ?? "" }));
    expect(mixed.code).toBe("list.bad-cursor");
  });
});

describe("谁欠着、谁该知道", () => {
  const callOf = async (as: As) => {
    const { db } = server.database;
    const account = await db
      .selectFrom("account")
      .select("person_id")
      .where("username", "=", `demo-${as}`)
      .executeTakeFirstOrThrow();
    return ownCall(await actorOfPerson(db, account.person_id), server.clock.now(), testZone, "test");
  };
  const owed = async (as: As, id: string) => {
    const rows = await askedOwed(mattersOwed, server.database.db, await callOf(as), programmeId);
    expect(rows.length).toBeLessThanOrEqual(200);
    return rows.filter((row) => row.id === id).map((row) => [row.act, row.waitingFor?.zh ?? null]);
  };

  test("每一步都有一方欠着：承接、答复、确认；等待的一方看到在等谁；办结后谁都不欠", async () => {
    let matter = await ask("lead", unit("市教委"), { dueOn: "2022-01-31" });
    expect(await owed("support", matter.id)).toEqual([["accept", null]]);
    expect(await owed("lead", matter.id)).toEqual([[null, "市教委"]]);
    expect(await owed("office", matter.id)).toEqual([]);
    matter = await (await api("support")).declineMatter({ ...at(matter), note: "请找办公室" });
    expect([await owed("support", matter.id), await owed("lead", matter.id)]).toEqual([[], [["readdress", null]]]);
    matter = await (await api("lead")).readdressMatter({ ...at(matter), toUnitId: unit("office") });
    expect(await owed("office", matter.id)).toEqual([["accept", null]]);
    matter = await (await api("office")).answerMatter({ ...at(matter), note: "已协调" });
    expect([await owed("office", matter.id), await owed("lead", matter.id)]).toEqual([[], [["settle", null]]]);
    matter = await (await api("lead")).settleMatter(at(matter));
    expect([await owed("office", matter.id), await owed("lead", matter.id)]).toEqual([[], []]);
  });

  test("通知发给该办的一方；办公室、推进组、单位各按其职责；同一步只有一个键", async () => {
    const matter = await ask("lead", unit("office"));
    const told = (kind: string, version: number) =>
      callOf("lead").then((call) =>
        mattersNotices.notices(server.database.db, call, [
          { kind, programmeId, subject: { kind: "matter", id: matter.id, version } },
        ]),
      );
    const [opened] = await told("matter.open", 1);
    expect(opened).toMatchObject({ to: { office: true }, key: `matter ${matter.id} 1` });
    const [answered] = await told("matter.answer", 2);
    expect(answered).toMatchObject({ to: { unitIds: [unit("市科技局")] }, key: `matter ${matter.id} 2` });
    expect(opened?.title.zh).not.toMatch(/[{}]/);
    expect(await told("task.issue", 1)).toEqual([]);
  });
});
