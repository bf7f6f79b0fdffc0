// Why acting on many tasks at once is refused as a whole.
import { defineFaults } from "../../../kernel/errors.ts";

export const bulkFault = defineFaults({
  "bulk.which": {
    category: "invalid",
    zh: "请二选一：列出任务，或给出筛选条件。",
    en: "Give either tasks or a filter, one of the two.",
  },
  "bulk.none": {
    category: "unprocessable",
    zh: "没有符合条件的任务。请更改选择或筛选条件。",
    en: "No task is chosen by this. Change the selection or the filter.",
  },
  "bulk.too-many": {
    category: "unprocessable",
    zh: "选中 {count} 项，一次最多办理 {limit} 项。请加筛选条件，分几次办理。",
    en: "{count} tasks are chosen; at most {limit} at a time. Add filters and do it in parts.",
  },
  "bulk.changed": {
    category: "conflict",
    zh: "预览时符合条件的有 {given} 项，现在是 {count} 项。请重新预览后再办。",
    en: "The preview counted {given} tasks, now there are {count}. Look at the preview again.",
  },
  "bulk.busy": {
    category: "tooMany",
    zh: "您已有 {limit} 项批量办理在后台进行。请等其中一项完成，或先取消一项。",
    en: "You have {limit} of these at work already. Wait for one to end, or cancel one.",
  },
  "bulk.absent": {
    category: "notFound",
    zh: "没有找到这次批量办理：可能已过保留期，或由他人发起。请从后台任务列表中选择。",
    en: "No such act on many tasks: it is past its time, or somebody else asked for it. See the list of jobs.",
  },
});
