// When something is owed and in which order it is shown: cases by the calendar, and properties.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countOf, endOfWeek, groupOf, inOrder, lateBy } from "./rules.ts";

const item = (dueOn: string | null, waitingFor: unknown = null) => ({
  dueOn,
  waitingFor,
  sinceAt: "2026-01-01T00:00:00Z",
});

describe("今天、本周、以后、等待他人", () => {
  // 2026-03-04 is a Wednesday.
  test.each([
    ["逾期一个月的在今天", item("2026-02-04"), "today"],
    ["今天到期", item("2026-03-04"), "today"],
    ["周四", item("2026-03-05"), "week"],
    ["本周日", item("2026-03-08"), "week"],
    ["下周一", item("2026-03-09"), "later"],
    ["未定时限", item(null), "later"],
    ["等他人，逾期也不算我的今天", item("2026-02-04", { zh: "办公室" }), "waiting"],
  ])("%s", (_, one, group) => {
    expect(groupOf(one, "2026-03-04")).toBe(group);
  });

  test.each([
    ["2026-03-02", "2026-03-08"],
    ["2026-03-08", "2026-03-08"],
    ["2026-12-31", "2027-01-03"],
  ])("%s 所在的一周到 %s 止", (day, end) => {
    expect(endOfWeek(day)).toBe(end);
  });
});

describe("逾期按工作日计", () => {
  test.each([
    ["当天不算逾期", "2026-03-04", "2026-03-04", 0],
    ["次日为一", "2026-03-04", "2026-03-05", 1],
    ["周五到期，周一为一", "2026-03-06", "2026-03-09", 1],
    ["周六到期顺延到周一，周一不算", "2026-03-07", "2026-03-09", 0],
    ["国庆前到期，节后第一个工作日为一", "2025-09-30", "2025-10-09", 1],
  ])("%s", (_, dueOn, today, late) => {
    expect(lateBy(item(dueOn), today)).toBe(late);
  });
  test("等他人的不算逾期", () => {
    expect(lateBy(item("2026-01-01", {}), "2026-03-04")).toBe(0);
  });
});

const day = fc
  .integer({ min: 0, max: 400 })
  .map((n) => new Date(Date.UTC(2026, 0, 1) + n * 86_400_000).toISOString().slice(0, 10));
const owed = fc.record({
  dueOn: fc.option(day),
  waitingFor: fc.option(fc.constant({ zh: "办公室" })),
  sinceAt: day,
  kind: fc.constantFrom("task", "matter", "report"),
  id: fc.uuid(),
});

test("排序不丢不添，组的先后不乱，组内先到期的在前；计数与各组之和相等", () => {
  fc.assert(
    fc.property(fc.array(owed, { maxLength: 60 }), day, (given, today) => {
      const items = given.map((one) => ({ ...one, group: groupOf(one, today), late: lateBy(one, today) }));
      const ordered = inOrder(items);
      expect(new Set(ordered)).toEqual(new Set(items));
      const places = ordered.map((one) => ["today", "week", "later", "waiting"].indexOf(one.group));
      expect(places).toEqual([...places].sort((a, b) => a - b));
      for (const group of ["today", "week", "later"] as const) {
        const days = ordered.filter((one) => one.group === group).map((one) => one.dueOn ?? "9999");
        expect(days).toEqual([...days].sort());
      }
      const counts = countOf(
        items,
        ["task", "matter", "report"].map((kind) => ({ kind, zh: kind, en: kind })),
        false,
      );
      expect(counts.owed + counts.groups.waiting).toBe(items.length);
      expect(Object.values(counts.groups).reduce((a, b) => a + b, 0)).toBe(items.length);
      expect(counts.kinds.reduce((sum, one) => sum + one.count, 0)).toBe(items.length);
      expect(counts.late).toBeLessThanOrEqual(counts.groups.today);
    }),
  );
});
