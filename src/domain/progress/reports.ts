// A unit's report as a whole: reading it, submitting, recalling, asking for unlocking.
import type { Call } from "../../kernel/call.ts";
import type { Place } from "../../kernel/errors.ts";
import { markOf, readMark } from "../../kernel/page-mark.ts";
import { dayRead } from "../../kernel/rows-at.ts";
import { recordEvent } from "../audit/service.ts";
import { openProgramme } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import { ledgerScope } from "../tasks/rules.ts";
import { judgeAgain } from "./judge-again.ts";
import { missingNow, type OpenReport, openReport, openReportFor, percentsOf, type ReportAt } from "./load-report.ts";
import { type RowValues, revisedFrom } from "./missing.ts";
import type { RowReview } from "./model.ts";
import { progressFault } from "./model-faults.ts";
import type { Report, ReportQuery } from "./model-report.ts";
import { presentReport, presentSummary, valuesOf } from "./present-report.ts";
import { insistOnNote } from "./refusals.ts";
import * as store from "./report-store.ts";
import { saveRows } from "./row-store.ts";
import { reportActs, stateFromRows } from "./rules.ts";
import { findRound } from "./store.ts";

export type ReportAct = ReportAt & { version: number; note?: string | undefined };

export async function listReports(db: Db, call: Call, query: ReportQuery & { programmeId: string; roundId: string }) {
  const programme = await openProgramme(db, call, query.programmeId);
  const day = dayRead(call, query.asOf);
  const round = await findRound(db, programme.id, query.roundId, day.asOf);
  if (!round) throw progressFault("round.absent");
  const mark = query.after ? readMark(query.sort, query.after, Math.max(1, query.sort.length) + 1) : null;
  const scope = ledgerScope(call.actor, programme.officeUnitId);
  const at = { programmeId: programme.id, id: round.id, dueOn: round.due_on };
  const { items, total } = await store.findReports(db, at, query, day, scope, mark);
  const page = items.slice(0, query.limit);
  const last = page.at(-1);
  return {
    items: page.map((report) => presentSummary({ ...call, today: day.today }, round, report)),
    total,
    next: last && items.length > page.length ? markOf(query.sort, last.mark) : null,
  };
}

export async function getReport(db: Db, call: Call, at: ReportAt): Promise<Report> {
  return presentReport(call, await openReport(db, call, at));
}

/**
 * Submits all rows of a report for review. Rows that were accepted before and say the same stay accepted.
 * @throws Fault `report.incomplete` with a place for everything that is missing
 */
export async function submitReport(tx: Db, call: Call, input: ReportAct): Promise<Report> {
  const open = await openReportFor(tx, call, input, "submit");
  const places = placesMissing(open);
  if (places.length > 0) throw progressFault("report.incomplete", { count: places.length }, places);
  for (const row of open.rows) {
    if (row.review !== "open" && row.review !== "returned") continue;
    const { planned, derived } = percentsOf(row, open.tasks.get(row.task_id));
    const approved = row.approved as RowValues | null;
    const isAsApproved = row.review === "open" && approved !== null && revisedFrom(approved, valuesOf(row)) === 0;
    const isReleased = row.released_at !== null && row.entry === "empty";
    row.review = isAsApproved || isReleased ? "accepted" : "pending";
    row.planned_percent = planned;
    row.derived_percent = derived;
    row.submitted_at ??= call.atIso;
    row.version += 1;
    row.changed_at = call.atIso > row.changed_at ? call.atIso : row.changed_at;
  }
  await saveRows(tx, open.rows);
  const state = stateFromRows(open.rows.map((row) => row.review as RowReview));
  await saveState(tx, call, open, "submit", {
    state,
    submitted_on: open.report.submitted_on ?? call.today,
    submitted_at: open.report.submitted_at ?? call.atIso,
    submitted_by: call.actor.personId,
    last_submitted_at: call.atIso,
  });
  await judgeAgain(tx, call, open.programme.id, { taskIds: open.rows.map((row) => row.task_id) });
  return getReport(tx, call, input);
}

function placesMissing(open: OpenReport): Place[] {
  return open.rows.flatMap((row) => {
    const task = open.tasks.get(row.task_id);
    const name = `${task?.number ?? row.ordinal} ${task?.shortTitle ?? ""}`;
    return missingNow(row, task).map(({ code, zh, en }) => ({
      path: `rows.${row.id}`,
      code,
      zh: `${name}：${zh}`,
      en: `${name}: ${en}`,
    }));
  });
}

/** Takes a report back before it has been reviewed; rows that were accepted stay accepted. */
export async function recallReport(tx: Db, call: Call, input: ReportAct): Promise<Report> {
  const open = await openReportFor(tx, call, input, "recall");
  const pending = open.rows.filter((row) => row.review === "pending");
  for (const row of pending) {
    row.review = "open";
    row.version += 1;
    row.changed_at = call.atIso > row.changed_at ? call.atIso : row.changed_at;
  }
  await saveRows(tx, pending);
  await saveState(tx, call, open, "recall", { state: "drafting" }, input.note);
  return getReport(tx, call, input);
}

/** After the lock: asks the office to unlock, and says why. */
export async function askUnlock(tx: Db, call: Call, input: ReportAct): Promise<Report> {
  const open = await openReportFor(tx, call, input, "askUnlock");
  const note = insistOnNote(reportActs.askUnlock, input.note);
  await saveState(tx, call, open, "askUnlock", { unlock_asked_at: call.atIso, unlock_asked_why: note }, note);
  return getReport(tx, call, input);
}

/** Saves what an act leaves of a report, with its event. */
export async function saveState(
  tx: Db,
  call: Call,
  { report, round }: Pick<OpenReport, "report" | "round">,
  act: string,
  patch: store.ReportPatch,
  note?: string,
  more: Record<string, unknown> = {},
): Promise<void> {
  const by = { changed_at: call.atIso, changed_by: call.actor.personId };
  await store.saveReport(tx, { programmeId: report.programme_id, id: report.id }, report.version, { ...patch, ...by });
  await recordEvent(tx, call, {
    kind: `report.${act}`,
    programmeId: report.programme_id,
    subject: { kind: "report", id: report.id, version: report.version + 1 },
    note,
    before: { state: report.state },
    after: { state: patch.state ?? report.state, unitId: report.unit_id, roundId: round.id, ...more },
  });
}
