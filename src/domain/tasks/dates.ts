// Days of tasks and milestones for calendars: those of the caller's part of the ledger.
import type { Call } from "../../kernel/call.ts";
import { isOfficeOf } from "../pilot/rules.ts";
import { programmesOf } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import { findDates } from "./dates-store.ts";

const most = 500;

export const tasksDates = {
  kind: "task",
  async dates(db: Db, call: Call, programmeIds: readonly string[], span: { from: string; to: string }) {
    const { actor } = call;
    const programmes = (await programmesOf(db, call)).filter((one) => programmeIds.includes(one.id));
    const rows = await findDates(
      db,
      {
        officeOf: programmes.filter((one) => isOfficeOf(actor, one)).map((one) => one.id),
        programmeIds,
        groupIds: actor.duties.includes("group") ? actor.unitIds : [],
        unitIds: actor.duties.includes("liaison") ? actor.unitIds : [],
      },
      span,
      most,
    );
    return rows.map((row) => ({
      id: row.id,
      day: row.day,
      title: row.milestone
        ? { zh: `里程碑：${row.milestone}（${row.title}）`, en: `Milestone: ${row.milestone} (${row.title})` }
        : { zh: `任务到期：${row.title}`, en: `Task due: ${row.title}` },
      href: `/p/${row.programmeId}/tasks/${row.taskId}`,
      changedAt: row.changedAt,
    }));
  },
};
