// Words and shapes of changes to many tasks at once: what becomes of each row.
import { z } from "zod";
import { codesOf, defineLabels } from "../../kernel/labels.ts";
import { mostTasks, TaskId, TaskSummary } from "./model.ts";

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
  /** `false` where a program asks only what became of each row: tasks are most of what an answer weighs. */
  withTasks: z.boolean().default(true),
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
  /** The version there is now: where the edit was based on another, and wherever no task comes along. */
  current: z.number().int().optional(),
});
export type TaskRowOutcome = z.infer<typeof TaskRowOutcome>;
export const TaskRowOutcomes = z.object({ items: z.array(TaskRowOutcome) });
