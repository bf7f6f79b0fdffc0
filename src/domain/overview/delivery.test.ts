// 调度与督办 on the overview over real HTTP: every figure is the length of the list that it opens, for each reader, and a past day stays as it was shown.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startDelivery } from "../../../tests/own-delivery.ts";
import type { DemoOfficial } from "../accounts/model.ts";
import { openOrderStates } from "../supervision/rules.ts";

let ground: Awaited<ReturnType<typeof startDelivery>>;
beforeAll(async () => {
  ground = await startDelivery();
}, 240_000);
afterAll(() => ground.server.close());

const readers = ["office", "group", "lead", "support", "district"] as const satisfies readonly DemoOfficial[];
const overviewOf = async (as: DemoOfficial, asOf?: string) =>
  (await ground.seat(as)).overview.getOverview({ programmeId: ground.programmeId, ...(asOf ? { asOf } : {}) });

describe("各处数字就是点开后的条数", () => {
  test.each(readers)("%s", async (as) => {
    const { programmeId } = ground;
    const api = await ground.seat(as);
    const { delivery, implementation, next } = await overviewOf(as);
    const tasks = async (query: object) => (await api.tasks.listTasks({ programmeId, limit: 200, ...query })).total;
    for (const [step, count] of delivery.maturity.entries())
      expect(await tasks({ maturity: String(step) }), `L${step}`).toBe(count);
    expect(delivery.maturity.reduce((sum, count) => sum + count, 0)).toBe(implementation.total);
    expect(await tasks({ reviewDue: "true" })).toBe(delivery.reviewDue);
    expect(await tasks({ rescheduledFrom: delivery.rescheduled.monthFrom })).toBe(delivery.rescheduled.tasks);
    expect(await tasks({ status: "closed" })).toBe(implementation.closed);
    for (const light of ["green", "yellow", "red", "grey"])
      expect(await tasks({ parts: "places", light }), light).toBe(delivery.placePlans[light] ?? 0);
    for (const [grade, { count, late }] of Object.entries(delivery.orders)) {
      const orders = async (query: object) =>
        (await api.supervision.listOrders({ programmeId, grade, ...query })).total;
      expect(await orders({ state: openOrderStates.join(",") }), grade).toBe(count);
      expect(await orders({ late: "true" }), grade).toBe(late);
    }
    const matters = await api.matters.countMatters({ programmeId });
    expect(delivery.matters).toEqual({ pending: matters.pending, late: matters.late });
    expect((await api.ratings.listDivergence({ programmeId })).total).toBe(delivery.diverging);
    const round = delivery.round;
    if (!round) throw new Error("no round");
    const reports = async (query: object) =>
      (await api.progress.listReports({ programmeId, roundId: round.id, ...query })).total;
    expect(await reports({})).toBe(round.owed);
    expect(await reports({ late: "true" })).toBe(round.late);
    expect(round.lateUnits).toHaveLength(round.late);
    const meetings = await api.meetings.listMeetings({ programmeId });
    expect(next.meetings.map((meeting) => meeting.id)).toEqual(meetings.items.map((meeting) => meeting.id));
  });

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

test.each(readers)("%s：过去某天的总览，事后看与当天看一样", async (as) => {
  const then = await overviewOf(as);
  const day = ground.today();
  await ground.nextDay(2);
  const { office, at, read, tasks, order } = ground;
  await office.tasks.resumeTask({ ...at(await read(tasks.resting.id)) }).catch(() => undefined);
  await order(tasks.ordered, { limitDays: 20 });
  const later = await overviewOf(as, day);
  expect(later.delivery).toEqual(then.delivery);
  expect([later.implementation, later.lights, later.groups]).toEqual([then.implementation, then.lights, then.groups]);
  expect([later.late, later.next]).toEqual([then.late, then.next]);
  if (as === "office")
    expect((await overviewOf(as)).delivery.orders.blue?.count).toBe((then.delivery.orders.blue?.count ?? 0) + 1);
});
