// SQL of what a unit or a person owes in the ledgers of all pilots.
import { sql } from "kysely";
import type { Db } from "../tables.ts";
import { settledStates } from "./handover-rules.ts";
import type { TaskPart } from "./model.ts";

export interface OwedTask {
  programmeId: string;
  taskId: string;
  number: string | null;
  title: string;
  parts: TaskPart[];
}

const settled = sql`t.state = any(${[...settledStates]}::text[])`;
const within = (programmeIds: readonly string[] | null) =>
  programmeIds ? sql`and tu.programme_id = any(${[...programmeIds]}::uuid[])` : sql``;

/** Tasks not settled in which a unit has a part now, in the order of their ledgers. */
export async function findOwed(
  db: Db,
  unitId: string,
  programmeIds: readonly string[] | null,
  limit: number | null,
): Promise<OwedTask[]> {
  const { rows } = await sql<OwedTask>`
    select t.programme_id as "programmeId", t.id as "taskId", t.number, t.short_title as title,
      array_agg(tu.part order by array_position(array['lead', 'support', 'guide'], tu.part)) as parts
    from programme p join task_unit tu on tu.programme_id = p.id
    join task t on t.programme_id = tu.programme_id and t.id = tu.task_id
    where tu.unit_id = ${unitId} and tu.until_at = 'infinity' and not ${settled} ${within(programmeIds)}
    group by t.programme_id, t.id, t.number, t.short_title, t.ordinal
    order by t.programme_id, t.ordinal, t.id ${limit === null ? sql`` : sql`limit ${limit}`}`.execute(db);
  return rows;
}

/** How many tasks the unit still owes, and how many are settled in its name. */
export async function countOwed(
  db: Db,
  unitId: string,
  programmeIds: readonly string[] | null,
): Promise<{ open: number; settled: number }> {
  const { rows } = await sql<{ open: number; settled: number }>`
    select (count(distinct t.id) filter (where not ${settled}))::int as open,
      (count(distinct t.id) filter (where ${settled}))::int as settled
    from programme p join task_unit tu on tu.programme_id = p.id
    join task t on t.programme_id = tu.programme_id and t.id = tu.task_id
    where tu.unit_id = ${unitId} and tu.until_at = 'infinity' ${within(programmeIds)}`.execute(db);
  return rows[0] ?? { open: 0, settled: 0 };
}

/** Tasks not settled that some units lead and that name somebody as their contact. */
export async function findContactOf(
  db: Db,
  unitIds: readonly string[],
  name: string,
): Promise<{ programmeId: string; taskId: string }[]> {
  const { rows } = await sql<{ programmeId: string; taskId: string }>`
    select t.programme_id as "programmeId", t.id as "taskId"
    from programme p join task_unit tu on tu.programme_id = p.id
    join task t on t.programme_id = tu.programme_id and t.id = tu.task_id
    where tu.unit_id = any(${[...unitIds]}::uuid[]) and tu.part = 'lead' and tu.until_at = 'infinity'
      and t.contact = ${name} and not ${settled}
    order by t.programme_id, t.id`.execute(db);
  return rows;
}
