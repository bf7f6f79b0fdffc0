// SQL of tasks that pass from one version of the plan to the next: what they hold, their new place, what stayed behind.
import { sql } from "kysely";
import type { Db } from "../tables.ts";
import type { Milestone, TaskUnit } from "./model.ts";
import type { PartStanding } from "./model-parts.ts";
import { partsByParent } from "./parts-store.ts";
import { unitsOfTask } from "./store.ts";

/** What a new version of the plan may change of a task, and what the light is judged by. */
export interface TaskInVersion {
  id: string;
  planVersionId: string | null;
  ordinal: number;
  number: string | null;
  path: string[];
  text: string;
  shortTitle: string;
  contentKey: string;
  start: number | null;
  state: string;
  light: string;
  because: unknown;
  startsOn: string | null;
  dueText: string | null;
  dueOn: string | null;
  version: number;
  units: TaskUnit[];
  milestones: Milestone[];
  parts: PartStanding[];
}

/** All tasks of a programme, in the order of the plan; their parts follow them by themselves. */
export async function tasksOfProgramme(db: Db, programmeId: string): Promise<TaskInVersion[]> {
  const parts = await partsByParent(db, programmeId);
  const tasks = await db
    .selectFrom("task as t")
    .select([
      "t.id",
      "t.plan_version_id as planVersionId",
      "t.ordinal",
      "t.number",
      "t.path",
      "t.text",
      "t.short_title as shortTitle",
      "t.content_key as contentKey",
      "t.range_start as start",
      "t.state",
      "t.light",
      "t.light_because as because",
      "t.starts_on as startsOn",
      "t.due_text as dueText",
      "t.due_on as dueOn",
      "t.version",
      unitsOfTask(null).as("units"),
      sql<Milestone[]>`coalesce((select json_agg(json_build_object('id', m.id, 'title', m.title, 'dueOn', m.due_on,
        'weight', m.weight, 'reachedOn', m.reached_on) order by m.due_on, m.id)
        from milestone m where m.programme_id = t.programme_id and m.task_id = t.id and not m.dropped), '[]')`.as(
        "milestones",
      ),
    ])
    .where("t.programme_id", "=", programmeId)
    .where("t.kind", "=", "plan")
    .orderBy("t.ordinal")
    .orderBy("t.id")
    .execute();
  return tasks.map((task) => ({ ...task, parts: parts.get(task.id) ?? [] }));
}

/** A task as the new version of the plan has it; all columns are written. */
export interface NewPlace {
  id: string;
  ordinal: number;
  number: string | null;
  path: readonly string[];
  text: string;
  short_title: string;
  content_key: string;
  range_start: number | null;
  range_end: number | null;
  due_text: string | null;
  due_on: string | null;
  light: string;
  light_because: unknown;
  planned_percent: number | null;
}

/** Gives tasks their place and wording in a version of the plan. */
export async function placeTasks(
  db: Db,
  programmeId: string,
  planVersionId: string,
  places: readonly NewPlace[],
  who: { at: string; by: string },
): Promise<void> {
  for (let from = 0; from < places.length; from += 1000)
    await sql`update task t set plan_version_id = ${planVersionId}, ordinal = n.ordinal, number = n.number, path = n.path,
        text = n.text, short_title = n.short_title, content_key = n.content_key, range_start = n.range_start,
        range_end = n.range_end, due_text = n.due_text, due_on = n.due_on, light = n.light,
        light_because = n.light_because, planned_percent = n.planned_percent, changed_at = ${who.at},
        changed_by = ${who.by}, version = t.version + 1
      from jsonb_to_recordset(${JSON.stringify(places.slice(from, from + 1000))}::jsonb) as n (id uuid, ordinal integer,
        number text, path text[], text text, short_title text, content_key text, range_start integer,
        range_end integer, due_text text, due_on date, light text, light_because jsonb, planned_percent smallint)
      where t.programme_id = ${programmeId} and t.id = n.id`.execute(db);
}

/** Touches the tasks that the older version held and the newer does not, so that their history tells the day. */
export async function leaveBehind(
  db: Db,
  programmeId: string,
  olderVersionId: string,
  who: { at: string; by: string },
): Promise<{ id: string; version: number }[]> {
  return db
    .updateTable("task")
    .set({ changed_at: who.at, changed_by: who.by, version: sql`version + 1` })
    .where("programme_id", "=", programmeId)
    .where("plan_version_id", "=", olderVersionId)
    .returning(["id", "version"])
    .execute();
}
