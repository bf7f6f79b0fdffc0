// Twelve monthly rounds: they open by themselves five working days before their due day; most units report in time, some late, some not
// at all; reviews return and accept; the office locks, and unlocks once by exception.
import { addWorkingDays, isWorkingDay } from "../../../src/domain/pilot/calendar.ts";
import type { ReportId } from "../../../src/domain/progress/model.ts";
import type { Report } from "../../../src/domain/progress/model-report.ts";
import type { Round } from "../../../src/domain/progress/model-round.ts";
import type { Seat } from "../cast.ts";
import type { Happening } from "../course.ts";
import type { Year } from "../year.ts";
import { stubborn } from "./supervision.ts";

export const months = [
  ...["09", "10", "11", "12"].map((month) => `2021-${month}`),
  ...["01", "02", "03", "04", "05", "06", "07", "08"].map((month) => `2022-${month}`),
];

/** How a unit fares in a round; in time where nothing is said. */
export const manners = ["inTime", "late", "missed", "returned"] as const;
export type Manner = (typeof manners)[number];
export type Manners = Partial<Record<string, Manner>>;

/** By month and unit: `2021-12 science`. */
const asPlayed: Manners = {
  "2021-10 data": "late",
  "2021-11 trade": "returned",
  "2021-12 science": "missed",
  // On leave: a colleague reports in their stead.
  "2021-12 trade": "missed",
  "2022-01 science": "missed",
  "2022-04 east": "late",
  "2022-06 heir": "returned",
};

export const reporters = ["trade", "science", "data", "east", "west", "heir"] as const satisfies readonly Seat[];

export function reporting(fares: Manners = asPlayed, played: readonly string[] = months): Happening[] {
  return played.flatMap((month) => {
    const due = isWorkingDay(`${month}-26`) ? `${month}-26` : addWorkingDays(`${month}-26`, -1).day;
    const on = (days: number) => addWorkingDays(due, days).day;
    const mannerOf = (seat: Seat) => fares[`${month} ${seat}`] ?? "inTime";
    return [
      { day: on(-5), happens: (year) => isOpen(year, month) },
      {
        day: on(-2),
        happens: (year) => reportAll(year, month, (seat) => !["late", "missed"].includes(mannerOf(seat))),
      },
      { day: on(-1), happens: (year) => reviewAll(year, month, (seat) => mannerOf(seat) === "returned") },
      { day: on(0), happens: (year) => reportAll(year, month, (seat) => mannerOf(seat) === "returned") },
      { day: on(1), happens: (year) => reportAll(year, month, (seat) => mannerOf(seat) === "late") },
      { day: on(2), happens: (year) => reviewAll(year, month, () => false) },
      { day: on(3), happens: (year) => lock(year, month) },
    ] satisfies Happening[];
  });
}

export async function roundOf(year: Year, month: string): Promise<Round> {
  const { items } = await year.players.chief.api.progress.listRounds({ programmeId: year.programmeId, limit: 200 });
  const round = items.find((one) => one.period === month);
  if (!round) throw new Error(`${year.today()}: there is no round of ${month}`);
  return round;
}

async function isOpen(year: Year, month: string): Promise<void> {
  const { state, title } = await roundOf(year, month);
  if (state !== "open") throw new Error(`${year.today()}: ${title} is ${state}, it should have opened by itself`);
}

export const place = (year: Year, report: Pick<Report, "id" | "roundId" | "version">) => ({
  programmeId: year.programmeId,
  roundId: report.roundId,
  reportId: report.id,
  version: report.version,
});

/** A unit's report in a round, as somebody sees it. */
export async function reportOf(year: Year, month: string, unit: Seat, seen: Seat = unit): Promise<Report | null> {
  const round = await roundOf(year, month);
  const { api } = year.players[seen];
  const at = { programmeId: year.programmeId, roundId: round.id };
  const { items } = await api.progress.listReports({ ...at, limit: 200 } as never);
  const found = items.find((report) => report.unitId === year.players[unit].unitId);
  return found ? api.progress.getReport({ ...at, reportId: found.id as ReportId }) : null;
}

async function reportAll(year: Year, month: string, whose: (seat: Seat) => boolean): Promise<void> {
  for (const seat of reporters) if (whose(seat)) await fillAndSubmit(year, month, seat);
}

/** Fills in every row that is with the unit, marks the milestones whose day has come, and submits. */
export async function fillAndSubmit(year: Year, month: string, unit: Seat, by: Seat = unit): Promise<void> {
  const report = await reportOf(year, month, unit, by);
  if (!report || !["notStarted", "drafting", "returned"].includes(report.state)) return;
  const open = report.rows.filter((row) => !row.released && ["open", "returned"].includes(row.review));
  await year.step(by, `填报并提交${report.round.title}`, async (api) => {
    const rows = open.map((row) => ({
      rowId: row.id,
      version: row.version,
      change: {
        progress: `${month} ${row.shortTitle}按计划推进（演示数据）${row.review === "returned" ? "，已按意见补充" : ""}${report.unlockedUntil ? "，已更正" : ""}`,
        nextStep: "按计划推进下一个里程碑",
        ...(row.part === "lead" ? { reached: reachedBy(year, row), confidence: 4 } : {}),
      },
    }));
    const { items, reportVersion } = await api.progress.fillRows({ ...place(year, report), rows });
    const refused = items.find((item) => item.outcome !== "saved" && item.code);
    if (refused) throw new Error(`a row was refused: ${refused.code} ${refused.messages?.en}`);
    return api.progress.submitReport(place(year, { ...report, version: reportVersion }));
  });
}

/** Milestones due by now, but for those of tasks that the course lets slip. */
function reachedBy(year: Year, row: Report["rows"][number]) {
  if (row.number === stubborn && year.today() < "2022-03-01") return [];
  return row.milestones
    .filter((one) => one.reachedOn === null && one.dueOn.slice(0, 7) <= year.today().slice(0, 7))
    .map((one) => ({ milestoneId: one.id, reachedOn: year.today() }));
}

/** The group reviews its rows, the office those of tasks without a group; somebody's report may come back with remarks. */
async function reviewAll(year: Year, month: string, isReturned: (seat: Seat) => boolean): Promise<void> {
  for (const unit of reporters) {
    const before = await reportOf(year, month, unit, "chief");
    if (before?.state !== "submitted") continue;
    const grouped = before.rows.filter((row) => row.review === "pending" && row.groupId !== null);
    if (isReturned(unit) && before.returnedCount === 0 && grouped[0]) {
      const rows = [{ rowId: grouped[0].id, remark: "请补充量化进展" }];
      await year.step("group", `退回${before.unitName}的一条`, (api) =>
        api.progress.returnReport({ ...place(year, before), rows }),
      );
      continue;
    }
    if (grouped.length > 0)
      await year.step("group", `审核通过${before.unitName}的报送`, (api) =>
        api.progress.acceptReport(place(year, before)),
      );
    const rest = await reportOf(year, month, unit, "chief");
    if (rest?.rows.some((row) => row.review === "pending"))
      await year.step("deputy", `审核通过${before.unitName}未划归推进组的条目`, (api) =>
        api.progress.acceptReport(place(year, rest)),
      );
  }
}

async function lock(year: Year, month: string): Promise<void> {
  const round = await roundOf(year, month);
  if (round.state !== "duePassed") throw new Error(`${round.title} is ${round.state}, its due day has passed`);
  await year.step("chief", `锁定${round.title}`, (api) =>
    api.progress.lockRound({ programmeId: year.programmeId, roundId: round.id, version: round.version }),
  );
}
