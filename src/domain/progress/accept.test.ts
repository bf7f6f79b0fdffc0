// What follows when reports are accepted, over real HTTP: many units at once, and lead units' own confidence.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startOwnRound } from "../../../tests/own-round.ts";
import { refusalTo } from "../../../tests/start-server.ts";
import type { ReportId } from "./model.ts";
import type { ReportRow } from "./model-report.ts";

let own: Awaited<ReturnType<typeof startOwnRound>>;
beforeAll(async () => {
  own = await startOwnRound(4);
}, 120_000);
afterAll(() => own.server.close());
beforeEach(() => own.pass(60_000));

const edit = (row: ReportRow, change: object) => ({ rowId: row.id, version: row.version, change: change as never });

describe("审核通过之后", () => {
  test("自评信心审核通过后成为牵头单位的评定；说的与上次相同不重复；配合单位没有自评", async () => {
    const round = await own.addRound({ title: "自评信心" });
    const lead = await own.server.as("lead");
    const report = await own.reportOf(round, "lead");
    const filled = await lead.progress.fillRows({
      ...own.at(report),
      rows: report.rows.map((row, n) =>
        edit(row, { progress: "推进中", nextStep: "照计划", confidence: n < 2 ? 5 : 1 }),
      ),
    });
    const submitted = await lead.progress.submitReport(own.at({ ...report, version: filled.reportVersion }));
    const led = report.rows.filter((row) => row.part === "lead");
    const selfOf = async (row: ReportRow) =>
      (
        await own.office.ratings.getRatings({ programmeId: own.programmeId, taskId: row.taskId as never })
      ).confidence.filter((one) => one.rater === "self");
    const before = (await selfOf(led[0] as ReportRow)).length;
    const accepted = await own.office.progress.acceptReport(own.at(submitted));
    for (const row of report.rows) {
      const points = report.rows.indexOf(row) < 2 ? 5 : 1;
      const [latest] = await selfOf(row);
      if (row.part === "lead")
        expect(latest).toMatchObject({ points, madeUnit: "市科技局", madeBy: "郑思齐", reason: "见“自评信心”" });
      else expect(latest?.madeUnit).not.toBe("市科技局");
    }
    expect((await selfOf(led[0] as ReportRow)).length).toBe(before + 1);

    const [first, second] = accepted.rows.filter((row) => row.part === "lead") as [ReportRow, ReportRow];
    await own.office.progress.reopenReport({
      ...own.at(accepted),
      rows: [first, second].map((row) => ({ rowId: row.id, remark: "请更正" })),
    });
    const mine = await own.reportOf(round, "lead");
    const rows = [first, second].map((row) => mine.rows.find((one) => one.id === row.id) as ReportRow);
    const mended = await lead.progress.fillRows({
      ...own.at(mine),
      rows: [
        edit(rows[0] as ReportRow, { progress: "更正", confidence: first.confidence }),
        edit(rows[1] as ReportRow, { progress: "更正", confidence: 3 }),
      ],
    });
    const again = await lead.progress.submitReport(own.at({ ...mine, version: mended.reportVersion }));
    await own.office.progress.acceptReport(own.at(again));
    expect((await selfOf(first)).map((one) => one.present)).toEqual([true, ...Array(before).fill(false)]);
    expect((await selfOf(second)).slice(0, 2).map((one) => [one.points, one.present])).toEqual([
      [3, true],
      [second.confidence, false],
    ]);
  });

  test("一次通过多家：逐家给出结果，没提交的、版本旧的说明原因，不碍别家；两人同时办只算一次", async () => {
    const round = await own.addRound({ title: "一次通过多家" });
    const first = await own.fillAll(round, "lead");
    const [theirs, mine] = await own.reportsOf(round);
    const at = { programmeId: own.programmeId, roundId: round.id };
    const pair = (report: { id: ReportId; version: number }) => ({ reportId: report.id, version: report.version });
    const early = await own.office.progress.acceptReports({
      ...at,
      reports: [pair(theirs as never), { ...pair(first), version: first.version - 1 }],
    });
    expect(early.items.map((item) => [item.reportId, item.outcome, item.code])).toEqual([
      [theirs?.id, "refused", "round.refused"],
      [mine?.id, "refused", "version.stale"],
    ]);
    expect(early.items.every((item) => item.messages?.zh)).toBe(true);
    expect((await own.reportOf(round, "lead")).state).toBe("submitted");

    const second = await own.fillAll(round, "support");
    const group = await own.server.as("group");
    const part = await group.progress.acceptReports({ ...at, reports: [pair(second), pair(first)] });
    // The last task belongs to no group: its rows are the office's.
    expect(part.items.map((item) => [item.outcome, item.rows, item.state])).toEqual([
      ["accepted", 3, "submitted"],
      ["accepted", 3, "submitted"],
    ]);
    const rest = (await own.reportsOf(round)).map(pair);
    const two = await Promise.all([1, 2].map(() => own.office.progress.acceptReports({ ...at, reports: rest })));
    const outcomes = two.flatMap((answer) => answer.items.map((item) => item.outcome));
    expect(outcomes.toSorted()).toEqual(["accepted", "accepted", "refused", "refused"]);
    expect((await own.reportsOf(round)).map((report) => [report.state, report.rows.accepted])).toEqual([
      ["accepted", 4],
      ["accepted", 4],
    ]);
    const twice = own.office.progress.acceptReports({ ...at, reports: [rest[0] as never, rest[0] as never] });
    expect((await refusalTo(twice)).code).toBe("request.invalid");
    const lead = await own.server.as("lead");
    expect((await refusalTo(lead.progress.acceptReports({ ...at, reports: rest }))).status).toBe(403);
  });
});
