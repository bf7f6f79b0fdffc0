// The table of acts against a literal picture of who may do what when (domain reference 1.6).
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reachableStates } from "../../kernel/state-machine.ts";
import { type TaskState, taskStates } from "./model.ts";
import {
  type ActorFacts,
  explainRefusal,
  ledgerScope,
  mayDo,
  mayEditFields,
  partiesOf,
  type TaskAct,
  type TaskFacts,
  taskActs,
} from "./rules.ts";

const officeUnit = "office-unit";
const people = {
  office: { personId: "p-office", duties: ["office"], unitIds: [officeUnit] },
  otherOffice: { personId: "p-other", duties: ["office"], unitIds: ["office-of-another-pilot"] },
  group: { personId: "p-group", duties: ["group"], unitIds: ["group-1"] },
  otherGroup: { personId: "p-group2", duties: ["group"], unitIds: ["group-2"] },
  lead: { personId: "p-lead", duties: ["liaison"], unitIds: ["lead-unit"] },
  support: { personId: "p-support", duties: ["liaison"], unitIds: ["support-unit"] },
  outsider: { personId: "p-out", duties: ["liaison"], unitIds: ["elsewhere"] },
  audit: { personId: "p-audit", duties: ["audit"], unitIds: ["lead-unit", officeUnit, "group-1"] },
} satisfies Record<string, ActorFacts>;
type Who = keyof typeof people;

const taskIn = (state: TaskState, more: Partial<TaskFacts> = {}): TaskFacts => ({
  officeUnitId: officeUnit,
  state,
  groupId: "group-1",
  units: [
    { unitId: "lead-unit", part: "lead" },
    { unitId: "support-unit", part: "support" },
  ],
  milestoneCount: 1,
  evidenceCount: 1,
  lastDoneBy: {},
  ...more,
});

const mayIn: Record<TaskAct, Partial<Record<Who, TaskState[]>>> = {
  edit: {
    office: [
      "draft",
      "issued",
      "signed",
      "inProgress",
      "adjusting",
      "suspended",
      "closeRequested",
      "firstReviewed",
      "secondReviewed",
    ],
    lead: [
      "draft",
      "issued",
      "signed",
      "inProgress",
      "adjusting",
      "suspended",
      "closeRequested",
      "firstReviewed",
      "secondReviewed",
    ],
  },
  assign: {
    office: [
      "draft",
      "issued",
      "signed",
      "inProgress",
      "adjusting",
      "suspended",
      "closeRequested",
      "firstReviewed",
      "secondReviewed",
    ],
  },
  plan: { office: ["issued", "signed", "inProgress"], lead: ["issued", "signed", "inProgress"] },
  split: { office: ["issued", "signed", "inProgress"], lead: ["issued", "signed", "inProgress"] },
  cascade: { office: ["issued", "signed", "inProgress"], lead: ["issued", "signed", "inProgress"] },
  issue: { office: ["draft"] },
  sign: { lead: ["issued"] },
  begin: { lead: ["signed"] },
  requestChange: { lead: ["inProgress"] },
  allowChange: { office: ["adjusting"] },
  adviseChange: { group: ["adjusting"] },
  refuseChange: { office: ["adjusting"] },
  suspend: { office: ["inProgress"] },
  keepSuspended: { office: ["suspended"] },
  resume: { office: ["suspended"] },
  requestClose: { lead: ["inProgress"] },
  reviewClose: { group: ["closeRequested"] },
  recheckClose: { office: ["firstReviewed"] },
  publishClose: { office: ["secondReviewed"] },
  close: { office: ["secondReviewed"] },
  returnForMore: {
    group: ["closeRequested", "firstReviewed", "secondReviewed"],
    office: ["closeRequested", "firstReviewed", "secondReviewed"],
  },
  reopen: { office: ["closed"] },
  end: {
    office: [
      "draft",
      "issued",
      "signed",
      "inProgress",
      "adjusting",
      "suspended",
      "closeRequested",
      "firstReviewed",
      "secondReviewed",
    ],
  },
};

const states = Object.keys(taskStates) as TaskState[];

describe("每个动作 × 每个状态 × 每个人", () => {
  test.each(Object.keys(taskActs) as TaskAct[])("%s 只在该做的时候由该做的人做", (act) => {
    for (const who of Object.keys(people) as Who[])
      for (const state of states)
        expect(mayDo(act, people[who], taskIn(state)).allowed, `${act} by ${who} in ${state}`).toBe(
          mayIn[act][who]?.includes(state) ?? false,
        );
  });
});

describe("职责分离与必备条件", () => {
  test.each([
    ["没有牵头单位不能下达", "issue", "office", taskIn("draft", { units: [] }), "act.missing"],
    ["没有里程碑不能提交分解方案", "begin", "lead", taskIn("signed", { milestoneCount: 0 }), "act.missing"],
    ["没有佐证不能申请销号", "requestClose", "lead", taskIn("inProgress", { evidenceCount: 0 }), "act.missing"],
    ["配合单位不能签收", "sign", "support", taskIn("issued"), "act.not-your-part"],
    ["签收过的不能再签收", "sign", "lead", taskIn("signed"), "act.wrong-state"],
    [
      "初审人不能复核",
      "recheckClose",
      "office",
      taskIn("firstReviewed", { lastDoneBy: { reviewClose: "p-office" } }),
      "act.same-person",
    ],
    [
      "申请调整的人不能同意调整",
      "allowChange",
      "office",
      taskIn("adjusting", { lastDoneBy: { requestChange: "p-office" } }),
      "act.same-person",
    ],
  ] as const)("%s", (_title, act, who, task, code) => {
    const decision = mayDo(act, people[who], task);
    expect(decision).toMatchObject({ allowed: false, code });
    expect(explainRefusal(decision, "zh")).not.toMatch(/\{|act\./);
    expect(explainRefusal(decision, "en")).not.toMatch(/\{|act\.|[一-鿿]/);
  });

  test("牵头单位只能填自己的栏目,办公室都能改", () => {
    expect(mayEditFields("own", ["annualGoal", "leader"]).allowed).toBe(true);
    expect(mayEditFields("own", ["annualGoal", "groupId"])).toMatchObject({
      allowed: false,
      facts: { fields: ["groupId"] },
    });
    expect(mayEditFields("all", ["groupId", "isPublic"]).allowed).toBe(true);
  });
});

describe("状态表自身", () => {
  test("每个状态都到得了;除终止外都走得出去", () => {
    expect([...reachableStates<TaskState>(taskActs, "draft")].sort()).toEqual([...states].sort());
    for (const state of states.filter((one) => one !== "ended"))
      expect(
        Object.values(taskActs).some((act) => (act.from as readonly string[]).includes(state) && act.to),
        state,
      ).toBe(true);
  });

  test("其他试点的办公室、无关单位、三员看不到任何任务", () => {
    for (const who of ["otherOffice", "otherGroup", "outsider", "audit"] as const)
      expect(partiesOf(people[who], taskIn("inProgress")), who).toEqual([]);
    expect(ledgerScope(people.audit, officeUnit)).toEqual({ all: false, groupIds: [], unitIds: [] });
    expect(ledgerScope(people.otherOffice, officeUnit).all).toBe(false);
  });

  test("任何人都不能在表外行事", () => {
    const anyone = fc.constantFrom(...(Object.keys(people) as Who[]));
    const anything = fc.constantFrom(...(Object.keys(taskActs) as TaskAct[]));
    fc.assert(
      fc.property(
        anyone,
        anything,
        fc.constantFrom(...states),
        fc.nat(1),
        fc.nat(1),
        (who, act, state, milestones, evidence) => {
          const decision = mayDo(
            act,
            people[who],
            taskIn(state, { milestoneCount: milestones, evidenceCount: evidence }),
          );
          if (decision.allowed) expect(taskActs[act].from as readonly string[]).toContain(state);
          else expect(explainRefusal(decision, "zh").length).toBeGreaterThan(0);
        },
      ),
    );
  });
});
