// A report with all that acts on it look at: its round, rows, the tasks as they stand, and what the unit reported before.
import type { Call } from "../../kernel/call.ts";
import { kernelFault } from "../../kernel/errors.ts";
import { unitNames } from "../organisations/service.ts";
import { openProgramme } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import { type FormTask, formTasks } from "../tasks/owing.ts";
import { ledgerScope } from "../tasks/rules.ts";
import { missingIn, type RowFacts } from "./missing.ts";
import type { OwingPart, ReportState, RowEntry, RowReview } from "./model.ts";
import { progressFault } from "./model-faults.ts";
import { insist } from "./refusals.ts";
import * as store from "./report-store.ts";
import { countRowEvidence } from "./row-evidence.ts";
import { type EarlierRow, findEarlier, findRows } from "./row-store.ts";
import { decideReport, type ReportAct, reportActs, type Standing, seesContent, seesReport } from "./rules.ts";
import { findRound, type RoundRow } from "./store.ts";

export interface ReportAt {
  programmeId: string;
  roundId: string;
  reportId: string;
}

/** A problem or request as it is kept with its row. */
export interface KeptProblem {
  id: string;
  kind: "problem" | "request";
  what: string;
  toUnitId: string | null;
  dueOn: string | null;
  openedAt: string | null;
}

export type OpenRow = Awaited<ReturnType<typeof findRows>>[number];

export interface OpenReport {
  programme: { id: string; officeUnitId: string };
  round: RoundRow;
  report: store.ReportRecord;
  /** Those that the reader may see: all of the own unit's and the office's, a group's own. */
  rows: OpenRow[];
  tasks: ReadonlyMap<string, FormTask>;
  earlier: ReadonlyMap<string, EarlierRow>;
  evidence: ReadonlyMap<string, number>;
  units: ReadonlyMap<string, string>;
  /** May the contents of rows be read? */
  shown: boolean;
}

export const standingOf = (programme: { officeUnitId: string }, report: store.ReportRecord): Standing => ({
  officeUnitId: programme.officeUnitId,
  unitId: report.unit_id,
  groupIds: report.groupIds,
});

export const problemsOf = (row: { problems: unknown }): KeptProblem[] => row.problems as KeptProblem[];

/** Opens a report as somebody may see it, in a fixed number of statements however many rows it has. */
export async function openReport(db: Db, call: Call, at: ReportAt): Promise<OpenReport> {
  const programme = await openProgramme(db, call, at.programmeId);
  const round = await findRound(db, programme.id, at.roundId);
  const report = round && (await store.findReport(db, at));
  if (!round || !report) throw progressFault("report.absent");
  const standing = standingOf(programme, report);
  if (!seesReport(call.actor, standing)) throw progressFault("report.absent");
  const scope = ledgerScope(call.actor, programme.officeUnitId);
  const isOwn = scope.unitIds.includes(report.unit_id);
  const rows = (await findRows(db, programme.id, report.id)).filter(
    (row) => scope.all || isOwn || (row.group_id !== null && scope.groupIds.includes(row.group_id)),
  );
  const taskIds = rows.map((row) => row.task_id);
  const before = {
    programmeId: programme.id,
    unitId: report.unit_id,
    taskIds,
    before: round.opened_at,
    roundId: round.id,
  };
  const earlier = await findEarlier(db, before);
  const named = [...rows, ...earlier].flatMap((row) => problemsOf(row).flatMap((one) => one.toUnitId ?? []));
  return {
    programme,
    round,
    report,
    rows,
    tasks: await formTasks(db, programme.id, taskIds),
    earlier: new Map(earlier.map((row) => [row.taskId, row])),
    evidence: await countRowEvidence(
      db,
      call,
      programme.id,
      rows.map((row) => row.id),
    ),
    units: await unitNames(db, [...new Set(named)]),
    shown: seesContent(call.actor, { ...standing, submittedAt: report.submitted_at }),
  };
}

/** Opens a report for an act and holds it: a stale version is told, the table decides. */
export async function openReportFor(
  tx: Db,
  call: Call,
  at: ReportAt & { version: number },
  act: ReportAct,
): Promise<OpenReport> {
  await store.holdReport(tx, at.programmeId, at.reportId);
  const open = await openReport(tx, call, at);
  if (open.report.version !== at.version)
    throw kernelFault("version.stale", { current: open.report.version, given: at.version });
  insist(reportActs[act], decisionsOn(call, open)[act]);
  return open;
}

export const decisionsOn = (call: Call, { programme, report }: Pick<OpenReport, "programme" | "report">) =>
  decideReport(call.actor, {
    ...standingOf(programme, report),
    state: report.state as ReportState,
    submittedBy: report.submitted_by,
  });

/** Percentages of a row: what they were when it was submitted, and while it is with the unit, what they are now. */
export function percentsOf(row: OpenRow, task: FormTask | undefined) {
  const isWithUnit = row.review === "open" || row.review === "returned";
  if (row.part === "support") return { planned: null, derived: null };
  return isWithUnit || row.submitted_at === null
    ? { planned: task?.plannedPercent ?? null, derived: task?.progressPercent ?? null }
    : { planned: row.planned_percent, derived: row.derived_percent };
}

/** What the rule of completeness looks at. */
export function rowFacts(row: OpenRow, task: FormTask | undefined): RowFacts {
  const { planned, derived } = percentsOf(row, task);
  return {
    part: row.part as OwingPart,
    entry: row.entry as RowEntry,
    released: row.released_at !== null,
    progress: row.progress,
    percent: row.percent,
    percentReason: row.percent_reason,
    plannedPercent: planned,
    derivedPercent: derived,
    problems: problemsOf(row),
    nextStep: row.next_step,
    unanswered: row.review === "returned" && !row.answered,
  };
}

/** What a row lacks now; nothing is asked of a row that has been submitted. */
export const missingNow = (row: OpenRow, task: FormTask | undefined) =>
  (["open", "returned"] satisfies RowReview[] as string[]).includes(row.review) ? missingIn(rowFacts(row, task)) : [];
