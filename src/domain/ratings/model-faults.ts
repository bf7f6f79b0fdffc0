// Why ratings refuse, in words that say the mend.
import { defineFaults } from "../../kernel/errors.ts";

export const ratingFault = defineFaults({
  "rating.absent": {
    category: "notFound",
    zh: "没有找到该记录，或您无权查看。请从任务页面进入。",
    en: "No such record, or not yours to see. Open the task and choose there.",
  },
  "rating.refused": {
    category: "conflict",
    zh: "现在不能“{act}”：{why}。",
    en: "“{act}” is not possible now: {why}.",
  },
  "rating.not-yours": {
    category: "forbidden",
    zh: "“{act}”应由{parties}办理。请联系相应单位。",
    en: "“{act}” is for: {parties}. Ask that unit.",
  },
  "rating.same-light": {
    category: "unprocessable",
    zh: "自动灯已经是“{light}”，不需要改判。请选择其他灯，或不改判。",
    en: "The automatic light is “{light}” already. Choose another one, or leave it.",
  },
  "rating.already-decided": {
    category: "conflict",
    zh: "该任务已有{state}的改判。请先办结那一项，再提出新的改判。",
    en: "There is a decision on this light already ({state}). Finish that one first.",
  },
  "rating.bad-end": {
    category: "unprocessable",
    zh: "改判的截止日 {until} 须在今天与 {latest} 之间。请更正日期。",
    en: "The last day {until} must lie between today and {latest}. Correct it.",
  },
  "rating.source-missing": {
    category: "unprocessable",
    zh: "登记第三方评定须写明是哪一家。请填写第三方名称。",
    en: "A third party's rating must name the third party. Fill in its name.",
  },
  "rating.wrong-step": {
    category: "unprocessable",
    zh: "台阶须逐级申报：现在可以申报的是 L{next}。请先申报 L{next}。",
    en: "Steps are claimed one by one: L{next} comes next. Claim L{next} first.",
  },
  "rating.top-reached": {
    category: "conflict",
    zh: "该任务的台阶已全部申报，没有更高的台阶。",
    en: "All steps of this task have been claimed; there is no higher one.",
  },
  "rating.facts-missing": {
    category: "unprocessable",
    zh: "申报 L{step} 还缺：{fields}。请补充后提交。",
    en: "Claiming L{step} still lacks: {fields}. Fill these in and submit again.",
  },
  "rating.bad-facts": {
    category: "unprocessable",
    zh: "申报 L{step} 的内容不对：{fields}。日期写作 2021-09-01，已发生的事不能写将来的日期，实施日期不早于印发日期。",
    en: "Claiming L{step}, these are wrong: {fields}. Write days as 2021-09-01; what has happened is not in the future, and nothing is in force before it was issued.",
  },
  "rating.rule-past": {
    category: "unprocessable",
    zh: "新规则的施行日 {day} 已过或超出一年。请从今天至 {latest} 之间选择：规则不溯及既往。",
    en: "The new rule would hold from {day}. Choose a day between today and {latest}: rules never reach back.",
  },
  "rating.rule-order": {
    category: "unprocessable",
    zh: "红灯的界限须不低于黄灯的界限：{fields}。请更正。",
    en: "Red must not come before yellow: {fields}. Correct these.",
  },
  "rating.rule-same": {
    category: "unprocessable",
    zh: "各项阈值与 {day} 起施行的规则相同，不需要改版。",
    en: "The thresholds are those of the rule that holds on {day}; no new version is needed.",
  },
  "rating.too-many-rules": {
    category: "conflict",
    zh: "本试点已有 {limit} 版规则，不能再增加。请联系运维人员。",
    en: "This programme has {limit} versions of the rule already. Ask the operators.",
  },
});
