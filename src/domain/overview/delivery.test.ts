// 调度与督办 on the overview over real HTTP: every figure is the length of the list that it opens, for each reader, and a past day stays as it was shown.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startDelivery } from "../../../tests/own-delivery.ts";
import type { DemoOfficial } from "../accounts/model.ts";
import { pendingStates } from "../matters/rules.ts";
import { openOrderStates } from "../supervision/rules.ts";

let ground: Awaited<ReturnType<typeof startDelivery>>;
beforeAll(async () => {
  ground = await startDelivery();
}, 240_000);
afterAll(() => ground.server.close());

const readers = ["office", "group", "lead", "support", "district"] as const satisfies readonly DemoOfficial[];
const overviewOf = async (as: DemoOfficial, asOf?: string) =>
  (await ground.seat(as)).overview.getOverview({ programmeId: ground.programmeId, ...(asOf ? { asOf } : {}) });

/** What the figures of the overview open, counted in the lists themselves, now or as of a day. */
async function expectRowsBehind(as: DemoOfficial, asOf?: string) {
  const at = { programmeId: ground.programmeId, ...(asOf ? { asOf } : {}) };
  const api = await ground.seat(as);
  const { delivery, implementation, next } = await overviewOf(as, asOf);
  const tasks = async (query: object) => (await api.tasks.listTasks({ ...at, limit: 200, ...query })).total;
  for (const [step, count] of delivery.maturity.entries())
    expect(await tasks({ maturity: String(step) }), `L${step}`).toBe(count);
  expect(delivery.maturity.reduce((sum, count) => sum + count, 0)).toBe(implementation.total);
  expect(await tasks({ reviewDue: "true" })).toBe(delivery.reviewDue);
  expect(await tasks({ rescheduledFrom: delivery.rescheduled.monthFrom })).toBe(delivery.rescheduled.tasks);
  expect(await tasks({ status: "closed" })).toBe(implementation.closed);
  for (const light of ["green", "yellow", "red", "grey"])
    expect(await tasks({ parts: "places", light }), light).toBe(delivery.placePlans[light] ?? 0);
  for (const [grade, { count, late }] of Object.entries(delivery.orders)) {
    const orders = async (query: object) => (await api.supervision.listOrders({ ...at, grade, ...query })).total;
    expect(await orders({ state: openOrderStates.join(",") }), grade).toBe(count);
    expect(await orders({ late: "true" }), grade).toBe(late);
  }
  const { pending, late } = await api.matters.countMatters(at);
  expect(delivery.matters).toEqual({ pending, late });
  const matters = async (query: object) => (await api.matters.listMatters({ ...at, ...query })).total;
  expect(await matters({ state: pendingStates.join(",") })).toBe(pending);
  expect(await matters({ late: "true" })).toBe(late);
  expect((await api.ratings.listDivergence(at)).total).toBe(delivery.diverging);
  const { round } = delivery;
  if (!round) throw new Error("no round");
  const there = { ...at, roundId: round.id };
  const reports = async (query: object) => (await api.progress.listReports({ ...there, ...query })).total;
  expect(await reports({})).toBe(round.owed);
  expect(await reports({ late: "true" })).toBe(round.late);
  for (const [state, count] of Object.entries(round.states)) expect(await reports({ state }), state).toBe(count);
  expect((await api.progress.getRound(there)).reports).toMatchObject(round.states);
  expect(round.lateUnits).toHaveLength(round.late);
  const meetings = await api.meetings.listMeetings({ ...at, state: "planned,prepared" });
  expect(meetings.items.map((meeting) => meeting.id)).toEqual(
    expect.arrayContaining(next.meetings.map((meeting) => meeting.id)),
  );
}

/** Every list that the overview opens, as a reader has it. */
async function listsOf(as: DemoOfficial, asOf?: string) {
  const api = await ground.seat(as);
  const at = { programmeId: ground.programmeId, ...(asOf ? { asOf } : {}) };
  const { round } = (await overviewOf(as, asOf)).delivery;
  if (!round) throw new Error("no round");
  const meetings = await api.meetings.listMeetings(at);
  const { abilities: _abilities, ...wholeRound } = await api.progress.getRound({ ...at, roundId: round.id });
  return {
    orders: await api.supervision.listOrders(at),
    matters: await api.matters.listMatters(at),
    reports: await api.progress.listReports({ ...at, roundId: round.id }),
    round: wholeRound,
    // Whom a meeting calls and what is on its agenda is told of today only.
    meetings: { ...meetings, items: meetings.items.map(({ unitCount: _units, itemCount: _items, ...rest }) => rest) },
    diverging: await api.ratings.listDivergence(at),
  };
}

describe("各处数字就是点开后的条数", () => {
  test.each(readers)("%s", (as) => expectRowsBehind(as));

  test("办公室看到的就是发生过的", async () => {
    const { delivery, next } = await overviewOf("office");
    expect(delivery).toMatchObject({
      reviewDue: 1,
      rescheduled: { monthFrom: "2021-09-01", times: 1, tasks: 1 },
      diverging: 1,
      orders: { blue: { count: 1, late: 1 }, yellow: { count: 1, late: 0 }, red: { count: 0, late: 0 } },
      matters: { pending: 1, late: 1 },
      round: { owed: 2, onTime: 0, late: 2, lateUnits: [{ name: "市教委" }, { name: "市科技局" }] },
    });
    expect(Object.values(delivery.placePlans).reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(next.meetings.map((meeting) => meeting.title)).toEqual(["演示调度会"]);
  });

  test("与己无关的不计：区县看不到别人的督办单、事项和信心分歧", async () => {
    const { delivery } = await overviewOf("district");
    expect(delivery.orders).toEqual({
      blue: { count: 0, late: 0 },
      yellow: { count: 0, late: 0 },
      red: { count: 0, late: 0 },
    });
    expect([delivery.matters, delivery.diverging, delivery.round?.owed]).toEqual([{ pending: 0, late: 0 }, 0, 0]);
  });

  test("实施率和销号率与研判的逐月数一致，两个指标分开", async () => {
    const api = await ground.seat("office");
    const { trend } = await overviewOf("office");
    const rates = await api.ratings.listRates({ programmeId: ground.programmeId });
    expect(
      trend.map(({ day, implemented, closed, rate, closeOutRate }) => [day, implemented, closed, rate, closeOutRate]),
    ).toEqual(
      rates.items.map((one) => [one.day, one.implemented, one.closed, one.implementationRate, one.closeOutRate]),
    );
  });
});

test("同一个月里又调整一次，次数加一，项数不变", async () => {
  const { group, lead, office, at, tick, read, tasks } = ground;
  const asked = await lead.tasks.requestChange({
    ...at(await read(tasks.changed.id)),
    note: "再次顺延",
    dueOn: "2024-06-30",
  });
  tick();
  const advised = await group.tasks.adviseChange({ ...at(asked), opinion: "support", note: "情况属实" });
  tick();
  await office.tasks.allowChange({ ...at(advised), note: "同意" });
  expect((await overviewOf("office")).delivery.rescheduled).toMatchObject({ times: 2, tasks: 1 });
});

test("过去某天的总览和点开的清单，事后看与当天看一样；当天以后办的不在其中", async () => {
  const day = ground.today();
  const then = new Map(
    await Promise.all(readers.map(async (as) => [as, [await overviewOf(as), await listsOf(as)]] as const)),
  );
  await ground.nextDay(2);
  const { office, lead, programmeId, at, read, tasks, order } = ground;
  await office.tasks.resumeTask({ ...at(await read(tasks.resting.id)) });
  await order(tasks.ordered, { limitDays: 20 });
  const [late] = (await office.supervision.listOrders({ programmeId, late: "true" })).items;
  if (!late) throw new Error("no late order");
  await lead.supervision.signOrder({ programmeId, orderId: late.id, version: late.version });
  const [matter] = (await lead.matters.listMatters({ programmeId })).items;
  if (!matter) throw new Error("no matter");
  await lead.matters.withdrawMatter({ programmeId, matterId: matter.id, version: matter.version, note: "不再需要" });
  const [meeting] = (await office.meetings.listMeetings({ programmeId })).items;
  if (!meeting) throw new Error("no meeting");
  await office.meetings.changeMeeting({
    programmeId,
    meetingId: meeting.id,
    version: meeting.version,
    title: "改期的演示调度会",
    heldOn: "2021-09-28",
  });
  const roundId = (await overviewOf("office")).delivery.round?.id;
  if (!roundId) throw new Error("no round");
  const round = await office.progress.getRound({ programmeId, roundId });
  await office.progress.lockRound({ programmeId, roundId, version: round.version });
  await lead.ratings.rateConfidence({
    programmeId,
    taskId: tasks.rated.id,
    rater: "self",
    points: 2,
    reason: "一致了",
  });

  for (const as of readers) {
    const [before, lists] = then.get(as) ?? [];
    const later = await overviewOf(as, day);
    expect(later.delivery, as).toEqual(before?.delivery);
    expect([later.implementation, later.lights, later.groups], as).toEqual([
      before?.implementation,
      before?.lights,
      before?.groups,
    ]);
    expect([later.late, later.next], as).toEqual([before?.late, before?.next]);
    expect(await listsOf(as, day), as).toEqual(lists);
    await expectRowsBehind(as, day);
  }
  const [before, lists] = then.get("office") ?? [];
  const now = await overviewOf("office");
  expect(now.delivery.orders.blue?.count).toBe((before?.delivery.orders.blue?.count ?? 0) + 1);
  expect([now.delivery.matters.pending, now.delivery.diverging]).toEqual([0, 0]);
  const today = await listsOf("office");
  for (const key of ["orders", "matters", "reports", "round", "meetings", "diverging"] as const)
    expect(today[key], key).not.toEqual(lists?.[key]);
  const past = await office.progress.getRound({ programmeId, roundId, asOf: day });
  expect([past.state, past.abilities]).toEqual([round.state, {}]);
});

test("那一天还没有的，打不开；日期写错，说明在哪", async () => {
  const { office, programmeId } = ground;
  const roundId = (await overviewOf("office")).delivery.round?.id;
  if (!roundId) throw new Error("no round");
  const early = { programmeId, asOf: "2021-01-01" };
  expect((await office.supervision.listOrders(early)).total).toBe(0);
  expect((await office.matters.listMatters(early)).total).toBe(0);
  expect((await office.meetings.listMeetings(early)).total).toBe(0);
  await expect(office.progress.getRound({ ...early, roundId })).rejects.toMatchObject({ code: "round.absent" });
  await expect(office.progress.listReports({ ...early, roundId })).rejects.toMatchObject({ code: "round.absent" });
  for (const list of [office.supervision.listOrders, office.matters.listMatters, office.meetings.listMeetings])
    await expect(list({ programmeId, asOf: "2021-02-30" })).rejects.toMatchObject({
      status: 400,
      places: [expect.objectContaining({ path: "asOf" })],
    });
});
