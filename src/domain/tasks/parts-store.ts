// SQL of parts: what lies below tasks, how many there are, what they say of the task above.
import { sql } from "kysely";
import type { Db } from "../tables.ts";
import type { PartStanding, PlaceChoice } from "./model-parts.ts";

/** Parts below some tasks, at any depth, that have not ended, each with the task that was asked for. */
export async function openPartsBelow(
  db: Db,
  programmeId: string,
  taskIds: readonly string[],
): Promise<{ id: string; rootId: string }[]> {
  const { rows } = await sql<{ id: string; rootId: string }>`
    with recursive below as (
      select p.id, p.parent_id as root_id from task p
      where p.programme_id = ${programmeId} and p.parent_id = any(${taskIds}::uuid[]) and p.state <> 'ended'
      union all
      select p.id, b.root_id from below b join task p on p.programme_id = ${programmeId} and p.parent_id = b.id
      where p.state <> 'ended')
    select id, root_id as "rootId" from below order by id`.execute(db);
  return rows;
}

/** How many parts a task has, ended ones among them, and the last number given. */
export async function partNumbers(
  db: Db,
  programmeId: string,
  parentId: string,
): Promise<{ open: number; last: number }> {
  const { rows } = await sql<{ open: number; last: number }>`
    select count(*) filter (where state <> 'ended')::int as open,
      coalesce(max(substring(number from '-([0-9]+)$')::int), 0) as last
    from task where programme_id = ${programmeId} and parent_id = ${parentId}`.execute(db);
  return rows[0] as { open: number; last: number };
}

/** Districts and platforms that exist; a made-up pilot has made-up ones. Those that take part already come first. */
export async function placeChoices(db: Db, programmeId: string, taskId: string): Promise<PlaceChoice[]> {
  const { rows } = await sql<PlaceChoice>`
    select u.id as "unitId", u.name, u.short_name as "shortName", u.kind, pu.unit_id is not null as "takesPart",
      u.id in (select tu.unit_id from task p
        join task_unit tu on tu.programme_id = p.programme_id and tu.task_id = p.id and tu.part = 'lead' and tu.until_at = 'infinity'
        where p.programme_id = ${programmeId} and p.parent_id = ${taskId} and p.kind = 'place' and p.state <> 'ended') as "hasPart"
    from unit u join programme on programme.id = ${programmeId}
      left join programme_unit pu on pu.programme_id = ${programmeId} and pu.unit_id = u.id
    where u.kind in ('district', 'platform') and u.ended_on is null and u.demo = programme.demo
    order by pu.unit_id is null, u.kind, u.code, u.sort_key collate "C", u.id limit 300`.execute(db);
  return rows;
}

/**
 * Whoever leads a task guides its parts: links made by this rule end where the unit leads no more, and begin where a unit
 * that leads now has no place in a part.
 */
export async function followLeads(
  tx: Db,
  programmeId: string,
  parentIds: readonly string[],
  at: string,
): Promise<void> {
  const lead = (unit: ReturnType<typeof sql>) => sql`exists (select 1 from task_unit l
    where l.programme_id = p.programme_id and l.task_id = p.parent_id and l.part = 'lead' and l.until_at = 'infinity'
      and l.unit_id = ${unit})`;
  const parts = sql`p.programme_id = ${programmeId} and p.parent_id = any(${parentIds}::uuid[])`;
  await sql`update task_unit tu set until_at = greatest(tu.since_at, ${at}::timestamptz) from task p
    where ${parts} and tu.programme_id = p.programme_id and tu.task_id = p.id and tu.part = 'guide' and tu.implied
      and tu.until_at = 'infinity' and not ${lead(sql`tu.unit_id`)}`.execute(tx);
  await sql`insert into task_unit (programme_id, task_id, unit_id, part, position, implied, since_at)
    select p.programme_id, p.id, l.unit_id, 'guide', 100 + l.position, true, ${at}
    from task p join task_unit l on l.programme_id = p.programme_id and l.task_id = p.parent_id
      and l.part = 'lead' and l.until_at = 'infinity'
    where ${parts} and not exists (select 1 from task_unit tu where tu.programme_id = p.programme_id
      and tu.task_id = p.id and tu.unit_id = l.unit_id and tu.until_at = 'infinity')
    on conflict (programme_id, task_id, unit_id, part, since_at) do update set until_at = 'infinity'`.execute(tx);
}

/** The parts of all tasks of a programme that have any, by the task above. */
export async function partsByParent(db: Db, programmeId: string): Promise<Map<string, PartStanding[]>> {
  const { rows } = await sql<{ parentId: string; parts: PartStanding[] }>`
    select parent_id as "parentId", json_agg(json_build_object('id', id, 'shortTitle', short_title, 'state', state,
      'light', light, 'dueOn', due_on, 'weight', weight, 'percent', progress_percent) order by ordinal, id) as parts
    from task where programme_id = ${programmeId} and parent_id is not null and state <> 'ended'
    group by parent_id`.execute(db);
  return new Map(rows.map((row) => [row.parentId, row.parts]));
}

export interface NewStanding {
  id: string;
  light: string;
  because: string;
  planned: number | null;
  actual: number;
}

/** Writes how tasks stand after their parts moved; their versions stay, since no person changed them. */
export async function saveStandings(
  tx: Db,
  programmeId: string,
  rows: readonly NewStanding[],
  at: string,
): Promise<void> {
  if (rows.length === 0) return;
  const column = <F extends keyof NewStanding>(field: F) => rows.map((row) => row[field]);
  await sql`update task t set light = n.light, light_because = n.because, planned_percent = n.planned,
      progress_percent = n.actual, changed_at = greatest(t.changed_at, ${at}::timestamptz)
    from unnest(${column("id")}::uuid[], ${column("light")}::text[], ${column("because")}::jsonb[],
      ${column("planned")}::smallint[], ${column("actual")}::smallint[]) as n (id, light, because, planned, actual)
    where t.programme_id = ${programmeId} and t.id = n.id`.execute(tx);
}

/** Gives parts the number and place of the task above them, after a new version of the plan moved it. */
export async function followPlaces(tx: Db, programmeId: string, who: { at: string; by: string }): Promise<void> {
  // Twice: the second time those follow whose task above has just moved.
  for (let depth = 1; depth <= 2; depth += 1)
    await sql`update task p set ordinal = t.ordinal, path = t.path,
        number = coalesce(t.number, t.ordinal::text) || substring(p.number from '-[0-9]+$'),
        changed_at = ${who.at}, changed_by = ${who.by}, version = p.version + 1
      from task t where p.programme_id = ${programmeId} and p.depth = ${depth} and p.parent_id is not null
        and t.programme_id = p.programme_id and t.id = p.parent_id
        and (p.ordinal <> t.ordinal or p.path <> t.path
          or p.number <> coalesce(t.number, t.ordinal::text) || substring(p.number from '-[0-9]+$'))`.execute(tx);
}
