// Writes the good rows of an import through the acts of the ledger, so that every rule, event and light is theirs.
import type { Call } from "../../kernel/call.ts";
import type { Db } from "../tables.ts";
import { assignMany } from "../tasks/assign.ts";
import { editTasks } from "../tasks/edit.ts";
import { enterTasks, type TaskToEnter } from "../tasks/enter.ts";
import { mostTasks, type TaskId } from "../tasks/model.ts";
import type { TaskRowOutcome } from "../tasks/model-rows.ts";
import { type ImportReport, workbookFault } from "./model.ts";
import type { NewTask } from "./new-task.ts";
import { outcomeOf } from "./open-table.ts";
import type { DecidedRow } from "./rules.ts";

interface Written {
  counts: ImportReport["written"];
  results: ImportReport["results"];
}

/**
 * Writes changed and new rows in the transaction given.
 * @throws Fault `workbook.not-all-good` where a row that was good is refused after all (somebody was faster): all or nothing
 */
export async function applyRows(
  tx: Db,
  call: Call,
  programme: { id: string },
  rows: readonly DecidedRow[],
): Promise<Written> {
  const changed = rows.filter((row) => row.outcome === "changed");
  await saveChanged(tx, call, programme.id, changed);
  const fresh = rows.filter((row) => row.outcome === "added");
  const { taskIds } =
    fresh.length > 0
      ? await enterTasks(
          tx,
          call,
          programme.id,
          null,
          fresh.flatMap((row) => (row.fresh ? [toEnter(row.fresh)] : [])),
        )
      : { taskIds: [] };
  const idOf = new Map(fresh.map((row, index) => [row, taskIds[index] as TaskId]));
  return {
    counts: {
      added: fresh.length,
      changed: changed.length,
      skipped: rows.filter((row) => row.outcome === "error" || row.outcome === "conflict").length,
    },
    results: rows.map((row) => ({
      row: row.row.row,
      outcome: outcomeOf(row),
      taskId: row.task?.id ?? idOf.get(row) ?? null,
    })),
  };
}

/** Fields first, then units of the version that came of it. */
async function saveChanged(tx: Db, call: Call, programmeId: string, changed: readonly DecidedRow[]): Promise<void> {
  const versions = new Map(changed.map(({ task }) => [task?.id as string, task?.version as number]));
  const keep = (outcomes: readonly TaskRowOutcome[]) => {
    const late = outcomes.filter(({ outcome }) => outcome !== "saved" && outcome !== "unchanged");
    if (late.length > 0) throw workbookFault("workbook.not-all-good", { errors: 0, conflicts: late.length });
    for (const { taskId, current } of outcomes) if (current !== undefined) versions.set(taskId, current);
  };
  const edits = changed.flatMap(({ task, change }) =>
    task && Object.keys(change).length > 0 ? [{ taskId: task.id as string, version: task.version, change }] : [],
  );
  for (let from = 0; from < edits.length; from += mostTasks)
    keep(await editTasks(tx, call, { programmeId, edits: edits.slice(from, from + mostTasks), withTasks: false }));
  const assigned = changed.flatMap(({ task, units }) => (task && units ? [{ taskId: task.id as string, units }] : []));
  for (let from = 0; from < assigned.length; from += mostTasks) {
    const batch = assigned.slice(from, from + mostTasks);
    const based = batch.map((one) => ({ ...one, version: versions.get(one.taskId) as number }));
    keep(await assignMany(tx, call, programmeId, based));
  }
}

/** A row that was decided to be new is new, though a task of the same words may be there. */
const toEnter = ({ change, units, ...task }: NewTask): TaskToEnter => ({
  ...task,
  start: null,
  end: null,
  startsOn: change.startsOn ?? null,
  units: units.map((unit) => ({ ...unit, implied: false })),
  fields: change,
  isNew: true,
});
