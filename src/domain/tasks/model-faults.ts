// Why the ledger refuses, in words that say the mend.
import { defineFaults } from "../../kernel/errors.ts";
import { defineLabels } from "../../kernel/labels.ts";

export const taskFault = defineFaults({
  "task.absent": {
    category: "notFound",
    zh: "没有找到该任务，或您无权查看。请从台账进入。",
    en: "No such task, or not yours to see. Choose one from the ledger.",
  },
  "task.refused": {
    category: "conflict",
    zh: "现在不能“{act}”：{why}",
    en: "“{act}” is not possible now: {why}",
  },
  "task.not-yours": {
    category: "forbidden",
    zh: "“{act}”应由{parties}办理。请联系相应单位。",
    en: "“{act}” is for: {parties}. Ask that unit.",
  },
  "task.needs-lead": {
    category: "unprocessable",
    zh: "任务至少要有一个牵头单位。请先指定牵头单位。",
    en: "A task needs at least one lead unit. Name one first.",
  },
  "task.too-many-milestones": {
    category: "unprocessable",
    zh: "里程碑不能超过 {limit} 个。请合并后提交。",
    en: "A task has at most {limit} milestones. Merge some and submit again.",
  },
  "task.no-such-milestone": {
    category: "unprocessable",
    zh: "里程碑 {id} 不属于该任务，或出现了两次。请刷新任务后重新编排。",
    en: "The milestone {id} is not one of this task, or is given twice. Reload the task and plan again.",
  },
  "task.no-such-unit": {
    category: "unprocessable",
    zh: "没有编号为 {units} 的单位。请从单位列表中选择。",
    en: "There is no unit {units}. Choose from the list of units.",
  },
  "task.not-a-group": {
    category: "unprocessable",
    zh: "{unit}不是推进组。请从推进组中选择。",
    en: "{unit} is not a working group. Choose one of the groups.",
  },
  "task.days-missing": {
    category: "invalid",
    zh: "没有说明从何时起比较。请给出前一日 from，或时刻 since。",
    en: "It does not say since when. Give the first day as from, or an instant as since.",
  },
  "task.days-reversed": {
    category: "unprocessable",
    zh: "前一日 {from} 须早于后一日 {to}。请更正日期。",
    en: "The first day {from} must be before the second {to}. Correct the days.",
  },
  "task.due-past": {
    category: "unprocessable",
    zh: "日期 {day} 早于今天 {today}。请填写今天或以后的日期。",
    en: "The day {day} is before today, {today}. Give today or a later day.",
  },
  "task.no-due-day": {
    category: "unprocessable",
    zh: "该任务没有完成日期，不能顺延。请在该任务中单独申请调整，写明日期。",
    en: "This task has no due day that could move. Ask for its change by itself, with a day.",
  },
  "task.nothing-asked": {
    category: "unprocessable",
    zh: "没有写明要调整什么。请填写新的完成日期、移动里程碑，或写明范围的调整。",
    en: "It does not say what is to change. Give a new due day, move milestones, or say how the scope changes.",
  },
  "task.milestone-reached": {
    category: "unprocessable",
    zh: "里程碑“{title}”已完成，日期不能再移动。请从申请中去掉。",
    en: "The milestone “{title}” has been reached and cannot be moved. Leave it out.",
  },
  "task.milestone-after-due": {
    category: "unprocessable",
    zh: "里程碑“{title}”移到 {day}，晚于任务完成日 {due}。请同时调整完成日期，或提前里程碑。",
    en: "The milestone “{title}” would be due on {day}, after the task on {due}. Change the due day as well, or move it forward.",
  },
  "task.review-day-past": {
    category: "unprocessable",
    zh: "复核日期 {day} 须晚于今天 {today}，且不超过 {years} 年。请更正日期。",
    en: "The review day {day} must be after today, {today}, and within {years} years. Correct it.",
  },
  "task.spot-check-needed": {
    category: "unprocessable",
    zh: "本项被抽中核查，须写明核查发现。请填写后再复核。",
    en: "This one was drawn for a spot check: say what was found, then review it.",
  },
  "task.finding-needed": {
    category: "unprocessable",
    zh: "选择了核查，须写明核查发现。请填写。",
    en: "A spot check needs a finding in words. Fill it in.",
  },
  "task.not-drawn": {
    category: "unprocessable",
    zh: "本项没有被抽中。要核查的，请选“指定核查”。",
    en: "This one was not drawn. To check it all the same, choose “chosen”.",
  },
  "task.already-published": {
    category: "conflict",
    zh: "本次销号已在公示，{until} 期满。请等公示期满后销号，有异议的退回补充。",
    en: "This close-out has been published until {until}. Close out when it is over, or return it.",
  },
  "task.too-many-parts": {
    category: "unprocessable",
    zh: "一项任务最多有 {limit} 项下级任务，现有 {held} 项。请合并后再分解。",
    en: "A task has at most {limit} parts and has {held} now. Merge some first.",
  },
  "task.not-a-place": {
    category: "unprocessable",
    zh: "{units}不是参与本试点的区县或开放平台。请从名单中选择。",
    en: "{units}: not districts or platforms of this pilot. Choose from the list.",
  },
  "task.place-has-part": {
    category: "conflict",
    zh: "{units}已有本任务的分解任务。请从选择中去掉。",
    en: "{units} already have their part of this task. Leave them out.",
  },
  "task.part-after-parent": {
    category: "unprocessable",
    zh: "下级任务完成日 {day} 晚于上级任务完成日 {due}。请更正日期。",
    en: "The part would be due on {day}, after the task above on {due}. Correct the day.",
  },
  "task.due-before-start": {
    category: "unprocessable",
    zh: "完成日期 {due} 早于开始日期 {start}。请更正日期。",
    en: "The due day {due} is before the start {start}. Correct the dates.",
  },
});

/** Why an act is refused, in words; `{…}` is filled with labels by `explainRefusal`. */
export const refusalWords = defineLabels({
  "act.not-your-part": { zh: "应由{parties}办理", en: "it is for {parties}" },
  "act.wrong-state": { zh: "任务处于“{state}”，须先到“{states}”", en: "the task is “{state}”; it must be “{states}”" },
  "act.missing": { zh: "还缺{missing}", en: "still missing: {missing}" },
  "act.same-person": { zh: "办理“{act}”的人不能再办理此步", en: "whoever did “{act}” may not do this step" },
  "act.note-required": { zh: "须填写意见", en: "a note is required" },
});
