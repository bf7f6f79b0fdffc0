// What the board of the ledger says, in both languages.
import { defineLabels } from "../../../kernel/labels.ts";

export const words = defineLabels({
  caption: { zh: "{programme}任务看板，按办理状态", en: "Board of tasks by state, {programme}" },
  acts: { zh: "办理…", en: "Act…" },
  actsOf: { zh: "办理第{number}项", en: "Act on task {number}" },
  noActs: { zh: "这一状态下没有可在此办理的步骤", en: "No step can be done here in this state" },
  asPast: { zh: "正在查看过去某天，不能办理", en: "A past day is shown: nothing can be done" },
  column: { zh: "{state}，{count} 项", en: "{state}, {count} tasks" },
  choose: { zh: "选择状态", en: "Choose a state" },
  empty: { zh: "没有任务", en: "No tasks" },
  dropHere: { zh: "放到这里：{act}", en: "Drop here: {act}" },
  moreTasks: { zh: "再显示 {count} 项", en: "Show {count} more" },
  keysColumn: { zh: "换列", en: "column" },
});
