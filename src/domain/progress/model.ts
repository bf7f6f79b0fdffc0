// Words of reporting rounds 进展报送. Fields of a report: domain reference 1.6; nothing is scored by counts: 0.2; the five points of confidence: 8.
import { z } from "zod";
import { codesOf, defineLabels } from "../../kernel/labels.ts";

export const terms = defineLabels({
  round: { zh: "报送轮次", en: "Reporting round", means: "对一个报告期的一次进展收集，有开启日和截止日" },
  roundPlan: { zh: "报送安排", en: "Plan of rounds", means: "按月、半月或季自动开启报送轮次的安排" },
  unitReport: { zh: "单位报送", en: "Unit report", means: "一个单位在一个轮次的一份报送，含其各项任务" },
  reportRow: { zh: "报送条目", en: "Row of a report", means: "一项任务在一个轮次由一个单位填报的内容" },
  period: { zh: "报告期", en: "Period" },
  timely: {
    zh: "按时报送率",
    en: "On-time rate",
    means: "按时报送日当天及以前提交的单位占应报单位的比例，仅供了解，不作评分",
  },
  noChange: { zh: "无变化", en: "No change", means: "本期情况与上期所报相同，一键确认" },
});

export const cycles = defineLabels({
  month: { zh: "每月", en: "Monthly" },
  halfMonth: { zh: "每半月", en: "Half-monthly" },
  quarter: { zh: "每季度", en: "Quarterly" },
});
export type Cycle = keyof typeof cycles;

export const roundStates = defineLabels({
  planned: { zh: "待开启", en: "Planned" },
  open: { zh: "填报中", en: "Open" },
  duePassed: { zh: "已过截止日", en: "Past its due day" },
  locked: { zh: "已锁定", en: "Locked" },
  dropped: { zh: "已取消", en: "Dropped" },
});
export type RoundState = keyof typeof roundStates;

export const reportStates = defineLabels({
  notStarted: { zh: "未开始", en: "Not started" },
  drafting: { zh: "填报中", en: "Being filled in" },
  submitted: { zh: "已提交", en: "Submitted" },
  returned: { zh: "已退回", en: "Returned" },
  accepted: { zh: "已通过", en: "Accepted" },
  locked: { zh: "已锁定", en: "Locked" },
});
export type ReportState = keyof typeof reportStates;

/** How far a row has been filled in. */
export const rowEntries = defineLabels({
  empty: { zh: "未填", en: "Not filled in" },
  written: { zh: "已填", en: "Filled in" },
  unchanged: { zh: "无变化", en: "No change" },
});
export type RowEntry = keyof typeof rowEntries;

/** How far a row has been reviewed. */
export const rowReviews = defineLabels({
  open: { zh: "填报", en: "With the unit" },
  pending: { zh: "待审", en: "Waiting for review" },
  accepted: { zh: "已通过", en: "Accepted" },
  returned: { zh: "已退回", en: "Returned" },
});
export type RowReview = keyof typeof rowReviews;

export const roundPlanStates = defineLabels({
  active: { zh: "启用", en: "Active" },
  paused: { zh: "停用", en: "Paused" },
  ended: { zh: "已结束", en: "Ended" },
});
export type RoundPlanState = keyof typeof roundPlanStates;

/** Who owes a report for a task: the lead for the task, a cooperating unit for its own duty. */
export const owingParts = defineLabels({
  lead: { zh: "牵头单位", en: "Lead units" },
  support: { zh: "配合单位", en: "Cooperating units" },
});
export type OwingPart = keyof typeof owingParts;

/** Who somebody is, seen from a round or a report. */
export const progressParties = defineLabels({
  filler: { zh: "填报单位", en: "The reporting unit" },
  group: { zh: "所属推进组", en: "Its working group" },
  office: { zh: "办公室", en: "Pilot office" },
  program: { zh: "系统自动", en: "The program by itself" },
});
export type ProgressParty = keyof typeof progressParties;

export const progressNeeds = defineLabels({
  complete: { zh: "各条目填写完整", en: "all rows filled in" },
  reviewed: { zh: "已提交的报送均已审核", en: "all submitted reports reviewed" },
});
export type ProgressNeed = keyof typeof progressNeeds;

export const problemKinds = defineLabels({
  problem: { zh: "存在问题", en: "Problem" },
  request: { zh: "需协调事项", en: "Request" },
});
export type ProblemKind = keyof typeof problemKinds;

export const shifts = defineLabels({
  next: { zh: "遇休息日顺延", en: "Moved to the next working day" },
  before: { zh: "遇休息日提前", en: "Moved to the working day before" },
});
export type Shift = keyof typeof shifts;

/** What a row lacks before it can be submitted. */
export const missingKinds = defineLabels({
  "row.text": { zh: "未填本期进展，也未确认无变化", en: "no progress written and “no change” not confirmed" },
  "row.percent-reason": { zh: "人工修正了完成度，须写明理由", en: "the percentage was set by hand: say why" },
  "row.behind": {
    zh: "未达序时进度（计划 {planned}%，完成 {percent}%），请写存在问题或下一步举措",
    en: "behind schedule (planned {planned} %, done {percent} %): write a problem or the next step",
  },
  "row.request": { zh: "第 {place} 条需协调事项缺少{what}", en: "request {place} lacks {what}" },
  "row.unanswered": { zh: "退回后还没有修改", en: "returned, and not changed since" },
});
export type MissingKind = keyof typeof missingKinds;

export const requestBlanks = defineLabels({
  toUnit: { zh: "协调对象", en: "to whom" },
  due: { zh: "期限", en: "by when" },
});

/** What became of a report that was to be accepted together with others. */
export const acceptOutcomes = defineLabels({
  accepted: { zh: "已通过", en: "Accepted" },
  refused: { zh: "未通过", en: "Not accepted" },
});

export const RoundId = z.uuid().brand("RoundId");
export type RoundId = z.infer<typeof RoundId>;
export const RoundPlanId = z.uuid().brand("RoundPlanId");
export type RoundPlanId = z.infer<typeof RoundPlanId>;
export const ReportId = z.uuid().brand("ReportId");
export type ReportId = z.infer<typeof ReportId>;
export const RowId = z.uuid().brand("RowId");
export type RowId = z.infer<typeof RowId>;

/** May an act be done now? If not, why. */
export const Ability = z.object({
  allowed: z.boolean(),
  code: z.string().optional(),
  facts: z.record(z.string(), z.unknown()).optional(),
});
export const Abilities = z.record(z.string(), Ability);

/** The most tasks a round may ask for, and the most rows in one report or request. */
export const mostTasks = 2000;
export const mostRows = 500;
/** The most reports that are accepted in one request. */
export const mostReports = 100;

/** Text without control characters but line breaks; the database takes no NUL. */
const printable = /^[^\u0000-\u0008\u000b-\u001f\u007f]*$/;
export const proseOf = (longest: number) => z.string().max(longest).regex(printable);
const singleLine = /^[^\u0000-\u001f\u007f]*$/;
export const lineOf = (longest: number) => z.string().trim().max(longest).regex(singleLine);

export const parts = z
  .array(z.enum(codesOf(owingParts)))
  .min(1)
  .max(2);
