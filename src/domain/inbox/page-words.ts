// What the screens of this module say, in both languages; words of the domain itself are in model.ts.
import { defineLabels } from "../../kernel/labels.ts";

export const words = defineLabels({
  lead: { zh: "{owed} 项应办", en: "{owed} to do" },
  leadLate: { zh: "{owed} 项应办，其中 {late} 项逾期", en: "{owed} to do, {late} of them late" },
  keys: { zh: "j 下一件，k 上一件，回车办理", en: "j next, k previous, Enter opens" },
  everything: { zh: "全部", en: "All" },
  kinds: { zh: "按种类筛选", en: "Filter by kind" },
  dueToday: { zh: "今天到期", en: "due today" },
  dueOn: { zh: "{day}到期", en: "due {day}" },
  late: { zh: "逾期 {days} 个工作日", en: "{days} working days late" },
  lateDayOff: { zh: "已到期", en: "due" },
  noDay: { zh: "未定时限", en: "no day set" },
  waitingFor: { zh: "等待{who}", en: "waiting for {who}" },
  since: { zh: "{instant}起", en: "since {instant}" },
  more: {
    zh: "某一类超过 {most} 项，这里只列最急的；其余请到该清单办理。",
    en: "One kind has more than {most}: the most urgent are listed here, the rest in its own list.",
  },
  clear: { zh: "案头已清", en: "The desk is clear" },
  clearNext: {
    zh: "现在没有要您办的事。有新的事项会出现在这里，菜单旁也会有数字。",
    en: "Nothing asks for you now. What comes up appears here, with a number beside the menu.",
  },
  clearToday: { zh: "今天和本周没有到期的事项", en: "Nothing is due today or this week" },
  clearTodayNext: { zh: "下一件{day}到期：{title}", en: "Next, due {day}: {title}" },
  noneOfKind: { zh: "这一类没有待办", en: "Nothing of this kind" },
  noneOfKindNext: { zh: "其他种类还有 {owed} 项。", en: "{owed} of other kinds remain." },
  open: { zh: "打开办理", en: "Open it" },
  toLedger: { zh: "看台账", en: "Open the ledger" },
});
