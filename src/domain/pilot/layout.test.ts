import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "../intake/compile/compile.ts";
import { draftOf } from "../intake/draft-of.ts";
import { readPlanFile } from "../intake/read/read.ts";
import { type Block, layOut } from "./layout.ts";
import type { Part } from "./layout-lines.ts";

const sample = new URL("../../../samples/chongqing-2021-services-opening.txt", import.meta.url);

const part = (kind: Part["kind"], text: string, start: number, more: Partial<Part> = {}): Part => ({
  kind,
  level: 0,
  number: null,
  path: [],
  text,
  start,
  end: start + text.length,
  contentKey: `${kind}${start}`,
  facts: {},
  ...more,
});

const textOf = (block: Block) =>
  block.kind === "paragraph"
    ? block.runs.flatMap((run) => run.pieces.map((piece) => piece.text)).join("")
    : block.rows.flatMap((row) => row.cells.flatMap((cell) => cell.map((piece) => piece.text))).join("");

describe("the sample plan on paper", async () => {
  const read = await readPlanFile(readFileSync(sample), "plan.txt");
  const draft = draftOf(read.document, compile(read.document), []);
  const layout = layOut(draft.text, draft.elements, draft.head.title, [draft.head.title]);
  const paragraphs = layout.blocks.filter((block) => block.kind === "paragraph");

  it("has its three parts with 3, 7 and 3 sections, and the annex", () => {
    const top = layout.sections.filter((section) => section.level === 1);
    const below = top.map((one) => layout.sections.filter((section) => section.parent === one.index).length);
    expect(below.slice(0, 3)).toEqual([3, 7, 3]);
    expect(top.at(-1)?.kind).toBe("annex");
  });

  it("gives address, signature and date their own places", () => {
    const roles = paragraphs.slice(0, 4).map((block) => [textOf(block).slice(0, 7), block.role]);
    expect(roles).toEqual([
      ["各区县(自治县", "address"],
      ["现将《重庆市服", "body"],
      ["重庆市人民政府", "signature"],
      ["2021年8月", "signature"],
    ]);
  });

  it("keeps the annex table as rows under a head, each row one stop", () => {
    const [table] = layout.blocks.filter((block) => block.kind === "table");
    expect(table?.rows.map((row) => row.kind)).toEqual(["head", "group", "group", "row", "row", "row", "row"]);
    const stops = table?.rows.filter((row) => row.kind === "row").map((row) => row.stop?.quote.slice(0, 6));
    expect(stops).toEqual(["支持高等学校", "深化科技成果", "探索和完善知", "积极推动知识"]);
    expect(table?.widths.reduce((sum, width) => sum + width, 0)).toBeCloseTo(1);
  });

  it("marks the goals inside their sentence", () => {
    const marked = paragraphs
      .flatMap((block) => block.runs.flatMap((run) => run.pieces))
      .filter((piece) => piece.marks.some((mark) => mark.kind === "goal"));
    expect(marked[0]?.text).toBe("全面落实86项改革试点任务");
    expect(marked).toHaveLength(4);
  });
});

describe("places of lines", () => {
  const heading = "一、总体要求";
  const cases: [string, string][] = [
    ["各区县人民政府：", "address"],
    ["各区县人民政府:", "address"],
    ["云湖政发〔2031〕7号", "number"],
    ["云湖市试点工作方案", "title"],
    ["(此件公开发布)", "body"],
    ["2031年3月1日", "signature"],
    ["二〇三一年三月一日", "signature"],
    ["现将方案印发给你们,请执行。", "body"],
  ];
  it.each(cases)("%s stands as %s", (line, role) => {
    const text = `${line}\n${heading}`;
    const parts = [part("heading", heading, line.length + 1, { level: 1 }), part("sentence", heading, line.length + 1)];
    const [block] = layOut(text, parts, "云湖市试点工作方案").blocks;
    expect(block).toMatchObject({ role });
  });

  it("leaves the title to the page's own head, at the top only", () => {
    const text = `云湖市试点工作方案\n现印发。\n云湖市试点工作方案\n${heading}`;
    const shown = layOut(text, [], "云湖市试点工作方案", ["云湖市试点工作方案"]).blocks.map(textOf);
    expect(shown).toEqual(["现印发。", "云湖市试点工作方案", heading]);
  });

  it("sets a heading apart from the sentences that follow it in the same paragraph", () => {
    const text = "(一)加强领导。市政府统筹。";
    const { blocks, stops } = layOut(
      text,
      [
        part("heading", "(一)加强领导", 0, { level: 2, end: text.length }),
        part("sentence", "(一)加强领导。", 0),
        part("sentence", "市政府统筹。", 8),
      ],
      "",
    );
    expect(stops.map((stop) => stop.kind)).toEqual(["heading", "sentence"]);
    expect(blocks[0]).toMatchObject({ role: "body", level: 2 });
  });

  it("reads a row with one cell on each line as one row", () => {
    const text = "3\n建设展厅。\n市数据局";
    const [table] = layOut(text, [part("row", text, 0)], "").blocks;
    expect(table).toMatchObject({ kind: "table", rows: [{ kind: "row" }] });
    expect(table?.kind === "table" && table.rows[0]?.cells.map((cell) => cell[0]?.text)).toEqual([
      "3",
      "建设展厅。",
      "市数据局",
    ]);
  });
});

describe("whatever the parts are", () => {
  const line = fc.string({
    unit: fc.constantFrom("市", "委", "。", ",", "1", " ", "(", "一", "、", "年"),
    maxLength: 24,
  });
  const plan = fc
    .tuple(
      fc.array(line, { minLength: 1, maxLength: 12 }),
      fc.array(fc.tuple(fc.nat(400), fc.nat(40), fc.nat(3)), { maxLength: 20 }),
    )
    .map(([lines, raw]) => {
      const text = lines.join("\n");
      const kinds = ["goal", "body", "keyField", "mechanism"] as const;
      const marks = raw.map(([at, length, kind]) => {
        const start = Math.min(at, text.length);
        return part(kinds[kind] ?? "goal", text.slice(start, start + length), start);
      });
      let from = 0;
      const sentences = lines.map((one) => {
        const made = part("sentence", one, from);
        from += one.length + 1;
        return made;
      });
      const full = sentences.filter((one) => one.end > one.start);
      return { text, parts: [...full, ...marks].sort((a, b) => a.start - b.start) };
    });

  it("shows every character of the text once and in order", () => {
    fc.assert(
      fc.property(plan, ({ text, parts }) => {
        const shown = layOut(text, parts, "").blocks.map(textOf).join("");
        expect(shown.replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
      }),
    );
  });

  it("numbers the stops in reading order", () => {
    fc.assert(
      fc.property(plan, ({ text, parts }) => {
        const { stops } = layOut(text, parts, "");
        expect(stops.map((stop) => stop.index)).toEqual(stops.map((_, index) => index));
        expect(stops.every((stop, index) => index === 0 || stop.start >= (stops[index - 1]?.start ?? 0))).toBe(true);
      }),
    );
  });
});
