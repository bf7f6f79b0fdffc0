// Due days of matters for calendars: of the unit that has to answer, and of the one that waits for it.
import type { Call } from "../../kernel/call.ts";
import type { Db } from "../tables.ts";
import { matterActor } from "./actors.ts";
import { findOwed } from "./owed-store.ts";

const most = 500;

export const mattersDates = {
  kind: "matter",
  async dates(db: Db, call: Call, programmeIds: readonly string[], span: { from: string; to: string }) {
    const { actsFor, personId } = await matterActor(db, call);
    const rows = await findOwed(db, programmeIds, actsFor, personId, most);
    return rows.flatMap(({ programmeId, id, number, what, dueOn, answers, state, toName, stateSince }) =>
      dueOn && state !== "answered" && dueOn >= span.from && dueOn <= span.to
        ? [
            {
              id,
              day: dueOn,
              title: answers
                ? { zh: `协调事项时限：${number} ${what}`, en: `Matter due: ${number} ${what}` }
                : {
                    zh: `协调事项应由${toName}答复：${number} ${what}`,
                    en: `Answer of ${toName} due: ${number} ${what}`,
                  },
              href: `/p/${programmeId}/matters/${id}`,
              changedAt: stateSince,
            },
          ]
        : [],
    );
  },
};
