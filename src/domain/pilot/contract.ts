// Programmes and their plans over HTTP 试点与方案.
import { z } from "zod";
import { defineContract } from "../../kernel/contract.ts";
import { day, listQuery, pageOf } from "../../kernel/page-of.ts";
import type { Duty } from "../organisations/model.ts";
import {
  Industry,
  PlaceCode,
  Plan,
  PlanVersionId,
  ProgrammeId,
  ProgrammeSummary,
  SentenceLink,
  WorkingDays,
} from "./model.ts";
import { PlanComparison } from "./model-comparison.ts";

const ProgrammePath = z.object({ programmeId: ProgrammeId });

export const pilotApi = defineContract<Duty>()({
  listProgrammes: {
    method: "GET",
    path: "/programmes",
    query: z.object({ ...listQuery(["title"]) }),
    reply: pageOf(ProgrammeSummary),
    for: ["office", "group", "liaison"],
    zh: "试点列表",
    en: "List programmes",
  },
  getPlan: {
    method: "GET",
    path: "/programmes/{programmeId}/plan",
    params: ProgrammePath,
    query: z.object({ planVersion: PlanVersionId.optional(), asOf: day.optional() }),
    reply: Plan,
    for: ["office", "group", "liaison"],
    zh: "方案（活文件）",
    en: "Read the plan as a living document",
  },
  comparePlans: {
    method: "GET",
    path: "/programmes/{programmeId}/plan/compare",
    params: ProgrammePath,
    query: z.object({ from: PlanVersionId.optional(), to: PlanVersionId.optional() }),
    reply: PlanComparison,
    for: ["office", "group", "liaison"],
    zh: "方案版本对照",
    en: "Compare two versions of the plan",
  },
  linkSentence: {
    method: "POST",
    path: "/programmes/{programmeId}/plan/links",
    params: ProgrammePath,
    body: SentenceLink,
    reply: null,
    for: ["office"],
    zh: "把工作关联到句子",
    en: "Link work to a sentence",
  },
  unlinkSentence: {
    method: "POST",
    path: "/programmes/{programmeId}/plan/links/remove",
    params: ProgrammePath,
    body: SentenceLink.omit({ note: true }),
    reply: null,
    for: ["office"],
    zh: "解除句子关联",
    en: "Remove a link from a sentence",
  },
  listIndustries: {
    method: "GET",
    path: "/industries",
    reply: z.object({ items: z.array(Industry) }),
    for: "signedIn",
    zh: "国民经济行业门类与大类",
    en: "List industry sections and divisions (GB/T 4754)",
  },
  listPlaces: {
    method: "GET",
    path: "/places",
    reply: z.object({ items: z.array(PlaceCode) }),
    for: "signedIn",
    zh: "区县行政区划",
    en: "List district codes",
  },
  countWorkingDays: {
    method: "GET",
    path: "/working-days",
    query: z.object({ from: day, days: z.coerce.number().int().min(-250).max(250) }),
    reply: WorkingDays,
    for: "signedIn",
    zh: "工作日推算（含调休）",
    en: "Count working days, with holidays and make-up days",
  },
});
