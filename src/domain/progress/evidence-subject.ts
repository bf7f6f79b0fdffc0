// Whose evidence a row of a report takes: its unit adds while it may fill in, its group and the office review.
import type { Call } from "../../kernel/call.ts";
import { openProgramme } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import { type EvidenceRow, findEvidenceRows, findNamedRows } from "./row-store.ts";
import { mayDoRow, partiesOf, reportActs, type Standing, seesContent, seesReport } from "./rules.ts";

async function among(
  db: Db,
  call: Call,
  programmeId: string,
  ids: readonly string[],
  may: (row: EvidenceRow, at: Standing) => boolean,
): Promise<Set<string>> {
  const programme = await openProgramme(db, call, programmeId);
  const rows = await findEvidenceRows(db, programme.id, ids);
  const standing = (row: EvidenceRow): Standing => ({
    officeUnitId: programme.officeUnitId,
    unitId: row.unitId,
    groupIds: [row.groupId],
  });
  const seen = rows.filter((row) => {
    const at = standing(row);
    return seesReport(call.actor, at) && seesContent(call.actor, { ...at, submittedAt: row.submittedAt });
  });
  return new Set(seen.filter((row) => may(row, standing(row))).map((row) => row.id));
}

type Which = (db: Db, call: Call, programmeId: string, ids: readonly string[]) => Promise<Set<string>>;

const mayRead: Which = (db, call, programmeId, ids) => among(db, call, programmeId, ids, () => true);

const mayAdd: Which = (db, call, programmeId, ids) =>
  among(
    db,
    call,
    programmeId,
    ids,
    (row, at) =>
      (reportActs.fill.from as readonly string[]).includes(row.state) &&
      mayDoRow("fill", call.actor, { ...at, state: row.review }).allowed,
  );

const mayRemark: Which = (db, call, programmeId, ids) =>
  among(db, call, programmeId, ids, (_row, at) =>
    partiesOf(call.actor, at).some((party) => party === "group" || party === "office"),
  );

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
  mayRead,
  mayAdd,
  mayRemark,
  name,
};
