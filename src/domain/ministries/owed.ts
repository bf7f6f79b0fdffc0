// What a lead unit owes towards ministries: to submit what was proposed, and to follow up on its day.
import type { Call } from "../../kernel/call.ts";
import { matterActor } from "../matters/actors.ts";
import type { OwnProgramme } from "../pilot/rules.ts";
import type { Db } from "../tables.ts";
import { findOwed } from "./owed-store.ts";

const most = 200;
const idOf = (programme: OwnProgramme) => programme.id;

export const ministriesOwed = {
  kind: "ministry",
  async owed(db: Db, call: Call, programmes: readonly OwnProgramme[]) {
    const { actsFor } = await matterActor(db, call);
    const rows = await findOwed(db, programmes.map(idOf), actsFor, most);
    return rows.map((row) => {
      const isProposed = row.state === "proposed";
      // Between two follow-ups the ministry has it.
      const waits = !isProposed && row.followUpOn !== null && row.followUpOn > call.today;
      return {
        programmeId: row.programmeId,
        kind: "ministry",
        id: row.id,
        title: { zh: `${row.ministry}：${row.what}`, en: `${row.ministry}: ${row.what}` },
        what: isProposed
          ? { zh: "报送并登记文号", en: "submit it and record the letter" }
          : { zh: "跟进并记录沟通情况，或登记答复", en: "follow up and record it, or record the reply" },
        act: waits ? null : isProposed ? "submit" : "follow",
        dueOn: row.followUpOn,
        waitingFor: waits ? { zh: row.ministry, en: row.ministry } : null,
        href: `/p/${row.programmeId}/ministries/${row.id}`,
        sinceAt: row.stateSince,
      };
    });
  },
};
