// What somebody owes by the ledger now, by duty and unit: to sign, to break down, to review, to decide, and milestones that come due.
import type { Call } from "../../kernel/call.ts";
import { addWorkingDays } from "../pilot/calendar.ts";
import type { OwnProgramme } from "../pilot/rules.ts";
import type { Db } from "../tables.ts";
import { type OwedScope, owedByTasks } from "./owed-store.ts";
import { type Owed, owedOf } from "./owed-words.ts";
import { ledgerScope } from "./rules.ts";

/** Entries of each kind, the most urgent first. */
const most = 200;

/** How many working days before its day a milestone is put before its lead unit. */
const soon = 15;

const titleOf = (number: string | null, title: string) => {
  const text = number ? `${number}. ${title}` : title;
  return { zh: text, en: text };
};

function comingDue(milestone: string | null, dueOn: string, today: string): Owed {
  const [zh, en] = milestone ? [`里程碑“${milestone}”`, `the milestone “${milestone}”`] : ["本任务", "the task"];
  const what =
    dueOn < today
      ? { zh: `${zh}已逾期，请办结或申请调整`, en: `${en} is overdue: finish it or ask for a change` }
      : { zh: `${zh}即将到期，请按期完成`, en: `${en} comes due: finish it in time` };
  return { what, act: null, dueOn, waitingFor: null };
}

function scopeOf(call: Call, programmes: readonly OwnProgramme[]): OwedScope {
  const scopes = programmes.map((one) => ({ id: one.id, ...ledgerScope(call.actor, one.officeUnitId) }));
  return {
    programmeIds: programmes.map((one) => one.id),
    officeIn: scopes.filter((one) => one.all).map((one) => one.id),
    groupIds: scopes[0]?.groupIds ?? [],
    unitIds: scopes[0]?.unitIds ?? [],
  };
}

export const tasksOwed = {
  kind: "task",
  zh: "任务",
  en: "Task",

  async owed(db: Db, call: Call, programmes: readonly OwnProgramme[]) {
    const scope = scopeOf(call, programmes);
    if (scope.programmeIds.length === 0) return [];
    const until = addWorkingDays(call.today, soon).day;
    const rows = await owedByTasks(db, scope, { today: call.today, until, limit: most });
    const own = rows.flatMap((task) => {
      const owed =
        task.dueOn === null ? owedOf(task, call.today, call.zone) : comingDue(task.milestone, task.dueOn, call.today);
      if (!owed) return [];
      return [
        {
          programmeId: task.programmeId,
          kind: "task",
          id: task.id,
          title: titleOf(task.number, task.title),
          ...owed,
          href: `/p/${task.programmeId}/tasks/${task.id}`,
          sinceAt: task.stateSince,
        },
      ];
    });
    const day = (one: { dueOn: string | null }) => one.dueOn ?? "9999-12-31";
    own.sort((a, b) => Number(day(a) > day(b)) - Number(day(a) < day(b)));
    return [...own.filter((one) => !one.waitingFor), ...own.filter((one) => one.waitingFor)].slice(0, most);
  },
};
