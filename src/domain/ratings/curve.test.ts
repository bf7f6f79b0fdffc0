// The drawn line says the same as the rule that judges: at every milestone and between them.
import fc from "fast-check";
import { expect, test } from "vitest";
import { scheduledPercent } from "../tasks/light.ts";
import { actualCurve, placeOf, plannedCurve } from "./curve.ts";

const day = fc
  .integer({ min: 0, max: 900 })
  .map((n) => new Date(Date.UTC(2021, 7, 4) + n * 86_400_000).toISOString().slice(0, 10));
const milestones = fc.array(fc.record({ dueOn: day, weight: fc.integer({ min: 1, max: 9 }) }), {
  minLength: 1,
  maxLength: 8,
});

test("计划线在任何一天的高度，就是亮灯规则所用的计划进度", () => {
  fc.assert(
    fc.property(fc.option(day), milestones, day, (startsOn, planned, today) => {
      const curve = plannedCurve(startsOn, planned);
      const before = curve.findLast((point) => point.day <= today);
      const after = curve.find((point) => point.day > today);
      const share = before && after ? placeOf(today, before.day, after.day) / 100 : 0;
      const drawn = before ? before.percent + (after ? (after.percent - before.percent) * share : 0) : 0;
      const ruled = scheduledPercent({
        startsOn,
        today,
        milestones: planned.map((one) => ({ ...one, title: "节点", reachedOn: null })),
      });
      expect(Math.abs(drawn - (ruled ?? 0))).toBeLessThanOrEqual(0.51);
    }),
  );
});

test("实际线是台阶，画到今天为止", () => {
  const changes = [
    { day: "2021-09-01", percent: 0 },
    { day: "2021-10-01", percent: 40 },
  ];
  expect(actualCurve(changes, "2021-12-01").map((point) => `${point.day} ${point.percent}`)).toEqual([
    "2021-09-01 0",
    "2021-10-01 0",
    "2021-10-01 40",
    "2021-12-01 40",
  ]);
  expect(actualCurve([], "2021-12-01")).toEqual([]);
});
