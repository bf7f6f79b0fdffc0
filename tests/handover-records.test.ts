// A unit ends: its reports, meetings and evidence go to the successor with what was written; what is done stays. Over real HTTP.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { DemoOfficial } from "../src/domain/accounts/model.ts";
import type { UnitId } from "../src/domain/organisations/model.ts";
import { startOwnRound } from "./own-round.ts";
import { refusalTo } from "./start-server.ts";

let own: Awaited<ReturnType<typeof startOwnRound>>;
beforeAll(async () => {
  own = await startOwnRound(2);
}, 120_000);
afterAll(() => own.server.close());
beforeEach(() => own.pass(60_000));

const as = (who: DemoOfficial) => own.server.as(who);
const handover = (from: UnitId, to: UnitId) => ({ unitId: from, toUnitId: to });
const partOf = async (from: UnitId, to: UnitId, kind: string) =>
  (await own.office.organisations.previewUnitHandover(handover(from, to))).parts.find((part) => part.kind === kind);
async function succeed(from: UnitId, to: UnitId) {
  const { version } = await own.office.organisations.getUnit({ unitId: from });
  return own.office.organisations.succeedUnit({
    ...handover(from, to),
    version,
    kind: "merged",
    onDay: own.today(),
    note: "机构改革（演示）",
  });
}

test("起草中的报送、会议和佐证材料由承接单位接办，写下的内容一字不少，经过留痕；都有报送且一份在审时先说明不能办", async () => {
  const { programmeId } = own;
  const [from, to] = [own.unit("市科技局"), own.unit("渝中区")];
  const round = await own.addRound();
  const report = await own.reportOf(round, "lead");
  const rows = report.rows
    .slice(0, 1)
    .map((row) => ({ rowId: row.id, version: row.version, change: { progress: "已印发方案" } }));
  await (await as("lead")).progress.fillRows({ ...own.at(report), rows });
  const piece = await (await as("lead")).evidence.addLink({
    programmeId,
    kind: "task",
    subjectId: own.taskIds[0] as string,
    title: "印发稿",
    address: "https://www.example.gov.cn/1",
  });
  const meeting = await own.office.meetings.addMeeting({
    programmeId,
    kind: "dispatch",
    title: "调度会（演示数据）",
    heldOn: "2021-09-28",
    place: "一楼会议室",
    chair: "周明远",
    unitIds: [from, own.unit("市教委")],
    scope: { sources: ["due"], dueWithinDays: 30 },
  } as never);

  // 市教委自己也有报送且已提交：合到它名下办不了。
  await own.fillAll(round, "support");
  const other = own.unit("市教委");
  expect((await partOf(from, other, "reports"))?.hindrance?.zh).toContain("2021年9月进展报送");
  const refused = await refusalTo(succeed(from, other));
  expect(refused.code).toBe("handover.hindered");
  expect(refused.messages.zh).toContain("退回后再办理");

  expect(await partOf(from, to, "reports")).toMatchObject({ moves: 1, stays: 0, hindrance: null });
  expect(await partOf(from, to, "evidence")).toMatchObject({ moves: 1, stays: 0 });
  expect((await partOf(from, to, "meetings"))?.items.map((item) => item.detail?.zh)).toContain("参会");
  await succeed(from, to);

  const district = await as("district");
  const theirs = await district.progress.getReport({ programmeId, roundId: round.id, reportId: report.id });
  expect([theirs.unitName, theirs.state, theirs.rows[0]?.progress]).toEqual(["渝中区", "drafting", "已印发方案"]);
  expect(theirs.rows.every((row) => row.abilities.fill?.allowed)).toBe(true);
  const seen = await district.evidence.getEvidence({ programmeId, evidenceId: piece.id });
  expect([seen.unitName, seen.editions[0]?.unitName]).toEqual(["渝中区", "市科技局"]);
  const units = (await own.office.meetings.getMeeting({ programmeId, meetingId: meeting.id })).units.map(
    (one) => one.name,
  );
  expect(units).toEqual(["渝中区", "市教委"]);
  const events = await own.server.database.db
    .selectFrom("event")
    .select("kind")
    .where("subject_id", "in", [report.id, piece.id, meeting.id])
    .where("kind", "like", "%handOver")
    .execute();
  expect(events.map((event) => event.kind).sort()).toEqual([
    "evidence.handOver",
    "meeting.handOver",
    "report.handOver",
  ]);
});

test("双方都在填报：条目并入承接单位的报送，同一任务以承接单位的为准", async () => {
  const { programmeId } = own;
  const [from, to] = [own.unit("渝中区"), own.unit("市教委")];
  // 市教委的报送先由审核人退回。
  const [round] = (await own.office.progress.listRounds({ programmeId })).items;
  const reports = await own.reportsOf({ id: round?.id as never });
  const theirs = reports.find((one) => one.unitName === "市教委");
  const open = await own.office.progress.getReport({
    programmeId,
    roundId: round?.id as never,
    reportId: theirs?.id as never,
  });
  await own.office.progress.returnReport({ ...own.at(open), note: "请补充", remark: "请补充" } as never);
  expect(await partOf(from, to, "reports")).toMatchObject({ moves: 1, hindrance: null });
  const before = open.rows.length;
  await succeed(from, to);
  const support = await as("support");
  const merged = await support.progress.getReport({
    programmeId,
    roundId: round?.id as never,
    reportId: theirs?.id as never,
  });
  expect(merged.rows.length).toBe(before);
  const left = await own.server.database.db
    .selectFrom("report_row")
    .select(["released_at"])
    .where("unit_id", "=", from)
    .execute();
  expect(left.length).toBeGreaterThan(0);
  expect(left.every((row) => row.released_at !== null)).toBe(true);
});
