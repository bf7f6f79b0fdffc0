// Words of ratings 研判: lights decided by people, versions of the light rule, confidence by rater. Domain reference 1.2 and 1.6.
import { z } from "zod";
import { codesOf, defineLabels } from "../../kernel/labels.ts";
import { day } from "../../kernel/page-of.ts";
import { UnitId } from "../organisations/model.ts";
import { Ability, LightReason, lights, TaskId } from "../tasks/model.ts";

export const terms = defineLabels({
  rating: { zh: "研判", en: "Ratings" },
  override: {
    zh: "人工改判",
    en: "Light decided by people",
    means: "办公室或推进组可改判得更严；改判得更宽须经办公室另一人批准；均写明理由和截止日，自动灯并列显示",
  },
  holdYellow: { zh: "黄灯保持", en: "Yellow is held", means: "红灯、黄灯追上进度后，保持黄灯一个周期" },
  lightRule: {
    zh: "亮灯规则",
    en: "Light rule",
    means: "亮灯的各项阈值；改版须提前定下施行日，每盏灯写明所依据的版本",
  },
  confidence: { zh: "交付信心", en: "Confidence", means: "各方对任务能否如期交付的判断，与进度灯分开，互不影响" },
  divergence: { zh: "信心分歧", en: "Divergence", means: "各方最近一次评定相差 2 档及以上" },
  closeOutRate: {
    zh: "销号率",
    en: "Close-out rate",
    means: "已销号任务数占任务总数的比例，已终止的任务不计入；与实施率是两个指标，不合并",
  },
});

/** Five points, after the delivery confidence of the UK's Government Major Projects Portfolio. */
export const confidencePoints = defineLabels({
  "5": { zh: "很有把握", en: "Highly likely", means: "能如期交付，没有足以影响交付的问题" },
  "4": { zh: "较有把握", en: "Probable", means: "很可能如期交付，须持续关注以免风险变成问题" },
  "3": { zh: "基本可行", en: "Feasible", means: "看来可行，已有重要问题须办公室或推进组关注，眼下可以解决" },
  "2": { zh: "存在疑问", en: "In doubt", means: "若干方面存在重大风险或问题，须立即采取措施，能否交付存疑" },
  "1": { zh: "无法实现", en: "Unachievable", means: "按现有安排看来无法交付，须重新考虑目标、时限或是否继续" },
});
export const Points = z.number().int().min(1).max(5);

export const raters = defineLabels({
  self: { zh: "自评", en: "Lead unit" },
  group: { zh: "推进组评", en: "Working group" },
  office: { zh: "办公室评", en: "Pilot office" },
  third: { zh: "第三方评", en: "Third party" },
});
export type Rater = keyof typeof raters;

export const overrideStates = defineLabels({
  asked: { zh: "待办公室批准", en: "Waiting for the office" },
  standing: { zh: "有效", en: "Standing" },
  refused: { zh: "未同意", en: "Refused" },
  withdrawn: { zh: "已撤回", en: "Withdrawn" },
  ended: { zh: "已结束", en: "Ended" },
});
export type OverrideState = keyof typeof overrideStates;

export const ruleStates = defineLabels({
  set: { zh: "已定", en: "Set" },
  withdrawn: { zh: "已撤回", en: "Withdrawn" },
});
export type RuleState = keyof typeof ruleStates;

/** Who somebody is, seen from a record of ratings. */
export const ratingParties = defineLabels({
  office: { zh: "办公室", en: "Pilot office" },
  group: { zh: "所属推进组", en: "Its working group" },
  lead: { zh: "牵头单位", en: "Lead unit" },
  maker: { zh: "提出人", en: "Whoever made it" },
});
export type RatingParty = keyof typeof ratingParties;

export const ratingNeeds = defineLabels({
  stepBelow: { zh: "下一级台阶的核定", en: "the step below confirmed" },
  topStep: { zh: "先收回更高的台阶", en: "the higher steps taken back first" },
  evidence: { zh: "佐证", en: "evidence" },
});
export type RatingNeed = keyof typeof ratingNeeds;

export const RecordId = z.uuid();
const reason = z.string().trim().min(1).max(500);
export const NoteBody = z.object({ note: z.string().trim().max(500).optional() });
const names = { madeBy: z.string(), madeUnit: z.string(), madeAt: z.string() };
const decided = {
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  decisionNote: z.string().nullable(),
};
const abilities = z.record(z.string(), Ability);
const light = z.enum(codesOf(lights));

export const LightOverride = z.object({
  id: RecordId,
  taskId: TaskId,
  light,
  fromLight: light,
  reason: z.string(),
  untilOn: z.string(),
  state: z.enum(codesOf(overrideStates)),
  ...names,
  ...decided,
  version: z.number().int(),
  abilities,
});
export type LightOverride = z.infer<typeof LightOverride>;

/** The longest time for which people may decide a light, days. */
export const longestOverride = 92;

export const NewOverride = z.object({
  taskId: TaskId,
  light: z.enum(["green", "yellow", "red"]),
  reason,
  untilOn: day,
});
export type NewOverride = z.infer<typeof NewOverride>;

export const Confidence = z.object({
  id: RecordId,
  rater: z.enum(codesOf(raters)),
  points: Points,
  reason: z.string(),
  source: z.string().nullable(),
  ...names,
  /** Is it the newest of its rater? */
  present: z.boolean(),
});
export type Confidence = z.infer<typeof Confidence>;

export const NewConfidence = z.object({
  taskId: TaskId,
  rater: z.enum(codesOf(raters)),
  points: Points,
  reason,
  /** Who the third party is; asked for with `third` alone. */
  source: z.string().trim().min(2).max(120).optional(),
});
export type NewConfidence = z.infer<typeof NewConfidence>;

export const LightStretch = z.object({
  from: z.string(),
  to: z.string().nullable(),
  light,
  because: z.array(LightReason),
  planned: z.number().int().nullable(),
  actual: z.number().int(),
});

/** The lights a task had, oldest first, and when its actual progress changed. */
export const LightStory = z.object({
  stretches: z.array(LightStretch),
  progress: z.array(z.object({ at: z.string(), percent: z.number().int() })),
  cut: z.boolean(),
});
export type LightStory = z.infer<typeof LightStory>;

export const Divergence = z.object({
  taskId: TaskId,
  number: z.string(),
  title: z.string(),
  spread: z.number().int(),
  points: z.record(z.string(), Points),
});

export const DivergenceList = z.object({
  total: z.number().int(),
  rated: z.number().int(),
  items: z.array(Divergence),
});

export const RatesPoint = z.object({
  /** The last day of a month, or the day that was asked for. */
  day: z.string(),
  /** Without ended tasks: the denominator of both. */
  total: z.number().int(),
  implemented: z.number().int(),
  closed: z.number().int(),
  implementationRate: z.number().nullable(),
  closeOutRate: z.number().nullable(),
});
export type RatesPoint = z.infer<typeof RatesPoint>;

export const RatesQuery = z.object({
  asOf: day.optional(),
  months: z.coerce.number().int().min(1).max(36).default(24),
});
export const Rates = z.object({ items: z.array(RatesPoint) });

export const PendingQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().max(200).optional(),
});
/** A task in a list of ratings. */
export const RatedTask = z.object({
  taskId: TaskId,
  number: z.string(),
  title: z.string(),
  leadUnit: z.string().nullable(),
});
export { UnitId };
