// What the screen of acts on many tasks says.
import { defineLabels } from "../../../kernel/labels.ts";

export const words = defineLabels({
  bar: { zh: "批量办理所选任务", en: "Act on the chosen tasks" },
  pick: { zh: "选择第 {number} 项", en: "Choose no. {number}" },
  picked: { zh: "已选 {count} 项", en: "{count} chosen" },
  pickAll: { zh: "选筛选出的全部 {count} 项", en: "Choose all {count} of the filter" },
  pickNone: { zh: "不选", en: "Choose none" },
  act: { zh: "{act} {count} 项", en: "{act}: {count}" },
  looking: { zh: "正在看能办什么…", en: "Looking what may be done…" },
  noAct: {
    zh: "所选任务现在没有您可以批量办理的事。",
    en: "There is nothing that you may do on all of these now.",
  },
  title: { zh: "{act}：{count} 项", en: "{act}: {count} tasks" },
  may: { zh: "{count} 项可以办理", en: "{count} may be done" },
  mayNot: { zh: "{count} 项不能办理，办理时跳过", en: "{count} may not; they are passed over" },
  mayNone: { zh: "所选任务都不能办理。", en: "None of them may be done." },
  reason: { zh: "{count} 项：{why}", en: "{count}: {why}" },
  more: { zh: "另有 {count} 项", en: "{count} more" },
  byJob: {
    zh: "超过 {limit} 项，将在后台办理；可离开本页，办完可取结果文件。",
    en: "More than {limit}: done in the background. You may leave this page; a file with the outcomes is kept.",
  },
  days: { zh: "顺延工作日数", en: "Later by working days" },
  daysHint: {
    zh: "各项按自己的完成日期顺延",
    en: "each task from its own due day",
  },
  group: { zh: "推进组", en: "Working group" },
  done: { zh: "已办理 {count} 项", en: "{count} done" },
  waiting: { zh: "未办 {count} 项", en: "{count} not done" },
  resultTitle: { zh: "办理结果", en: "Outcomes" },
  pickFailed: { zh: "只选未办成的 {count} 项", en: "Choose the {count} not done" },
  leave: { zh: "完成", en: "Done" },
  leaveJob: { zh: "离开，让它继续办", en: "Leave it going" },
  jobNext: {
    zh: "关闭后继续办理，随时可从“后台任务”回来查看。",
    en: "It goes on when you close this; find it again under jobs.",
  },
  allJobs: { zh: "后台任务", en: "Jobs" },
  told: { zh: "已办理 {done} 项，未办成 {failed} 项", en: "{done} done, {failed} not" },
});
