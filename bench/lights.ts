// What lights cost (issue 4): judging 10,000 tasks for a new day, a new rule, and one change: `node bench/lights.ts`, on both engines.
import { type Kysely, sql } from "kysely";
import pg from "pg";
import { openDatabase } from "../src/database/open.ts";
import type { Tables } from "../src/domain/tables.ts";
import { judgeAgain, lightsUnder } from "../src/domain/tasks/light-again.ts";
import { firstLightRule } from "../src/domain/tasks/light-rule.ts";
import { ownCall } from "../src/kernel/call.ts";
import { median } from "./measure.ts";
import { actorOf, type BenchPilot, fillPilot, zone } from "./pilot.ts";

const runs = 5;

async function measure(engine: string, db: Kysely<Tables>, { programmeId, taskIds }: BenchPilot): Promise<void> {
  // All at work, each with four milestones of which some are reached.
  await sql`update task set state = 'inProgress', changed_at = now(), version = version + 1 where programme_id = ${programmeId}`.execute(
    db,
  );
  await sql`insert into milestone (programme_id, id, task_id, title, due_on, weight, reached_on, changed_at)
    select ${programmeId}, gen_random_uuid(), t.id, '演示节点' || n, date '2021-09-01' + (n * 90 + t.ordinal % 60), 1,
      case when (t.ordinal + n) % 3 = 0 then date '2021-12-01' end, now()
    from task t, generate_series(1, 4) n where t.programme_id = ${programmeId}`.execute(db);
  await sql`analyze task, milestone`.execute(db);
  const unit = (
    await db.selectFrom("programme").select("office_unit_id").where("id", "=", programmeId).executeTakeFirstOrThrow()
  ).office_unit_id;
  const callOn = (day: string) => ownCall(actorOf(unit), Date.parse(`${day}T02:00:00Z`), zone, "bench");
  const timed = async (work: () => Promise<unknown>) => {
    const started = performance.now();
    await work();
    return performance.now() - started;
  };
  const day = (n: number) => new Date(Date.UTC(2027, 0, 1) + n * 86_400_000).toISOString().slice(0, 10);
  const inTx = (n: number, ids: readonly string[] | null) =>
    db.transaction().execute((tx) => judgeAgain(tx, callOn(day(n)), programmeId, ids));
  const first = await timed(() => inTx(0, null));
  const quiet: number[] = [];
  for (let n = 0; n < runs; n += 1) quiet.push(await timed(() => inTx(0, null)));
  // A day like the first after the end of a month: one light in twenty turns.
  const some = taskIds.filter((_, at) => at % 20 === 0);
  await sql`update task set due_on = '2030-12-31', changed_at = now() where programme_id = ${programmeId}
    and id = any(${some}::uuid[])`.execute(db);
  const monthEnd: number[] = [];
  for (let n = 0; n < runs; n += 1) {
    await sql`update milestone set reached_on = case when ${n % 2 === 0} then due_on end, changed_at = now(),
      version = version + 1 where programme_id = ${programmeId} and task_id = any(${some}::uuid[])`.execute(db);
    let turned = 0;
    monthEnd.push(
      await timed(async () => {
        turned = await inTx(0, null);
      }),
    );
    if (turned < some.length / 2) throw new Error(`only ${turned} of ${some.length} lights turned`);
  }
  const rule: number[] = [];
  for (let n = 0; n < runs; n += 1)
    rule.push(await timed(() => lightsUnder(db, callOn(day(0)), programmeId, { ...firstLightRule, yellowGap: 5 + n })));
  const single: number[] = [];
  for (let n = 0; n < 200; n += 1) {
    const id = taskIds[(n * 37) % taskIds.length] as string;
    await sql`update milestone set reached_on = case when reached_on is null then due_on end, changed_at = now(),
      version = version + 1 where programme_id = ${programmeId} and task_id = ${id}`.execute(db);
    single.push(await timed(() => inTx(0, [id])));
  }
  const one = (value: number) => Math.round(value * 10) / 10;
  console.log(
    JSON.stringify({
      engine,
      allTurnedMs: one(first),
      dayWithoutTurnsMs: one(median(quiet)),
      dayOnWhichATwentiethTurnsMs: one(median(monthEnd)),
      previewOfARuleMs: one(median(rule)),
      oneChangeMs: one(median(single)),
    }),
  );
}

const address = process.env.DATABASE_URL_TEST;
if (address) {
  const name = `shidian_lights_${process.pid}`;
  const admin = new pg.Client({ connectionString: address });
  await admin.connect();
  await admin.query(`create database ${name} template template0 encoding 'UTF8'`);
  const url = Object.assign(new URL(address), { pathname: `/${name}` }).href;
  const database = await openDatabase<Tables>({ url, statementMilliseconds: 0, poolSize: 2 });
  await measure("postgres", database.db, await fillPilot(database));
  await database.close();
  await admin.query(`drop database ${name} with (force)`);
  await admin.end();
}
const embedded = await openDatabase<Tables>({});
await measure("embedded (in memory)", embedded.db, await fillPilot(embedded));
await embedded.close();
