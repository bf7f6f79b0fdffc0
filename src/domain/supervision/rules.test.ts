// Every act on an order in every state for every person; who sees which orders; refusals in words.
import { describe, expect, test } from "vitest";
import { reachableStates } from "../../kernel/state-machine.ts";
import { type OrderGrade, type OrderState, orderGrades, orderStates } from "./model.ts";
import {
  explainRefusal,
  isGraver,
  lateDays,
  mayDo,
  mayStartAt,
  nextGrade,
  type OrderAct,
  type OrderFacts,
  orderActs,
  seesOrder,
} from "./rules.ts";

const order = (state: OrderState, more: Partial<OrderFacts> = {}): OrderFacts => ({
  officeUnitId: "办公室",
  grade: "blue",
  state,
  groupIds: ["科技组"],
  units: [
    { unitId: "科技局", part: "lead" },
    { unitId: "教委", part: "support" },
  ],
  lastDoneBy: {},
  ...more,
});

const people = {
  office: { personId: "周", duties: ["office"], unitIds: ["办公室"] },
  group: { personId: "钱", duties: ["group"], unitIds: ["科技组"] },
  lead: { personId: "郑", duties: ["liaison"], unitIds: ["科技局"] },
  support: { personId: "王", duties: ["liaison"], unitIds: ["教委"] },
  otherOffice: { personId: "外", duties: ["office"], unitIds: ["别的办公室"] },
  otherGroup: { personId: "外组", duties: ["group"], unitIds: ["金融组"] },
  otherUnit: { personId: "外局", duties: ["liaison"], unitIds: ["财政局"] },
  clerk: { personId: "员", duties: [], unitIds: ["科技局", "办公室"] },
} as const;
type Person = keyof typeof people;

/** Who may do what in which states; whoever and whatever is not named here is refused. */
const expected: Record<OrderAct, Partial<Record<Person, OrderState[]>>> = {
  change: { office: ["proposed"] },
  issue: { office: ["proposed"] },
  dismiss: { office: ["proposed"] },
  sign: { lead: ["issued"] },
  feedback: { lead: ["signed"] },
  returnFeedback: { office: ["answered"], group: ["answered"] },
  pass: { office: ["answered"], group: ["answered"] },
  close: { office: ["passed"] },
  escalate: { office: ["issued", "signed", "answered"] },
  withdraw: { office: ["issued", "signed", "answered", "passed"] },
};

describe("每一步、每种状态、每个人", () => {
  const states = Object.keys(orderStates) as OrderState[];
  test.each(Object.keys(orderActs) as OrderAct[])("%s", (act) => {
    const allowed = Object.fromEntries(
      (Object.keys(people) as Person[]).map((person) => [
        person,
        states.filter((state) => mayDo(act, people[person], order(state)).allowed),
      ]),
    );
    const none = Object.fromEntries(Object.keys(people).map((person) => [person, []]));
    expect(allowed).toEqual({ ...none, ...expected[act] });
  });

  test("每种状态都走得到，走不下去的只有四种结局", () => {
    expect([...reachableStates(orderActs, "proposed")].sort()).toEqual([...states].sort());
    const left = new Set(Object.values(orderActs).flatMap((act) => act.from as readonly OrderState[]));
    expect(states.filter((state) => !left.has(state))).toEqual(["closed", "escalated", "dismissed", "withdrawn"]);
  });

  test("反馈的人不审核、不退回、不销单", () => {
    const both = { personId: "郑", duties: ["liaison", "office", "group"], unitIds: ["科技局", "办公室", "科技组"] };
    const done = { lastDoneBy: { feedback: "郑" } };
    for (const [act, state] of [
      ["pass", "answered"],
      ["returnFeedback", "answered"],
      ["close", "passed"],
    ] as const) {
      const decision = mayDo(act, both, order(state, done));
      expect(decision).toMatchObject({ allowed: false, code: "act.same-person" });
      expect(explainRefusal(decision, "zh")).toBe("须由办理“反馈”以外的人办理");
    }
  });

  test("没有承办单位不能签发；红单不能再升级；说得出为什么", () => {
    const bare = mayDo("issue", people.office, order("proposed", { units: [] }));
    expect(explainRefusal(bare, "zh")).toBe("还缺承办单位");
    const red = mayDo("escalate", people.office, order("signed", { grade: "red" }));
    expect(explainRefusal(red, "zh")).toContain("红单已是最高");
    const early = mayDo("feedback", people.lead, order("issued"));
    expect(explainRefusal(early, "zh")).toBe("督办单现为“待签收”，须为“办理中”");
    expect(explainRefusal(early, "en")).toBe("the order is “Issued” and must be “Being handled”");
    expect(explainRefusal(mayDo("sign", people.office, order("issued")), "zh")).toBe("应由承办单位办理");
  });
});

describe("等级", () => {
  test("蓝、黄、红依次升级，不会降级", () => {
    expect(["blue", "yellow", "red"].map((grade) => nextGrade(grade as OrderGrade))).toEqual(["yellow", "red", null]);
    for (const grade of Object.keys(orderGrades) as OrderGrade[]) {
      const next = nextGrade(grade);
      if (next) expect([isGraver(next, grade), isGraver(grade, next)]).toEqual([true, false]);
    }
  });

  test.each([
    ["blue", false, true],
    ["blue", true, true],
    ["yellow", false, false],
    ["yellow", true, true],
    ["red", true, false],
  ] as const)("人工从%s开始，重要紧急 %s：%s", (grade, important, allowed) => {
    expect(mayStartAt(grade, important)).toBe(allowed);
  });
});

describe("谁看得到", () => {
  const none = { all: false, groupIds: [], unitIds: [] };
  test.each([
    ["办公室看全部", { ...none, all: true }, ["proposed", "issued", "dismissed", "closed"]],
    [
      "推进组看本组任务的，包括待签发的",
      { ...none, groupIds: ["科技组"] },
      ["proposed", "issued", "dismissed", "closed"],
    ],
    ["承办单位签发后才看到", { ...none, unitIds: ["科技局"] }, ["issued", "closed"]],
    ["配合单位签发后才看到", { ...none, unitIds: ["教委"] }, ["issued", "closed"]],
    ["他组他单位看不到", { ...none, groupIds: ["金融组"], unitIds: ["财政局"] }, []],
  ] as const)("%s", (_, scope, seen) => {
    const states = ["proposed", "issued", "dismissed", "closed"] as const;
    expect(states.filter((state) => seesOrder(scope, order(state)))).toEqual(seen);
  });
});

test("只有承办单位还欠着的单才算逾期", () => {
  const past = () => 4;
  expect(lateDays({ state: "signed", dueOn: "2021-09-01" }, past)).toBe(4);
  expect(lateDays({ state: "answered", dueOn: "2021-09-01" }, past)).toBe(0);
  expect(lateDays({ state: "issued", dueOn: null }, past)).toBe(0);
  expect(lateDays({ state: "issued", dueOn: "2021-09-01" }, () => -3)).toBe(0);
});
