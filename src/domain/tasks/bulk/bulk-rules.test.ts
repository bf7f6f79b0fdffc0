// Which acts are done on many tasks, what each needs, and how outcomes are grouped.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { taskActs } from "../rules.ts";
import {
  bulkShapes,
  groupOutcomes,
  inputOf,
  needsOf,
  standIn,
  type ToldRow,
  toldRow,
  wordsOfAct,
} from "./bulk-rules.ts";
import { bulkActs, bulkOutcomes, notInBulk } from "./model-bulk.ts";

describe("哪些动作可以批量办理", () => {
  test("每个动作要么可以批量办理，要么写明为什么不可以", () => {
    const both = [...bulkActs.filter((act) => act !== "assignGroup"), ...Object.keys(notInBulk)];
    expect(both.toSorted()).toEqual(Object.keys(taskActs).toSorted());
  });

  test.each([
    ["issue", []],
    ["sign", []],
    ["begin", []],
    ["requestChange", ["note", "days"]],
    ["suspend", ["note", "because", "reviewOn"]],
    ["keepSuspended", ["note", "reviewOn"]],
    ["resume", []],
    ["reviewClose", []],
    ["recheckClose", []],
    ["publishClose", ["days", "where"]],
    ["close", []],
    ["returnForMore", ["note"]],
    ["assignGroup", ["groupId"]],
  ] as const)("%s 要填写 %j", (act, needed) => {
    expect(needsOf(act)).toEqual(needed);
    expect(wordsOfAct(act).zh).not.toBe("");
  });

  test("预览时代填的内容都合乎各动作的形状；要求意见的动作都要填意见", () => {
    for (const act of bulkActs) {
      expect(bulkShapes[act].strict().safeParse(standIn(act, "2026-02-28")).error, act).toBeUndefined();
      if (act !== "assignGroup" && "note" in taskActs[act]) expect(needsOf(act), act).toContain("note");
    }
  });

  test("顺延按工作日给出；批量复核一律不作核查", () => {
    expect(inputOf("requestChange", { note: "推迟", days: 5 })).toEqual({ note: "推迟", later: 5, milestones: [] });
    expect(inputOf("recheckClose", { note: "同意" })).toEqual({ note: "同意", check: "none" });
  });
});

const row = fc.record({
  taskId: fc.uuid(),
  outcome: fc.constantFrom(...bulkOutcomes),
  code: fc.constantFrom(null, "a", "b"),
  messages: fc.option(fc.integer({ min: 0, max: 60 }).map((n) => ({ zh: `原因${n}`, en: `reason ${n}` }))),
}) as fc.Arbitrary<ToldRow>;

describe("结果分组", () => {
  test("每项恰在一组，办成的在最前，组数有限", () => {
    fc.assert(
      fc.property(fc.uniqueArray(row, { selector: (one) => one.taskId, maxLength: 300 }), (rows) => {
        const groups = groupOutcomes(rows);
        expect(groups.flatMap((group) => group.taskIds).toSorted()).toEqual(rows.map((one) => one.taskId).toSorted());
        expect(groups.length).toBeLessThanOrEqual(31);
        if (rows.some((one) => one.outcome === "saved")) expect(groups[0]?.outcome).toBe("saved");
      }),
    );
  });

  test("版本号各不相同的“已被他人修改”只说一次", () => {
    const told = [2, 3].map((version) =>
      toldRow({
        taskId: `t${version}`,
        outcome: "stale",
        fault: { code: "version.stale", zh: `第 ${version} 版`, en: `version ${version}` },
      }),
    );
    expect(groupOutcomes(told)).toMatchObject([{ outcome: "stale", code: "version.stale", taskIds: ["t2", "t3"] }]);
  });
});
