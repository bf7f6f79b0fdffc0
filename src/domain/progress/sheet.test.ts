// A report as a workbook over real HTTP: out prefilled, back in with a difference, errors by row and column, others' work kept.
import ExcelJS from "exceljs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startOwnRound } from "../../../tests/own-round.ts";
import { refusalTo } from "../../../tests/start-server.ts";
import type { Report, ReportRow } from "./model-report.ts";
import type { Round } from "./model-round.ts";

let own: Awaited<ReturnType<typeof startOwnRound>>;
let round: Round;
beforeAll(async () => {
  own = await startOwnRound(4);
  round = await own.addRound({ title: "离线", dueOn: "2021-11-30" });
}, 120_000);
afterAll(() => own.server.close());

async function download(report: Report): Promise<ExcelJS.Workbook> {
  const { cookie } = await own.server.as("lead");
  const path = `${own.server.base}/api/v1/programmes/${own.programmeId}/rounds/${round.id}/reports/${report.id}/report.xlsx`;
  const response = await fetch(path, { headers: { cookie } });
  expect(response.status).toBe(200);
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(await response.arrayBuffer());
  return book;
}

/** Cells by heading, as a person writes them in a spreadsheet. */
function write(book: ExcelJS.Workbook, sheet: number, row: number, cells: Record<string, ExcelJS.CellValue>): void {
  const page = book.worksheets[sheet] as ExcelJS.Worksheet;
  const head = (page.getRow(1).values as string[]).map(String);
  for (const [heading, value] of Object.entries(cells)) {
    expect(head, heading).toContain(heading);
    page.getRow(row).getCell(head.indexOf(heading)).value = value;
  }
}

async function bringIn(report: Report, book: ExcelJS.Workbook, dryRun: "true" | "false") {
  const file = new File([new Uint8Array(await book.xlsx.writeBuffer())], "离线填报.xlsx");
  const lead = await own.server.as("lead");
  return lead.progress.importReport({ ...own.at(report), file, dryRun });
}

test("下载已预填、有下拉列表和真日期；原样导回什么也不改", async () => {
  const report = await own.reportOf(round, "lead");
  const book = await download(report);
  const [rows, problems] = book.worksheets as [ExcelJS.Worksheet, ExcelJS.Worksheet];
  expect([rows.name, problems.name]).toEqual(["进展报送", "问题和协调事项"]);
  expect(rows.actualRowCount).toBe(1 + report.rows.length);
  const head = (rows.getRow(1).values as string[]).map(String);
  expect(rows.getRow(2).getCell(head.indexOf("自评信心")).dataValidation?.type).toBe("list");
  expect(await bringIn(report, book, "true")).toMatchObject({ changed: [], errors: [], unchanged: 4, saved: 0 });
  expect(await bringIn(report, book, "false")).toMatchObject({ changed: [], unchanged: 4, saved: 0 });
  expect((await own.reportOf(round, "lead")).state).toBe("notStarted");
});

test("先看差异，再写入；没动的行不动；问题一事一行", async () => {
  const report = await own.reportOf(round, "lead");
  const book = await download(report);
  const [first, second] = report.rows as [ReportRow, ReportRow];
  write(book, 0, 2, { 本期进展: "线下填写的进展", 时限: new Date(Date.UTC(2021, 10, 20)), 自评信心: "较有把握" });
  write(book, 1, 2, {
    序号: second.number,
    类别: "需协调事项",
    内容: "请共享数据",
    协调对象: "市教委",
    期限: "2021-11-15",
  });
  const dry = await bringIn(report, book, "true");
  expect(dry.changed.map((one) => [one.rowId, one.fields.map((field) => field.field)])).toEqual([
    [first.id, ["progress", "nextDue", "confidence"]],
    [second.id, ["problems"]],
  ]);
  expect((await own.reportOf(round, "lead")).rows[0]?.progress).toBeNull();
  const done = await bringIn(report, book, "false");
  expect([done.saved, done.unchanged, done.errors]).toEqual([2, 2, []]);
  const after = await own.reportOf(round, "lead");
  expect(after.state).toBe("drafting");
  expect(after.rows[0]).toMatchObject({
    progress: "线下填写的进展",
    nextDue: "2021-11-20",
    confidence: 4,
    entry: "written",
  });
  expect(after.rows[1]?.problems).toMatchObject([{ what: "请共享数据", toUnitName: "市教委", dueOn: "2021-11-15" }]);
  expect(after.rows.slice(2)).toEqual(report.rows.slice(2));
});

test("错误按行列说明，一处有错全部不写；导出后页面上已改的列为冲突", async () => {
  const report = await own.reportOf(round, "lead");
  const book = await download(report);
  const lead = await own.server.as("lead");
  const third = report.rows[2] as ReportRow;
  await lead.progress.fillRows({
    ...own.at(report),
    rows: [{ rowId: third.id, version: third.version, change: { progress: "页面上写的" } }],
  });
  write(book, 0, 2, { 时限: "下个月", "完成度修正%": 130, 自评信心: "还行" });
  write(book, 0, 4, { 本期进展: "表格里写的" });
  write(book, 1, 3, { 序号: "没有", 类别: "存在问题", 内容: "某事" });
  write(book, 1, 4, { 序号: report.rows[0]?.number ?? "", 类别: "需协调事项", 内容: "某事", 协调对象: "没有的局" });
  const dry = await bringIn(report, book, "true");
  expect(dry.errors.map((error) => [error.sheet, error.row, error.code])).toEqual([
    ["进展报送", 2, "sheet.bad-day"],
    ["进展报送", 2, "sheet.bad-percent"],
    ["进展报送", 2, "sheet.bad-choice"],
    ["进展报送", 4, "sheet.conflict"],
    ["问题和协调事项", 3, "sheet.unknown-number"],
    ["问题和协调事项", 4, "sheet.unknown-unit"],
  ]);
  expect(dry.errors.every((error) => error.column > 0 && /^[A-Z]+\d+$/.test(error.cell))).toBe(true);
  const refused = await refusalTo(bringIn(report, book, "false"));
  expect([refused.status, refused.code, refused.places.length]).toEqual([422, "sheet.not-all-good", 6]);
  expect((await own.reportOf(round, "lead")).rows[2]?.progress).toBe("页面上写的");
});

test("别的表格、别人的报送、提交之后：各有说明", async () => {
  const report = await own.reportOf(round, "lead");
  const strange = new ExcelJS.Workbook();
  strange.addWorksheet("别的").addRow(["姓名", "电话"]);
  expect((await refusalTo(bringIn(report, strange, "true"))).code).toBe("sheet.not-ours");
  const noBook = new File(["这不是表格"], "x.xlsx");
  const lead = await own.server.as("lead");
  expect((await refusalTo(lead.progress.importReport({ ...own.at(report), file: noBook, dryRun: "true" }))).code).toBe(
    "sheet.not-ours",
  );
  const book = await download(report);
  const other = await own.server.as("support");
  const file = new File([new Uint8Array(await book.xlsx.writeBuffer())], "x.xlsx");
  expect((await refusalTo(other.progress.importReport({ ...own.at(report), file, dryRun: "true" }))).code).toBe(
    "report.absent",
  );
  const submitted = await own.fillAll(round, "lead");
  expect((await refusalTo(bringIn(submitted, book, "false"))).code).toBe("round.refused");
});
