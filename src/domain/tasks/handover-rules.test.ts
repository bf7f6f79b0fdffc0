// The units of a task after one has handed over to another: nobody owes what the old unit owed, nothing is lost, order holds.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { handedOver } from "./handover-rules.ts";
import type { TaskPart } from "./model.ts";

type Share = { unitId: string; part: TaskPart; ownDuty: string | null };
const lead = (unitId: string, ownDuty: string | null = null): Share => ({ unitId, part: "lead", ownDuty });
const support = (unitId: string, ownDuty: string | null = null): Share => ({ unitId, part: "support", ownDuty });

describe("任务单位的接续", () => {
  test.each<[string, Share[], Share[]]>([
    [
      "牵头换成承接单位,次序不变",
      [lead("old", "抓总"), lead("x"), support("y")],
      [lead("new", "抓总"), lead("x"), support("y")],
    ],
    ["承接单位原是配合,升为牵头,职责并存", [lead("old", "抓总"), support("new", "供数")], [lead("new", "抓总；供数")]],
    [
      "承接单位原是第二牵头,站到总牵头的位置",
      [lead("old"), lead("x"), lead("new", "办事")],
      [lead("new", "办事"), lead("x")],
    ],
    [
      "承接单位牵头,原单位配合,只留牵头",
      [lead("new"), support("old", "供数"), support("y")],
      [lead("new", "供数"), support("y")],
    ],
    ["相同的职责不重复", [lead("old", "抓总"), lead("new", "抓总")], [lead("new", "抓总")]],
    ["与原单位无关的任务不变", [lead("x"), support("y", "供数")], [lead("x"), support("y", "供数")]],
  ])("%s", (_title, before, after) => {
    expect(handedOver(before, "old", "new")).toEqual(after);
  });

  test("任何任务交接之后:原单位不再承担,别的单位原样,承接单位只有一份,不早于原单位的任何一份", () => {
    const share = fc.record({
      unitId: fc.constantFrom("old", "new", "x", "y"),
      part: fc.constantFrom<TaskPart>("lead", "support", "guide"),
      ownDuty: fc.option(fc.string({ maxLength: 500 })),
    });
    const keyOf = (one: Share) => `${one.part} ${one.unitId}`;
    fc.assert(
      fc.property(fc.uniqueArray(share, { selector: keyOf }), (given) => {
        const before = (["lead", "support", "guide"] as const).flatMap((part) =>
          given.filter((one) => one.part === part),
        );
        const after = handedOver(before, "old", "new");
        const others = (units: readonly Share[]) => units.filter((one) => one.unitId === "x" || one.unitId === "y");
        expect(after.some((one) => one.unitId === "old")).toBe(false);
        expect(others(after)).toEqual(others(before));
        const had = before.some((one) => one.unitId === "old" || one.unitId === "new");
        expect(after.filter((one) => one.unitId === "new")).toHaveLength(had ? 1 : 0);
        for (const one of after) expect(one.ownDuty?.length ?? 0).toBeLessThanOrEqual(500);
        const ranks = ["lead", "support", "guide"];
        const best = (units: readonly Share[]) =>
          Math.min(
            ...units
              .filter((one) => one.unitId === "old" || one.unitId === "new")
              .map((one) => ranks.indexOf(one.part)),
          );
        if (had) expect(best(after)).toBe(best(before));
      }),
    );
  });
});
