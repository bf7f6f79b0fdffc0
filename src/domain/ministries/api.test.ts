// The register of ministries over real HTTP: proposing, submitting, following up, the reply and what it brings about; who sees what.

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { askedOwed } from "../../../tests/asked-owed.ts";
import { refusalTo, startServer, type TestServer, testZone } from "../../../tests/start-server.ts";
import { ownCall } from "../../kernel/call.ts";
import { actorOfPerson } from "../accounts/service.ts";
import { mattersHandover } from "../matters/handover.ts";
import type { UnitId } from "../organisations/model.ts";
import type { ProgrammeId } from "../pilot/model.ts";
import type { TaskId, TaskSummary } from "../tasks/model.ts";
import { ministriesHandover } from "./handover.ts";
import { Entry, type EntryId } from "./model.ts";
import { ministriesNotices } from "./notices.ts";
import { ministriesOwed } from "./owed.ts";

let server: TestServer;
let programmeId: ProgrammeId;
let ledTask: TaskSummary;
const units: Record<string, UnitId> = {};
beforeAll(async () => {
  server = await startServer();
  programmeId = server.programmeId as ProgrammeId;
  const rows = await server.database.db.selectFrom("unit").select(["id", "short_name", "kind"]).execute();
  for (const row of rows) units[row.kind === "office" ? "office" : row.short_name] = row.id as UnitId;
  const { items } = await (await server.as("lead")).tasks.listTasks({ programmeId });
  ledTask = items.find((task) =>
    task.units.some((one) => one.part === "lead" && one.shortName === "市科技局"),
  ) as TaskSummary;
}, 120_000);
afterAll(() => server.close());
beforeEach(() => server.clock.advance(60_000));

type As = "office" | "group" | "lead" | "support" | "district";
const api = async (as: As) => (await server.as(as)).ministries;
const at = (entry: Pick<Entry, "id" | "version">) => ({ programmeId, entryId: entry.id, version: entry.version });
const unit = (name: string): UnitId => {
  const id = units[name];
  if (!id) throw new Error(`no unit ${name}`);
  return id;
};
const wish = (more: Record<string, unknown> = {}) => ({
  programmeId,
  ministry: "科技部",
  kind: "authority" as const,
  what: "授权开展职务科技成果单列管理（演示数据）",
  ...more,
});
const letter = { documentNumber: "渝科函〔2021〕12号（演示）", sentOn: "2021-09-01", about: "关于商请支持的函" };
const nowhere = "00000000-0000-7000-8000-0000000000ff";
const submitted = async (as: As = "lead", more: Record<string, unknown> = {}) => {
  const entries = await api(as);
  return entries.submitEntry({ ...at(await entries.addEntry(wish(more))), ...letter, followUpOn: "2022-06-01" });
};

describe("一件事从拟报到答复", () => {
  test("拟报、报送、去函、沟通、答复、继续争取，每步有事件和历史；答复要办的事成为协调事项", async () => {
    const lead = await api("lead");
    const proposed = await lead.addEntry(wish({ taskIds: [ledTask.id], clause: "《促进科技成果转化法》第十八条" }));
    expect(proposed).toMatchObject({ state: "proposed", leadUnit: { name: "市科技局" }, number: 1, letters: [] });
    expect(proposed.tasks.map((task) => [task.id, task.visible])).toEqual([[ledTask.id, true]]);
    const changed = await lead.changeEntry({ ...at(proposed), department: "成果转化与区域创新司" });
    expect(changed).toMatchObject({ department: "成果转化与区域创新司", clause: "《促进科技成果转化法》第十八条" });
    expect(changed.tasks.length).toBe(1);
    const sent = await lead.submitEntry({ ...at(changed), ...letter, followUpOn: "2021-09-20" });
    expect(sent).toMatchObject({ state: "submitted", followUpOn: "2021-09-20" });
    expect(sent.letters).toMatchObject([letter]);
    const more = await lead.recordLetter({ ...at(sent), ...letter, documentNumber: "渝科函〔2021〕15号（演示）" });
    expect(more.letters.length).toBe(2);
    const followed = await lead.followEntry({ ...at(more), note: "已赴部汇报", followUpOn: "2021-10-08" });
    expect(followed).toMatchObject({ state: "discussing", followUpOn: "2021-10-08" });
    const answered = await lead.answerEntry({
      ...at(followed),
      outcome: "partly",
      replyNumber: "国科函〔2021〕3号（演示）",
      replyOn: "2021-09-01",
      note: "同意先行试点",
      matters: [{ what: "制定单列管理细则", toUnitId: unit("市教委"), dueOn: "2021-12-31" }],
    });
    expect(answered).toMatchObject({ state: "answered", outcome: "partly", reply: "同意先行试点", followUpOn: null });
    const [matter] = answered.matters;
    expect(matter).toMatchObject({ fromUnit: { name: "市科技局" }, toUnit: { name: "市教委" }, state: "open" });
    expect(matter?.origin).toMatchObject({ kind: "ministry", href: `/p/${programmeId}/ministries/${proposed.id}` });
    expect(matter?.tasks.map((task) => task.id)).toEqual([ledTask.id]);
    const pursued = await lead.pursueEntry({ ...at(answered), note: "争取全部同意", followUpOn: "2021-11-01" });
    expect(Entry.parse(pursued)).toEqual(pursued);
    expect(pursued).toMatchObject({ state: "discussing", outcome: "partly", followUpOn: "2021-11-01" });
    expect(pursued.events.map((event) => event.kind).reverse()).toEqual(
      ["add", "change", "submit", "write", "follow", "answer", "pursue"].map((act) => `ministry.${act}`),
    );
    const past = await server.database.db
      .selectFrom("ministry_entry_history")
      .select("state")
      .where("id", "=", proposed.id)
      .orderBy("version")
      .execute();
    expect(past.map((row) => row.state)).toEqual([
      "proposed",
      "proposed",
      "submitted",
      "submitted",
      "discussing",
      "answered",
      "discussing",
    ]);
  });

  test("答复同意后任务仍是暂缓，只提示，不自动恢复", async () => {
    await server.database.db
      .updateTable("task")
      .set({ state: "suspended", changed_at: new Date(server.clock.now()).toISOString() })
      .where("id", "=", ledTask.id)
      .execute();
    const entry = await submitted("lead", { taskIds: [ledTask.id] });
    const answered = await (await api("lead")).answerEntry({ ...at(entry), outcome: "agreed", replyOn: "2021-09-01" });
    expect(answered.tasks[0]?.state).toBe("suspended");
    const task = await (await server.as("lead")).tasks.getTask({ programmeId, taskId: ledTask.id });
    expect(task.state).toBe("suspended");
  });
});

describe("尚未对接", () => {
  test("需国家授权而没有事项的任务列在尚未对接；登记后不再列，不再争取后又列出", async () => {
    const office = await server.as("office");
    const { items } = await office.tasks.listTasks({ programmeId });
    const task = items.find((one) => one.id !== ledTask.id) as TaskSummary;
    await office.tasks.editTask({ programmeId, taskId: task.id, version: task.version, needsNational: true });
    const ids = async (as: As) => (await (await api(as)).listUncovered({ programmeId })).items.map((one) => one.id);
    expect(await ids("office")).toContain(task.id);
    const counts = await office.ministries.countEntries({ programmeId });
    expect(counts.uncovered).toBe((await ids("office")).length);
    const outsiders = (["support", "district"] as const).filter(
      (as) => !task.units.some((one) => one.shortName === { support: "市教委", district: "渝中区" }[as]),
    );
    for (const as of outsiders) expect(await ids(as)).not.toContain(task.id);
    const entry = await office.ministries.addEntry(wish({ taskIds: [task.id], leadUnitId: unit("市科技局") }));
    expect(await ids("office")).not.toContain(task.id);
    await office.ministries.withdrawEntry({ ...at(entry), note: "改由市级权限解决" });
    expect(await ids("office")).toContain(task.id);
  });
});

describe("谁看得到、谁能办", () => {
  test("牵头单位、办公室和涉及任务的单位看得到；无关单位与不存在的答复一样", async () => {
    const entry = await submitted();
    expect((await (await api("office")).getEntry({ programmeId, entryId: entry.id })).id).toBe(entry.id);
    for (const as of ["support", "district"] as const)
      for (const entryId of [entry.id, nowhere as EntryId]) {
        const refused = await refusalTo((await api(as)).getEntry({ programmeId, entryId }));
        expect([refused.status, refused.code]).toEqual([404, "ministry.absent"]);
      }
    const { items } = await (await server.as("support")).tasks.listTasks({ programmeId });
    const shared = items.find((task) => task.units.some((one) => one.shortName === "市科技局")) as TaskSummary;
    const about = await submitted("lead", { taskIds: [shared.id] });
    const support = await api("support");
    expect((await support.getEntry({ programmeId, entryId: about.id })).abilities.answer?.allowed).toBe(false);
    const refused = await refusalTo(support.followEntry({ ...at(about), note: "问", followUpOn: "2022-01-01" }));
    expect([refused.status, refused.code]).toEqual([403, "ministry.not-yours"]);
    const listed = await support.listEntries({ programmeId, task: shared.id });
    expect(listed.items.map((one) => one.id)).toContain(about.id);
  });

  test.each([
    ["替别的单位登记", { leadUnitId: "市教委" }, 403, "ministry.not-your-unit"],
    ["看不到的任务", { taskIds: [nowhere as TaskId] }, 422, "ministry.no-such-task"],
    ["跟进日期已过", { followUpOn: "2021-01-01" }, 422, "ministry.follow-up-passed"],
    ["没写部委", { ministry: " " }, 400, "request.invalid"],
  ])("%s，说明怎么办", async (_, more, status, code) => {
    const named = "leadUnitId" in more ? { leadUnitId: unit(more.leadUnitId as string) } : {};
    const refused = await refusalTo((await api("lead")).addEntry(wish({ ...more, ...named })));
    expect([refused.status, refused.code]).toEqual([status, code]);
  });

  test("日期、状态、版本、理由不对，都有说法", async () => {
    const lead = await api("lead");
    const entry = await submitted();
    const ahead = await refusalTo(lead.recordLetter({ ...at(entry), ...letter, sentOn: "2029-01-01" }));
    expect([ahead.status, ahead.code]).toEqual([422, "ministry.day-ahead"]);
    const early = await refusalTo(lead.answerEntry({ ...at(entry), outcome: "refused", replyOn: "2021-08-01" }));
    expect(early.code).toBe("ministry.reply-before-letter");
    expect((await refusalTo(lead.submitEntry({ ...at(entry), ...letter, followUpOn: "2022-01-01" }))).code).toBe(
      "ministry.refused",
    );
    expect((await refusalTo(lead.followEntry({ ...at(entry), followUpOn: "2022-01-01" }))).code).toBe(
      "ministry.note-required",
    );
    await lead.followEntry({ ...at(entry), note: "电话沟通", followUpOn: "2022-01-01" });
    expect((await refusalTo(lead.withdrawEntry({ ...at(entry), note: "不办了" }))).code).toBe("version.stale");
    const own = await refusalTo(
      lead.changeEntry({ ...at(entry), version: entry.version + 1, leadUnitId: unit("市教委") }),
    );
    expect(own.code).toBe("ministry.not-your-unit");
    const given = await (await api("office")).changeEntry({
      ...at(entry),
      version: entry.version + 1,
      leadUnitId: unit("市教委"),
    });
    expect(given.leadUnit.name).toBe("市教委");
    expect(given.events[0]?.changes).toContainEqual({ field: "leadUnitId", before: "市科技局", after: "市教委" });
  });
});

describe("谁欠着、谁该知道", () => {
  const callOf = async (as: As) => {
    const account = await server.database.db
      .selectFrom("account")
      .select("person_id")
      .where("username", "=", `demo-${as}`)
      .executeTakeFirstOrThrow();
    return ownCall(await actorOfPerson(server.database.db, account.person_id), server.clock.now(), testZone, "test");
  };
  const owed = async (as: As, id: string) => {
    const rows = await askedOwed(ministriesOwed, server.database.db, await callOf(as), programmeId);
    return rows.filter((row) => row.id === id).map((row) => row.act ?? row.waitingFor?.zh);
  };

  test("牵头单位欠着报送和跟进；未到跟进日是在等部委；答复后不欠", async () => {
    server.clock.set("2021-09-10T01:00:00.000Z");
    const lead = await api("lead");
    let entry = await lead.addEntry(wish());
    expect([await owed("lead", entry.id), await owed("office", entry.id)]).toEqual([["submit"], []]);
    entry = await lead.submitEntry({ ...at(entry), ...letter, followUpOn: "2021-09-15" });
    expect(await owed("lead", entry.id)).toEqual(["科技部"]);
    server.clock.set("2021-09-18T01:00:00.000Z");
    expect(await owed("lead", entry.id)).toEqual(["follow"]);
    const late = await (await api("lead")).listEntries({ programmeId, late: "true" });
    expect(late.items.filter((one) => one.id === entry.id).map((one) => one.daysLate)).toEqual([3]);
    const office = await server.as("office");
    const meeting = await office.meetings.addMeeting({
      programmeId,
      kind: "dispatch",
      title: "九月调度会（演示数据）",
      heldOn: "2021-09-18",
      place: "第一会议室",
      chair: "周明远",
      scope: { sources: ["ministry"] },
    });
    const { agenda } = await office.meetings.proposeMeetingAgenda({
      programmeId,
      meetingId: meeting.id,
      version: meeting.version,
    });
    expect(agenda.map((item) => item.subjectId)).toContain(entry.id);
    await (await api("lead")).answerEntry({ ...at(entry), outcome: "deferred", replyOn: "2021-09-18" });
    expect(await owed("lead", entry.id)).toEqual([]);
  });

  test("答复的通知发给牵头单位、办公室和涉及任务的牵头单位，写明结果", async () => {
    const entry = await submitted("lead", { taskIds: [ledTask.id] });
    await (await api("lead")).answerEntry({ ...at(entry), outcome: "refused", replyOn: "2021-09-18" });
    const [notice] = await ministriesNotices.notices(server.database.db, await callOf("lead"), [
      { kind: "ministry.answer", programmeId, subject: { kind: "ministry", id: entry.id, version: 3 } },
    ]);
    expect(notice?.to).toMatchObject({ office: true, unitIds: [unit("市科技局")] });
    expect(notice?.title.zh).toContain("已答复：不同意");
    expect(notice?.key).toBe(`ministry ${entry.id} 3`);
  });
});

test("列表：要跟进的在前，翻页不重不漏，可按部委和文号查", async () => {
  const office = await api("office");
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const page = await office.listEntries({ programmeId, limit: 3, ...(after ? { after } : {}) });
    seen.push(
      ...page.items.map(
        (entry) =>
          `${["answered", "withdrawn"].includes(entry.state) ? 1 : 0} ${entry.followUpOn ?? "9999"} ${String(entry.number).padStart(4, "0")}`,
      ),
    );
    after = page.next ?? undefined;
  } while (after);
  expect(seen).toEqual([...seen].sort());
  expect(seen.length).toBe((await office.countEntries({ programmeId })).total);
  expect((await office.listEntries({ programmeId, q: "科技部" })).total).toBe(seen.length);
  expect((await office.listEntries({ programmeId, q: "无此部" })).total).toBe(0);
});

test("单位交接：在办的协调事项和对接事项转到新单位，办结的留下，经手单位在链上，没选的不动", async () => {
  const { db } = server.database;
  const matters = (await server.as("support")).matters;
  const asked = await matters.addMatter({ programmeId, what: "请提供清单（演示数据）", toUnitId: unit("市科技局") });
  const kept = await matters.addMatter({
    programmeId,
    what: "请提供另一份清单（演示数据）",
    toUnitId: unit("市科技局"),
  });
  const entry = await (await api("lead")).addEntry(wish());
  const account = await db
    .selectFrom("account")
    .select("person_id")
    .where("username", "=", "demo-office")
    .executeTakeFirstOrThrow();
  const call = ownCall(await actorOfPerson(db, account.person_id), server.clock.now(), testZone, "test");
  const handover = {
    of: "unit" as const,
    from: { id: unit("市科技局"), name: "市科技局" },
    to: { id: unit("渝中区"), name: "渝中区" },
    unitIds: [],
    programmeIds: [programmeId],
    chosen: [asked.id, entry.id],
  };
  const preview = await mattersHandover.preview(db, call, handover);
  expect(preview?.items.map((item) => item.id)).toEqual(expect.arrayContaining([asked.id, kept.id]));
  expect((await ministriesHandover.preview(db, call, handover))?.stays).toBeGreaterThan(0);
  await db.transaction().execute(async (tx) => {
    expect(await mattersHandover.move(tx, call, handover)).toBe(1);
    expect(await ministriesHandover.move(tx, call, handover)).toBe(1);
  });
  const moved = await matters.getMatter({ programmeId, matterId: asked.id });
  expect(moved).toMatchObject({ toUnit: { name: "渝中区" }, version: 2 });
  expect(moved.referrals.map((one) => `${one.fromUnit.name}→${one.toUnit.name} ${one.why}`)).toEqual([
    "市科技局→渝中区 工作交接",
  ]);
  expect(moved.events[0]).toMatchObject({ kind: "matter.handOver" });
  expect((await matters.getMatter({ programmeId, matterId: kept.id })).toUnit.name).toBe("市科技局");
  const given = await (await api("district")).getEntry({ programmeId, entryId: entry.id });
  expect([given.leadUnit.name, given.abilities.submit?.allowed]).toEqual(["渝中区", true]);
});
