// Words of supervision 督查督办: orders 督办单, their grades, states and reasons. Domain reference 1.2 (宿迁, 三明) and 1.6.
import { z } from "zod";
import { codesOf, defineLabels } from "../../kernel/labels.ts";
import { day, listQuery, pageOf, severalIds, severalOf } from "../../kernel/page-of.ts";
import { UnitId } from "../organisations/model.ts";
import { ProgrammeId } from "../pilot/model.ts";
import { TaskId } from "../tasks/model.ts";

export const terms = defineLabels({
  order: { zh: "督办单", en: "Order", means: "就一项或数项任务限期办理并反馈的书面要求，分蓝、黄、红三级" },
  reminder: { zh: "提醒", en: "Reminder", means: "时限前第 15、7、3 个工作日自动发出" },
  urging: { zh: "催办", en: "Urging", means: "逾期后自动发出，或由办公室、推进组发出；送达全部待办人" },
  escalation: { zh: "升级", en: "Escalation", means: "蓝单转黄单、黄单转红单；新单注明升级前的单" },
  closing: { zh: "销单", en: "Closing an order" },
});

/** From mild to grave; the order matters. */
export const orderGrades = defineLabels({
  blue: { zh: "蓝单", en: "Blue order", means: "临期未动", source: "宿迁、三明做法" },
  yellow: { zh: "黄单", en: "Yellow order", means: "欠进度、两次退回、逾期 30 日以内，或蓝单未按期办结" },
  red: { zh: "红单", en: "Red order", means: "逾期超过 30 日、欠进度超过 30 个百分点，或黄单未按期办结" },
});
export type OrderGrade = keyof typeof orderGrades;

export const orderStates = defineLabels({
  proposed: { zh: "待签发", en: "Proposed" },
  issued: { zh: "待签收", en: "Issued" },
  signed: { zh: "办理中", en: "Being handled" },
  answered: { zh: "待审核", en: "Feedback given" },
  passed: { zh: "待销单", en: "Review passed" },
  closed: { zh: "已销单", en: "Closed" },
  escalated: { zh: "已升级", en: "Escalated" },
  dismissed: { zh: "不予签发", en: "Dismissed" },
  withdrawn: { zh: "已撤回", en: "Withdrawn" },
});
export type OrderState = keyof typeof orderStates;

export const orderOrigins = defineLabels({
  rule: { zh: "按规则提出", en: "By rule" },
  hand: { zh: "人工提出", en: "By hand" },
});

/** Who somebody is, seen from one order. */
export const orderParties = defineLabels({
  office: { zh: "办公室", en: "Pilot office" },
  group: { zh: "所属推进组", en: "Its working group" },
  lead: { zh: "承办单位", en: "Handling unit" },
  support: { zh: "配合单位", en: "Cooperating unit" },
});
export type OrderParty = keyof typeof orderParties;

export const orderNeeds = defineLabels({
  leadUnit: { zh: "承办单位", en: "a handling unit" },
  higherGrade: { zh: "更高等级（红单已是最高）", en: "a higher grade (red is the highest)" },
});
export type OrderNeed = keyof typeof orderNeeds;

/** Why an order is asked for; `{…}` is filled from the facts. `{version}` is the version of the rule. */
export const orderReasons = defineLabels({
  "order.near-unmoved": {
    zh: "距时限 {dueOn} 还有 {days} 个工作日，尚无进度（临期 {limit} 个工作日内未动发蓝单；规则 {version}）",
    en: "{days} working days to the due day {dueOn} and nothing reached (blue within {limit} working days; rule {version})",
  },
  "order.gap-yellow": {
    zh: "计划 {planned}%，实际 {actual}%，欠进度 {gap} 个百分点（达到 {limit} 发黄单；规则 {version}）",
    en: "planned {planned} %, actual {actual} %, {gap} points behind (yellow from {limit}; rule {version})",
  },
  "order.returned": {
    zh: "销号申请已退回 {times} 次（达到 {limit} 次发黄单；规则 {version}）",
    en: "close-out was returned {times} times (yellow from {limit}; rule {version})",
  },
  "order.overdue": {
    zh: "时限 {dueOn}，逾期 {days} 天（{limit} 天以内发黄单；规则 {version}）",
    en: "due {dueOn}, {days} days overdue (yellow up to {limit} days; rule {version})",
  },
  "order.overdue-long": {
    zh: "时限 {dueOn}，逾期 {days} 天（超过 {limit} 天发红单；规则 {version}）",
    en: "due {dueOn}, {days} days overdue (red beyond {limit} days; rule {version})",
  },
  "order.gap-red": {
    zh: "计划 {planned}%，实际 {actual}%，欠进度 {gap} 个百分点（超过 {limit} 发红单；规则 {version}）",
    en: "planned {planned} %, actual {actual} %, {gap} points behind (red beyond {limit}; rule {version})",
  },
  "order.blue-not-closed": {
    zh: "蓝单 {number} 应于 {dueOn} 办结而未办结（规则 {version}）",
    en: "blue order {number} was to be done by {dueOn} and was not (rule {version})",
  },
  "order.yellow-not-closed": {
    zh: "黄单 {number} 应于 {dueOn} 办结而未办结（规则 {version}）",
    en: "yellow order {number} was to be done by {dueOn} and was not (rule {version})",
  },
});
export type OrderReasonCode = keyof typeof orderReasons;

export const OrderReason = z.object({
  code: z.enum(codesOf(orderReasons)),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type OrderReason = z.infer<typeof OrderReason>;

export const OrderId = z.uuid().brand("OrderId");
export type OrderId = z.infer<typeof OrderId>;

/** The most tasks and units one order concerns. */
export const maxOrderTasks = 20;
export const maxOrderUnits = 50;

export const OrderUnit = z.object({
  unitId: UnitId,
  name: z.string(),
  shortName: z.string(),
  part: z.enum(["lead", "support"]),
});
export type OrderUnit = z.infer<typeof OrderUnit>;

const OrderTask = z.object({
  taskId: TaskId,
  number: z.string().nullable(),
  shortTitle: z.string(),
  state: z.string(),
  light: z.string(),
});

export const OrderAbility = z.object({
  allowed: z.boolean(),
  code: z.string().optional(),
  facts: z.record(z.string(), z.unknown()).optional(),
});

export const OrderSummary = z.object({
  id: OrderId,
  programmeId: ProgrammeId,
  number: z.string().nullable(),
  grade: z.enum(codesOf(orderGrades)),
  state: z.enum(codesOf(orderStates)),
  origin: z.enum(codesOf(orderOrigins)),
  matter: z.string(),
  source: z.string(),
  limitDays: z.number().int(),
  dueOn: z.string().nullable(),
  /** Days past the limit, for an order that is not yet done. */
  lateDays: z.number().int(),
  issuedOn: z.string().nullable(),
  units: z.array(OrderUnit),
  tasks: z.array(OrderTask),
  version: z.number().int(),
  madeAt: z.string(),
});
export type OrderSummary = z.infer<typeof OrderSummary>;
export const OrderPage = pageOf(OrderSummary);
export type OrderPage = z.infer<typeof OrderPage>;

export const feedbackVerdicts = defineLabels({
  passed: { zh: "审核通过", en: "Passed" },
  returned: { zh: "退回补充", en: "Returned" },
});

export const OrderFeedback = z.object({
  round: z.number().int(),
  process: z.string(),
  situation: z.string(),
  nextStep: z.string(),
  personName: z.string(),
  unitName: z.string(),
  at: z.string(),
  verdict: z.enum(codesOf(feedbackVerdicts)).nullable(),
  remark: z.string().nullable(),
  reviewerName: z.string().nullable(),
  reviewedAt: z.string().nullable(),
});
export type OrderFeedback = z.infer<typeof OrderFeedback>;

/** One order of a chain of escalation, from the mildest. */
const OrderLink = z.object({
  id: OrderId,
  number: z.string().nullable(),
  grade: z.enum(codesOf(orderGrades)),
  state: z.enum(codesOf(orderStates)),
});

export const Order = OrderSummary.extend({
  reason: z.string().nullable(),
  reasons: z.array(OrderReason),
  requirement: z.string(),
  important: z.boolean(),
  makerName: z.string().nullable(),
  issuerName: z.string().nullable(),
  signerName: z.string().nullable(),
  signedOn: z.string().nullable(),
  closedOn: z.string().nullable(),
  feedback: z.array(OrderFeedback),
  chain: z.array(OrderLink),
  events: z.array(
    z.object({
      id: z.uuid(),
      at: z.string(),
      kind: z.string(),
      personName: z.string(),
      unitName: z.string().nullable(),
      note: z.string().nullable(),
    }),
  ),
  abilities: z.record(z.string(), OrderAbility),
});
export type Order = z.infer<typeof Order>;

export const orderSorts = ["dueOn", "grade", "madeAt"] as const;

export const OrderQuery = z.object({
  ...listQuery(orderSorts),
  grade: severalOf(codesOf(orderGrades)),
  state: severalOf(codesOf(orderStates)),
  unit: severalIds,
  task: severalIds,
  /** Only orders that are not done though their limit has passed. */
  late: z.literal("true").optional(),
  asOf: day.optional(),
});
export type OrderQuery = z.output<typeof OrderQuery>;

/** Text of several lines without other control characters; the database takes no NUL. */
export const lines = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/);

const limitDays = z.number().int().min(1).max(250);

export const OrderContent = z.object({
  source: lines(200),
  matter: lines(500),
  reason: lines(1000).nullable(),
  requirement: lines(2000),
  limitDays,
});

export const NewOrder = OrderContent.extend({
  grade: z.enum(codesOf(orderGrades)),
  /** Important or urgent matters may start at yellow (三明). */
  important: z.boolean().default(false),
  reason: lines(1000),
  limitDays: limitDays.optional(),
  taskIds: z.array(TaskId).min(1).max(maxOrderTasks),
  /** None given: the units of the tasks. */
  units: z
    .array(z.object({ unitId: UnitId, part: z.enum(["lead", "support"]) }))
    .min(1)
    .max(maxOrderUnits)
    .optional(),
});
export type NewOrder = z.output<typeof NewOrder>;

export const OrderChange = OrderContent.partial();
export type OrderChange = z.infer<typeof OrderChange>;

export const Feedback = z.object({ process: lines(2000), situation: lines(2000), nextStep: lines(2000) });
export type Feedback = z.infer<typeof Feedback>;

export const OrderNote = z.object({ note: lines(2000).optional() });

/** What a new order on a task would say, for the dialog to begin with. */
export const OrderDraft = z.object({
  taskId: TaskId,
  grade: z.enum(codesOf(orderGrades)),
  source: z.string(),
  matter: z.string(),
  requirement: z.string(),
  units: z.array(OrderUnit),
  reasons: z.array(OrderReason),
  limits: z.record(z.enum(codesOf(orderGrades)), z.object({ days: z.number().int(), dueOn: z.string() })),
  open: z.array(OrderLink),
});
export type OrderDraft = z.infer<typeof OrderDraft>;
