// What units reported of one task, for the page of the task.
import type { Call } from "../../kernel/call.ts";
import { unitNames } from "../organisations/service.ts";
import type { Db } from "../tables.ts";
import { seeTask } from "../tasks/audience.ts";
import { problemsOf } from "./load-report.ts";
import type { TaskReport } from "./model-report.ts";
import { findTaskRows } from "./row-store.ts";

/** The latest submitted reports on a task, for whoever may see the task. */
export async function listTaskReports(
  db: Db,
  call: Call,
  query: { programmeId: string; taskId: string; limit: number },
): Promise<{ items: TaskReport[]; total: number; next: null }> {
  await seeTask(db, call, query);
  const rows = await findTaskRows(db, query);
  const names = await unitNames(db, [
    ...new Set(rows.flatMap((row) => problemsOf(row).flatMap((one) => one.toUnitId ?? []))),
  ]);
  const items = rows.map((row) => ({
    rowId: row.id,
    roundId: row.round_id,
    reportId: row.report_id,
    period: row.period,
    unitId: row.unit_id,
    unitName: row.unitName,
    part: row.part,
    entry: row.entry,
    review: row.review,
    progress: row.progress,
    percent: row.part === "lead" ? (row.percent ?? row.derived_percent) : null,
    plannedPercent: row.planned_percent,
    problems: problemsOf(row).map((one) => ({
      ...one,
      toUnitName: one.toUnitId ? (names.get(one.toUnitId) ?? null) : null,
    })),
    nextStep: row.next_step,
    nextPerson: row.next_person,
    nextDue: row.next_due,
    confidence: row.confidence,
    submittedAt: row.submitted_at,
  })) as TaskReport[];
  return { items, total: items.length, next: null };
}
