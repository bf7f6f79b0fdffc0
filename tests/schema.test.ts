// The schema as a database administrator sees it: Chinese words, the programme first, migrations over filled tables.
import { copyFileSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Database } from "../src/database/database.ts";
import { migrate } from "../src/database/migrate.ts";
import { startDatabase } from "./start-database.ts";

let database: Database;
beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.close());

const rows = async <R>(query: ReturnType<typeof sql<R>>) => (await query.execute(database.db)).rows;

describe("数据库结构", () => {
  test("每张表、每个字段都有中文说明", async () => {
    const bare = await rows(sql<{ place: string }>`
      select c.relname || coalesce('.' || a.attname, '') as place
      from pg_class c
      left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace
        and (obj_description(c.oid) !~ '[一-鿿]' or obj_description(c.oid) is null
          or coalesce(col_description(c.oid, a.attnum), '') !~ '[一-鿿]')`);
    expect(bare.map((row) => row.place)).toEqual([]);
  });

  test("属于试点的表,主键以试点打头", async () => {
    const late = await rows(sql<{ table: string; first: string }>`
      select c.relname as table, a.attname as first
      from pg_constraint k
      join pg_class c on c.oid = k.conrelid
      join pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[1]
      where k.contype = 'p' and c.relnamespace = current_schema()::regnamespace and a.attname <> 'programme_id'
        and exists (select 1 from pg_attribute p where p.attrelid = c.oid and p.attname = 'programme_id' and p.attnotnull)`);
    expect(late).toEqual([]);
  });

  test("外键都有索引可用,删改上级不会全表扫描", async () => {
    const unserved = await rows(sql<{ place: string }>`
      select k.conrelid::regclass || ' -> ' || k.confrelid::regclass || ' (' || a.attname || ')' as place
      from pg_constraint k
      join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[array_length(k.conkey, 1)]
      where k.contype = 'f' and k.connamespace = current_schema()::regnamespace
        and not exists (select 1 from pg_index i where i.indrelid = k.conrelid and k.conkey <@ i.indkey::smallint[])`);
    // References to units, people and files are never deleted (units end, they stay): an index would only cost.
    const kept = /-> (unit|person|programme|stored_file|seal|plan_version) \(/;
    expect(unserved.map((row) => row.place).filter((place) => !kept.test(place))).toEqual([]);
  });
});

describe("在有数据的库上升级", () => {
  const folder = fileURLToPath(new URL("../migrations", import.meta.url));
  const files = readdirSync(folder).sort();
  const filledFrom = files.findIndex((file) => file.startsWith("0006"));

  test("从 0006 起,逐个升级到最新,数据一行不少", async () => {
    const part = mkdtempSync(join(tmpdir(), "shidian-migrations-"));
    const take = (count: number) => {
      for (const file of files.slice(0, count)) copyFileSync(join(folder, file), join(part, file));
    };
    take(filledFrom + 1);
    const old = await startDatabase({ migrations: part });
    try {
      const [unit, other, programme, task] = ["01", "02", "03", "04"].map(
        (n) => `00000000-0000-7000-8000-0000000000${n}`,
      );
      await sql`insert into unit (id, kind, name, short_name, sort_key, changed_at) values
        (${unit}, 'department', '演示甲局', '甲局', 'jia', now()), (${other}, 'department', '演示乙局', '乙局', 'yi', now())`.execute(
        old.db,
      );
      await sql`insert into unit_succession (from_unit_id, to_unit_id, kind, on_day) values (${unit}, ${other}, 'merged', '2023-01-01')`.execute(
        old.db,
      );
      await sql`insert into programme (id, title, short_title, office_unit_id, changed_at) values (${programme}, '演示试点', '演示', ${unit}, now())`.execute(
        old.db,
      );
      await sql`insert into task (programme_id, id, ordinal, text, short_title, content_key, state, light, light_because, made_at, changed_at)
        select ${programme}, case when n = 1 then ${task}::uuid else gen_random_uuid() end, n, '演示任务' || n, '演示', 'k' || n, 'draft', 'grey', '[]', now(), now()
        from generate_series(1, 500) n`.execute(old.db);
      await sql`update task set version = 2, changed_at = now() + interval '1 day' where id = ${task}`.execute(old.db);
      for (let count = filledFrom + 2; count <= files.length; count += 1) {
        take(count);
        await migrate(old, part);
      }
      const counts = await sql<{ tasks: number; states: number; units: number }>`select
        (select count(*)::int from task) as tasks, (select count(*)::int from task_history) as states,
        (select count(*)::int from unit) as units`.execute(old.db);
      expect(counts.rows[0]).toEqual({ tasks: 500, states: 501, units: 2 });
    } finally {
      await old.close();
      rmSync(part, { recursive: true, force: true });
    }
  });
});
