// Why supervision refuses, in words that say the mend.
import { defineFaults } from "../../kernel/errors.ts";
import { defineLabels } from "../../kernel/labels.ts";

export const supervisionFault = defineFaults({
  "order.absent": {
    category: "notFound",
    zh: "没有找到该督办单，或您无权查看。请从督办列表进入。",
    en: "No such order, or not yours to see. Choose one from the list of orders.",
  },
  "order.refused": {
    category: "conflict",
    zh: "现在不能“{act}”：{why}",
    en: "“{act}” is not possible now: {why}",
  },
  "order.not-yours": {
    category: "forbidden",
    zh: "“{act}”应由{parties}办理。请联系相应单位。",
    en: "“{act}” is for: {parties}. Ask that unit.",
  },
  "order.start-too-high": {
    category: "unprocessable",
    zh: "人工提出的督办单从蓝单开始；重要紧急事项可从黄单开始，须勾选“重要紧急事项”；红单由规则或升级产生。",
    en: "An order by hand starts at blue; important or urgent matters may start at yellow, marked as such; red comes by rule or by escalation.",
  },
  "order.no-task": {
    category: "unprocessable",
    zh: "所选任务中有 {count} 项不存在或您无权督办。请从台账中重新选择。",
    en: "{count} of the tasks do not exist or are not yours to supervise. Choose again from the ledger.",
  },
  "order.task-at-rest": {
    category: "unprocessable",
    zh: "任务“{task}”现为“{state}”，不在办理中，不能督办。请去掉该任务。",
    en: "The task “{task}” is “{state}” and not at work: leave it out of the order.",
  },
  "order.no-unit": {
    category: "unprocessable",
    zh: "督办单至少要有一个承办单位。所选任务没有牵头单位时，请先在任务中指定，或在督办单中选择。",
    en: "An order needs at least one handling unit. Name one here, or give the task a lead unit first.",
  },
  "order.unit-not-of-task": {
    category: "unprocessable",
    zh: "单位 {units} 不是所选任务的牵头或配合单位。请先在任务中调整单位。",
    en: "The units {units} are neither lead nor cooperating units of these tasks. Assign them to the task first.",
  },
  "order.successor-proposed": {
    category: "conflict",
    zh: "该单的升级单已在待签发列表中。请直接签发，或先作不予签发处理。",
    en: "An escalation of this order waits to be issued. Issue that one, or dismiss it first.",
  },
  "order.predecessor-done": {
    category: "conflict",
    zh: "升级前的督办单 {number} 已是“{state}”，不能再升级。请将本单作不予签发处理。",
    en: "The order {number} that this one escalates is “{state}” already. Dismiss this one.",
  },
  "urging.none": {
    category: "conflict",
    zh: "“{what}”现为“{state}”，没有待办人，不能催办。",
    en: "“{what}” is “{state}”: nobody has to act on it, so nobody can be urged.",
  },
  "urging.too-soon": {
    category: "conflict",
    zh: "同一事项一小时内只能催办一次，上次催办于 {at}。请在 {next} 之后再催。",
    en: "One matter is urged once an hour at most; the last time was {at}. Urge again after {next}.",
  },
  "urging.not-yours": {
    category: "forbidden",
    zh: "催办由办公室或所属推进组发出。请联系办公室。",
    en: "Urging is for the pilot office or the working group of the task. Ask the office.",
  },
  "urging.nobody": {
    category: "unprocessable",
    zh: "{units}目前没有可送达的人员。请安全管理员为其授予联络员职责后再催办。",
    en: "Nobody can be reached at {units}. Ask the security administrator to grant somebody the duty there.",
  },
  "settings.not-yours": {
    category: "forbidden",
    zh: "督办设置只能由本试点办公室修改。",
    en: "Only the office of this pilot changes how it supervises.",
  },
});

/** Reasons of the table of acts, for buttons and for `order.refused`. */
export const refusalWords = defineLabels({
  "act.not-your-part": { zh: "应由{parties}办理", en: "it is for: {parties}" },
  "act.wrong-state": { zh: "督办单现为“{state}”，须为“{states}”", en: "the order is “{state}” and must be “{states}”" },
  "act.missing": { zh: "还缺{missing}", en: "still missing: {missing}" },
  "act.same-person": { zh: "须由办理“{act}”以外的人办理", en: "whoever did “{act}” may not do this" },
  "act.note-required": { zh: "须填写意见", en: "a note is required" },
  "urging.none": { zh: "“{what}”现为“{state}”，没有待办人", en: "“{what}” is “{state}”, nobody has to act" },
  "urging.too-soon": {
    zh: "一小时内已催办过，{next} 后可再催",
    en: "urged within the hour, possible again after {next}",
  },
  "urging.not-yours": { zh: "由办公室或所属推进组发出", en: "for the pilot office or the working group" },
  "urging.nobody": { zh: "{units}没有可送达的人员", en: "nobody can be reached at {units}" },
});
