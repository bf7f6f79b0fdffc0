// SQL of what a task is called and whose it is, for lists of other modules that name tasks.
import { sql } from "kysely";
import type { Db } from "../tables.ts";
import { filtered, type Reading } from "./ledger-store.ts";
import { heldLink } from "./store.ts";

export interface NamedTask {
  taskId: string;
  number: string;
  ordinal: number;
  title: string;
  /** Short name of the first lead unit. */
  leadUnit: string | null;
}

/** Of these tasks, those that the reader sees. */
export async function namedTasks(db: Db, reading: Reading, taskIds: readonly string[]): Promise<NamedTask[]> {
  return filtered(db, reading, { parts: "with" })
    .where(sql<boolean>`t.id = any(${taskIds}::uuid[])`)
    .select([
      "t.id as taskId",
      sql<string>`coalesce(t.number, t.ordinal::text)`.as("number"),
      "t.ordinal",
      "t.short_title as title",
      sql<string | null>`(select u.short_name from task_unit tu join unit u on u.id = tu.unit_id
        where tu.programme_id = t.programme_id and tu.task_id = t.id and tu.part = 'lead' and ${heldLink(reading.asOf)}
        order by tu.position limit 1)`.as("leadUnit"),
    ])
    .execute();
}

export interface OwnedTask {
  id: string;
  number: string;
  title: string;
  state: string;
  groupId: string | null;
  leadUnitIds: string[];
}

/** Whose some tasks are now, whoever asks. */
export async function ownersOf(db: Db, programmeId: string, taskIds: readonly string[]): Promise<OwnedTask[]> {
  const { rows } = await sql<OwnedTask>`
    select t.id, coalesce(t.number, t.ordinal::text) as number, t.short_title as title, t.state, t.group_id as "groupId",
      array(select tu.unit_id from task_unit tu where tu.programme_id = t.programme_id and tu.task_id = t.id
        and tu.part = 'lead' and ${heldLink(null)} order by tu.position) as "leadUnitIds"
    from task t where t.programme_id = ${programmeId} and t.id = any(${taskIds}::uuid[])`.execute(db);
  return rows;
}
