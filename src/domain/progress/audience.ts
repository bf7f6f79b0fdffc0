// Whose business reports are: the unit that reports and the groups of its rows; what stands in a row is read once it was submitted.
import type { AudienceSource } from "../pilot/audiences.ts";
import { audiencesOf } from "./report-store.ts";
import { findEvidenceRows } from "./row-store.ts";

export const reportsAudience: AudienceSource = {
  kind: "report",
  async audiences(db, programmeId, ids) {
    const rows = await audiencesOf(db, programmeId, ids);
    return new Map(
      rows.map(({ id, unitId, groupIds }) => [
        id,
        { unitIds: [unitId], groupIds: groupIds.filter((groupId) => groupId !== null) },
      ]),
    );
  },
};

/** Rows are not announced; evidence is kept for them. */
export const rowsAudience: AudienceSource = {
  kind: "reportRow",
  async audiences(db, programmeId, ids) {
    const rows = await findEvidenceRows(db, programmeId, ids);
    return new Map(
      rows.map(({ id, unitId, groupId, submittedAt }) => [
        id,
        submittedAt === null
          ? { unitIds: [unitId], groupIds: [], notOffice: true }
          : { unitIds: [unitId], groupIds: groupId === null ? [] : [groupId] },
      ]),
    );
  },
};
