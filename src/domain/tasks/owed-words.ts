// What a task in a state asks of whom, in words; and by when, from the table of acts.
import { dueAfter } from "./act-rules.ts";
import type { StepAct } from "./rules.ts";

/** A task that waits, seen from one reader. */
export interface Waiting {
  state: string;
  stateSince: string;
  reviewOn: string | null;
  groupId: string | null;
  office: boolean;
  group: boolean;
  lead: boolean;
  hasOpinion: boolean;
  publishedUntil: string | null;
  returned: string | null;
}

interface Words {
  zh: string;
  en: string;
}

export interface Owed {
  act: StepAct | null;
  what: Words;
  dueOn: string | null;
  waitingFor: Words | null;
}

const office: Words = { zh: "办公室", en: "the pilot office" };
const group: Words = { zh: "推进组", en: "the working group" };
const leadUnit: Words = { zh: "牵头单位", en: "the lead unit" };

const asks: Partial<Record<StepAct, Words>> = {
  sign: { zh: "请签收", en: "sign for it" },
  begin: { zh: "请编排里程碑并提交分解方案", en: "plan milestones and submit the breakdown" },
  adviseChange: { zh: "请对调整申请签署意见", en: "give an opinion on the change that is asked for" },
  allowChange: { zh: "请决定是否同意调整", en: "decide on the change that is asked for" },
  reviewClose: { zh: "请初审销号申请", en: "review the close-out first" },
  recheckClose: { zh: "请复核销号申请", en: "review the close-out again" },
  close: { zh: "请销号或退回补充", en: "close it out or return it" },
  keepSuspended: {
    zh: "暂缓复核日期已到，请恢复推进或续定日期",
    en: "its suspension is to be looked at: resume it or set a new day",
  },
  requestClose: { zh: "已退回，请补充后再申请销号", en: "it was returned: add what is missing and ask again" },
};

/** Who does which step in which state: the step, who it waits for, and whether the reader is that party. */
function stepOf(task: Waiting, today: string, zone: string): { act: StepAct; by: Words; mine: boolean } | null {
  const groupOrOffice = task.groupId === null ? office : group;
  const mineAsGroup = task.groupId === null ? task.office : task.group;
  switch (task.state) {
    case "issued":
      return { act: "sign", by: leadUnit, mine: task.lead };
    case "signed":
      return { act: "begin", by: leadUnit, mine: task.lead };
    case "adjusting":
      return awaitsOpinion(task, today, zone)
        ? { act: "adviseChange", by: group, mine: task.group }
        : { act: "allowChange", by: office, mine: task.office };
    case "closeRequested":
      return { act: "reviewClose", by: groupOrOffice, mine: mineAsGroup };
    case "firstReviewed":
      return { act: "recheckClose", by: office, mine: task.office };
    case "secondReviewed":
      return { act: "close", by: office, mine: task.office };
    case "suspended":
      return { act: "keepSuspended", by: office, mine: task.office };
    default:
      return task.returned === null ? null : { act: "requestClose", by: leadUnit, mine: task.lead };
  }
}

const awaitsOpinion = (task: Waiting, today: string, zone: string) =>
  task.groupId !== null && !task.hasOpinion && today <= (dueAfter("adviseChange", task.stateSince, zone) ?? today);

/** What somebody owes by a task, or waits for; null where neither. */
export function owedOf(task: Waiting, today: string, zone: string): Owed | null {
  const step = stepOf(task, today, zone);
  if (!step) return null;
  // A published close-out waits for the end of the publication, not for a person.
  const published = task.state === "secondReviewed" && task.publishedUntil !== null && task.publishedUntil >= today;
  const dueOn =
    step.act === "keepSuspended"
      ? task.reviewOn
      : published
        ? task.publishedUntil
        : (dueAfter(step.act, task.stateSince, zone) ?? null);
  const what = asks[step.act] as Words;
  if (step.mine && !published) return { act: step.act, what, dueOn, waitingFor: null };
  const waitingFor = published ? { zh: "公示期满", en: "the end of the publication" } : step.by;
  return { act: null, what: { zh: `等待${waitingFor.zh}`, en: `waiting for ${waitingFor.en}` }, dueOn, waitingFor };
}
