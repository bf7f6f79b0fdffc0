// Words of the tasks on a unit's page and in the workbook of its own data.
import { defineLabels } from "../../kernel/labels.ts";

/** In which part the unit has the tasks. */
export const shareLabels = defineLabels({
  group: { zh: "本组任务", en: "Tasks of the group" },
  lead: { zh: "牵头", en: "Leads" },
  support: { zh: "配合", en: "Cooperates" },
  guide: { zh: "指导", en: "Guides" },
});

export const cardWords = defineLabels({
  title: { zh: "任务", en: "Tasks" },
  none: { zh: "在这个试点中还没有分到任务。", en: "No task of this pilot has been given to it yet." },
  total: { zh: "共", en: "Total" },
  late: { zh: "逾期", en: "Late" },
  states: { zh: "办理状态", en: "State" },
  overdue: { zh: "已过完成时限", en: "Past its due day" },
  urge: { zh: "本组任务逾期", en: "Late in the group" },
  months: { zh: "逐月", en: "By month" },
  number: { zh: "序号", en: "Number" },
  task: { zh: "任务", en: "Task" },
  part: { zh: "分工", en: "Part" },
  ownDuty: { zh: "本单位职责", en: "Own duty" },
  state: { zh: "状态", en: "State" },
  light: { zh: "进度灯", en: "Light" },
  progress: { zh: "进度%", en: "Progress %" },
  due: { zh: "完成时限", en: "Due" },
  leads: { zh: "牵头单位", en: "Lead units" },
  day: { zh: "截至", en: "As of" },
});
