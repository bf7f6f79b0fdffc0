// Filling in a report: many rows in a request, each with its own version and outcome, so that two people of a unit lose nothing.
import type { z } from "zod";
import { placesOf } from "../../http/http.ts";
import type { Call } from "../../kernel/call.ts";
import { Fault, kernelFault } from "../../kernel/errors.ts";
import { newId } from "../../kernel/ids.ts";
import { recordEvent } from "../audit/service.ts";
import { unitNames } from "../organisations/service.ts";
import type { Db } from "../tables.ts";
import { formTasks } from "../tasks/owing.ts";
import { setMilestones } from "../tasks/service.ts";
import { type OpenReport, type OpenRow, openReportFor, problemsOf, type ReportAt } from "./load-report.ts";
import { type RowReview, rowReviews } from "./model.ts";
import { progressFault } from "./model-faults.ts";
import { RowChange, type RowEdits, type RowOutcomes } from "./model-report.ts";
import { presentRow, valuesOf } from "./present-report.ts";
import { saveReport } from "./report-store.ts";
import { saveRows } from "./row-store.ts";
import { mayDoRow } from "./rules.ts";

/** Saves what was typed into rows; what may not be saved says why, row by row. */
export async function fillRows(
  tx: Db,
  call: Call,
  input: ReportAt & RowEdits & { version: number },
): Promise<RowOutcomes> {
  const open = await openReportFor(tx, call, input, "fill");
  const rows = new Map(open.rows.map((row) => [row.id as string, row]));
  const parsed = input.rows.map(({ change }) => RowChange.safeParse(change));
  const known = await unitNames(tx, [
    ...new Set(parsed.flatMap(({ data }) => (data?.problems ?? []).flatMap((one) => one.toUnitId ?? []))),
  ]);
  const touched = new Set<OpenRow>();
  const results: { rowId: string; fault: Fault | null; done: boolean }[] = [];
  for (const [index, { rowId, version }] of input.rows.entries()) {
    const row = rows.get(rowId);
    const { data: change, error } = parsed[index] as (typeof parsed)[number];
    const fault = refusalOf(call, open, row, version) ?? (error ? unfit(error) : null);
    const refused = fault ?? judge(call, open, row as OpenRow, change as RowChange, known);
    const reached = refused ? null : await reach(tx, call, open, row as OpenRow, change as RowChange);
    const done =
      !refused &&
      !(reached instanceof Fault) &&
      (apply(call, open, row as OpenRow, change as RowChange) || reached === true);
    if (done) touched.add(row as OpenRow);
    if (done) stamp(call, row as OpenRow);
    results.push({ rowId, fault: refused ?? (reached instanceof Fault ? reached : null), done });
  }
  await saveRows(tx, [...touched]);
  const state = await beginAndRecord(tx, call, open, touched.size);
  open.tasks = await formTasks(
    tx,
    open.programme.id,
    open.rows.map((row) => row.task_id),
  );
  open.units = new Map([...open.units, ...known]);
  return {
    items: results.map(({ rowId, fault, done }) => {
      const row = rows.get(rowId);
      return {
        rowId,
        outcome: fault ? outcomeOf(fault) : done ? "saved" : "unchanged",
        ...(row ? { row: presentRow(call, open, row) } : {}),
        ...(fault ? { code: fault.code, messages: { zh: fault.zh, en: fault.en } } : {}),
        ...(fault?.category === "stale" && row ? { current: row.version } : {}),
      };
    }),
    state,
    reportVersion: open.report.version,
  } as RowOutcomes;
}

function outcomeOf({ category }: Fault) {
  if (category === "notFound") return "absent";
  if (category === "stale") return "stale";
  return category === "forbidden" || category === "conflict" ? "refused" : "invalid";
}

function unfit(error: z.ZodError): Fault {
  const places = placesOf(error.issues);
  return kernelFault("request.invalid", { fields: places.map((place) => `${place.path} ${place.en}`.trim()) }, places);
}

function refusalOf(call: Call, open: OpenReport, row: OpenRow | undefined, version: number): Fault | null {
  if (!row) return progressFault("row.absent");
  if (row.version !== version) return kernelFault("version.stale", { current: row.version, given: version });
  const facts = { officeUnitId: open.programme.officeUnitId, unitId: row.unit_id, state: row.review as RowReview };
  if (mayDoRow("fill", call.actor, facts).allowed) return null;
  return progressFault("row.closed", { review: rowReviews[row.review as RowReview] });
}

function judge(call: Call, open: OpenReport, row: OpenRow, change: RowChange, known: ReadonlyMap<string, string>) {
  if (change.unchanged && !open.earlier.has(row.task_id)) return progressFault("row.nothing-before");
  if (row.part === "support" && (change.percent ?? null) !== null) return progressFault("row.percent-not-yours");
  if (change.problems?.some((one) => one.toUnitId && !known.has(one.toUnitId)))
    return progressFault("row.no-such-unit");
  if (change.problems?.some((one) => one.toUnitId === row.unit_id)) return progressFault("row.asks-itself");
  if (!change.reached) return null;
  if (row.part !== "lead") return progressFault("row.milestones-not-yours");
  const milestones = open.tasks.get(row.task_id)?.milestones ?? [];
  const fits = change.reached.every(
    ({ milestoneId, reachedOn }) =>
      milestones.some((one) => one.id === milestoneId) && (reachedOn === null || reachedOn <= call.today),
  );
  return fits ? null : progressFault("row.no-such-milestone");
}

/** Marks milestones through the ledger's own service, which decides by the state of the task and turns its light. */
async function reach(tx: Db, call: Call, open: OpenReport, row: OpenRow, change: RowChange): Promise<boolean | Fault> {
  const task = open.tasks.get(row.task_id);
  if (!change.reached || !task) return false;
  const marks = new Map(change.reached.map((one) => [one.milestoneId, one.reachedOn]));
  const milestones = task.milestones.map((one) => ({
    ...one,
    reachedOn: marks.has(one.id) ? (marks.get(one.id) ?? null) : one.reachedOn,
  }));
  if (milestones.every((one, index) => one.reachedOn === task.milestones[index]?.reachedOn)) return false;
  try {
    const at = { programmeId: open.programme.id, taskId: row.task_id, version: task.version };
    const done = await setMilestones(tx, call, { ...at, milestones });
    task.version = done.version;
    task.milestones = milestones;
    return true;
  } catch (error) {
    // Refused before anything was written: the row says why, and the other rows go on.
    if (error instanceof Fault && error.category !== "stale") return error;
    throw error;
  }
}

const tidy = (text: string | null | undefined) => text?.trim() || null;

/** @returns whether anything differs now */
function apply(call: Call, open: OpenReport, row: OpenRow, change: RowChange): boolean {
  const before = `${row.entry} ${row.percent_reason ?? ""} ${JSON.stringify(valuesOf(row))}`;
  const last = open.earlier.get(row.task_id);
  if (change.unchanged && last) {
    row.entry = "unchanged";
    row.progress = last.progress;
    row.next_step = last.nextStep;
    row.next_person = last.nextPerson;
    row.next_due = last.nextDue;
    row.confidence = last.confidence;
  }
  if (change.progress !== undefined) {
    row.progress = tidy(change.progress);
    row.entry = row.progress === null ? "empty" : "written";
  }
  if (change.percent !== undefined) row.percent = change.percent;
  if (change.percentReason !== undefined) row.percent_reason = tidy(change.percentReason);
  if (change.nextStep !== undefined) row.next_step = tidy(change.nextStep);
  if (change.nextPerson !== undefined) row.next_person = tidy(change.nextPerson);
  if (change.nextDue !== undefined) row.next_due = change.nextDue;
  if (change.confidence !== undefined) row.confidence = change.confidence;
  if (change.problems) {
    const kept = new Map(problemsOf(row).map((one) => [one.id, one]));
    row.problems = change.problems.map((one) => ({
      id: one.id && kept.has(one.id) ? one.id : newId(call.at),
      kind: one.kind,
      what: one.what,
      toUnitId: one.toUnitId,
      dueOn: one.dueOn,
      openedAt: (one.id && kept.get(one.id)?.openedAt) || null,
    }));
  }
  return before !== `${row.entry} ${row.percent_reason ?? ""} ${JSON.stringify(valuesOf(row))}`;
}

function stamp(call: Call, row: OpenRow): void {
  row.version += 1;
  row.answered = true;
  row.changed_at = call.atIso > row.changed_at ? call.atIso : row.changed_at;
  row.changed_by = call.actor.personId;
  row.changedByName = call.actor.name;
}

/** The first word turns a report that nobody had begun into one that is being filled in. */
async function beginAndRecord(tx: Db, call: Call, { report }: OpenReport, rows: number) {
  if (rows === 0) return report.state;
  const at = { programmeId: report.programme_id, id: report.id };
  const by = { changed_at: call.atIso, changed_by: call.actor.personId };
  const state = report.state === "notStarted" ? "drafting" : report.state;
  if (state !== report.state) await saveReport(tx, at, null, { state, ...by });
  await recordEvent(tx, call, {
    kind: state === report.state ? "report.fill" : "report.begin",
    programmeId: report.programme_id,
    subject: { kind: "report", id: report.id, version: report.version },
    after: { rows },
  });
  report.state = state;
  return state;
}
