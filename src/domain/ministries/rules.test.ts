// Who may do what with an entry of the register, against a literal picture of every state; when a follow-up is late; what a reply unblocks.
import { describe, expect, test } from "vitest";
import { codesOf } from "../../kernel/labels.ts";
import { reachableStates } from "../../kernel/state-machine.ts";
import { taskStates } from "../tasks/model.ts";
import { type EntryState, entryStates, outcomes } from "./model.ts";
import { activeStates, daysLate, decideEntry, type MinistryAct, ministryActs, unblocks } from "./rules.ts";

const sides = { leadUnitId: "science", officeUnitId: "office" };
const people = {
  lead: { personId: "p-lead", duties: ["liaison"], unitIds: ["science"], actsFor: ["science"] },
  office: { personId: "p-office", duties: ["office"], unitIds: ["office"], actsFor: ["office"] },
  outsider: { personId: "p-outsider", duties: ["liaison"], unitIds: ["district"], actsFor: ["district"] },
} as const;
type Who = keyof typeof people;

const running: MinistryAct[] = ["change", "write", "follow", "answer", "withdraw"];
const both = (acts: MinistryAct[]) => ({ lead: acts, office: acts });
const mayIn: Record<EntryState, Partial<Record<Who, MinistryAct[]>>> = {
  proposed: both(["change", "submit", "withdraw"]),
  submitted: both(running),
  discussing: both(running),
  answered: both(["pursue"]),
  withdrawn: {},
};

describe.each(Object.entries(mayIn) as [EntryState, (typeof mayIn)[EntryState]][])(
  "对接事项处于 %s",
  (state, expected) => {
    test.each(Object.keys(people) as Who[])("%s 能办的恰好是这些", (who) => {
      const decisions = decideEntry(people[who], { ...sides, state });
      const may = Object.keys(ministryActs).filter((act) => decisions[act as MinistryAct].allowed);
      expect(may).toEqual(expected[who] ?? []);
    });
  },
);

test("每个状态都到得了；走不出去的只有不再争取", () => {
  expect([...reachableStates(ministryActs, "proposed")].sort()).toEqual([...codesOf(entryStates)].sort());
  const left = new Set<string>(Object.values(ministryActs).flatMap((act) => (act.to === null ? [] : [...act.from])));
  expect(codesOf(entryStates).filter((state) => !left.has(state))).toEqual(["withdrawn"]);
});

test.each([
  ["proposed", "2021-09-10", "2021-09-10", 0],
  ["proposed", "2021-09-10", "2021-09-12", 2],
  ["submitted", "2021-09-10", "2021-09-11", 1],
  ["discussing", "2021-09-30", "2021-10-08", 8],
  ["answered", "2021-09-10", "2021-12-31", 0],
  ["withdrawn", "2021-09-10", "2021-12-31", 0],
  ["submitted", null, "2021-12-31", 0],
] as const)("%s，应于 %s 跟进，到 %s 逾期 %i 天", (state, followUpOn, today, days) => {
  expect(daysLate({ state, followUpOn }, today)).toBe(days);
});

test("只有同意或部分同意的答复，才提示恢复暂缓的任务", () => {
  const offered = codesOf(entryStates).flatMap((state) =>
    [...codesOf(outcomes), null].flatMap((outcome) =>
      codesOf(taskStates)
        .filter((task) => unblocks({ state, outcome }, task))
        .map((task) => `${state} ${outcome} ${task}`),
    ),
  );
  expect(offered).toEqual(["answered agreed suspended", "answered partly suspended"]);
});

test("还要人办的状态，就是除已答复和不再争取以外的全部", () => {
  expect([...activeStates, "answered", "withdrawn"]).toEqual(codesOf(entryStates));
});
