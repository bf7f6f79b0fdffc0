// Why matters refuse, in words that say the mend; and the words of a decision, for whatever table of acts it comes from.
import { defineFaults } from "../../kernel/errors.ts";
import { defineLabels } from "../../kernel/labels.ts";

export const matterFault = defineFaults({
  "matter.absent": {
    category: "notFound",
    zh: "没有找到该协调事项，或您无权查看。请从协调事项列表进入。",
    en: "No such matter, or not yours to see. Choose one from the list of matters.",
  },
  "matter.refused": {
    category: "conflict",
    zh: "现在不能“{act}”：{why}。请刷新后再看。",
    en: "“{act}” is not possible now: {why}. Reload and look again.",
  },
  "matter.not-yours": {
    category: "forbidden",
    zh: "“{act}”应由{parties}办理。请联系相应单位。",
    en: "“{act}” is for: {parties}. Ask that unit.",
  },
  "matter.note-required": {
    category: "unprocessable",
    zh: "“{act}”须写明内容或理由。请填写后提交。",
    en: "“{act}” needs words: say what was done or why, and submit again.",
  },
  "matter.not-your-unit": {
    category: "forbidden",
    zh: "您不能以该单位的名义提出事项。请以本单位名义提出。",
    en: "You cannot ask in the name of that unit. Ask in the name of your own.",
  },
  "matter.asks-itself": {
    category: "unprocessable",
    zh: "承办单位不能是提出单位本身，也不能是现承办单位。请另选单位。",
    en: "A unit cannot ask itself, nor pass a matter on to whoever has it. Choose another unit.",
  },
  "matter.no-such-unit": {
    category: "unprocessable",
    zh: "承办单位不存在、已撤销或未参加本试点。请从参加试点的单位中选择。",
    en: "The unit does not exist, has ended, or takes no part in this pilot. Choose one that does.",
  },
  "matter.no-such-task": {
    category: "unprocessable",
    zh: "所选任务中有您看不到或不存在的任务。请从台账中选择。",
    en: "Some of the tasks do not exist or are not yours to see. Choose from the ledger.",
  },
  "matter.due-passed": {
    category: "unprocessable",
    zh: "办理时限 {due} 早于今天 {today}。请填写今天或以后的日期。",
    en: "The due day {due} is before today, {today}. Give today or a later day.",
  },
  "matter.too-many": {
    category: "unprocessable",
    zh: "一次最多提出 {limit} 项。请分次提出。",
    en: "At most {limit} matters are asked at once. Ask in several steps.",
  },
  "matter.too-many-referrals": {
    category: "conflict",
    zh: "该事项已转办 {limit} 次。请由办公室召集会商，不再转办。",
    en: "The matter has been passed on {limit} times. Let the office call a meeting instead.",
  },
});

/** Why an act is refused, in words; `{…}` is filled with labels by `explainDecision`. */
export const decisionWords = defineLabels({
  "act.not-your-part": { zh: "应由{parties}办理", en: "it is for {parties}" },
  "act.wrong-state": { zh: "现在是“{state}”，须先到“{states}”", en: "it is “{state}”; it must be “{states}”" },
  "act.missing": { zh: "还缺{missing}", en: "still missing: {missing}" },
  "act.same-person": { zh: "办理“{act}”的人不能再办理此步", en: "whoever did “{act}” may not do this step" },
  "act.note-required": { zh: "须填写意见", en: "a note is required" },
});
