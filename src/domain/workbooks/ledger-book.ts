// The ledger's workbook as it goes out: the columns in their order, lists to choose from, and a sheet that says how to use it.

import type { Label } from "../../kernel/labels.ts";
import type { BookToWrite, CellToWrite, ColumnToWrite, TableToWrite } from "../../workbook/sheet-to-write.ts";
import { taskStates } from "../tasks/model.ts";
import { workbookColumns, workbookFieldNames } from "./columns.ts";
import { keyOf } from "./file-rows.ts";
import { type WorkbookField, workbookFields, workbookWords } from "./model.ts";
import { cellOf, type Language, type LedgerTask } from "./task-cells.ts";

/** Names of units to choose from. */
export interface UnitLists {
  units: readonly string[];
  groups: readonly string[];
}

export interface LedgerBookFacts {
  title: string;
  /** What is in it, in words: filters, day, who made it when. */
  remarks: readonly string[];
  demo: boolean;
  language: Language;
  lists: UnitLists;
}

/** Always the first two, because rows are known by them. */
const firstFields: readonly WorkbookField[] = ["number", "text"];

/** The columns asked for in the order given; number and task come first in any case. */
export const fieldsFor = (asked: readonly WorkbookField[] | undefined): WorkbookField[] => [
  ...firstFields,
  ...[...new Set(asked ?? workbookFieldNames)].filter((field) => !firstFields.includes(field)),
];

const listName = {
  state: workbookWords.listState,
  unit: workbookWords.listUnit,
  group: workbookWords.listGroup,
  yesNo: workbookWords.listYesNo,
} satisfies Record<string, Label>;

export function columnFor(field: WorkbookField, language: Language): ColumnToWrite {
  const { kind, width, taken, choices } = workbookColumns[field];
  return {
    heading: workbookFields[field][language],
    width,
    kind,
    isFixed: taken === "act" || taken === "never",
    ...(choices ? { choices: { list: listName[choices.list][language], open: choices.open ?? false } } : {}),
  };
}

export const keyColumn = (language: Language): ColumnToWrite => ({
  heading: workbookWords.key[language],
  width: 44,
  kind: "text",
  isHidden: true,
  isFixed: true,
});

export const rowFor = (task: LedgerTask, fields: readonly WorkbookField[], language: Language): CellToWrite[] => [
  ...fields.map((field) => cellOf(task, field, language)),
  keyOf(task.id, task.version),
];

/** Wide tables do not fit A4. */
const paperFor = (columns: readonly ColumnToWrite[]) =>
  columns.reduce((sum, column) => sum + (column.isHidden ? 0 : column.width), 0) > 150 ? "A3" : "A4";

export function ledgerTable(
  facts: LedgerBookFacts,
  fields: readonly WorkbookField[],
  rows: TableToWrite["rows"],
): TableToWrite {
  const { language } = facts;
  const columns = [...fields.map((field) => columnFor(field, language)), keyColumn(language)];
  return {
    name: workbookWords.ledgerSheet[language],
    columns,
    rows,
    frozenColumns: 2,
    spareRows: 500,
    paper: paperFor(columns),
    footer: footerFor(facts),
  };
}

export const footerFor = ({ title, demo, language }: Pick<LedgerBookFacts, "title" | "demo" | "language">) =>
  `${demo ? `${workbookWords.demo[language]} · ` : ""}${title.replaceAll("&", "&&")} · ${workbookWords.footer[language]}`;

export function bookOf(facts: LedgerBookFacts, tables: readonly TableToWrite[]): BookToWrite {
  const { language, lists } = facts;
  return {
    tables,
    papers: [{ name: workbookWords.paperSheet[language], lines: [facts.title, ...linesOf(facts)] }],
    lists: {
      [listName.state[language]]: Object.values(taskStates).map((label) => label[language]),
      [listName.yesNo[language]]: [workbookWords.yes[language], workbookWords.no[language]],
      [listName.group[language]]: lists.groups,
      [listName.unit[language]]: lists.units,
    },
    listSheet: workbookWords.listSheet[language],
  };
}

const linesOf = ({ remarks, demo, language }: LedgerBookFacts): string[] => [
  ...(demo ? [workbookWords.demo[language]] : []),
  ...remarks,
  ...howTo.map((line) => line[language]),
];

const howTo: readonly Label[] = [
  {
    zh: "一、黑字栏目可以修改，改后在台账页面点“导入”，先看差异，确认后才写入。",
    en: "1. Columns in black may be edited. Then choose Import in the ledger: the difference is shown before anything is written.",
  },
  {
    zh: "二、灰字栏目由系统计算，或须在任务页办理，在表格中修改不会采用。",
    en: "2. Columns in grey are computed or belong to acts on the task's page; changes to them are not taken.",
  },
  {
    zh: "三、最后一列（隐藏）是系统编号，请勿修改。新增任务另起一行，该列留空。",
    en: "3. The last column is hidden and holds the system's key; leave it alone. Add a task in a new row and leave the key empty.",
  },
  {
    zh: "四、多个单位用“、”隔开，第一个牵头单位为总牵头。单位请从下拉列表选择或写规范简称。",
    en: "4. Separate units by 、. The first lead unit leads. Choose units from the list or write their known names.",
  },
  {
    zh: "五、日期写成 2021-12-31；“是否”栏只填“是”或“否”。",
    en: "5. Write dates as 2021-12-31; columns of yes or no take only these words.",
  },
  {
    zh: "六、表中删去的行不会删除台账中的任务，只在导入时列出。",
    en: "6. Deleting a row here deletes no task; such tasks are only listed when the file is imported.",
  },
  {
    zh: "七、导出后他人已改同一栏的，导入时列为冲突，不会覆盖。",
    en: "7. Where somebody else changed the same field after the export, the import shows a conflict and overwrites nothing.",
  },
];
