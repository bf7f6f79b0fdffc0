// What is written opens in other programs with its types, choices and print set-up, and costs only what is being taken.
import ExcelJS from "exceljs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { sheetLimits } from "./limits.ts";
import { plainBook } from "./plain-book.ts";
import type { BookToWrite, CellToWrite, ColumnToWrite } from "./sheet-to-write.ts";
import { writeWorkbook } from "./write-workbook.ts";

const columns: ColumnToWrite[] = [
  { heading: "序号", width: 6, kind: "number" },
  { heading: "任务", width: 40, kind: "text" },
  { heading: "日期", width: 12, kind: "day" },
  { heading: "状态", width: 10, kind: "text", choices: { list: "状态" } },
  { heading: "单位", width: 20, kind: "text", choices: { list: "单位", open: true } },
  { heading: "编号", width: 30, kind: "text", isHidden: true },
];
const manyUnits = Array.from({ length: 80 }, (_, index) => `演示第${index}局`);

const book = (rows: CellToWrite[][], more: Partial<BookToWrite["tables"][number]> = {}): BookToWrite => ({
  tables: [
    {
      name: "台账",
      columns,
      rows: [rows],
      frozenColumns: 2,
      spareRows: 10,
      paper: "A3",
      footer: "第 &P 页，共 &N 页",
      ...more,
    },
  ],
  papers: [{ name: "说明", lines: ["演示试点", "改后导回。"] }],
  lists: { 状态: ["草拟", "已下达"], 单位: manyUnits },
  listSheet: "字典",
});

async function bytesOf(of: BookToWrite): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of writeWorkbook(of, "试点通")) pieces.push(piece);
  return new Uint8Array(Buffer.concat(pieces));
}

async function opened(of: BookToWrite): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load((await bytesOf(of)).buffer as ArrayBuffer);
  return workbook;
}

test("numbers are numbers, days are days, text stays text", async () => {
  const sheet = (await opened(book([[1, "水上巴士", { day: "2031-12-31" }, "草拟", null, "k"]]))).getWorksheet("台账");
  const row = sheet?.getRow(2);
  expect(row?.getCell(1).value).toBe(1);
  expect(row?.getCell(2).value).toBe("水上巴士");
  expect(row?.getCell(3).value).toEqual(new Date("2031-12-31T00:00:00Z"));
  expect(row?.getCell(2).numFmt).toBe("@");
});

test.each(["=1+1", "+86 23 6000", "-按季度", "@某人", '=HYPERLINK("http://example.org")', "\t=1"])(
  "%j is text, never a formula",
  async (text) => {
    const cell = (await opened(book([[1, text, null, null, null, null]]))).getWorksheet("台账")?.getRow(2).getCell(2);
    expect(cell?.type).toBe(ExcelJS.ValueType.String);
    expect(cell?.value).toBe(text);
    expect(cell?.formula).toBeUndefined();
  },
);

test("the head stays, rows can be filtered, short lists stand in the rule and long ones on a hidden sheet", async () => {
  const workbook = await opened(book([[1, "a", null, null, null, null]]));
  const sheet = workbook.getWorksheet("台账");
  expect(sheet?.views[0]).toMatchObject({ state: "frozen", xSplit: 2, ySplit: 1 });
  expect(sheet?.autoFilter).toBe("A1:F2");
  expect(sheet?.getColumn(6).hidden).toBe(true);
  expect(sheet?.getCell("D2").dataValidation).toMatchObject({ type: "list", formulae: ['"草拟,已下达"'] });
  expect(sheet?.getCell("E12").dataValidation).toMatchObject({ type: "list", formulae: ["'字典'!$A$2:$A$81"] });
  expect(sheet?.getCell("E12").dataValidation.showErrorMessage).not.toBe(true);
  expect(workbook.getWorksheet("字典")?.state).toBe("hidden");
  expect(workbook.getWorksheet("字典")?.getCell("A81").value).toBe("演示第79局");
  expect(workbook.getWorksheet("说明")?.getCell("A1").value).toBe("演示试点");
});

test("it prints across on one width with its head on each page", async () => {
  const sheet = (await opened(book([]))).getWorksheet("台账");
  expect(sheet?.pageSetup).toMatchObject({
    orientation: "landscape",
    paperSize: 8,
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 0,
    printTitlesRow: "1:1",
  });
  expect(sheet?.headerFooter.oddFooter).toBe("&C第 &P 页，共 &N 页");
});

test("a marked cell is coloured and carries its note", async () => {
  const note = "没有“演示乙局”这个单位";
  const marked = book([[1, { value: "演示乙局", note }, null, null, null, null]], { hasNotes: true });
  const cell = (await opened(marked)).getWorksheet("台账")?.getCell("B2");
  expect(cell?.note).toBe(note);
  expect(cell?.fill).toMatchObject({ pattern: "solid", fgColor: { argb: "FFFBE3B5" } });
});

const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 8 }),
      fc.constantFrom("=", "&", "<", ">", '"', "\n", "\t", "\r", "_x000D_", "_x005F_", "\u0001", "　", "任务"),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(""))
  .filter((text) => text.trim() !== "");

test("any text comes back as it went", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyText, { minLength: 1, maxLength: 20 }), async (texts) => {
      const bytes = await bytesOf(book(texts.map((text, index) => [index, text, null, null, null, "k"])));
      const [sheet] = plainBook(bytes, sheetLimits).sheets;
      expect(sheet?.rows.slice(1).map((row) => row.texts[1])).toEqual(texts);
    }),
    { numRuns: 60 },
  );
});

test("rows are fetched as they are taken, and no more once the reader has left", async () => {
  let fetched = 0;
  let ended = false;
  async function* rows() {
    try {
      for (let batch = 0; batch < 1000; batch += 1) {
        fetched += 1;
        yield Array.from({ length: 500 }, (_, n): CellToWrite[] => [
          n,
          `${batch} ${Math.sin(n + batch * 500)}`,
          null,
          null,
          null,
          null,
        ]);
      }
    } finally {
      ended = true;
    }
  }
  const stream = writeWorkbook(book([], { rows: rows() }), "试点通");
  let taken = 0;
  while (taken < 100_000) taken += (await stream.next()).value.length;
  const before = fetched;
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(fetched).toBe(before);
  expect(before).toBeLessThan(100);
  await stream.return(undefined);
  expect(ended).toBe(true);
});
