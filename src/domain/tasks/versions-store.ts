// SQL of tasks as they stood in given versions.
import { sql } from "kysely";
import type { Db } from "../tables.ts";
import type { TaskUnit } from "./model.ts";
import type { WholeTask } from "./store.ts";

/** Tasks in the versions asked for, with the units they had then; versions that never were are simply not there. */
export async function findVersions(
  db: Db,
  programmeId: string,
  wanted: readonly { taskId: string; version: number }[],
): Promise<Omit<WholeTask, "milestones">[]> {
  const ids = wanted.map((one) => one.taskId);
  const versions = wanted.map((one) => one.version);
  const { rows } = await sql<Omit<WholeTask, "milestones">>`
    select distinct on (t.id, t.version) t.*, g.short_name as "groupName", coalesce((
      select jsonb_agg(jsonb_build_object('unitId', tu.unit_id, 'name', u.name, 'shortName', u.short_name,
        'part', tu.part, 'ownDuty', tu.own_duty, 'implied', tu.implied)
        order by array_position(array['lead', 'support', 'guide'], tu.part), tu.position)
      from task_unit tu join unit u on u.id = tu.unit_id
      where tu.programme_id = t.programme_id and tu.task_id = t.id
        and tu.since_at <= t.valid_from and tu.until_at > t.valid_from), '[]') as units
    from unnest(${ids}::uuid[], ${versions}::int[]) as k (id, version)
    join task_history t on t.programme_id = ${programmeId} and t.id = k.id and t.version = k.version
    left join unit g on g.id = t.group_id
    order by t.id, t.version, t.valid_from desc`.execute(db);
  return rows as (Omit<WholeTask, "milestones"> & { units: TaskUnit[] })[];
}

/** Tasks are never taken away and versions only rise, so equal sums mean equal versions. */
export async function markOfLedger(db: Db, programmeId: string): Promise<string> {
  const { rows } = await sql<{ mark: string }>`
    select concat_ws(' ', count(*), sum(version), max(changed_at)) as mark from task where programme_id = ${programmeId}`.execute(
    db,
  );
  return rows[0]?.mark as string;
}
