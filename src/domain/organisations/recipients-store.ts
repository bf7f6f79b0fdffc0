// SQL of who is reached when a unit, a group or an office is meant.
import { sql } from "kysely";
import type { Db } from "../tables.ts";
import type { Duty } from "./model.ts";

export async function findNames(db: Db, personIds: readonly string[]): Promise<{ id: string; name: string }[]> {
  return db.selectFrom("person").select(["id", "name"]).where("id", "in", personIds).execute();
}

export interface HolderRow {
  /** The unit that was asked for. */
  unitId: string;
  personId: string;
}

/**
 * Who holds a duty for each of these units at an instant, and who stands in for them. A unit that was taken over is answered for by those that took it over; one
 * without a holder by the nearest unit above that has one.
 */
export async function findHolders(db: Db, duty: Duty, unitIds: readonly string[], at: string): Promise<HolderRow[]> {
  const { rows } = await sql<HolderRow>`
    with recursive way (unit_id, at_unit, steps) as (
      select u.id, u.id, 0 from unit u where u.id = any (${unitIds}::uuid[])
      union
      select w.unit_id, n.id, w.steps + n.further
      from way w
      cross join lateral (
        select s.to_unit_id as id, 0 as further from unit_succession s where s.from_unit_id = w.at_unit
        union all
        select u.parent_id, 1 from unit u where u.id = w.at_unit and u.parent_id is not null) n
      where w.steps < 8
    ), held as (
      select w.unit_id, d.person_id, w.steps, min(w.steps) over (partition by w.unit_id) as nearest
      from way w
      join (
        select unit_id, person_id from duty where duty = ${duty} and until_at = 'infinity'
        union
        select unit_id, to_person_id from delegation
        where duty = ${duty} and since_at <= ${at} and until_at > ${at}) d on d.unit_id = w.at_unit
      join person p on p.id = d.person_id and p.active)
    select distinct unit_id as "unitId", person_id as "personId" from held where steps = nearest`.execute(db);
  return rows;
}
