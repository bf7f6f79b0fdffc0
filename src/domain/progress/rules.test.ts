// The rules of reporting rounds as tables: every act in every state for every party, periods and days, what a row lacks, lead time.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isWorkingDay, workingDaysBetween } from "../pilot/calendar.ts";
import { isOnSchedule, missingIn, type RowFacts, revisedFrom } from "./missing.ts";
import { type cycles, type ProgressParty, reportStates, roundPlanStates, roundStates, rowReviews } from "./model.ts";
import { daysOf, judgeLead, periodAfter, periodAt, periodOf, periodTitle, shifted } from "./periods.ts";
import {
  decidePlan,
  decideReport,
  decideRound,
  mayDoRow,
  type ProgressActor,
  partiesOf,
  type ReportAct,
  type RoundAct,
  type RoundPlanAct,
  type RowAct,
  reportActs,
  rowActs,
  seesContent,
  seesReport,
  stateFromRows,
} from "./rules.ts";

const ids = { office: "u-office", group: "u-group", filler: "u-filler" };
const actors: Record<ProgressParty, ProgressActor> = {
  office: { personId: "p-office", duties: ["office"], unitIds: [ids.office] },
  group: { personId: "p-group", duties: ["group"], unitIds: [ids.group] },
  filler: { personId: "p-filler", duties: ["liaison"], unitIds: [ids.filler] },
  program: { personId: "p-0", duties: [], unitIds: [], keyId: "program" },
};
const stranger: ProgressActor = { personId: "p-x", duties: ["office", "group", "liaison"], unitIds: ["u-x"] };
const standing = { officeUnitId: ids.office, unitId: ids.filler, groupIds: [ids.group] };

/** By act: for each party, the states in which it may be done. Written out by hand; anything else must be refused. */
type Allowed<A extends string> = Record<A, Partial<Record<ProgressParty, readonly string[]>>>;

function tableOf<A extends string>(
  acts: readonly A[],
  states: readonly string[],
  decide: (actor: ProgressActor, state: string) => Record<A, { allowed: boolean }>,
) {
  const found = {} as Record<A, Partial<Record<ProgressParty, string[]>>>;
  for (const act of acts) {
    found[act] = {};
    for (const party of Object.keys(actors) as ProgressParty[]) {
      const allowed = states.filter((state) => decide(actors[party], state)[act].allowed);
      if (allowed.length > 0) found[act][party] = allowed;
    }
    for (const state of states) expect(decide(stranger, state)[act].allowed, `${act} ${state}`).toBe(false);
  }
  return found;
}

describe("每个办理、每种状态、每一方", () => {
  test("轮次", () => {
    const expected: Allowed<RoundAct> = {
      change: { office: ["planned"] },
      open: { office: ["planned"], program: ["planned"] },
      drop: { office: ["planned"] },
      refresh: { office: ["open", "duePassed"], program: ["open", "duePassed"] },
      remind: { office: ["open", "duePassed"], group: ["open", "duePassed"] },
      passDue: { program: ["open"] },
      extend: { office: ["open", "duePassed"] },
      lock: { office: ["open", "duePassed"] },
    };
    const decide = (actor: ProgressActor, state: string) =>
      decideRound(actor, { ...standing, state: state as "open", waiting: 0 });
    expect(tableOf(Object.keys(expected) as RoundAct[], Object.keys(roundStates), decide)).toEqual(expected);
    expect(decideRound(actors.office, { ...standing, state: "duePassed", waiting: 1 }).lock).toMatchObject({
      allowed: false,
      code: "act.missing",
    });
  });

  test("单位报送", () => {
    const filling = ["notStarted", "drafting", "returned"];
    const reviewing = ["submitted", "returned"];
    const reopening = ["submitted", "returned", "accepted"];
    const expected: Allowed<ReportAct> = {
      begin: { filler: ["notStarted"] },
      fill: { filler: filling },
      submit: { filler: filling },
      recall: { filler: ["submitted"] },
      accept: { office: reviewing, group: reviewing },
      return: { office: reviewing, group: reviewing },
      reopen: { office: reopening, group: reopening },
      lock: {
        office: ["notStarted", "drafting", "submitted", "returned", "accepted"],
        program: ["notStarted", "drafting", "submitted", "returned", "accepted"],
      },
      askUnlock: { filler: ["locked"] },
      unlock: { office: ["locked"] },
    };
    const decide = (actor: ProgressActor, state: string) =>
      decideReport(actor, { ...standing, state: state as "drafting" });
    expect(tableOf(Object.keys(expected) as ReportAct[], Object.keys(reportStates), decide)).toEqual(expected);
  });

  test("报送条目", () => {
    const expected: Allowed<RowAct> = {
      fill: { filler: ["open", "returned"] },
      submit: { filler: ["open", "returned"] },
      recall: { filler: ["pending"] },
      accept: { office: ["pending"], group: ["pending"] },
      return: { office: ["pending"], group: ["pending"] },
      reopen: { office: ["accepted"], group: ["accepted"] },
      unlock: { office: ["pending", "accepted", "returned"] },
    };
    const decide = (actor: ProgressActor, state: string) =>
      Object.fromEntries(
        (Object.keys(rowActs) as RowAct[]).map((act) => [
          act,
          mayDoRow(act, actor, { ...standing, state: state as "open" }),
        ]),
      ) as Record<RowAct, { allowed: boolean }>;
    expect(tableOf(Object.keys(expected) as RowAct[], Object.keys(rowReviews), decide)).toEqual(expected);
  });

  test("报送安排", () => {
    const expected: Allowed<RoundPlanAct> = {
      pause: { office: ["active"] },
      resume: { office: ["paused"] },
      end: { office: ["active", "paused"] },
    };
    const decide = (actor: ProgressActor, state: string) =>
      decidePlan(actor, { ...standing, state: state as "active" });
    expect(tableOf(Object.keys(expected) as RoundPlanAct[], Object.keys(roundPlanStates), decide)).toEqual(expected);
  });

  test("谁也不审核自己提交的，哪怕身兼两职", () => {
    const both: ProgressActor = { personId: "p", duties: ["office", "liaison"], unitIds: [ids.office, ids.filler] };
    for (const act of ["accept", "return", "reopen"] as const) {
      expect(reportActs[act].notBy).toEqual(["submit"]);
      const mine = decideReport(both, { ...standing, state: "submitted", submittedBy: "p" })[act];
      expect(mine).toMatchObject({ allowed: false, code: "act.same-person" });
      expect(decideReport(both, { ...standing, state: "submitted", submittedBy: "q" })[act].allowed).toBe(true);
      const standIn = { ...both, sameAs: ["q"] };
      expect(decideReport(standIn, { ...standing, state: "submitted", submittedBy: "q" })[act].allowed).toBe(false);
    }
  });

  test("看得见谁的报送、什么时候看得见内容", () => {
    expect(partiesOf(stranger, standing)).toEqual([]);
    expect(seesReport(stranger, standing)).toBe(false);
    for (const party of ["office", "group", "filler"] as const) expect(seesReport(actors[party], standing)).toBe(true);
    expect(seesReport(actors.program, standing)).toBe(false);
    const draft = { ...standing, submittedAt: null };
    expect([actors.filler, actors.office, actors.group].map((actor) => seesContent(actor, draft))).toEqual([
      true,
      false,
      false,
    ]);
    expect(seesContent(actors.group, { ...standing, submittedAt: "2021-09-01T00:00:00Z" })).toBe(true);
  });
});

test("报送的状态由各条目得出：有退回即退回，全部通过才通过", () => {
  const review = fc.constantFrom("open", "pending", "accepted", "returned");
  fc.assert(
    fc.property(
      fc.array(review as fc.Arbitrary<"open" | "pending" | "accepted" | "returned">, { minLength: 1 }),
      (rows) => {
        const state = stateFromRows(rows);
        expect(state === "returned").toBe(rows.includes("returned"));
        expect(state === "accepted").toBe(rows.every((row) => row === "accepted"));
      },
    ),
  );
});

describe("报告期", () => {
  test.each([
    ["month", "2021-09", "2021-09-01", "2021-09-30", "2021年9月"],
    ["month", "2024-02", "2024-02-01", "2024-02-29", "2024年2月"],
    ["halfMonth", "2021-09-1", "2021-09-01", "2021-09-15", "2021年9月上半月"],
    ["halfMonth", "2021-02-2", "2021-02-16", "2021-02-28", "2021年2月下半月"],
    ["quarter", "2021-Q4", "2021-10-01", "2021-12-31", "2021年第四季度"],
  ] as const)("%s %s 自 %s 至 %s，称“%s”", (cycle, key, from, to, title) => {
    expect(periodOf(cycle, key)).toEqual({ key, from, to });
    expect(periodTitle(cycle, key).zh).toBe(title);
  });

  test.each([
    ["month", "2021-13"],
    ["month", "2021-09-1"],
    ["halfMonth", "2021-09"],
    ["quarter", "2021-Q5"],
    ["quarter", "2021-09"],
  ] as const)("%s 没有 %s 这一期", (cycle, key) => {
    expect(periodOf(cycle, key)).toBeNull();
  });

  const day = fc
    .integer({ min: 0, max: 365 * 8 })
    .map((days) => new Date(Date.UTC(2018, 0, 1) + days * 86_400_000).toISOString().slice(0, 10));
  const cycle = fc.constantFrom("month", "halfMonth", "quarter") as fc.Arbitrary<keyof typeof cycles>;

  test("每一天恰在一期之内，期期相接", () => {
    fc.assert(
      fc.property(cycle, day, (of, at) => {
        const period = periodAt(of, at);
        expect(period.from <= at && at <= period.to).toBe(true);
        expect(periodOf(of, period.key)).toEqual(period);
        const next = periodAfter(of, period);
        expect(Date.parse(next.from) - Date.parse(period.to)).toBe(86_400_000);
      }),
    );
  });

  test("截止日总是工作日；开启日在前，恰隔所定的工作日数", () => {
    const due = fc.oneof(
      fc.record({ by: fc.constant("workingDays" as const), days: fc.integer({ min: 1, max: 20 }) }),
      fc.record({
        by: fc.constant("dayOfMonth" as const),
        day: fc.integer({ min: 1, max: 28 }),
        month: fc.constantFrom(0 as const, 1 as const),
        shift: fc.constantFrom("next" as const, "before" as const),
      }),
    );
    fc.assert(
      fc.property(cycle, day, due, fc.integer({ min: 1, max: 20 }), (of, at, rule, openDays) => {
        const days = daysOf(periodAt(of, at), { due: rule, openDays, timelyDays: 1 });
        expect(isWorkingDay(days.dueOn)).toBe(true);
        expect(days.opensOn < days.timelyOn || openDays <= 1).toBe(true);
        expect(workingDaysBetween(days.opensOn, days.dueOn).days).toBe(openDays);
      }),
    );
  });

  test("截止日遇国庆：顺延到 10 月 8 日，提前到 9 月 30 日", () => {
    expect(shifted("2021-10-02", "next").day).toBe("2021-10-08");
    expect(shifted("2021-10-02", "before").day).toBe("2021-09-30");
    expect(shifted("2021-09-26", "next").day, "周日调休上班").toBe("2021-09-26");
  });
});

test.each([
  ["2021-09-01", "2021-09-01", undefined, "round.no-time", "上午发下午要"],
  ["2021-09-01", "2021-09-01", "领导要求", "round.no-time", "有理由也不行"],
  ["2021-09-01", "2021-09-03", undefined, "round.short-time", "两个工作日"],
  ["2021-09-01", "2021-09-03", "部委临时调度", null, "写明理由"],
  ["2021-09-01", "2021-09-06", undefined, null, "三个工作日"],
  ["2021-09-30", "2021-10-09", undefined, "round.short-time", "长假里没有工作日"],
  ["2021-09-10", "2021-09-08", "已过", "round.no-time", "截止日早于今天"],
])("%s 发起，%s 截止，理由 %s：%s（%s）", (today, dueOn, reason, code, _why) => {
  expect(judgeLead({ today, opensOn: today, dueOn, reason }).code).toBe(code);
});

describe("一条填得全不全", () => {
  const full: RowFacts = {
    part: "lead",
    entry: "written",
    released: false,
    progress: "有进展",
    percent: null,
    percentReason: null,
    plannedPercent: 40,
    derivedPercent: 50,
    problems: [],
    nextStep: null,
    unanswered: false,
  };
  const request = { kind: "request", what: "请协调用地", toUnitId: "u", dueOn: "2021-10-01" };
  test.each<[string, Partial<RowFacts>, string[]]>([
    ["填全了", {}, []],
    ["没填", { entry: "empty", progress: null }, ["row.text"]],
    ["没填但不再须报", { entry: "empty", released: true }, []],
    ["无变化也算填", { entry: "unchanged" }, []],
    ["人工修正没写理由", { percent: 60 }, ["row.percent-reason"]],
    ["人工修正写了理由", { percent: 60, percentReason: "前期投入大" }, []],
    ["落后，没有说法", { derivedPercent: 30 }, ["row.behind"]],
    ["落后，有下一步举措", { derivedPercent: 30, nextStep: "加派专人" }, []],
    [
      "落后，写了问题",
      { derivedPercent: 30, problems: [{ ...request, kind: "problem", toUnitId: null, dueOn: null }] },
      [],
    ],
    ["恰好达序时", { derivedPercent: 40 }, []],
    ["配合单位不看完成度", { part: "support", derivedPercent: null, plannedPercent: 90 }, []],
    [
      "需协调事项没有对象和期限",
      { problems: [{ ...request, toUnitId: null, dueOn: null }] },
      ["row.request", "row.request"],
    ],
    ["需协调事项齐全", { problems: [request] }, []],
    ["存在问题可以没有对象", { problems: [{ ...request, kind: "problem", toUnitId: null, dueOn: null }] }, []],
    ["退回后没动", { unanswered: true }, ["row.unanswered"]],
  ])("%s", (_title, change, codes) => {
    expect(missingIn({ ...full, ...change }).map((lack) => lack.code)).toEqual(codes);
  });

  test("序时：人工修正的算数，没有里程碑的不判", () => {
    expect(isOnSchedule({ ...full, percent: 10 })).toBe(false);
    expect(isOnSchedule({ ...full, plannedPercent: null })).toBeNull();
  });

  test("通过后改了几个数值：没改为 0，没通过过也为 0", () => {
    const values = {
      progress: "甲",
      percent: 1,
      nextStep: null,
      nextPerson: null,
      nextDue: null,
      confidence: 3,
      problems: "[]",
    };
    expect(revisedFrom(null, values)).toBe(0);
    expect(revisedFrom(values, values)).toBe(0);
    expect(revisedFrom(values, { ...values, progress: "乙", confidence: null })).toBe(2);
  });
});
