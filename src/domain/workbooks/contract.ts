// The ledger as a workbook over HTTP 台账表格: out as it is seen, back in with a difference first.
import { z } from "zod";
import { defineContract } from "../../kernel/contract.ts";
import type { Duty } from "../organisations/model.ts";
import { ProgrammeId } from "../pilot/model.ts";
import {
  ChangesQuery,
  ExportQuery,
  ImportId,
  ImportOptions,
  ImportReport,
  maxWorkbook,
  TemplateQuery,
} from "./model.ts";

const LedgerPath = z.object({ programmeId: ProgrammeId });

export const workbooksApi = defineContract<Duty>()({
  exportTasks: {
    method: "GET",
    path: "/programmes/{programmeId}/tasks/export.xlsx",
    params: LedgerPath,
    query: ExportQuery,
    reply: z.unknown(),
    for: ["office", "group", "liaison"],
    zh: "导出台账表格（按当前筛选、排序、栏目和日期）",
    en: "Export the ledger as a workbook, filtered and sorted as it is seen",
  },
  exportTemplate: {
    method: "GET",
    path: "/programmes/{programmeId}/tasks/template.xlsx",
    params: LedgerPath,
    query: TemplateQuery,
    reply: z.unknown(),
    for: ["office", "group", "liaison"],
    zh: "空白台账模板",
    en: "An empty template of the ledger",
  },
  exportChanges: {
    method: "GET",
    path: "/programmes/{programmeId}/tasks/changes.xlsx",
    params: LedgerPath,
    query: ChangesQuery,
    reply: z.unknown(),
    for: ["office", "group", "liaison"],
    zh: "导出两日之间的台账变化",
    en: "Export what changed in the ledger between two days",
  },
  importTasks: {
    method: "POST",
    path: "/programmes/{programmeId}/tasks/import",
    params: LedgerPath,
    query: ImportOptions,
    body: ImportOptions,
    upload: maxWorkbook,
    reply: ImportReport,
    for: ["office", "liaison"],
    zh: "导入台账表格；dryRun=true 只比较，不写入",
    en: "Import a workbook of the ledger; with dryRun=true it is only compared",
  },
  exportMarked: {
    method: "GET",
    path: "/programmes/{programmeId}/tasks/imports/{importId}/marked.xlsx",
    params: LedgerPath.extend({ importId: ImportId }),
    query: TemplateQuery,
    reply: z.unknown(),
    for: ["office", "liaison"],
    zh: "下载标注了问题的表格副本",
    en: "A copy of an imported workbook with its problems marked",
  },
});
