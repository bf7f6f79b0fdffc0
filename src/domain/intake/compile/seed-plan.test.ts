// The plan this project starts from: everything that can be read off its text, and the finding that its annex is cut off.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { compile } from "./compile.ts";
import { blocksOfText } from "./text.ts";

const file = join(import.meta.dirname, "../../../../samples/chongqing-2021-services-opening.txt");
const document = blocksOfText(readFileSync(file, "utf8"));
const draft = compile(document);

describe("head", () => {
  test("title from the issuing notice, issuer and date from the signature, no number since the text has none", () => {
    expect(draft).toMatchObject({
      title: "重庆市服务业扩大开放综合试点工作方案",
      issuer: "重庆市人民政府",
      date: "2021-08-04",
      documentNumber: null,
    });
  });

  test("the two documents it stands on", () => {
    expect(draft.basis.map((one) => one.number)).toEqual(["国函〔2021〕37号", "商资发〔2021〕65号"]);
  });
});

test("outline: three parts with 3, 7 and 3 sections, and the annex with two levels of section rows", () => {
  const children = (number: string) => {
    const part = draft.outline.find((node) => node.kind === "section" && node.level === 1 && node.number === number);
    return draft.outline.filter((node) => node.parent === part?.id).length;
  };
  expect(["一", "二", "三"].map(children)).toEqual([3, 7, 3]);
  expect(draft.outline.filter((node) => node.kind === "annex").map((node) => node.title)).toEqual([
    "重庆市服务业扩大开放综合试点总体方案任务分工",
  ]);
  expect(draft.outline.filter((node) => node.kind === "rowGroup").map((node) => node.level)).toEqual([2, 3]);
});

test("goals: 86 tasks in three years, ten or more cases, the index down, the contribution up", () => {
  expect(
    draft.goals.map(({ kind, value, unit, comparator, direction, years }) => ({
      kind,
      value,
      unit,
      comparator,
      direction,
      years,
    })),
  ).toEqual([
    { kind: "count", value: 86, unit: "项", comparator: "equal", direction: null, years: 3 },
    { kind: "count", value: 10, unit: "个", comparator: "atLeast", direction: null, years: 3 },
    { kind: "direction", value: null, unit: null, comparator: null, direction: "down", years: 3 },
    { kind: "direction", value: null, unit: null, comparator: null, direction: "up", years: 3 },
  ]);
});

test("seven key fields", () => {
  expect(draft.keyFields.map((field) => field.name)).toEqual(
    "科技服务 商业服务 教育服务 金融服务 健康医疗服务 电力服务 电信服务".split(" "),
  );
});

describe("1+9+N", () => {
  const named = (kind: string) => draft.bodies.filter((body) => body.kind === kind).map((body) => body.name);

  test("one special group and its office", () => {
    expect(named("specialGroup")).toEqual(["市服务业扩大开放综合试点专项工作组"]);
    expect(named("office")).toEqual(["市服务业扩大开放综合试点专项工作组办公室"]);
  });

  test("nine working groups by name", () => {
    expect(named("workingGroup")).toEqual(
      "科技领域开放 数据领域开放 金融领域开放 健康医疗领域开放 教育领域开放 商贸文旅领域开放 投资便利和物流通关 人才领域开放 法治保障".split(
        " ",
      ),
    );
    expect(draft.bodies.find((body) => body.kind === "workingGroup")?.fullName).toBe("科技领域开放工作推进组");
  });

  test("duties of departments, districts and platforms", () => {
    for (const kind of ["department", "district", "platform"]) {
      expect(draft.bodies.find((body) => body.kind === kind)?.duty).toBeTruthy();
    }
  });
});

test("five mechanisms by name", () => {
  expect(draft.mechanisms.map((one) => one.name)).toEqual(
    "工作调度机制 督促检查机制 统计分析机制 评估推广机制 风险防控机制".split(" "),
  );
});

test("four tasks under two section levels; the third and fourth have two leads", () => {
  expect(draft.tasks.map((task) => [task.number, task.lead.length, task.support.length])).toEqual([
    ["1", 1, 3],
    ["2", 1, 3],
    ["3", 2, 2],
    ["4", 2, 2],
  ]);
  expect(draft.tasks[3]?.lead).toEqual(["市知识产权局", "重庆银保监局"]);
  expect(draft.tasks[0]?.path).toEqual(["一、推动服务业重点行业领域深化改革扩大开放", "(一)充分竞争性服务业"]);
});

test("86 tasks are declared and four found: the annex is cut off", () => {
  expect(draft.findings.map((one) => [one.code, one.facts])).toEqual([
    ["tasks.count-differs", { declared: 86, found: 4 }],
    ["tasks.table-cut-off", { number: "4" }],
  ]);
  expect(draft.findings[0]?.zh).toContain("正文称 86 项，识别到 4 项");
});

test("a later version with one sentence changed keeps every other key", () => {
  const changed = compile(blocksOfText(document.text.replace("力争探索形成10个以上", "力争探索形成12个以上")));
  const before = new Set(draft.sentences.map((sentence) => sentence.key));
  expect(changed.sentences.filter((sentence) => !before.has(sentence.key))).toHaveLength(1);
  expect(changed.tasks.map((task) => task.key)).toEqual(draft.tasks.map((task) => task.key));
});
