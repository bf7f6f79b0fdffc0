// Ratings over HTTP 研判: what is known of one task, lights decided by people, confidence, maturity, the rule, the rates.
import { z } from "zod";
import { defineContract } from "../../kernel/contract.ts";
import { day } from "../../kernel/page-of.ts";
import type { Duty } from "../organisations/model.ts";
import { ProgrammeId } from "../pilot/model.ts";
import { TaskId } from "../tasks/model.ts";
import {
  DivergenceList,
  LightStory,
  NewConfidence,
  NewOverride,
  NoteBody,
  PendingQuery,
  Rates,
  RatesQuery,
  RecordId,
} from "./model.ts";
import { NewClaim, PendingClaims } from "./model-maturity.ts";
import { LightRules, NewLightRule, RulePreview, Thresholds } from "./model-rule.ts";
import { PendingOverrides, TaskRatings } from "./model-task.ts";

const ProgrammePath = z.object({ programmeId: ProgrammeId });
const TaskPath = ProgrammePath.extend({ taskId: TaskId });
const OverridePath = ProgrammePath.extend({ overrideId: RecordId });
const ClaimPath = ProgrammePath.extend({ claimId: RecordId });
const asOf = z.object({ asOf: day.optional() });

const business = ["office", "group", "liaison"] as const;

const override = { method: "POST", params: OverridePath, body: NoteBody, reply: TaskRatings, versioned: true } as const;
const claim = { method: "POST", params: ClaimPath, body: NoteBody, reply: TaskRatings, versioned: true } as const;

export const ratingsApi = defineContract<Duty>()({
  getRatings: {
    method: "GET",
    path: "/programmes/{programmeId}/tasks/{taskId}/ratings",
    params: TaskPath,
    query: asOf,
    reply: TaskRatings,
    for: business,
    zh: "任务的研判：亮灯、改判、信心、成熟度",
    en: "Read the ratings of a task",
  },
  listLights: {
    method: "GET",
    path: "/programmes/{programmeId}/tasks/{taskId}/lights",
    params: TaskPath,
    query: asOf,
    reply: LightStory,
    for: business,
    zh: "任务的历次亮灯",
    en: "Read the lights a task had",
  },
  listOverrides: {
    method: "GET",
    path: "/programmes/{programmeId}/light-overrides",
    params: ProgrammePath,
    query: PendingQuery,
    reply: PendingOverrides,
    for: ["office"],
    zh: "待批准的改判申请",
    en: "List lights that wait for approval",
  },
  overrideLight: {
    method: "POST",
    path: "/programmes/{programmeId}/light-overrides",
    params: ProgrammePath,
    body: NewOverride,
    reply: TaskRatings,
    for: business,
    zh: "改判得更严，或申请改判得更宽",
    en: "Judge a light worse, or ask to have it judged better",
  },
  approveOverride: {
    ...override,
    path: "/programmes/{programmeId}/light-overrides/{overrideId}/approve",
    for: ["office"],
    zh: "批准改判",
    en: "Approve a better light",
  },
  refuseOverride: {
    ...override,
    path: "/programmes/{programmeId}/light-overrides/{overrideId}/refuse",
    for: ["office"],
    zh: "不同意改判",
    en: "Refuse a better light",
  },
  withdrawOverride: {
    ...override,
    path: "/programmes/{programmeId}/light-overrides/{overrideId}/withdraw",
    for: business,
    zh: "撤回改判申请",
    en: "Withdraw a request for a better light",
  },
  endOverride: {
    ...override,
    path: "/programmes/{programmeId}/light-overrides/{overrideId}/end",
    for: ["office", "group", "liaison"],
    zh: "提前结束改判",
    en: "End a light decided by people",
  },
  rateConfidence: {
    method: "POST",
    path: "/programmes/{programmeId}/confidence",
    params: ProgrammePath,
    body: NewConfidence,
    reply: TaskRatings,
    for: business,
    zh: "评定交付信心",
    en: "Rate confidence in delivery",
  },
  listDivergence: {
    method: "GET",
    path: "/programmes/{programmeId}/confidence/divergence",
    params: ProgrammePath,
    query: asOf.extend({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
    reply: DivergenceList,
    for: business,
    zh: "信心有分歧的任务",
    en: "List tasks whose raters diverge",
  },
  listClaims: {
    method: "GET",
    path: "/programmes/{programmeId}/maturity-claims",
    params: ProgrammePath,
    query: PendingQuery,
    reply: PendingClaims,
    for: ["office"],
    zh: "待核定的台阶",
    en: "List steps that wait for confirmation",
  },
  claimStep: {
    method: "POST",
    path: "/programmes/{programmeId}/maturity-claims",
    params: ProgrammePath,
    body: NewClaim,
    reply: TaskRatings,
    for: ["liaison"],
    zh: "申报成熟度台阶",
    en: "Claim a step of maturity",
  },
  confirmStep: {
    ...claim,
    path: "/programmes/{programmeId}/maturity-claims/{claimId}/confirm",
    for: ["office"],
    zh: "核定台阶",
    en: "Confirm a step",
  },
  returnStep: {
    ...claim,
    path: "/programmes/{programmeId}/maturity-claims/{claimId}/return",
    for: ["office"],
    zh: "退回申报",
    en: "Return a claimed step",
  },
  withdrawStep: {
    ...claim,
    path: "/programmes/{programmeId}/maturity-claims/{claimId}/withdraw",
    for: ["liaison"],
    zh: "撤回申报",
    en: "Withdraw a claimed step",
  },
  takeBackStep: {
    ...claim,
    path: "/programmes/{programmeId}/maturity-claims/{claimId}/take-back",
    for: ["office"],
    zh: "收回已核定的台阶",
    en: "Take a confirmed step back",
  },
  listRules: {
    method: "GET",
    path: "/programmes/{programmeId}/light-rules",
    params: ProgrammePath,
    reply: LightRules,
    for: business,
    zh: "亮灯规则的各版",
    en: "List the versions of the light rule",
  },
  previewRule: {
    method: "POST",
    path: "/programmes/{programmeId}/light-rules/preview",
    params: ProgrammePath,
    body: Thresholds,
    reply: RulePreview,
    for: ["office"],
    zh: "试算：按新规则哪些灯会变",
    en: "Try thresholds: which lights would turn",
  },
  proposeRule: {
    method: "POST",
    path: "/programmes/{programmeId}/light-rules",
    params: ProgrammePath,
    body: NewLightRule,
    reply: LightRules,
    for: ["office"],
    zh: "定一版亮灯规则",
    en: "Set a version of the light rule",
  },
  withdrawRule: {
    method: "POST",
    path: "/programmes/{programmeId}/light-rules/{ruleId}/withdraw",
    params: ProgrammePath.extend({ ruleId: RecordId }),
    reply: LightRules,
    for: ["office"],
    versioned: true,
    zh: "撤回尚未施行的一版",
    en: "Withdraw a version that does not hold yet",
  },
  listRates: {
    method: "GET",
    path: "/programmes/{programmeId}/rates",
    params: ProgrammePath,
    query: RatesQuery,
    reply: Rates,
    for: business,
    zh: "实施率与销号率，逐月",
    en: "Read implementation and close-out rates by month",
  },
});
