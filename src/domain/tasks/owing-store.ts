// SQL of tasks seen by what asks units for reports: who has which part in which tasks, and what a form shows of a task.
import { sql } from "kysely";
import type { Db } from "../tables.ts";
import { filtered, type Reading } from "./ledger-store.ts";
import type { Milestone, TaskFilter, TaskPart } from "./model.ts";
import { milestonesOfTask } from "./store.ts";

export interface OwingRow {
  taskId: string;
  ordinal: number;
  groupId: string | null;
  /** Null where the task has no unit with one of these parts. */
  unitId: string | null;
  unitName: string | null;
  unitKind: string | null;
  part: TaskPart | null;
  ownDuty: string | null;
}

/** Tasks with the units that have one of the parts in them now, leads first; a unit that was succeeded is its successor. */
export async function findOwing(
  db: Db,
  reading: Reading,
  filter: Partial<TaskFilter>,
  taskIds: readonly string[] | null,
  parts: readonly TaskPart[],
): Promise<OwingRow[]> {
  return filtered(db, reading, filter)
    .leftJoin("task_unit as tu", (join) =>
      join
        .onRef("tu.programme_id", "=", "t.programme_id")
        .onRef("tu.task_id", "=", "t.id")
        .on(sql<boolean>`tu.until_at = 'infinity'`)
        .on("tu.part", "in", parts),
    )
    .leftJoin("unit as u", "u.id", "tu.unit_id")
    .leftJoin("unit as s", (join) => join.onRef("s.id", "=", "u.successor_id").on("u.ended_on", "is not", null))
    .$if(taskIds !== null, (q) => q.where(sql<boolean>`t.id = any(${taskIds ?? []}::uuid[])`))
    .select([
      "t.id as taskId",
      "t.ordinal",
      "t.group_id as groupId",
      sql<string | null>`coalesce(s.id, u.id)`.as("unitId"),
      sql<string | null>`coalesce(s.short_name, u.short_name)`.as("unitName"),
      sql<string | null>`coalesce(s.kind, u.kind)`.as("unitKind"),
      sql<TaskPart | null>`tu.part`.as("part"),
      "tu.own_duty as ownDuty",
    ])
    .orderBy("t.ordinal")
    .orderBy("t.id")
    .orderBy(sql`array_position(array['lead', 'support', 'guide'], tu.part)`)
    .orderBy("tu.position")
    .execute();
}

export interface FormTask {
  id: string;
  number: string | null;
  text: string;
  shortTitle: string;
  state: string;
  light: string;
  dueOn: string | null;
  plannedPercent: number | null;
  progressPercent: number;
  version: number;
  milestones: Milestone[];
}

/** What a form shows of these tasks. */
export async function findFormTasks(db: Db, programmeId: string, taskIds: readonly string[]): Promise<FormTask[]> {
  return db
    .selectFrom("task as t")
    .select([
      "t.id",
      "t.number",
      "t.text",
      "t.short_title as shortTitle",
      "t.state",
      "t.light",
      "t.due_on as dueOn",
      "t.planned_percent as plannedPercent",
      "t.progress_percent as progressPercent",
      "t.version",
      milestonesOfTask(null).as("milestones"),
    ])
    .where("t.programme_id", "=", programmeId)
    .where(sql<boolean>`t.id = any(${taskIds}::uuid[])`)
    .execute();
}
