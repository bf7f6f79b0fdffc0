// The columns of the ledger's workbook, as one table: how each is written, what taking it back means, how offices call it.
import { plain } from "../intake/compile/fold.ts";
import type { TaskChange } from "../tasks/model.ts";
import { type WorkbookField, workbookFields, workbookWords } from "./model.ts";

export interface WorkbookColumn {
  kind: "text" | "number" | "day";
  /** In characters. */
  width: number;
  /**
   * What a changed cell does to a task that is there: it edits a field, assigns units, belongs to the acts on the task's
   * page, or means nothing because the program computes it. Of a new row all but the computed are read.
   */
  taken: "edit" | "assign" | "act" | "never";
  /** The field of a task that it edits. */
  edits?: keyof TaskChange;
  /** The longest text, in characters. */
  longest?: number;
  /** What may be chosen; `open`: several, separated by 、. */
  choices?: { list: "state" | "unit" | "group" | "yesNo"; open?: boolean };
  /** Other words offices use for it. */
  synonyms: readonly string[];
}

export const workbookColumns: Readonly<Record<WorkbookField, WorkbookColumn>> = {
  number: {
    kind: "text",
    width: 7,
    taken: "act",
    longest: 20,
    synonyms: ["编号", "序", "项次", "任务序号", "任务编号", "号", "№", "no", "no."],
  },
  text: {
    kind: "text",
    width: 48,
    taken: "act",
    longest: 10_000,
    synonyms: [
      "任务内容",
      "工作任务",
      "主要任务",
      "重点任务",
      "具体任务",
      "试点任务",
      "改革任务",
      "任务名称",
      "任务事项",
      "工作内容",
      "主要内容",
      "重点工作",
      "工作事项",
      "事项",
      "工作举措",
      "主要举措",
      "改革举措",
      "具体举措",
    ],
  },
  section: {
    kind: "text",
    width: 20,
    taken: "act",
    longest: 500,
    synonyms: [
      "类别",
      "分类",
      "领域",
      "板块",
      "任务类别",
      "任务领域",
      "所属领域",
      "重点领域",
      "章节",
      "所属章节",
      "大类",
    ],
  },
  shortTitle: {
    kind: "text",
    width: 20,
    taken: "edit",
    edits: "shortTitle",
    longest: 60,
    synonyms: ["任务简称", "任务标题", "标题"],
  },
  lead: {
    kind: "text",
    width: 18,
    taken: "assign",
    choices: { list: "unit", open: true },
    synonyms: [
      "责任单位",
      "牵头部门",
      "责任部门",
      "主办单位",
      "承办单位",
      "牵头责任单位",
      "主责单位",
      "落实单位",
      "负责单位",
      "责任主体",
      "牵头",
    ],
  },
  support: {
    kind: "text",
    width: 24,
    taken: "assign",
    choices: { list: "unit", open: true },
    synonyms: ["配合部门", "协办单位", "协同单位", "参与单位", "协办部门", "协作单位", "配合"],
  },
  group: {
    kind: "text",
    width: 14,
    taken: "edit",
    edits: "groupId",
    choices: { list: "group" },
    synonyms: ["工作组", "专项组", "所属推进组", "所属工作组", "专班小组"],
  },
  state: {
    kind: "text",
    width: 10,
    taken: "act",
    choices: { list: "state" },
    synonyms: ["状态", "任务状态", "办理情况", "进展状态"],
  },
  light: { kind: "text", width: 9, taken: "never", synonyms: ["灯", "亮灯"] },
  maturity: { kind: "text", width: 9, taken: "never", synonyms: [] },
  planned: { kind: "number", width: 9, taken: "never", synonyms: ["序时进度", "计划进度"] },
  progress: { kind: "number", width: 9, taken: "never", synonyms: ["实际进度", "完成进度", "进度"] },
  startsOn: {
    kind: "day",
    width: 12,
    taken: "edit",
    edits: "startsOn",
    synonyms: ["开始时间", "启动时间", "启动日期", "起始日期", "起始时间"],
  },
  dueOn: { kind: "day", width: 12, taken: "act", synonyms: ["完成日期", "计划完成日期", "截止日期", "办结日期"] },
  dueText: {
    kind: "text",
    width: 14,
    taken: "act",
    longest: 200,
    synonyms: [
      "完成时限",
      "时限",
      "期限",
      "完成时间",
      "办结时限",
      "截止时间",
      "时间节点",
      "计划完成时间",
      "时限要求",
      "时间要求",
      "完成期限",
      "时间安排",
    ],
  },
  annualGoal: {
    kind: "text",
    width: 28,
    taken: "edit",
    edits: "annualGoal",
    longest: 2000,
    synonyms: ["工作目标", "目标", "阶段目标", "年度工作目标", "目标任务"],
  },
  expectedOutcome: {
    kind: "text",
    width: 28,
    taken: "edit",
    edits: "expectedOutcome",
    longest: 2000,
    synonyms: ["预期成效", "预期效果", "预期目标", "工作成效", "成果形式"],
  },
  leader: {
    kind: "text",
    width: 12,
    taken: "edit",
    edits: "leader",
    longest: 60,
    synonyms: ["责任人", "负责人", "分管领导", "牵头领导", "牵头单位责任人", "责任单位责任人"],
  },
  contact: {
    kind: "text",
    width: 18,
    taken: "edit",
    edits: "contact",
    longest: 120,
    synonyms: ["联系方式", "联系电话", "联络员", "联系人及电话", "联系人及联系方式", "经办人"],
  },
  needsNational: {
    kind: "text",
    width: 8,
    taken: "edit",
    edits: "needsNational",
    choices: { list: "yesNo" },
    synonyms: ["是否需国家授权", "是否需要国家授权"],
  },
  isPublic: {
    kind: "text",
    width: 8,
    taken: "edit",
    edits: "isPublic",
    choices: { list: "yesNo" },
    synonyms: ["是否公开", "是否对外公开"],
  },
  changedAt: { kind: "day", width: 12, taken: "never", synonyms: ["更新时间", "最近更新"] },
};

export const workbookFieldNames = Object.keys(workbookColumns) as WorkbookField[];

/** A heading without blanks, line breaks, marks of a required field, and remarks in brackets. */
export const headingKey = (heading: string) =>
  plain(heading)
    .replace(/[*※★:：]/g, "")
    .replace(/[(（][^)）]*[)）]/g, "")
    .toLowerCase();

const namesOf = (field: WorkbookField) => [
  workbookFields[field].zh,
  workbookFields[field].en,
  ...workbookColumns[field].synonyms,
];

const fieldByHeading = new Map(
  workbookFieldNames.flatMap((field) => namesOf(field).map((name) => [headingKey(name), field] as const)),
);

export const isKeyHeading = (heading: string) => {
  const given = plain(heading);
  return given === plain(workbookWords.key.zh) || given === plain(workbookWords.key.en);
};

/** The column a heading names; of a joined heading (`责任分工/牵头单位`) its last part decides first. */
export function fieldOfHeading(heading: string): WorkbookField | null {
  const whole = fieldByHeading.get(headingKey(heading));
  if (whole) return whole;
  const parts = heading.split("/");
  for (const part of [parts.at(-1), parts[0]]) {
    const found = fieldByHeading.get(headingKey(part ?? ""));
    if (found) return found;
  }
  return null;
}
