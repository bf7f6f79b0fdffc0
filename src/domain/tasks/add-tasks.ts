// Tasks that people add to a ledger beside those of its plan, at its end.
import { createHash } from "node:crypto";
import type { Call } from "../../kernel/call.ts";
import { newId } from "../../kernel/ids.ts";
import { recordEvents } from "../audit/service.ts";
import { joinProgramme } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import { lastOrdinal } from "./add-store.ts";
import { newTaskRow, newUnitRows, type TaskToEnter } from "./enter.ts";
import type { TaskChange, TaskId } from "./model.ts";
import * as store from "./store.ts";

export interface TaskToAdd extends Pick<TaskToEnter, "number" | "path" | "text" | "dueText" | "dueOn"> {
  units: readonly Pick<TaskToEnter["units"][number], "unitId" | "part">[];
  /** Fields that an edit would set. */
  change: TaskChange;
}

/**
 * Adds tasks as drafts in the order given. The caller has decided that the actor may.
 * @returns their ids, in the same order
 */
export async function addTasks(
  tx: Db,
  call: Call,
  programmeId: string,
  tasks: readonly TaskToAdd[],
): Promise<TaskId[]> {
  if (tasks.length === 0) return [];
  const last = await lastOrdinal(tx, programmeId);
  const made = tasks.map((task, index) => {
    const { change } = task;
    const units = task.units.map((unit) => ({ ...unit, implied: false }));
    const entered = {
      ...task,
      units,
      startsOn: change.startsOn ?? null,
      contentKey: createHash("sha256").update(task.text).digest("hex").slice(0, 32),
      start: null,
      end: null,
    };
    const id = newId(call.at);
    const row = newTaskRow(call, programmeId, null, id, last + index + 1, entered);
    const filled = {
      ...row,
      short_title: change.shortTitle ?? row.short_title,
      group_id: change.groupId ?? null,
      annual_goal: change.annualGoal ?? null,
      expected_outcome: change.expectedOutcome ?? null,
      leader: change.leader ?? null,
      contact: change.contact ?? null,
      needs_national: change.needsNational ?? false,
      is_public: change.isPublic ?? false,
    };
    return { row: filled, units: newUnitRows(call, programmeId, id, entered) };
  });
  const units = made.flatMap((one) => one.units);
  await store.insertTasks(
    tx,
    made.map((one) => one.row),
    units,
  );
  const groups = made.flatMap(({ row }) => row.group_id ?? []);
  await joinProgramme(tx, call, programmeId, [...units.map((unit) => unit.unit_id), ...groups]);
  await recordEvents(
    tx,
    call,
    made.map(({ row }) => ({
      kind: "task.entered",
      programmeId,
      subject: { kind: "task", id: row.id, version: 1 },
      after: { number: row.number, text: row.text },
    })),
  );
  return made.map(({ row }) => row.id as TaskId);
}
