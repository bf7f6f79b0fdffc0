// Background work over HTTP: what I have asked for, how far it is, its file, its end.
import { z } from "zod";
import type { Duty } from "../../domain/organisations/model.ts";
import { defineContract } from "../../kernel/contract.ts";
import { Job, JobId, JobPage, JobQuery } from "./model.ts";

const JobPath = z.object({ jobId: JobId });

export const workApi = defineContract<Duty>()({
  listJobs: {
    method: "GET",
    path: "/jobs",
    query: JobQuery,
    reply: JobPage,
    for: ["office", "group", "liaison"],
    zh: "后台任务列表（本人的；办公室看本试点的）",
    en: "List jobs: one's own, and for the office those of its programmes",
  },
  getJob: {
    method: "GET",
    path: "/jobs/{jobId}",
    params: JobPath,
    reply: Job,
    for: ["office", "group", "liaison"],
    zh: "后台任务",
    en: "Read a job",
  },
  getJobResult: {
    method: "GET",
    path: "/jobs/{jobId}/result",
    params: JobPath,
    reply: z.unknown(),
    for: ["office", "group", "liaison"],
    zh: "下载后台任务的结果文件",
    en: "Download the file of a job",
  },
  cancelJob: {
    method: "POST",
    path: "/jobs/{jobId}/cancel",
    params: JobPath,
    reply: Job,
    for: ["office", "group", "liaison"],
    zh: "取消后台任务",
    en: "Cancel a job",
  },
  retryJob: {
    method: "POST",
    path: "/jobs/{jobId}/retry",
    params: JobPath,
    reply: Job,
    for: ["office", "group", "liaison"],
    zh: "重试失败的后台任务",
    en: "Try a failed job again",
  },
});
