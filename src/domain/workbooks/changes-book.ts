// What changed between two days as a sheet: a line for each field, so that people can filter by field, kind or task.
import type { CellToWrite, ColumnToWrite, TableToWrite } from "../../workbook/sheet-to-write.ts";
import { changeKinds, type TaskDifference } from "../tasks/model-changes.ts";
import { footerFor, type LedgerBookFacts } from "./ledger-book.ts";
import { workbookFields, workbookWords } from "./model.ts";
import type { Language } from "./task-cells.ts";

const columnsFor = (language: Language): ColumnToWrite[] => [
  { heading: workbookFields.number[language], width: 7, kind: "text" },
  { heading: workbookFields.shortTitle[language], width: 40, kind: "text" },
  { heading: workbookWords.change[language], width: 9, kind: "text" },
  { heading: workbookWords.field[language], width: 14, kind: "text" },
  { heading: workbookWords.before[language], width: 40, kind: "text" },
  { heading: workbookWords.after[language], width: 40, kind: "text" },
];

/** The lines of one task. */
export function changeRows(task: TaskDifference, language: Language): CellToWrite[][] {
  const head = [task.number, task.shortTitle, changeKinds[task.kind][language]];
  if (task.fields.length === 0) return [[...head, null, null, null]];
  return task.fields.map(({ label, before, after }) => [
    ...head,
    label[language],
    before?.[language] ?? null,
    after?.[language] ?? null,
  ]);
}

export const changesTable = (facts: LedgerBookFacts, rows: TableToWrite["rows"]): TableToWrite => ({
  name: workbookWords.changesSheet[facts.language],
  columns: columnsFor(facts.language),
  rows,
  frozenColumns: 2,
  spareRows: 0,
  paper: "A4",
  footer: footerFor(facts),
});
