// The whole year of one pilot 演示数据, through the public API, on a clock that is passed in; after every step everything is looked at.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Manners, manners, months, reporters } from "./pilot-year/course/reporting.ts";
import { firstMonths, play, wholeYear } from "./pilot-year/course.ts";
import { beginYear } from "./pilot-year/year.ts";

describe("一个试点的一年", () => {
  test("十二轮报送、逾期、退回、督办、调整、销号、反弹：每一步之后，台账、待办、合计、痕迹都对", {
    timeout: 900_000,
  }, async () => {
    const year = await beginYear();
    try {
      await play(year, wholeYear(), "2022-09-01");
      expect(await year.watch.monthsAreAsTheyWere()).toBe(12);
      await year.watch.verifyTrail("end of the year");
    } finally {
      await year.end();
    }
  });

  test("无论各单位按时、迟报、漏报还是被退回，头三个月的每一步也都对", { timeout: 900_000 }, async () => {
    const played = months.slice(0, 3);
    const fares = fc.record(
      Object.fromEntries(
        played.flatMap((month) => reporters.map((seat) => [`${month} ${seat}`, fc.constantFrom(...manners)])),
      ),
    );
    await fc.assert(
      fc.asyncProperty(fares, async (some) => {
        const year = await beginYear();
        try {
          await play(year, firstMonths(some as Manners, played), "2021-12-02");
          expect(await year.watch.monthsAreAsTheyWere()).toBe(3);
        } finally {
          await year.end();
        }
      }),
      // A course is told by its seed; making it smaller would take an hour.
      { numRuns: 2, endOnFailure: true },
    );
  });
});
