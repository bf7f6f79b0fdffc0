// Who may lend which duty to whom 请假委托: one row for each thing that stands in the way, and the days at their edges.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reachableStates } from "../../kernel/state-machine.ts";
import {
  type DelegationFacts,
  delegationActs,
  delegationStateAt,
  mayDelegate,
  mayRevoke,
  overlap,
} from "./delegation-rules.ts";
import { type Duty, duties } from "./model.ts";
import type { delegationStates } from "./model-delegation.ts";

const held = { duty: "liaison", unitId: "u" } as const;
const facts: DelegationFacts = {
  fromPersonId: "absent",
  duty: "liaison",
  unitId: "u",
  fromOn: "2021-09-01",
  untilOn: "2021-09-10",
  today: "2021-09-01",
  held: [held],
  to: { personId: "colleague", name: "同事", isColleague: true, held: [] },
  standing: [],
};
const standing = (more: Partial<DelegationFacts["standing"][number]>) => ({
  fromPersonId: "x",
  fromName: "某甲",
  toPersonId: "y",
  toName: "某乙",
  duty: "liaison" as Duty,
  unitId: "u",
  fromOn: "2021-09-10",
  untilOn: "2021-09-20",
  ...more,
});

describe("能否委托", () => {
  test.each<[string, Partial<DelegationFacts>, string | null]>([
    ["本人职责交给同事,可以", {}, null],
    ["当天一天,可以", { untilOn: "2021-09-01" }, null],
    ["恰好 60 天,可以", { untilOn: "2021-10-30" }, null],
    ["61 天,不可", { untilOn: "2021-10-31" }, "delegation.days"],
    ["从昨天起,不可", { fromOn: "2021-08-31" }, "delegation.days"],
    ["止日早于起日,不可", { untilOn: "2021-08-31" }, "delegation.days"],
    ["不是本人的职责,不可", { held: [{ duty: "group", unitId: "u" }] }, "delegation.not-held"],
    ["本人在别的单位任职,不可", { held: [{ duty: "liaison", unitId: "v" }] }, "delegation.not-held"],
    ["交给外人,不可", { to: { ...facts.to, isColleague: false } }, "delegation.stranger"],
    ["交给自己,不可", { to: { ...facts.to, personId: "absent" } }, "delegation.stranger"],
    ["同事本来就任此职,不必", { to: { ...facts.to, held: [held] } }, "delegation.needless"],
    ["同事是安全管理员,三员分立", { to: { ...facts.to, held: [{ duty: "security", unitId: "w" }] } }, "duty.excluded"],
    ["同一职责已委托他人", { standing: [standing({ fromPersonId: "absent" })] }, "delegation.taken"],
    ["已委托的日子错开,可以", { standing: [standing({ fromPersonId: "absent", fromOn: "2021-09-11" })] }, null],
    ["别的职责已委托他人,可以", { standing: [standing({ fromPersonId: "absent", duty: "group" })] }, null],
    ["同事自己也请假", { standing: [standing({ fromPersonId: "colleague" })] }, "delegation.away"],
    ["委托人正代别人办理,不可再托", { standing: [standing({ toPersonId: "absent" })] }, "delegation.chain"],
    ["同事还代着别人,可以", { standing: [standing({ toPersonId: "colleague" })] }, null],
  ])("%s", (_title, change, code) => {
    const decision = mayDelegate({ ...facts, ...change });
    expect(decision.allowed ? null : decision.code).toBe(code);
  });

  test("管理员、评审专家的职责从不委托", () => {
    const lent = (Object.keys(duties) as Duty[]).filter(
      (duty) => mayDelegate({ ...facts, duty, held: [{ duty, unitId: "u" }] }).allowed,
    );
    expect(lent).toEqual(["office", "group", "liaison"]);
  });
});

test("两段日子是否相交,与逐日核对一致", () => {
  const span = fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 8 })).map(([from, length]) => {
    const day = (n: number) => `2021-09-${String(n).padStart(2, "0")}`;
    return {
      fromOn: day(from),
      untilOn: day(from + length),
      days: Array.from({ length: length + 1 }, (_, n) => from + n),
    };
  });
  fc.assert(
    fc.property(span, span, (a, b) => {
      expect(overlap(a, b)).toBe(a.days.some((one) => b.days.includes(one)));
    }),
  );
});

describe("自行开始,自行结束", () => {
  const delegation = { sinceAt: "2021-09-01T16:00:00.000Z", untilAt: "2021-09-03T16:00:00.000Z", revokedAt: null };
  test.each([
    ["开始前一瞬", "2021-09-01T15:59:59.999Z", "planned"],
    ["开始那一瞬", "2021-09-01T16:00:00.000Z", "inForce"],
    ["最后一瞬", "2021-09-03T15:59:59.999Z", "inForce"],
    ["过了最后一日", "2021-09-03T16:00:00.000Z", "over"],
  ] as const)("%s", (_title, at, state) => {
    expect(delegationStateAt(delegation, at)).toBe(state);
    expect(delegationStateAt({ ...delegation, revokedAt: "2021-08-01T00:00:00.000Z" }, at)).toBe("revoked");
  });

  test("只有当事人和安全管理员能收回,且只在到期之前", () => {
    const people: [string, Duty[]][] = [
      ["absent", ["liaison"]],
      ["colleague", []],
      ["other", ["office"]],
      ["guard", ["security"]],
    ];
    const who = (state: keyof typeof delegationStates) =>
      people
        .filter(
          ([personId, held]) =>
            mayRevoke({ personId, duties: held }, { fromPersonId: "absent", toPersonId: "colleague", state }).allowed,
        )
        .map(([name]) => name);
    expect(who("planned")).toEqual(["absent", "colleague", "guard"]);
    expect(who("inForce")).toEqual(["absent", "colleague", "guard"]);
    expect(who("over")).toEqual([]);
    expect(who("revoked")).toEqual([]);
    expect([...reachableStates<string>(delegationActs, "inForce")]).toEqual(["inForce", "revoked"]);
  });
});
