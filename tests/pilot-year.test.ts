// The whole year of one pilot 演示数据, through the public API, on a clock that is passed in; after every step everything is looked at.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { playYear } from "./pilot-year/course.ts";
import { beginYear, type Year } from "./pilot-year/year.ts";

describe("一个试点的一年", () => {
  let year: Year;
  beforeAll(async () => {
    year = await beginYear();
  }, 300_000);
  afterAll(() => year?.end());

  test("十二轮报送、逾期、退回、督办、调整、销号、反弹：每一步之后，台账、待办、合计、痕迹都对", {
    timeout: 900_000,
  }, async () => {
    await playYear(year);
    expect(await year.watch.monthsAreAsTheyWere()).toBe(12);
    await year.watch.verifyTrail("end of the year");
  });
});
