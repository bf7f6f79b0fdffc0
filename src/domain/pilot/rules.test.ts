// Whose programme it is, and how long a pilot runs.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { endsOn, isOfficeOf, mayLink } from "./rules.ts";

describe("只有本试点办公室的人可以关联句子", () => {
  const programme = { officeUnitId: "office-1" };
  test.each([
    ["本试点办公室", { duties: ["office"], unitIds: ["office-1"] }, true],
    ["别的试点的办公室", { duties: ["office"], unitIds: ["office-2"] }, false],
    ["办公室里的联络员", { duties: ["liaison"], unitIds: ["office-1"] }, false],
    ["接管了办公室的单位", { duties: ["office"], unitIds: ["office-2", "office-1"] }, true],
    ["没有职责的人", { duties: [], unitIds: ["office-1"] }, false],
    ["系统管理员", { duties: ["system"], unitIds: ["office-1"] }, false],
  ])("%s", (_title, reader, may) => {
    expect(isOfficeOf(reader, programme)).toBe(may);
    expect(mayLink(reader, programme)).toEqual(
      may ? { allowed: true } : { allowed: false, code: "programme.not-yours", facts: {} },
    );
  });
});

describe("试点期限到期满前一天", () => {
  test.each([
    ["2021-08-04", 3, "2024-08-03"],
    ["2021-01-01", 1, "2021-12-31"],
    ["2024-02-29", 1, "2025-02-28"],
    ["2024-02-29", 4, "2028-02-28"],
    ["2023-03-01", 1, "2024-02-29"],
    [null, 3, null],
    ["2021-08-04", null, null],
  ])("%s 起 %s 年,至 %s", (start, years, end) => {
    expect(endsOn(start, years)).toBe(end);
  });

  test("下一期从次日接上,中间不缺一天也不重一天", () => {
    const days = fc.date({ min: new Date("2000-01-01"), max: new Date("2080-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 30 }), (date, years) => {
        const start = date.toISOString().slice(0, 10);
        const next = new Date(Date.parse(`${endsOn(start, years)}T00:00:00Z`) + 86_400_000).toISOString();
        const isLeapDay = start.endsWith("02-29");
        const begins = `${Number(start.slice(0, 4)) + years}${start.slice(4)}`;
        expect(next.slice(0, 10) === begins || isLeapDay, `${start} + ${years}`).toBe(true);
      }),
    );
  });
});
