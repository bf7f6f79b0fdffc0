// Words and shapes of what a task is divided into 分解: sub-tasks 子任务 and plans of districts and platforms 区县（平台）分解.
import { z } from "zod";
import { codesOf, defineLabels } from "../../kernel/labels.ts";
import { day } from "../../kernel/page-of.ts";
import { UnitId, unitKinds } from "../organisations/model.ts";

export const taskKinds = defineLabels({
  plan: { zh: "方案任务", en: "Task of the plan" },
  part: { zh: "子任务", en: "Part" },
  place: { zh: "区县（平台）分解", en: "District or platform plan" },
});
export type TaskKind = keyof typeof taskKinds;

export const partFilters = defineLabels({
  without: { zh: "不列下级任务", en: "Without parts" },
  own: { zh: "列出本单位牵头、配合的下级任务", en: "With the parts that the own units carry" },
  with: { zh: "一并列出下级任务", en: "With parts" },
  only: { zh: "只列下级任务", en: "Parts only" },
  places: { zh: "只列区县（平台）分解", en: "District and platform plans only" },
});
export type PartFilter = keyof typeof partFilters;

/** How deep tasks are divided, and the most parts that one task has. */
export const deepestPart = 2;
export const mostParts = 100;

/** How many parts have each light; those that have ended do not count. */
export const PartCounts = z.object({ count: z.number().int(), lights: z.record(z.string(), z.number().int()) });
export type PartCounts = z.infer<typeof PartCounts>;

/** What the reader of a part may know of the task above it, whether or not it is theirs to see. */
export const ParentTask = z.object({
  id: z.uuid(),
  number: z.string().nullable(),
  shortTitle: z.string(),
  text: z.string(),
  path: z.array(z.string()),
  state: z.string(),
  contentKey: z.string(),
});
export type ParentTask = z.infer<typeof ParentTask>;

/** What a part says of its progress to the task above it. */
export interface PartStanding {
  id: string;
  shortTitle: string;
  state: string;
  light: string;
  dueOn: string | null;
  weight: number;
  percent: number;
}

const shared = {
  startsOn: day.nullable().default(null),
  dueOn: day.nullable().default(null),
  /** How much it counts in the progress of the task above, beside milestones and other parts. */
  weight: z.number().int().min(1).max(100).default(1),
};

export const PartsToAdd = z.object({
  parts: z
    .array(
      z.object({
        ...shared,
        text: z.string().trim().min(1).max(2000),
        shortTitle: z.string().trim().min(1).max(60).optional(),
        leadIds: z.array(UnitId).min(1).max(20),
        supportIds: z.array(UnitId).max(40).default([]),
      }),
    )
    .min(1)
    .max(mostParts),
  note: z.string().trim().max(2000).optional(),
});
export type PartsToAdd = z.output<typeof PartsToAdd>;

export const Cascade = z.object({
  ...shared,
  /** Districts and platforms of the pilot; each gets a part that it leads. */
  unitIds: z.array(UnitId).min(1).max(mostParts),
  /** What each has to do; not given: the words of the task. */
  text: z.string().trim().min(1).max(2000).optional(),
  note: z.string().trim().max(2000).optional(),
});
export type Cascade = z.output<typeof Cascade>;

/** A district or platform to which a task can be handed down. */
export const PlaceChoice = z.object({
  unitId: UnitId,
  name: z.string(),
  shortName: z.string(),
  kind: z.enum(codesOf(unitKinds)),
  /** Does it take part in the pilot already? */
  takesPart: z.boolean(),
  /** Has it a part of this task that has not ended? */
  hasPart: z.boolean(),
});
export type PlaceChoice = z.infer<typeof PlaceChoice>;
export const PlaceChoices = z.object({ items: z.array(PlaceChoice) });

/** What happens to a part, as its story tells it. */
export const partEvents = defineLabels({
  "task.divided": { zh: "由上级任务分解", en: "Divided from the task above" },
});
