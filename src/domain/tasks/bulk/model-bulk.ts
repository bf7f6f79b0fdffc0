// Words and shapes of acting on many tasks at once 批量办理: which acts, on which tasks, what may be done and what came of it.
import { z } from "zod";
import { codesOf, defineLabels } from "../../../kernel/labels.ts";
import { TaskId, TaskQuery } from "../model.ts";
import { type RowOutcome, rowOutcomes } from "../model-rows.ts";

/** Acts whose words do not depend on the single task, so that one answer holds for all of them. */
export const bulkActs = [
  "issue",
  "sign",
  "begin",
  "requestChange",
  "suspend",
  "keepSuspended",
  "resume",
  "reviewClose",
  "recheckClose",
  "publishClose",
  "close",
  "returnForMore",
  "assignGroup",
] as const;
export type BulkAct = (typeof bulkActs)[number];

export const bulkWords = defineLabels({
  bulk: { zh: "批量办理", en: "Acts on many tasks", means: "对选中的多项任务办理同一动作，逐项判断、逐项给出结果" },
  assignGroup: { zh: "划归推进组", en: "Give to a working group" },
  sheet: { zh: "办理结果", en: "Outcomes" },
  number: { zh: "序号", en: "No." },
  task: { zh: "任务", en: "Task" },
  outcome: { zh: "结果", en: "Outcome" },
  why: { zh: "原因", en: "Why" },
  waiting: { zh: "未办", en: "Not done" },
  done: { zh: "已办理", en: "Done" },
  others: { zh: "另有其他原因，请在结果中逐项查看。", en: "Other reasons: see each task among the outcomes." },
  stale: {
    zh: "选定以后已被他人修改。请重新选择后再办。",
    en: "Somebody changed it after it was chosen. Choose it again.",
  },
  unchanged: { zh: "已经是这样，没有改动。", en: "It is so already; nothing to change." },
});

/** Acts that are not offered for many tasks at once, and why. */
export const notInBulk = defineLabels({
  adviseChange: { zh: "每份申请理由不同，须逐件签署意见", en: "each request has reasons of its own" },
  allowChange: { zh: "每份申请理由不同，须逐件决定", en: "each request has reasons of its own" },
  refuseChange: { zh: "每份申请理由不同，须逐件答复", en: "each request has reasons of its own" },
  requestClose: { zh: "每项任务的完成情况和成效不同", en: "what was done and what came of it differs" },
  reopen: { zh: "每项反弹须各有依据", en: "each relapse rests on its own finding" },
  end: { zh: "终止须逐项写明批准人和依据", en: "each ending names who approved it and on which paper" },
  edit: { zh: "在表格中粘贴即可成批编辑", en: "paste into the grid to edit many" },
  assign: { zh: "各单位职责逐项不同；可由 Excel 导入", en: "duties differ from task to task; import a workbook" },
  plan: { zh: "里程碑逐项不同；可由 Excel 导入", en: "milestones differ from task to task" },
  split: { zh: "分解内容逐项不同", en: "parts differ from task to task" },
  cascade: { zh: "分解内容逐项不同", en: "parts differ from task to task" },
});

/** Tasks that are acted on within the request; more are worked off by a job. */
export const mostAtOnce = 200;
/** The most tasks of one job, and of one preview. */
export const mostInBulk = 10_000;
/** Jobs of this kind that one person may have open. */
export const mostOpenBulks = 3;
/** Tasks that a group of outcomes names; the others are counted. */
export const mostNamed = 20;

/** The filters of the ledger's list, as its address holds them. */
const { sort: _sort, limit: _limit, after: _after, with: _with, asOf: _asOf, ...filters } = TaskQuery.shape;
export const BulkFilter = z.strictObject(filters);
export type BulkFilter = z.output<typeof BulkFilter>;

const act = z.enum(bulkActs);
/** What is given with the act; each act has its own shape, the one of the act on a single task. */
const given = z.record(z.string().max(40), z.unknown());

export const BulkQuestion = z.object({
  /** Not given: every act, without the names of tasks. */
  act: act.optional(),
  given: given.optional(),
  taskIds: z.array(TaskId).min(1).max(mostInBulk).optional(),
  filter: BulkFilter.optional(),
});
export type BulkQuestion = z.output<typeof BulkQuestion>;

const NamedTask = z.object({ id: TaskId, number: z.string(), shortTitle: z.string() });
export type NamedTask = z.infer<typeof NamedTask>;
const Words = z.object({ zh: z.string(), en: z.string() });

const Reason = z.object({
  code: z.string(),
  messages: Words,
  count: z.number().int(),
  tasks: z.array(NamedTask),
});

export const BulkPreview = z.object({
  total: z.number().int(),
  acts: z.array(
    z.object({
      act,
      /** So many may be done as things stand. */
      may: z.number().int(),
      reasons: z.array(Reason),
      /** Fields that must be given with the act. */
      needs: z.array(z.string()),
    }),
  ),
});
export type BulkPreview = z.infer<typeof BulkPreview>;

export const BulkOrder = z.object({
  act,
  given: given.default({}),
  rows: z
    .array(z.object({ taskId: TaskId, version: z.number().int().min(1) }))
    .min(1)
    .max(mostInBulk)
    .refine((rows) => new Set(rows.map((row) => row.taskId)).size === rows.length, "each task once / 每项任务只列一次")
    .optional(),
  filter: BulkFilter.optional(),
  /** With a filter: how many tasks the preview counted; where they are others by now, nothing is done. */
  count: z.number().int().min(1).optional(),
});
export type BulkOrder = z.output<typeof BulkOrder>;

export const bulkOutcomes = [...codesOf(rowOutcomes), "waiting"] as const;
export type BulkOutcome = RowOutcome | "waiting";

export const BulkResult = z.object({
  /** The job that works it off; null: done within the request. */
  jobId: z.uuid().nullable(),
  total: z.number().int(),
  /** Outcomes, each with its reason: what was done first. */
  groups: z.array(
    z.object({
      outcome: z.enum(bulkOutcomes),
      code: z.string().nullable(),
      messages: Words.nullable(),
      count: z.number().int(),
      /** All of them, so that those not done can be chosen again. */
      taskIds: z.array(TaskId),
      tasks: z.array(NamedTask),
    }),
  ),
});
export type BulkResult = z.infer<typeof BulkResult>;
