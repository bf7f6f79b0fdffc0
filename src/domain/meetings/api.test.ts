// Meetings over real HTTP: planning, the agenda from the data, holding, minutes whose decisions live on as matters; who sees what.

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { askedOwed } from "../../../tests/asked-owed.ts";
import { refusalTo, startServer, type TestServer, testZone } from "../../../tests/start-server.ts";
import { ownCall } from "../../kernel/call.ts";
import { actorOfPerson } from "../accounts/service.ts";
import type { NewEvent } from "../audit/model.ts";
import type { UnitId } from "../organisations/model.ts";
import type { ProgrammeId } from "../pilot/model.ts";
import type { TaskSummary } from "../tasks/model.ts";
import { agendaSources, Meeting, type MeetingId } from "./model.ts";
import { meetingsNotices } from "./notices.ts";
import { meetingsOwed } from "./owed.ts";

let server: TestServer;
let programmeId: ProgrammeId;
let tasks: TaskSummary[];
const units: Record<string, UnitId> = {};
beforeAll(async () => {
  server = await startServer();
  programmeId = server.programmeId as ProgrammeId;
  const rows = await server.database.db.selectFrom("unit").select(["id", "short_name", "kind"]).execute();
  for (const row of rows) units[row.kind === "office" ? "office" : row.short_name] = row.id as UnitId;
  const office = await server.as("office");
  const group = await server.as("group");
  const { me } = await group.accounts.getSession({});
  units.group = me?.unit.id as UnitId;
  for (const task of (await office.tasks.listTasks({ programmeId })).items.slice(0, 3)) {
    const at = { programmeId, taskId: task.id };
    const planned = await office.tasks.issueTask({ ...at, version: task.version });
    const signed = await (await server.as("lead")).tasks
      .signTask({ ...at, version: planned.version })
      .catch(() => null);
    if (!signed) continue;
    const milestones = [{ title: "印发方案（演示数据）", dueOn: "2021-09-10" }];
    const laid = await (await server.as("lead")).tasks.planMilestones({ ...at, version: signed.version, milestones });
    await (await server.as("lead")).tasks.beginTask({ ...at, version: laid.version });
  }
  server.clock.set("2021-09-20T01:00:00.000Z");
  // What the routine does when the day turns.
  const { refreshLights } = await import("../tasks/jobs.ts");
  await refreshLights(server.database.db, server.clock.now(), "Asia/Shanghai");
  tasks = (await (await server.as("office")).tasks.listTasks({ programmeId })).items;
}, 120_000);
afterAll(() => server.close());
beforeEach(() => server.clock.advance(60_000));

type As = "office" | "group" | "lead" | "support" | "district";
const api = async (as: As) => (await server.as(as)).meetings;
const at = (meeting: Pick<Meeting, "id" | "version">) => ({
  programmeId,
  meetingId: meeting.id,
  version: meeting.version,
});
const unit = (name: string): UnitId => {
  const id = units[name];
  if (!id) throw new Error(`no unit ${name}`);
  return id;
};
const everything = Object.keys(agendaSources) as (keyof typeof agendaSources)[];
const wish = (more: Record<string, unknown> = {}) => ({
  programmeId,
  kind: "dispatch" as const,
  title: "九月调度会（演示数据）",
  heldOn: "2021-09-20",
  place: "第一会议室",
  chair: "周明远",
  unitIds: [unit("市科技局"), unit("市教委")],
  scope: { sources: everything, dueWithinDays: 30 },
  ...more,
});
const nowhere = "00000000-0000-7000-8000-0000000000ff";

describe("一次会议从筹备到办结", () => {
  test("议程由数据生成，删减补充后定稿；议定事项成为协调事项，全部办结后归档", async () => {
    const office = await api("office");
    const lagging = tasks.filter((task) => task.light === "yellow" || task.light === "red");
    expect(lagging.length).toBeGreaterThan(0);
    const planned = await office.addMeeting(wish());
    expect(planned).toMatchObject({ state: "planned", agenda: [], unitCount: 2, number: 1 });
    expect(planned.abilities.prepare).toMatchObject({ allowed: false, code: "act.missing" });

    const proposed = await office.proposeMeetingAgenda(at(planned));
    const ofTasks = proposed.agenda.filter((item) => item.source === "red" || item.source === "yellow");
    expect(ofTasks.map((item) => item.subjectId).sort()).toEqual(lagging.map((task) => task.id).sort());
    expect(ofTasks[0]?.reasons.map((reason) => reason.zh).join()).toMatch(/里程碑|计划/);
    expect(JSON.stringify(proposed.agenda)).not.toMatch(/\{\w+\}/);
    expect(proposed.agendaAsOf).toBe("2021-09-20");

    const [first, ...others] = proposed.agenda;
    const arranged = await office.arrangeAgenda({
      ...at(proposed),
      items: [
        { title: "通报试点总体进展" },
        { id: first?.id },
        ...others.map((item) => ({ id: item.id, trimmed: true })),
      ].map((item) => item as { id?: string; title?: string; trimmed?: boolean }),
    });
    expect(arranged.agenda.filter((item) => !item.trimmed).map((item) => item.title.zh)).toEqual([
      "通报试点总体进展",
      first?.title.zh,
    ]);
    // Made again: what was trimmed stays trimmed, what was added by hand stays.
    const renewed = await office.proposeMeetingAgenda(at(arranged));
    expect(renewed.agenda.filter((item) => item.trimmed).length).toBe(others.length);
    expect(renewed.agenda.some((item) => item.source === "hand")).toBe(true);

    const prepared = await office.prepareMeeting(at(renewed));
    const frozen = await refusalTo(office.proposeMeetingAgenda(at(prepared)));
    expect([frozen.status, frozen.code]).toEqual([409, "meeting.refused"]);
    expect((await (await api("lead")).getMeeting({ programmeId, meetingId: planned.id })).agenda).toEqual(
      prepared.agenda,
    );

    const held = await office.holdMeeting({ ...at(prepared), attendedUnitIds: [unit("市科技局")] });
    expect(held.units.map((one) => [one.name, one.attended])).toEqual([
      ["市科技局", true],
      ["市教委", false],
    ]);
    const item = held.agenda.find((one) => one.subjectId === lagging[0]?.id);
    const minuted = await office.minuteMeeting({
      ...at(held),
      summary: "会议听取进展汇报。",
      conclusions: [{ itemId: item?.id as string, text: "月底前补齐方案" }],
      decisions: [
        { what: "月底前印发方案", toUnitId: unit("市科技局"), dueOn: "2021-09-30", itemId: item?.id as string },
        { what: "汇总各单位难点", toUnitId: unit("office"), dueOn: "2021-09-25" },
      ],
    });
    expect(minuted).toMatchObject({ state: "minuted", decisionCount: 2, settledCount: 0 });
    expect(minuted.agenda.find((one) => one.id === item?.id)?.conclusion).toBe("月底前补齐方案");
    const [decided, own] = minuted.decisions;
    expect(decided).toMatchObject({ state: "open", toUnit: { name: "市科技局" }, itemId: item?.id });
    expect(decided?.origin).toMatchObject({ kind: "meeting", href: `/p/${programmeId}/meetings/${planned.id}` });
    expect(decided?.origin.title?.zh).toContain("九月调度会");
    expect(decided?.tasks.map((task) => task.id)).toEqual([lagging[0]?.id]);
    expect((await refusalTo(office.closeMeeting(at(minuted)))).messages.zh).toContain("全部议定事项办结");

    const matters = {
      lead: (await server.as("lead")).matters,
      office: (await server.as("office")).matters,
    };
    const matterAt = (matter: typeof decided, version: number) => ({
      programmeId,
      matterId: matter?.id as NonNullable<typeof decided>["id"],
      version,
    });
    await matters.lead.answerMatter({ ...matterAt(decided, 1), note: "方案已印发" });
    await matters.office.settleMatter(matterAt(decided, 2));
    await matters.office.withdrawMatter({ ...matterAt(own, 1), note: "并入月报" });
    const live = await office.getMeeting({ programmeId, meetingId: planned.id });
    expect(live.decisions.map((one) => one.state)).toEqual(["settled", "withdrawn"]);
    const closed = await office.closeMeeting(at(live));
    expect(closed).toMatchObject({ state: "closed", settledCount: 2 });
    expect(Meeting.parse(closed)).toEqual(closed);
    expect(closed.events.map((event) => event.kind).reverse()).toEqual(
      ["plan", "propose", "arrange", "propose", "prepare", "hold", "minute", "close"].map((act) => `meeting.${act}`),
    );
  });

  test("下一次同类会议的议程：带上未办结的议定事项和上次以来的变化", async () => {
    const office = await api("office");
    const first = await office.addMeeting(wish({ kind: "stocktake", title: "三季度盘点" }));
    const ready = await office.prepareMeeting(at(await office.proposeMeetingAgenda(at(first))));
    const held = await office.holdMeeting({ ...at(ready), attendedUnitIds: [] });
    await office.minuteMeeting({
      ...at(held),
      decisions: [{ what: "请研究跨境支付试点", toUnitId: unit("市教委"), dueOn: "2021-09-21" }],
    });
    server.clock.set("2021-10-20T01:00:00.000Z");
    const later = await api("office");
    const next = await later.addMeeting(wish({ kind: "stocktake", title: "四季度盘点", heldOn: "2021-10-20" }));
    const { agenda } = await later.proposeMeetingAgenda(at(next));
    const decision = agenda.find((item) => item.source === "decision");
    expect(decision?.title.zh).toBe("请研究跨境支付试点");
    expect(decision?.reasons[0]?.zh).toContain("逾期 29 天");
    expect(agenda.filter((item) => item.subjectId === decision?.subjectId).length).toBe(1);
    const changes = agenda.find((item) => item.source === "changes");
    expect(changes?.href).toBe(`/p/${programmeId}/ledger/changes?from=2021-09-20&to=2021-10-20`);
    expect(changes?.reasons[0]?.zh).toMatch(/新增 \d+ 项/);
    const order = agenda.map((item) => Object.keys(agendaSources).indexOf(item.source));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    // In the scope of a unit that has nothing to do with it, it is not on the agenda.
    const elsewhere = await later.addMeeting(
      wish({
        kind: "onSite",
        title: "赴渝中区现场办公",
        heldOn: "2021-10-21",
        scope: { sources: everything, unitIds: [unit("渝中区")] },
      }),
    );
    const there = await later.proposeMeetingAgenda(at(elsewhere));
    expect(there.agenda.some((item) => item.source === "decision")).toBe(false);
    const visible = new Set(
      tasks.filter((task) => task.units.some((one) => one.unitId === unit("渝中区"))).map((task) => task.id),
    );
    for (const item of there.agenda.filter((one) => one.href?.includes("/tasks/")))
      expect(visible.has(item.subjectId as TaskSummary["id"])).toBe(true);
  });
});

describe("谁能召集、谁看得到", () => {
  test("推进组召集本组的会议，参会单位看得到，无关单位与不存在的答复一样；改安排不动没写的", async () => {
    const group = await api("group");
    const meeting = await group.addMeeting(
      wish({ title: "科技组专题会", kind: "topic", heldOn: "2021-12-01", beginsAt: "09:30" }),
    );
    expect(meeting.hostUnit.id).toBe(units.group);
    const changed = await group.changeMeeting({ ...at(meeting), place: "第二会议室" });
    expect(changed).toMatchObject({ place: "第二会议室", unitCount: 2, beginsAt: "09:30", heldOn: "2021-12-01" });
    expect((await (await api("support")).getMeeting({ programmeId, meetingId: meeting.id })).title).toBe(
      "科技组专题会",
    );
    for (const meetingId of [meeting.id, nowhere as MeetingId]) {
      const refused = await refusalTo((await api("district")).getMeeting({ programmeId, meetingId }));
      expect([refused.status, refused.code]).toEqual([404, "meeting.absent"]);
    }
    expect((await (await api("district")).listMeetings({ programmeId, q: "专题" })).items).toEqual([]);
    const notYours = await refusalTo((await api("office")).prepareMeeting(at(changed)));
    expect([notYours.status, notYours.code]).toEqual([403, "meeting.not-yours"]);
    const gone = await (await api("office")).cancelMeeting({ ...at(changed), note: "并入调度会" });
    expect(gone.state).toBe("cancelled");
    expect(Object.values(gone.abilities).some((ability) => ability.allowed)).toBe(false);
  });

  test.each([
    ["日期已过", { heldOn: "2021-01-01" }, 422, "meeting.day-passed"],
    ["没有的单位", { unitIds: [nowhere] }, 422, "meeting.no-such-unit"],
    ["以别的单位名义", { hostUnitId: "市教委" }, 403, "meeting.not-your-unit"],
    ["没有地点", { place: "" }, 400, "request.invalid"],
    ["不存在的日子", { heldOn: "2021-02-30" }, 400, "request.invalid"],
    ["没有取数来源", { scope: { sources: [] } }, 400, "request.invalid"],
  ])("%s，说明怎么办", async (_, more, status, code) => {
    const hostUnitId = "hostUnitId" in more ? { hostUnitId: unit(more.hostUnitId as string) } : {};
    const refused = await refusalTo(
      (await api("office")).addMeeting(wish({ heldOn: "2021-12-01", ...more, ...hostUnitId })),
    );
    expect([refused.status, refused.code]).toEqual([status, code]);
  });

  test("旧版本、别人的议题、没题目的议题、不写理由的取消，都有说法", async () => {
    const office = await api("office");
    const meeting = await office.addMeeting(wish({ heldOn: "2021-12-02" }));
    const arrange = (item: object) => office.arrangeAgenda({ ...at(meeting), items: [item] });
    expect((await refusalTo(arrange({ id: nowhere }))).code).toBe("meeting.stray-item");
    expect((await refusalTo(arrange({}))).code).toBe("meeting.item-untitled");
    expect((await refusalTo(office.cancelMeeting(at(meeting)))).code).toBe("meeting.note-required");
    const early = await office.arrangeAgenda({ ...at(meeting), items: [{ title: "唯一议题" }] });
    expect((await refusalTo(office.prepareMeeting(at(meeting)))).code).toBe("version.stale");
    const ready = await office.prepareMeeting(at(early));
    expect((await refusalTo(office.holdMeeting({ ...at(ready), attendedUnitIds: [] }))).messages.zh).toContain(
      "召开日期已到",
    );
    const open = await office.reviseAgenda(at(ready));
    expect(open.state).toBe("planned");
  });
});

test("近期现场办公次数：只数现场办公，取消的不数", async () => {
  const office = await api("office");
  const before = await office.visitFrequency({ programmeId });
  const countOf = (visits: typeof before, name: string) =>
    visits.items.find((one) => one.unit.name === name)?.count ?? 0;
  const kept = await office.addMeeting(wish({ kind: "onSite", heldOn: "2021-12-03", unitIds: [unit("市教委")] }));
  const dropped = await office.addMeeting(wish({ kind: "onSite", heldOn: "2021-12-04", unitIds: [unit("市教委")] }));
  await office.addMeeting(wish({ kind: "topic", heldOn: "2021-12-05", unitIds: [unit("市教委")] }));
  await office.cancelMeeting({ ...at(dropped), note: "减少检查频次" });
  const after = await office.visitFrequency({ programmeId, months: 6 });
  expect(countOf(after, "市教委")).toBe(countOf(before, "市教委") + 1);
  expect(after.items.find((one) => one.unit.name === "市教委")?.days).toContain(kept.heldOn);
  const refused = await refusalTo((await server.as("lead")).meetings.visitFrequency({ programmeId }));
  expect(refused.status).toBe(403);
});

test("列表：新的在前，翻页不重不漏", async () => {
  const office = await api("office");
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const page = await office.listMeetings({ programmeId, limit: 3, ...(after ? { after } : {}) });
    seen.push(...page.items.map((meeting) => `${meeting.heldOn} ${String(meeting.number).padStart(4, "0")}`));
    after = page.next ?? undefined;
  } while (after);
  expect(seen).toEqual([...seen].sort().reverse());
  expect(new Set(seen).size).toBe((await office.listMeetings({ programmeId })).total);
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
    const rows = await askedOwed(meetingsOwed, server.database.db, await callOf(as), programmeId);
    return rows.filter((row) => row.id === id).map((row) => row.act ?? row.waitingFor?.zh ?? row.what.zh.slice(0, 2));
  };

  test("召集单位每一步都欠着，参会单位从定稿起欠着到会，归档后谁都不欠", async () => {
    server.clock.set("2021-12-10T01:00:00.000Z");
    const office = await api("office");
    let meeting = await office.addMeeting(wish({ heldOn: "2021-12-10" }));
    expect([await owed("office", meeting.id), await owed("lead", meeting.id)]).toEqual([["prepare"], []]);
    meeting = await office.arrangeAgenda({ ...at(meeting), items: [{ title: "通报进展" }] });
    meeting = await office.prepareMeeting(at(meeting));
    expect([await owed("office", meeting.id), await owed("lead", meeting.id)]).toEqual([["hold"], ["参加"]]);
    expect(await owed("district", meeting.id)).toEqual([]);
    meeting = await office.holdMeeting({ ...at(meeting), attendedUnitIds: [] });
    expect([await owed("office", meeting.id), await owed("lead", meeting.id)]).toEqual([["minute"], []]);
    meeting = await office.minuteMeeting({
      ...at(meeting),
      decisions: [{ what: "报送名单", toUnitId: unit("市教委") }],
    });
    expect(await owed("office", meeting.id)).toEqual(["议定事项承办单位"]);
    const matter = meeting.decisions[0] as Meeting["decisions"][number];
    await (await server.as("office")).matters.withdrawMatter({
      programmeId,
      matterId: matter.id,
      version: matter.version,
      note: "另行部署",
    });
    expect(await owed("office", meeting.id)).toEqual(["close"]);
    await office.closeMeeting(at(meeting));
    expect(await owed("office", meeting.id)).toEqual([]);
  });

  test("通知参会单位：定稿、改期、取消、纪要；只改取数范围不惊动人", async () => {
    const meeting = await (await api("office")).addMeeting(wish({ heldOn: "2021-12-20", beginsAt: "14:30" }));
    const call = await callOf("office");
    const told = (kind: string, after: NewEvent["after"] = null) =>
      meetingsNotices.notices(server.database.db, call, [
        { kind, programmeId, subject: { kind: "meeting", id: meeting.id, version: 2 }, after },
      ]);
    const [ready] = await told("meeting.prepare");
    expect(ready?.to).toEqual({ unitIds: [unit("市科技局"), unit("市教委")] });
    expect(ready?.title.zh).toContain("2021-12-20 14:30，地点：第一会议室");
    expect((await told("meeting.change", { heldOn: "2021-12-21" })).length).toBe(1);
    expect((await told("meeting.change", { title: "改名" })).length).toBe(0);
    expect((await told("meeting.arrange")).length).toBe(0);
  });
});
