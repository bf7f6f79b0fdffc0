// SQL of tasks as orders need them: their units, and how often their close-out was returned.
import { sql } from "kysely";
import type { Db } from "../tables.ts";
import type { OrderUnit } from "./model.ts";

export interface TaskForOrder {
  id: string;
  number: string | null;
  shortTitle: string;
  text: string;
  state: string;
  dueOn: string | null;
  groupId: string | null;
  planned: number | null;
  progress: number;
  units: OrderUnit[];
}

/** Tasks as an order takes them over, in the order of the ledger. */
export async function tasksForOrder(
  db: Db,
  programmeId: string,
  taskIds: readonly string[] | null,
  states: readonly string[] | null = null,
): Promise<TaskForOrder[]> {
  return db
    .selectFrom("task as t")
    .select([
      "t.id",
      "t.number",
      "t.short_title as shortTitle",
      "t.text",
      "t.state",
      "t.due_on as dueOn",
      "t.group_id as groupId",
      "t.planned_percent as planned",
      "t.progress_percent as progress",
      sql<OrderUnit[]>`coalesce((
        select json_agg(json_build_object('unitId', tu.unit_id, 'name', u.name, 'shortName', u.short_name, 'part', tu.part)
          order by tu.part, tu.position)
        from task_unit tu join unit u on u.id = tu.unit_id
        where tu.programme_id = t.programme_id and tu.task_id = t.id and tu.until_at = 'infinity'
          and tu.part in ('lead', 'support')), '[]')`.as("units"),
    ])
    .where("t.programme_id", "=", programmeId)
    .$if(taskIds !== null, (q) => q.where(sql<boolean>`t.id = any(${taskIds}::uuid[])`))
    .$if(states !== null, (q) => q.where(sql<boolean>`t.state = any(${states}::text[])`))
    .orderBy("t.ordinal")
    .orderBy("t.id")
    .execute();
}

/** How often the close-out of each of these tasks was returned; those never returned are left out. */
export async function returnsOf(
  db: Db,
  programmeId: string,
  taskIds: readonly string[] | null,
): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom("event")
    .select(["subject_id as id", sql<number>`count(*)::int`.as("count")])
    .where("programme_id", "=", programmeId)
    .where(sql<boolean>`kind = 'task.returnForMore'`)
    .$if(taskIds !== null, (q) => q.where(sql<boolean>`subject_id = any(${taskIds}::uuid[])`))
    .groupBy("subject_id")
    .execute();
  return new Map(rows.map((row) => [row.id, row.count]));
}
