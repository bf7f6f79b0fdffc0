// A report and its rows as they leave: what was said, what the milestones say, what is missing, and what may be done.
import type { Call } from "../../kernel/call.ts";
import { workingDaysBetween } from "../pilot/calendar.ts";
import {
  decisionsOn,
  missingNow,
  type OpenReport,
  type OpenRow,
  percentsOf,
  problemsOf,
  rowFacts,
  standingOf,
} from "./load-report.ts";
import { isOnSchedule, type RowValues, revisedFrom } from "./missing.ts";
import type { RowReview } from "./model.ts";
import type { Problem, Report, ReportRow, ReportSummary } from "./model-report.ts";
import type { ListedReport, ReportRecord } from "./report-store.ts";
import { decideRow } from "./rules.ts";
import type { RoundRow } from "./store.ts";

/** Working days after the due day: of the first submission; while it is missing of today, or of the day it was locked. */
export function lateDays(
  round: Pick<RoundRow, "due_on" | "locked_at">,
  report: Pick<ReportRecord, "submitted_on">,
  today: string,
) {
  const until = report.submitted_on ?? (round.locked_at ? round.locked_at.slice(0, 10) : today);
  return until <= round.due_on ? 0 : workingDaysBetween(round.due_on, until).days;
}

const fieldsOf = (call: Call, round: Pick<RoundRow, "due_on" | "locked_at">, report: ReportRecord) => ({
  id: report.id,
  roundId: report.round_id,
  unitId: report.unit_id,
  unitName: report.unitName,
  state: report.state,
  settledAs: report.settled_as,
  submittedOn: report.submitted_on,
  submittedAt: report.submitted_at,
  submittedByName: report.submittedByName,
  acceptedAt: report.accepted_at,
  lateDays: lateDays(round, report, call.today),
  returnedCount: report.returned_count,
  revisedCount: report.revised_count,
  remark: report.remark,
  unlockAskedAt: report.unlock_asked_at,
  unlockAskedWhy: report.unlock_asked_why,
  unlockedUntil: report.unlocked_until,
  unlockReason: report.unlock_reason,
  version: report.version,
  changedAt: report.changed_at,
});

export const presentSummary = (call: Call, round: RoundRow, report: ListedReport): ReportSummary =>
  ({
    ...fieldsOf(call, round, report),
    rows: {
      total: report.total,
      filled: report.filled,
      pending: report.pending,
      accepted: report.accepted,
      returned: report.returned,
    },
  }) as ReportSummary;

export function presentReport(call: Call, open: OpenReport): Report {
  const { round, report } = open;
  const { begin: _begin, ...abilities } = decisionsOn(call, open);
  return {
    ...fieldsOf(call, round, report),
    programmeId: report.programme_id,
    round: {
      id: round.id,
      title: round.title,
      period: round.period,
      periodFrom: round.period_from,
      periodTo: round.period_to,
      dueOn: round.due_on,
      timelyOn: round.timely_on,
      state: round.state,
      instructions: round.instructions,
    },
    shown: open.shown,
    rows: open.rows.map((row) => presentRow(call, open, row)),
    abilities,
  } as unknown as Report;
}

export function presentRow(call: Call, open: OpenReport, row: OpenRow): ReportRow {
  const task = open.tasks.get(row.task_id);
  const { planned, derived } = percentsOf(row, task);
  const last = open.earlier.get(row.task_id);
  const named = (problems: unknown): Problem[] =>
    problemsOf({ problems }).map((one) => ({
      ...one,
      toUnitName: one.toUnitId ? (open.units.get(one.toUnitId) ?? null) : null,
    }));
  const { shown, programme, report } = open;
  const show = <T>(value: T): T | null => (shown ? value : null);
  return {
    id: row.id,
    taskId: row.task_id,
    ordinal: row.ordinal,
    number: task?.number ?? null,
    shortTitle: task?.shortTitle ?? "",
    text: task?.text ?? "",
    taskState: task?.state ?? "ended",
    light: task?.light ?? "grey",
    dueOn: task?.dueOn ?? null,
    groupId: row.group_id,
    groupName: row.groupName,
    part: row.part,
    ownDuty: row.own_duty,
    milestones: task?.milestones ?? [],
    entry: row.entry,
    review: row.review,
    released: row.released_at !== null,
    progress: show(row.progress),
    derivedPercent: derived,
    plannedPercent: planned,
    percent: show(row.percent),
    percentReason: show(row.percent_reason),
    onSchedule: isOnSchedule(rowFacts(row, task)),
    problems: shown ? named(row.problems) : [],
    nextStep: show(row.next_step),
    nextPerson: show(row.next_person),
    nextDue: show(row.next_due),
    confidence: show(row.confidence),
    evidence: open.evidence.get(row.id) ?? 0,
    remark: row.remark,
    remarkedAt: row.remarked_at,
    reviewerName: row.reviewerName,
    revisedCount: row.revised_count + revisedFrom(row.approved as RowValues | null, valuesOf(row)),
    last: last
      ? {
          roundId: last.roundId,
          period: last.period,
          progress: last.progress,
          nextStep: last.nextStep,
          nextPerson: last.nextPerson,
          nextDue: last.nextDue,
          confidence: last.confidence,
          problems: named(last.problems),
        }
      : null,
    missing: shown ? missingNow(row, task) : [],
    version: row.version,
    changedAt: row.changed_at,
    changedBy: row.changedByName,
    abilities: decideRow(
      call.actor,
      {
        ...standingOf(programme, report),
        groupIds: [row.group_id],
        state: row.review as RowReview,
        submittedBy: report.submitted_by,
      },
      decisionsOn(call, open),
    ),
  } as unknown as ReportRow;
}

/** The values of a row that count as corrected when they change after approval. */
export const valuesOf = (row: OpenRow): RowValues => ({
  progress: row.progress,
  percent: row.percent,
  nextStep: row.next_step,
  nextPerson: row.next_person,
  nextDue: row.next_due,
  confidence: row.confidence,
  problems: JSON.stringify(problemsOf(row).map(({ kind, what, toUnitId, dueOn }) => [kind, what, toUnitId, dueOn])),
});
