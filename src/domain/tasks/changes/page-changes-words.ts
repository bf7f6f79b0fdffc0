// What the comparison of two days of the ledger says, in both languages.
import { defineLabels } from "../../../kernel/labels.ts";

export const words = defineLabels({
  title: { zh: "台账两日对比", en: "The ledger on two days" },
  caption: { zh: "{programme}：{from}至{to}的变化", en: "{programme}: what changed from {from} to {to}" },
  open: { zh: "比较两天", en: "Compare two days" },
  withToday: { zh: "与今天比较", en: "Compare with today" },
  back: { zh: "回到台账", en: "Back to the ledger" },
  from: { zh: "从", en: "From" },
  to: { zh: "到", en: "To" },
  periods: { zh: "常用时段", en: "Usual periods" },
  endOfDays: {
    zh: "比较的是两日终了时的台账，只列后一日您看得到的任务。",
    en: "Compared is the ledger at the end of both days; it lists the tasks that you see on the later one.",
  },
  kinds: { zh: "变化种类", en: "Kinds of change" },
  all: { zh: "全部", en: "All" },
  before: { zh: "原为", en: "Before" },
  after: { zh: "现为", en: "After" },
  field: { zh: "栏目", en: "Field" },
  nothing: { zh: "（空）", en: "(empty)" },
  addedNote: { zh: "前一日台账中没有这项任务。", en: "It was not in the ledger of the earlier day." },
  emptyTitle: { zh: "这两日之间没有变化", en: "Nothing changed between these days" },
  emptyNext: {
    zh: "请把前一日调早，或改看上季度；也可回到台账继续办理。",
    en: "Choose an earlier first day, or look at the last quarter; or go on working in the ledger.",
  },
  kindEmptyTitle: { zh: "没有“{kind}”的任务", en: "No task of the kind “{kind}”" },
  kindEmptyNext: { zh: "其他种类共有 {count} 项变化。", en: "There are {count} changes of other kinds." },
  showAll: { zh: "看全部变化", en: "Show all changes" },
  loadedOnly: {
    zh: "只印出已载入的 {shown} 项，共 {total} 项。",
    en: "Only the {shown} loaded of {total} are printed.",
  },
});
