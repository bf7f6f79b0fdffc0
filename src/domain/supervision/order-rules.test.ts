// When an order is asked for: each grade by each reason, across holidays and make-up days; it never goes down and is asked for once.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type TaskState, taskStates } from "../tasks/model.ts";
import { type OrderGrade, orderReasons } from "./model.ts";
import { hitsOf, lastDayOf, orderableStates, orderRules, proposalOf, type TaskToJudge } from "./order-rules.ts";
import { isGraver, orderActs } from "./rules.ts";

const task = (more: Partial<TaskToJudge> = {}): TaskToJudge => ({
  id: "t",
  state: "inProgress",
  dueOn: "2021-12-31",
  planned: 0,
  progress: 0,
  returns: 0,
  orders: [],
  ...more,
});
const standing = (grade: OrderGrade, more: Partial<TaskToJudge["orders"][number]> = {}) => ({
  id: `单${grade}`,
  grade,
  state: "signed" as const,
  number: "督〔2021〕1号",
  dueOn: "2021-11-05",
  ...more,
});
const said = (more: Partial<TaskToJudge>, today: string) =>
  hitsOf(task(more), today).map((hit) => `${hit.grade} ${hit.code}`);

describe("蓝单：临期未动", () => {
  test.each([
    ["时限前第 16 个工作日还不发", "2021-12-09", {}, []],
    ["时限前第 15 个工作日发", "2021-12-10", {}, ["blue order.near-unmoved"]],
    ["当天还没动，仍是蓝单", "2021-12-31", {}, ["blue order.near-unmoved"]],
    ["已有进度的不发", "2021-12-20", { progress: 20, planned: 25 }, []],
    ["没有时限的不发", "2021-12-20", { dueOn: null }, []],
  ] as const)("%s", (_, today, more, expected) => {
    expect(said(more, today)).toEqual(expected);
  });

  test("国庆前后按调休计：10 月 20 日到期，9 月 24 日还有 15 个工作日", () => {
    // 9 月 26 日（周日）补班，10 月 1–7 日放假，10 月 9 日（周六）补班。
    expect(said({ dueOn: "2021-10-20" }, "2021-09-23")).toEqual([]);
    expect(said({ dueOn: "2021-10-20" }, "2021-09-24")).toEqual(["blue order.near-unmoved"]);
  });
});

describe("黄单", () => {
  test.each([
    ["逾期 1 天", { progress: 50 }, "2022-01-01", ["yellow order.overdue"]],
    ["逾期 30 天", { progress: 50 }, "2022-01-30", ["yellow order.overdue"]],
    ["欠进度 9 个百分点不发", { planned: 49, progress: 40 }, "2021-11-10", []],
    ["欠进度 10 个百分点", { planned: 50, progress: 40 }, "2021-11-10", ["yellow order.gap-yellow"]],
    ["欠进度 30 个百分点", { planned: 70, progress: 40 }, "2021-11-10", ["yellow order.gap-yellow"]],
    ["退回 1 次不发", { progress: 90, returns: 1 }, "2021-11-10", []],
    ["退回 2 次", { progress: 90, returns: 2 }, "2021-11-10", ["yellow order.returned"]],
    ["蓝单到期未办结", { progress: 1, orders: [standing("blue")] }, "2021-11-06", ["yellow order.blue-not-closed"]],
    ["蓝单当天还不算未办结", { progress: 1, orders: [standing("blue")] }, "2021-11-05", []],
    [
      "已反馈待审核的，不算单位未办结",
      { progress: 1, orders: [standing("blue", { state: "answered" })] },
      "2021-11-20",
      [],
    ],
  ] as const)("%s", (_, more, today, expected) => {
    expect(said(more as Partial<TaskToJudge>, today)).toEqual(expected);
  });

  test("时限遇假日顺延：10 月 2 日到期，10 月 8 日是最后一天", () => {
    expect(lastDayOf("2021-10-02")).toBe("2021-10-08");
    expect(said({ dueOn: "2021-10-02", progress: 60 }, "2021-10-08")).toEqual([]);
    expect(said({ dueOn: "2021-10-02", progress: 60 }, "2021-10-09")).toEqual(["yellow order.overdue"]);
  });

  test("时限落在补班的周六，当天就是最后一天", () => {
    expect(lastDayOf("2021-10-09")).toBe("2021-10-09");
    expect(said({ dueOn: "2021-10-09", progress: 60 }, "2021-10-10")).toEqual(["yellow order.overdue"]);
  });
});

describe("红单", () => {
  test.each([
    ["逾期 31 天", { progress: 50 }, "2022-01-31", ["red order.overdue-long"]],
    ["欠进度 31 个百分点", { planned: 71, progress: 40 }, "2021-11-10", ["red order.gap-red"]],
    ["黄单到期未办结", { progress: 1, orders: [standing("yellow")] }, "2021-11-06", ["red order.yellow-not-closed"]],
  ] as const)("%s", (_, more, today, expected) => {
    expect(said(more as Partial<TaskToJudge>, today)).toEqual(expected);
  });

  test("红单到期未办结，没有更高的单可发", () => {
    expect(said({ progress: 1, orders: [standing("red")] }, "2021-11-30")).toEqual([]);
  });
});

test("草拟、暂缓、审批、审核中、已销号、已终止的任务，一概不提", () => {
  for (const state of Object.keys(taskStates) as TaskState[]) {
    const hits = said({ state, planned: 90, returns: 3 }, "2022-06-30");
    expect(hits.length > 0, state).toBe((orderableStates as readonly string[]).includes(state));
  }
});

test("几条同时成立时按最重的提出，理由都写上", () => {
  const proposal = proposalOf(task({ planned: 80, progress: 10, returns: 2 }), new Set(), "2022-02-28");
  expect(proposal?.grade).toBe("red");
  expect(proposal?.hits.map((hit) => hit.code)).toEqual(["order.overdue-long", "order.gap-red"]);
  expect(proposal?.predecessor).toBeNull();
});

test("已有同级的单就不再提；更重的提出来，注明升级前的单", () => {
  const orders = [standing("yellow", { dueOn: "2022-03-10" })];
  expect(proposalOf(task({ progress: 10, orders }), new Set(), "2022-01-10")).toBeNull();
  const graver = proposalOf(task({ progress: 10, orders }), new Set(), "2022-02-10");
  expect(graver).toMatchObject({ grade: "red", predecessor: { id: "单yellow" } });
});

test("只是待签发的单，还没有要求过谁，不作升级前的单", () => {
  const orders = [standing("yellow", { state: "proposed", number: null, dueOn: null })];
  const graver = proposalOf(task({ progress: 10, orders }), new Set(), "2022-02-10");
  expect(graver).toMatchObject({ grade: "red", predecessor: null });
});

test("欠进度到下个月还欠着，再提一次；逾期同一时限只提一次", () => {
  const behind = task({ dueOn: "2022-12-31", planned: 50, progress: 20 });
  const [november] = hitsOf(behind, "2021-11-10");
  expect(proposalOf(behind, new Set([november?.once ?? ""]), "2021-11-30")).toBeNull();
  expect(proposalOf(behind, new Set([november?.once ?? ""]), "2021-12-01")?.grade).toBe("yellow");
  const late = task({ progress: 50 });
  const told = new Set(hitsOf(late, "2022-01-04").map((hit) => hit.once));
  expect(proposalOf(late, told, "2022-01-20")).toBeNull();
});

describe("性质", () => {
  const days = fc
    .integer({ min: 0, max: 900 })
    .map((n) => new Date(Date.UTC(2021, 0, 1 + n)).toISOString().slice(0, 10));
  const grades = fc.constantFrom<OrderGrade>("blue", "yellow", "red");
  const tasks = fc.record({
    id: fc.constant("t"),
    state: fc.constantFrom(...(Object.keys(taskStates) as TaskState[])),
    dueOn: fc.option(days),
    planned: fc.option(fc.integer({ min: 0, max: 100 })),
    progress: fc.integer({ min: 0, max: 100 }),
    returns: fc.integer({ min: 0, max: 4 }),
    orders: fc.array(
      fc.record({
        id: fc.uuid(),
        grade: grades,
        state: fc.constantFrom("proposed", "issued", "signed", "answered", "passed"),
        number: fc.constant("督〔2021〕1号"),
        dueOn: fc.option(days),
      }),
      { maxLength: 3 },
    ),
  });

  test("提出的单总比现有的单重；同样的情形提过就不再提；理由说得出来", () => {
    fc.assert(
      fc.property(tasks, days, (facts, today) => {
        const judged = facts as TaskToJudge;
        const proposal = proposalOf(judged, new Set(), today);
        if (!proposal) return;
        for (const order of judged.orders) expect(isGraver(proposal.grade, order.grade)).toBe(true);
        if (proposal.predecessor) {
          expect(isGraver(proposal.grade, proposal.predecessor.grade)).toBe(true);
          expect(orderActs.escalate.from).toContain(proposal.predecessor.state);
        }
        for (const hit of proposal.hits) {
          expect(hit.grade).toBe(proposal.grade);
          const words = orderReasons[hit.code];
          for (const text of [words.zh, words.en])
            for (const [, name] of text.matchAll(/\{(\w+)\}/g)) expect(hit.facts).toHaveProperty(name as string);
        }
        const told = new Set(hitsOf(judged, today).map((hit) => hit.once));
        expect(proposalOf(judged, told, today)).toBeNull();
      }),
      { numRuns: 500 },
    );
  });

  test("任务越拖越久，单只会更重", () => {
    fc.assert(
      fc.property(days, days, (a, b) => {
        const [early, late] = [a, b].sort() as [string, string];
        const at = (today: string) => proposalOf(task({ dueOn: "2021-06-30" }), new Set(), today)?.grade ?? null;
        const [before, after] = [at(early), at(late)];
        if (before && after) expect(isGraver(before, after)).toBe(false);
        if (before) expect(after).not.toBeNull();
      }),
    );
  });
});

test("每个门槛都写明出处", () => {
  for (const rule of Object.values(orderRules))
    for (const threshold of [
      rule.nearWorkingDays,
      rule.yellowGap,
      rule.redGap,
      rule.returns,
      rule.redOverdueDays,
      ...Object.values(rule.limitWorkingDays),
    ])
      expect(threshold.source).not.toBe("");
});
