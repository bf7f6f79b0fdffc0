// Words and shapes of a draft that becomes the next version of a plan: what goes on, what people decided about it.
import { z } from "zod";
import { codesOf, defineLabels } from "../../kernel/labels.ts";
import { Behind, PlanVersion, PlanVersionId } from "../pilot/model.ts";
import { Comparison, pairFields } from "../pilot/model-comparison.ts";
import { lights, planStates, TaskId, takenFields, taskStates } from "../tasks/model.ts";

/** What becomes of a task of the ledger when the draft is confirmed. */
export const taskFates = defineLabels({
  kept: { zh: "保留", en: "Kept", means: "文字未变，任务及其全部内容沿用" },
  reworded: { zh: "沿用，文字随新版", en: "Goes on, reworded" },
  returned: { zh: "重新列入", en: "Back in the plan" },
  dropped: { zh: "方案新版已无此句", en: "No longer in the plan" },
});
export type TaskFate = keyof typeof taskFates;

/** A person's decision about one task: go on as that task of the draft, or (null) stay behind. */
export const TaskDecision = z.object({
  taskId: TaskId,
  /** Key of the draft's task. */
  to: z.string().max(40).nullable(),
  /** What is taken over from the new version beside the words. */
  take: z.array(z.enum(codesOf(takenFields))).max(2),
});
export type TaskDecision = z.infer<typeof TaskDecision>;

/** May the links of a reworded sentence go along? */
export const LinkDecision = z.object({ contentKey: z.string().min(1).max(200), follow: z.boolean() });
export type LinkDecision = z.infer<typeof LinkDecision>;

export const Decisions = z.object({
  tasks: z.array(TaskDecision).max(20_000),
  links: z.array(LinkDecision).max(20_000),
});
export type Decisions = z.infer<typeof Decisions>;

/** A part of them, as an edit brings it. */
export const SomeDecisions = z.object({
  tasks: z.array(TaskDecision).max(2000).optional(),
  links: z.array(LinkDecision).max(2000).optional(),
});
export type SomeDecisions = z.infer<typeof SomeDecisions>;

export const noDecisions: Decisions = { tasks: [], links: [] };

/** A task of the ledger on its way into the new version. */
export const CarriedTask = z.object({
  taskId: TaskId,
  number: z.string().nullable(),
  shortTitle: z.string(),
  text: z.string(),
  state: z.enum(codesOf(taskStates)),
  light: z.enum(codesOf(lights)),
  planState: z.enum(codesOf(planStates)),
  /** Where it begins in the version that holds now. */
  start: z.number().int().nullable(),
  fate: z.enum(codesOf(taskFates)),
  /** The draft's task it goes on as; null where it stays behind. */
  to: z.string().nullable(),
  /** What the program proposes, and how alike the words are. */
  proposed: z.string().nullable(),
  likeness: z.number(),
  decided: z.boolean(),
  differences: z.array(
    z.object({ field: z.enum(codesOf(pairFields)), before: z.string().nullable(), after: z.string().nullable() }),
  ),
  take: z.array(z.enum(codesOf(takenFields))),
});
export type CarriedTask = z.infer<typeof CarriedTask>;

/** A draft beside the version that holds now. */
export const NextVersion = Comparison.extend({
  /** The version it was compared with: given back on confirming, so that nobody confirms against another one. */
  current: PlanVersion,
  /** Version of the import itself. */
  version: z.number().int(),
  /** What hangs on sentences that changed or went. */
  behind: z.array(Behind),
  tasks: z.array(CarriedTask),
  /** Reworded sentences that have links, and whether these go along. */
  links: z.array(LinkDecision.extend({ count: z.number().int(), decided: z.boolean() })),
});
export type NextVersion = z.infer<typeof NextVersion>;

/** What was decided, and against which version of the plan. */
export const NextConfirmation = z.object({
  /** Refused when another version holds by now. */
  planVersionId: PlanVersionId.nullable().default(null),
  decisions: SomeDecisions.optional(),
});
