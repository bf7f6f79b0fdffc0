// Whose business meetings are: who convenes and who attends; nobody sees them by a task.
import type { AudienceSource } from "../pilot/audiences.ts";
import { findTitles } from "./store.ts";

export const meetingsAudience: AudienceSource = {
  kind: "meeting",
  async audiences(db, programmeId, ids) {
    const rows = await findTitles(db, programmeId, ids);
    return new Map(
      rows.map(({ id, hostUnitId, unitIds }) => [
        id,
        { groupIds: [], unitIds: [], anyDutyIds: [hostUnitId, ...unitIds] },
      ]),
    );
  },
};
