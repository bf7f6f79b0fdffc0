// Who may do what with a matter, against a literal picture of every state; when it is late; that every state is reached and left.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codesOf } from "../../kernel/labels.ts";
import { reachableStates } from "../../kernel/state-machine.ts";
import { unitKinds } from "../organisations/model.ts";
import { explainDecision } from "./decision-words.ts";
import { type MatterState, matterStates } from "./model.ts";
import {
  daysLate,
  decideMatter,
  dutyFor,
  kindsOf,
  type MatterAct,
  matterActs,
  matterWords,
  pendingStates,
  unansweredStates,
} from "./rules.ts";

const sides = { fromUnitId: "science", toUnitId: "education", officeUnitId: "office" };
const people = {
  asker: { personId: "p-asker", duties: ["liaison"], unitIds: ["science"], actsFor: ["science"] },
  answerer: { personId: "p-answerer", duties: ["liaison"], unitIds: ["education"], actsFor: ["education"] },
  office: { personId: "p-office", duties: ["office"], unitIds: ["office"], actsFor: ["office"] },
  otherOffice: { personId: "p-other", duties: ["office"], unitIds: ["office-of-another-pilot"], actsFor: [] },
  outsider: { personId: "p-outsider", duties: ["liaison"], unitIds: ["district"], actsFor: ["district"] },
  // Belongs to the asking unit but holds no duty that speaks for it.
  mute: { personId: "p-mute", duties: ["group"], unitIds: ["science"], actsFor: [] },
} as const;
type Who = keyof typeof people;

const mayIn: Record<MatterState, Partial<Record<Who, MatterAct[]>>> = {
  open: {
    asker: ["withdraw"],
    answerer: ["accept", "decline", "refer", "answer"],
    office: ["refer", "withdraw", "setDue"],
  },
  accepted: {
    asker: ["withdraw"],
    answerer: ["decline", "refer", "answer"],
    office: ["refer", "withdraw", "setDue"],
  },
  declined: { asker: ["readdress", "withdraw"], office: ["readdress", "withdraw", "setDue"] },
  answered: { asker: ["settle", "returnAnswer", "withdraw"], office: ["withdraw"] },
  settled: { asker: ["reopen"], office: ["reopen"] },
  withdrawn: {},
};

describe.each(Object.entries(mayIn) as [MatterState, (typeof mayIn)[MatterState]][])(
  "事项处于 %s",
  (state, expected) => {
    test.each(Object.keys(people) as Who[])("%s 能办的恰好是这些", (who) => {
      const decisions = decideMatter(people[who], { ...sides, state, lastDoneBy: { answer: "p-answerer" } });
      const may = Object.keys(matterActs).filter((act) => decisions[act as MatterAct].allowed);
      expect(may).toEqual(expected[who] ?? []);
    });
  },
);

test("一人同时代表双方时，自己答复的自己不能确认办结", () => {
  const both = { personId: "p-both", duties: ["liaison"], unitIds: [], actsFor: ["science", "education"] };
  const own = decideMatter(both, { ...sides, state: "answered", lastDoneBy: { answer: ["p-both"] } }).settle;
  expect(own).toEqual({ allowed: false, code: "act.same-person", facts: { act: "answer" } });
  expect(explainDecision(matterWords, own, "zh")).toBe("办理“办理答复”的人不能再办理此步");
  expect(decideMatter(both, { ...sides, state: "answered", lastDoneBy: { answer: "p-answerer" } }).settle.allowed).toBe(
    true,
  );
});

test("代人答复的，被代的人和代办的人都不能确认办结", () => {
  const asker = { ...people.asker, actsFor: ["science"] };
  const answered = { ...sides, state: "answered", lastDoneBy: { answer: ["p-stand-in", "p-asker"] } } as const;
  expect(decideMatter(asker, answered).settle.allowed).toBe(false);
  const byStandIn = { ...sides, state: "answered", lastDoneBy: { answer: ["p-stand-in"] } } as const;
  expect(decideMatter({ ...asker, sameAs: ["p-stand-in"] }, byStandIn).settle.allowed).toBe(false);
  expect(decideMatter(asker, byStandIn).settle.allowed).toBe(true);
});

test("从待承接出发到得了每个状态；除撤回外没有走不出去的", () => {
  expect([...reachableStates(matterActs, "open")].sort()).toEqual([...codesOf(matterStates)].sort());
  const left = new Set<string>(Object.values(matterActs).flatMap((act) => (act.to === null ? [] : [...act.from])));
  expect(codesOf(matterStates).filter((state) => !left.has(state))).toEqual(["withdrawn"]);
});

test.each([
  ["open", "2021-09-10", "2021-09-10", 0],
  ["open", "2021-09-10", "2021-09-11", 1],
  ["accepted", "2021-09-30", "2021-10-08", 8],
  ["declined", "2021-09-10", "2021-09-12", 2],
  ["answered", "2021-09-10", "2021-12-31", 0],
  ["settled", "2021-09-10", "2021-12-31", 0],
  ["withdrawn", "2021-09-10", "2021-12-31", 0],
  ["open", null, "2021-12-31", 0],
] as const)("%s，时限 %s，到 %s 逾期 %i 天", (state, dueOn, today, days) => {
  expect(daysLate({ state, dueOn }, today)).toBe(days);
});

test("逾期只在等待答复的状态里有，且每过一天只增一天", () => {
  const day = fc.date({ min: new Date("2020-01-01"), max: new Date("2030-01-01"), noInvalidDate: true });
  const text = (date: Date) => date.toISOString().slice(0, 10);
  fc.assert(
    fc.property(fc.constantFrom(...codesOf(matterStates)), day, day, (state, due, now) => {
      const late = daysLate({ state, dueOn: text(due) }, text(now));
      const next = daysLate({ state, dueOn: text(due) }, text(new Date(now.getTime() + 86_400_000)));
      if (!(unansweredStates as readonly string[]).includes(state)) expect([late, next]).toEqual([0, 0]);
      else expect(next).toBe(text(now) < text(due) ? 0 : late + 1);
    }),
  );
});

test("还要人办的状态，就是除办结和撤回以外的全部", () => {
  expect([...pendingStates, "settled", "withdrawn"]).toEqual(codesOf(matterStates));
});

test("代表办公室的是办公室职责，代表推进组的是推进组职责，其余是联络员", () => {
  expect(Object.fromEntries(codesOf(unitKinds).map((kind) => [kind, dutyFor(kind)]))).toMatchObject({
    office: "office",
    specialGroup: "office",
    group: "group",
    department: "liaison",
    district: "liaison",
    platform: "liaison",
  });
  expect(kindsOf(["group"], codesOf(unitKinds))).toEqual(["group"]);
  expect(kindsOf(["enterprise", "judge", "audit"], codesOf(unitKinds))).toEqual([]);
});
