// Bringing a plan in over HTTP 方案导入.
import { z } from "zod";
import { defineContract } from "../../kernel/contract.ts";
import { listQuery, pageOf } from "../../kernel/page-of.ts";
import type { Duty } from "../organisations/model.ts";
import { ProgrammeId } from "../pilot/model.ts";
import { Confirmation, Confirmed, Import, ImportChange, ImportId, ImportSummary, maxPlanFile } from "./model.ts";
import { NextVersion } from "./model-next.ts";

const ImportPath = z.object({ importId: ImportId });

export const intakeApi = defineContract<Duty>()({
  listImports: {
    method: "GET",
    path: "/imports",
    query: z.object(listQuery(["madeAt"])),
    reply: pageOf(ImportSummary),
    for: ["office"],
    zh: "导入列表",
    en: "List imports",
  },
  startImport: {
    method: "POST",
    path: "/imports",
    body: z.object({ programmeId: ProgrammeId.optional() }),
    upload: maxPlanFile,
    reply: Import,
    for: ["office"],
    zh: "上传并解析方案",
    en: "Upload and compile a plan",
  },
  getImport: {
    method: "GET",
    path: "/imports/{importId}",
    params: ImportPath,
    reply: Import,
    for: ["office"],
    zh: "导入草稿",
    en: "Read an import",
  },
  compareImport: {
    method: "GET",
    path: "/imports/{importId}/comparison",
    params: ImportPath,
    reply: NextVersion,
    for: ["office"],
    zh: "草稿与现行方案对照",
    en: "Compare an import with the plan that holds now",
  },
  changeImport: {
    method: "PATCH",
    path: "/imports/{importId}",
    params: ImportPath,
    body: ImportChange,
    reply: Import,
    for: ["office"],
    versioned: true,
    zh: "核定草稿",
    en: "Settle the draft",
  },
  confirmImport: {
    method: "POST",
    path: "/imports/{importId}/confirm",
    params: ImportPath,
    body: Confirmation,
    reply: Confirmed,
    for: ["office"],
    versioned: true,
    zh: "确认导入",
    en: "Confirm an import",
  },
  discardImport: {
    method: "POST",
    path: "/imports/{importId}/discard",
    params: ImportPath,
    reply: null,
    for: ["office"],
    versioned: true,
    zh: "放弃导入",
    en: "Discard an import",
  },
  getImportFile: {
    method: "GET",
    path: "/imports/{importId}/file",
    params: ImportPath,
    reply: z.unknown(),
    for: ["office"],
    zh: "下载原文件",
    en: "Download the original file",
  },
});
