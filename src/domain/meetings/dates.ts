// Days of meetings for calendars: of the convener from the plan on, of those who attend once the agenda is settled.
import type { Call } from "../../kernel/call.ts";
import { matterActor } from "../matters/actors.ts";
import type { Db } from "../tables.ts";
import { findOwed } from "./owed-store.ts";

const most = 500;
const toCome = ["planned", "prepared"];

export const meetingsDates = {
  kind: "meeting",
  /** Only meetings that are to come: what has been held stands in its minutes. */
  async dates(db: Db, call: Call, programmeIds: readonly string[], span: { from: string; to: string }) {
    const { actsFor } = await matterActor(db, call);
    const rows = await findOwed(db, programmeIds, actsFor, call.today, most);
    return rows
      .filter(({ state, heldOn }) => toCome.includes(state) && heldOn >= span.from && heldOn <= span.to)
      .map((row) => ({
        id: row.id,
        day: row.heldOn,
        title: { zh: `会议：${row.title}（${row.place}）`, en: `Meeting: ${row.title} (${row.place})` },
        href: `/p/${row.programmeId}/meetings/${row.id}`,
        changedAt: row.stateSince,
      }));
  },
};
