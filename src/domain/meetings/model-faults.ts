// Why meetings refuse, in words that say the mend.
import { defineFaults } from "../../kernel/errors.ts";

export const meetingFault = defineFaults({
  "meeting.absent": {
    category: "notFound",
    zh: "没有找到该会议，或您无权查看。请从会议列表进入。",
    en: "No such meeting, or not yours to see. Choose one from the list of meetings.",
  },
  "meeting.refused": {
    category: "conflict",
    zh: "现在不能“{act}”：{why}。",
    en: "“{act}” is not possible now: {why}.",
  },
  "meeting.not-yours": {
    category: "forbidden",
    zh: "“{act}”应由{parties}办理。请联系相应单位。",
    en: "“{act}” is for: {parties}. Ask that unit.",
  },
  "meeting.note-required": {
    category: "unprocessable",
    zh: "“{act}”须写明理由。请填写后提交。",
    en: "“{act}” needs a reason. Write it and submit again.",
  },
  "meeting.not-your-unit": {
    category: "forbidden",
    zh: "会议由办公室或推进组召集，您不能以该单位的名义召集。请以本单位名义召集。",
    en: "Meetings are convened by the office or a working group. Convene in the name of your own.",
  },
  "meeting.no-such-unit": {
    category: "unprocessable",
    zh: "参会单位中有不存在、已撤销或未参加本试点的单位。请从参加试点的单位中选择。",
    en: "Some units do not exist, have ended, or take no part in this pilot. Choose from those that do.",
  },
  "meeting.day-passed": {
    category: "unprocessable",
    zh: "召开日期 {day} 早于今天 {today}。请填写今天或以后的日期。",
    en: "The day {day} is before today, {today}. Give today or a later day.",
  },
  "meeting.stray-item": {
    category: "unprocessable",
    zh: "议程中有不属于该会议或重复的议题。请刷新后重新编排。",
    en: "Some items are not of this meeting's agenda, or given twice. Reload and arrange again.",
  },
  "meeting.item-untitled": {
    category: "unprocessable",
    zh: "补充的议题须写明题目。请填写后保存。",
    en: "An added item needs a title. Write it and save again.",
  },
});
