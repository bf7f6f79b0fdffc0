// Who hears that an order, a report, a matter, a meeting, liaison or evidence changed: whoever may read it, and nobody else.
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { type LiveReader, listenLive } from "../../../tests/live-reader.ts";
import { startOwnRound } from "../../../tests/own-round.ts";
import type { DemoOfficial } from "../../domain/accounts/model.ts";
import type { LiveChange } from "./model.ts";

let own: Awaited<ReturnType<typeof startOwnRound>>;
const open: LiveReader[] = [];
beforeAll(async () => {
  own = await startOwnRound(2);
}, 120_000);
afterAll(() => own.server.close());
afterEach(() => {
  for (const reader of open.splice(0)) reader.close();
});

const people = ["office", "group", "lead", "support", "district"] as const satisfies readonly DemoOfficial[];
type Who = (typeof people)[number];

async function listenAll(): Promise<Map<Who, LiveReader>> {
  const readers = new Map<Who, LiveReader>();
  for (const who of people) {
    const { cookie } = await own.server.as(who);
    const reader = await listenLive(`${own.server.base}/api/v1/programmes/${own.programmeId}/live`, { cookie });
    open.push(reader);
    expect([who, reader.status]).toEqual([who, 200]);
    await reader.next("ready");
    readers.set(who, reader);
  }
  return readers;
}

const heard = (reader: LiveReader, kind: string): string[] =>
  reader.events
    .filter((one) => one.event === "change")
    .flatMap((one) => (one.data as { changes: LiveChange[] }).changes)
    .flatMap((change) => (change.kind === kind ? change.ids : []));

/** Does something, and says who hears of the record it returns and that the others heard nothing of its kind. */
async function whoHears(kind: string, act: () => Promise<{ id: string }>): Promise<Who[]> {
  const readers = await listenAll();
  own.pass(1000);
  const { id } = await act();
  await vi.waitFor(() => expect([...readers.values()].some((one) => heard(one, kind).includes(id))).toBe(true), {
    timeout: 10_000,
    interval: 20,
  });
  await sleep(500);
  return people.filter((who) => {
    const ids = heard(readers.get(who) as LiveReader, kind);
    expect([who, ids.filter((one) => one !== id)]).toEqual([who, []]);
    return ids.includes(id);
  });
}

const as = (who: DemoOfficial) => own.server.as(who);

test("督办单：提出时只有办公室和推进组听到，签发后承办单位也听到", async () => {
  const { programmeId } = own;
  let order = { id: "", version: 0 };
  const content = { source: "专题会议", matter: "演示事项", reason: "未落实", requirement: "限期反馈" };
  const proposed = await whoHears("order", async () => {
    const { supervision } = await as("office");
    order = await supervision.proposeOrder({
      programmeId,
      taskIds: [own.taskIds[0]],
      grade: "blue",
      ...content,
    } as never);
    return order;
  });
  expect(proposed).toEqual(["office", "group"]);
  const issued = await whoHears("order", async () => {
    const { supervision } = await as("office");
    return supervision.issueOrder({ programmeId, orderId: order.id as never, version: order.version });
  });
  expect(issued).toEqual(["office", "group", "lead", "support"]);
});

test("报送：本单位、其任务的推进组和办公室听到；轮次人人知道", async () => {
  const readers = await listenAll();
  const round = await own.addRound();
  await vi.waitFor(
    () => expect(people.every((who) => heard(readers.get(who) as LiveReader, "round").includes(round.id))).toBe(true),
    { timeout: 10_000, interval: 20 },
  );
  const report = await own.reportOf(round, "lead");
  const hearers = await whoHears("report", async () => {
    const { progress } = await as("lead");
    const rows = report.rows.map((row) => ({ rowId: row.id, version: row.version, change: { progress: "已对接" } }));
    await progress.fillRows({ ...own.at(report), rows });
    return report;
  });
  expect(hearers).toEqual(["office", "group", "lead"]);

  const row = report.rows[0] as (typeof report.rows)[number];
  const evidence = await whoHears("evidence", async () => {
    const { evidence } = await as("lead");
    const subject = { kind: "reportRow", subjectId: row.id };
    return evidence.addLink({
      programmeId: own.programmeId,
      ...subject,
      title: "草稿附件",
      address: "https://a.gov.cn/1",
    });
  });
  // What stands in a row is the unit's own until it is submitted.
  expect(evidence).toEqual(["lead"]);
});

test("协调事项、会议、部委对接、证据：只有看得到的人听到", async () => {
  const { programmeId } = own;
  const matter = await whoHears("matter", async () => {
    const { matters } = await as("lead");
    return matters.addMatter({ programmeId, what: "请提供名单（演示数据）", toUnitId: own.unit("市教委") as never });
  });
  expect(matter).toEqual(["office", "lead", "support"]);

  const meeting = await whoHears("meeting", async () => {
    const { meetings } = await as("office");
    return meetings.addMeeting({
      programmeId,
      kind: "stocktake",
      title: "盘点（演示数据）",
      heldOn: own.today(),
      place: "一楼会议室",
      chair: "周明远",
      scope: { sources: ["late"], dueWithinDays: 30 },
      unitIds: [own.unit("市教委")],
    } as never);
  });
  expect(meeting).toEqual(["office", "support"]);

  const entry = await whoHears("ministry", async () => {
    const { ministries } = await as("lead");
    return ministries.addEntry({
      programmeId,
      ministry: "科技部",
      kind: "authority",
      what: "请予授权（演示数据）",
      taskIds: [own.taskIds[0]],
    } as never);
  });
  expect(entry).toEqual(["office", "group", "lead", "support"]);

  const evidence = await whoHears("evidence", async () => {
    const { evidence } = await as("lead");
    const subject = { kind: "task", subjectId: own.taskIds[0] as string };
    return evidence.addLink({ programmeId, ...subject, title: "印发稿", address: "https://a.gov.cn/2" });
  });
  expect(evidence).toEqual(["office", "group", "lead", "support"]);
});
