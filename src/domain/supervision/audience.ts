// Whose business orders and reminders are: the same decision as `seesOrder`; a reminder is seen with its task.
import type { AudienceSource } from "../pilot/audiences.ts";
import { taskAudiences } from "../tasks/audience.ts";
import { tasksOfReminders } from "./reminder-store.ts";
import { inwardStates } from "./rules.ts";
import { listedByIds } from "./store.ts";

export const ordersAudience: AudienceSource = {
  kind: "order",
  async audiences(db, programmeId, ids) {
    const orders = await listedByIds(db, programmeId, ids);
    return new Map(
      orders.map(({ id, state, groupIds, units }) => [
        id,
        {
          groupIds,
          unitIds: (inwardStates as readonly string[]).includes(state)
            ? []
            : units.map((unit) => unit.unitId as string),
        },
      ]),
    );
  },
};

export const remindersAudience: AudienceSource = {
  kind: "reminder",
  async audiences(db, programmeId, ids, at) {
    const rows = await tasksOfReminders(db, programmeId, ids);
    const tasks = await taskAudiences(db, programmeId, [...new Set(rows.map((row) => row.taskId))], at);
    return new Map(
      rows.flatMap(({ id, taskId }) => {
        const audience = tasks.get(taskId);
        return audience ? [[id, audience] as const] : [];
      }),
    );
  },
};
