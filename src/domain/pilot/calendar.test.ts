// Working days against the State Council's yearly holiday notices, and laws of counting that hold for any day.
import chineseDays from "chinese-days";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addWorkingDays,
  type Calendar,
  isKnown,
  isWorkingDay,
  nationalCalendar,
  workingDaysBetween,
} from "./calendar.ts";

const plainWeek: Calendar = { holidays: new Set(), makeUpDays: new Set(), knownFrom: "2000-01-01", knownUntil: "" };

describe("the notices 国务院办公厅关于部分节假日安排的通知", () => {
  test.each([
    ["2020-01-31", false, "a Friday of the Spring Festival prolonged in 2020"],
    ["2021-02-07", true, "a Sunday made up for the Spring Festival of 2021"],
    ["2021-02-17", false, "the last day of that holiday, a Wednesday"],
    ["2021-04-25", true, "a Sunday made up for Labour Day"],
    ["2021-05-08", true, "a Saturday made up for Labour Day"],
    ["2021-09-18", true, "a Saturday made up for Mid-autumn"],
    ["2021-09-26", true, "a Sunday made up for National Day"],
    ["2021-10-01", false, "National Day, a Friday"],
    ["2021-10-07", false, "the last day of that holiday, a Thursday"],
    ["2021-10-08", true, "the Friday after"],
    ["2021-10-09", true, "a Saturday made up for National Day"],
    ["2021-10-10", false, "an ordinary Sunday"],
    ["2023-01-27", false, "a Friday of the Spring Festival of 2023"],
    ["2023-01-28", true, "a Saturday made up for it"],
    ["2023-01-29", true, "a Sunday made up for it"],
    ["2024-02-18", true, "a Sunday made up for the Spring Festival of 2024"],
    ["2026-01-02", false, "a Friday of New Year 2026"],
    ["2026-01-04", true, "a Sunday made up for it"],
    ["2026-02-23", false, "a Monday, the ninth day of the Spring Festival of 2026"],
    ["2026-02-28", true, "a Saturday made up for it"],
  ])("%s worked: %s (%s)", (day, works) => {
    expect(isWorkingDay(day)).toBe(works);
  });

  // West of Greenwich the library's functions read the day before: the reason why only its data is used.
  test.skipIf(new Date(0).getTimezoneOffset() > 0)("every published day agrees with the library's own reading", () => {
    const last = Date.parse(nationalCalendar.knownUntil);
    for (let at = Date.parse(nationalCalendar.knownFrom); at <= last; at += 86_400_000) {
      const day = new Date(at).toISOString().slice(0, 10);
      expect(isWorkingDay(day), day).toBe(chineseDays.isWorkday(day));
    }
  });
});

describe("counting", () => {
  test.each([
    ["2021-09-30", 1, "2021-10-08"],
    ["2021-09-30", 2, "2021-10-09"],
    ["2021-09-30", 3, "2021-10-11"],
    ["2021-10-08", -1, "2021-09-30"],
    ["2021-10-03", 0, "2021-10-08"],
    ["2021-10-09", 0, "2021-10-09"],
    ["2023-01-20", 3, "2023-01-30"],
    ["2021-08-04", 30, "2021-09-15"],
  ])("%s and %i working days is %s", (from, days, reached) => {
    expect(addWorkingDays(from, days)).toEqual({ day: reached, known: true });
    if (days !== 0) expect(workingDaysBetween(from, reached)).toEqual({ days, known: true });
  });

  test("a reminder 15 working days before a deadline on Monday 2021-10-18 is Wednesday 2021-09-22: National Day lies between", () => {
    expect(addWorkingDays("2021-10-18", -15).day).toBe("2021-09-22");
  });

  test("beyond the published years weekends alone decide, and the answer says so", () => {
    expect(addWorkingDays("2035-09-28", 2)).toEqual({ day: "2035-10-02", known: false });
    expect(workingDaysBetween("2035-09-28", "2035-10-05")).toEqual({ days: 5, known: false });
    expect(addWorkingDays("2003-12-31", -1).known).toBe(false);
    expect(addWorkingDays("2004-01-05", -5).known, "a span that begins before the published years").toBe(false);
    expect(isKnown("2021-01-01", "2026-11-23")).toBe(true);
  });

  test("the last week of the last published year waits for the next year's notice", () => {
    const year = nationalCalendar.knownUntil.slice(0, 4);
    expect(isKnown(`${year}-12-24`, `${year}-12-24`)).toBe(true);
    expect(isKnown(`${year}-12-25`, `${year}-12-25`)).toBe(false);
  });

  test.each(["", "2021-02-30", "2021-13-01", "2021-1-5", "today", "2021-10-08T00:00:00Z"])("“%s” is no day", (text) => {
    expect(() => isWorkingDay(text)).toThrow(RangeError);
    expect(() => addWorkingDays(text, 1)).toThrow(RangeError);
    expect(() => workingDaysBetween("2021-10-08", text)).toThrow(RangeError);
  });

  test.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 40_000, -40_000])(
    "%d is no number of days to count",
    (days) => {
      expect(() => addWorkingDays("2021-10-08", days)).toThrow(RangeError);
    },
  );

  test("spans over a hundred years are refused instead of walked", () => {
    expect(() => workingDaysBetween("0001-01-01", "9999-12-31")).toThrow(RangeError);
  });
});

describe("laws", () => {
  const anyDay = fc
    .integer({ min: Date.parse("2003-06-01") / 86_400_000, max: Date.parse("2029-12-31") / 86_400_000 })
    .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));
  const some = fc.integer({ min: 1, max: 250 });
  const forwardOrBack = fc.integer({ min: -250, max: 250 });

  test("one always lands on a working day", () => {
    fc.assert(fc.property(anyDay, forwardOrBack, (day, n) => isWorkingDay(addWorkingDays(day, n).day)));
  });

  test("counting back what was added gives the same number", () => {
    fc.assert(
      fc.property(
        anyDay,
        forwardOrBack.filter((n) => n !== 0),
        (day, n) => workingDaysBetween(day, addWorkingDays(day, n).day).days === n,
      ),
    );
  });

  test("two steps one way are one long step", () => {
    fc.assert(
      fc.property(anyDay, some, some, fc.constantFrom(1, -1), (day, a, b, way) => {
        expect(addWorkingDays(addWorkingDays(day, a * way).day, b * way).day).toBe(
          addWorkingDays(day, (a + b) * way).day,
        );
      }),
    );
  });

  test("the days between two days split anywhere", () => {
    fc.assert(
      fc.property(anyDay, anyDay, anyDay, (a, b, c) => {
        const [first, middle, last] = [a, b, c].toSorted() as [string, string, string];
        const whole = workingDaysBetween(first, last).days;
        expect(workingDaysBetween(first, middle).days + workingDaysBetween(middle, last).days).toBe(whole);
      }),
    );
  });

  test("without holidays five days of seven are worked", () => {
    fc.assert(
      fc.property(
        anyDay,
        fc.integer({ min: -50, max: 50 }).filter((weeks) => weeks !== 0),
        (day, weeks) => {
          const to = new Date(Date.parse(day) + weeks * 7 * 86_400_000).toISOString().slice(0, 10);
          expect(workingDaysBetween(day, to, plainWeek).days).toBe(weeks * 5);
        },
      ),
    );
  });
});
