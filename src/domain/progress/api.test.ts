// Reporting rounds over real HTTP: issuing, filling in, submitting, reviewing, locking; who may what; every refusal.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startOwnRound } from "../../../tests/own-round.ts";
import { refusalTo } from "../../../tests/start-server.ts";
import { openDueRounds } from "./jobs.ts";
import type { ReportId } from "./model.ts";
import type { Report, ReportRow } from "./model-report.ts";

let own: Awaited<ReturnType<typeof startOwnRound>>;
beforeAll(async () => {
  own = await startOwnRound(4);
}, 120_000);
afterAll(() => own.server.close());
beforeEach(() => own.pass(60_000));

const rowAt = (report: Report, n: number) => report.rows[n] as ReportRow;
const edit = (row: ReportRow, change: object) => ({ rowId: row.id, version: row.version, change: change as never });

describe("发起轮次", () => {
  test("预览谁须报送什么、截止日顺延到工作日；发起后每单位一份、每任务一条", async () => {
    const asked = { programmeId: own.programmeId, ...own.round, dueOn: "2021-10-01" };
    const preview = await own.office.progress.previewRound(asked);
    expect(preview).toMatchObject({ dueOn: "2021-10-08", moved: true, calendarKnown: true, tasks: 4, rows: 8 });
    expect(preview.units.map((unit) => [unit.name, unit.lead, unit.support])).toEqual([
      ["市科技局", 2, 2],
      ["市教委", 2, 2],
    ]);
    const round = await own.addRound();
    expect(round).toMatchObject({
      state: "open",
      title: "2021年9月进展报送",
      dueOn: "2021-09-26",
      reports: { notStarted: 2 },
      rows: { total: 8, filled: 0 },
    });
    const reports = await own.reportsOf(round);
    expect(reports.map((report) => [report.unitName, report.state, report.rows.total])).toEqual([
      ["市教委", "notStarted", 4],
      ["市科技局", "notStarted", 4],
    ]);
    expect(reports.reduce((sum, report) => sum + report.rows.total, 0)).toBe(round.rows.total);
  });

  test.each([
    [{ dueOn: "2021-09-02" }, "round.no-time"],
    [{ dueOn: "2021-09-03" }, "round.short-time"],
    [{ opensOn: "2021-09-20", dueOn: "2021-09-10" }, "round.due-before-opening"],
    [{ opensOn: "2021-08-02", dueOn: "2021-08-20" }, "round.due-past"],
    [{ period: "2021-9" }, "request.invalid"],
    [{ period: "2021-13" }, "round.no-such-period"],
    [{ timelyOn: "2021-10-30" }, "round.timely-after-due"],
    [{ filter: { states: ["closed"] } }, "round.nobody-owes"],
  ])("上午发下午要、日期颠倒、没有任务：%j 得到 %s", async (more, code) => {
    expect((await refusalTo(own.addRound(more))).code).toBe(code);
  });

  test("时间短但写明理由的可以发", async () => {
    const round = await own.addRound({ dueOn: "2021-09-03", leadReason: "国家部委临时调度" });
    expect(round).toMatchObject({ leadReason: "国家部委临时调度", leadDays: 1 });
  });
});

describe("填报、提交、审核、锁定", () => {
  test("一份报送的一生", async () => {
    const round = await own.addRound({ title: "一生" });
    const lead = await own.server.as("lead");
    const report = await own.reportOf(round, "lead");
    expect(report.state).toBe("notStarted");
    const early = await refusalTo(lead.progress.submitReport(own.at(report)));
    expect([early.status, early.code]).toEqual([422, "report.incomplete"]);
    expect(early.places.length).toBe(4);
    const saved = await lead.progress.fillRows({
      ...own.at(report),
      rows: [
        edit(rowAt(report, 0), { progress: "印发了实施方案", confidence: 4 }),
        edit(rowAt(report, 1), { unchanged: true }),
        edit(rowAt(report, 2), { progress: "配合开展对接", percent: 30 }),
        edit(rowAt(report, 3), { progress: "x".repeat(4001) }),
      ],
    });
    expect(saved.items.map((one) => [one.outcome, one.code])).toEqual([
      ["saved", undefined],
      ["invalid", "row.nothing-before"],
      ["invalid", "row.percent-not-yours"],
      ["invalid", "request.invalid"],
    ]);
    expect(saved.state).toBe("drafting");
    // The office sees that it is being filled in, not what.
    const seen = await own.office.progress.getReport({
      programmeId: own.programmeId,
      roundId: round.id,
      reportId: report.id,
    });
    expect([seen.shown, seen.rows[0]?.progress, seen.rows[0]?.entry]).toEqual([false, null, "written"]);
    const submitted = await own.fillAll(round, "lead");
    expect([submitted.state, submitted.submittedOn, submitted.lateDays]).toEqual(["submitted", own.today(), 0]);
    expect(submitted.rows.every((row) => row.review === "pending")).toBe(true);

    const group = await own.server.as("group");
    const theirs = await group.progress.getReport({
      programmeId: own.programmeId,
      roundId: round.id,
      reportId: report.id,
    });
    expect(theirs.rows.length).toBe(3);
    const part = await group.progress.acceptReport(own.at(theirs));
    expect(part.state).toBe("submitted");
    const rest = await own.office.progress.getReport({
      programmeId: own.programmeId,
      roundId: round.id,
      reportId: report.id,
    });
    const waiting = rest.rows.filter((row) => row.review === "pending");
    expect(waiting.length).toBe(1);
    const noNote = await refusalTo(own.office.progress.returnReport(own.at(rest)));
    expect(noNote.code).toBe("report.note-required");
    const back = await own.office.progress.returnReport({
      ...own.at(rest),
      rows: [{ rowId: (waiting[0] as ReportRow).id, remark: "请写明签约企业数" }],
    });
    expect([back.state, back.returnedCount]).toEqual(["returned", 1]);

    const again = await own.reportOf(round, "lead");
    const returned = again.rows.find((row) => row.review === "returned") as ReportRow;
    expect(returned.remark).toBe("请写明签约企业数");
    const untouched = await refusalTo(lead.progress.submitReport(own.at(again)));
    expect(untouched.places.map((place) => place.code)).toEqual(["row.unanswered"]);
    const closed = await lead.progress.fillRows({
      ...own.at(again),
      rows: [edit(rowAt(again, 0), { progress: "偷改" })],
    });
    expect(closed.items[0]).toMatchObject({ outcome: "refused", code: "row.closed" });
    await lead.progress.fillRows({ ...own.at(again), rows: [edit(returned, { progress: "签约企业 3 家" })] });
    const second = await lead.progress.submitReport(own.at(again));
    expect(second.state).toBe("submitted");
    const done = await own.office.progress.acceptReport(own.at(second));
    expect(done.state).toBe("accepted");
    expect(done.rows.map((row) => [row.review, row.revisedCount])).toEqual(Array(4).fill(["accepted", 0]));

    const locked = await own.office.progress.lockRound({
      programmeId: own.programmeId,
      roundId: round.id,
      version: round.version,
    });
    expect(locked).toMatchObject({ state: "locked", reports: { locked: 2 } });
    const [told] = await own.server.database.db
      .selectFrom("event")
      .select(["kind", "subject_version as version", "before"])
      .where("subject_id", "=", done.id)
      .orderBy("id", "desc")
      .limit(1)
      .execute();
    expect(told).toMatchObject({ kind: "report.lock", version: done.version + 1, before: { state: "accepted" } });
    const late = await refusalTo(
      lead.progress.fillRows({
        ...own.at({ ...done, version: done.version + 1 }),
        rows: [edit(returned, { progress: "锁后" })],
      }),
    );
    expect([late.status, late.code]).toEqual([409, "report.locked"]);
    expect(late.messages.zh).toContain("申请解锁");
  });

  test("通过后退回更正，改了几个数值如实计数", async () => {
    const round = await own.addRound({ title: "更正" });
    const submitted = await own.fillAll(round, "lead");
    const accepted = await own.office.progress.acceptReport(own.at(submitted));
    const [row] = accepted.rows;
    const back = await own.office.progress.reopenReport({
      ...own.at(accepted),
      rows: [{ rowId: (row as ReportRow).id, remark: "数据有误" }],
    });
    expect(back.state).toBe("returned");
    const lead = await own.server.as("lead");
    const mine = await own.reportOf(round, "lead");
    await lead.progress.fillRows({
      ...own.at(mine),
      rows: [edit(rowAt(mine, 0), { progress: "更正为 5 家", confidence: 3 })],
    });
    const again = await lead.progress.submitReport(own.at(mine));
    expect(again.rows[0]?.revisedCount).toBe(2);
    const done = await own.office.progress.acceptReport(own.at(again));
    expect([done.state, done.revisedCount, done.rows[0]?.revisedCount]).toEqual(["accepted", 2, 2]);
  });

  test("下一轮预填上期，“无变化”一次确认全部，还没有报过的说明不行", async () => {
    const round = await own.addRound({ title: "十月", period: "2021-10", opensOn: own.today(), dueOn: "2021-10-25" });
    const report = await own.reportOf(round, "lead");
    expect(report.rows[0]?.last?.progress).toContain("更正为 5 家");
    const lead = await own.server.as("lead");
    const done = await lead.progress.fillRows({
      ...own.at(report),
      rows: report.rows.map((row) => edit(row, { unchanged: true })),
    });
    expect(done.items.map((one) => one.outcome)).toEqual(Array(4).fill("saved"));
    expect(done.items[0]?.row).toMatchObject({ entry: "unchanged", progress: "更正为 5 家", confidence: 3 });
    const submitted = await lead.progress.submitReport(own.at(report));
    expect(submitted.state).toBe("submitted");
    const recalled = await lead.progress.recallReport(own.at(submitted));
    expect(recalled.state).toBe("drafting");
  });

  test("两人同时填同一条，后者看到对方写的，谁的都不丢", async () => {
    const round = await own.addRound({ title: "并发" });
    const report = await own.reportOf(round, "lead");
    const lead = await own.server.as("lead");
    await lead.progress.fillRows({ ...own.at(report), rows: [edit(rowAt(report, 0), { progress: "甲写的" })] });
    const second = await lead.progress.fillRows({
      ...own.at(report),
      rows: [edit(rowAt(report, 0), { progress: "乙写的" }), edit(rowAt(report, 1), { progress: "乙写的另一条" })],
    });
    expect(second.items.map((one) => [one.outcome, one.current, one.row?.progress])).toEqual([
      ["stale", 2, "甲写的"],
      ["saved", undefined, "乙写的另一条"],
    ]);
  });

  test("里程碑在报送里标记达成，台账随之更新", async () => {
    const round = await own.addRound({ title: "里程碑" });
    const report = await own.reportOf(round, "lead");
    const row = rowAt(report, 0);
    const lead = await own.server.as("lead");
    const milestoneId = row.milestones[0]?.id as string;
    const done = await lead.progress.fillRows({
      ...own.at(report),
      rows: [edit(row, { progress: "方案已印发", reached: [{ milestoneId, reachedOn: own.today() }] })],
    });
    expect(done.items[0]).toMatchObject({ outcome: "saved", row: { derivedPercent: 50 } });
    const task = await lead.tasks.getTask({ programmeId: own.programmeId, taskId: row.taskId });
    expect([task.progressPercent, task.milestones[0]?.reachedOn]).toEqual([50, own.today()]);
    const ahead = await lead.progress.fillRows({
      ...own.at(report),
      rows: [edit({ ...row, version: 2 }, { reached: [{ milestoneId, reachedOn: "2030-01-01" }] })],
    });
    expect(ahead.items[0]?.code).toBe("row.no-such-milestone");
  });

  test("提交前检查：人工修正要理由，落后要写问题或举措，需协调事项要有对象和期限", async () => {
    const round = await own.addRound({ title: "检查", dueOn: "2021-12-31" });
    await own.later(30);
    const report = await own.reportOf(round, "lead");
    const lead = await own.server.as("lead");
    const filled = await lead.progress.fillRows({
      ...own.at(report),
      rows: [
        edit(rowAt(report, 0), { progress: "有进展", percent: 5, problems: [{ kind: "request", what: "请协调用地" }] }),
        edit(rowAt(report, 1), { progress: "有进展", percent: 0, percentReason: "里程碑未反映前期投入" }),
      ],
    });
    expect(filled.items.map((one) => one.row?.missing.map((lack) => lack.code))).toEqual([
      ["row.percent-reason", "row.request", "row.request"],
      expect.arrayContaining([]),
    ]);
    const refused = await refusalTo(lead.progress.submitReport(own.at(report)));
    expect(refused.places.every((place) => place.path?.startsWith("rows."))).toBe(true);
    expect(refused.places.map((place) => place.zh).join()).toContain("协调对象");
  });
});

describe("锁定之后", () => {
  test("还有待审的不能锁；漏报的锁定后仍看得见；解锁要理由和期限，到期自动再锁，没提交的更正撤回", async () => {
    const round = await own.addRound({ title: "锁定", dueOn: "2021-11-30" });
    const submitted = await own.fillAll(round, "lead");
    const at = { programmeId: own.programmeId, roundId: round.id };
    const waiting = await refusalTo(own.office.progress.lockRound({ ...at, version: round.version }));
    expect([waiting.code, waiting.messages.zh]).toEqual(["round.refused", expect.stringContaining("审核")]);
    const accepted = await own.office.progress.acceptReport(own.at(submitted));
    const locked = await own.office.progress.lockRound({ ...at, version: round.version });
    const reports = await own.reportsOf(locked);
    expect(reports.map((one) => [one.unitName, one.state, one.settledAs])).toEqual([
      ["市教委", "locked", "notStarted"],
      ["市科技局", "locked", "accepted"],
    ]);
    const lead = await own.server.as("lead");
    const held = await own.reportOf(round, "lead");
    const asked = await lead.progress.askUnlock({ ...own.at(held), note: "企业数统计口径有误" });
    expect(asked.unlockAskedWhy).toBe("企业数统计口径有误");
    const until = "2021-12-31";
    expect((await refusalTo(own.office.progress.unlockReport({ ...own.at(asked), until }))).code).toBe(
      "report.note-required",
    );
    expect(
      (await refusalTo(own.office.progress.unlockReport({ ...own.at(asked), until: "2020-01-01", note: "同意" }))).code,
    ).toBe("report.end-past");
    const open = await own.office.progress.unlockReport({ ...own.at(asked), until: own.today(), note: "同意更正" });
    expect([open.state, open.unlockReason, open.unlockAskedAt]).toEqual(["drafting", "同意更正", null]);
    const mine = await own.reportOf(round, "lead");
    await lead.progress.fillRows({ ...own.at(mine), rows: [edit(rowAt(mine, 0), { progress: "改了没提交" })] });
    await own.later(1);
    const { db } = own.server.database;
    expect(await openDueRounds(db, own.now(), "Asia/Shanghai")).toBeGreaterThan(0);
    const after = await own.reportOf(round, "lead");
    expect([after.state, after.settledAs, after.rows[0]?.progress]).toEqual([
      "locked",
      "accepted",
      accepted.rows[0]?.progress,
    ]);
  });
});

describe("谁看得见什么", () => {
  test("别的单位的报送与不存在的一样；没有本组任务的推进组、区县同样", async () => {
    const round = await own.addRound({ title: "可见", dueOn: "2021-11-30" });
    const [other] = await own.reportsOf(round);
    const at = { programmeId: own.programmeId, roundId: round.id, reportId: other?.id as ReportId };
    const lead = await own.server.as("lead");
    const hidden = await refusalTo(lead.progress.getReport(at));
    const absent = await refusalTo(
      lead.progress.getReport({ ...at, reportId: "00000000-0000-7000-8000-00000000000f" as ReportId }),
    );
    expect([hidden.status, hidden.code]).toEqual([absent.status, absent.code]);
    const district = await own.server.as("district");
    expect((await district.progress.listReports({ programmeId: own.programmeId, roundId: round.id })).items).toEqual(
      [],
    );
    const ownList = await lead.progress.listReports({ programmeId: own.programmeId, roundId: round.id });
    expect(ownList.items.map((one) => one.unitName)).toEqual(["市科技局"]);
  });

  test("任务页上看得到各单位已提交的报送，草稿看不到", async () => {
    const round = await own.addRound({ title: "任务页", dueOn: "2021-11-30" });
    const taskId = own.taskIds[0] as never;
    const lead = await own.server.as("lead");
    const report = await own.reportOf(round, "lead");
    await lead.progress.fillRows({ ...own.at(report), rows: [edit(rowAt(report, 0), { progress: "草稿不外露" })] });
    const support = await own.server.as("support");
    const before = await support.progress.listTaskReports({ programmeId: own.programmeId, taskId });
    expect(before.items.map((one) => one.progress)).not.toContain("草稿不外露");
    await own.fillAll(round, "lead", "正式提交");
    const after = await support.progress.listTaskReports({ programmeId: own.programmeId, taskId });
    expect(after.items[0]).toMatchObject({
      unitName: "市科技局",
      review: "pending",
      progress: expect.stringContaining("正式提交"),
    });
  });
});
