// Follow-up days of liaison with ministries for calendars: of the lead unit.
import type { Call } from "../../kernel/call.ts";
import { matterActor } from "../matters/actors.ts";
import type { Db } from "../tables.ts";
import { findOwed } from "./owed-store.ts";

const most = 500;

export const ministriesDates = {
  kind: "ministry",
  async dates(db: Db, call: Call, programmeIds: readonly string[], span: { from: string; to: string }) {
    const { actsFor } = await matterActor(db, call);
    const rows = await findOwed(db, programmeIds, actsFor, most);
    return rows.flatMap(({ programmeId, id, ministry, what, followUpOn, stateSince }) =>
      followUpOn && followUpOn >= span.from && followUpOn <= span.to
        ? [
            {
              id,
              day: followUpOn,
              title: { zh: `跟进${ministry}：${what}`, en: `Follow up with ${ministry}: ${what}` },
              href: `/p/${programmeId}/ministries/${id}`,
              changedAt: stateSince,
            },
          ]
        : [],
    );
  },
};
