// What somebody owes by tasks now: to sign, to break down, to finish, to review; and what they wait for.
import type { Call } from "../../kernel/call.ts";
import { dayOf } from "../../kernel/clock.ts";
import { addWorkingDays } from "../pilot/calendar.ts";
import { isOfficeOf } from "../pilot/rules.ts";
import { programmesOf } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import { findOwed, type OwedTask } from "./owed-store.ts";
import { taskActs } from "./rules.ts";

const most = 200;

/** Working days before its day from which work at hand is owed. */
const soonDays = 15;

interface Owing {
  act: "sign" | "begin" | "reviewClose" | "recheckClose" | "close" | "allowChange" | null;
  zh: string;
  en: string;
  /** Does the person wait for others? For whom? */
  waitingFor?: { zh: string; en: string };
}

const office = { zh: "专班办公室", en: "the pilot office" };

const owing: Readonly<Record<string, Owing>> = {
  "lead issued": { act: "sign", zh: "请签收", en: "sign for it" },
  "lead signed": { act: "begin", zh: "请编排里程碑并提交分解方案", en: "plan milestones and submit the breakdown" },
  "lead inProgress": { act: null, zh: "请按期完成", en: "finish in time" },
  "lead adjusting": { act: null, zh: "调整申请待审批", en: "the change is being considered", waitingFor: office },
  "lead closeRequested": { act: null, zh: "销号申请待初审", en: "close-out waits for its first review" },
  "lead firstReviewed": {
    act: null,
    zh: "销号待复核",
    en: "close-out waits for its second review",
    waitingFor: office,
  },
  "lead secondReviewed": { act: null, zh: "待销号", en: "waits to be closed", waitingFor: office },
  "group closeRequested": { act: "reviewClose", zh: "请初审销号申请", en: "review the close-out" },
  "office adjusting": { act: "allowChange", zh: "请审批调整申请", en: "decide on the change" },
  "office firstReviewed": { act: "recheckClose", zh: "请复核销号申请", en: "review the close-out again" },
  "office secondReviewed": { act: "close", zh: "请销号", en: "close it" },
};

/** A day by which an act should follow, from the table of acts; other work is due when its milestone or itself is. */
function dueOf(row: OwedTask, act: Owing["act"], zone: string): string | null {
  const days = act && (taskActs[act] as { workingDays?: number }).workingDays;
  if (days) return addWorkingDays(dayOf(Date.parse(row.changedAt), zone), days).day;
  if (row.state !== "inProgress") return null;
  return [row.dueOn, row.milestoneDueOn].filter((day) => day !== null).sort()[0] ?? null;
}

function whatOf(row: OwedTask, words: Owing) {
  const byMilestone =
    row.state === "inProgress" && row.milestone && row.milestoneDueOn && row.milestoneDueOn <= (row.dueOn ?? "9999");
  return byMilestone
    ? { zh: `请完成里程碑：${row.milestone}`, en: `reach the milestone: ${row.milestone}` }
    : { zh: words.zh, en: words.en };
}

export const tasksOwed = {
  kind: "task",
  zh: "任务",
  en: "Task",
  async owed(db: Db, call: Call, programmeIds: readonly string[]) {
    const { actor } = call;
    const programmes = actor.duties.includes("office") ? await programmesOf(db, call) : [];
    const officeOf = programmes.filter((one) => programmeIds.includes(one.id) && isOfficeOf(actor, one));
    const reach = {
      programmeIds,
      officeOf: officeOf.map((one) => one.id),
      groupIds: actor.duties.includes("group") ? actor.unitIds : [],
      unitIds: actor.duties.includes("liaison") ? actor.unitIds : [],
      soon: addWorkingDays(call.today, soonDays).day,
    };
    return (await findOwed(db, reach, most)).slice(0, most).flatMap((row) => {
      const words = owing[`${row.party} ${row.state}`];
      if (!words) return [];
      const group = row.groupName ? { zh: row.groupName, en: row.groupName } : office;
      return [
        {
          programmeId: row.programmeId,
          kind: "task",
          id: row.id,
          title: { zh: titleOf(row), en: titleOf(row) },
          what: whatOf(row, words),
          act: words.act,
          dueOn: dueOf(row, words.act, call.zone),
          waitingFor: words.waitingFor ?? (`${row.party} ${row.state}` === "lead closeRequested" ? group : null),
          href: `/p/${row.programmeId}/tasks/${row.id}`,
          sinceAt: row.changedAt,
        },
      ];
    });
  },
};

const titleOf = (row: OwedTask) => (row.number ? `${row.number}. ${row.shortTitle}` : row.shortTitle);
