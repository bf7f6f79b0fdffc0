// The same fictional plan in every format gives the same paragraphs and rows; every range shows what it bounds.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expectedBlocks, fictionalPlan, type PlanPart } from "../../../../tests/fixtures/files/fictional-plan.ts";
import { pdfOf } from "../../../../tests/fixtures/files/write-pdf.ts";
import { csvOf, docxOf, htmlOf, mdOf, txtOf, xlsxOf } from "../../../../tests/fixtures/files/write-plan.ts";
import type { PlanText } from "../compile/blocks.ts";
import type { FileKind } from "./kind.ts";
import { readLimits } from "./limits.ts";
import { readPlanFile } from "./read.ts";
import { loadReader } from "./readers.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);

const writers: Record<FileKind, (plan: readonly PlanPart[]) => Uint8Array | Promise<Uint8Array>> = {
  txt: (plan) => utf8(txtOf(plan)),
  md: (plan) => utf8(mdOf(plan)),
  html: (plan) => utf8(htmlOf(plan)),
  csv: (plan) => utf8(csvOf(plan)),
  docx: docxOf,
  xlsx: xlsxOf,
  pdf: pdfOf,
};
const kinds = Object.keys(writers) as FileKind[];

/** Paragraph texts and rows of cell texts; empty cells at the end of a row only fill it up. */
function shapeOf(document: PlanText): (string | string[])[] {
  return document.blocks.map((block) => {
    if (block.kind === "paragraph") return block.text;
    const texts = block.cells.map((cell) => cell.text);
    return texts.slice(0, texts.findLastIndex((text) => text !== "") + 1);
  });
}

function expectTrueRanges({ text, blocks }: PlanText): void {
  let last = 0;
  for (const block of blocks) {
    expect(block.start).toBeGreaterThanOrEqual(last);
    last = block.end;
    if (block.kind === "paragraph") expect(text.slice(block.start, block.end)).toBe(block.text);
    else {
      let inRow = block.start;
      for (const cell of block.cells) {
        expect(text.slice(cell.start, cell.end)).toBe(cell.text);
        expect(cell.start).toBeGreaterThanOrEqual(inRow);
        expect(cell.end).toBeLessThanOrEqual(block.end);
        inRow = cell.end;
      }
    }
  }
  expect(text.length).toBeGreaterThanOrEqual(last);
}

const withoutLastBlanks = (row: readonly string[]) => row.slice(0, row.findLastIndex((text) => text !== "") + 1);
const expected = expectedBlocks.map((block) => (typeof block === "string" ? block : withoutLastBlanks(block)));

describe("the same plan from every format", () => {
  test.each(kinds)(".%s", async (kind) => {
    const file = await readPlanFile(await writers[kind](fictionalPlan), `方案.${kind}`);
    expect(file.kind).toBe(kind);
    expect(shapeOf(file.document)).toEqual(expected);
    expectTrueRanges(file.document);
  });

  test("rows stand in the text as lines of cells", async () => {
    const { document } = await readPlanFile(await xlsxOf(fictionalPlan), "方案.xlsx");
    expect(document.text).toContain(
      "\n（一）湖区航运 |\n1 | 开通云湖水上巴士；\n公布班次和票价。 | 市湖务局 | 市交通局、云东区政府 |\n",
    );
    const section = document.blocks.find((block) => block.kind === "row" && block.cells[0]?.text === "（一）湖区航运");
    expect(section).toMatchObject({ cells: [{ span: 4 }] });
  });

  test.each(["docx", "html", "md"] as const)("headings that .%s declares are kept", async (kind) => {
    const { document } = await readPlanFile(await writers[kind](fictionalPlan), `方案.${kind}`);
    const headings = document.blocks.flatMap((block) =>
      block.kind === "paragraph" && block.heading ? [block.heading] : [],
    );
    expect(headings).toEqual([1, 2, 2]);
  });
});

const sign = fc.constantFrom(..."试点任务牵头单位（）〔〕、，。；：“”0123456789AZaz&<>\"'|_*#-=%@\\");
const word = fc.string({ unit: sign, minLength: 1, maxLength: 60 }).map((text) => `试${text}点`);
const row = fc.array(word, { minLength: 3, maxLength: 3 });
const plan: fc.Arbitrary<PlanPart[]> = fc
  .tuple(
    fc.array(word, { minLength: 1, maxLength: 6 }),
    fc.array(fc.oneof({ weight: 4, arbitrary: row }, { weight: 1, arbitrary: word.map((text) => [text]) }), {
      maxLength: 6,
    }),
  )
  .map(([paragraphs, rows]) => [
    ...paragraphs.map((paragraph) => ({ paragraph })),
    { rows: [["序号", "任务", "单位"], ...rows] },
  ]);

describe("ranges bound what they show", () => {
  test.each(kinds)("for any plan as .%s", async (kind) => {
    const read = await loadReader(kind);
    await fc.assert(
      fc.asyncProperty(plan, async (parts) => {
        const { document } = await read(await writers[kind](parts), readLimits, () => {});
        expectTrueRanges(document);
      }),
      { numRuns: kind === "pdf" || kind === "xlsx" ? 25 : 100 },
    );
  });

  test.each(["docx", "html", "csv", "xlsx"] as const)("nothing is lost or changed in .%s", async (kind) => {
    const read = await loadReader(kind);
    await fc.assert(
      fc.asyncProperty(plan, async (parts) => {
        const { document } = await read(await writers[kind](parts), readLimits, () => {});
        expect(shapeOf(document)).toEqual(parts.flatMap((part) => ("rows" in part ? part.rows : [part.paragraph])));
      }),
      { numRuns: kind === "xlsx" ? 25 : 100 },
    );
  });
});
