// Days on the timeline: months add up, bars stay inside, deadlines stand in the right month.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  barOf,
  deadlinesOf,
  firstMonth,
  monthAfter,
  nextMilestone,
  readMonth,
  standingOf,
  timelineScale,
} from "./timeline-scale.ts";

const today = "2021-09-15";

test.each([
  ["2021-09", 0, "2021-09"],
  ["2021-09", 4, "2022-01"],
  ["2021-01", -1, "2020-12"],
  ["2021-12", 1, "2022-01"],
  ["2021-12", -24, "2019-12"],
])("%s 之后 %i 个月是 %s", (month, count, expected) => {
  expect(monthAfter(month, count)).toBe(expected);
});

test("默认从三分之一跨度之前开始", () => {
  expect(firstMonth(today, 18)).toBe("2021-03");
  expect(firstMonth("2021-02-28", 36)).toBe("2020-02");
});

test.each([
  ["2021-09", "2021-09"],
  ["2021-13", null],
  ["21-09", null],
  ["2021-9", null],
  [undefined, null],
  ["2999-01", null],
])("地址中的月份 %s", (text, month) => expect(readMonth(text)).toBe(month));

const month = fc
  .tuple(fc.integer({ min: 1950, max: 2100 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, number]) => `${year}-${String(number).padStart(2, "0")}`);
const day = fc
  .integer({ min: Date.parse("1990-01-01"), max: Date.parse("2060-01-01") })
  .map((at) => new Date(at).toISOString().slice(0, 10));

test("月份首尾相接，从 0 到 1；每天落在自己的月份里", () => {
  fc.assert(
    fc.property(month, fc.constantFrom(18, 36), fc.integer({ min: 1, max: 28 }), (from, span, date) => {
      const scale = timelineScale(from, span);
      expect(scale.months).toHaveLength(span);
      expect(scale.months[0]?.from).toBe(0);
      expect(scale.months.at(-1)?.to).toBe(1);
      for (const [index, one] of scale.months.entries()) {
        if (index > 0) expect(one.from).toBe(scale.months[index - 1]?.to);
        const place = scale.placeOf(`${one.month}-${String(date).padStart(2, "0")}`);
        expect(place >= one.from && place < one.to).toBe(true);
      }
    }),
  );
});

test("任务条不越出两边，缺日期或日期颠倒的没有条", () => {
  fc.assert(
    fc.property(month, day, day, (from, startsOn, dueOn) => {
      const scale = timelineScale(from, 18);
      const bar = barOf({ startsOn, dueOn }, scale);
      const outside = dueOn < startsOn || dueOn < scale.first || startsOn >= scale.end;
      expect(bar === null).toBe(outside);
      if (!bar) return;
      expect(bar.left).toBeGreaterThanOrEqual(0);
      expect(bar.width).toBeGreaterThan(0);
      expect(bar.left + bar.width).toBeLessThanOrEqual(1 + 1e-9);
      expect(bar.before).toBe(startsOn < scale.first);
    }),
  );
  const scale = timelineScale("2021-01", 18);
  expect(barOf({ startsOn: null, dueOn: today }, scale)).toBeNull();
  expect(barOf({ startsOn: today, dueOn: null }, scale)).toBeNull();
  expect(barOf({ startsOn: today, dueOn: today }, scale)?.width).toBeGreaterThan(0);
});

const milestone = (dueOn: string, reachedOn: string | null = null) => ({
  id: dueOn,
  title: dueOn,
  dueOn,
  weight: 1,
  reachedOn,
});

test.each([
  ["2021-09-14", null, "overdue"],
  ["2021-09-15", null, "open"],
  ["2021-09-16", null, "open"],
  ["2021-01-01", "2021-09-01", "reached"],
])("应于 %s、完成于 %s 的里程碑：%s", (dueOn, reachedOn, standing) => {
  expect(standingOf({ dueOn, reachedOn }, today)).toBe(standing);
});

test("下一个里程碑：先看逾期最久的，没有就看最近的", () => {
  expect(
    nextMilestone([milestone("2021-12-01"), milestone("2021-08-01"), milestone("2021-07-01", "2021-07-01")])?.id,
  ).toBe("2021-08-01");
  expect(nextMilestone([milestone("2021-07-01", "2021-07-01")])).toBeNull();
});

describe("接下来的节点", () => {
  const task = (
    number: number,
    dueOn: string | null,
    milestones = [milestone("2021-10-08")],
    state = "inProgress",
  ) => ({
    number,
    dueOn,
    milestones,
    state,
  });
  test("逾期的在最前，按月份排列，办结和终止的不列，已完成的不列", () => {
    const found = deadlinesOf(
      [
        task(1, "2021-12-31", [
          milestone("2021-08-01"),
          milestone("2021-10-08"),
          milestone("2021-10-01", "2021-09-01"),
        ]),
        task(2, "2021-09-30", []),
        task(3, "2021-09-01", [], "closed"),
        task(4, null, [], "ended"),
        task(5, null, []),
        task(6, "2021-09-15", []),
      ],
      today,
    );
    expect(found.map((group) => [group.month, group.items.map((item) => [item.task.number, item.dueOn])])).toEqual([
      ["overdue", [[1, "2021-08-01"]]],
      [
        "2021-09",
        [
          [6, "2021-09-15"],
          [2, "2021-09-30"],
        ],
      ],
      ["2021-10", [[1, "2021-10-08"]]],
      ["2021-12", [[1, "2021-12-31"]]],
    ]);
  });
});
