// Two versions of a plan side by side: a known edit gives exactly that difference, whatever the plan; nothing is lost or shown twice.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Part } from "../layout-lines.ts";
import type { Comparison, Pair, PairKind } from "../model-comparison.ts";
import { compare } from "./compare.ts";
import { Marker } from "./differences.ts";

/** 演示数据: a line `一、…` or `(一)…` is a heading, `甲|乙` a row with its lead unit, `86项` in a line a goal; all else a sentence. */
function partsOf(lines: readonly string[]): Part[] {
  const parts: Part[] = [];
  let at = 0;
  let path: string[] = [];
  for (const line of lines) {
    const place = { level: 0, number: null, path, start: at, end: at + line.length, facts: {} };
    const heading = /^[一二三四五六]、/.test(line);
    const [text, lead] = line.split("|") as [string, string | undefined];
    if (heading) {
      path = [line];
      parts.push({ ...place, path, kind: "heading", level: 1, text: line, contentKey: `h:${at}` });
    }
    if (lead === undefined) parts.push({ ...place, path, kind: "sentence", text: line, contentKey: `s:${line}` });
    else parts.push({ ...place, kind: "row", text, contentKey: `s:${text}`, facts: { lead: [lead], due: null } });
    const goal = /(\d+)项/.exec(line);
    if (goal)
      parts.push({
        ...place,
        kind: "goal",
        text: goal[0],
        start: at + goal.index,
        end: at + goal.index + goal[0].length,
        contentKey: `g:${at}`,
        facts: { kind: "count", value: Number(goal[1]), unit: "项" },
      });
    at += line.length + 1;
  }
  return parts;
}

const compared = (before: readonly string[], after: readonly string[]) => compare(partsOf(before), partsOf(after));
const changesOf = ({ pairs }: Pick<Comparison, "pairs">) =>
  pairs
    .filter((pair) => pair.kind !== "same")
    .map((pair) => [pair.kind, pair.before?.text ?? "", pair.after?.text ?? ""]);

const base = [
  "一、总体要求",
  "坚持以高水平开放促进改革发展。",
  "到2024年，全面落实86项试点任务。",
  "二、重点任务",
  "建设跨境贸易公共服务平台并上线运行。",
  "加强组织领导。",
  "培育数字贸易骨干企业并建立名录。|市商贸局",
  "三、保障措施",
  "加强组织领导。",
  "开展年度评估并向社会公布评估结果。",
];
const edited = (edit: (lines: string[]) => void) => {
  const lines = [...base];
  edit(lines);
  return lines;
};
/** `from` is taken away and put before what stood at `to`. */
const moveLine = (lines: string[], from: number, to: number) => {
  const [line] = lines.splice(from, 1) as [string];
  lines.splice(to > from ? to - 1 : to, 0, line);
};

describe("一处改动，正好显示这一处", () => {
  const rows: [string, (lines: string[]) => void, [PairKind, string, string][]][] = [
    ["什么也没改", () => {}, []],
    ["加一句", (l) => l.splice(5, 0, "设立试点专项资金。"), [["added", "", "设立试点专项资金。"]]],
    ["删一句", (l) => l.splice(1, 1), [["dropped", base[1] as string, ""]]],
    [
      "改几个字",
      (l) => l.splice(4, 1, "建设跨境贸易综合服务平台并上线运行。"),
      [["changed", base[4] as string, "建设跨境贸易综合服务平台并上线运行。"]],
    ],
    ["空格和全角半角不算改动", (l) => l.splice(2, 1, "到2024年, 全面落实86项试点任务。"), []],
    [
      "标题序号顺延",
      (l) => {
        l.splice(3, 1, "三、重点任务");
        l.splice(7, 1, "四、保障措施");
      },
      [
        ["renumbered", "二、重点任务", "三、重点任务"],
        ["renumbered", "三、保障措施", "四、保障措施"],
      ],
    ],
    ["一句挪到另一节", (l) => moveLine(l, 9, 2), [["moved", base[9] as string, base[9] as string]]],
    [
      "挪了地方又改了字",
      (l) => {
        moveLine(l, 4, 10);
        l[9] = "建设跨境贸易公共服务平台并投入运行。";
      },
      [["changed", base[4] as string, "建设跨境贸易公共服务平台并投入运行。"]],
    ],
    ["相同的两句删去后一句，留下的是前一句", (l) => l.splice(8, 1), [["dropped", "加强组织领导。", ""]]],
    [
      "表格行只换了牵头单位",
      (l) => l.splice(6, 1, "培育数字贸易骨干企业并建立名录。|市数据局"),
      [["changed", "培育数字贸易骨干企业并建立名录。", "培育数字贸易骨干企业并建立名录。"]],
    ],
    [
      "一句拆成两句",
      (l) => l.splice(4, 1, "建设跨境贸易公共服务平台。", "公共服务平台上线运行。"),
      [
        ["changed", base[4] as string, "建设跨境贸易公共服务平台。"],
        ["added", "", "公共服务平台上线运行。"],
      ],
    ],
    [
      "两句并成一句",
      (l) => l.splice(1, 2, "坚持以高水平开放促进改革发展，到2024年落实90项任务。"),
      [
        ["changed", base[1] as string, "坚持以高水平开放促进改革发展，到2024年落实90项任务。"],
        ["dropped", base[2] as string, ""],
      ],
    ],
    [
      "换成毫不相干的一句，是一删一增",
      (l) => l.splice(9, 1, "本方案自印发之日起施行。"),
      [
        ["added", "", "本方案自印发之日起施行。"],
        ["dropped", base[9] as string, ""],
      ],
    ],
    ["在一句前面插入新的一节，这一句没有移动", (l) => l.splice(9, 0, "四、监督检查"), [["added", "", "四、监督检查"]]],
  ];
  test.each(rows)("%s", (_title, edit, changes) => {
    const found = changesOf(compared(base, edited(edit)));
    expect(found.toSorted()).toEqual([...changes].toSorted());
  });

  test("目标的数字变了，对照说出原来和现在", () => {
    const { marks } = compared(
      base,
      edited((lines) => lines.splice(2, 1, "到2024年，全面落实90项试点任务。")),
    );
    expect(marks.map((pair) => [pair.kind, pair.fields])).toEqual([
      ["changed", [{ field: "value", before: "86", after: "90" }]],
    ]);
  });

  test("换了牵头单位的行说出原来和现在", () => {
    const { pairs } = compared(
      base,
      edited((lines) => lines.splice(6, 1, "培育数字贸易骨干企业并建立名录。|市数据局")),
    );
    expect(pairs.flatMap((pair) => pair.fields)).toEqual([{ field: "lead", before: "市商贸局", after: "市数据局" }]);
  });
});

describe("不同的字", () => {
  const shown = (text: string, stretches: readonly [number, number][]) =>
    stretches.map(([from, to]) => text.slice(from, to));
  test.each([
    ["数字整个标出", "落实86项任务", "落实90项任务", ["86"], ["90"]],
    ["年份整个标出", "2023年12月底前", "2024年6月底前", ["2023年12"], ["2024年6"]],
    ["只加", "建设平台", "建设公共服务平台", [], ["公共服务"]],
    ["只删", "建设公共服务平台", "建设平台", ["公共服务"], []],
    ["不留碎字", "由市湖务局会同财政局办理", "由市商贸委会同教育委办理", ["湖务局会同财政局"], ["商贸委会同教育委"]],
    ["罕用字不拆开", "建设𠮷林路", "建设𡈽林路", ["𠮷"], ["𡈽"]],
    ["完全不同", "甲乙丙", "丁戊己", ["甲乙丙"], ["丁戊己"]],
    ["一边是空的", "", "新增", [], ["新增"]],
  ])("%s：%s → %s", (_title, before, after, gone, come) => {
    const found = new Marker().differencesOf(before, after);
    expect([shown(before, found.before), shown(after, found.after)]).toEqual([gone, come]);
  });

  test("去掉各自独有的字，剩下的一样", () => {
    const word = fc.string({ unit: fc.constantFrom("建", "设", "平", "台", "8", "6", " ", "𠮷", "a"), maxLength: 30 });
    fc.assert(
      fc.property(word, word, (before, after) => {
        const found = new Marker().differencesOf(before, after);
        expect(without(before, found.before)).toBe(without(after, found.after));
      }),
    );
  });
  const without = (text: string, stretches: readonly [number, number][]) =>
    stretches.reduceRight((rest, [from, to]) => rest.slice(0, from) + rest.slice(to), text);
});

describe("不论什么方案", () => {
  const words = [
    "推进",
    "建设",
    "平台",
    "数据",
    "跨境",
    "贸易",
    "金融",
    "服务",
    "机制",
    "企业",
    "开放",
    "试点",
    "12项",
    "监管",
  ];
  const sentence = fc
    .array(fc.constantFrom(...words), { minLength: 1, maxLength: 9 })
    .map((parts) => `${parts.join("")}。`);
  const heading = fc.constantFrom("一、总体要求", "二、主要任务", "三、保障措施", "四、组织实施");
  const row = fc.tuple(sentence, fc.constantFrom("市甲局", "市乙局")).map((cells) => cells.join("|"));
  const plan = fc.array(fc.oneof({ weight: 5, arbitrary: sentence }, heading, row), { maxLength: 40 });
  const keysOf = (parts: readonly Part[]) => parts.map((part) => `${part.kind} ${part.start}`).sort();

  test("与自己对照，全部未变", () => {
    fc.assert(
      fc.property(plan, (lines) => {
        const { pairs, marks } = compared(lines, lines);
        expect([...pairs, ...marks].filter((pair) => pair.kind !== "same" || pair.likeness !== 1)).toEqual([]);
      }),
    );
  });

  test("两边的每一句、每一行、每个目标都正好出现一次，先后按新版", () => {
    fc.assert(
      fc.property(plan, plan, (before, after) => {
        const { pairs, marks, counts } = compared(before, after);
        for (const [lines, side] of [[before, "before"] as const, [after, "after"] as const]) {
          const held = partsOf(lines).filter((part) => part.kind !== "heading");
          const shown = [...pairs, ...marks].flatMap((pair) => pair[side] ?? []);
          expect(shown.map((one) => `${one.kind} ${one.start}`).sort()).toEqual(keysOf(held));
        }
        const starts = pairs.flatMap((pair) => pair.after?.start ?? []);
        expect(starts).toEqual(starts.toSorted((a, b) => a - b));
        expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(pairs.length);
      }),
    );
  });

  const line = (pair: Pair) => JSON.stringify([pair.kind, pair.before?.start, pair.after?.start, pair.fields.length]);
  test("反过来对照，新增与删去互换，其余不变", () => {
    const opposite = { added: "dropped", dropped: "added" } as Partial<Record<PairKind, PairKind>>;
    fc.assert(
      fc.property(plan, plan, (before, after) => {
        const back = compared(after, before).pairs.map((pair) => ({
          ...pair,
          kind: opposite[pair.kind] ?? pair.kind,
          before: pair.after,
          after: pair.before,
        }));
        expect(back.map(line).sort()).toEqual(compared(before, after).pairs.map(line).sort());
      }),
    );
  });

  test("插入和删去各不相同的句子，正好显示这些句子", () => {
    const distinct = fc.uniqueArray(fc.stringMatching(/^[\u4e00-\u4fff]{10,20}$/), { minLength: 3, maxLength: 30 });
    fc.assert(
      fc.property(
        distinct,
        fc.array(fc.constantFrom("keep", "add", "drop"), { minLength: 30, maxLength: 30 }),
        (all, fate) => {
          const [before, after] = [all.filter((_, i) => fate[i] !== "add"), all.filter((_, i) => fate[i] !== "drop")];
          const { pairs } = compared(before, after);
          const kindOf = { keep: "same", add: "added", drop: "dropped" } as const;
          const shown = new Map(pairs.map((pair) => [(pair.after ?? pair.before)?.text, pair.kind]));
          for (const [index, text] of all.entries()) expect(shown.get(text)).toBe(kindOf[fate[index] as "keep"]);
        },
      ),
    );
  });
});

describe("再长、再刁难的文本也在限度之内", () => {
  test("一千行句式相同、逐行改一个数，认得出是修改", () => {
    const [before, after] = [0, 5_000].map((from) => many(1_000, (i) => `推进第${from + i}项开放试点工作落地见效。`));
    expect(compared(before as string[], after as string[]).counts).toMatchObject({
      changed: 1_000,
      added: 0,
      dropped: 0,
    });
  });

  const many = (count: number, make: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => make(index));
  const rows: [string, string[], string[]][] = [
    [
      "一万句，逐句改一个数",
      many(10_000, (i) => `推进第${i}项开放试点工作落地见效。`),
      many(10_000, (i) => `推进第${i + 20_000}项开放试点工作落地见效。`),
    ],
    ["一万句一模一样，删去一半", many(10_000, () => "加强组织领导。"), many(5_000, () => "加强组织领导。")],
    ["一万句倒过来", many(10_000, (i) => `任务${i}甲乙`), many(10_000, (i) => `任务${9_999 - i}甲乙`)],
    ["一句一百万字", ["开放".repeat(500_000)], ["放开".repeat(500_000)]],
    [
      "二百句，每句八千字，句句不同",
      many(200, (i) => `${i}甲乙丙丁`.repeat(1_000)),
      many(200, (i) => `${i}丁乙戊甲`.repeat(1_000)),
    ],
  ];
  test.each(rows)(
    "%s",
    (_title, before, after) => {
      const began = process.cpuUsage();
      const { pairs } = compared(before, after);
      const { user, system } = process.cpuUsage(began);
      expect(pairs.filter((pair) => pair.before)).toHaveLength(before.length);
      expect(pairs.filter((pair) => pair.after)).toHaveLength(after.length);
      // Processor seconds, ten times what it takes: a search without bound takes minutes.
      expect((user + system) / 1e6).toBeLessThan(30);
    },
    120_000,
  );
});
