// Due days of reporting rounds for calendars: of the units that still owe their report.
import type { Call } from "../../kernel/call.ts";
import type { Db } from "../tables.ts";
import { reportsOfUnits } from "./owed-store.ts";

const most = 500;

export const reportsDates = {
  kind: "report",
  /** A submitted report has no day any more; one that was unlocked has its own. */
  async dates(db: Db, call: Call, programmeIds: readonly string[], span: { from: string; to: string }) {
    const { duties, unitIds } = call.actor;
    const rows = duties.includes("liaison") ? await reportsOfUnits(db, programmeIds, unitIds, most) : [];
    return rows.flatMap((row) => {
      const day = row.unlockedUntil ?? row.dueOn;
      if (row.state === "submitted" || day < span.from || day > span.to) return [];
      return [
        {
          id: row.id,
          day,
          title: {
            zh: `报送截止：${row.title}（${row.unitName}）`,
            en: `Report due: ${row.title} (${row.unitName})`,
          },
          href: `/p/${row.programmeId}/rounds/${row.roundId}/reports/${row.id}`,
          changedAt: row.sinceAt,
        },
      ];
    });
  },
};
