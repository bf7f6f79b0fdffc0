// Reviewing reports: groups and the office accept or return them row by row or all; the office unlocks by exception.
import type { Call } from "../../kernel/call.ts";
import { daysBetween } from "../../kernel/clock.ts";
import { enterReported, type ReportedConfidence } from "../ratings/reported.ts";
import type { Db } from "../tables.ts";
import { type OpenReport, type OpenRow, openReportFor } from "./load-report.ts";
import { type RowValues, revisedFrom } from "./missing.ts";
import type { ReportState, RowReview } from "./model.ts";
import { progressFault } from "./model-faults.ts";
import type { Report, ReturnRows } from "./model-report.ts";
import { openProblems } from "./open-problems.ts";
import { valuesOf } from "./present-report.ts";
import { insist, insistOnNote } from "./refusals.ts";
import { getReport, type ReportAct, saveState } from "./reports.ts";
import { findReviews, saveRows } from "./row-store.ts";
import { longestUnlock, mayDoRow, type RowAct, reportActs, rowActs, stateFromRows } from "./rules.ts";

type Acceptance = ReportAct & { rowIds?: readonly string[] | undefined };

/** Accepts the rows named, or all that wait and are the reviewer's; what they ask of others becomes a matter of its own. */
export async function acceptReport(tx: Db, call: Call, input: Acceptance): Promise<Report> {
  await accept(tx, call, await readyToAccept(tx, call, input), input.note);
  return getReport(tx, call, input);
}

/** What an acceptance is for; nothing has been written when it is refused. */
export async function readyToAccept(tx: Db, call: Call, input: Acceptance) {
  const open = await openReportFor(tx, call, input, "accept");
  return { open, rows: rowsToReview(call, open, "accept", input.rowIds) };
}

/** @returns the state of the report afterwards */
export async function accept(
  tx: Db,
  call: Call,
  { open, rows }: Awaited<ReturnType<typeof readyToAccept>>,
  note?: string,
): Promise<ReportState> {
  await openProblems(tx, call, open, rows);
  let revised = 0;
  for (const row of rows) {
    const values = valuesOf(row);
    const changed = revisedFrom(row.approved as RowValues | null, values);
    revised += changed;
    row.review = "accepted";
    row.approved = { ...values, entry: row.entry, percentReason: row.percent_reason, kept: row.problems };
    row.revised_count += changed;
    row.remark = null;
    touch(call, row);
  }
  await saveRows(tx, rows);
  await enterReported(
    tx,
    call,
    open.programme,
    rows.flatMap((row) => confidenceIn(open, row)),
  );
  const state = await stateAfter(tx, open);
  await saveState(
    tx,
    call,
    open,
    "accept",
    {
      state,
      accepted_at: state === "accepted" ? call.atIso : open.report.accepted_at,
      revised_count: open.report.revised_count + revised,
    },
    note,
    { rows: rows.map((row) => row.id) },
  );
  return state;
}

/** Returns rows with a remark each, or all that wait with one; the unit mends these, the others keep their state. */
export const returnReport = (tx: Db, call: Call, input: ReportAct & ReturnRows): Promise<Report> =>
  sendBack(tx, call, input, "return");

/** Returns what had been accepted already, so that it can be corrected; corrections are counted. */
export const reopenReport = (tx: Db, call: Call, input: ReportAct & ReturnRows): Promise<Report> =>
  sendBack(tx, call, input, "reopen");

async function sendBack(tx: Db, call: Call, input: ReportAct & ReturnRows, act: "return" | "reopen"): Promise<Report> {
  const open = await openReportFor(tx, call, input, act);
  const remarks = new Map((input.rows ?? []).map((one) => [one.rowId as string, one.remark || input.note]));
  const rows = rowsToReview(call, open, act, remarks.size > 0 ? [...remarks.keys()] : undefined);
  for (const row of rows) {
    row.remark = insistOnNote(reportActs[act], remarks.get(row.id) ?? input.note);
    row.remarked_at = call.atIso;
    row.review = "returned";
    row.answered = false;
    touch(call, row);
  }
  await saveRows(tx, rows);
  const note =
    input.note?.trim() ||
    rows
      .map((row) => row.remark)
      .join("；")
      .slice(0, 1000);
  await saveState(
    tx,
    call,
    open,
    act,
    { state: "returned", remark: note, returned_count: open.report.returned_count + 1 },
    note,
    { rows: rows.map((row) => row.id) },
  );
  return getReport(tx, call, input);
}

/** How sure the lead unit is, as its own rating. */
function confidenceIn({ report, round }: OpenReport, row: OpenRow): ReportedConfidence[] {
  if (row.part !== "lead" || row.confidence === null || report.submitted_by === null) return [];
  return [
    {
      taskId: row.task_id,
      points: row.confidence,
      unitId: row.unit_id,
      personId: report.submitted_by,
      report: round.title,
    },
  ];
}

function touch(call: Call, row: OpenRow): void {
  row.reviewed_by = call.actor.personId;
  row.version += 1;
  row.changed_at = call.atIso > row.changed_at ? call.atIso : row.changed_at;
}

/** The rows an act of review is for: those named, or all that are in the right state and the reviewer's. */
function rowsToReview(call: Call, open: OpenReport, act: RowAct, ids: readonly string[] | undefined): OpenRow[] {
  const decided = open.rows.map((row) => ({
    row,
    decision: mayDoRow(act, call.actor, {
      officeUnitId: open.programme.officeUnitId,
      unitId: row.unit_id,
      groupIds: [row.group_id],
      state: row.review as RowReview,
      submittedBy: open.report.submitted_by,
    }),
  }));
  if (!ids) {
    const rows = decided.filter((one) => one.decision.allowed).map((one) => one.row);
    const same = decided.find((one) => !one.decision.allowed && one.decision.code === "act.same-person");
    if (rows.length === 0 && same) insist(rowActs[act], same.decision);
    if (rows.length === 0) throw progressFault("report.rows-not-pending");
    return rows;
  }
  const named = ids.map((id) => decided.find((one) => one.row.id === id));
  if (named.some((one) => !one)) throw progressFault("row.absent");
  const others = named.filter((one) => one && !one.decision.allowed && one.decision.code === "act.not-your-part");
  if (others.length > 0) throw progressFault("report.rows-not-yours", { count: others.length });
  const refused = named.find((one) => one && !one.decision.allowed);
  if (refused && !refused.decision.allowed && refused.decision.code === "act.wrong-state")
    throw progressFault("report.rows-not-pending");
  if (refused) insist(rowActs[act], refused.decision);
  return named.flatMap((one) => one?.row ?? []);
}

/** A group sees its own rows only; the state of the report follows from all of them. */
async function stateAfter(tx: Db, open: OpenReport): Promise<"submitted" | "returned" | "accepted"> {
  return stateFromRows(await findReviews(tx, open.programme.id, open.report.id));
}

/** Opens a locked report for its unit until a day, by exception and with a reason. */
export async function unlockReport(tx: Db, call: Call, input: ReportAct & { until: string }): Promise<Report> {
  const open = await openReportFor(tx, call, input, "unlock");
  const note = insistOnNote(reportActs.unlock, input.note);
  const days = daysBetween(call.today, input.until);
  if (days < 0 || days > longestUnlock)
    throw progressFault("report.end-past", { until: input.until, limit: longestUnlock });
  for (const row of open.rows) {
    row.review = "open";
    row.version += 1;
    row.changed_at = call.atIso > row.changed_at ? call.atIso : row.changed_at;
  }
  await saveRows(tx, open.rows);
  await saveState(
    tx,
    call,
    open,
    "unlock",
    {
      state: "drafting",
      unlocked_until: input.until,
      unlock_reason: note,
      unlock_asked_at: null,
      unlock_asked_why: null,
    },
    note,
    { until: input.until },
  );
  return getReport(tx, call, input);
}
