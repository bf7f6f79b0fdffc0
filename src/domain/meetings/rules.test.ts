// Who may do what with a meeting, against a literal picture of every state; what each step needs; how an agenda is renewed.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codesOf } from "../../kernel/labels.ts";
import { reachableStates } from "../../kernel/state-machine.ts";
import { explainDecision } from "../matters/decision-words.ts";
import { matterStates } from "../matters/model.ts";
import { type MeetingState, meetingStates } from "./model.ts";
import {
  decideMeeting,
  isSettled,
  type MeetingAct,
  type MeetingFacts,
  meetingActs,
  meetingWords,
  monthsBefore,
  partiesOf,
  renewAgenda,
} from "./rules.ts";

const today = "2021-09-10";
const full = {
  hostUnitId: "group",
  officeUnitId: "office",
  heldOn: today,
  unitIds: ["science"],
  itemCount: 3,
  decisions: ["settled", "withdrawn"],
} satisfies Omit<MeetingFacts, "state">;
const people = {
  host: { personId: "p-host", duties: ["group"], unitIds: ["group"], actsFor: ["group"] },
  office: { personId: "p-office", duties: ["office"], unitIds: ["office"], actsFor: ["office"] },
  attendee: { personId: "p-attendee", duties: ["liaison"], unitIds: ["science"], actsFor: ["science"] },
  outsider: { personId: "p-outsider", duties: ["liaison"], unitIds: ["district"], actsFor: ["district"] },
} as const;
type Who = keyof typeof people;

const mayIn: Record<MeetingState, Partial<Record<Who, MeetingAct[]>>> = {
  planned: { host: ["change", "propose", "arrange", "prepare", "cancel"], office: ["cancel"] },
  prepared: { host: ["change", "revise", "hold", "cancel"], office: ["cancel"] },
  held: { host: ["minute"] },
  minuted: { host: ["supplement", "close"], office: ["close"] },
  closed: {},
  cancelled: {},
};

describe.each(Object.entries(mayIn) as [MeetingState, (typeof mayIn)[MeetingState]][])(
  "会议处于 %s",
  (state, expected) => {
    test.each(Object.keys(people) as Who[])("%s 能办的恰好是这些", (who) => {
      const decisions = decideMeeting(people[who], { ...full, state }, today);
      const may = Object.keys(meetingActs).filter((act) => decisions[act as MeetingAct].allowed);
      expect(may).toEqual(expected[who] ?? []);
    });
  },
);

test.each([
  ["没有上会议题", "planned", "prepare", { itemCount: 0 }, "还缺至少一项上会议程"],
  ["没有参会单位", "planned", "prepare", { unitIds: [] }, "还缺参会单位"],
  ["还没到那天", "prepared", "hold", { heldOn: "2021-09-11" }, "还缺召开日期已到"],
  ["议定事项未办结", "minuted", "close", { decisions: ["settled", "answered"] }, "还缺全部议定事项办结"],
  ["已经归档", "closed", "supplement", {}, "现在是“议定事项已办结”，须先到“已出纪要”"],
] as const)("%s时说明缺什么", (_, state, act, facts, words) => {
  const decision = decideMeeting(people.host, { ...full, ...(facts as Partial<MeetingFacts>), state }, today)[act];
  expect(explainDecision(meetingWords, decision, "zh")).toBe(words);
});

test("没有议定事项的会议，出了纪要就可以归档", () => {
  expect(decideMeeting(people.host, { ...full, state: "minuted", decisions: [] }, today).close.allowed).toBe(true);
});

test("办结和撤回的议定事项算了结，其余都不算", () => {
  expect(codesOf(matterStates).filter(isSettled)).toEqual(["settled", "withdrawn"]);
});

test("每个状态都到得了；走不出去的只有归档和取消", () => {
  expect([...reachableStates(meetingActs, "planned")].sort()).toEqual([...codesOf(meetingStates)].sort());
  const left = new Set<string>(Object.values(meetingActs).flatMap((act) => (act.to === null ? [] : [...act.from])));
  expect(codesOf(meetingStates).filter((state) => !left.has(state))).toEqual(["closed", "cancelled"]);
});

test("参会单位看得到会议，无关单位看不到", () => {
  expect(partiesOf(people.attendee, full)).toEqual(["attendee"]);
  expect(partiesOf(people.outsider, full)).toEqual([]);
});

test.each([
  ["2021-09-10", 6, "2021-03-10"],
  ["2021-08-31", 6, "2021-02-28"],
  ["2024-08-31", 6, "2024-02-29"],
  ["2021-01-15", 1, "2020-12-15"],
  ["2021-03-31", 12, "2020-03-31"],
])("%s 往前 %i 个月是 %s", (day, months, expected) => {
  expect(monthsBefore(day, months)).toBe(expected);
});

describe("重新生成议程", () => {
  const held = [
    { source: "red", subjectId: "t1", trimmed: true },
    { source: "yellow", subjectId: "t2", trimmed: false },
    { source: "hand", subjectId: null, trimmed: false },
  ];

  test("删去的仍然不上会，手工补充的留在最后，不再符合的不再列", () => {
    const renewed = renewAgenda(held, [
      { source: "red", subjectId: "t1" },
      { source: "due", subjectId: "t3" },
    ]);
    expect(renewed.map((one) => ["kept" in one ? "kept" : one.fresh.subjectId, one.trimmed])).toEqual([
      ["t1", true],
      ["t3", false],
      ["kept", false],
    ]);
  });

  test("凡建议的都在，凡手工补充的都在，一项不多一项不少", () => {
    const item = fc.record({
      source: fc.constantFrom("red", "due", "hand"),
      subjectId: fc.option(fc.constantFrom("a", "b", "c")),
      trimmed: fc.boolean(),
    });
    const fresh = fc.record({ source: fc.constantFrom("red", "due"), subjectId: fc.constantFrom("a", "b", "c") });
    fc.assert(
      fc.property(fc.array(item), fc.array(fresh), (before, proposed) => {
        const renewed = renewAgenda(before, proposed);
        expect(renewed.flatMap((one) => ("fresh" in one ? [one.fresh] : []))).toEqual(proposed);
        expect(renewed.flatMap((one) => ("kept" in one ? [one.kept] : []))).toEqual(
          before.filter((one) => one.source === "hand"),
        );
      }),
    );
  });
});
