// Words and shapes of a report as a workbook, for units that work offline.
import { z } from "zod";
import { defineFaults } from "../../kernel/errors.ts";
import { defineLabels } from "../../kernel/labels.ts";
import { RowId } from "./model.ts";

export const sheetWords = defineLabels({
  rows: { zh: "进展报送", en: "Report" },
  problems: { zh: "问题和协调事项", en: "Problems" },
  paper: { zh: "填报说明", en: "How to" },
  lists: { zh: "选项", en: "Lists" },
  yes: { zh: "是", en: "yes" },
  author: { zh: "试点通", en: "Shidian" },
  footer: { zh: "第 &P 页 共 &N 页", en: "Page &P of &N" },
  demo: { zh: "演示数据", en: "Demo data" },
});

/** Columns of the first sheet, in their order; those that are fixed are not read back. */
export const sheetColumns = defineLabels({
  number: { zh: "序号", en: "No." },
  task: { zh: "任务", en: "Task" },
  part: { zh: "分工", en: "Part" },
  duty: { zh: "本单位职责", en: "Own duty" },
  planned: { zh: "计划%", en: "Planned %" },
  derived: { zh: "里程碑完成%", en: "Done % by milestones" },
  last: { zh: "上期进展", en: "Before" },
  unchanged: { zh: "无变化", en: "No change" },
  progress: { zh: "本期进展", en: "Progress" },
  nextStep: { zh: "下一步举措", en: "Next step" },
  nextPerson: { zh: "责任人", en: "Who" },
  nextDue: { zh: "时限", en: "By when" },
  percent: { zh: "完成度修正%", en: "Done % by hand" },
  percentReason: { zh: "修正理由", en: "Why" },
  confidence: { zh: "自评信心", en: "Confidence" },
  key: { zh: "系统编号（请勿修改）", en: "Key (leave alone)" },
});
export type SheetColumn = keyof typeof sheetColumns;

export const problemColumns = defineLabels({
  number: { zh: "序号", en: "No." },
  kind: { zh: "类别", en: "Kind" },
  what: { zh: "内容", en: "What" },
  toUnit: { zh: "协调对象", en: "To whom" },
  due: { zh: "期限", en: "By when" },
});
export type ProblemColumn = keyof typeof problemColumns;

export const sheetFaults = defineLabels({
  "sheet.formula": { zh: "“{field}”是公式，请改为数值或文字", en: "“{field}” is a formula: write its value" },
  "sheet.bad-day": {
    zh: "“{field}”的“{value}”不是日期，请写成 2021-12-31",
    en: "“{value}” in “{field}” is no day: write 2021-12-31",
  },
  "sheet.bad-percent": {
    zh: "“{field}”的“{value}”不是 0–100 的整数",
    en: "“{value}” in “{field}” is no whole number from 0 to 100",
  },
  "sheet.bad-choice": {
    zh: "“{field}”的“{value}”不在选项中，请从下拉列表选择",
    en: "“{value}” in “{field}” is none of the choices",
  },
  "sheet.too-long": { zh: "“{field}”超过 {limit} 字", en: "“{field}” has more than {limit} characters" },
  "sheet.unknown-row": {
    zh: "系统编号不属于本次报送，该行没有采用",
    en: "the key is of another report; the row was not taken",
  },
  "sheet.twice": { zh: "同一条目出现了两次", en: "the same row stands here twice" },
  "sheet.conflict": {
    zh: "导出之后“{field}”已有人改过，请以页面为准核对",
    en: "“{field}” was changed after the export: compare with the page",
  },
  "sheet.unknown-number": { zh: "序号“{value}”不在本次报送中", en: "there is no task “{value}” in this report" },
  "sheet.unknown-unit": {
    zh: "单位“{value}”不在名录中，请从下拉列表选择",
    en: "“{value}” is no known unit: choose from the list",
  },
});
export type SheetFault = keyof typeof sheetFaults;

/** No default: it may come in the query or in the form, and the one would overrule the other. */
export const ImportOptions = z.object({ dryRun: z.enum(["true", "false"]).optional() });

const Place = z.object({
  sheet: z.string(),
  row: z.number().int(),
  column: z.number().int(),
  cell: z.string(),
  code: z.string(),
  zh: z.string(),
  en: z.string(),
});
export type SheetPlace = z.infer<typeof Place>;

export const SheetReport = z.object({
  dryRun: z.boolean(),
  fileName: z.string(),
  changed: z.array(
    z.object({
      rowId: RowId,
      row: z.number().int(),
      title: z.string(),
      fields: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })),
    }),
  ),
  unchanged: z.number().int(),
  errors: z.array(Place),
  saved: z.number().int(),
});
export type SheetReport = z.infer<typeof SheetReport>;

/** The largest workbook taken, bytes; the most cells told as wrong. */
export const maxReportSheet = 5 * 1024 * 1024;
export const mostPlaces = 200;

export const sheetFault = defineFaults({
  "sheet.not-ours": {
    category: "unprocessable",
    zh: "这不是本次报送下载的表格。请在填报页下载表格，填好后再导入。",
    en: "This is not the workbook of this report. Download it on the page, fill it in and import that.",
  },
  "sheet.not-all-good": {
    category: "unprocessable",
    zh: "有 {errors} 处错误，没有写入。请按提示改正后重新导入。",
    en: "{errors} errors, so nothing was written. Mend them as marked and import again.",
  },
});
