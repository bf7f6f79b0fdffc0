// Words and shapes of 方案对照: two versions of a plan side by side.
import { z } from "zod";
import { codesOf, defineLabels } from "../../kernel/labels.ts";
import { Behind, elementKinds, PlanVersion } from "./model.ts";

export const pairKinds = defineLabels({
  changed: { zh: "修改", en: "Changed" },
  added: { zh: "新增", en: "Added" },
  dropped: { zh: "删去", en: "Dropped" },
  moved: { zh: "移动", en: "Moved", means: "文字未变，位置变了" },
  renumbered: { zh: "序号变化", en: "Renumbered", means: "文字未变，序号变了" },
  same: { zh: "未变", en: "Unchanged" },
});
export type PairKind = keyof typeof pairKinds;

/** What of a table row or a goal may differ beside its words. */
export const pairFields = defineLabels({
  lead: { zh: "牵头", en: "Lead" },
  support: { zh: "配合", en: "Cooperating" },
  guide: { zh: "指导", en: "Guiding" },
  due: { zh: "时限", en: "Time limit" },
  value: { zh: "数值", en: "Value" },
  unit: { zh: "单位", en: "Unit" },
  comparator: { zh: "口径", en: "Bound" },
  direction: { zh: "方向", en: "Direction" },
  years: { zh: "年限", en: "Years" },
  by: { zh: "截止", en: "By" },
});
export type PairField = keyof typeof pairFields;

const Stretch = z.tuple([z.number().int(), z.number().int()]);

/** A sentence, row, heading or goal as one version has it. */
export const PairSide = z.object({
  kind: z.enum(codesOf(elementKinds)),
  /** Level of the heading that it is; 0 for none. */
  level: z.number().int(),
  number: z.string().nullable(),
  text: z.string(),
  path: z.array(z.string()),
  contentKey: z.string(),
  start: z.number().int(),
  end: z.number().int(),
  /** Stretches of `text` that the other version does not have. */
  differs: z.array(Stretch),
});
export type PairSide = z.infer<typeof PairSide>;

/** What belongs together in the two versions; one side is missing where a sentence was added or dropped. */
export const Pair = z.object({
  kind: z.enum(codesOf(pairKinds)),
  /** 1 for equal words, 0 where there is nothing to compare with. */
  likeness: z.number(),
  moved: z.boolean(),
  before: PairSide.nullable(),
  after: PairSide.nullable(),
  fields: z.array(
    z.object({ field: z.enum(codesOf(pairFields)), before: z.string().nullable(), after: z.string().nullable() }),
  ),
});
export type Pair = z.infer<typeof Pair>;

export const PairCounts = z.record(z.enum(codesOf(pairKinds)), z.number().int());

/** Two versions side by side, in the reading order of the newer one. */
export const Comparison = z.object({
  /** Sentences, rows and headings. */
  pairs: z.array(Pair),
  /** Goals with their numbers, and the bodies, mechanisms and key fields that came or went. */
  marks: z.array(Pair),
  counts: PairCounts,
  /** False when the texts are so large that some reworded sentences are shown as dropped and added. */
  complete: z.boolean(),
});
export type Comparison = z.infer<typeof Comparison>;

/** Two versions of a confirmed plan, and what hangs on the older one. */
export const PlanComparison = Comparison.extend({
  from: PlanVersion,
  to: PlanVersion,
  behind: z.array(Behind),
});
export type PlanComparison = z.infer<typeof PlanComparison>;
