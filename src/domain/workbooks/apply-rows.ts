// Writes the good rows of an import through the acts of the ledger, so that every rule, event and light is theirs.
import type { Call } from "../../kernel/call.ts";
import type { Db } from "../tables.ts";
import { addTasks } from "../tasks/add-tasks.ts";
import type { TaskId } from "../tasks/model.ts";
import { assignUnits, editTask } from "../tasks/service.ts";
import type { ImportReport } from "./model.ts";
import { outcomeOf } from "./open-table.ts";
import type { DecidedRow } from "./rules.ts";

interface Written {
  counts: ImportReport["written"];
  results: ImportReport["results"];
}

/**
 * Writes changed and new rows in the transaction given.
 * @throws Fault where a row that was good is refused after all (somebody was faster): all or nothing
 */
export async function applyRows(
  tx: Db,
  call: Call,
  programme: { id: string },
  rows: readonly DecidedRow[],
): Promise<Written> {
  const changed = rows.filter((row) => row.outcome === "changed");
  for (const { task, change, units } of changed) {
    if (!task) continue;
    const at = { programmeId: programme.id, taskId: task.id as string };
    let { version } = task;
    if (Object.keys(change).length > 0) version = (await editTask(tx, call, { ...at, ...change, version })).version;
    if (units) await assignUnits(tx, call, { ...at, units: units as never, version });
  }
  const fresh = rows.filter((row) => row.outcome === "added");
  const ids = await addTasks(
    tx,
    call,
    programme.id,
    fresh.flatMap((row) => row.fresh ?? []),
  );
  const idOf = new Map(fresh.map((row, index) => [row, ids[index] as TaskId]));
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
