// What follows from rounds: they open and pass their due day by themselves, lights heed missed cycles, requests become matters,
// people owe and hear; and over any course of filling in and reviewing nothing vanishes.

import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { askedOwed } from "../../../tests/asked-owed.ts";
import { startOwnRound } from "../../../tests/own-round.ts";
import { refusalTo, testZone } from "../../../tests/start-server.ts";
import { ownCall } from "../../kernel/call.ts";
import { actorOfPerson } from "../accounts/service.ts";
import { openDueRounds } from "./jobs.ts";
import type { Report, ReportRow } from "./model-report.ts";
import type { Round } from "./model-round.ts";
import { progressNotices } from "./notices.ts";
import { progressOwed } from "./owed.ts";

let own: Awaited<ReturnType<typeof startOwnRound>>;
beforeAll(async () => {
  own = await startOwnRound(4);
}, 120_000);
afterAll(() => own.server.close());

const turn = () => openDueRounds(own.server.database.db, own.now(), testZone);
const callAs = async (official: "office" | "group" | "lead" | "support") => {
  const { db } = own.server.database;
  const account = await db
    .selectFrom("account")
    .select("person_id")
    .where("username", "=", `demo-${official}`)
    .executeTakeFirstOrThrow();
  return ownCall(await actorOfPerson(db, account.person_id), own.now(), testZone, "test");
};
const owedBy = async (official: "office" | "group" | "lead" | "support") =>
  askedOwed(progressOwed, own.server.database.db, await callAs(official), own.programmeId);
const rounds = async () => (await own.office.progress.listRounds({ programmeId: own.programmeId })).items;

describe("按安排自动开启", () => {
  test("到日子自动开启，重复运行、两个进程同时运行都只有一轮；截止日过后自动转入", async () => {
    const plan = await own.office.progress.addPlan({
      programmeId: own.programmeId,
      title: "月度进展报送",
      cycle: "month",
      startsOn: "2021-09-01",
      due: { by: "dayOfMonth", day: 25, month: 0, shift: "next" },
      openDays: 5,
      filter: { taskIds: own.taskIds },
    });
    expect(plan.coming[0]).toMatchObject({
      period: "2021-09",
      opensOn: "2021-09-17",
      dueOn: "2021-09-26",
      known: true,
    });
    expect(await turn()).toBe(0);
    await own.later(15);
    expect(own.today()).toBe("2021-09-17");
    await Promise.all([turn(), turn()]);
    expect(await turn()).toBe(0);
    const [round] = await rounds();
    expect(round).toMatchObject({ title: "2021年9月月度进展报送", state: "open", planId: plan.id, rows: { total: 8 } });
    expect((await rounds()).length).toBe(1);
    await own.later(9);
    expect(await turn(), "截止当天仍在填报").toBe(0);
    await own.later(1);
    expect(await turn()).toBe(1);
    expect((await rounds())[0]).toMatchObject({ state: "duePassed", reports: { notStarted: 2 } });
    const { items } = await own.office.progress.listReports({
      programmeId: own.programmeId,
      roundId: (round as Round).id,
      late: "true",
    });
    expect(items.map((one) => [one.unitName, one.lateDays])).toEqual([
      ["市教委", 1],
      ["市科技局", 1],
    ]);
  });

  test("时间给得太短的安排建不了；停用后不再开启", async () => {
    const wish = {
      programmeId: own.programmeId,
      title: "急报",
      cycle: "halfMonth" as const,
      startsOn: "2021-10-01",
      due: { by: "workingDays" as const, days: 1 },
      openDays: 1,
    };
    expect((await refusalTo(own.office.progress.addPlan(wish))).code).toBe("round.short-time");
    const plan = await own.office.progress.addPlan({
      ...wish,
      openDays: 3,
      due: { by: "workingDays", days: 2 },
      filter: { taskIds: own.taskIds },
    });
    const paused = await own.office.progress.pausePlan({
      programmeId: own.programmeId,
      planId: plan.id,
      version: plan.version,
    });
    expect(paused).toMatchObject({ state: "paused", coming: [] });
    const ended = await own.office.progress.endPlan({
      programmeId: own.programmeId,
      planId: plan.id,
      version: paused.version,
    });
    expect(ended.state).toBe("ended");
    expect(
      (
        await refusalTo(
          own.office.progress.resumePlan({ programmeId: own.programmeId, planId: plan.id, version: ended.version }),
        )
      ).code,
    ).toBe("round.refused");
  });
});

describe("漏报与进度灯", () => {
  const lightOf = async (n: number) =>
    (
      await own.office.tasks.getTask({ programmeId: own.programmeId, taskId: own.taskIds[n] as never })
    ).lightBecause.map((one) => one.code);

  test("牵头单位一期未报即写明，报来后当场重判", async () => {
    expect((await lightOf(0)).join()).toContain("report");
    const [round] = await rounds();
    const done = await own.fillAll(round as Round, "lead");
    expect(done.lateDays).toBe(1);
    expect((await lightOf(0)).join()).not.toContain("report");
    // 市教委 leads the second task and has not reported.
    expect((await lightOf(1)).join()).toContain("report");
  });
});

describe("需协调事项", () => {
  test("审核通过后转为协调事项，只转一次，能从事项回到报送", async () => {
    const round = await own.addRound({ title: "协调", period: "2021-10", dueOn: "2021-10-29" });
    const report = await own.reportOf(round, "lead");
    const lead = await own.server.as("lead");
    const row = report.rows[0] as ReportRow;
    const toUnitId = own.unit("市教委");
    const self = await lead.progress.fillRows({
      ...own.at(report),
      rows: [
        {
          rowId: row.id,
          version: row.version,
          change: { problems: [{ kind: "request", what: "自己协调", toUnitId: own.unit("市科技局") }] },
        },
      ],
    });
    expect(self.items[0]?.code).toBe("row.asks-itself");
    await lead.progress.fillRows({
      ...own.at(report),
      rows: [
        {
          rowId: row.id,
          version: row.version,
          change: {
            progress: "推进中",
            problems: [{ kind: "request", what: "请共享学籍数据", toUnitId, dueOn: "2021-10-20" }],
          },
        },
      ],
    });
    const submitted = await own.fillAll(round, "lead");
    const before = await own.office.matters.listMatters({ programmeId: own.programmeId });
    const accepted = await own.office.progress.acceptReport(own.at(submitted));
    expect(accepted.rows[0]?.problems[0]?.openedAt).not.toBeNull();
    const after = await own.office.matters.listMatters({ programmeId: own.programmeId });
    expect(after.total).toBe(before.total + 1);
    expect(after.items.find((one) => one.what === "请共享学籍数据")).toMatchObject({
      origin: { kind: "report", title: { zh: "协调：市科技局" } },
      toUnit: { name: "市教委" },
      dueOn: "2021-10-20",
    });
    const back = await own.office.progress.reopenReport({ ...own.at(accepted), note: "请核对" });
    const mine = await own.reportOf(round, "lead");
    await lead.progress.fillRows({
      ...own.at(mine),
      rows: mine.rows.map((one) => ({ rowId: one.id, version: one.version, change: { confidence: 2 } })),
    });
    expect(back.state).toBe("returned");
    const again = await lead.progress.submitReport(own.at(mine));
    await own.office.progress.acceptReport(own.at(again));
    expect((await own.office.matters.listMatters({ programmeId: own.programmeId })).total).toBe(after.total);
  });
});

describe("谁欠着什么、谁会听到", () => {
  test("填报、审核、等待、解锁都在相应的人名下", async () => {
    const round = await own.addRound({ title: "待办", period: "2021-11", dueOn: "2021-11-29" });
    const named = async (who: "office" | "group" | "lead" | "support") =>
      (await owedBy(who))
        .filter((one) => one.title.zh.startsWith("待办"))
        .map((one) => [one.act, one.waitingFor !== null]);
    expect(await named("lead")).toEqual([["submit", false]]);
    expect(await named("group")).toEqual([]);
    const submitted = await own.fillAll(round, "lead");
    expect(await named("lead")).toEqual([[null, true]]);
    expect(await named("group")).toEqual([["accept", false]]);
    // One task belongs to no group: the office reviews it.
    expect(await named("office")).toEqual([["accept", false]]);
    await own.office.progress.returnReport({ ...own.at(submitted), note: "请补充" });
    expect(await named("lead")).toEqual([["submit", false]]);
  });

  test("开启、催报告诉未报的单位，退回告诉单位，申请解锁告诉办公室；催报一天一次", async () => {
    const round = (await rounds()).find((one) => one.title === "待办") as Round;
    const { db } = own.server.database;
    const call = await callAs("office");
    const event = (kind: string, more: object = {}) => ({
      kind,
      programmeId: own.programmeId,
      subject: { kind: "round", id: round.id as string, version: 3 },
      ...more,
    });
    const opened = await progressNotices.notices(db, call, [event("round.open")]);
    expect(opened.map((one) => one.to)).toEqual(
      expect.arrayContaining([{ unitIds: [own.unit("市教委")] }, { unitIds: [own.unit("市科技局")] }]),
    );
    const reminded = await progressNotices.notices(db, call, [
      event("round.remind", { after: { unitIds: [own.unit("市教委")] } }),
    ]);
    expect(reminded.map((one) => one.title.zh)).toEqual(["待办：催报：尚未提交，截止 2021-11-29"]);
    expect(reminded[0]?.key).toContain(own.today());
    const report = await own.reportOf(round, "lead");
    const ofReport = { subject: { kind: "report", id: report.id as string, version: 5 }, programmeId: own.programmeId };
    const asked = await progressNotices.notices(db, call, [
      { kind: "report.return", ...ofReport, note: "请补充" },
      { kind: "report.askUnlock", ...ofReport, note: "口径有误" },
      { kind: "report.accept", ...ofReport, after: { state: "submitted" } },
    ]);
    expect(asked.map((one) => [one.to, one.title.zh])).toEqual([
      [{ unitIds: [own.unit("市科技局")] }, "待办：已退回：请补充"],
      [{ office: true }, "待办：市科技局申请解锁：口径有误"],
    ]);
  });
});

describe("任意一串填报和审核之后", () => {
  type Step = "fill" | "unchanged" | "submit" | "recall" | "accept" | "return" | "reopen" | "late";
  const step = fc.constantFrom<Step>("fill", "unchanged", "submit", "recall", "accept", "return", "reopen", "late");

  /** Tries an act; what the tables do not allow is refused and changes nothing. */
  async function tryStep(round: Round, one: Step, seed: number) {
    const lead = await own.server.as("lead");
    const report = await own.reportOf(round, "lead");
    const at = own.at(report);
    const rows = report.rows.filter((_, index) => (seed >> index) % 2 === 0);
    const edits = (change: object) =>
      rows.map((row) => ({ rowId: row.id, version: row.version, change: change as never }));
    const acts: Record<Step, () => Promise<unknown>> = {
      fill: () => lead.progress.fillRows({ ...at, rows: edits({ progress: `第 ${seed} 次`, nextStep: "继续" }) }),
      unchanged: () => lead.progress.fillRows({ ...at, rows: edits({ unchanged: true }) }),
      late: () => lead.progress.fillRows({ ...at, version: at.version + 7, rows: edits({ progress: "过时" }) }),
      submit: () => lead.progress.submitReport(at),
      recall: () => lead.progress.recallReport(at),
      accept: () =>
        own.office.progress.acceptReport({ ...at, ...(rows.length > 0 ? { rowIds: rows.map((row) => row.id) } : {}) }),
      return: () => own.office.progress.returnReport({ ...at, note: "请补充" }),
      reopen: () => own.office.progress.reopenReport({ ...at, note: "请更正" }),
    };
    await acts[one]().catch(() => undefined);
  }

  function check(before: Report, after: Report, one: Step, submittedText: Map<string, string | null>) {
    expect(after.rows.map((row) => row.id)).toEqual(before.rows.map((row) => row.id));
    for (const row of after.rows) {
      if (row.review === "pending") submittedText.set(row.id, submittedText.get(row.id) ?? row.progress);
      if (row.review === "open" || row.review === "returned") submittedText.delete(row.id);
      if (row.review === "accepted") expect(row.progress, `${one}: 通过的与提交的一致`).toBe(submittedText.get(row.id));
      if (row.review === "accepted" || row.review === "pending") expect(row.entry).not.toBe("empty");
      if (row.review === "returned") expect(row.remark).not.toBeNull();
    }
    const reviews = after.rows.map((row) => row.review);
    if (after.state === "accepted") expect(new Set(reviews)).toEqual(new Set(["accepted"]));
    if (after.state === "returned") expect(reviews).toContain("returned");
    if (after.state === "notStarted") expect(after.rows.every((row) => row.entry === "empty")).toBe(true);
  }

  test("条目一条不少，通过的就是提交的，合计等于各单位之和，锁定之后一字不变", async () => {
    let n = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(step, fc.nat(15)), { minLength: 4, maxLength: 10 }), async (steps) => {
        n += 1;
        const round = await own.addRound({ title: `任意 ${n}`, period: "2021-12", dueOn: "2021-12-30" });
        await own.fillAll(round, "support");
        const submittedText = new Map<string, string | null>();
        let before = await own.reportOf(round, "lead");
        for (const [one, seed] of steps) {
          own.pass(1000);
          await tryStep(round, one, seed);
          const after = await own.reportOf(round, "lead");
          check(before, after, one, submittedText);
          before = after;
        }
        const now = await own.office.progress.getRound({ programmeId: own.programmeId, roundId: round.id });
        const reports = await own.reportsOf(round);
        for (const kind of ["total", "filled", "pending", "accepted", "returned"] as const)
          expect(now.rows[kind]).toBe(reports.reduce((sum, report) => sum + report.rows[kind], 0));
        expect(Object.values(now.reports).reduce((sum, count) => sum + count, 0)).toBe(reports.length);
        for (const report of reports.filter((one) => one.state === "submitted"))
          await own.office.progress.acceptReport(own.at(report));
        await own.office.progress.lockRound({ programmeId: own.programmeId, roundId: round.id, version: now.version });
        const locked = await own.reportOf(round, "lead");
        for (const one of ["fill", "unchanged", "submit", "recall", "accept", "return", "reopen"] as const)
          await tryStep(round, one, 0);
        expect((await own.reportOf(round, "lead")).rows).toEqual(locked.rows);
      }),
      { numRuns: 5 },
    );
  }, 60_000);
});
