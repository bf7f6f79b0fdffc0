// Opening a round for 1,000 tasks x 5 units (演示数据), against the same rows written by the database itself from one select.
import { type Kysely, sql } from "kysely";
import pg from "pg";
import { migrationsFolder } from "../src/app/open.ts";
import "../src/app/modules.ts";
import type { Database } from "../src/database/database.ts";
import { migrate } from "../src/database/migrate.ts";
import { openDatabase } from "../src/database/open.ts";
import { getReport, listReports } from "../src/domain/progress/reports.ts";
import { addRound } from "../src/domain/progress/service.ts";
import type { Tables } from "../src/domain/tables.ts";
import { ownCall } from "../src/kernel/call.ts";
import { dayOf, systemClock } from "../src/kernel/clock.ts";
import { fillMany, type Many } from "./many.ts";
import { median } from "./measure.ts";
import { actorOf, zone } from "./pilot.ts";
import type { Figure } from "./service.ts";

const tasks = 1000;
const repeats = 5;

/** Three units come with each task; two more make five. */
async function fiveUnits(db: Kysely<Tables>, { programmeIds, departments }: Many): Promise<void> {
  await sql`update task set state = 'inProgress' where programme_id = ${programmeIds[0]}`.execute(db);
  await sql`insert into task_unit (programme_id, task_id, unit_id, part, position, since_at)
    select t.programme_id, t.id, (${departments}::uuid[])[1 + (t.ordinal + u.n) % ${departments.length}], 'support', u.place,
      timestamptz '2022-01-01'
    from task t cross join lateral (values (19, 3), (23, 4)) u (n, place) where t.programme_id = ${programmeIds[0]}`.execute(
    db,
  );
  await sql`analyze`.execute(db);
}

async function measure(engine: string, database: Database<Tables>): Promise<Figure[]> {
  await migrate(database, migrationsFolder);
  const { db } = database;
  const many = await fillMany(db, 1, tasks);
  await fiveUnits(db, many);
  const programmeId = many.programmeIds[0] as string;
  const now = systemClock.now();
  const call = ownCall(actorOf(many.officeId), now, zone, "bench");
  const later = dayOf(now + 20 * 86_400_000, zone);
  const wish = {
    programmeId,
    cycle: "month",
    period: call.today.slice(0, 7),
    opensOn: call.today,
    dueOn: later,
    shift: "next",
    parts: ["lead", "support"],
    filter: {},
  } as const;
  const times: number[] = [];
  const bare: number[] = [];
  let roundId = "";
  for (let n = 0; n < repeats; n += 1) {
    let started = performance.now();
    const round = await db
      .transaction()
      .execute((tx) => addRound(tx, call, { ...wish, parts: [...wish.parts] } as never));
    times.push(performance.now() - started);
    if (round.rows.total !== tasks * 5) throw new Error(`${round.rows.total} rows instead of ${tasks * 5}`);
    roundId = round.id;
    started = performance.now();
    await db.transaction().execute((tx) => writtenBySql(tx, programmeId, round.id, call.atIso));
    bare.push(performance.now() - started);
  }
  const page = await listReports(db, call, { programmeId, roundId, sort: [], limit: 50 } as never);
  const started = performance.now();
  await getReport(db, call, { programmeId, roundId, reportId: page.items[0]?.id as string });
  const form = performance.now() - started;
  const two = (value: number) => Math.round(value / 10) / 100;
  const value = two(median(times));
  return [
    {
      name: "rounds-open-1000x5",
      engine,
      value,
      unit: "s",
      bare: two(median(bare)),
      ratio: Math.round((median(times) / median(bare)) * 100) / 100,
      target: 3,
      ok: value <= 3,
    },
    { name: `rounds-read-form-of-${page.items[0]?.rows.total}`, engine, value: Math.round(form), unit: "ms" },
  ];
}

/** The same reports and rows in two statements, into a round that nobody reads. */
async function writtenBySql(db: Kysely<Tables>, programmeId: string, roundId: string, at: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`insert into reporting_round
    select programme_id, gen_random_uuid(), plan_id, title, cycle, period, period_from, period_to, opens_on, asked_due_on, due_on,
      first_due_on, timely_on, parts, filter, instructions, lead_days, lead_reason, 'dropped', 1, opened_at, locked_at, made_at,
      changed_at, changed_by from reporting_round where programme_id = ${programmeId} and id = ${roundId} returning id`.execute(
    db,
  );
  const id = rows[0]?.id as string;
  await sql`insert into unit_report (programme_id, id, round_id, unit_id, state, changed_at)
    select ${programmeId}, gen_random_uuid(), ${id}, u.unit_id, 'notStarted', ${at}
    from (select distinct unit_id from task_unit where programme_id = ${programmeId} and until_at = 'infinity') u`.execute(
    db,
  );
  await sql`insert into report_row (programme_id, id, round_id, report_id, task_id, unit_id, part, group_id, ordinal, own_duty, changed_at)
    select distinct on (t.id, tu.unit_id) ${programmeId}, gen_random_uuid(), ${id}, r.id, t.id, tu.unit_id, tu.part, t.group_id, t.ordinal,
      tu.own_duty, ${at}
    from task t join task_unit tu on tu.programme_id = t.programme_id and tu.task_id = t.id and tu.until_at = 'infinity'
    join unit_report r on r.programme_id = t.programme_id and r.round_id = ${id} and r.unit_id = tu.unit_id
    where t.programme_id = ${programmeId}`.execute(db);
}

/** On a server and on the embedded engine, each in a database of its own. */
export async function roundFigures(address: string): Promise<Figure[]> {
  const name = `shidian_rounds_${process.pid}`;
  const admin = new pg.Client({ connectionString: address });
  await admin.connect();
  await admin.query(`create database ${name} template template0 encoding 'UTF8'`);
  const figures: Figure[] = [];
  try {
    const url = Object.assign(new URL(address), { pathname: `/${name}` }).href;
    const database = await openDatabase<Tables>({ url, statementMilliseconds: 0, poolSize: 2 });
    figures.push(...(await measure("postgres", database)));
    await database.close();
  } finally {
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.end();
  }
  const embedded = await openDatabase<Tables>({});
  figures.push(...(await measure("embedded", embedded)));
  await embedded.close();
  return figures;
}
