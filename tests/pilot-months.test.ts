// The first three months of a pilot 演示数据 as chance has them: each unit reports in time, late, not at all, or has its report returned.
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Manners, manners, months, reporters } from "./pilot-year/course/reporting.ts";
import { firstMonths, play } from "./pilot-year/course.ts";
import { beginYear } from "./pilot-year/year.ts";

test("无论各单位按时、迟报、漏报还是被退回，头三个月的每一步都对", { timeout: 900_000 }, async () => {
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
