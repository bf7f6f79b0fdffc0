// Words and shapes of the ledger as a whole: its groups, and what becomes of each row when many are changed at once.
import { z } from "zod";
import { codesOf, defineLabels } from "../../kernel/labels.ts";
import { mostTasks, TaskId, TaskSummary, taskFilters } from "./model.ts";

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

/** What became of one row of many. */
export const rowOutcomes = defineLabels({
  saved: { zh: "已保存", en: "Saved" },
  unchanged: { zh: "没有改动", en: "Nothing to change" },
  stale: { zh: "已被他人修改", en: "Changed by somebody else meanwhile" },
  refused: { zh: "现在不能修改", en: "May not be changed now" },
  invalid: { zh: "内容不符合要求", en: "Does not fit" },
  absent: { zh: "没有找到", en: "Not found" },
});
export type RowOutcome = keyof typeof rowOutcomes;

/** Edits of many tasks. `change` holds fields as the edit of one task takes them; each is judged by itself, so that one wrong cell stops no other row. */
export const TaskEdits = z.object({
  edits: z
    .array(
      z.object({
        taskId: TaskId,
        version: z.number().int().min(1),
        change: z.record(z.string().max(60), z.unknown()),
      }),
    )
    .min(1)
    .max(mostTasks),
});
export type TaskEdits = z.infer<typeof TaskEdits>;

/** One row's outcome: the task as it stands now, and where nothing was saved, why. */
export const TaskRowOutcome = z.object({
  taskId: TaskId,
  outcome: z.enum(codesOf(rowOutcomes)),
  task: TaskSummary.optional(),
  code: z.string().optional(),
  messages: z.object({ zh: z.string(), en: z.string() }).optional(),
  /** Which fields are at fault. */
  places: z
    .array(z.object({ path: z.string().optional(), code: z.string(), zh: z.string(), en: z.string() }))
    .optional(),
  /** The version there is now, where the edit was based on another. */
  current: z.number().int().optional(),
});
export type TaskRowOutcome = z.infer<typeof TaskRowOutcome>;
export const TaskRowOutcomes = z.object({ items: z.array(TaskRowOutcome) });
