// A report as a workbook: out prefilled, with lists to choose from; back in with a difference first.
import { ReplyFile } from "../../http/http.ts";
import type { Call } from "../../kernel/call.ts";
import type { Upload } from "../../kernel/contract.ts";
import type { ReadBook } from "../../workbook/read-rows.ts";
import type { BookToWrite, CellToWrite, ColumnToWrite } from "../../workbook/sheet-to-write.ts";
import { workbookMediaType, writeWorkbook } from "../../workbook/write-workbook.ts";
import { matchUnits } from "../organisations/service.ts";
import { openProgramme } from "../pilot/service.ts";
import { confidencePoints } from "../ratings/model.ts";
import type { Db } from "../tables.ts";
import { factsFor } from "../workbooks/service.ts";
import { fillRows } from "./filling.ts";
import { openReportFor, type ReportAt } from "./load-report.ts";
import { owingParts, problemKinds } from "./model.ts";
import type { Report, ReportRow } from "./model-report.ts";
import {
  problemColumns,
  type SheetColumn,
  type SheetReport,
  sheetColumns,
  sheetFault,
  sheetWords,
} from "./model-sheet.ts";
import { presentReport } from "./present-report.ts";
import { getReport } from "./reports.ts";
import { type DecidedSheet, decideSheet, numberOf, unitsNamed } from "./sheet-rows.ts";

const columns: Readonly<Record<SheetColumn, Partial<ColumnToWrite> & Pick<ColumnToWrite, "width">>> = {
  number: { width: 8, isFixed: true },
  task: { width: 40, isFixed: true },
  part: { width: 10, isFixed: true },
  duty: { width: 24, isFixed: true },
  planned: { width: 8, kind: "number", isFixed: true },
  derived: { width: 10, kind: "number", isFixed: true },
  last: { width: 40, isFixed: true },
  unchanged: { width: 8, choices: { list: "yes" } },
  progress: { width: 50 },
  nextStep: { width: 30 },
  nextPerson: { width: 10 },
  nextDue: { width: 12, kind: "day" },
  percent: { width: 10, kind: "number" },
  percentReason: { width: 20 },
  confidence: { width: 10, choices: { list: "confidence" } },
  key: { width: 44, isHidden: true, isFixed: true },
};

const day = (text: string | null): CellToWrite => (text ? { day: text } : null);

function cellsOf(row: ReportRow): Record<SheetColumn, CellToWrite> {
  return {
    number: numberOf(row),
    task: row.shortTitle,
    part: owingParts[row.part].zh,
    duty: row.ownDuty,
    planned: row.plannedPercent,
    derived: row.derivedPercent,
    last: row.last?.progress ?? null,
    unchanged: row.entry === "unchanged" ? sheetWords.yes.zh : null,
    progress: row.progress,
    nextStep: row.nextStep,
    nextPerson: row.nextPerson,
    nextDue: day(row.nextDue),
    percent: row.percent,
    percentReason: row.percentReason,
    confidence: row.confidence ? confidencePoints[String(row.confidence) as "1"].zh : null,
    key: `${row.id}:${row.version}`,
  };
}

/** The workbook of a report, prefilled as it stands. */
export async function exportReport(db: Db, call: Call, at: ReportAt): Promise<ReplyFile> {
  const report = await getReport(db, call, at);
  const programme = await openProgramme(db, call, at.programmeId);
  const { lists } = await factsFor(db, call, { programmeId: at.programmeId, language: "zh" });
  const rows = report.shown ? report.rows : [];
  const book = bookOf(report, rows, lists.units, programme.demo);
  const name = `${report.unitName}-${report.round.title}.xlsx`;
  return new ReplyFile(name, workbookMediaType, writeWorkbook(book, sheetWords.author.zh));
}

function bookOf(report: Report, rows: readonly ReportRow[], units: readonly string[], demo: boolean): BookToWrite {
  const footer = `${demo ? `${sheetWords.demo.zh} · ` : ""}${report.round.title.replaceAll("&", "&&")} · ${sheetWords.footer.zh}`;
  const fields = Object.keys(columns) as SheetColumn[];
  const table = { frozenColumns: 2, paper: "A3" as const, footer };
  return {
    tables: [
      {
        ...table,
        name: sheetWords.rows.zh,
        columns: fields.map((field) => ({ kind: "text" as const, ...columns[field], heading: sheetColumns[field].zh })),
        rows: [rows.map((row) => Object.values(cellsOf(row)))],
        spareRows: 0,
      },
      {
        ...table,
        name: sheetWords.problems.zh,
        columns: [
          { heading: problemColumns.number.zh, width: 8, kind: "text", choices: { list: "number" } },
          { heading: problemColumns.kind.zh, width: 14, kind: "text", choices: { list: "kind" } },
          { heading: problemColumns.what.zh, width: 60, kind: "text" },
          { heading: problemColumns.toUnit.zh, width: 24, kind: "text", choices: { list: "unit", open: true } },
          { heading: problemColumns.due.zh, width: 12, kind: "day" },
        ],
        rows: [
          rows.flatMap((row) =>
            row.problems.map((one): CellToWrite[] => [
              numberOf(row),
              problemKinds[one.kind].zh,
              one.what,
              one.toUnitName,
              day(one.dueOn),
            ]),
          ),
        ],
        spareRows: 200,
        frozenColumns: 1,
      },
    ],
    papers: [
      {
        name: sheetWords.paper.zh,
        lines: [
          `${report.unitName} · ${report.round.title}`,
          ...(demo ? [sheetWords.demo.zh] : []),
          `截止日：${report.round.dueOn}。${report.round.instructions ?? ""}`,
          "一、黑字栏目可以填写；灰字栏目由系统计算，改了也不采用。",
          "二、没有变化的任务，在“无变化”栏选“是”，“本期进展”留空。",
          "三、问题和需协调事项写在第二张表，一事一行，序号从列表选择；需协调事项须有对象和期限。",
          "四、填好后在填报页点“导入表格”，先看差异，再写入；提交仍在页面上办理。",
        ],
      },
    ],
    lists: {
      yes: [sheetWords.yes.zh],
      confidence: Object.values(confidencePoints).map((word) => word.zh),
      kind: Object.values(problemKinds).map((word) => word.zh),
      number: rows.length > 0 ? rows.map(numberOf) : ["-"],
      unit: units,
    },
    listSheet: sheetWords.lists.zh,
  };
}

/**
 * Compares a workbook with the report and, unless it is a dry run, saves what it changes; the report is submitted on the page.
 * @throws Fault `sheet.not-all-good` where something is wrong
 */
export async function importReport(
  tx: Db,
  call: Call,
  input: ReportAt & { version: number; dryRun?: "true" | "false" | undefined; file: Upload; book: ReadBook },
): Promise<SheetReport> {
  const open = await openReportFor(tx, call, input, "fill");
  const { rows } = presentReport(call, open);
  const matched = await matchUnits(tx, unitsNamed(input.book), { programmeId: input.programmeId, government: null });
  const units = new Map(
    [...matched].flatMap(([name, match]) => (match?.exact ? [[name, match.unitId as string]] : [])),
  );
  const decided = decideSheet(input.book, rows, units);
  if (!decided) throw sheetFault("sheet.not-ours");
  const dryRun = input.dryRun === "true";
  if (!dryRun && decided.errors.length > 0)
    throw sheetFault("sheet.not-all-good", { errors: decided.errors.length }, decided.errors.map(placeOf));
  const saved = dryRun || decided.rows.length === 0 ? 0 : await save(tx, call, input, decided);
  return {
    dryRun,
    fileName: input.file.name,
    changed: decided.rows.map(({ row, current, fields }) => ({
      rowId: current.id,
      row,
      title: `${numberOf(current)} ${current.shortTitle}`,
      fields,
    })),
    unchanged: decided.unchanged,
    errors: decided.errors,
    saved,
  };
}

const placeOf = ({ row, column, cell, code, zh, en }: DecidedSheet["errors"][number]) => ({
  path: cell,
  row,
  column,
  code,
  zh,
  en,
});

async function save(tx: Db, call: Call, at: ReportAt & { version: number }, decided: DecidedSheet): Promise<number> {
  const answer = await fillRows(tx, call, {
    programmeId: at.programmeId,
    roundId: at.roundId,
    reportId: at.reportId,
    version: at.version,
    rows: decided.rows.map(({ current, change }) => ({ rowId: current.id, version: current.version, change })),
  });
  const refused = answer.items.flatMap((item, index) => {
    if (!item.messages) return [];
    const row = decided.rows[index]?.row ?? 0;
    return [{ path: String(row), row, column: 0, code: item.code ?? "", ...item.messages }];
  });
  // Nothing is half written: the transaction ends with the refusal.
  if (refused.length > 0) throw sheetFault("sheet.not-all-good", { errors: refused.length }, refused);
  return answer.items.filter((item) => item.outcome === "saved").length;
}
