// Words and shapes of what changed in the ledger between two days 两日之间的变化.
import { z } from "zod";
import { codesOf, defineLabels } from "../../kernel/labels.ts";
import { day, listQuery, pageOf, severalOf } from "../../kernel/page-of.ts";
import { lights, mostTasks, TaskId, taskStates } from "./model.ts";

export const changeKinds = defineLabels({
  added: { zh: "新增", en: "Added", means: "前一日尚未列入，或读者当时还看不到" },
  changed: { zh: "有变化", en: "Changed" },
  dropped: { zh: "撤下", en: "Dropped", means: "已终止，或方案新版已无此句；记录仍在" },
});
export type ChangeKind = keyof typeof changeKinds;

/** What is compared. What moves with the calendar alone (scheduled progress, days overdue) is not among it. */
export const changeFields = defineLabels({
  number: { zh: "序号", en: "Number" },
  section: { zh: "方案章节", en: "Section" },
  text: { zh: "任务内容", en: "Task" },
  shortTitle: { zh: "简称", en: "Short title" },
  plan: { zh: "与方案的关系", en: "Place in the plan" },
  state: { zh: "办理状态", en: "State" },
  light: { zh: "进度灯", en: "Light" },
  maturity: { zh: "成熟度", en: "Maturity" },
  progress: { zh: "完成进度", en: "Progress" },
  lead: { zh: "牵头单位", en: "Lead unit" },
  support: { zh: "配合单位", en: "Cooperating units" },
  guide: { zh: "指导单位", en: "Guiding units" },
  group: { zh: "推进组", en: "Working group" },
  milestones: { zh: "里程碑", en: "Milestones" },
  startsOn: { zh: "开始日期", en: "Start" },
  dueText: { zh: "时限原文", en: "Time limit as written" },
  dueOn: { zh: "计划完成日", en: "Due" },
  annualGoal: { zh: "年度目标", en: "Goal of the year" },
  expectedOutcome: { zh: "预期成果", en: "Expected outcome" },
  leader: { zh: "责任领导", en: "Leader" },
  contact: { zh: "联系人", en: "Contact" },
  needsNational: { zh: "需国家授权", en: "Needs national authority" },
  isPublic: { zh: "对外公开", en: "Public" },
});
export type ChangeField = keyof typeof changeFields;

/** A value in words; `null`: there was none. */
const InWords = z.object({ zh: z.string(), en: z.string() }).nullable();
export type InWords = z.infer<typeof InWords>;

export const TaskDifference = z.object({
  taskId: TaskId,
  ordinal: z.number().int(),
  number: z.string().nullable(),
  shortTitle: z.string(),
  kind: z.enum(codesOf(changeKinds)),
  /** Each field that differs, with both values in words; of milestones only the lines that differ. Empty for added tasks. */
  fields: z.array(
    z.object({
      field: z.enum(codesOf(changeFields)),
      label: z.object({ zh: z.string(), en: z.string() }),
      before: InWords,
      after: InWords,
    }),
  ),
  light: z.enum(codesOf(lights)),
  state: z.enum(codesOf(taskStates)),
});
export type TaskDifference = z.infer<typeof TaskDifference>;

export const LedgerDifference = pageOf(TaskDifference).extend({
  /** How many tasks of each kind there are, whatever kinds were asked for. */
  counts: z.object({ added: z.number().int(), changed: z.number().int(), dropped: z.number().int() }),
});
export type LedgerDifference = z.infer<typeof LedgerDifference>;

export const DifferenceQuery = z.object({
  ...listQuery(["ordinal", "changedAt"]),
  limit: z.coerce.number().int().min(1).max(mostTasks).default(50),
  /** Both days as they ended; without the later one, up to today. */
  from: day.optional(),
  to: day.optional(),
  /** Instead of the earlier day: the instant since when, such as somebody's last visit. */
  since: z.iso.datetime().optional(),
  kind: severalOf(codesOf(changeKinds)),
});
export type DifferenceQuery = z.output<typeof DifferenceQuery>;
