// SQL of judging lights again: what the judgement reads of tasks at work, few or all, and the lights that changed.
import { sql } from "kysely";
import type { Db } from "../tables.ts";
import type { LightFacts } from "./light.ts";
import { measuresOf } from "./measures.ts";
import type { LightReason } from "./model.ts";
import type { PartStanding } from "./model-parts.ts";
import { partsByParent } from "./parts-store.ts";
import { milestonesOfTask, partsOfTask } from "./store.ts";

type Milestones = LightFacts["milestones"];

const judgedTasks = (db: Db, programmeId: string, states: readonly string[]) =>
  db
    .selectFrom("task as t")
    .select([
      "t.programme_id as programmeId",
      "t.id",
      "t.number",
      "t.ordinal",
      "t.short_title as title",
      "t.state",
      "t.light",
      "t.light_because as because",
      "t.planned_percent as planned",
      "t.version",
      "t.starts_on as startsOn",
      "t.due_on as dueOn",
    ])
    .where("t.programme_id", "=", programmeId)
    .where("t.state", "in", states);

/** What the judgement of lights reads, parts as milestones; of some tasks or, with `null`, of all in these states. */
export async function tasksForLights(
  db: Db,
  programmeId: string,
  states: readonly string[],
  taskIds: readonly string[] | null,
) {
  return taskIds === null ? allForLights(db, programmeId, states) : someForLights(db, programmeId, states, taskIds);
}

/** One statement, which looks up each task's milestones and parts. */
async function someForLights(db: Db, programmeId: string, states: readonly string[], taskIds: readonly string[]) {
  const tasks = await judgedTasks(db, programmeId, states)
    .select([milestonesOfTask(null).as("milestones"), partsOfTask(null).as("parts")])
    .where(sql<boolean>`t.id = any(${taskIds}::uuid[])`)
    .execute();
  return tasks.map(({ parts, ...task }) => withMeasures(task, task.milestones, parts));
}

/** Milestones and parts of the whole programme, each read once in order: half of what looking them up costs. */
async function allForLights(db: Db, programmeId: string, states: readonly string[]) {
  const parts = await partsByParent(db, programmeId);
  const milestones = await milestonesByTask(db, programmeId);
  const tasks = await judgedTasks(db, programmeId, states).execute();
  return tasks.map((task) => withMeasures(task, milestones.get(task.id) ?? [], parts.get(task.id) ?? []));
}

const withMeasures = <T extends { dueOn: string | null }>(
  task: T,
  milestones: Milestones,
  parts: readonly PartStanding[],
) => ({ ...task, milestones: measuresOf({ due_on: task.dueOn, milestones, parts }) });

async function milestonesByTask(db: Db, programmeId: string): Promise<Map<string, Milestones[number][]>> {
  const rows = await db
    .selectFrom("milestone")
    .select(["task_id as taskId", "title", "due_on as dueOn", "weight", "reached_on as reachedOn"])
    .where("programme_id", "=", programmeId)
    .where("dropped", "=", false)
    .orderBy("task_id")
    .orderBy("due_on")
    .orderBy("id")
    .execute();
  return Map.groupBy(rows, (row) => row.taskId);
}

export interface NewLight {
  id: string;
  /** The version that was judged. */
  version: number;
  light: string;
  because: readonly LightReason[];
  planned: number | null;
}

/** Lights in one statement. */
const mostAtOnce = 500;

/**
 * Writes lights that changed with the day; the versions stay, since no person changed anything.
 * @returns the ids of those written: where somebody changed a task since it was judged, their change has judged it anew
 */
export async function setLights(
  db: Db,
  programmeId: string,
  lights: readonly NewLight[],
  at: string,
): Promise<Set<string>> {
  const written = new Set<string>();
  for (let from = 0; from < lights.length; from += mostAtOnce) {
    const some = lights.slice(from, from + mostAtOnce);
    const column = <F extends keyof NewLight>(field: F) => some.map((light) => light[field]);
    // Reasons are given as one JSON list: as an array of texts each of their marks would be read twice.
    const { rows } = await sql<{ id: string }>`
      update task t set light = n.light, light_because = n.because::jsonb, planned_percent = n.planned,
        changed_at = ${at}
      from rows from (unnest(${column("id")}::uuid[], ${column("version")}::int[], ${column("light")}::text[],
        ${column("planned")}::smallint[]), json_array_elements(${JSON.stringify(column("because"))}::json))
        as n (id, version, light, planned, because)
      where t.programme_id = ${programmeId} and t.id = n.id and t.version = n.version
      returning t.id`.execute(db);
    for (const { id } of rows) written.add(id);
  }
  return written;
}
