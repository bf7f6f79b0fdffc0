// The formulas of the overview in numbers anybody can check, and what they never do.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { districts } from "../organisations/chongqing-units.ts";
import { dueList, groupLines, placeLight, sumUp, trendOf, visitAt } from "./rules.ts";
import { layTiles, tiles } from "./tiles.ts";

const row = (light: string, count: number, more: { implemented?: number; closed?: number; ended?: number } = {}) => ({
  light,
  count,
  counted: count - (more.ended ?? 0),
  implemented: more.implemented ?? 0,
  closed: more.closed ?? 0,
  scheduled: count,
  planned: count * 50,
  actual: count * 40,
});

describe("合计", () => {
  test("已终止的不进分母；实施率和销号率各算各的；平均进度只算有里程碑的任务", () => {
    const sums = sumUp([
      row("green", 6, { implemented: 4, closed: 2 }),
      row("grey", 2, { ended: 1 }),
      { ...row("grey", 3), scheduled: 0, planned: 0, actual: 0 },
    ]);
    expect(sums).toEqual({
      total: 11,
      counted: 10,
      implemented: 4,
      rate: 40,
      closed: 2,
      closeOutRate: 20,
      planned: 50,
      actual: 40,
      lights: { green: 6, grey: 5 },
    });
  });

  test("没有任务时不说百分之零，说没有", () => {
    expect(sumUp([])).toMatchObject({ total: 0, rate: null, planned: null, actual: null });
  });

  test("各推进组之和就是合计，次序不变，未划归的也有一行", () => {
    const rows = [
      { groupId: "b", name: "乙组", ...row("green", 2) },
      { groupId: "b", name: "乙组", ...row("red", 1, { implemented: 1 }) },
      { groupId: "a", name: "甲组", ...row("green", 5) },
      { groupId: null, name: null, ...row("grey", 4) },
    ];
    const lines = groupLines(rows);
    expect(lines.map((line) => [line.name, line.total, line.implemented])).toEqual([
      ["乙组", 3, 1],
      ["甲组", 5, 0],
      [null, 4, 0],
    ]);
    expect(lines.reduce((sum, line) => sum + line.total, 0)).toBe(sumUp(rows).total);
  });
});

describe("走势", () => {
  const held = (from: number, to: number, count: number, implemented = false, closed = false) => ({
    from,
    to,
    light: "green",
    implemented,
    closed,
    count,
    scheduled: 0,
    planned: 0,
    actual: 0,
  });
  test("每个时点数当时有效的状态；最早的任务之前不画", () => {
    const points = trendOf(["d1", "d2", "d3", "d4"], [held(1, 2, 5), held(2, 4, 5, true), held(3, 4, 1, false, true)]);
    expect(points.map((point) => [point.day, point.counted, point.implemented, point.rate])).toEqual([
      ["d2", 5, 0, 0],
      ["d3", 5, 5, 100],
      ["d4", 6, 5, 83.3],
    ]);
    expect(points.map((point) => [point.closed, point.closeOutRate])).toEqual([
      [0, 0],
      [0, 0],
      [1, 16.7],
    ]);
    expect(trendOf(["d1"], [])).toEqual([]);
  });

  test("任何时点的任务数，都等于覆盖它的各段之和", () => {
    const stretch = fc
      .tuple(fc.integer({ min: 0, max: 11 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 9 }))
      .filter(([from, to]) => from < to);
    fc.assert(
      fc.property(fc.array(stretch), (stretches) => {
        const days = Array.from({ length: 12 }, (_, index) => `d${index + 1}`);
        const points = trendOf(
          days,
          stretches.map(([from, to, count]) => held(from, to, count)),
        );
        for (const point of points) {
          const at = Number(point.day.slice(1));
          const expected = stretches.reduce((sum, [from, to, count]) => sum + (at > from && at <= to ? count : 0), 0);
          expect(point.counted).toBe(expected);
        }
      }),
    );
  });
});

test("到期清单按日期，同一天先任务后里程碑，算好天数，超出的不列", () => {
  const item = (taskId: string, dueOn: string, milestone: string | null) =>
    ({ taskId, number: taskId, taskTitle: taskId, light: "green", milestone, dueOn }) as never;
  const found = dueList(
    [
      item("c", "2021-09-20", null),
      item("b", "2021-09-10", "细则"),
      item("a", "2021-09-10", null),
      item("d", "2021-09-15", null),
    ],
    "2021-09-15",
    3,
  );
  expect(found.map((one) => [one.taskId, one.milestone, one.days])).toEqual([
    ["a", null, -5],
    ["b", "细则", -5],
    ["d", null, 0],
  ]);
});

test.each([
  [{ red: 1, green: 30 }, "red"],
  [{ yellow: 1, grey: 3 }, "yellow"],
  [{ grey: 1, green: 2 }, "grey"],
  [{ green: 2 }, "green"],
  [{ green: 0 }, null],
  [{}, null],
])("一地的灯取最需关注的：%j 为 %s", (counts, light) => {
  expect(placeLight(counts as Record<string, number>)).toBe(light);
});

describe("上次查看", () => {
  test.each([
    ["第一次", null, { seenAt: "2021-09-01T08:00:00.000Z", beforeAt: null }],
    [
      "隔了一天",
      { seenAt: "2021-08-31T08:00:00.000Z", beforeAt: "2021-08-01T00:00:00.000Z" },
      { seenAt: "2021-09-01T08:00:00.000Z", beforeAt: "2021-08-31T08:00:00.000Z" },
    ],
    [
      "十分钟内又打开，仍与上一次比",
      { seenAt: "2021-09-01T07:50:00.000Z", beforeAt: "2021-08-01T00:00:00.000Z" },
      { seenAt: "2021-09-01T08:00:00.000Z", beforeAt: "2021-08-01T00:00:00.000Z" },
    ],
  ])("%s", (_, held, visit) => {
    expect(visitAt(held, "2021-09-01T08:00:00.000Z")).toEqual(visit);
  });
});

describe("示意图", () => {
  test("38 个区县各有一格，不重叠", () => {
    expect(Object.keys(tiles).sort()).toEqual(districts.map((district) => district.code).sort());
    expect(new Set(Object.values(tiles).map((at) => at.join(","))).size).toBe(38);
  });

  test("认不出大半的，一律按次序排；认得出的，余下的另列", () => {
    const place = (code: string | null) => ({ code });
    const known = districts.map((district) => place(district.code ?? null));
    expect(layTiles([...known, place(null)])).toMatchObject({ others: [place(null)] });
    expect(layTiles([...known, place(null)]).drawn).toHaveLength(38);
    const elsewhere = [place("440106"), place(null), place("500101")];
    expect(layTiles(elsewhere)).toEqual({ drawn: [], others: elsewhere });
  });
});
