// SQL of what can be found of tasks.
import { sql } from "kysely";
import type { Db } from "../tables.ts";
import { filtered, type Reading } from "./ledger-store.ts";
import type { TaskUnit } from "./model.ts";
import { unitsOfTask } from "./store.ts";

/** A task as the search is concerned with it. */
export interface NamedTask {
  programmeId: string;
  id: string;
  ordinal: number;
  number: string | null;
  shortTitle: string;
  text: string;
  leader: string | null;
  contact: string | null;
  milestones: string[];
}

const milestonesOf = sql<string[]>`array(select m.title from milestone m
  where m.programme_id = t.programme_id and m.task_id = t.id and not m.dropped order by m.due_on, m.id)`;

const named = [
  "t.programme_id as programmeId",
  "t.id",
  "t.ordinal",
  "t.number",
  "t.short_title as shortTitle",
  "t.text",
  "t.leader",
  "t.contact",
] as const;

export type ReadTask = NamedTask & {
  kind: string;
  groupId: string | null;
  unitIds: string[];
  /** Those that lead or support it. */
  carrierIds: string[];
};

/** These tasks with the units that take part in them. */
export async function readTasks(db: Db, programmeIds: readonly string[], ids: readonly string[]): Promise<ReadTask[]> {
  const asked = sql`select * from unnest(${[...programmeIds]}::uuid[], ${[...ids]}::uuid[])`;
  // Lists of ids as one text each: the driver reads an array letter by letter.
  const links = sql<{ programmeId: string; taskId: string; units: string; carriers: string | null }>`(
    select tu.programme_id as "programmeId", tu.task_id as "taskId",
      string_agg(distinct tu.unit_id::text collate "C", ',') as units,
      string_agg(distinct tu.unit_id::text collate "C", ',') filter (where tu.part <> 'guide') as carriers
    from task_unit tu where (tu.programme_id, tu.task_id) in (${asked}) and tu.until_at = 'infinity'
    group by tu.programme_id, tu.task_id)`;
  const rows = await db
    .selectFrom("task as t")
    .leftJoin(links.as("l"), (join) =>
      join.onRef("l.programmeId", "=", "t.programme_id").onRef("l.taskId", "=", "t.id"),
    )
    .select([...named, "t.group_id as groupId", milestonesOf.as("milestones"), "l.units", "l.carriers", "t.kind"])
    .where(sql<boolean>`(t.programme_id, t.id) in (${asked})`)
    .execute();
  return rows.map(({ units, carriers, ...task }) => ({
    ...task,
    unitIds: listOf(units),
    carrierIds: listOf(carriers),
  }));
}

const listOf = (ids: string | null) => ids?.split(",") ?? [];

export async function taskRefsAfter(db: Db, after: { programmeId: string; id: string } | null, limit: number) {
  return db
    .selectFrom("task")
    .select(["programme_id as programmeId", "id"])
    .$if(after !== null, (q) => q.where(sql<boolean>`(programme_id, id) > (${after?.programmeId}, ${after?.id})`))
    .orderBy("programme_id")
    .orderBy("id")
    .limit(limit)
    .execute();
}

export type FoundTask = NamedTask & { state: string; light: string; units: TaskUnit[] };

/** Of these tasks of one programme, those that the ledger shows to the reader. */
export async function tasksInScope(db: Db, reading: Reading, ids: readonly string[]): Promise<FoundTask[]> {
  return filtered(db, reading, {})
    .select([...named, "t.state", "t.light", milestonesOf.as("milestones"), unitsOfTask(null).as("units")])
    .where("t.id", "in", ids)
    .execute();
}
