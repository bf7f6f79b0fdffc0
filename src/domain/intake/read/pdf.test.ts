// A PDF is read as paragraphs and tables, not as lines: indents, margins, drawn borders and page breaks decide.
import { expect, test } from "vitest";
import type { PlanPart } from "../../../../tests/fixtures/files/fictional-plan.ts";
import { pdfOf, pdfOfObjects, streamObject } from "../../../../tests/fixtures/files/write-pdf.ts";
import { characterMapFolder } from "../../../workbook/pdf-character-maps.ts";
import { readLimits } from "./limits.ts";
import { readPdf } from "./pdf.ts";
import { FileRefused } from "./refusals.ts";

const blocksOf = async (plan: readonly PlanPart[]) => {
  const { document } = await readPdf(pdfOf(plan), readLimits);
  return document.blocks.map((block) => (block.kind === "row" ? block.cells.map((cell) => cell.text) : block.text));
};

const prose = (length: number, mark: string) =>
  `${mark}${"统筹推进虚构试点任务".repeat(Math.ceil(length / 10)).slice(0, length)}。`;

test("paragraphs run on over lines and pages; page numbers go", async () => {
  const paragraphs = Array.from({ length: 30 }, (_, index) => prose(20 + index * 9, `${index + 1}.`));
  expect(await blocksOf(paragraphs.map((paragraph) => ({ paragraph })))).toEqual(paragraphs);
});

test("a table that runs over pages is one table and its repeated head shows once", async () => {
  const head = ["序号", "试点任务", "牵头单位"];
  const rows = Array.from({ length: 60 }, (_, index) => [`${index + 1}`, prose(15 + (index % 3) * 11, ""), "市湖务局"]);
  const { document } = await readPdf(pdfOf([{ paragraph: "附件" }, { rows: [head, ...rows] }]), readLimits);
  expect(
    document.blocks.flatMap((block) => (block.kind === "row" ? [block.cells.map((cell) => cell.text)] : [])),
  ).toEqual([head, ...rows]);
  expect(new Set(document.blocks.flatMap((block) => (block.kind === "row" ? [block.table] : [])))).toEqual(
    new Set([1]),
  );
});

test("a section row over all columns is one cell", async () => {
  const { document } = await readPdf(
    pdfOf([{ rows: [["一", "二", "三"], ["（一）航运"], ["1", "巴士", "局"]] }]),
    readLimits,
  );
  expect(document.blocks[1]).toMatchObject({ kind: "row", cells: [{ text: "（一）航运", span: 3 }] });
});

/** A page whose font is not embedded and whose codes follow one of Adobe's tables. */
const unembedded = (encoding: string, codes: string) =>
  pdfOfObjects([
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    streamObject(`BT /F1 16 Tf 1 0 0 1 100 700 Tm <${codes}> Tj ET`),
    `<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /${encoding} /DescendantFonts [6 0 R] >>`,
    "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /FontDescriptor 7 0 R >>",
    "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>",
  ]);

test.skipIf(characterMapFolder() === undefined).each([
  ["GBK-EUC-H", "cad4b5e3"],
  ["UniGB-UCS2-H", "8bd570b9"],
])(
  "Chinese fonts that are not embedded (%s) are read where the character maps are installed",
  async (encoding, codes) => {
    expect((await readPdf(unembedded(encoding, codes), readLimits)).document.text).toBe("试点");
  },
);

test("text in a font that cannot be told is no scan: the refusal names the font", async () => {
  const failure = await readPdf(unembedded("No-Such-Table-H", "cad4b5e3"), readLimits).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(FileRefused);
  expect(failure).toMatchObject({ code: "intake.pdf-fonts-lost" });
});
