// The steps of the maturity ladder L1–L5 with the facts each is claimed by. Domain reference 1.6.
import { z } from "zod";
import { codesOf, defineLabels, type Label } from "../../kernel/labels.ts";
import { day } from "../../kernel/page-of.ts";
import { Ability, TaskId } from "../tasks/model.ts";
import { RatedTask, RecordId } from "./model.ts";

export const claimStates = defineLabels({
  claimed: { zh: "待核定", en: "Waiting for the office" },
  confirmed: { zh: "已核定", en: "Confirmed" },
  returned: { zh: "退回补充", en: "Returned" },
  withdrawn: { zh: "已撤回", en: "Withdrawn" },
  takenBack: { zh: "已收回", en: "Taken back" },
});
export type ClaimState = keyof typeof claimStates;

export interface StepFact extends Label {
  kind: "text" | "day";
  required: boolean;
}

/** What is told of each step; a day of L1 decides from when on the task counts as implemented. */
export const stepFacts = {
  1: {
    documentNumber: { zh: "文号", en: "Document number", kind: "text", required: true },
    documentTitle: { zh: "文件名称", en: "Title", kind: "text", required: true },
    issuedOn: { zh: "印发日期", en: "Issued on", kind: "day", required: true },
    inForceOn: { zh: "实施日期", en: "In force from", kind: "day", required: true },
  },
  2: {
    firstCase: { zh: "首单或首例", en: "First case", kind: "text", required: true },
    beneficiary: { zh: "受惠主体", en: "Who had it", kind: "text", required: true },
    doneOn: { zh: "落地日期", en: "Done on", kind: "day", required: true },
  },
  3: {
    figures: { zh: "成效数据", en: "Figures", kind: "text", required: true },
    period: { zh: "统计期", en: "Period", kind: "text", required: true },
    source: { zh: "数据来源", en: "Source of the figures", kind: "text", required: true },
  },
  4: {
    caseTitle: { zh: "案例名称", en: "Title of the case", kind: "text", required: true },
    documentNumber: { zh: "发布文号或载体", en: "Where it was published", kind: "text", required: false },
    formedOn: { zh: "形成日期", en: "Formed on", kind: "day", required: true },
  },
  5: {
    places: { zh: "复制推广到何处", en: "Replicated where", kind: "text", required: true },
    documentNumber: { zh: "推广文号", en: "Document number", kind: "text", required: false },
    replicatedOn: { zh: "推广日期", en: "Replicated on", kind: "day", required: true },
  },
} as const satisfies Record<number, Record<string, StepFact>>;

export const factsOfStep = (step: number): Readonly<Record<string, StepFact>> =>
  (stepFacts as Record<number, Record<string, StepFact>>)[step] ?? {};

export const Step = z.number().int().min(1).max(5);

export const NewClaim = z.object({
  taskId: TaskId,
  step: Step,
  facts: z
    .record(z.string().max(40), z.string().trim().max(500))
    .refine((facts) => Object.keys(facts).length <= 8, "at most 8 facts"),
  note: z.string().trim().max(500).optional(),
});
export type NewClaim = z.infer<typeof NewClaim>;

export const MaturityClaim = z.object({
  id: RecordId,
  taskId: TaskId,
  step: Step,
  facts: z.record(z.string(), z.string()),
  inForceOn: day.nullable(),
  state: z.enum(codesOf(claimStates)),
  note: z.string().nullable(),
  madeBy: z.string(),
  madeUnit: z.string(),
  madeAt: z.string(),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  decisionNote: z.string().nullable(),
  /** How many valid files and links prove it; none is a visible value. */
  evidenceCount: z.number().int(),
  version: z.number().int(),
  abilities: z.record(z.string(), Ability),
});
export type MaturityClaim = z.infer<typeof MaturityClaim>;

/** Claims that wait for the office, the oldest first. */
export const PendingClaims = z.object({
  items: z.array(MaturityClaim.extend({ task: RatedTask })),
  total: z.number().int(),
  next: z.string().nullable(),
});
