// Whose evidence a row of a report takes: its unit adds while it may fill in, its group and the office review.
import type { Call } from "../../kernel/call.ts";
import { openProgramme } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import { findEvidenceRows, findNamedRows } from "./row-store.ts";
import { mayDoRow, partiesOf, reportActs, type Standing, seesContent, seesReport } from "./rules.ts";

async function rights(db: Db, call: Call, programmeId: string, ids: readonly string[]) {
  const programme = await openProgramme(db, call, programmeId);
  const rows = await findEvidenceRows(db, programme.id, ids);
  return new Map(
    rows.flatMap((row) => {
      const at: Standing = { officeUnitId: programme.officeUnitId, unitId: row.unitId, groupIds: [row.groupId] };
      const sees = seesReport(call.actor, at) && seesContent(call.actor, { ...at, submittedAt: row.submittedAt });
      if (!sees) return [];
      const mayAdd =
        (reportActs.fill.from as readonly string[]).includes(row.state) &&
        mayDoRow("fill", call.actor, { ...at, state: row.review }).allowed;
      const mayRemark = partiesOf(call.actor, at).some((party) => party === "group" || party === "office");
      return [[row.id, { mayAdd, mayRemark }] as const];
    }),
  );
}

async function name(db: Db, programmeId: string, ids: readonly string[]) {
  const rows = await findNamedRows(db, programmeId, ids);
  return new Map(
    rows.map(({ id, roundId, reportId, round, unit, task, review }) => [
      id,
      {
        title: { zh: `${round}（${unit}）：${task}`, en: `${round} (${unit}): ${task}` },
        href: `/p/${programmeId}/rounds/${roundId}/reports/${reportId}`,
        over: review === "accepted",
      },
    ]),
  );
}

export const rowEvidence = {
  kind: "reportRow",
  zh: "报送条目",
  en: "Row of a report",
  rights,
  name,
};
