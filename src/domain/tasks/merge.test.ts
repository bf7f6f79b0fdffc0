// Nothing that anybody typed is lost when two people change one record: cases in their words, and properties over all.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { absorbRows, mergeFields, mergeRows, settleRow, wholeRow } from "./merge.ts";

describe("字段逐项合并", () => {
  const base = { contact: "甲", leader: "王", goal: "" };
  test.each([
    ["只有我改", { ...base, contact: "乙" }, base, { ...base, contact: "乙" }, []],
    ["只有对方改", base, { ...base, contact: "丙" }, { ...base, contact: "丙" }, []],
    ["各改各的", { ...base, contact: "乙" }, { ...base, leader: "李" }, { contact: "乙", leader: "李", goal: "" }, []],
    ["改成一样", { ...base, contact: "乙" }, { ...base, contact: "乙" }, { ...base, contact: "乙" }, []],
    ["同一项改得不同", { ...base, contact: "乙" }, { ...base, contact: "丙" }, { ...base, contact: "乙" }, ["contact"]],
    ["我清空，对方改", { ...base, contact: "" }, { ...base, contact: "丙" }, { ...base, contact: "" }, ["contact"]],
  ])("%s", (_title, mine, theirs, merged, clashing) => {
    const result = mergeFields(base, mine, theirs);
    expect(result.merged).toEqual(merged);
    expect(result.clashes.map((clash) => clash.field)).toEqual(clashing);
  });

  test("空白与未填是一回事", () => {
    const result = mergeFields<{ goal: string | null }>({ goal: null }, { goal: "" }, { goal: "目标" });
    expect(result).toEqual({ merged: { goal: "目标" }, clashes: [] });
  });
});

const day = (key: string, title: string, dueOn = "2021-12-31") => ({ key, title, dueOn });

describe("清单逐行合并", () => {
  const base = [day("a", "印发"), day("b", "首单")];
  test.each([
    ["双方各加一行", [...base, day("m", "我的")], [...base, day("t", "对方的")], ["a", "b", "t", "m"], []],
    ["我删一行，对方没动", [day("a", "印发")], base, ["a"], []],
    ["对方删一行，我没动", base, [day("a", "印发")], ["a"], []],
    ["我删，对方改", [day("a", "印发")], [day("a", "印发"), day("b", "首单落地")], ["a", "b"], ["b"]],
    ["我改，对方删", [day("a", "印发"), day("b", "首单落地")], [day("a", "印发")], ["a", "b"], ["b"]],
    ["双方都删", [day("a", "印发")], [day("a", "印发")], ["a"], []],
    ["同一行各改一项", [day("a", "出台"), base[1]], [day("a", "印发", "2022-01-01"), base[1]], ["a", "b"], []],
    ["同一行同一项改得不同", [day("a", "出台"), base[1]], [day("a", "发布"), base[1]], ["a", "b"], ["a"]],
  ] as [string, ReturnType<typeof day>[], ReturnType<typeof day>[], string[], string[]][])(
    "%s",
    (_title, mine, theirs, keys, clashing) => {
      const result = mergeRows(base, mine, theirs);
      expect(result.merged.map((row) => row.key)).toEqual(keys);
      expect(result.clashes.map((clash) => clash.row)).toEqual(clashing);
    },
  );
});

const field = fc.constantFrom("", "甲", "乙", "丙");
const record = fc.record({ contact: field, leader: field, goal: field });
const rows = fc
  .uniqueArray(fc.record({ key: fc.constantFrom("a", "b", "c", "d"), title: field, dueOn: field }), {
    selector: (row) => row.key,
  })
  .map((all) => [...all].sort((one, other) => (one.key < other.key ? -1 : 1)));
type Rows = { key: string; title: string; dueOn: string }[];

describe("凡是合并", () => {
  test("对方没动：得到我填的，没有冲突；我没动：得到对方的，没有冲突", () => {
    fc.assert(
      fc.property(record, record, (base, other) => {
        expect(mergeFields(base, other, base)).toEqual({ merged: other, clashes: [] });
        expect(mergeFields(base, base, other)).toEqual({ merged: other, clashes: [] });
      }),
    );
    fc.assert(
      fc.property(rows, rows, (base, other) => {
        for (const merge of [mergeRows(base, other, base), mergeRows(base, base, other)]) {
          expect(merge.clashes).toEqual([]);
          expect([...merge.merged].sort((a, b) => (a.key < b.key ? -1 : 1))).toEqual(other);
        }
      }),
    );
  });

  test("谁先谁后，冲突的是同样几项；没有冲突时结果也一样", () => {
    const places = (clashes: readonly { row: string; field: string }[]) =>
      clashes.map((clash) => `${clash.row} ${clash.field}`).sort();
    fc.assert(
      fc.property(rows, rows, rows, (base, mine, theirs) => {
        const [one, two] = [mergeRows(base, mine, theirs), mergeRows(base, theirs, mine)];
        expect(places(one.clashes)).toEqual(places(two.clashes));
        if (one.clashes.length === 0)
          expect(new Set(one.merged.map((row) => JSON.stringify(row)))).toEqual(
            new Set(two.merged.map((row) => JSON.stringify(row))),
          );
      }),
    );
  });

  test("每一个值都有出处：不是我填的，就是对方的，不会凭空出现；我改过的不会不声不响地消失", () => {
    fc.assert(
      fc.property(record, record, record, (base, mine, theirs) => {
        const { merged, clashes } = mergeFields(base, mine, theirs);
        for (const name of ["contact", "leader", "goal"] as const) {
          expect([mine[name], theirs[name]]).toContain(merged[name]);
          const clash = clashes.find((one) => one.field === name);
          if (mine[name] !== base[name]) expect([merged[name], clash?.mine]).toContain(mine[name]);
          if (theirs[name] !== base[name]) expect([merged[name], clash?.theirs]).toContain(theirs[name]);
        }
      }),
    );
    fc.assert(
      fc.property(rows, rows, rows, (base, mine, theirs) => {
        const { merged, clashes } = mergeRows(base, mine, theirs);
        const find = (all: Rows, key: string) => all.find((row) => row.key === key);
        for (const side of [mine, theirs])
          for (const row of side) {
            const was = find(base, row.key);
            const changed = JSON.stringify(was) !== JSON.stringify(row);
            if (changed)
              expect(merged.some((one) => one.key === row.key) || clashes.some((one) => one.row === row.key)).toBe(
                true,
              );
          }
        expect(new Set(merged.map((row) => row.key)).size).toBe(merged.length);
      }),
    );
  });

  test("冲突一项一项选定，选定之后再没有冲突，留下的正是所选的", () => {
    fc.assert(
      fc.property(
        rows,
        rows,
        rows,
        fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }),
        (base, mine, theirs, picks) => {
          let [from, own]: Rows[] = [base, mine];
          for (const pick of picks) {
            const { clashes } = mergeRows(from as Rows, own as Rows, theirs);
            const clash = clashes[0];
            if (!clash) break;
            const next = settleRow(from as Rows, own as Rows, theirs, clash, pick ? "mine" : "theirs");
            [from, own] = [next.base, next.mine];
            const after = mergeRows(from, own, theirs);
            expect(after.clashes.length).toBe(clashes.length - 1);
            const row = after.merged.find((one) => one.key === clash.row);
            const wanted = pick ? clash.mine : clash.theirs;
            if (clash.field === wholeRow) expect(row).toEqual(wanted);
            else expect(row?.[clash.field as "title"]).toBe(wanted);
          }
          expect(mergeRows(from as Rows, own as Rows, theirs).clashes).toEqual([]);
        },
      ),
    );
  });

  test("并入对方的改动之后，看到的与冲突的都不变；再在没有冲突的地方填写，不会凭空生出冲突", () => {
    const sorted = (result: { merged: Rows; clashes: readonly object[] }) => [
      result.merged.map((row) => JSON.stringify(row)).sort(),
      result.clashes.map((clash) => JSON.stringify(clash)).sort(),
    ];
    fc.assert(
      fc.property(rows, rows, rows, field, (base, mine, theirs, typed) => {
        const before = mergeRows(base, mine, theirs);
        const now = absorbRows(base, mine, theirs);
        expect(sorted(mergeRows(now.base, now.mine, theirs))).toEqual(sorted(before));
        const free = before.merged.find((row) => !before.clashes.some((clash) => clash.row === row.key));
        if (!free) return;
        const next = now.mine.map((row) => (row.key === free.key ? { ...row, title: typed } : row));
        const after = mergeRows(now.base, next, theirs);
        expect(after.clashes).toHaveLength(before.clashes.length);
        expect(after.merged.find((row) => row.key === free.key)?.title).toBe(typed);
      }),
    );
  });
});
