// Units against the register, declared counts, numbers in order: what a person is asked to settle.
import { describe, expect, test } from "vitest";
import { compile } from "./compile.ts";
import { findingWords } from "./findings.ts";
import { blocksOfText } from "./text.ts";

const known = [
  { id: "u1", name: "云泽市科学技术局", aliases: ["市科技局"] },
  { id: "u2", name: "云泽市财政局", aliases: ["市财政局"] },
  { id: "u3", name: "云泽市市场监督管理局", aliases: ["市市场监管局"] },
];
const plan = (body: string) => compile(blocksOfText(`一、任务\n${body}`), known);

describe("units", () => {
  test("an alias is recognised, a near miss is offered with the name it resembles, a stranger stays a stranger", () => {
    const draft = plan("1.甲事。(市科技局牵头,市市场监督局、某海关配合)");
    expect(draft.units.map((unit) => [unit.name, unit.knownId])).toEqual([
      ["市科技局", "u1"],
      ["市市场监督局", null],
      ["某海关", null],
    ]);
    expect(draft.findings.filter((one) => one.code.startsWith("unit.")).map((one) => [one.code, one.facts])).toEqual([
      ["unit.unknown-near", { name: "市市场监督局", nearest: "云泽市市场监督管理局" }],
      ["unit.unknown", { name: "某海关" }],
    ]);
  });

  test("a collective name is never asked for in the register", () => {
    const draft = plan("1.甲事。(市财政局牵头,有关区县、各相关单位配合)");
    expect(draft.findings.filter((one) => one.code.startsWith("unit."))).toEqual([]);
  });

  test("one unit in both widths of bracket is one entry with two places", () => {
    const draft = plan("1.甲事。(市委改革办(营商局)负责)\n2.乙事。(市委改革办\uff08营商局\uff09负责)");
    expect(draft.units).toHaveLength(1);
    expect(draft.units[0]?.occurrences).toHaveLength(2);
    expect(draft.units[0]?.aliases).toContain("市委改革办");
  });

  test("a prefix written once is given back as another name", () => {
    const draft = compile(blocksOfText("一、任务\n1.甲事。(省科技厅、财政厅负责)"));
    expect(draft.units.map((unit) => unit.aliases)).toEqual([[], ["省财政厅"]]);
  });
});

describe("the document against itself", () => {
  const codes = (text: string) =>
    compile(blocksOfText(text))
      .findings.filter((one) => !one.code.startsWith("head."))
      .map((one) => [one.code, one.facts]);

  test("declared and found counts differ", () => {
    expect(codes("一、目标\n完成3项试点任务。\n二、任务\n1.甲。(市教委负责)\n2.乙。(市教委负责)")).toEqual([
      ["tasks.count-differs", { declared: 3, found: 2 }],
    ]);
  });

  test("a number twice and a number missing", () => {
    expect(codes("一、任务\n1.甲。(市教委负责)\n1.乙。(市教委负责)\n4.丙。(市教委负责)")).toEqual([
      ["number.duplicate", { number: "1" }],
      ["number.gap", { before: "1", after: "4" }],
    ]);
  });

  test("numbers that restart under each heading or run on through all are in order", () => {
    expect(codes("一、甲\n1.a。(市教委负责)\n2.b。(市教委负责)\n二、乙\n1.c。(市教委负责)\n2.d。(市教委负责)")).toEqual(
      [],
    );
    expect(codes("一、甲\n1.a。(市教委负责)\n2.b。(市教委负责)\n二、乙\n3.c。(市教委负责)\n4.d。(市教委负责)")).toEqual(
      [],
    );
  });

  test("an item without units among items that have them", () => {
    const items = ["1.甲事。(市教委负责)", "2.乙事。(市教委负责)", "3.丙事。", "4.丁事。(市教委负责)"];
    expect(codes(`一、任务\n${items.join("\n")}`)).toEqual([["task.no-units", { title: "丙事" }]]);
  });
});

test("every finding says in Chinese and English what to do", () => {
  for (const [code, words] of Object.entries(findingWords)) {
    const facts = [...words.zh.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
    const english = [...words.en.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
    expect(new Set(english), code).toEqual(new Set(facts));
    expect(words.zh, code).toMatch(/请/);
    expect(words.en.length, code).toBeGreaterThan(20);
  }
});
