// Any text at all: ranges stay true, nothing is thrown but the typed refusal, the work grows with the text and not faster.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { slowness } from "../../../../tests/processor-time.ts";
import type { PlanText, Range } from "./blocks.ts";
import { compile } from "./compile.ts";
import type { PlanDraft } from "./draft.ts";
import { CompileRefusal, limits } from "./limits.ts";
import { blocksOfText } from "./text.ts";

const pieces = [
  ..."一、 (一) 1. 2. (1) 第一条 附件 附则 \n \n \n | | a|b| 序号 任务 牵头单位 配合单位 责任单位: 完成时限: ( ) ( ) 〔 〕 [ ] 【 】 , 、 ; 。 : 《 》 “ ”".split(
    / /,
  ),
  ..."市科技局 省财政厅 各区县 各区、县(市)政府 等有关部门 牵头 配合 负责 指导 按职责分工 会同 和 及 下同 列第一位的为牵头单位 以下均需各区落实,不再列出".split(
    " ",
  ),
  ..."2025年底前 到2020年 持续推进 6月 86项任务 10个以上 下降 3年 目标 保障措施 工作机制 建立调度机制 等9个工作推进组 领导小组 附件1 2021年8月4日 现将《甲方案》印发".split(
    " ",
  ),
];
const text = fc
  .array(
    fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...pieces) },
      { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 6 }) },
    ),
    { maxLength: 120 },
  )
  .map((parts) => parts.join(""));

function rangesOf(draft: PlanDraft): [Range, string | null][] {
  return [
    ...draft.sentences.map((one): [Range, string | null] => [one.source, one.text]),
    ...draft.goals.map((one): [Range, string | null] => [one.source, one.text]),
    ...draft.keyFields.map((one): [Range, string | null] => [one.source, one.name]),
    ...draft.bodies.map((one): [Range, string | null] => [one.source, one.name]),
    ...draft.mechanisms.map((one): [Range, string | null] => [one.source, one.text]),
    ...draft.outline.map((one): [Range, string | null] => [one.source, null]),
    ...draft.basis.map((one): [Range, string | null] => [one.source, null]),
    ...draft.units.flatMap((one) => one.occurrences.map((place): [Range, string | null] => [place, null])),
    ...draft.findings.flatMap((one): [Range, string | null][] => (one.source ? [[one.source, null]] : [])),
    ...draft.tasks.flatMap((task): [Range, string | null][] => [
      [task.source, null],
      ...task.deadlines.map((one): [Range, string | null] => [one.source, one.text]),
      ...(task.segments ?? []).map((one): [Range, string | null] => [one.source, null]),
    ]),
  ];
}

function compiled(document: PlanText): PlanDraft | CompileRefusal {
  try {
    return compile(document);
  } catch (error) {
    if (error instanceof CompileRefusal) return error;
    throw error;
  }
}

describe("any text", () => {
  test("every range lies in the text and shows its element", () => {
    fc.assert(
      fc.property(text, (source) => {
        const document = blocksOfText(source);
        const draft = compile(document);
        for (const [range, words] of rangesOf(draft)) {
          expect(range.start).toBeGreaterThanOrEqual(0);
          expect(range.end).toBeGreaterThanOrEqual(range.start);
          expect(range.end).toBeLessThanOrEqual(document.text.length);
          if (words !== null) expect(document.text.slice(range.start, range.end)).toBe(words);
        }
      }),
      { numRuns: 400 },
    );
  });

  test("blocks show their place, and every task's words come from its place", () => {
    fc.assert(
      fc.property(text, (source) => {
        const document = blocksOfText(source);
        for (const block of document.blocks) {
          if (block.kind === "paragraph") expect(document.text.slice(block.start, block.end)).toBe(block.text);
          else
            for (const cell of block.cells)
              expect(document.text.slice(cell.start, cell.end).replace(/\s/g, "")).toBe(cell.text.replace(/\s/g, ""));
        }
        for (const task of compile(document).tasks) {
          const place = document.text.slice(task.source.start, task.source.end);
          for (const line of task.text.split("\n")) expect(place).toContain(line.slice(0, 2));
        }
      }),
      { numRuns: 200 },
    );
  });

  test("the same text gives the same draft, and keys are never shared", () => {
    fc.assert(
      fc.property(text, (source) => {
        const draft = compile(blocksOfText(source));
        expect(compile(blocksOfText(source))).toEqual(draft);
        expect(new Set(draft.sentences.map((one) => one.key)).size).toBe(draft.sentences.length);
        expect(new Set(draft.tasks.map((one) => one.key)).size).toBe(draft.tasks.length);
      }),
      { numRuns: 100 },
    );
  });
});

const megabyte = 1_000_000;
const filled = (piece: string, length = megabyte) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length);

describe("texts meant to hurt end within two seconds", () => {
  test.each([
    ["opening brackets", filled("(")],
    ["pairs of brackets", filled("()")],
    ["ten thousand nested brackets", `一、任务\n1.甲。${"(".repeat(10_000)}市科技局负责${")".repeat(10_000)}`],
    ["half a million nested brackets", "(".repeat(megabyte / 2) + ")".repeat(megabyte / 2)],
    ["duty brackets without end", filled("(市科技局、市财政局负责)")],
    ["numbered items in one line", filled("1.甲。(市科技局负责)")],
    ["one list of units", `一、任务\n1.甲。(${filled("市科技局、")}负责)`],
    ["conjunctions only", `一、任务\n1.甲。(${filled("市科技局和")}负责)`],
    ["等 only", filled(`(${"等".repeat(1_900)}负责)`)],
    ["labels only", filled("责任单位:")],
    ["label lines", filled("责任单位:市科技局\n", 500_000)],
    ["title marks", filled("《")],
    ["digits", filled("1")],
    ["numbers", filled("1.")],
    ["dates", filled("到2020年")],
    ["one character", filled("市")],
    ["pipes", filled("|")],
    ["broken rows", filled("a|b|\nc|")],
    ["column heads", filled("序号\n任务\n牵头单位\n")],
    ["headings", filled("一、\n")],
    ["annexes", filled("附件:甲方案\n")],
    ["items without units below one heading", `一、任务\n${filled("1.甲\n", 200_000)}(市科技局负责)`],
    ["body lines without end", `一、任务\n1.标题(市科技局负责)\n${filled("后续内容。\n", 300_000)}`],
    ["support lines without end", `一、任务\n1.甲。(市科技局负责)\n${filled("配合单位:市财政局\n", 400_000)}`],
  ])("%s", (_, source) => {
    const started = process.threadCpuUsage();
    let refused: unknown = null;
    try {
      compile(blocksOfText(source));
    } catch (error) {
      refused = error;
    }
    expect(refused === null || refused instanceof CompileRefusal).toBe(true);
    // Computing time of this thread: a busy machine must not decide the test.
    const { user, system } = process.threadCpuUsage(started);
    expect((user + system) / 1_000).toBeLessThan(2_000 * slowness());
  });
});

test("a text beyond the limit is refused with its size, the limit and what to do", () => {
  const refusal = compiled({ text: "市".repeat(limits.characters + 1), blocks: [] });
  expect(refusal).toMatchObject({
    code: "compile.text-too-long",
    facts: { found: limits.characters + 1, limit: limits.characters },
  });
  expect((refusal as CompileRefusal).zh).toMatch(/请/);
});

test("blocks that do not lie in the text are refused", () => {
  const block = { kind: "paragraph" as const, start: 0, end: 9, text: "方案" };
  expect(compiled({ text: "方案", blocks: [block] })).toMatchObject({ code: "compile.blocks-outside-text" });
});

test("eight times the text takes no more than a generous multiple of eight times the work", () => {
  const item = "1.推进平台建设,2025年底前完成。(市科技局牵头,市财政局、各区县政府等有关部门配合)\n";
  const once = `一、任务\n${item.repeat(400)}`;
  const time = (source: string) => {
    const runs = [0, 1, 2].map(() => {
      const started = process.threadCpuUsage();
      compile(blocksOfText(source));
      return process.threadCpuUsage(started).user;
    });
    return Math.min(...runs);
  };
  time(once);
  expect(time(once.repeat(8))).toBeLessThan(time(once) * 8 * 4);
});
