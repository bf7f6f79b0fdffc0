// Whose business liaison with a ministry is: its lead unit, and whoever sees one of its tasks.
import { type AudienceSource, joined } from "../pilot/audiences.ts";
import { taskAudiences } from "../tasks/audience.ts";
import { findAudiences } from "./audience-store.ts";

export const ministriesAudience: AudienceSource = {
  kind: "ministry",
  async audiences(db, programmeId, ids, at) {
    const rows = await findAudiences(db, programmeId, ids);
    const tasks = await taskAudiences(db, programmeId, [...new Set(rows.flatMap((row) => row.taskIds))], at);
    return new Map(
      rows.map(({ id, leadUnitId, taskIds }) => [
        id,
        joined(
          { groupIds: [], unitIds: [], anyDutyIds: [leadUnitId] },
          taskIds.map((taskId) => tasks.get(taskId)),
        ),
      ]),
    );
  },
};
