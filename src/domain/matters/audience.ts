// Whose business matters are: both sides, those that had them before, and whoever sees one of their tasks.
import { type AudienceSource, joined } from "../pilot/audiences.ts";
import { taskAudiences } from "../tasks/audience.ts";
import { findAudiences } from "./audience-store.ts";

export const mattersAudience: AudienceSource = {
  kind: "matter",
  async audiences(db, programmeId, ids, at) {
    const rows = await findAudiences(db, programmeId, ids);
    const tasks = await taskAudiences(db, programmeId, [...new Set(rows.flatMap((row) => row.taskIds))], at);
    return new Map(
      rows.map(({ id, unitIds, taskIds }) => [
        id,
        joined(
          { groupIds: [], unitIds: [], anyDutyIds: unitIds },
          taskIds.map((taskId) => tasks.get(taskId)),
        ),
      ]),
    );
  },
};
