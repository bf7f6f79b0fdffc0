// SQL of what can be found of units.
import { sql } from "kysely";
import type { Db } from "../tables.ts";

export interface NamedUnitRow {
  id: string;
  kind: string;
  name: string;
  shortName: string;
  sortKey: string;
  endedOn: string | null;
  demo: boolean;
  /** All names it has or had. */
  names: string[];
}

export async function namedUnits(db: Db, ids: readonly string[]): Promise<NamedUnitRow[]> {
  return db
    .selectFrom("unit as u")
    .select([
      "u.id",
      "u.kind",
      "u.name",
      "u.short_name as shortName",
      "u.sort_key as sortKey",
      "u.ended_on as endedOn",
      "u.demo",
      sql<string[]>`array(select n.name from unit_name n where n.unit_id = u.id order by n.name)`.as("names"),
    ])
    .where(sql<boolean>`u.id = any(${[...ids]}::uuid[])`)
    .execute();
}

export async function unitIdsAfter(db: Db, after: string | null, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom("unit")
    .select("id")
    .$if(after !== null, (q) => q.where("id", ">", after as string))
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}
