// SQL of what is owed and who is told: matters that wait for certain units, and both sides of some matters with their kinds.
import { sql } from "kysely";
import type { UnitKind } from "../organisations/model.ts";
import type { Db } from "../tables.ts";
import type { MatterState } from "./model.ts";

export interface OwedMatter {
  programmeId: string;
  id: string;
  number: number;
  what: string;
  state: MatterState;
  toName: string;
  fromName: string;
  /** Is it the reader's side that answers? Else it is the one that asked. */
  answers: boolean;
  dueOn: string | null;
  stateSince: string;
}

/** What these units have to answer, confirm or ask elsewhere; then what they wait for. The most urgent first. */
export async function findOwed(
  db: Db,
  programmeIds: readonly string[],
  actsFor: readonly string[],
  personId: string,
  limit: number,
): Promise<OwedMatter[]> {
  if (programmeIds.length === 0 || actsFor.length === 0) return [];
  const answers = sql<boolean>`(m.to_unit_id = any(${actsFor}::uuid[]) and m.state in ('open', 'accepted'))`;
  const rows = await db
    .selectFrom("matter as m")
    .innerJoin("unit as f", "f.id", "m.from_unit_id")
    .innerJoin("unit as u", "u.id", "m.to_unit_id")
    .select([
      "m.programme_id as programmeId",
      "m.id",
      "m.number",
      "m.what",
      "m.state",
      "u.short_name as toName",
      "f.short_name as fromName",
      answers.as("answers"),
      "m.due_on as dueOn",
      "m.state_since as stateSince",
    ])
    .where(sql<boolean>`m.programme_id = any(${programmeIds}::uuid[])`)
    .where(
      sql<boolean>`(${answers} or (m.from_unit_id = any(${actsFor}::uuid[])
        and (m.state in ('open', 'accepted', 'declined') or (m.state = 'answered' and m.answered_by is distinct from ${personId}))))`,
    )
    .orderBy(sql`(not ${answers} and m.state in ('open', 'accepted'))`)
    .orderBy(sql`coalesce(m.due_on, date '9999-12-31')`)
    .orderBy("m.number")
    .limit(limit)
    .execute();
  return rows as OwedMatter[];
}

export interface MatterSides {
  programmeId: string;
  id: string;
  version: number;
  number: number;
  what: string;
  dueOn: string | null;
  from: { id: string; kind: UnitKind; name: string };
  to: { id: string; kind: UnitKind; name: string };
}

export async function findSides(db: Db, ids: readonly string[]): Promise<MatterSides[]> {
  const side = (table: "f" | "u") =>
    sql<MatterSides["from"]>`json_build_object('id', ${sql.ref(`${table}.id`)}, 'kind', ${sql.ref(`${table}.kind`)},
      'name', ${sql.ref(`${table}.short_name`)})`;
  return db
    .selectFrom("matter as m")
    .innerJoin("unit as f", "f.id", "m.from_unit_id")
    .innerJoin("unit as u", "u.id", "m.to_unit_id")
    .select([
      "m.programme_id as programmeId",
      "m.id",
      "m.version",
      "m.number",
      "m.what",
      "m.due_on as dueOn",
      side("f").as("from"),
      side("u").as("to"),
    ])
    .where(sql<boolean>`m.id = any(${ids}::uuid[])`)
    .execute();
}
