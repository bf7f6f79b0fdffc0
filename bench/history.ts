// What reading the ledger as of any past day costs (decision 0010): `node bench/history.ts`, on both engines.
import { type Kysely, sql } from "kysely";
import pg from "pg";
import { openDatabase } from "../src/database/open.ts";
import type { Tables } from "../src/domain/tables.ts";
import { countFiltered, findTasks } from "../src/domain/tasks/ledger-store.ts";
import type { TaskQuery } from "../src/domain/tasks/model.ts";
import { median } from "./measure.ts";
import { fillPilot } from "./pilot.ts";

const months = Number(process.env.MONTHS ?? 24);
const query = { sort: [], limit: 50 } as unknown as TaskQuery;
const scope = { all: true, groupIds: [], unitIds: [] };

async function measure(engine: string, db: Kysely<Tables>, programmeId: string): Promise<void> {
  const updates = async (count: number) => {
    const started = performance.now();
    for (let n = 0; n < count; n += 1)
      await sql`update task set progress_percent = (progress_percent + 1) % 100, version = version + 1, changed_at = changed_at + interval '1 second'
        where programme_id = ${programmeId} and ordinal = ${(n * 7) % 10_000}`.execute(db);
    return (performance.now() - started) / count;
  };
  const pairs: number[] = [];
  const costs: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const kept = await updates(500);
    await sql`alter table task disable trigger task_keep_history`.execute(db);
    const plain = await updates(500);
    await sql`alter table task enable trigger task_keep_history`.execute(db);
    if (round > 0) pairs.push(kept / plain);
    costs.push(kept - plain);
  }
  for (let month = 1; month <= months; month += 1)
    await sql`update task set progress_percent = ${month * 4}, version = version + 1,
      changed_at = ${`20${22 + Math.floor((month - 1) / 12)}-${String(((month - 1) % 12) + 1).padStart(2, "0")}-25T01:00:00Z`}
      where programme_id = ${programmeId}`.execute(db);
  await sql`vacuum analyze task_history`.execute(db);
  await sql`vacuum analyze task`.execute(db);
  const read = async (asOf: string | null) => {
    const times: number[] = [];
    for (let n = 0; n < 40; n += 1) {
      const started = performance.now();
      const reading = { programmeId, scope, asOf, today: "2024-01-01", zone: "Asia/Shanghai" };
      await findTasks(db, reading, query, null);
      await countFiltered(db, reading, query);
      times.push(performance.now() - started);
    }
    return median(times);
  };
  const { rows } = await sql<{ now: number; past: number; n: number }>`
    select pg_total_relation_size('task')::bigint as now, pg_total_relation_size('task_history')::bigint as past,
      (select count(*) from task_history) as n`.execute(db);
  const size = rows[0] as { now: number; past: number; n: number };
  const two = (value: number) => Math.round(value * 100) / 100;
  console.log(
    JSON.stringify({
      engine,
      updateRatioWithHistory: two(median(pairs)),
      addedMsPerUpdate: two(median(costs)),
      listNowMs: two(await read(null)),
      listAYearAgoMs: two(await read("2022-12-31T16:00:00.000Z")),
      historyRows: size.n,
      tableMb: two(size.now / 1e6),
      historyMb: two(size.past / 1e6),
    }),
  );
}

const address = process.env.DATABASE_URL_TEST;
if (address) {
  const name = `shidian_history_${process.pid}`;
  const admin = new pg.Client({ connectionString: address });
  await admin.connect();
  await admin.query(`create database ${name} template template0 encoding 'UTF8'`);
  const url = Object.assign(new URL(address), { pathname: `/${name}` }).href;
  const database = await openDatabase<Tables>({ url, statementMilliseconds: 0, poolSize: 2 });
  const pilot = await fillPilot(database);
  await measure("postgres", database.db, pilot.programmeId);
  await database.close();
  await admin.query(`drop database ${name} with (force)`);
  await admin.end();
}
const embedded = await openDatabase<Tables>({});
const pilot = await fillPilot(embedded);
await measure("embedded (in memory)", embedded.db, pilot.programmeId);
await embedded.close();
