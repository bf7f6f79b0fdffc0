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
  "evidence.no-name": {
    category: "unprocessable",
    zh: "文件没有可用的名称。请改名后上传。",
    en: "The file has no usable name. Rename it and upload again.",
  },
  "evidence.empty": {
    category: "unprocessable",
    zh: "“{name}”是空文件。请核对后重新上传。",
    en: "“{name}” is empty. Look at it and upload again.",
  },
  "evidence.refused-content": {
    category: "unsupported",
    zh: "“{name}”不能作为佐证材料上传。按内容判定，它是{content}",
    en: "“{name}” cannot be uploaded as evidence. By its content it is {content}",
  },
  "evidence.refused-ending": {
    category: "unsupported",
    zh: "不收 .{ending} 文件（程序、脚本、网页等）。请转为 PDF、Office、图片、音视频或文本后上传。",
    en: "Files ending in .{ending} (programs, scripts, web pages and the like) are not taken. Turn it into PDF, an office file, picture, sound, video or text.",
  },
  "evidence.false-ending": {
    category: "unsupported",
    zh: "“{name}”的扩展名是“{ending}”，内容却是{kind}（应为 {endings}）。请核对文件，改正扩展名后上传。",
    en: "“{name}” ends in “{ending}”, but its content is: {kind} ({endings}). Check the file and correct its ending.",
  },
  "evidence.hostile": {
    category: "unprocessable",
    zh: "“{name}”的内部结构异常（{what}），为安全起见不予接收。请用办公软件打开后另存一份再上传。",
    en: "“{name}” is built strangely inside ({what}) and is not taken for safety. Open it, save it anew and upload that.",
  },
  "evidence.already-there": {
    category: "conflict",
    zh: "该文件已上传过（“{title}”），内容完全相同，不必重复上传。",
    en: "This file is there already (“{title}”), the same to the last byte. No need to upload it again.",
  },
  "evidence.infected": {
    category: "forbidden",
    zh: "该文件查出病毒（{virus}），已隔离，不能下载。请上传人杀毒后以新版替换。",
    en: "A virus was found in this file ({virus}); it is quarantined and cannot be downloaded. Whoever uploaded it should clean it and bring a new edition.",
  },
  "evidence.locked": {
    category: "forbidden",
    zh: "该材料已由办公室封存，不能下载。原因：{note}",
    en: "The office has locked this away; it cannot be downloaded. Reason: {note}",
  },
  "evidence.file-gone": {
    category: "notFound",
    zh: "文件不在存储中（摘要 {digest}）。请告知运维人员从备份恢复。",
    en: "The file is not in the store (digest {digest}). Tell the operators to bring it back from a backup.",
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
