// The two days of a period, at the turns of weeks, months, years and leap years.

import { describe, expect, it } from "vitest";
import { daysOf, type Period } from "./changes-days.ts";

describe("the two days of a period", () => {
  const cases: [Period, string, string, string][] = [
    ["sevenDays", "2026-03-03", "2026-02-24", "2026-03-03"],
    // 2026-03-02 is a Monday, 2026-03-08 a Sunday.
    ["lastWeek", "2026-03-02", "2026-02-22", "2026-03-01"],
    ["lastWeek", "2026-03-08", "2026-02-22", "2026-03-01"],
    ["lastWeek", "2026-01-01", "2025-12-21", "2025-12-28"],
    ["lastMonth", "2026-03-31", "2026-01-31", "2026-02-28"],
    ["lastMonth", "2028-03-01", "2028-01-31", "2028-02-29"],
    ["lastMonth", "2026-01-15", "2025-11-30", "2025-12-31"],
    ["lastQuarter", "2026-05-20", "2025-12-31", "2026-03-31"],
    ["lastQuarter", "2026-02-01", "2025-09-30", "2025-12-31"],
    ["lastQuarter", "2026-12-31", "2026-06-30", "2026-09-30"],
  ];
  it.each(cases)("%s on %s: from %s to %s", (period, today, from, to) => {
    expect(daysOf(period, today)).toEqual({ from, to });
  });
});
