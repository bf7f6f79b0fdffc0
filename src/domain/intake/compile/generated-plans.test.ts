// Plans made at random in every layout and both widths: what went in comes out, whatever the numbering and punctuation.
import fc from "fast-check";
import { expect, test } from "vitest";
import { compile } from "./compile.ts";
import { fold } from "./fold.ts";
import { blocksOfText } from "./text.ts";

interface Item {
  text: string;
  lead: string[];
  support: string[];
  due: string | null;
}

const names =
  "市科技局 市发展改革委 市工业和信息化局 市文化和旅游局 市委组织部(人才办) 重庆海关 人民银行云泽市分行 云泽高新区管委会 团市委 各区县(自治县)人民政府 市规划和自然资源局 有关市级部门 国网云泽供电公司 市高级人民法院 市大数据中心 市总工会".split(
    " ",
  );
const works =
  "建设公共服务平台3个,形成清单。 推行告知承诺(含容缺受理),压减时限。 开展试点评估。支持“一企一策”;推广经验。 完善标准体系、统计制度和信用机制。 对符合条件的企业(机构),给予补助。".split(
    " ",
  );
const item: fc.Arbitrary<Item> = fc
  .record({
    title: fc.constantFrom("优化服务", "扩大开放", "加强监管", "培育主体", "完善设施"),
    body: fc.constantFrom(...works),
    units: fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 6 }),
    leads: fc.integer({ min: 1, max: 3 }),
    due: fc.constantFrom(null, "2025年12月底前", "2026年上半年", "持续推进"),
  })
  .map(({ title, body, units, leads, due }) => ({
    text: `${title}。${body}`,
    lead: units.slice(0, leads),
    support: units.slice(leads),
    due,
  }));

const list = (units: string[]) => units.join("、");
const due = (one: Item, before: string) => (one.due === null ? "" : `${before}${one.due}`);
const support = (one: Item, before: string, after: string) =>
  one.support.length === 0 ? "" : before + list(one.support) + after;

/** How each layout writes one item with its number. */
const layouts: Record<string, (one: Item, number: number) => string> = {
  verbs: (one, n) => `${n}.${one.text}(${list(one.lead)}牵头${support(one, ",", "配合")}${due(one, ",")})`,
  labels: (one, n) =>
    `${n}、${one.text}[牵头单位:${list(one.lead)}${support(one, ";配合单位:", "")}${due(one, ";完成时限:")}]`,
  lines: (one, n) =>
    `(${n})${one.text}\n牵头单位:${list(one.lead)}${support(one, "\n配合单位:", "")}${due(one, "\n完成时限:")}`,
  inline: (one, n) =>
    `${n}.${one.text}牵头单位:${list(one.lead)}${support(one, "。配合单位:", "")}${due(one, "。完成时限:")}`,
  ownBracket: (one, n) =>
    `${n}.${one.text}\n(牵头单位:${list(one.lead)}${support(one, ",配合单位:", "")}${due(one, ",完成时限:")})`,
  row: (one, n) => `${n} | ${one.text} | ${list(one.lead)} | ${list(one.support)} | ${one.due ?? ""} |`,
  cells: (one, n) =>
    [n, one.text, list(one.lead), list(one.support), one.due ?? ""].filter((cell) => cell !== "").join("\n"),
};
const heads: Record<string, string> = {
  row: "序号 | 任务 | 牵头单位 | 配合单位 | 完成时限 |\n",
  cells: "序号\n重点任务\n牵头单位\n配合单位\n完成时限\n",
};
const wide = (text: string) =>
  text.replace(/[(),:;[\]]/g, (sign) =>
    sign === "[" ? "〔" : sign === "]" ? "〕" : String.fromCharCode(sign.charCodeAt(0) + 0xfee0),
  );

test.each(Object.keys(layouts))("%s: number, units, roles and deadline of every item come back", (layout) => {
  fc.assert(
    fc.property(
      fc.array(item, { minLength: 1, maxLength: 12 }),
      fc.boolean(),
      fc.boolean(),
      (items, isWide, restarts) => {
        const numbers = items.map((_, i) => (restarts && i >= 4 && layout !== "cells" ? i - 3 : i + 1));
        const head = heads[layout] ?? "";
        const body = items.map((one, i) => layouts[layout]?.(one, numbers[i] ?? 0)).join("\n");
        const source = `云泽市试点方案(演示数据)\n一、总体要求\n坚持试点先行。\n二、重点任务\n${head}${body}\n`;
        const { tasks } = compile(blocksOfText(isWide ? wide(source) : source));
        expect(
          tasks.map((task) => ({
            number: task.number,
            text: fold(task.text),
            lead: task.lead.map(fold),
            support: task.support.map(fold),
            due: task.due,
            path: task.path,
          })),
        ).toEqual(items.map((one, i) => ({ ...one, number: String(numbers[i]), path: ["二、重点任务"] })));
      },
    ),
    { numRuns: 60 },
  );
});
