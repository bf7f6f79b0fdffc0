// How a meeting is shown where a matter came from it: for those who convened or attended, and the office.
import type { OriginSource } from "../matters/origins.ts";
import { isOfficeOf } from "../pilot/rules.ts";
import { openProgramme } from "../pilot/service.ts";
import { findTitles } from "./store.ts";

export const meetingOrigin: OriginSource = {
  kind: "meeting",
  async show(db, call, programmeId, ids) {
    const programme = await openProgramme(db, call, programmeId);
    const all = isOfficeOf(call.actor, programme);
    const rows = await findTitles(db, programmeId, ids);
    return new Map(
      rows
        .filter((row) => all || [row.hostUnitId, ...row.unitIds].some((id) => call.actor.unitIds.includes(id)))
        .map((row) => [
          row.id,
          {
            title: { zh: `${row.title}（${row.heldOn}）`, en: `${row.title} (${row.heldOn})` },
            href: `/p/${programmeId}/meetings/${row.id}`,
          },
        ]),
    );
  },
};
