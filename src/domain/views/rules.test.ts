// Who may do what with a view, against a literal picture; and what an address may hold.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { longestQuery, ViewQuery, type ViewState } from "./model.ts";
import { decideView, maySee, sameQuery, type ViewAct, viewActs } from "./rules.ts";

const officeUnitId = "office-unit";
const people = {
  maker: { personId: "p-maker", duties: ["liaison"], unitIds: ["bureau"] },
  office: { personId: "p-office", duties: ["office"], unitIds: [officeUnitId] },
  otherOffice: { personId: "p-other", duties: ["office"], unitIds: ["office-of-another-pilot"] },
  colleague: { personId: "p-colleague", duties: ["liaison", "group"], unitIds: ["bureau", officeUnitId] },
} as const;
type Who = keyof typeof people;

const mayIn: Record<ViewState, Partial<Record<Who, ViewAct[]>>> = {
  own: { maker: ["change", "share", "drop"] },
  shared: { maker: ["change", "withdraw", "drop"], office: ["change", "withdraw", "drop"] },
  dropped: {},
};

describe.each(Object.entries(mayIn) as [ViewState, (typeof mayIn)[ViewState]][])("视图处于 %s", (state, expected) => {
  test.each(Object.keys(people) as Who[])("%s 能办的恰好是这些", (who) => {
    const decisions = decideView(people[who], { makerId: "p-maker", state, officeUnitId });
    const allowed = Object.keys(viewActs).filter((act) => decisions[act as ViewAct].allowed);
    expect(allowed).toEqual(expected[who] ?? []);
  });
});

test("自用的只有本人看得到，共享的都看得到，删除的谁也看不到", () => {
  const seen = (state: ViewState) =>
    Object.entries(people)
      .filter(([, person]) => maySee(person.personId, { makerId: "p-maker", state }))
      .map(([who]) => who);
  expect(seen("own")).toEqual(["maker"]);
  expect(seen("shared")).toEqual(Object.keys(people));
  expect(seen("dropped")).toEqual([]);
});

test.each([
  [{ a: "1", b: "2" }, { b: "2", a: "1" }, true],
  [{ a: "1" }, { a: "1", b: "2" }, false],
  [{ a: "1", b: "2" }, { a: "1" }, false],
  [{ a: "1" }, { a: "2" }, false],
  [{ a: "1" }, { b: "1" }, false],
  [{}, {}, true],
])("%j 与 %j 相同：%s", (a, b, same) => {
  expect(sameQuery(a as Record<string, string>, b as Record<string, string>)).toBe(same);
});

describe("地址参数", () => {
  test.each([
    ["普通筛选", { light: "red,yellow", sort: "-dueOn", group: "lead" }, true],
    ["空的", {}, true],
    ["名称带符号", { "a.b": "x" }, false],
    ["名称以大写开头", { Light: "red" }, false],
    ["值为空", { light: "" }, false],
    ["值带换行", { q: "一\n二" }, false],
    ["值带 NUL", { q: "\u0000" }, false],
    ["值太长", { q: "长".repeat(4001) }, false],
    ["名称太多", Object.fromEntries(Array.from({ length: 41 }, (_, n) => [`a${n}`, "1"])), false],
    ["总长太长", { a: "长".repeat(3990), b: "长".repeat(3990), c: "长".repeat(100) }, false],
    ["值不是文字", { limit: 3 }, false],
  ])("%s", (_, query, good) => {
    expect(ViewQuery.safeParse(query).success).toBe(good);
  });

  test("通过检查的地址，写成 JSON 不超过上限，读回来一字不差", () => {
    const value = fc.string({ minLength: 1, maxLength: 300, unit: "binary" });
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z][a-zA-Z0-9]{0,8}$/), value, { maxKeys: 50 }), (query) => {
        const parsed = ViewQuery.safeParse(query);
        if (!parsed.success) return;
        const text = JSON.stringify(parsed.data);
        expect(text.length).toBeLessThanOrEqual(longestQuery);
        expect(JSON.parse(text)).toEqual(query);
      }),
    );
  });
});
