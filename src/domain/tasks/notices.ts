// Who is told when a task moves: its lead and cooperating units, its working group, the office.
import type { Call } from "../../kernel/call.ts";
import type { NewEvent } from "../audit/model.ts";
import type { Db } from "../tables.ts";
import { findTold } from "./notices-store.ts";

const told = {
  "task.issue": { to: ["lead", "support"], zh: "任务已下达", en: "Task issued" },
  "task.sign": { to: ["office"], zh: "任务已签收", en: "Task signed for" },
  "task.begin": { to: ["group", "office"], zh: "分解方案已提交", en: "Breakdown submitted" },
  "task.assign": { to: ["lead", "support"], zh: "任务的单位已调整", en: "Units of a task changed" },
} as const;
type ToldKind = keyof typeof told;
type Side = "lead" | "support" | "group" | "office";

export const tasksNotices = {
  kinds: Object.keys(told),
  async notices(tx: Db, _call: Call, events: readonly NewEvent[]) {
    const tasks = new Map(
      (
        await findTold(
          tx,
          events.map((event) => event.subject.id),
        )
      ).map((row) => [row.id, row]),
    );
    return events.flatMap((event) => {
      const task = tasks.get(event.subject.id);
      const words = told[event.kind as ToldKind];
      if (!task || !words) return [];
      const sides: readonly Side[] = words.to;
      const unitIds = [
        ...(sides.includes("lead") ? task.leads : []),
        ...(sides.includes("support") ? task.supports : []),
      ];
      return [
        {
          programmeId: task.programmeId,
          to: {
            unitIds,
            ...(sides.includes("group") && task.groupId ? { groupIds: [task.groupId] } : {}),
            office: sides.includes("office"),
          },
          topic: "tasks",
          subject: { kind: "task", id: task.id },
          title: { zh: `${words.zh}：${task.title}`, en: `${words.en}: ${task.title}` },
          href: `/p/${task.programmeId}/tasks/${task.id}`,
          ...(task.dueOn ? { dueOn: task.dueOn } : {}),
          key: `${event.kind} ${task.id} ${event.subject.version ?? 0}`,
        },
      ];
    });
  },
};
