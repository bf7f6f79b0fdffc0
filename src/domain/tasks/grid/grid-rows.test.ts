// Rows, groups and columns of the grid, and how a choice of columns stands in an address.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Light } from "../model.ts";
import { columnShapes, frozenColumns, gridColumns, readColumns, usualColumns, writeColumns } from "./grid-columns.ts";
import { arrangeRows, type GroupRow, textFilter } from "./grid-rows.ts";

interface Item {
  id: string;
  light: Light;
  place: string;
}
const items: Item[] = [
  { id: "1", light: "green", place: "甲" },
  { id: "2", light: "red", place: "乙" },
  { id: "3", light: "red", place: "甲" },
];
const rowOf = (task: Item) => ({ kind: "task" as const, id: task.id, task });
const all = { keeps: () => true, order: null, groupOf: null, closed: new Set<string>() };
const byPlace = { ...all, groupOf: (item: Item) => ({ key: item.place, label: item.place }) };

describe("行", () => {
  test("按组排列，组内保持原序，组上有数目与灯数", () => {
    const { rows } = arrangeRows(items, byPlace, rowOf);
    expect(rows.map((row) => row.id)).toEqual(["group:甲", "1", "3", "group:乙", "2"]);
    expect(rows[0]).toMatchObject({ count: 2, lights: { green: 1, red: 1 }, open: true });
  });
  test("收起的组只留组行，数目不变", () => {
    const { rows, shown } = arrangeRows(items, { ...byPlace, closed: new Set(["甲"]) }, rowOf);
    expect(rows.map((row) => row.id)).toEqual(["group:甲", "group:乙", "2"]);
    expect(rows[0]).toMatchObject({ count: 2, open: false });
    expect(shown).toBe(3);
  });
  test("每一项恰好出现一次，组数之和等于总数", () => {
    const list = fc.array(
      fc.record<Item>({
        id: fc.uuid(),
        light: fc.constantFrom<Light>("green", "red", "grey"),
        place: fc.constantFrom("甲", "乙", "丙"),
      }),
    );
    fc.assert(
      fc.property(list, (given) => {
        const { rows } = arrangeRows(
          given,
          { ...byPlace, order: (one, other) => one.id.localeCompare(other.id) },
          rowOf,
        );
        const groups = rows.filter((row): row is GroupRow => row.kind === "group");
        expect(groups.reduce((sum, group) => sum + group.count, 0)).toBe(given.length);
        expect(rows.filter((row) => row.kind === "task")).toHaveLength(given.length);
      }),
    );
  });
  test("栏内筛选不分大小写、全半角，几栏同时成立才留下", () => {
    const textOf = (item: Item, column: string) => (column === "contact" ? `Ａbc${item.id}` : item.place);
    const keeps = textFilter(
      { hasContact: "ABC", hasLeader: "甲", q: "不管" },
      ["contact", "leader", "section"],
      textOf,
    );
    expect(items.filter(keeps).map((item) => item.id)).toEqual(["1", "3"]);
  });
});

describe("栏目设置写在地址里", () => {
  test("与平常相同时地址里什么都没有", () => expect(writeColumns(usualColumns)).toBeUndefined());
  test("读不懂的略过，冻结的两栏总在最前", () => {
    expect(readColumns("没有,due,due.9999,lead.x,task.400").map(({ key, width }) => `${key}${width}`)).toEqual([
      "ordinal68",
      "task400",
      "due120",
      "lead150",
    ]);
  });
  test("写出再读回不变", () => {
    const keys = (Object.keys(gridColumns) as (keyof typeof gridColumns)[]).filter(
      (key) => !(frozenColumns as readonly string[]).includes(key),
    );
    const choice = fc
      .tuple(fc.shuffledSubarray(keys), fc.array(fc.integer({ min: 44, max: 800 }), { minLength: 30, maxLength: 30 }))
      .map(([chosen, widths]) => [
        ...frozenColumns.map((key) => ({ key, width: columnShapes[key].width })),
        ...chosen.map((key, index) => ({ key, width: widths[index] as number })),
      ]);
    fc.assert(
      fc.property(choice, (columns) => {
        expect(readColumns(writeColumns(columns))).toEqual(columns);
      }),
    );
  });
});
