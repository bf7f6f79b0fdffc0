// Words and shapes of the acts on a task: change of deadline 调整, suspension 暂缓, close-out 销号, reopening 重启, ending 终止.
// Domain reference 1.3 and 1.6.
import { z } from "zod";
import { codesOf, defineLabels } from "../../kernel/labels.ts";
import { day } from "../../kernel/page-of.ts";

export const suspendReasons = defineLabels({
  national: { zh: "待国家授权", en: "Awaiting national authority" },
  conditions: { zh: "条件不具备", en: "Conditions are not met" },
});
export type SuspendReason = keyof typeof suspendReasons;

export const opinions = defineLabels({
  support: { zh: "同意", en: "In favour" },
  oppose: { zh: "不同意", en: "Against" },
});
export type Opinion = keyof typeof opinions;

export const changeOutcomes = defineLabels({
  allowed: { zh: "已同意", en: "Allowed" },
  refused: { zh: "未同意", en: "Refused" },
  dropped: { zh: "随任务终止", en: "Ended with the task" },
});

export const closeOutcomes = defineLabels({
  closed: { zh: "已销号", en: "Closed out" },
  returned: { zh: "已退回补充", en: "Returned for more" },
  dropped: { zh: "随任务终止", en: "Ended with the task" },
});

export const checkKinds = defineLabels({
  none: { zh: "未抽查", en: "No spot check" },
  drawn: { zh: "抽中核查", en: "Spot check, drawn" },
  chosen: { zh: "指定核查", en: "Spot check, chosen" },
});
export type CheckKind = keyof typeof checkKinds;

export const reopenReasons = defineLabels({
  relapse: { zh: "反弹", en: "Relapse" },
  evidenceVoid: { zh: "佐证失效", en: "Evidence no longer valid" },
});
export type ReopenReason = keyof typeof reopenReasons;

/** Somebody who took a step, with when and the words that went with it. */
const Step = z.object({
  personName: z.string().nullable(),
  at: z.string(),
  note: z.string().nullable(),
});
export type Step = z.infer<typeof Step>;

export const MovedMilestone = z.object({
  id: z.uuid(),
  title: z.string(),
  from: z.string(),
  to: z.string(),
});
export type MovedMilestone = z.infer<typeof MovedMilestone>;

export const DeadlineChange = z.object({
  id: z.uuid(),
  fromDue: z.string().nullable(),
  /** Null: the due day stays. */
  toDue: z.string().nullable(),
  milestones: z.array(MovedMilestone),
  scope: z.string().nullable(),
  asked: Step.extend({ unitName: z.string().nullable() }),
  opinion: Step.extend({ opinion: z.enum(codesOf(opinions)) }).nullable(),
  outcome: Step.extend({ outcome: z.enum(codesOf(changeOutcomes)) }).nullable(),
});
export type DeadlineChange = z.infer<typeof DeadlineChange>;

export const CloseOut = z.object({
  id: z.uuid(),
  done: z.string(),
  effect: z.string(),
  /** Valid pieces of evidence when it was asked for. */
  evidenceCount: z.number().int(),
  /** Was it drawn for a spot check? */
  drawn: z.boolean(),
  asked: Step.extend({ unitName: z.string().nullable() }),
  first: Step.nullable(),
  second: Step.extend({ check: z.enum(codesOf(checkKinds)), finding: z.string().nullable() }).nullable(),
  published: z
    .object({ from: z.string(), until: z.string(), where: z.string(), personName: z.string().nullable() })
    .nullable(),
  outcome: Step.extend({ outcome: z.enum(codesOf(closeOutcomes)) }).nullable(),
  reopened: Step.extend({ because: z.enum(codesOf(reopenReasons)) }).nullable(),
});
export type CloseOut = z.infer<typeof CloseOut>;

const note = z.string().trim().max(2000).optional();
const reason = z.string().trim().min(1).max(2000);

export const Note = z.object({ note });

export const ChangeRequest = z.object({
  note: reason,
  dueOn: day.optional(),
  milestones: z
    .array(z.object({ id: z.uuid(), dueOn: day }))
    .max(100)
    .default([]),
  scope: z.string().trim().min(1).max(2000).optional(),
});
export type ChangeRequest = z.output<typeof ChangeRequest>;

export const GroupOpinion = z.object({ opinion: z.enum(codesOf(opinions)), note });
export const Reason = z.object({ note: reason });

export const Suspension = z.object({ note: reason, because: z.enum(codesOf(suspendReasons)), reviewOn: day });
export const NewReview = z.object({ note: reason, reviewOn: day });

export const CloseRequest = z.object({
  done: z.string().trim().min(1).max(4000),
  effect: z.string().trim().min(1).max(4000),
  note,
});

export const SecondReview = z.object({
  check: z.enum(codesOf(checkKinds)).default("none"),
  finding: z.string().trim().min(1).max(4000).optional(),
  note,
});

/** The longest publication, working days. */
export const longestPublication = 30;

export const Publication = z.object({
  /** Working days, counted from the next one. */
  days: z.number().int().min(1).max(longestPublication),
  where: z.string().trim().min(1).max(200),
  note,
});

export const Reopening = z.object({ note: reason, because: z.enum(codesOf(reopenReasons)) });

export const Ending = z.object({
  note: reason,
  approvedBy: z.string().trim().min(1).max(100),
  /** The paper it rests on: number or title. */
  basis: z.string().trim().min(1).max(300),
});
