// What a person should look at before a draft is applied: stable codes, severity, and a sentence in Chinese and English that says the mend.
import type { Range } from "./blocks.ts";

export type Severity = "error" | "warning" | "info";
export type Facts = Readonly<Record<string, string | number>>;

interface FindingWords {
  severity: Severity;
  /** {name} is replaced by the fact of that name. */
  zh: string;
  en: string;
}

export const findingWords = {
  "tasks.none": {
    severity: "warning",
    zh: "没有识别出任务。如果文件含有任务分工，请检查是否缺少责任单位或任务分工表，或手工添加任务。",
    en: "No task was found. If the file assigns tasks, check that units or the task table are in it, or add tasks by hand.",
  },
  "tasks.count-differs": {
    severity: "warning",
    zh: "正文称 {declared} 项，识别到 {found} 项。请核对附件是否完整，或确认按 {found} 项建立台账。",
    en: "The text declares {declared} tasks, {found} were found. Check that the annex is complete, or confirm the ledger with {found}.",
  },
  "tasks.table-cut-off": {
    severity: "warning",
    zh: "任务表止于第 {number} 项，可能被截断。请补充完整文件后重新导入。",
    en: "The task table ends at number {number} and seems cut off. Import the complete file again.",
  },
  "groups.count-differs": {
    severity: "warning",
    zh: "正文称 {declared} 个工作组，列出 {found} 个。请核对名单。",
    en: "The text declares {declared} groups and names {found}. Check the list.",
  },
  "fields.count-differs": {
    severity: "info",
    zh: "正文称 {declared} 个重点领域，列出 {found} 个。请核对。",
    en: "The text declares {declared} key fields and names {found}. Check the list.",
  },
  "number.duplicate": {
    severity: "warning",
    zh: "编号 {number} 重复出现。请改正其中一个编号，或确认两处都是任务。",
    en: "Number {number} occurs twice. Correct one of them, or confirm that both stand.",
  },
  "number.gap": {
    severity: "warning",
    zh: "编号从 {before} 跳到 {after}。请核对中间是否缺少内容。",
    en: "Numbers jump from {before} to {after}. Check whether something is missing between.",
  },
  "task.no-lead": {
    severity: "warning",
    zh: "任务 {number} 没有牵头单位。请指定牵头单位。",
    en: "Task {number} has no lead unit. Name one.",
  },
  "task.no-units": {
    severity: "info",
    zh: "同级事项都有责任单位，“{title}”没有，未作为任务。如应列入台账，请补充责任单位。",
    en: "Its neighbours name units, “{title}” does not, so it is no task. Add units if it belongs in the ledger.",
  },
  "units.from-above": {
    severity: "info",
    zh: "任务 {number} 的单位栏为空，按合并单元格沿用上一行的单位。请确认。",
    en: "Task {number} has empty unit cells; the units of the row above are taken, as for merged cells. Confirm.",
  },
  "unit.unknown": {
    severity: "warning",
    zh: "未登记的单位“{name}”。请登记该单位，或匹配到已有单位。",
    en: "Unit “{name}” is not registered. Register it or match it to a known one.",
  },
  "unit.unknown-near": {
    severity: "warning",
    zh: "未登记的单位“{name}”，是否为“{nearest}”？请匹配或登记。",
    en: "Unit “{name}” is not registered. Is it “{nearest}”? Match or register it.",
  },
  "unit.unlikely": {
    severity: "info",
    zh: "“{name}”不像单位名称。请核对，必要时修改或删除。",
    en: "“{name}” does not read like a unit. Check it, then correct or remove it.",
  },
  "bracket.two-ways": {
    severity: "info",
    zh: "“{text}”可有两种读法，现按 {lead} 牵头处理。请确认牵头和配合单位。",
    en: "“{text}” can be read two ways; {lead} is taken as lead. Confirm who leads and who supports.",
  },
  "bracket.role-unsaid": {
    severity: "info",
    zh: "“{text}”只列单位，未写明牵头或配合，现全部作为牵头单位。请确认。",
    en: "“{text}” names units without a role; all are taken as lead. Confirm.",
  },
  "bracket.unclosed": {
    severity: "info",
    zh: "“{text}”缺少右括号。请核对单位名单是否完整。",
    en: "“{text}” lacks its closing bracket. Check that the list of units is complete.",
  },
  "head.title-missing": {
    severity: "warning",
    zh: "没有识别出标题。请填写方案标题。",
    en: "No title was found. Enter the title of the plan.",
  },
  "head.issuer-missing": {
    severity: "info",
    zh: "没有识别出发文机关。请填写。",
    en: "No issuing body was found. Enter it.",
  },
  "head.date-missing": {
    severity: "info",
    zh: "没有识别出成文日期，单写月份的时限无法推定年份。请填写日期。",
    en: "No date was found, so months without a year stay undated. Enter the date.",
  },
  "findings.more": {
    severity: "warning",
    zh: "还有 {count} 条提示未显示。请先处理以上问题，再重新导入。",
    en: "{count} more findings are not shown. Settle those above and import again.",
  },
} as const satisfies Record<string, FindingWords>;

export type FindingCode = keyof typeof findingWords;

export interface Finding {
  code: FindingCode;
  severity: Severity;
  source: Range | null;
  facts: Facts;
  zh: string;
  en: string;
}

/**
 * A finding with its sentences filled in.
 *
 * Example: finding("tasks.count-differs", { declared: 86, found: 4 }, null).zh begins with 正文称 86 项，识别到 4 项.
 */
export function finding(code: FindingCode, facts: Facts, source: Range | null): Finding {
  const words = findingWords[code];
  const fill = (sentence: string) => sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? ""));
  return { code, severity: words.severity, source, facts, zh: fill(words.zh), en: fill(words.en) };
}
