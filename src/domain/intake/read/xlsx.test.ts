// A sheet is read as it is seen: dates, saved results of formulas, merged and hidden parts, several sheets.

import ExcelJS from "exceljs";
import { strToU8, zipSync } from "fflate";
import { expect, test } from "vitest";
import { slowness } from "../../../../tests/processor-time.ts";
import { shownNumber } from "../../../workbook/number-format.ts";
import type { PlanText } from "../compile/blocks.ts";
import { readLimits } from "./limits.ts";
import { readXlsx } from "./xlsx.ts";

const bytesOf = async (book: ExcelJS.Workbook) => new Uint8Array(await book.xlsx.writeBuffer());
const rowsOf = ({ blocks }: PlanText) =>
  blocks.map((block) => (block.kind === "row" ? block.cells.map((cell) => cell.text) : block.text));

test("title lines above the table are paragraphs; merged ranges show once", async () => {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet("任务表");
  sheet.addRows([
    ["云湖市任务台账（虚构）"],
    ["填报单位：市湖务局"],
    [],
    ["序号", "任务", "单位"],
    ["一、航运"],
    [1, "水上巴士", "市湖务局"],
    [2, "票价", ""],
  ]);
  sheet.mergeCells("A1:C1");
  sheet.mergeCells("A5:C5");
  sheet.mergeCells("C6:C7");
  const { document, warnings } = readXlsx(await bytesOf(book), readLimits);
  expect(rowsOf(document)).toEqual([
    "云湖市任务台账（虚构）",
    "填报单位：市湖务局",
    ["序号", "任务", "单位"],
    ["一、航运"],
    ["1", "水上巴士", "市湖务局"],
    ["2", "票价", ""],
  ]);
  expect(warnings).toEqual([]);
});

test("dates, percentages, results of formulas and rich text show as the reader of the sheet sees them", async () => {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet("Sheet1");
  sheet.addRow(["完成时限", "比例", "合计", "说明"]);
  const row = sheet.addRow([
    new Date(Date.UTC(2031, 11, 31)),
    0.125,
    { formula: "1+2", result: 3 },
    { richText: [{ text: "加" }, { text: "粗" }] },
  ]);
  row.getCell(1).numFmt = "yyyy年m月";
  row.getCell(2).numFmt = "0.0%";
  sheet.addRow([new Date(Date.UTC(2031, 5, 1)), 0.1 + 0.2, { formula: "A1" }, true]).getCell(1).numFmt = "yyyy-mm-dd";
  const { document, warnings } = readXlsx(await bytesOf(book), readLimits);
  expect(rowsOf(document).slice(1)).toEqual([
    ["2031年12月", "12.5%", "3", "加粗"],
    ["2031年6月1日", "0.3", "", "TRUE"],
  ]);
  expect(warnings.map(({ code, facts }) => [code, facts.count])).toEqual([["intake.formula-without-value", 1]]);
});

test("several sheets stand one after another under their names; hidden sheets are told, hidden rows read", async () => {
  const book = new ExcelJS.Workbook();
  book.addWorksheet("市级任务").addRows([
    ["a", "b"],
    ["1", "2"],
  ]);
  const second = book.addWorksheet("区级任务");
  second.addRows([
    ["c", "d"],
    ["3", "4"],
  ]);
  second.getRow(2).hidden = true;
  book.addWorksheet("选项", { state: "hidden" }).addRows([["x", "y"]]);
  book.addWorksheet("空白");
  const { document, warnings } = readXlsx(await bytesOf(book), readLimits);
  expect(rowsOf(document)).toEqual(["市级任务", ["a", "b"], ["1", "2"], "区级任务", ["c", "d"], ["3", "4"]]);
  expect(document.blocks.flatMap((block) => (block.kind === "row" ? [block.table] : []))).toEqual([1, 1, 2, 2]);
  expect(warnings.map(({ code }) => code)).toEqual(["intake.hidden-left-out", "intake.hidden-rows-read"]);
});

const madeByHand = (sheet: string, strings = "") =>
  zipSync({
    "xl/workbook.xml": strToU8(
      '<x:workbook xmlns:x="m"><x:sheets><x:sheet name="Sheet1" sheetId="1" r:id="rId1"/></x:sheets></x:workbook>',
    ),
    "xl/_rels/workbook.xml.rels": strToU8(
      '<Relationships><Relationship Id="rId1" Target="/xl/worksheets/sheet1.xml"/></Relationships>',
    ),
    "xl/sharedStrings.xml": strToU8(`<sst>${strings}</sst>`),
    "xl/worksheets/sheet1.xml": strToU8(sheet),
  });

test("files of other programs: prefixed elements, cells without places, readings above characters, pictures of WPS", () => {
  const strings = "<si><r><t>重</t></r><r><t>庆</t></r><rPh><t>chóngqìng</t></rPh></si><si><t>甲_x000D_\n乙</t></si>";
  const sheet = `<x:worksheet><x:sheetData><x:row><x:c t="s"><x:v>0</x:v></x:c><x:c t="inlineStr"><x:is><x:t>局</x:t></x:is></x:c></x:row>
    <x:row r="9"><x:c r="A9" t="s"><x:v>1</x:v></x:c><x:c r="B9" t="str"><x:f>DISPIMG("ID",1)</x:f><x:v>=DISPIMG("ID",1)</x:v></x:c></x:row></x:sheetData></x:worksheet>`;
  const { document, warnings } = readXlsx(madeByHand(sheet, strings), readLimits);
  expect(rowsOf(document)).toEqual([
    ["重庆", "局"],
    ["甲\n乙", ""],
  ]);
  expect(warnings.map(({ code }) => code)).toEqual(["intake.pictures-left-out"]);
});

test("a sheet formatted down to its last row, with a merged column, costs next to nothing", () => {
  const empty = Array.from(
    { length: 200_000 },
    (_, index) => `<row r="${index + 4}"><c r="A${index + 4}" s="1"/></row>`,
  ).join("");
  const sheet = `<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>序号</v></c><c r="B1" t="str"><v>任务</v></c></row>${empty}</sheetData><mergeCells><mergeCell ref="C2:C1048576"/></mergeCells></worksheet>`;
  const file = madeByHand(sheet);
  const start = process.cpuUsage();
  const { document } = readXlsx(file, readLimits);
  expect(document.text).toBe("序号 | 任务 |");
  expect(process.cpuUsage(start).user / 1_000).toBeLessThan(2_500 * slowness());
});

test.each([
  [44_561, "yyyy/m/d", false, "2021年12月31日"],
  [44_561, "m月d日", false, "12月31日"],
  [44_561.75, "yyyy/m/d h:mm", false, "2021年12月31日 18:00"],
  [0.5, "h:mm", false, "12:00"],
  [43_099, "yyyy/m/d", true, "2021年12月31日"],
  [1, "yyyy/m/d", false, "1900年1月1日"],
  [86, '0"天"', false, "86"],
  [86, "[Red]General", false, "86"],
  [1e21, "General", false, "1e+21"],
])("%d in format %s is %s", (value, code, since1904, text) => {
  expect(shownNumber(value, code, since1904)).toBe(text);
});
