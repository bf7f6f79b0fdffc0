// Why a round or a report refuses, in words that say the mend.
import { defineFaults } from "../../kernel/errors.ts";
import { defineLabels } from "../../kernel/labels.ts";

export const progressFault = defineFaults({
  "round.absent": {
    category: "notFound",
    zh: "没有找到该报送轮次，或您无权查看。请从报送轮次列表进入。",
    en: "No such round, or not yours to see. Choose one from the list of rounds.",
  },
  "round.refused": {
    category: "conflict",
    zh: "现在不能“{act}”：{why}",
    en: "“{act}” is not possible now: {why}",
  },
  "round.not-yours": {
    category: "forbidden",
    zh: "“{act}”应由{parties}办理。请联系相应单位。",
    en: "“{act}” is for: {parties}. Ask there.",
  },
  "round.no-such-period": {
    category: "unprocessable",
    zh: "“{period}”不是有效的报告期。月填 2021-09，半月填 2021-09-1 或 2021-09-2，季填 2021-Q3。",
    en: "“{period}” is no period. Write 2021-09 for a month, 2021-09-1 or 2021-09-2 for half a month, 2021-Q3 for a quarter.",
  },
  "round.due-before-opening": {
    category: "unprocessable",
    zh: "截止日 {due} 早于开启日 {opens}。请更正日期。",
    en: "The due day {due} is before the opening day {opens}. Correct the days.",
  },
  "round.due-past": {
    category: "unprocessable",
    zh: "截止日 {due} 已经过去（今天 {today}）。请另定日期。",
    en: "The due day {due} is already past (today is {today}). Choose another.",
  },
  "round.due-not-later": {
    category: "unprocessable",
    zh: "新的截止日 {due} 须晚于现在的截止日 {now}。请更正日期。",
    en: "The new due day {due} must be after the present one, {now}. Correct the day.",
  },
  "round.no-time": {
    category: "unprocessable",
    zh: "从 {from} 到截止日 {due} 只有 {days} 个工作日，至少须给填报单位 {least} 个工作日（规则 {version}）。请推迟截止日。",
    en: "From {from} to the due day {due} there are {days} working days; units must have at least {least} (rule {version}). Choose a later day.",
  },
  "round.short-time": {
    category: "unprocessable",
    zh: "从 {from} 到截止日 {due} 只有 {days} 个工作日，少于通常的 {usual} 个（规则 {version}）。请推迟截止日，或填写时间较短的理由。",
    en: "From {from} to the due day {due} there are {days} working days, fewer than the usual {usual} (rule {version}). Choose a later day, or say why time is short.",
  },
  "round.timely-after-due": {
    category: "unprocessable",
    zh: "按时报送日 {timely} 晚于截止日 {due}。请更正日期。",
    en: "The timely day {timely} is after the due day {due}. Correct the day.",
  },
  "round.nobody-owes": {
    category: "unprocessable",
    zh: "所选范围内没有任务，或没有单位须报送。请调整任务范围。",
    en: "The selection has no task, or no unit that would owe a report. Change the selection.",
  },
  "round.too-many": {
    category: "unprocessable",
    zh: "所选范围有 {tasks} 项任务，一个轮次最多 {limit} 项。请按推进组或章节分开发起。",
    en: "The selection has {tasks} tasks; one round takes at most {limit}. Issue it by group or section.",
  },
  "round.taken": {
    category: "conflict",
    zh: "该报送安排已有“{period}”的轮次。请在轮次列表中查看。",
    en: "The plan already has a round for “{period}”. See the list of rounds.",
  },
  "plan.absent": {
    category: "notFound",
    zh: "没有找到该报送安排，或您无权查看。请从报送轮次页进入。",
    en: "No such plan of rounds, or not yours to see. Go in from the page of rounds.",
  },
  "report.absent": {
    category: "notFound",
    zh: "没有找到该单位的报送，或您无权查看。请从报送轮次进入。",
    en: "No such report, or not yours to see. Go in from the round.",
  },
  "report.locked": {
    category: "conflict",
    zh: "本轮报送已锁定，不能“{act}”。如确需补报或更正，请填写理由申请解锁。",
    en: "The round is locked, so “{act}” is not possible. If it must be, ask for unlocking and say why.",
  },
  "report.incomplete": {
    category: "unprocessable",
    zh: "还有 {count} 处没有填完，未提交。请按提示逐条补充。",
    en: "{count} things are missing, so nothing was submitted. Fill them in as marked.",
  },
  "report.note-required": {
    category: "unprocessable",
    zh: "“{act}”须填写意见或理由。",
    en: "“{act}” needs a note that says why.",
  },
  "report.rows-not-yours": {
    category: "forbidden",
    zh: "有 {count} 条不归您的推进组审核。请只选择本组任务。",
    en: "{count} of these rows are not for your group to review. Choose those of your group.",
  },
  "report.rows-not-pending": {
    category: "conflict",
    zh: "没有待审的条目，可能已由他人审核。请刷新后再看。",
    en: "No row is waiting for review; somebody may have reviewed them. Reload and look again.",
  },
  "report.end-past": {
    category: "unprocessable",
    zh: "解锁截止日 {until} 已经过去或超过 {limit} 天。请另定日期。",
    en: "The last day {until} is past or more than {limit} days away. Choose another.",
  },
  "row.absent": {
    category: "notFound",
    zh: "没有找到该条目。请刷新后再填。",
    en: "No such row. Reload and fill in again.",
  },
  "row.closed": {
    category: "conflict",
    zh: "该条目“{review}”，不能再修改。如需更正，请联系审核的推进组或办公室退回。",
    en: "The row is “{review}” and may not be changed. If it must be, ask the group or the office to return it.",
  },
  "row.nothing-before": {
    category: "unprocessable",
    zh: "该任务此前没有报送过，不能确认“无变化”。请填写本期进展。",
    en: "Nothing was reported of this task before, so “no change” says nothing. Write the progress.",
  },
  "row.percent-not-yours": {
    category: "unprocessable",
    zh: "完成度由牵头单位填报，配合单位不填。",
    en: "The percentage is the lead unit's; a cooperating unit leaves it out.",
  },
  "row.no-such-unit": {
    category: "unprocessable",
    zh: "协调对象不在单位名录中。请从列表选择。",
    en: "The unit is not in the list of units. Choose one from the list.",
  },
  "row.asks-itself": {
    category: "unprocessable",
    zh: "协调对象不能是本单位。本单位自行解决的，请列为“存在问题”，不填对象。",
    en: "A unit cannot ask itself. What it solves by itself is a problem without an addressee.",
  },
  "row.no-such-milestone": {
    category: "unprocessable",
    zh: "该里程碑不属于这项任务，或达成日期晚于今天。请刷新后重填。",
    en: "The milestone is not one of this task, or its day is after today. Reload and fill in again.",
  },
  "row.milestones-not-yours": {
    category: "unprocessable",
    zh: "里程碑由牵头单位标记达成。",
    en: "Milestones are marked by the lead unit.",
  },
});

/** Why an act is refused; `{…}` is filled with labels. */
export const refusalWords = defineLabels({
  "act.not-your-part": { zh: "应由{parties}办理", en: "it is for {parties}" },
  "act.wrong-state": { zh: "现在是“{state}”", en: "it is “{state}” now" },
  "act.missing": { zh: "缺少{missing}", en: "{missing} missing" },
  "act.same-person": {
    zh: "不能审核自己提交的报送，请由他人审核",
    en: "nobody reviews what they submitted; let somebody else do it",
  },
});
