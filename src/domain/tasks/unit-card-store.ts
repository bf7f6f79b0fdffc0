// SQL of one unit's tasks: by part, state and light, with what is late.
import { sql } from "kysely";
import type { Db } from "../tables.ts";
import { filtered, type Reading } from "./ledger-store.ts";
import { openStates } from "./rules.ts";
import { heldLink } from "./store.ts";

export interface ShareRow {
  part: "lead" | "support" | "guide" | "group";
  state: string;
  light: string;
  count: number;
  late: number;
}

/** What one unit carries; a few rows. */
export async function sharesOf(db: Db, reading: Reading, unitId: string): Promise<ShareRow[]> {
  const tasks = filtered(db, reading, {}).select([
    "t.programme_id",
    "t.id",
    "t.group_id",
    "t.state",
    "t.light",
    "t.due_on",
  ]);
  const late = sql`t.state = any(${[...openStates]}::text[]) and t.due_on < ${reading.today}`;
  const { rows } = await sql<ShareRow>`
    with t as (${tasks}),
    share as (
      select tu.part, t.id from t join task_unit tu on tu.programme_id = t.programme_id and tu.task_id = t.id
        where tu.unit_id = ${unitId} and ${heldLink(reading.asOf)}
      union all
      select 'group', t.id from t where t.group_id = ${unitId})
    select share.part, t.state, t.light, count(*)::int as count, (count(*) filter (where ${late}))::int as late
    from share join t on t.id = share.id
    group by share.part, t.state, t.light`.execute(db);
  return rows;
}
