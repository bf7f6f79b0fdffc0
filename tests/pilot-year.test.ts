// The whole year of one pilot 演示数据, through the public API, on a clock that is passed in; after every step everything is looked at.
import { expect, test } from "vitest";
import { play, wholeYear } from "./pilot-year/course.ts";
import { beginYear } from "./pilot-year/year.ts";

test("一个试点的一年，十二轮报送、逾期、退回、督办、调整、销号、反弹：每一步之后，台账、待办、合计、痕迹都对", {
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
