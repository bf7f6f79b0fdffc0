// What the ledger by unit says, in both languages.
import { defineLabels } from "../../../kernel/labels.ts";

export const words = defineLabels({
  caption: { zh: "{programme}各单位任务情况", en: "Tasks by unit, {programme}" },
  kinds: { zh: "单位类别", en: "Kind of unit" },
  kindsAll: { zh: "全部", en: "All" },
  unit: { zh: "单位", en: "Unit" },
  lead: { zh: "牵头", en: "Leads" },
  support: { zh: "配合", en: "Supports" },
  late: { zh: "逾期", en: "Late" },
  states: { zh: "牵头任务的办理状态", en: "States of the tasks it leads" },
  next: { zh: "下一个到期", en: "Next due" },
  groupCarries: { zh: "推进组的“牵头”为划归本组的任务", en: "A working group “leads” the tasks given to it" },
  cell: { zh: "{unit}{what}{count} 项，打开台账", en: "{unit}, {what}: {count} tasks, open the ledger" },
  open: { zh: "打开{unit}的台账", en: "Open the ledger of {unit}" },
  count: { zh: "{count} 个单位", en: "{count} units" },
  empty: { zh: "没有符合条件的单位", en: "No unit fits" },
  emptyNext: {
    zh: "放宽筛选条件，或先为任务指定牵头、配合单位。",
    en: "Widen the filters, or name lead and cooperating units first.",
  },
  more: { zh: "等", en: "…" },
});
