// Words of background work 后台任务: long work that goes on when its page is left.
import { z } from "zod";
import { defineFaults } from "../../kernel/errors.ts";
import { codesOf, defineLabels } from "../../kernel/labels.ts";
import { pageOf, severalOf } from "../../kernel/page-of.ts";

export const terms = defineLabels({
  job: { zh: "后台任务", en: "Job", means: "费时的工作，离开页面也继续办，办完可回来取结果" },
  jobResult: { zh: "结果文件", en: "Result file", means: "后台任务留下的文件，只保留数日" },
});

export const jobStates = defineLabels({
  waiting: { zh: "等待", en: "Waiting" },
  running: { zh: "进行中", en: "Running" },
  done: { zh: "完成", en: "Done" },
  failed: { zh: "失败", en: "Failed" },
  cancelled: { zh: "已取消", en: "Cancelled" },
});
export type JobState = keyof typeof jobStates;

export const JobId = z.uuid().brand("JobId");
export type JobId = z.infer<typeof JobId>;

const Words = z.object({ zh: z.string(), en: z.string() });

export const Job = z.object({
  id: JobId,
  programmeId: z.uuid().nullable(),
  kind: z.string(),
  title: Words,
  state: z.enum(codesOf(jobStates)),
  /** Somebody wants it cancelled; it ends after its present step. */
  cancelling: z.boolean(),
  done: z.number().int(),
  total: z.number().int().nullable(),
  /** The last word of the work itself. */
  words: Words.nullable(),
  fault: z.object({ code: z.string(), zh: z.string(), en: z.string() }).nullable(),
  tries: z.number().int(),
  /** Not before this instant. */
  runAt: z.string(),
  hasFile: z.boolean(),
  personName: z.string().nullable(),
  mine: z.boolean(),
  madeAt: z.string(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  abilities: z.object({ cancel: z.boolean(), retry: z.boolean() }),
});
export type Job = z.infer<typeof Job>;
export const JobPage = pageOf(Job);

export const JobQuery = z.object({
  state: severalOf(codesOf(jobStates)),
  limit: z.coerce.number().int().min(1).max(100).default(30),
  after: z.string().max(1000).optional(),
});
export type JobQuery = z.output<typeof JobQuery>;

export const jobFault = defineFaults({
  "job.absent": {
    category: "notFound",
    zh: "没有找到该后台任务：可能已过保留期，或由他人发起。请从后台任务列表中选择。",
    en: "No such job: it is past its time, or somebody else asked for it. Choose one from the list of jobs.",
  },
  "job.ended": {
    category: "conflict",
    zh: "该任务已是“{state}”，不能取消。请刷新后再看。",
    en: "This job is “{state}” already and cannot be cancelled. Reload and look again.",
  },
  "job.not-failed": {
    category: "conflict",
    zh: "该任务是“{state}”，只有失败的任务可以重试。请刷新后再看。",
    en: "This job is “{state}”; only failed ones can be tried again. Reload and look again.",
  },
  "job.no-file": {
    category: "notFound",
    zh: "该任务没有结果文件，或已过保留期。请重新办理一次。",
    en: "This job has no file, or the file is past its time. Do it once more.",
  },
});
