// SQL of what people owe or wait for in ratings, over several programmes at once; each statement by index and bounded.
import { sql } from "kysely";
import type { Db } from "../tables.ts";

export interface OwedRow {
  programmeId: string;
  id: string;
  taskId: string;
  number: string;
  title: string;
  /** The step, or the light that is asked for. */
  what: string;
  /** Does the reader's unit only wait for the office? */
  waits: boolean;
  returned: boolean;
  sinceAt: string;
}

/** The most rows of one kind. */
const most = 200;

const ofLead = (unitIds: readonly string[]) => sql`exists (select 1 from task_unit tu
  where tu.programme_id = t.programme_id and tu.task_id = t.id and tu.part = 'lead' and tu.until_at = 'infinity'
    and tu.unit_id = any(${[...unitIds]}::uuid[]))`;

/** It came back, the task has not taken the step since, and nobody has claimed it anew. */
const isToMend = sql`(c.step > t.maturity and t.state <> 'ended' and not exists (select 1 from maturity_claim n
  where n.programme_id = c.programme_id and n.task_id = c.task_id and n.step = c.step and n.id <> c.id
    and n.made_at >= c.decided_at))`;

/** Claims to confirm (office), to mend after a return, or under way (lead units). */
export async function owedClaims(
  db: Db,
  programmeIds: readonly string[],
  officeOf: readonly string[],
  leadFor: readonly string[],
): Promise<OwedRow[]> {
  const sides = [
    ...(officeOf.length > 0 ? [sql`(c.state = 'claimed' and c.programme_id = any(${[...officeOf]}::uuid[]))`] : []),
    ...(leadFor.length > 0 ? [sql`(${ofLead(leadFor)} and (c.state = 'claimed' or ${isToMend}))`] : []),
  ];
  if (sides.length === 0) return [];
  const { rows } = await sql<OwedRow>`
    select c.programme_id as "programmeId", c.id, c.task_id as "taskId", coalesce(t.number, t.ordinal::text) as number,
      t.short_title as title, 'L' || c.step as what, c.state = 'returned' as returned,
      (c.state = 'claimed' and c.programme_id <> all(${[...officeOf]}::uuid[])) as waits,
      coalesce(c.decided_at, c.made_at) as "sinceAt"
    from maturity_claim c join task t on t.programme_id = c.programme_id and t.id = c.task_id
    where c.programme_id = any(${[...programmeIds]}::uuid[]) and c.state in ('claimed', 'returned') and (${sql.join(sides, sql` or `)})
    order by "sinceAt", c.id limit ${most}`.execute(db);
  return rows;
}

/** Lights to judge better: for the office to decide, for whoever asked to wait. */
export async function owedOverrides(
  db: Db,
  programmeIds: readonly string[],
  officeOf: readonly string[],
  personId: string,
): Promise<OwedRow[]> {
  const { rows } = await sql<OwedRow>`
    select o.programme_id as "programmeId", o.id, o.task_id as "taskId", coalesce(t.number, t.ordinal::text) as number,
      t.short_title as title, o.light as what, false as returned,
      (o.made_by = ${personId} or o.programme_id <> all(${[...officeOf]}::uuid[])) as waits, o.made_at as "sinceAt"
    from light_override o join task t on t.programme_id = o.programme_id and t.id = o.task_id
    where o.programme_id = any(${[...programmeIds]}::uuid[]) and o.state = 'asked'
      and (o.programme_id = any(${[...officeOf]}::uuid[]) or o.made_by = ${personId})
    order by o.made_at, o.id limit ${most}`.execute(db);
  return rows;
}
