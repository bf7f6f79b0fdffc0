// What somebody owes by reporting rounds: the unit's own report, reviews, unlocking; and what a unit waits for.
import type { Call } from "../../kernel/call.ts";
import type { OwnProgramme } from "../pilot/rules.ts";
import type { Db } from "../tables.ts";
import * as store from "./owed-store.ts";

const most = 200;

interface Said {
  what: { zh: string; en: string };
  act: string | null;
  waitingFor: { zh: string; en: string } | null;
}

const counted = (row: store.OwedReport) => ({
  zh: `${row.total} 项，已填 ${row.filled} 项`,
  en: `${row.total} tasks, ${row.filled} filled in`,
});

function ofUnit(row: store.OwedReport): Said {
  if (row.state === "submitted")
    return {
      what: { zh: "已提交，等待审核", en: "submitted, waiting for review" },
      act: null,
      waitingFor: { zh: "推进组或办公室", en: "the group or the office" },
    };
  const { zh, en } = counted(row);
  if (row.state === "returned")
    return {
      what: {
        zh: `已退回，请补充后重新提交：${row.remark ?? ""}`,
        en: `returned, mend and submit again: ${row.remark ?? ""}`,
      },
      act: "submit",
      waitingFor: null,
    };
  return { what: { zh: `请填报并提交（${zh}）`, en: `fill in and submit (${en})` }, act: "submit", waitingFor: null };
}

const toReview = (row: store.OwedReport): Said => ({
  what: {
    zh: `请审核${row.unitName}的报送（${row.pending} 项待审）`,
    en: `review ${row.unitName} (${row.pending} rows waiting)`,
  },
  act: "accept",
  waitingFor: null,
});

const toUnlock = (row: store.OwedReport): Said => ({
  what: { zh: `${row.unitName}申请解锁，请答复`, en: `${row.unitName} asks for unlocking` },
  act: "unlock",
  waitingFor: null,
});

const item = (row: store.OwedReport, said: Said) => ({
  programmeId: row.programmeId,
  kind: "report",
  id: row.id,
  title: { zh: `${row.title}：${row.unitName}`, en: `${row.title}: ${row.unitName}` },
  ...said,
  dueOn: row.unlockedUntil ?? row.dueOn,
  href: `/p/${row.programmeId}/rounds/${row.roundId}/reports/${row.id}`,
  sinceAt: row.sinceAt,
});

export const progressOwed = {
  kind: "report",
  async owed(db: Db, call: Call, programmes: readonly OwnProgramme[]) {
    const programmeIds = programmes.map((one) => one.id);
    const { duties, unitIds, personId, sameAs } = call.actor;
    const personIds = [personId, ...(sameAs ?? [])];
    const groupIds = duties.includes("group") ? unitIds : [];
    const officeUnitIds = duties.includes("office") ? unitIds : [];
    const own = duties.includes("liaison") ? await store.reportsOfUnits(db, programmeIds, unitIds, most) : [];
    const reviews =
      groupIds.length + officeUnitIds.length > 0
        ? await store.reportsToReview(db, programmeIds, { groupIds, officeUnitIds, personIds }, most)
        : [];
    const unlocks = officeUnitIds.length > 0 ? await store.reportsToUnlock(db, programmeIds, officeUnitIds, most) : [];
    return [
      ...own.map((row) => item(row, ofUnit(row))),
      ...reviews.map((row) => item(row, toReview(row))),
      ...unlocks.map((row) => item(row, toUnlock(row))),
    ].slice(0, most);
  },
};
