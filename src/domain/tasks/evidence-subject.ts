// Whose evidence a task takes: its lead and cooperating units and the office add, its group and the office review.
import type { Call } from "../../kernel/call.ts";
import { openProgramme } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import type { TaskPart, TaskParty } from "./model.ts";
import { ownersOfTasks } from "./names.ts";
import { isInScope, ledgerScope, partiesOf } from "./rules.ts";
import { findWholeTasks } from "./store.ts";

/** Nothing is added to or taken from the evidence of a task that is finished. */
const finished = ["closed", "ended"];

async function rights(db: Db, call: Call, programmeId: string, ids: readonly string[]) {
  const programme = await openProgramme(db, call, programmeId);
  const tasks = await findWholeTasks(db, programme.id, ids, null);
  const scope = ledgerScope(call.actor, programme.officeUnitId);
  const seen = tasks.filter((task) =>
    isInScope(scope, {
      groupIds: task.group_id === null ? [] : [task.group_id],
      unitIds: task.units.map((unit) => unit.unitId),
    }),
  );
  return new Map(
    seen.map((task) => {
      const parties = partiesOf(call.actor, {
        officeUnitId: programme.officeUnitId,
        groupId: task.group_id,
        units: task.units as { unitId: string; part: TaskPart }[],
      });
      const isOneOf = (...these: TaskParty[]) => parties.some((party) => these.includes(party));
      const mayAdd = !finished.includes(task.state) && isOneOf("office", "lead", "support");
      return [task.id, { mayAdd, mayRemark: isOneOf("office", "group") }];
    }),
  );
}

export const taskEvidence = {
  kind: "task",
  zh: "任务",
  en: "Task",

  async name(db: Db, programmeId: string, ids: readonly string[]) {
    const tasks = await ownersOfTasks(db, programmeId, ids);
    return new Map(
      [...tasks.values()].map(({ id, number, title, state }) => [
        id,
        {
          title: { zh: `任务 ${number} ${title}`, en: `Task ${number} ${title}` },
          href: `/p/${programmeId}/tasks/${id}`,
          over: finished.includes(state),
        },
      ]),
    );
  },

  rights,
};
