// Why evidence is refused, in words that say the mend.
import { defineFaults } from "../../kernel/errors.ts";
import { defineLabels } from "../../kernel/labels.ts";

export const evidenceFault = defineFaults({
  "evidence.absent": {
    category: "notFound",
    zh: "没有找到该佐证材料或所佐证的记录，或您无权查看。请从任务等记录的页面进入。",
    en: "No such evidence or record, or not yours to see. Come from the page of the record.",
  },
  "evidence.not-yours": {
    category: "forbidden",
    zh: "“{act}”应由{parties}办理。请联系相应单位。",
    en: "“{act}” is for: {parties}. Ask them.",
  },
  "evidence.may-not-add": {
    category: "forbidden",
    zh: "您不能为该记录提交佐证材料：{why}",
    en: "You cannot add evidence to this record: {why}",
  },
  "evidence.refused": {
    category: "conflict",
    zh: "现在不能“{act}”：{why}",
    en: "“{act}” is not possible now: {why}",
  },
  "evidence.too-many": {
    category: "conflict",
    zh: "一项记录最多 {limit} 份佐证材料。请以新版替换已有的材料，或撤回不用的。",
    en: "One record holds at most {limit} pieces of evidence. Replace one by a new edition, or withdraw those not needed.",
  },
  "evidence.too-many-editions": {
    category: "conflict",
    zh: "一份佐证材料最多 {limit} 版。请另行提交一份。",
    en: "One piece of evidence has at most {limit} editions. Add another piece.",
  },
  "evidence.other-form": {
    category: "conflict",
    zh: "这份佐证材料是{form}，只能以{form}替换。请另行提交一份。",
    en: "This piece of evidence is a {form} and can be replaced by a {form} only. Add another piece.",
  },
  "evidence.valid-until-past": {
    category: "unprocessable",
    zh: "有效期至 {day} 已过（今天 {today}）。请核对日期，或换用有效的材料。",
    en: "The validity ends on {day}, before today {today}. Correct the day, or bring one that is valid.",
  },
  "evidence.secret-mark": {
    category: "unprocessable",
    zh: "在{place}中发现密级标志“{found}”。本系统不得存放涉密材料：请立即停止上传，按保密规定处理该材料。",
    en: "The mark of secrecy “{found}” stands in the {place}. This system must hold no classified matter: stop, and treat the paper as the rules of secrecy say.",
  },
  "evidence.secret-words": {
    category: "unprocessable",
    zh: "在{place}中发现“{found}”字样。本系统不得存放涉密材料。确认不涉密的，请填写说明后再次提交，说明将记入审计。",
    en: "The words “{found}” stand in the {place}. This system must hold no classified matter. If it is none, say why and submit again; what you say is kept in the audit trail.",
  },
});

/** Why an act is refused, in words; `{…}` is filled with labels. */
export const refusalWords = defineLabels({
  "act.not-your-part": { zh: "应由{parties}办理", en: "it is for {parties}" },
  "act.wrong-state": { zh: "该材料{state}", en: "it is: {state}" },
  "act.same-person": { zh: "上传人不能核验自己上传的材料", en: "whoever uploaded it may not review it" },
  "act.note-required": { zh: "须填写说明", en: "words are required" },
  "evidence.not-your-record": {
    zh: "应由该记录的责任单位或试点办公室提交",
    en: "it is for the units responsible for the record, or the pilot office",
  },
});
