// SQL of what can be found of programmes and plans.
import { sql } from "kysely";
import type { Db } from "../tables.ts";
import type { Reader } from "./rules.ts";
import { visible } from "./store.ts";

/** Parts of a plan that are found; goals, bodies and mechanisms lie within them. */
const foundKinds = ["heading", "sentence", "row"] as const;

/** Ids of programmes in order. */
export async function programmeIdsAfter(db: Db, after: string | null, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom("programme")
    .select("id")
    .$if(after !== null, (q) => q.where("id", ">", after as string))
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

export async function elementsOfCurrentPlans(db: Db, programmeIds: readonly string[]) {
  return db
    .selectFrom("programme as p")
    .innerJoin("plan_element as e", (join) =>
      join.onRef("e.programme_id", "=", "p.id").onRef("e.plan_version_id", "=", "p.plan_version_id"),
    )
    .select(["e.programme_id as programmeId", "e.id", "e.kind", "e.text", "e.range_start as start", "e.ordinal"])
    .where("p.id", "in", programmeIds)
    .where("e.kind", "in", foundKinds)
    .execute();
}

export interface FoundElement {
  programmeId: string;
  programmeTitle: string;
  demo: boolean;
  id: string;
  kind: string;
  number: string | null;
  path: string[];
  text: string;
  /** The key of the sentence to open: its own, or the first below a heading. */
  at: string | null;
  hasGoal: boolean;
}

/** Of these elements, those of current plans that the reader may see. */
export async function visibleElements(
  db: Db,
  reader: Reader,
  programmeIds: readonly string[],
  ids: readonly string[],
): Promise<FoundElement[]> {
  return visible(db, reader)
    .innerJoin("plan_element as e", (join) =>
      join.onRef("e.programme_id", "=", "p.id").onRef("e.plan_version_id", "=", "p.plan_version_id"),
    )
    .select([
      "p.id as programmeId",
      "p.short_title as programmeTitle",
      "p.demo",
      "e.id",
      "e.kind",
      "e.number",
      "e.path",
      "e.text",
      sql<string | null>`case when e.kind <> 'heading' then e.content_key else (
        select n.content_key from plan_element n
        where n.programme_id = e.programme_id and n.plan_version_id = e.plan_version_id
          and n.kind in ('sentence', 'row') and n.range_start >= e.range_start
        order by n.range_start, n.ordinal limit 1) end`.as("at"),
      sql<boolean>`exists (select 1 from plan_element g
        where g.programme_id = e.programme_id and g.plan_version_id = e.plan_version_id and g.kind = 'goal'
          and g.range_start >= e.range_start and g.range_end <= e.range_end)`.as("hasGoal"),
    ])
    .where(
      sql<boolean>`(e.programme_id, e.id) in (select * from unnest(${[...programmeIds]}::uuid[], ${[...ids]}::uuid[]))`,
    )
    .execute();
}

const named = [
  "p.id",
  "p.title",
  "p.short_title as shortTitle",
  "p.issuer",
  "p.demo",
  "v.document_number as documentNumber",
  "v.basis",
] as const;

export interface NamedProgramme {
  id: string;
  title: string;
  shortTitle: string;
  issuer: string | null;
  demo: boolean;
  documentNumber: string | null;
  basis: { title: string | null; number: string }[] | null;
}

export async function namedProgrammes(db: Db, ids: readonly string[]): Promise<NamedProgramme[]> {
  const rows = await db
    .selectFrom("programme as p")
    .leftJoin("plan_version as v", (join) =>
      join.onRef("v.programme_id", "=", "p.id").onRef("v.id", "=", "p.plan_version_id"),
    )
    .select(named)
    .where("p.id", "in", ids)
    .execute();
  return rows as unknown as NamedProgramme[];
}

export async function visibleProgrammes(db: Db, reader: Reader, ids: readonly string[]): Promise<NamedProgramme[]> {
  const rows = await visible(db, reader)
    .leftJoin("plan_version as v", (join) =>
      join.onRef("v.programme_id", "=", "p.id").onRef("v.id", "=", "p.plan_version_id"),
    )
    .select(named)
    .where("p.id", "in", ids)
    .execute();
  return rows as unknown as NamedProgramme[];
}
