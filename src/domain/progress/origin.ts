// How a matter that came from a report shows where it came from.
import type { Call } from "../../kernel/call.ts";
import type { OriginSource } from "../matters/origins.ts";
import { openProgramme } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import { ledgerScope } from "../tasks/rules.ts";
import { findOrigins } from "./row-store.ts";

export const reportOrigin: OriginSource = {
  kind: "report",
  async show(db: Db, call: Call, programmeId: string, ids: readonly string[]) {
    const programme = await openProgramme(db, call, programmeId);
    const rows = await findOrigins(db, programmeId, ids, ledgerScope(call.actor, programme.officeUnitId));
    return new Map(
      rows.map((row) => [
        row.id,
        {
          title: { zh: `${row.title}：${row.unitName}`, en: `${row.title}: ${row.unitName}` },
          href: `/p/${programmeId}/rounds/${row.roundId}/reports/${row.reportId}`,
        },
      ]),
    );
  },
};
