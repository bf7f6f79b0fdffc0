// Days and instants in the pilot's time zone.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayAfter, dayOf, daysBetween, endOfDay } from "./clock.ts";
import { newId } from "./ids.ts";

describe("日历日", () => {
  test.each([
    ["北京时间零点前一秒", "2021-08-03T15:59:59.999Z", "Asia/Shanghai", "2021-08-03"],
    ["北京时间零点", "2021-08-03T16:00:00.000Z", "Asia/Shanghai", "2021-08-04"],
    ["夏令时开始的那天", "2024-03-10T07:30:00.000Z", "America/New_York", "2024-03-10"],
  ])("%s", (_title, instant, zone, day) => {
    expect(dayOf(Date.parse(instant), zone)).toBe(day);
  });

  test.each([
    ["2021-08-04", "Asia/Shanghai", "2021-08-04T16:00:00.000Z"],
    ["2024-03-10", "America/New_York", "2024-03-11T04:00:00.000Z"],
    ["2024-11-03", "America/New_York", "2024-11-04T05:00:00.000Z"],
  ])("“截至 %s”(%s)到 %s 为止", (day, zone, instant) => {
    expect(endOfDay(day, zone)).toBe(instant);
  });

  test.each([
    ["2028-02-28", 1, "2028-02-29"],
    ["2026-03-01", -1, "2026-02-28"],
    ["2025-12-31", 32, "2026-02-01"],
  ])("%s 之后 %i 天是 %s", (day, days, after) => {
    expect(dayAfter(day, days)).toBe(after);
    expect(daysBetween(day, after)).toBe(days);
  });

  test("一天的最后一瞬属于这一天,下一瞬不属于", () => {
    const anyDay = fc.integer({ min: 0, max: 20_000 }).map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10));
    fc.assert(
      fc.property(
        anyDay,
        fc.constantFrom("Asia/Shanghai", "America/New_York", "UTC", "Asia/Kathmandu"),
        (day, zone) => {
          const end = Date.parse(endOfDay(day, zone));
          expect(dayOf(end - 1, zone)).toBe(day);
          expect(daysBetween(day, dayOf(end, zone))).toBe(1);
        },
      ),
    );
  });
});

test("后发的编号排在后面", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 47 }), (at) => {
      const [earlier, later] = [newId(at), newId(at + 1)];
      expect(earlier < later).toBe(true);
      expect(earlier).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }),
  );
});

test("同一毫秒发出的编号按先后排列,各不相同", () => {
  const ids = Array.from({ length: 5000 }, () => newId(1_630_000_000_000));
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});
