// Many programmes of 10,000 made-up tasks each (演示数据), written by the database itself so that a million take a minute or two.
import { type Kysely, sql } from "kysely";
import type { Tables } from "../src/domain/tables.ts";

/** How many units share the tasks of a programme; the last one has a part in few of them. */
const unitCount = 60;

/** Leads rotate over the other units; one task in 500 has the unit with few as its lead. */
const fewEvery = 500;

export interface Many {
  programmeIds: string[];
  officeId: string;
  /** The six working groups; the first is `groupId`. */
  groupIds: string[];
  groupId: string;
  departments: string[];
  /** A unit with a part in few tasks of each programme, and one in many. */
  fewId: string;
  manyId: string;
}

/** Fills `programmes` programmes with `size` tasks each, with units, milestones, one event and some history. */
export async function fillMany(db: Kysely<Tables>, programmes: number, size: number): Promise<Many> {
  const { rows: units } = await sql<{ id: string; n: number }>`
    insert into unit (id, kind, name, short_name, sort_key, demo, changed_at)
    select gen_random_uuid(), case when n = 0 then 'office' when n <= 6 then 'group' else 'department' end,
      '演示单位' || n || '（演示数据）', '演示' || n, lpad(n::text, 4, '0'), true, now() from generate_series(0, ${unitCount}) n
    returning id, substring(short_name from 3)::int as n`.execute(db);
  const ids = units.sort((a, b) => a.n - b.n).map((unit) => unit.id);
  const [officeId = "", groupId = ""] = ids;
  const departments = ids.slice(7, -1);
  const many: Many = {
    programmeIds: [],
    officeId,
    groupIds: ids.slice(1, 7),
    groupId,
    departments,
    fewId: ids.at(-1) as string,
    manyId: departments[0] as string,
  };
  await addProgrammes(db, many, programmes, size);
  return many;
}

/** More programmes of the same units. */
async function addProgrammes(db: Kysely<Tables>, many: Many, programmes: number, size: number): Promise<void> {
  const units = [many.officeId, ...many.groupIds, ...many.departments, many.fewId];
  for (let n = 0; n < programmes; n += 1) {
    const number = many.programmeIds.length;
    const { rows } = await sql<{ id: string }>`
      insert into programme (id, title, short_title, office_unit_id, demo, changed_at)
      values (gen_random_uuid(), ${`演示试点 ${number}（演示数据）`}, ${`演示 ${number}`}, ${many.officeId}, true, now())
      returning id`.execute(db);
    const id = rows[0]?.id as string;
    many.programmeIds.push(id);
    await sql`insert into programme_unit (programme_id, unit_id, since_at)
      select ${id}, unit_id, now() from unnest(${units}::uuid[]) unit_id`.execute(db);
    await fillOne(db, id, size, many.groupIds, many.departments, many.fewId);
  }
}

async function fillOne(
  db: Kysely<Tables>,
  id: string,
  size: number,
  groups: readonly string[],
  departments: readonly string[],
  fewId: string,
): Promise<void> {
  await sql`insert into task (programme_id, id, ordinal, number, path, text, short_title, content_key, group_id, state, light,
      light_because, maturity, leader, starts_on, due_on, first_due_on, planned_percent, progress_percent, made_at, changed_at)
    select ${id}, gen_random_uuid(), n, n::text, array['演示第' || n / ${Math.ceil(size / 20)} || '部分'],
      '演示数据 第 ' || n || ' 项：探索建立第 ' || n % 97 || ' 类服务业开放试点的配套措施，完善有关制度。', '演示事项 ' || n,
      'many-' || n, (${groups}::uuid[])[1 + n % 6],
      (array['draft', 'issued', 'signed', 'inProgress', 'inProgress', 'inProgress', 'closed'])[1 + n % 7],
      (array['green', 'green', 'yellow', 'red', 'grey'])[1 + n % 5], '[]', n % 6, '演示负责人' || n % 50,
      date '2021-08-04', date '2022-01-01' + n % 900, date '2022-01-01' + n % 900, n % 100, n % 90,
      timestamptz '2022-01-01', timestamptz '2022-01-01'
    from generate_series(1, ${size}) n`.execute(db);
  await sql`insert into task_unit (programme_id, task_id, unit_id, part, position, since_at)
    select t.programme_id, t.id, u.unit_id, u.part, u.position, timestamptz '2022-01-01'
    from task t cross join lateral (values
      (case when t.ordinal % ${fewEvery} = 0 then ${fewId}::uuid else (${departments}::uuid[])[1 + t.ordinal % ${departments.length}] end, 'lead', 0),
      ((${departments}::uuid[])[1 + (t.ordinal + 7) % ${departments.length}], 'support', 1),
      ((${departments}::uuid[])[1 + (t.ordinal + 13) % ${departments.length}], 'support', 2)) u (unit_id, part, position)
    where t.programme_id = ${id}`.execute(db);
  await sql`insert into milestone (programme_id, id, task_id, title, due_on, changed_at)
    select t.programme_id, gen_random_uuid(), t.id, '演示节点', date '2022-06-30' + t.ordinal % 500, timestamptz '2022-01-02'
    from task t where t.programme_id = ${id}`.execute(db);
  // One task in ten changed later, so that there is a past to read and a difference to find.
  await sql`update task set leader = '后任演示负责人', version = version + 1, changed_at = timestamptz '2022-06-15'
    where programme_id = ${id} and ordinal % 10 = 0`.execute(db);
  await sql`insert into event (id, programme_id, at, kind, subject_kind, subject_id, person_name, duties, request_id, address)
    select gen_random_uuid(), t.programme_id, t.changed_at, 'task.edit', 'task', t.id, '演示', '{office}', 'bench', 'local'
    from task t where t.programme_id = ${id} and t.ordinal % 10 = 0`.execute(db);
}

/** What PostgreSQL does by itself after a while. */
export async function settle(db: Kysely<Tables>): Promise<void> {
  for (const table of [
    "task",
    "task_history",
    "task_unit",
    "milestone",
    "milestone_history",
    "event",
    "unit",
    "programme",
  ])
    await sql`vacuum analyze ${sql.table(table)}`.execute(db);
}
