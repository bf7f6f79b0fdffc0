// The progress light on named situations (domain reference 1.6) and its properties.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type LightFacts, progressLight, reachedPercent, scheduledPercent } from "./light.ts";
import { automaticOf, endOfCycle, type LightOverride, lightRank, reasonsOn, sameReasons } from "./light-past.ts";
import { firstLightRule } from "./light-rule.ts";
import { stretchesOf } from "./light-story.ts";
import type { Light, LightReason } from "./model.ts";

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

describe("报送", () => {
  const missed = (missedCycles: number) => facts({ reports: { missedCycles, lastMissed: "2021-12" } });
  test.each([
    ["都报了", 0, "green", "light.on-schedule"],
    ["一期未报是黄灯", 1, "yellow", "light.unreported"],
    ["两期未报是红灯", 2, "red", "light.unreported"],
    ["更多仍是红灯", 5, "red", "light.unreported"],
  ] as const)("%s", (_title, cycles, light, code) => {
    const decision = progressLight(missed(cycles));
    expect([decision.light, decision.because[0]?.code]).toEqual([light, code]);
  });
  test("未启动的任务不因未报变灯", () => {
    expect(progressLight({ ...missed(3), state: "issued" }).light).toBe("grey");
  });
});

describe("阈值按所定的版本", () => {
  const behind = facts({ today: "2021-11-01", milestones: [milestone("2022-08-09")] }); // 24 points
  test.each([
    ["随附的规则", {}, "yellow"],
    ["黄灯界限提高到 25", { yellowGap: 25 }, "green"],
    ["红灯界限降到 20", { redGap: 20 }, "red"],
  ] as const)("%s", (_title, more, light) => {
    const rule = { ...firstLightRule, ...more, version: "2022-9" };
    const decision = progressLight({ ...behind, rule });
    expect(decision.light).toBe(light);
    expect(decision.because[0]?.facts.version).toBe("2022-9");
  });
});

describe("黄灯保持", () => {
  const wasLit = (light: Light, since: string, more: LightReason[] = []) => ({
    light,
    because: [...more, { code: "light.past-due", facts: { days: 3, since, version: "2021-1" } } as LightReason],
  });
  const caughtUp = facts({ today: "2022-01-20" });

  test("追上进度后保持黄灯一个月，到期转绿", () => {
    const first = progressLight({ ...caughtUp, before: wasLit("red", "2021-12-01") });
    expect([first.light, first.because.map((one) => one.code)]).toEqual([
      "yellow",
      ["light.held", "light.on-schedule"],
    ]);
    expect(first.because[0]?.facts).toMatchObject({ until: "2022-02-20", since: "2021-12-01" });
    const on = (today: string) => progressLight({ ...caughtUp, today, before: first });
    expect(on("2022-02-20").light).toBe("yellow");
    expect(on("2022-02-20").because[0]?.facts.until).toBe("2022-02-20");
    expect(on("2022-02-21").light).toBe("green");
    expect(progressLight({ ...caughtUp, today: "2022-02-22", before: on("2022-02-21") }).light).toBe("green");
  });
  test("有报送期的，保持到本期截止日", () => {
    const reports = { missedCycles: 0, lastMissed: null, cycleEndsOn: "2022-02-25" };
    const { because } = progressLight({ ...caughtUp, reports, before: wasLit("yellow", "2021-12-01") });
    expect(because[0]?.facts.until).toBe("2022-02-25");
  });
  test("当天才变差、当天更正的，不保持", () => {
    expect(progressLight({ ...caughtUp, before: wasLit("red", "2022-01-20") }).light).toBe("green");
  });
  test("换了规则而变好的，不算追上，不保持", () => {
    const rule = { ...firstLightRule, version: "2022-2" };
    expect(progressLight({ ...caughtUp, rule, before: wasLit("red", "2021-12-01") }).light).toBe("green");
  });
  test("规则不要求保持的，直接转绿", () => {
    const rule = { ...firstLightRule, holds: false };
    expect(progressLight({ ...caughtUp, rule, before: wasLit("red", "2021-12-01") }).light).toBe("green");
  });
  test("从绿灯、灰灯来的没有可保持的；旧时未记起始日的照样保持", () => {
    const plain = (light: Light) => ({ light, because: [{ code: "light.on-schedule", facts: {} } as LightReason] });
    expect(progressLight({ ...caughtUp, before: plain("green") }).light).toBe("green");
    expect(progressLight({ ...caughtUp, before: plain("grey") }).light).toBe("green");
    expect(progressLight({ ...caughtUp, before: plain("red") }).light).toBe("yellow");
  });
  test("保持期间又变差，按新的事实；再追上，重新保持", () => {
    const held = progressLight({ ...caughtUp, before: wasLit("red", "2021-12-01") });
    const worse = progressLight({ ...caughtUp, today: "2022-02-01", dueOn: "2022-01-31", before: held });
    expect([worse.light, worse.because.map((one) => one.code)]).toEqual(["yellow", ["light.past-due"]]);
    const again = progressLight({ ...caughtUp, today: "2022-02-10", before: worse });
    expect(again.because[0]).toMatchObject({ code: "light.held", facts: { until: "2022-03-10", since: "2021-12-01" } });
  });
  test.each([
    ["2022-01-31", null, "2022-02-28"],
    ["2023-12-15", null, "2024-01-15"],
    ["2022-01-10", "2022-01-25", "2022-01-25"],
    ["2022-01-25", "2022-01-25", "2022-02-25"],
  ])("从 %s 起，本期止于 %s：一个周期到 %s", (today, ends, until) => {
    expect(endOfCycle(today, ends)).toBe(until);
  });
});

const override = (light: Light, from: Light, until = "2022-02-01"): LightOverride => ({
  light,
  from,
  reason: "演示理由",
  until,
  by: "演示办公室 演示甲",
});

describe("人工改判", () => {
  const green = facts({});
  const yellow = facts({ dueOn: "2021-12-20" });
  const red = facts({ dueOn: "2021-11-01" });
  test.each([
    ["绿改红", green, override("red", "green"), "red", "green"],
    ["黄改红", yellow, override("red", "yellow"), "red", "yellow"],
    ["改严之后事实更糟，以事实为准", red, override("yellow", "green"), "red", "red"],
    ["改严之后事实相同，不再显示改判", yellow, override("yellow", "green"), "yellow", "yellow"],
    ["经批准黄改绿", yellow, override("green", "yellow"), "green", "yellow"],
    ["批准时是黄灯，后来变红，改宽失效", red, override("green", "yellow"), "red", "red"],
    ["改宽之后自己转好，不再显示改判", green, override("yellow", "red"), "green", "green"],
    ["最后一天仍有效", green, override("red", "green", "2022-01-01"), "red", "green"],
    ["过了截止日失效", green, override("red", "green", "2021-12-31"), "green", "green"],
  ] as const)("%s", (_title, given, decided, light, automatic) => {
    const decision = progressLight({ ...given, override: decided });
    expect([decision.light, automaticOf(decision)]).toEqual([light, automatic]);
    expect(decision.because.some((one) => one.code === "light.override")).toBe(light !== automatic);
  });
  test("未启动、已销号的任务不受改判影响", () => {
    expect(progressLight({ ...green, state: "draft", override: override("red", "green") }).light).toBe("grey");
    expect(progressLight({ ...green, state: "closed", override: override("red", "green") }).light).toBe("green");
  });
  test("改判结束后，保持与否看自动灯，不看改判", () => {
    const decided = progressLight({ ...green, override: override("red", "green") });
    expect(progressLight({ ...green, today: "2022-03-01", before: decided }).light).toBe("green");
  });
});

describe("亮灯的性质", () => {
  const anyLight = fc.constantFrom<Light>("green", "yellow", "red");
  const day = fc
    .integer({ min: 0, max: 900 })
    .map((n) => new Date(Date.UTC(2021, 7, 4) + n * 86_400_000).toISOString().slice(0, 10));
  const anyOverride = fc.option(
    fc.record({ light: anyLight, from: anyLight, reason: fc.constant("演示"), until: day, by: fc.constant("演示") }),
    { nil: undefined },
  );
  const anyBefore = fc.option(
    fc.record({
      light: anyLight,
      because: fc.array(
        fc.oneof(
          fc.record({
            code: fc.constant("light.past-due" as const),
            facts: fc.record({ since: day, version: fc.constant("2021-1") }),
          }),
          fc.record({
            code: fc.constant("light.held" as const),
            facts: fc.record({ until: day, since: day, version: fc.constant("2021-1") }),
          }),
        ),
        { maxLength: 2 },
      ) as fc.Arbitrary<LightReason[]>,
    }),
    { nil: undefined },
  );

  test("事实更糟，灯不会更好：逾期更久、欠报更多、进度更少，不论改判与保持", () => {
    fc.assert(
      fc.property(
        day,
        day,
        fc.nat(200),
        fc.nat(3),
        fc.nat(3),
        anyOverride,
        anyBefore,
        (today, due, later, missed, more, over, before) => {
          const earlier = new Date(Date.parse(due) - later * 86_400_000).toISOString().slice(0, 10);
          const of = (dueOn: string, missedCycles: number) =>
            progressLight(facts({ today, dueOn, reports: { missedCycles, lastMissed: null }, override: over, before }));
          expect(lightRank[of(earlier, missed + more).light]).toBeGreaterThanOrEqual(lightRank[of(due, missed).light]);
        },
      ),
    );
  });
  test("改判得更严，灯只会更差；没有改判，没有比自动灯更好的灯", () => {
    fc.assert(
      fc.property(day, day, anyLight, anyBefore, (today, dueOn, light, before) => {
        const automatic = progressLight(facts({ today, dueOn, before }));
        expect(automaticOf(automatic)).toBe(automatic.light);
        const worse = progressLight(facts({ today, dueOn, before, override: override(light, "green", "2030-01-01") }));
        expect(lightRank[worse.light]).toBeGreaterThanOrEqual(lightRank[automatic.light]);
      }),
    );
  });
  test("保持必有尽头：事实一直良好，两个月后总是绿灯", () => {
    fc.assert(
      fc.property(anyLight, day, (light, since) => {
        let before: { light: Light; because: LightReason[] } = {
          light,
          because: [{ code: "light.past-due", facts: { since, version: "2021-1" } }],
        };
        for (let n = 0; n <= 62; n += 1) {
          const today = new Date(Date.parse("2024-02-01") + n * 86_400_000).toISOString().slice(0, 10);
          before = progressLight(facts({ today, before }));
        }
        expect(before.light).toBe("green");
      }),
    );
  });
  test("同一天再判一次，结果不变", () => {
    fc.assert(
      fc.property(day, day, anyOverride, anyBefore, (today, dueOn, over, before) => {
        const once = progressLight(facts({ today, dueOn, override: over, before }));
        const twice = progressLight(facts({ today, dueOn, override: over, before: once }));
        expect(twice.light).toBe(once.light);
        expect(sameReasons(once.because, twice.because)).toBe(true);
      }),
    );
  });
});

test("历次亮灯合并为时段：同一种理由算一段，换理由另起一段", () => {
  const row = (from: string, light: Light, code: LightReason["code"], more: object = {}) => ({
    from,
    light,
    because: [{ code, facts: { version: "2021-1", ...more } }],
    planned: 10,
    actual: 5,
  });
  const stretches = stretchesOf([
    row("a", "green", "light.on-schedule", { gap: 1 }),
    row("b", "green", "light.on-schedule", { gap: 5 }),
    row("c", "yellow", "light.gap-yellow"),
    row("d", "yellow", "light.held", { until: "2022-01-01" }),
    row("e", "green", "light.on-schedule"),
  ]);
  expect(stretches.map((one) => [one.from, one.to, one.light, one.because[0]?.code])).toEqual([
    ["a", "c", "green", "light.on-schedule"],
    ["c", "d", "yellow", "light.gap-yellow"],
    ["d", "e", "yellow", "light.held"],
    ["e", null, "green", "light.on-schedule"],
  ]);
  expect(stretches[0]?.because[0]?.facts.gap).toBe(5);
});
