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
  "task.days-reversed": {
    category: "unprocessable",
    zh: "前一日 {from} 须早于后一日 {to}。请更正日期。",
    en: "The first day {from} must be before the second {to}. Correct the days.",
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
