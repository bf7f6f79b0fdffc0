// What the screens of background work say, in both languages.
import { defineLabels } from "../../kernel/labels.ts";

export const words = defineLabels({
  lead: {
    zh: "费时的工作在这里办理，离开页面也继续；结果文件保留数日。",
    en: "Long work goes on here even when you leave the page; its file is kept for some days.",
  },
  empty: { zh: "没有后台任务", en: "No jobs" },
  emptyNext: {
    zh: "批量办理、大份导出等费时的工作会列在这里。",
    en: "Long work, such as acts on many records or large exports, is listed here.",
  },
  progress: { zh: "已办 {done} / {total}", en: "{done} of {total} done" },
  progressOpen: { zh: "已办 {done}", en: "{done} done" },
  cancelling: { zh: "正在取消，办完当前一步即停", en: "Cancelling: it stops after its present step" },
  again: { zh: "第 {tries} 次未成功，{at}再试", en: "Try {tries} did not succeed; tried again at {at}" },
  starts: { zh: "{at}开始", en: "starts at {at}" },
  file: { zh: "下载结果", en: "Download the result" },
  cancelJob: { zh: "取消任务", en: "Cancel the job" },
  retryJob: { zh: "再办一次", en: "Try again" },
  didCancel: { zh: "已要求取消“{title}”", en: "“{title}” is being cancelled" },
  didRetry: { zh: "“{title}”将再办一次", en: "“{title}” is tried again" },
  by: { zh: "{person}发起，{instant}", en: "asked for by {person}, {instant}" },
  made: { zh: "{instant}发起", en: "asked for {instant}" },
  all: { zh: "全部后台任务", en: "All jobs" },
  states: { zh: "按状态筛选", en: "Filter by state" },
});
