// Words of the ledger 任务台账. States, parts and fields: domain reference 1.6; maturity ladder L0–L5: the same.
import { z } from "zod";
import { codesOf, defineLabels } from "../../kernel/labels.ts";
import { day, listQuery, pageOf, severalIds, severalOf } from "../../kernel/page-of.ts";
import { UnitId } from "../organisations/model.ts";
import { ProgrammeId } from "../pilot/model.ts";
import { CloseOut, DeadlineChange, suspendReasons } from "./model-acts.ts";
import { ParentTask, PartCounts, partFilters, taskKinds } from "./model-parts.ts";
import { planStates } from "./model-plan.ts";

export const terms = defineLabels({
  task: { zh: "任务", en: "Task" },
  ledger: { zh: "台账", en: "Ledger" },
  leadUnit: { zh: "牵头单位", en: "Lead unit" },
  supportingUnit: { zh: "配合单位", en: "Cooperating unit" },
  milestone: { zh: "里程碑", en: "Milestone" },
  maturity: { zh: "成熟度", en: "Maturity" },
  closeOut: { zh: "销号", en: "Close-out", means: "任务办结并经两级审核后从台账核销" },
  scheduledProgress: { zh: "序时进度", en: "Scheduled progress" },
});

export const taskStates = defineLabels({
  draft: { zh: "草拟", en: "Draft" },
  issued: { zh: "已下达", en: "Issued" },
  signed: { zh: "已签收", en: "Signed for" },
  inProgress: { zh: "推进中", en: "In progress" },
  adjusting: { zh: "调整审批中", en: "Change under review" },
  suspended: { zh: "暂缓", en: "Suspended" },
  closeRequested: { zh: "销号申请", en: "Close-out requested" },
  firstReviewed: { zh: "初审通过", en: "First review passed" },
  secondReviewed: { zh: "复核通过", en: "Second review passed" },
  closed: { zh: "已销号", en: "Closed out" },
  ended: { zh: "已终止", en: "Ended" },
});
export type TaskState = keyof typeof taskStates;

export const taskParts = defineLabels({
  lead: { zh: "牵头", en: "Lead" },
  support: { zh: "配合", en: "Cooperating" },
  guide: { zh: "指导", en: "Guiding" },
});
export type TaskPart = keyof typeof taskParts;

/** Who somebody is, seen from one task. */
export const taskParties = defineLabels({
  office: { zh: "办公室", en: "Pilot office" },
  group: { zh: "所属推进组", en: "Its working group" },
  lead: { zh: "牵头单位", en: "Lead unit" },
  support: { zh: "配合单位", en: "Cooperating unit" },
});
export type TaskParty = keyof typeof taskParties;

export const taskNeeds = defineLabels({
  leadUnit: { zh: "牵头单位", en: "a lead unit" },
  milestones: { zh: "里程碑或子任务", en: "milestones or parts" },
  evidence: { zh: "佐证", en: "evidence" },
  opinion: { zh: "推进组意见（逾期未签署的不再等）", en: "the group's opinion (unless it is overdue)" },
  partsOver: { zh: "下级任务全部办结或终止", en: "every part closed out or ended" },
  publicationOver: { zh: "公示期满", en: "the end of the publication" },
  parentOpen: { zh: "上级任务在办（请先重启上级任务）", en: "a parent at work (reopen the parent first)" },
  roomBelow: { zh: "下一级（最多分解两级）", en: "a level below (two at most)" },
});
export type TaskNeed = keyof typeof taskNeeds;

export const lights = defineLabels({
  green: { zh: "正常", en: "On schedule" },
  yellow: { zh: "滞后", en: "Behind" },
  red: { zh: "严重滞后", en: "Far behind" },
  grey: { zh: "未启动", en: "Not started" },
});
export type Light = keyof typeof lights;

export const maturitySteps = defineLabels({
  L0: { zh: "未启动", en: "Not started" },
  L1: { zh: "已出台方案或政策", en: "Plan or policy issued" },
  L2: { zh: "首单或首例落地", en: "First case done" },
  L3: { zh: "已见成效", en: "Effect shown by data" },
  L4: { zh: "已形成案例", en: "Case formed" },
  L5: { zh: "已复制推广", en: "Replicated" },
});

export const TaskId = z.uuid().brand("TaskId");
export type TaskId = z.infer<typeof TaskId>;

export const TaskUnit = z.object({
  unitId: UnitId,
  name: z.string(),
  shortName: z.string(),
  part: z.enum(codesOf(taskParts)),
  ownDuty: z.string().nullable(),
  implied: z.boolean(),
});
export type TaskUnit = z.infer<typeof TaskUnit>;

/** Why a light has its colour; `{…}` is filled from the facts. */
export const lightReasons = defineLabels({
  "light.not-issued": { zh: "任务尚未下达", en: "the task has not been issued" },
  "light.not-signed": { zh: "已下达，等待牵头单位签收", en: "issued, waiting for the lead unit to sign" },
  "light.not-begun": { zh: "已签收，分解方案尚未提交", en: "signed for, breakdown not yet submitted" },
  "light.suspended": { zh: "任务暂缓", en: "the task is suspended" },
  "light.ended": { zh: "任务已终止", en: "the task has ended" },
  "light.closed": { zh: "任务已销号", en: "the task is closed out" },
  "light.on-schedule": {
    zh: "计划 {planned}%，实际 {actual}%，无逾期里程碑（规则 {version}）",
    en: "planned {planned} %, actual {actual} %, no milestone overdue (rule {version})",
  },
  "light.gap-yellow": {
    zh: "计划 {planned}%，实际 {actual}%，相差 {gap} 个百分点（{yellowGap}–{redGap} 为黄；规则 {version}）",
    en: "planned {planned} %, actual {actual} %, {gap} points apart ({yellowGap}–{redGap} is yellow; rule {version})",
  },
  "light.gap-red": {
    zh: "计划 {planned}%，实际 {actual}%，相差 {gap} 个百分点（超过 {redGap} 为红；规则 {version}）",
    en: "planned {planned} %, actual {actual} %, {gap} points apart (over {redGap} is red; rule {version})",
  },
  "light.milestone-overdue": { zh: "里程碑“{title}”逾期 {days} 天", en: "milestone “{title}” is {days} days overdue" },
  "light.past-due": { zh: "任务逾期 {days} 天", en: "the task is {days} days overdue" },
  "light.unreported": {
    zh: "连续 {cycles} 期未报送，最近一期 {lastMissed}（规则 {version}）",
    en: "{cycles} reporting cycles in a row without a report, the latest {lastMissed} (rule {version})",
  },
  "light.held": {
    zh: "已追上进度，保持黄灯至 {until}（规则 {version}）",
    en: "caught up; yellow is held until {until} (rule {version})",
  },
  "light.override": {
    zh: "人工改判至 {until}：{reason}（{by}）",
    en: "decided by people until {until}: {reason} ({by})",
  },
});

export const LightReason = z.object({
  code: z.enum(codesOf(lightReasons)),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type LightReason = z.infer<typeof LightReason>;

/** May an act be done now? If not, why (code and facts; words by `decisionWords`). */
export const Ability = z.object({
  allowed: z.boolean(),
  code: z.string().optional(),
  facts: z.record(z.string(), z.unknown()).optional(),
  /** The day by which it should be done, where the table gives working days. */
  dueOn: z.string().optional(),
});

export const Milestone = z.object({
  id: z.uuid(),
  title: z.string(),
  dueOn: z.string(),
  weight: z.number().int(),
  reachedOn: z.string().nullable(),
});
export type Milestone = z.infer<typeof Milestone>;

/** How far somebody may edit a task in place. */
export const editReaches = defineLabels({
  all: { zh: "全部栏目", en: "All fields" },
  own: { zh: "本单位填报的栏目", en: "The fields of the own unit" },
  none: { zh: "只读", en: "Read only" },
});
export type EditReach = keyof typeof editReaches;

export const TaskSummary = z.object({
  id: TaskId,
  ordinal: z.number().int(),
  number: z.string().nullable(),
  path: z.array(z.string()),
  text: z.string(),
  shortTitle: z.string(),
  state: z.enum(codesOf(taskStates)),
  light: z.enum(codesOf(lights)),
  maturity: z.number().int(),
  /** From which day on the measure is in force; with L1 and above the task counts as implemented from then on. */
  inForceOn: z.string().nullable(),
  plannedPercent: z.number().int().nullable(),
  progressPercent: z.number().int(),
  dueText: z.string().nullable(),
  dueOn: z.string().nullable(),
  firstDueOn: z.string().nullable(),
  startsOn: z.string().nullable(),
  groupId: UnitId.nullable(),
  groupName: z.string().nullable(),
  annualGoal: z.string().nullable(),
  expectedOutcome: z.string().nullable(),
  leader: z.string().nullable(),
  contact: z.string().nullable(),
  needsNational: z.boolean(),
  isPublic: z.boolean(),
  planState: z.enum(codesOf(planStates)),
  kind: z.enum(codesOf(taskKinds)),
  parentId: TaskId.nullable(),
  /** How many parts it has that have not ended, by light; null where it has none. */
  parts: PartCounts.nullable(),
  stateSince: z.string(),
  /** The day on which a suspension is looked at again. */
  reviewOn: z.string().nullable(),
  /** How often its deadline has been changed. */
  dueChanges: z.number().int(),
  units: z.array(TaskUnit),
  /** Only where asked for (`with=milestones`), and in the replies of edits. */
  milestones: z.array(Milestone).optional(),
  version: z.number().int(),
  changedAt: z.string(),
  /** Which fields may the reader edit in place? The table is `editableFields` in rules.ts. */
  mayEdit: z.enum(codesOf(editReaches)),
});
export type TaskSummary = z.infer<typeof TaskSummary>;

/** A page of the ledger. `total` is counted with the first page; the mark `next` carries it to those that follow. */
export const TaskPage = pageOf(TaskSummary);
export type TaskPage = z.infer<typeof TaskPage>;

export const TaskEvent = z.object({
  id: z.uuid(),
  at: z.string(),
  kind: z.string(),
  personName: z.string(),
  unitName: z.string().nullable(),
  note: z.string().nullable(),
  changes: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
});

export const Task = TaskSummary.extend({
  programmeId: ProgrammeId,
  contentKey: z.string(),
  start: z.number().int().nullable(),
  end: z.number().int().nullable(),
  lightBecause: z.array(LightReason),
  milestones: z.array(Milestone),
  /** The task that it is a part of, with its sentence of the plan. */
  parent: ParentTask.nullable(),
  suspendedBecause: z.enum(codesOf(suspendReasons)).nullable(),
  /** Every change of its deadline that was asked for, the newest first. */
  deadlineChanges: z.array(DeadlineChange),
  /** Every close-out that was asked for, the newest first. */
  closeOuts: z.array(CloseOut),
  events: z.array(TaskEvent),
  abilities: z.record(z.string(), Ability),
});
export type Task = z.infer<typeof Task>;

export const taskSorts = ["ordinal", "dueOn", "light", "state", "maturity", "progress", "group", "changedAt"] as const;

/** The most tasks in one page of the ledger, and the most edits in one request. */
export const mostTasks = 1000;

/** Stands for "without one" in filters by unit and section, and as the key of that group. */
export const without = "none";

/** Between the headings of a section, as one text. */
export const sectionMark = " › ";

/** Ids of units, or `none` for tasks that have none. */
const unitsOrNone = z
  .string()
  .max(4000)
  .transform((text) => text.split(",").filter(Boolean))
  .pipe(
    z
      .array(z.union([z.uuid(), z.literal(without)]))
      .min(1)
      .max(100),
  )
  .optional();

const taskFilters = {
  q: z.string().trim().max(100).optional(),
  status: severalOf(codesOf(taskStates)),
  light: severalOf(codesOf(lights)),
  maturity: severalOf(["0", "1", "2", "3", "4", "5"]),
  lead: unitsOrNone,
  support: unitsOrNone,
  unit: severalIds,
  group: unitsOrNone,
  plan: severalOf(codesOf(planStates)),
  /** Are parts of tasks listed too? Not given: those that the own units carry, where that is all the reader sees; else none. */
  parts: z.enum(codesOf(partFilters)).optional(),
  /** Only the parts of this task. */
  parent: z.uuid().optional(),
  /** The headings above a task, joined by ` › `, or `none`. */
  section: z.string().max(2000).optional(),
  dueFrom: day.optional(),
  dueTo: day.optional(),
  /** Only tasks at work whose due day has passed. */
  late: z.literal("true").optional(),
  /** Only 已实施: L1 and above, in force on the day. */
  implemented: z.literal("true").optional(),
  /** Only suspended tasks whose review day has come. */
  reviewDue: z.literal("true").optional(),
  /** Only tasks whose deadline was changed on this day or later. */
  rescheduledFrom: day.optional(),
  asOf: day.optional(),
};

export const TaskQuery = z.object({
  ...listQuery(taskSorts),
  ...taskFilters,
  limit: z.coerce.number().int().min(1).max(mostTasks).default(50),
  with: severalOf(["milestones"]),
});
export type TaskQuery = z.output<typeof TaskQuery>;
export type TaskFilter = Pick<TaskQuery, Exclude<keyof typeof taskFilters, "asOf">>;

export const taskGroupings = defineLabels({
  section: { zh: "方案章节", en: "Section" },
  group: { zh: "推进组", en: "Working group" },
  lead: { zh: "牵头单位", en: "Lead unit" },
  support: { zh: "配合单位", en: "Cooperating unit" },
  state: { zh: "办理状态", en: "State" },
  light: { zh: "进度灯", en: "Light" },
});
export type TaskGrouping = keyof typeof taskGroupings;

/** What tasks without one are called in their group. */
export const groupsWithout = defineLabels({
  section: { zh: "未分章节", en: "Without a section" },
  group: { zh: "未划归推进组", en: "Without a working group" },
  lead: { zh: "没有牵头单位", en: "Without a lead unit" },
  support: { zh: "没有配合单位", en: "Without cooperating units" },
});

export const TaskGroupQuery = z.object({ by: z.enum(codesOf(taskGroupings)), ...taskFilters });
export type TaskGroupQuery = z.output<typeof TaskGroupQuery>;

/** Groups of the ledger with how many tasks are in each. A task with two leads stands in both groups, `total` counts it once. */
export const TaskGroups = z.object({
  items: z.array(
    z.object({
      /** A code, a unit's id, or a section as the filter of that name takes it; `none` for tasks without. */
      key: z.string(),
      label: z.object({ zh: z.string(), en: z.string() }),
      count: z.number().int(),
      lights: z.record(z.string(), z.number().int()),
    }),
  ),
  total: z.number().int(),
});
export type TaskGroups = z.infer<typeof TaskGroups>;

export const TaskChange = z
  .object({
    shortTitle: z.string().trim().min(1).max(60),
    annualGoal: z.string().max(2000).nullable(),
    expectedOutcome: z.string().max(2000).nullable(),
    leader: z.string().max(60).nullable(),
    contact: z.string().max(120).nullable(),
    startsOn: day.nullable(),
    needsNational: z.boolean(),
    isPublic: z.boolean(),
    groupId: UnitId.nullable(),
  })
  .partial();
export type TaskChange = z.infer<typeof TaskChange>;

export const UnitAssignment = z.object({
  unitId: UnitId,
  part: z.enum(codesOf(taskParts)),
  ownDuty: z.string().trim().max(500).nullable().default(null),
});

export const UnitAssignments = z.object({ units: z.array(UnitAssignment).min(1).max(100) });
export type UnitAssignments = z.infer<typeof UnitAssignments>;

/** The most milestones one task may have. */
export const maxMilestones = 100;

export const MilestonePlan = z.object({
  milestones: z
    .array(
      z.object({
        id: z.uuid().optional(),
        title: z.string().trim().min(1).max(200),
        dueOn: day,
        weight: z.number().int().min(1).max(100).default(1),
        reachedOn: day.nullable().default(null),
      }),
    )
    .max(maxMilestones),
});
export type MilestonePlan = z.infer<typeof MilestonePlan>;

/** How many tasks the reader may see, by state and by light. */
export const TaskCounts = z.object({
  total: z.number().int(),
  states: z.record(z.string(), z.number().int()),
  lights: z.record(z.string(), z.number().int()),
  /** Parts of tasks that the reader may see, whether or not they were counted. */
  parts: z.number().int(),
});
export type TaskCounts = z.infer<typeof TaskCounts>;
