import { describe, expect, it } from "vitest";
import type { Layout, Stop } from "./layout.ts";
import type { Behind, GoalReading, PlanElement } from "./model.ts";
import { findStops, overviewOf, type StandingLight, worst } from "./standing.ts";

const stop = (index: number, kind: Stop["kind"], text: string, keys = [`k${index}`]): Stop => ({
  index,
  kind,
  keys,
  text,
  quote: text,
  path: [],
  start: index * 10,
  end: index * 10 + 10,
  change: null,
});

const task = (contentKey: string, id: string, light: StandingLight, linked = false) =>
  ({ contentKey, kind: "task", id, title: id, hint: { zh: "", en: "" }, light, linked }) as Behind;

const goal = (start: number) =>
  ({ id: `g${start}`, kind: "goal", start, end: start + 3, text: "86项", facts: {} }) as unknown as PlanElement;

const layout: Layout = {
  blocks: [],
  stops: [
    stop(0, "front", "各区县人民政府"),
    stop(1, "heading", "一、总体要求"),
    stop(2, "sentence", "全面落实86项任务"),
    stop(3, "sentence", "Pilot  zones 先行"),
    stop(4, "row", "1 开通水上巴士", ["k4", "k4b"]),
  ],
  sections: [
    { index: 0, label: "一、", level: 1, kind: "section", parent: null, start: 10, end: 40 },
    { index: 1, label: "附件", level: 1, kind: "annex", parent: null, start: 40, end: 50 },
  ],
};

describe("what stands behind a sentence", () => {
  it.each<[StandingLight[], StandingLight | null]>([
    [["green", "red", "yellow"], "red"],
    [["green", "yellow", "grey"], "yellow"],
    [["green", "grey"], "grey"],
    [["green", "green"], "green"],
    [[], null],
  ])("%j is shown as %s", (lights, shown) => expect(worst(lights)).toBe(shown));

  it("counts a task once in a section, though it hangs on a row in two ways", () => {
    const { sections, whole, standings } = overviewOf(layout, {
      elements: [],
      goals: [],
      behind: [task("k4", "a", "red"), task("k4b", "a", "red", true), task("k2", "a", "red")],
    });
    expect(standings[4]?.behind).toHaveLength(1);
    expect(standings[4]?.behind[0]?.linked).toBe(true);
    expect([sections[0]?.tasks, sections[1]?.tasks, whole.tasks]).toEqual([1, 1, 1]);
    expect(whole.lights.red).toBe(1);
  });

  it("calls blank what can be asked for and has nothing: no address, no heading", () => {
    const { standings, whole } = overviewOf(layout, { elements: [], goals: [], behind: [task("k4", "a", "green")] });
    expect(standings.map((standing) => standing.blank)).toEqual([false, false, true, true, false]);
    expect(whole.blanks).toBe(2);
  });

  it("is not blank when a goal in it has a live number, and stays blank while no record tells one", () => {
    const reading = { elementId: "g22", value: 0, target: 86, zh: "", en: "", light: "grey" } as unknown as GoalReading;
    const blank = (goals: GoalReading[]) =>
      overviewOf(layout, { elements: [goal(22)], goals, behind: [] }).standings[2]?.blank;
    expect([blank([reading]), blank([])]).toEqual([false, true]);
  });
});

describe("finding in the plan", () => {
  it.each([
    ["任务", [2]],
    ["pilot zones", [3]],
    ["水上 巴士", [4]],
    ["  ", []],
    ["没有", []],
  ])("%s", (query, found) => expect(findStops(layout.stops, query)).toEqual(found));
});
