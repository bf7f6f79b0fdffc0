// What lead units say of their confidence in a report 自评信心 becomes their rating once the report is approved.
import type { Call } from "../../kernel/call.ts";
import { newId } from "../../kernel/ids.ts";
import { recordEvents } from "../audit/service.ts";
import type { OpenProgramme } from "../pilot/rules.ts";
import type { Db } from "../tables.ts";
import { holdTasks } from "../tasks/open-task.ts";
import { ratingActs } from "./rules.ts";
import { replaceConfidence } from "./store.ts";

/** One task in a report: who says how sure they are, one to five points, and which report that was. */
export interface ReportedConfidence {
  taskId: string;
  points: number;
  unitId: string;
  personId: string;
  report: string;
}

/**
 * Enters them as the lead units' own ratings, in a fixed number of statements. Who says the same as before keeps the
 * rating and its day; tasks that are no longer at work are passed over.
 */
export async function enterReported(
  tx: Db,
  call: Call,
  programme: Pick<OpenProgramme, "id" | "officeUnitId">,
  reported: readonly ReportedConfidence[],
): Promise<void> {
  if (reported.length === 0) return;
  const tasks = await holdTasks(
    tx,
    programme,
    reported.map((one) => one.taskId),
  );
  const states: readonly string[] = ratingActs.rateSelf.from;
  const versions = new Map(
    [...tasks].flatMap(([id, { task }]) => (states.includes(task.state) ? [[id, task.version]] : [])),
  );
  const rows = reported
    .filter((one) => versions.has(one.taskId))
    .map(({ taskId, points, unitId, personId, report }) => ({
      programme_id: programme.id,
      id: newId(call.at),
      task_id: taskId,
      rater: "self" as const,
      points,
      reason: `见“${report}”`,
      source: null,
      made_by: personId,
      made_unit_id: unitId,
      made_at: call.atIso,
    }));
  const entered = await replaceConfidence(tx, programme.id, "self", rows);
  const events = entered.map(({ row, before }) => ({
    kind: "rating.takeReported",
    programmeId: programme.id,
    subject: { kind: "task", id: row.task_id, version: versions.get(row.task_id) as number },
    note: row.reason,
    before: { points: before === null ? null : String(before) },
    after: { points: String(row.points) },
  }));
  if (events.length > 0) await recordEvents(tx, call, events);
}
