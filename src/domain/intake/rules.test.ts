// Edits of a draft, when it may be confirmed, and what kind of unit a name suggests.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reachableStates } from "../../kernel/state-machine.ts";
import { type DraftFinding, type DraftTask, type DraftUnit, importStates } from "./model.ts";
import { noDecisions } from "./model-next.ts";
import { applyChange, guessUnitKind, type ImportState, importActs, mayConfirm, namesOf } from "./rules.ts";

const task = (key: string, more: Partial<DraftTask> = {}): DraftTask => ({
  key,
  number: key.slice(1),
  text: `演示事项${key}`,
  path: [],
  lead: ["市湖务局"],
  support: [],
  guide: [],
  implied: [],
  dueText: null,
  dueOn: null,
  start: 0,
  end: 4,
  contentKey: key,
  dropped: false,
  ...more,
});
const unit = (name: string, more: Partial<DraftUnit> = {}): DraftUnit => ({
  name,
  unitId: null,
  unitName: null,
  suggestion: null,
  kind: "department",
  count: 1,
  ...more,
});
const finding = (key: string, settled: boolean): DraftFinding => ({
  key,
  code: "演示",
  severity: "warning",
  zh: "演示疑点",
  en: "a doubt",
  start: null,
  end: null,
  settled,
  decision: null,
});
const head = {
  title: "云湖方案（虚构）",
  issuer: null,
  documentNumber: null,
  issuedOn: null,
  years: null,
  basis: [],
};
const draft = {
  head,
  tasks: [task("T1"), task("T2", { support: ["市交通局"] })],
  units: [unit("市湖务局", { count: 2, unitId: "u-1" as never }), unit("市交通局")],
  findings: [finding("F1", true)],
  decisions: noDecisions,
};

const changed = (change: Parameters<typeof applyChange>[1]) => {
  const result = applyChange(draft, change);
  if ("missing" in result) throw new Error(result.missing);
  return result.draft;
};

describe("核定草稿", () => {
  test("只改给出的栏目，原来的草稿不动", () => {
    const before = structuredClone(draft);
    const next = changed({ head: { issuer: "云湖市" }, tasks: [{ key: "T2", dueOn: "2022-01-31" }] });
    expect(next.head).toEqual({ ...head, issuer: "云湖市" });
    expect(next.tasks).toEqual([draft.tasks[0], { ...draft.tasks[1], dueOn: "2022-01-31" }]);
    expect(draft).toEqual(before);
  });

  test("人工加上的单位进名单，不再用到的离开，已对应的保留，次数重算", () => {
    const next = changed({
      tasks: [
        { key: "T1", lead: ["云东开发区"] },
        { key: "T2", support: [] },
      ],
    });
    expect(next.units.map(({ name, unitId, kind, count }) => [name, unitId, kind, count])).toEqual([
      ["云东开发区", null, "platform", 1],
      ["市湖务局", "u-1", "department", 1],
    ]);
  });

  test("不导入的任务，其单位不算", () => {
    expect(changed({ tasks: [{ key: "T2", dropped: true }] }).units.map((one) => [one.name, one.count])).toEqual([
      ["市湖务局", 1],
    ]);
  });

  test.each([
    ["任务", { tasks: [{ key: "T9" }] }, "T9"],
    ["单位", { units: [{ name: "没有的单位", unitId: null }] }, "没有的单位"],
    ["疑点", { findings: [{ key: "F9", settled: true, decision: null }] }, "F9"],
  ])("草稿里没有的%s被指出", (_title, change, missing) => {
    expect(applyChange(draft, change)).toEqual({ missing });
  });

  test("同样的改动做两遍与做一遍一样", () => {
    const names = fc.array(fc.constantFrom("市湖务局", "市交通局", "市商贸局"), { maxLength: 3 });
    const change = fc.record({
      tasks: fc.array(fc.record({ key: fc.constantFrom("T1", "T2"), lead: names, dropped: fc.boolean() }), {
        maxLength: 2,
      }),
    });
    fc.assert(
      fc.property(change, (edit) => {
        const once = changed(edit);
        const twice = applyChange(once, edit);
        expect("draft" in twice && twice.draft).toEqual(once);
      }),
    );
  });
});

describe("何时可以确认", () => {
  const open = { ...draft, findings: [finding("F1", false), finding("F2", true), finding("F3", false)] };
  test.each([
    ["全部核定", draft, { allowed: true }],
    ["还有两个疑点", open, { allowed: false, code: "import.unsettled", facts: { count: 2 } }],
    ["没有任务", { ...draft, tasks: [] }, { allowed: false, code: "import.no-tasks", facts: {} }],
    [
      "任务全都不导入",
      { ...draft, tasks: [task("T1", { dropped: true })] },
      { allowed: false, code: "import.no-tasks", facts: {} },
    ],
    [
      "两项任务没有牵头单位，按序号点名",
      { ...draft, tasks: [task("T1", { lead: [] }), task("T2"), task("T3", { lead: [], number: null })] },
      { allowed: false, code: "import.needs-lead", facts: { tasks: ["1", "T3"] } },
    ],
    [
      "牵头单位来自通用规则也算",
      { ...draft, tasks: [task("T1", { lead: [], implied: [{ unit: "市湖务局", part: "lead" }] })] },
      { allowed: true },
    ],
    [
      "不导入的任务可以没有牵头单位",
      { ...draft, tasks: [task("T1"), task("T2", { lead: [], dropped: true })] },
      { allowed: true },
    ],
  ])("%s", (_title, held, decision) => {
    expect(mayConfirm(held)).toEqual(decision);
  });
});

test("导入的每个状态都到得了，确认和放弃之后不能再动", () => {
  expect([...reachableStates(importActs, "draft")].sort()).toEqual(Object.keys(importStates).sort());
  for (const act of Object.values(importActs)) expect(act.from as readonly ImportState[]).toEqual(["draft"]);
});

test("任务涉及的单位按方案里的先后", () => {
  const held = { lead: ["甲"], support: ["乙"], guide: ["丙"], implied: [{ unit: "丁", part: "support" as const }] };
  expect(namesOf(held)).toEqual(["甲", "乙", "丙", "丁"]);
});

test.each([
  ["市科技局", "department"],
  ["市委组织部（人才办）", "department"],
  ["渝中区", "district"],
  ["彭水自治县人民政府", "district"],
  ["云东开发区管委会", "platform"],
  ["两江新区", "platform"],
  ["西部科学城", "platform"],
  ["云湖高新区", "platform"],
  ["各区县", "collective"],
  ["各高新区", "collective"],
  ["有关开发区管委会", "collective"],
  ["市级有关部门", "collective"],
  ["云湖水务集团", "enterprise"],
  ["云湖大学", "outside"],
] as const)("%s 多半是 %s", (name, kind) => {
  expect(guessUnitKind(name)).toBe(kind);
});
