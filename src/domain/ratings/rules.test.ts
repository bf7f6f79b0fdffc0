// Who may judge, confirm and change rules, against a literal picture; steps, thresholds and rates on named cases.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TaskState } from "../tasks/model.ts";
import { taskStates } from "../tasks/model.ts";
import type { TaskFacts } from "../tasks/rules.ts";
import type { OverrideState } from "./model.ts";
import { type ClaimState, factsOfStep } from "./model-maturity.ts";
import {
  decideClaim,
  decideOnTask,
  decideOverride,
  decideRule,
  directionOf,
  faultsOfFacts,
  monthDays,
  nameOfRule,
  nextStep,
  overrideActs,
  type RatingAct,
  rateOf,
  reversedThresholds,
  sameThresholds,
  spreadOf,
} from "./rules.ts";

const task: TaskFacts = {
  officeUnitId: "office-unit",
  state: "inProgress",
  groupId: "group-unit",
  units: [
    { unitId: "bureau", part: "lead" },
    { unitId: "finance", part: "support" },
  ],
  milestoneCount: 0,
  evidenceCount: 0,
  lastDoneBy: {},
};
const people = {
  office: { personId: "p-office", duties: ["office"], unitIds: ["office-unit"] },
  otherOffice: { personId: "p-other", duties: ["office"], unitIds: ["office-of-another-pilot"] },
  group: { personId: "p-group", duties: ["group"], unitIds: ["group-unit"] },
  otherGroup: { personId: "p-group2", duties: ["group"], unitIds: ["another-group"] },
  lead: { personId: "p-lead", duties: ["liaison"], unitIds: ["bureau"] },
  support: { personId: "p-support", duties: ["liaison"], unitIds: ["finance"] },
} as const;
type Who = keyof typeof people;
const allowedOf = <A extends string>(decisions: Record<A, { allowed: boolean }>) =>
  (Object.keys(decisions) as A[]).filter((act) => decisions[act].allowed);

const onTask: Record<Who, RatingAct[]> = {
  office: ["worsenLight", "askBetterLight", "rateOffice", "rateThird"],
  otherOffice: [],
  group: ["worsenLight", "askBetterLight", "rateGroup"],
  otherGroup: [],
  lead: ["askBetterLight", "rateSelf", "claimStep"],
  support: [],
};
const atWork: TaskState[] = ["inProgress", "adjusting", "closeRequested", "firstReviewed", "secondReviewed"];

describe.each(Object.keys(taskStates) as TaskState[])("任务处于 %s", (state) => {
  test.each(Object.keys(people) as Who[])("%s 能办的研判恰好是这些", (who) => {
    const expected = atWork.includes(state)
      ? onTask[who]
      : state === "closed"
        ? onTask[who].filter((act) => act === "claimStep")
        : [];
    expect(allowedOf(decideOnTask(people[who], { ...task, state }))).toEqual(expected);
  });
});

describe("改判", () => {
  const picture: Record<OverrideState, Partial<Record<Who, string[]>>> = {
    asked: { office: ["approve", "refuse"], lead: ["withdraw"] },
    standing: { office: ["end"], lead: ["end"] },
    refused: {},
    withdrawn: {},
    ended: {},
  };
  test.each(Object.keys(picture) as OverrideState[])("%s：牵头单位申请的，各人能办什么", (state) => {
    for (const who of Object.keys(people) as Who[])
      expect(allowedOf(decideOverride(people[who], task, { state, madeBy: "p-lead" })), who).toEqual(
        picture[state][who] ?? [],
      );
  });

  test("申请人自己不能批准，哪怕是办公室的人；办公室另一人可以", () => {
    const own = decideOverride(people.office, task, { state: "asked", madeBy: "p-office" });
    expect(own.approve).toMatchObject({ allowed: false, code: "act.same-person" });
    const other = decideOverride({ ...people.office, personId: "p-office-2" }, task, {
      state: "asked",
      madeBy: "p-office",
    });
    expect(other.approve.allowed).toBe(true);
  });

  test("没有批准，改判得更宽永远不会生效", () => {
    const toStanding = Object.entries(overrideActs).filter(([, act]) => act.to === "standing");
    expect(toStanding.map(([name, act]) => [name, act.from, act.by])).toEqual([["approve", ["asked"], ["office"]]]);
  });

  test.each([
    ["green", "yellow", "worse"],
    ["green", "red", "worse"],
    ["yellow", "red", "worse"],
    ["red", "yellow", "better"],
    ["yellow", "green", "better"],
    ["red", "red", "same"],
  ] as const)("自动灯 %s 改为 %s：%s", (automatic, light, direction) => {
    expect(directionOf(automatic, light)).toBe(direction);
  });
});

describe("台阶", () => {
  const claim = (more: object) => ({
    state: "claimed" as ClaimState,
    step: 1,
    madeBy: "p-lead",
    evidenceCount: 1,
    ...more,
  });
  const decide = (who: Who, maturity: number, more: object = {}) =>
    decideClaim(people[who], { ...task, maturity }, claim(more));

  test.each([
    ["待核定", "claimed", { office: ["confirm", "return"], lead: ["withdraw"] }],
    ["已核定", "confirmed", {}],
    ["退回", "returned", {}],
    ["撤回", "withdrawn", {}],
    ["收回", "takenBack", {}],
  ] as const)("%s：各人能办什么", (_title, state, expected) => {
    for (const who of Object.keys(people) as Who[])
      expect(allowedOf(decide(who, 0, { state })), who).toEqual(
        (expected as Partial<Record<Who, string[]>>)[who] ?? [],
      );
  });

  test.each([
    ["申报人即使也是办公室的人也不能核定", 0, { madeBy: "p-office" }, "act.same-person", undefined],
    ["下一级没有核定", 0, { step: 2 }, "act.missing", ["stepBelow"]],
    ["没有佐证", 0, { evidenceCount: 0 }, "act.missing", ["evidence"]],
  ] as const)("%s", (_title, maturity, more, code, missing) => {
    const { confirm } = decide("office", maturity, more);
    expect(confirm).toMatchObject({ allowed: false, code, ...(missing ? { facts: { missing } } : {}) });
  });

  test("只有最高的一级能收回", () => {
    expect(decide("office", 2, { state: "confirmed", step: 2 }).takeBack.allowed).toBe(true);
    expect(decide("office", 2, { state: "confirmed", step: 1 }).takeBack).toMatchObject({
      facts: { missing: ["topStep"] },
    });
    expect(decide("lead", 2, { state: "confirmed", step: 2 }).takeBack.allowed).toBe(false);
  });

  test.each([
    [0, [], 1],
    [0, [1], 2],
    [1, [2, 3], 4],
    [4, [], 5],
    [4, [5], null],
    [5, [], null],
  ])("已到 L%i，待核 %j：下一级是 %s", (maturity, waiting, next) => {
    expect(nextStep(maturity, waiting)).toBe(next);
  });

  const good = {
    documentNumber: "演示〔2021〕1号",
    documentTitle: "演示办法",
    issuedOn: "2021-08-01",
    inForceOn: "2021-10-01",
  };
  test.each([
    ["齐全，将来施行", 1, good, [], []],
    ["缺文号", 1, { ...good, documentNumber: " " }, ["documentNumber"], []],
    ["印发日期在将来", 1, { ...good, issuedOn: "2021-09-02" }, [], ["issuedOn"]],
    ["日期不存在", 1, { ...good, issuedOn: "2021-02-30" }, [], ["issuedOn"]],
    ["施行早于印发", 1, { ...good, inForceOn: "2021-07-01" }, [], ["inForceOn"]],
    ["多余的项", 1, { ...good, points: "100" }, [], ["points"]],
    ["首单缺主体", 2, { firstCase: "首单", doneOn: "2021-08-01" }, ["beneficiary"], []],
    ["可不填的不填", 4, { caseTitle: "案例", formedOn: "2021-08-01", documentNumber: "" }, [], []],
    ["没有的台阶", 6, { a: "b" }, [], ["a"]],
  ] as const)("L 事实：%s", (_title, step, facts, missing, wrong) => {
    expect(faultsOfFacts(step, facts as unknown as Record<string, string>, "2021-09-01")).toEqual({ missing, wrong });
  });

  test("任何内容都不会使检查出错；缺的都是必填项", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.dictionary(fc.string(), fc.string()), (step, facts) => {
        const { missing, wrong } = faultsOfFacts(step, facts, "2021-09-01");
        for (const name of missing) expect(factsOfStep(step)[name]?.required).toBe(true);
        for (const name of Object.keys(facts)) if (!(name in factsOfStep(step))) expect(wrong).toContain(name);
      }),
    );
  });
});

describe("规则的版本", () => {
  const rule = { yellowGap: 10, redGap: 30, redOverdueDays: 30, yellowMissed: 1, redMissed: 2, holds: true };
  test("红灯界限低于黄灯的，指出是哪一项", () => {
    expect(reversedThresholds(rule)).toEqual([]);
    expect(reversedThresholds({ ...rule, redGap: 9 })).toEqual(["redGap"]);
    expect(reversedThresholds({ ...rule, yellowMissed: 3 })).toEqual(["redMissed"]);
  });
  test("任何一项不同都算改版", () => {
    expect(sameThresholds(rule, { ...rule })).toBe(true);
    for (const [name, value] of Object.entries(rule))
      expect(sameThresholds(rule, { ...rule, [name]: typeof value === "number" ? value + 1 : !value }), name).toBe(
        false,
      );
  });
  test("已施行的不能撤回，只能再改版；别处的办公室不能动", () => {
    const decide = (who: Who, fromDay: string) =>
      decideRule(people[who], task, { state: "set", fromDay }, "2021-09-01").withdraw.allowed;
    expect([decide("office", "2021-09-02"), decide("office", "2021-09-01"), decide("office", "2021-08-01")]).toEqual([
      true,
      false,
      false,
    ]);
    expect([decide("otherOffice", "2021-09-02"), decide("group", "2021-09-02")]).toEqual([false, false]);
  });
  test("名称由施行年份和序号组成", () => {
    expect(nameOfRule({ fromDay: "2026-03-01" }, 2)).toBe("2026-2");
  });
});

test.each([
  [[], null],
  [[3], null],
  [[3, 3], 0],
  [[5, 3, 4], 2],
  [[1, 5], 4],
])("各方 %j 的分歧是 %s", (points, spread) => {
  expect(spreadOf(points)).toBe(spread);
});

test.each([
  [0, 0, null],
  [86, 69, 80.2],
  [3, 1, 33.3],
  [4, 4, 100],
])("%i 项中 %i 项是 %s%%", (total, count, rate) => {
  expect(rateOf(total, count)).toBe(rate);
});

test("月末的日子递增，最后是当日", () => {
  expect(monthDays("2024-03-15", 4)).toEqual(["2023-12-31", "2024-01-31", "2024-02-29", "2024-03-15"]);
  expect(monthDays("2024-03-31", 1)).toEqual(["2024-03-31"]);
});
