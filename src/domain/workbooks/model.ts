// Words of the ledger as a workbook 台账表格: its columns, what an import says about each row, and its refusals.
import { z } from "zod";
import { defineFaults } from "../../kernel/errors.ts";
import { codesOf, defineLabels } from "../../kernel/labels.ts";
import { day } from "../../kernel/page-of.ts";
import { TaskId, TaskQuery } from "../tasks/model.ts";

export const terms = defineLabels({
  workbook: { zh: "台账表格", en: "Ledger workbook", means: "台账导出的 Excel 表格，改后可原样导回" },
  template: { zh: "空白模板", en: "Template" },
  mapping: { zh: "栏目对应", en: "Column mapping", means: "外来表格的列与台账栏目的对应关系，按表头记住" },
  conflict: { zh: "冲突", en: "Conflict", means: "导出后他人已改同一栏，与表格中的修改不一致" },
  markedCopy: { zh: "标注副本", en: "Marked copy", means: "把有误单元格标出并加批注的表格副本" },
});

/** The columns of the ledger's workbook; their headings are these words. */
export const workbookFields = defineLabels({
  number: { zh: "序号", en: "No." },
  text: { zh: "任务", en: "Task" },
  section: { zh: "方案章节", en: "Section" },
  shortTitle: { zh: "简称", en: "Short title" },
  lead: { zh: "牵头单位", en: "Lead units" },
  support: { zh: "配合单位", en: "Cooperating units" },
  group: { zh: "推进组", en: "Working group" },
  state: { zh: "办理状态", en: "State" },
  light: { zh: "进度灯", en: "Light" },
  maturity: { zh: "成熟度", en: "Maturity" },
  planned: { zh: "序时进度（%）", en: "Scheduled progress (%)" },
  progress: { zh: "实际进度（%）", en: "Actual progress (%)" },
  startsOn: { zh: "开始日期", en: "Starts on" },
  dueOn: { zh: "计划完成日", en: "Due on" },
  dueText: { zh: "时限原文", en: "Time limit as written" },
  annualGoal: { zh: "年度目标", en: "Goal of the year" },
  expectedOutcome: { zh: "预期成果", en: "Expected outcome" },
  leader: { zh: "责任领导", en: "Responsible leader" },
  contact: { zh: "联系人", en: "Contact" },
  needsNational: { zh: "需国家授权", en: "Needs national authority" },
  isPublic: { zh: "对外公开", en: "Public" },
  changedAt: { zh: "更新日期", en: "Changed on" },
});
export type WorkbookField = keyof typeof workbookFields;

/** Words that the workbook itself carries. */
export const workbookWords = defineLabels({
  key: { zh: "系统编号（请勿修改）", en: "System key (leave as it is)" },
  yes: { zh: "是", en: "Yes" },
  no: { zh: "否", en: "No" },
  ledgerSheet: { zh: "台账", en: "Ledger" },
  changesSheet: { zh: "变化", en: "Changes" },
  paperSheet: { zh: "说明", en: "How to use" },
  listSheet: { zh: "字典", en: "Lists" },
  footer: { zh: "第 &P 页，共 &N 页", en: "Page &P of &N" },
  author: { zh: "试点通", en: "Shidian" },
  demo: { zh: "演示数据", en: "Demo data" },
  listState: { zh: "办理状态", en: "States" },
  listUnit: { zh: "单位", en: "Units" },
  listGroup: { zh: "推进组", en: "Working groups" },
  listYesNo: { zh: "是否", en: "Yes or no" },
  row: { zh: "原行号", en: "Row in your file" },
  problems: { zh: "问题", en: "What is wrong" },
  change: { zh: "变化", en: "Change" },
  field: { zh: "栏目", en: "Field" },
  before: { zh: "变化前", en: "Before" },
  after: { zh: "变化后", en: "After" },
});

/** What became of a row of the file. */
export const rowOutcomes = defineLabels({
  added: { zh: "新增", en: "Added" },
  saved: { zh: "已修改", en: "Changed" },
  unchanged: { zh: "无变化", en: "Unchanged" },
  conflict: { zh: "冲突，未写入", en: "Conflict, not written" },
  error: { zh: "有误，未写入", en: "Wrong, not written" },
});
export type RowOutcome = keyof typeof rowOutcomes;

/** What is wrong with a cell or row, or worth knowing; `{…}` is filled from the facts. */
export const cellFaults = defineLabels({
  "workbook.empty": {
    zh: "“{field}”不能为空。请填写，或删除该行",
    en: "“{field}” is empty; fill it in or delete the row",
  },
  "workbook.too-long": {
    zh: "有 {length} 个字，上限 {limit} 个。请精简",
    en: "{length} characters, at most {limit}; shorten it",
  },
  "workbook.unit-unknown": {
    zh: "没有“{name}”这个单位。请核对名称，或先在“单位”中添加",
    en: "there is no unit “{name}”; check the name or add the unit first",
  },
  "workbook.unit-unclear": {
    zh: "“{name}”可能指多个单位。请写全称",
    en: "“{name}” may be several units; write the full name",
  },
  "workbook.not-a-group": {
    zh: "“{name}”不是推进组。请从推进组中选择",
    en: "“{name}” is not a working group; choose one of them",
  },
  "workbook.needs-lead": { zh: "至少要有一个牵头单位。请填写", en: "a task needs a lead unit; name one" },
  "workbook.bad-day": {
    zh: "“{value}”不是日期。请写成 2021-12-31",
    en: "“{value}” is no date; write it as 2021-12-31",
  },
  "workbook.unknown-state": {
    zh: "没有“{value}”这种办理状态。请从下拉列表中选择",
    en: "there is no state “{value}”; choose one from the list",
  },
  "workbook.not-yes-no": { zh: "“{value}”请改为“是”或“否”", en: "“{value}”: write Yes or No" },
  "workbook.formula": {
    zh: "公式没有保存结果。请粘贴为数值",
    en: "the formula holds no saved value; paste it as a value",
  },
  "workbook.error-value": {
    zh: "公式出错（{value}）。请改正后粘贴为数值",
    en: "the formula failed ({value}); mend it and paste the value",
  },
  "workbook.by-act": {
    zh: "“{field}”不在表格中修改，现为“{now}”。请恢复原值，需调整的到任务页办理",
    en: "“{field}” is not changed in the workbook, it is “{now}”; put it back, or use the acts on the task's page",
  },
  "workbook.read-only": {
    zh: "“{field}”由系统计算，所填未采用，现为“{now}”",
    en: "“{field}” is computed; what was typed is not used, it is “{now}”",
  },
  "workbook.not-yours": {
    zh: "“{field}”{why}，现为“{now}”。请恢复原值",
    en: "“{field}”: {why}; it is “{now}”, put that back",
  },
  "workbook.due-before-start": {
    zh: "开始日期晚于完成日期 {due}。请更正",
    en: "the start is after the due day {due}; correct it",
  },
  "workbook.absent": {
    zh: "台账中没有这一行对应的任务，或您无权查看。请核对是否导错了试点",
    en: "the ledger has no such task, or it is not yours to see; check that the file belongs to this pilot",
  },
  "workbook.add-not-yours": {
    zh: "新增任务由办公室办理。请删除该行，或请办公室新增",
    en: "tasks are added by the pilot office; delete the row or ask the office",
  },
  "workbook.row-twice": {
    zh: "与第 {row} 行是同一项任务。请只保留一行",
    en: "the same task as in row {row}; keep one of them",
  },
  "workbook.number-twice": {
    zh: "序号 {number} 与第 {row} 行重复。请核对",
    en: "the number {number} is also in row {row}; check it",
  },
  "workbook.several-match": {
    zh: "台账中有多项任务内容相同，无法确定是哪一项。请填写序号，或用导出的表格修改",
    en: "several tasks of the ledger have this text; give the number, or edit an exported workbook",
  },
  "workbook.merged": {
    zh: "该单元格与第 {row} 行合并，按同一内容读取。请核对",
    en: "merged with row {row} and read as the same; check it",
  },
  "workbook.enters-as-draft": {
    zh: "新任务以“草拟”进入台账，所填状态未采用",
    en: "a new task enters as a draft; the state given is not used",
  },
  "workbook.hidden-row": {
    zh: "该行被隐藏或筛选掉，也已读入。请核对",
    en: "this row is hidden or filtered out and was read too; check it",
  },
  "workbook.day-read-as": { zh: "“{value}”按 {day} 读取", en: "“{value}” was read as {day}" },
});
export type CellFaultCode = keyof typeof cellFaults;

export const ImportId = z.uuid().brand("WorkbookImportId");
export type ImportId = z.infer<typeof ImportId>;

const field = z.enum(codesOf(workbookFields));

/** Something about a cell, or about a whole row (`column` 0, no heading). */
export const CellPlace = z.object({
  /** As the sheet numbers it, from 1. */
  row: z.number().int(),
  /** From 1; 0: the whole row. */
  column: z.number().int(),
  /** `C12`; of a whole row its number. */
  cell: z.string(),
  heading: z.string(),
  field: field.nullable(),
  code: z.enum(codesOf(cellFaults)),
  zh: z.string(),
  en: z.string(),
  value: z.string(),
  /** What was probably meant. */
  suggestion: z.string().nullable(),
});
export type CellPlace = z.infer<typeof CellPlace>;

const Named = { taskId: TaskId, number: z.string().nullable(), shortTitle: z.string() };
const FieldDifference = z.object({
  field,
  cell: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type FieldDifference = z.infer<typeof FieldDifference>;

/** Three values of one field: as it was exported, as it stands in the file, as it is now. */
const FieldConflict = z.object({
  field,
  cell: z.string(),
  exported: z.string().nullable(),
  file: z.string().nullable(),
  now: z.string().nullable(),
});
export type FieldConflict = z.infer<typeof FieldConflict>;

/** How the columns of the file were recognised. */
export const mappingSources = defineLabels({
  own: { zh: "本系统导出的表格", en: "exported by this system" },
  remembered: { zh: "按上次的对应", en: "as mapped the last time" },
  given: { zh: "按您的对应", en: "as you mapped them" },
  proposed: { zh: "按表头推断", en: "guessed from the headings" },
});

export const ImportColumn = z.object({
  /** From 1. */
  column: z.number().int(),
  letter: z.string(),
  heading: z.string(),
  field: field.nullable(),
  /** The first value below the heading. */
  sample: z.string(),
});
export type ImportColumn = z.infer<typeof ImportColumn>;

export const ImportReport = z.object({
  importId: ImportId,
  dryRun: z.boolean(),
  fileName: z.string(),
  sheet: z.string(),
  /** The row that holds the (lowest) headings. */
  headRow: z.number().int(),
  rowCount: z.number().int(),
  mapping: z.enum(codesOf(mappingSources)),
  /** Must a person say which column holds the tasks, before anything can be compared? */
  needsMapping: z.boolean(),
  columns: z.array(ImportColumn),
  added: z.array(
    z.object({
      row: z.number().int(),
      number: z.string().nullable(),
      text: z.string(),
      fields: z.array(FieldDifference),
    }),
  ),
  changed: z.array(z.object({ row: z.number().int(), ...Named, fields: z.array(FieldDifference) })),
  conflicts: z.array(z.object({ row: z.number().int(), ...Named, fields: z.array(FieldConflict) })),
  /** In the ledger but not in the file: told, never deleted. */
  dropped: z.array(z.object({ ordinal: z.number().int(), ...Named })),
  errors: z.array(CellPlace),
  notices: z.array(CellPlace),
  unchanged: z.number().int(),
  /** What was done; of a dry run nothing. */
  written: z.object({ added: z.number().int(), changed: z.number().int(), skipped: z.number().int() }),
  results: z.array(
    z.object({ row: z.number().int(), outcome: z.enum(codesOf(rowOutcomes)), taskId: TaskId.nullable() }),
  ),
});
export type ImportReport = z.infer<typeof ImportReport>;

export const maxWorkbook = 20 * 1024 * 1024;
export const maxRows = 20_000;
/** The most errors that a refusal names; all of them stand in the dry run. */
export const mostPlaces = 200;

const yes = z.enum(["true", "false"]).optional();

/** Column number from 1 to field; what is left out is not read. */
export const Mapping = z.record(z.string().regex(/^\d{1,3}$/), field);
export type Mapping = z.infer<typeof Mapping>;

const MappingText = z
  .string()
  .max(20_000)
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: "custom", message: "must be JSON" });
      return z.NEVER;
    }
  })
  .pipe(Mapping);

export const ImportOptions = z.object({
  /** Compare and tell, write nothing. */
  dryRun: yes,
  /** Write the rows that are good and leave the others; otherwise all or nothing. */
  onlyGood: yes,
  /** JSON: column number to field, `{"2":"text","5":"lead"}`. It is remembered for files with the same headings. */
  mapping: MappingText.optional(),
});
export type ImportOptions = z.output<typeof ImportOptions>;

const Language = z.enum(["zh", "en"]).default("zh");

/** The ledger as it is filtered and sorted, with chosen columns in the order given. */
export const ExportQuery = TaskQuery.omit({ limit: true, after: true, with: true }).extend({
  columns: z
    .string()
    .max(500)
    .transform((text) => text.split(",").filter(Boolean))
    .pipe(z.array(field).min(1).max(40))
    .optional(),
  language: Language,
});
export type ExportQuery = z.output<typeof ExportQuery>;

export const TemplateQuery = z.object({ language: Language });
export const ChangesQuery = z.object({ from: day, to: day, language: Language });

export const workbookFault = defineFaults({
  "workbook.import-absent": {
    category: "notFound",
    zh: "没有找到该次导入，可能已过期。请重新导入文件。",
    en: "No such import; it may have expired. Import the file again.",
  },
  "workbook.not-all-good": {
    category: "unprocessable",
    zh: "有 {errors} 处错误、{conflicts} 处冲突，没有写入。请改正后重新导入，或只导入无误的行。",
    en: "{errors} errors and {conflicts} conflicts; nothing was written. Mend them and import again, or import only the good rows.",
  },
  "workbook.needs-mapping": {
    category: "unprocessable",
    zh: "不知道哪一列是任务。请先指定各列对应的栏目。",
    en: "It is not known which column holds the tasks. Say first what each column is.",
  },
  "workbook.file-damaged": {
    category: "unprocessable",
    zh: "文件已损坏或不是表格。请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。",
    en: "The file is damaged or no workbook. Open it in Excel or WPS, save it as .xlsx and import that.",
  },
  "workbook.file-encrypted": {
    category: "unprocessable",
    zh: "文件已加密。请取消密码后另存，再导入。",
    en: "The file is encrypted. Remove the password, save it and import that.",
  },
  "workbook.file-unsafe": {
    category: "unprocessable",
    zh: "文件结构异常（{what}），为安全起见未读取。请用 Excel 或 WPS 打开后另存一份再导入。",
    en: "The file is built in an unsafe way ({what}) and was not read. Open it in Excel or WPS, save a new copy and import that.",
  },
  "workbook.file-too-complex": {
    category: "unprocessable",
    zh: "文件内容过多（{what}超过上限 {limit}）。请分成几个文件导入，或删去多余的行列后另存。",
    en: "The file holds too much ({what} above the limit of {limit}). Split it, or delete surplus rows and columns and save it again.",
  },
  "workbook.file-too-slow": {
    category: "unprocessable",
    zh: "读取文件用时过长，已停止。请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。",
    en: "Reading the file took too long and was stopped. Open it in Excel or WPS, save it as .xlsx and import that.",
  },
  "workbook.file-unknown": {
    category: "unprocessable",
    zh: "这不是表格文件。请导入 .xlsx 或 .csv。",
    en: "This is no workbook. Import a .xlsx or .csv file.",
  },
  "workbook.file-legacy-sheet": {
    category: "unprocessable",
    zh: "这是 .xls 或 .et 旧版表格。请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。",
    en: "This is an old .xls or .et workbook. Open it in Excel or WPS, save it as .xlsx and import that.",
  },
  "workbook.file-without-table": {
    category: "unprocessable",
    zh: "文件里没有找到表头。请确认表格有一行栏目名称（如“序号、任务、牵头单位”），且不在隐藏的工作表中。",
    en: "No row of headings was found. Check that the table has one (such as No., Task, Lead unit) and is not on a hidden sheet.",
  },
});
