// The progress light on named situations (domain reference 1.6) and its properties.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type LightFacts, progressLight, reachedPercent, scheduledPercent } from "./light.ts";
import { reasonsOn } from "./light-past.ts";

const milestone = (dueOn: string, reachedOn: string | null = null, weight = 1) => ({
  title: `到 ${dueOn}`,
  dueOn,
  reachedOn,
  weight,
});
const facts = (more: Partial<LightFacts>): LightFacts => ({
  state: "inProgress",
  startsOn: "2021-08-04",
  dueOn: null,
  milestones: [],
  today: "2022-01-01",
  ...more,
});

describe("进度灯", () => {
  test.each([
    ["草拟的任务是灰灯", facts({ state: "draft" }), "grey", ["light.not-issued"]],
    ["待签收是灰灯", facts({ state: "issued" }), "grey", ["light.not-signed"]],
    ["暂缓是灰灯", facts({ state: "suspended", dueOn: "2021-12-01" }), "grey", ["light.suspended"]],
    [
      "已销号是绿灯,哪怕里程碑晚了",
      facts({ state: "closed", milestones: [milestone("2021-09-01")] }),
      "green",
      ["light.closed"],
    ],
    [
      "按期是绿灯",
      facts({ milestones: [milestone("2021-12-01", "2021-11-30"), milestone("2022-12-01")] }),
      "green",
      ["light.on-schedule"],
    ],
    [
      "差 9 个点是绿灯",
      facts({ today: "2021-09-08", milestones: [milestone("2022-08-09")] }),
      "green",
      ["light.on-schedule"],
    ],
    [
      "差 10 个点是黄灯",
      facts({ today: "2021-09-10", milestones: [milestone("2022-08-09")] }),
      "yellow",
      ["light.gap-yellow"],
    ],
    [
      "差 30 个点仍是黄灯",
      facts({ today: "2021-11-23", milestones: [milestone("2022-08-09")] }),
      "yellow",
      ["light.gap-yellow"],
    ],
    [
      "差 31 个点是红灯",
      facts({ today: "2021-11-27", milestones: [milestone("2022-08-09")] }),
      "red",
      ["light.gap-red"],
    ],
    [
      "里程碑逾期 30 天是黄灯",
      facts({ today: "2021-10-01", milestones: [milestone("2021-09-01"), milestone("2030-01-01", null, 99)] }),
      "yellow",
      ["light.milestone-overdue"],
    ],
    [
      "里程碑逾期 31 天是红灯",
      facts({ today: "2021-10-02", milestones: [milestone("2021-09-01"), milestone("2030-01-01", null, 99)] }),
      "red",
      ["light.milestone-overdue"],
    ],
    [
      "两条理由都说",
      facts({ milestones: [milestone("2021-12-31"), milestone("2023-12-31")] }),
      "red",
      ["light.gap-red", "light.milestone-overdue"],
    ],
    ["任务过期而无里程碑是黄灯", facts({ dueOn: "2021-12-31" }), "yellow", ["light.past-due"]],
  ] as const)("%s", (_title, given, light, because) => {
    const decision = progressLight(given);
    expect([decision.light, decision.because.map((reason) => reason.code)]).toEqual([light, [...because]]);
  });
});

describe("进度灯的性质", () => {
  const day = fc
    .integer({ min: 0, max: 2000 })
    .map((n) => new Date(Date.UTC(2021, 7, 4) + n * 86_400_000).toISOString().slice(0, 10));
  const anyMilestones = fc.array(
    fc.record({
      title: fc.constant("节点"),
      dueOn: day,
      weight: fc.integer({ min: 1, max: 100 }),
      reachedOn: fc.option(day),
    }),
    { maxLength: 12 },
  );

  test("百分比在 0 到 100 之间,计划进度不随时间倒退,总说得出理由", () => {
    fc.assert(
      fc.property(anyMilestones, day, day, (milestones, first, second) => {
        const [earlier, later] = [first, second].sort() as [string, string];
        const before = scheduledPercent(facts({ milestones, today: earlier })) ?? 0;
        const after = scheduledPercent(facts({ milestones, today: later })) ?? 0;
        expect(before).toBeGreaterThanOrEqual(0);
        expect(after).toBeLessThanOrEqual(100);
        expect(after).toBeGreaterThanOrEqual(before);
        expect(progressLight(facts({ milestones, today: later })).because.length).toBeGreaterThan(0);
      }),
    );
  });

  test("再达成一个里程碑,灯不会变差", () => {
    const rank = { green: 0, grey: 0, yellow: 1, red: 2 };
    fc.assert(
      fc.property(anyMilestones, day, fc.nat(11), (milestones, today, which) => {
        const better = milestones.map((one, index) => (index === which ? { ...one, reachedOn: today } : one));
        expect(reachedPercent(better)).toBeGreaterThanOrEqual(reachedPercent(milestones));
        expect(rank[progressLight(facts({ milestones: better, today })).light]).toBeLessThanOrEqual(
          rank[progressLight(facts({ milestones, today })).light],
        );
      }),
    );
  });
});

test("逾期天数按所读的那一天说，不靠每夜改写", () => {
  const { because } = progressLight(facts({ dueOn: "2021-12-31", today: "2022-01-02" }));
  const read = (today: string) => reasonsOn(because, today).map((one) => one.facts.days);
  expect(read("2022-01-02")).toEqual([2]);
  expect(read("2022-01-20")).toEqual([20]);
});
