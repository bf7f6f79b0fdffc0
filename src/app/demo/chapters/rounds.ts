// Chapter: last month's reporting round, filled in by the lead units, reviewed and locked; and this month's, under way.

import { fillRows } from "../../../domain/progress/filling.ts";
import type { ReportId, RoundId } from "../../../domain/progress/model.ts";
import type { ReportRow } from "../../../domain/progress/model-report.ts";
import type { NewRound } from "../../../domain/progress/model-round.ts";
import { getReport, listReports, submitReport } from "../../../domain/progress/reports.ts";
import { acceptReport } from "../../../domain/progress/review.ts";
import { addRound, getRound, lockRound } from "../../../domain/progress/service.ts";
import type { Db } from "../../../domain/tables.ts";
import { dayAfter } from "../../../kernel/clock.ts";
import { monthsAfter, nextWorkingDay, workingDaysAfter } from "../calendar.ts";
import { type Chapter, callAs, type Pilot, pilotOf, type Stage } from "../stage.ts";

/** Of so many lead units one forgets to report. */
const forgetful = 12;

/** Of so many units one has reported soon after a round has opened, and one has begun. */
const quick = 6;

export const roundsChapter: Chapter = {
  name: "rounds",
  write(stage) {
    const { calendar, cast } = stage;
    const pilot = pilotOf(cast, "services");
    const now = nextWorkingDay(dayAfter(calendar.today, -4));
    const before = nextWorkingDay(monthsAfter(now, -1));
    let roundId = "";
    calendar.plan(before, 9 * 60, async (tx, at) => {
      roundId = await issue(stage, pilot, tx, at, before, ["lead"]);
    });
    const filled = workingDaysAfter(before, 3);
    calendar.plan(filled, 15 * 60, (tx, at) =>
      fillIn(stage, pilot, tx, at, roundId, (index) => (index % forgetful === forgetful - 1 ? null : "submitted")),
    );
    calendar.plan(workingDaysAfter(filled, 3), 10 * 60, (tx, at) => settle(stage, pilot, tx, at, roundId));
    let present = "";
    calendar.plan(now, 9 * 60, async (tx, at) => {
      present = await issue(stage, pilot, tx, at, now, ["lead", "support"]);
    });
    calendar.plan(workingDaysAfter(now, 1), 16 * 60, (tx, at) =>
      fillIn(stage, pilot, tx, at, present, (index) => ["submitted", "begun"][index % quick] as Progress | null),
    );
  },
};

async function issue(
  { calendar }: Stage,
  pilot: Pilot,
  tx: Db,
  at: number,
  day: string,
  parts: NewRound["parts"],
): Promise<string> {
  const round = await addRound(tx, callAs(pilot.office, at, calendar), {
    programmeId: pilot.programmeId,
    cycle: "month",
    period: day.slice(0, 7),
    opensOn: day,
    dueOn: workingDaysAfter(day, 5),
    shift: "next",
    parts,
    filter: {},
    instructions: "请写明本期完成的具体事项和数据；没有进展的点“无变化”。（演示数据）",
  });
  return round.id;
}

const at = (pilot: Pilot, roundId: string) => ({ programmeId: pilot.programmeId, roundId: roundId as RoundId });

async function reportsOf({ calendar }: Stage, pilot: Pilot, tx: Db, now: number, roundId: string) {
  const call = callAs(pilot.office, now, calendar);
  const { items } = await listReports(tx, call, { ...at(pilot, roundId), sort: [], limit: 200 } as never);
  return { call, items };
}

/** What a unit says of a task: as much as its milestones show. */
function wordsOf(row: ReportRow): string {
  const reached = row.milestones.filter((one) => one.reachedOn !== null);
  const next = row.milestones.find((one) => one.reachedOn === null);
  const done = reached.at(-1);
  const past = done ? `已完成“${done.title}”` : "已开展前期调研和部门对接";
  return `${past}${next ? `，正在推进“${next.title}”` : ""}。（演示数据）`;
}

type Progress = "submitted" | "begun";

async function fillIn(
  stage: Stage,
  pilot: Pilot,
  tx: Db,
  now: number,
  roundId: string,
  howFar: (index: number) => Progress | null | undefined,
): Promise<void> {
  const { items } = await reportsOf(stage, pilot, tx, now, roundId);
  for (const [index, { id, unitName, version }] of items.entries()) {
    const actor = stage.cast.people.get(unitName);
    const progress = howFar(index);
    if (!actor || !progress) continue;
    const call = callAs(actor, now, stage.calendar);
    const where = { ...at(pilot, roundId), reportId: id as ReportId, version };
    const report = await getReport(tx, call, where);
    await fillRows(tx, call, {
      ...where,
      rows: report.rows.slice(0, progress === "begun" ? 1 : undefined).map((row) => ({
        rowId: row.id,
        version: row.version,
        change: {
          progress: wordsOf(row),
          nextStep: "按里程碑继续推进，逐月调度。",
          confidence: row.light === "red" ? 2 : 4,
        },
      })),
    });
    if (progress === "submitted") await submitReport(tx, call, where);
  }
}

async function settle(stage: Stage, pilot: Pilot, tx: Db, now: number, roundId: string): Promise<void> {
  const { call, items } = await reportsOf(stage, pilot, tx, now, roundId);
  for (const { id, state, version } of items)
    if (state === "submitted")
      await acceptReport(tx, call, { ...at(pilot, roundId), reportId: id as ReportId, version });
  const { version } = await getRound(tx, call, at(pilot, roundId));
  await lockRound(tx, call, { ...at(pilot, roundId), version });
}
