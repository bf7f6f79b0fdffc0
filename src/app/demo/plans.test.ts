// The fictional plans are read like any upload: to the task, without a doubt left, whenever they are said to be issued.
import { describe, expect, test } from "vitest";
import { readUpload } from "../../domain/intake/service.ts";
import { dataPlan } from "./data-plan.ts";
import { dueText } from "./due-text.ts";
import { type PlanFile, servicesPlan } from "./services-plan.ts";
import { departments, districts, mergedFrom, mergedInto, platforms, servicesGroups, stateAgencies } from "./units.ts";

const days = ["2020-02-28", "2021-01-04", "2024-12-31", "2025-05-26", "2031-08-31"];
const draftOf = async (file: PlanFile) => (await readUpload({ file })).plan.draft;
const everyUnit = [...departments, mergedInto, ...stateAgencies, ...districts, ...platforms].map(({ shortName }) =>
  shortName.replace(/^示例市(?=.*[局委办]$)/, "市"),
);

describe.each(days)("issued on %s", (day) => {
  test.each([
    ["the services plan, first version", servicesPlan({ version: 1, issued: day, from: day }), 82],
    ["the services plan, second version", servicesPlan({ version: 2, issued: day, from: day }), 86],
    ["the data plan", dataPlan(day), 20],
  ])("%s", async (_title, file, count) => {
    const draft = await draftOf(file);
    expect(draft.tasks).toHaveLength(count);
    expect(draft.findings.map((finding) => finding.zh)).toEqual([]);
    expect(draft.warnings).toEqual([]);
    expect(draft.tasks.filter((task) => task.lead.length === 0)).toEqual([]);
    expect(draft.units.map((unit) => unit.name).filter((name) => !everyUnit.includes(name))).toEqual([]);
    expect(draft.head).toMatchObject({ issuer: "示例市人民政府", issuedOn: day });
    expect(draft.head.title).toContain("演示数据");
    expect(file.name).toMatch(/^演示数据-/);
  });
});

describe("the second version", () => {
  const day = "2025-05-26";
  const read = () =>
    Promise.all(([1, 2] as const).map((version) => draftOf(servicesPlan({ version, issued: day, from: day }))));
  const keys = (draft: Awaited<ReturnType<typeof draftOf>>) =>
    new Set(draft.elements.filter((element) => element.kind === "sentence").map((element) => element.contentKey));

  test("keeps every task of the first and adds four", async () => {
    const [first, second] = await read();
    const later = new Set(second?.tasks.map((task) => task.contentKey));
    expect(first?.tasks.filter((task) => !later.has(task.contentKey))).toEqual([]);
    expect(later.size).toBe(86);
  });

  test("changes some sentences, drops and adds others", async () => {
    const [first, second] = (await read()).map(keys);
    const gone = [...(first ?? [])].filter((key) => !second?.has(key));
    const added = [...(second ?? [])].filter((key) => !first?.has(key));
    expect(gone.length).toBeGreaterThan(3);
    expect(added.length).toBeGreaterThan(gone.length);
    expect(gone.length).toBeLessThan((first?.size ?? 0) / 4);
  });

  test("names the department that has taken over from two others, in each task once", async () => {
    const [first, second] = await read();
    const old = mergedFrom.map((name) => name.replace("示例", ""));
    const named = (draft: typeof first) => draft?.units.map((unit) => unit.name) ?? [];
    expect(named(first)).toEqual(expect.arrayContaining(old));
    expect(named(second).filter((name) => old.includes(name))).toEqual([]);
    for (const task of second?.tasks ?? []) {
      const units = [...task.lead, ...task.support];
      expect(new Set(units).size, task.number ?? "").toBe(units.length);
    }
  });
});

test("every district and platform has its part in a task", async () => {
  const { units } = await draftOf(servicesPlan({ version: 2, issued: "2025-05-26", from: "2025-05-26" }));
  const named = units.map((unit) => unit.name);
  expect(named).toEqual(expect.arrayContaining([...districts, ...platforms].map((unit) => unit.shortName)));
});

test("40 departments once two are merged into one, 38 districts, nine groups, each name once", () => {
  expect(departments.length + 1 - mergedFrom.length).toBe(40);
  expect(districts).toHaveLength(38);
  expect(servicesGroups).toHaveLength(9);
  const names = [...departments, mergedInto, ...districts, ...platforms, ...stateAgencies].map((unit) => unit.name);
  expect(new Set(names).size).toBe(names.length);
});

test.each([
  ["+7", "2025-05-26", "2025年12月底前"],
  ["+8", "2025-05-26", "2026年1月底前"],
  ["H+12", "2025-05-26", "2026年上半年"],
  ["H+14", "2025-05-26", "2026年下半年"],
  ["Q+10", "2025-05-26", "2026年一季度末前"],
  ["持续推进", "2025-05-26", "持续推进"],
  ["", "2025-05-26", ""],
])("%s after %s is written %s", (code, from, written) => {
  expect(dueText(code, from)).toBe(written);
});
