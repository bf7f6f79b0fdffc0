// Who is told when a task moves: whoever has to act next, and whoever waited for it.
import type { Call } from "../../kernel/call.ts";
import type { NewEvent } from "../audit/model.ts";
import type { Db } from "../tables.ts";
import { peopleOf } from "./owed-store.ts";

type Side = "lead" | "support" | "group" | "office";

/** By event: which sides hear of it, and what they read. A task of no group has the office in its place. */
const told = {
  "task.issue": { to: ["lead", "support"], zh: "任务已下达", en: "Task issued" },
  "task.sign": { to: ["office"], zh: "任务已签收", en: "Task signed for" },
  "task.divided": { to: ["lead"], zh: "已分解给贵单位，请签收", en: "Handed down to your unit: please sign for it" },
  "task.assign": { to: ["lead", "support"], zh: "任务的单位已调整", en: "Units of a task changed" },
  "task.begin": { to: ["group", "office"], zh: "分解方案已提交", en: "Breakdown submitted" },
  "task.requestChange": {
    to: ["group"],
    zh: "申请调整，请签署意见",
    en: "A change is asked for: please give an opinion",
  },
  "task.adviseChange": {
    to: ["office"],
    zh: "推进组已签署意见，请决定",
    en: "The group gave its opinion: please decide",
  },
  "task.allowChange": { to: ["lead", "support", "group"], zh: "调整已同意", en: "Change allowed" },
  "task.refuseChange": { to: ["lead", "group"], zh: "调整未同意", en: "Change refused" },
  "task.suspend": { to: ["lead", "support", "group"], zh: "已暂缓", en: "Suspended" },
  "task.resume": { to: ["lead", "support", "group"], zh: "已恢复推进", en: "Resumed" },
  "task.requestClose": { to: ["group"], zh: "申请销号，请初审", en: "Close-out is asked for: please review it first" },
  "task.reviewClose": { to: ["office"], zh: "初审通过，请复核", en: "First review passed: please review it again" },
  "task.recheckClose": { to: ["lead"], zh: "复核通过", en: "Second review passed" },
  "task.publishClose": { to: ["lead", "group"], zh: "销号已公示", en: "Close-out published" },
  "task.close": { to: ["lead", "support", "group"], zh: "已销号", en: "Closed out" },
  "task.returnForMore": {
    to: ["lead"],
    zh: "销号申请已退回，请补充",
    en: "Close-out returned: please add what is missing",
  },
  "task.reopen": { to: ["lead", "support", "group"], zh: "已重启", en: "Reopened" },
  "task.end": { to: ["lead", "support", "group"], zh: "已终止", en: "Ended" },
} as const satisfies Record<string, { to: readonly Side[]; zh: string; en: string }>;
type Told = keyof typeof told;

interface Addressees {
  unitIds?: string[];
  groupIds?: string[];
  office?: true;
}

function addresseesOf(
  sides: readonly Side[],
  task: { groupId: string | null; leadIds: string[]; supportIds: string[] },
): Addressees {
  const unitIds = [
    ...(sides.includes("lead") ? task.leadIds : []),
    ...(sides.includes("support") ? task.supportIds : []),
  ];
  const group = sides.includes("group") && task.groupId;
  const office = sides.includes("office") || (sides.includes("group") && !task.groupId);
  return {
    ...(unitIds.length > 0 ? { unitIds } : {}),
    ...(group ? { groupIds: [group] } : {}),
    ...(office ? { office: true as const } : {}),
  };
}

export const tasksNotices = {
  kinds: Object.keys(told),

  async notices(tx: Db, _call: Call, events: readonly NewEvent[]) {
    const heard = events.filter((event) => event.kind in told && event.programmeId);
    if (heard.length === 0) return [];
    const found = await peopleOf(
      tx,
      heard.map((event) => event.programmeId as string),
      heard.map((event) => event.subject.id),
    );
    const tasks = new Map(found.map((task) => [task.id, task]));
    return heard.flatMap((event) => {
      const task = tasks.get(event.subject.id);
      if (!task) return [];
      const { to, zh, en } = told[event.kind as Told];
      const title = task.number ? `${task.number}. ${task.title}` : task.title;
      return [
        {
          programmeId: event.programmeId as string,
          to: addresseesOf(to, task),
          topic: "tasks",
          subject: { kind: "task", id: task.id },
          title: { zh: `${zh}：${title}`, en: `${en}: ${title}` },
          href: `/p/${event.programmeId}/tasks/${task.id}`,
          ...(task.dueOn ? { dueOn: task.dueOn } : {}),
          key: `${event.kind} ${task.id} ${event.subject.version ?? task.version}`,
        },
      ];
    });
  },
};
