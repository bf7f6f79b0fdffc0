// The overview, and a past day of the ledger, among 10,000 tasks (演示数据) with 24 months behind them, over HTTP: the slowest hundredth.
import { sql } from "kysely";
import { openDatabase } from "../src/database/open.ts";
import type { Db, Tables } from "../src/domain/tables.ts";
import { type BenchPilot, fillPilot } from "./pilot.ts";
import { startReader } from "./reader.ts";
import { type Figure, type Running, settled, startOurs } from "./service.ts";

const months = 24;
const requests = Number(process.env.TIMES ?? 200);
const targets = { overview: 100, asOf: 150 };

/** Two years in which every task moved each month: lights, progress, steps and close-outs. */
async function live(db: Db, { programmeId }: BenchPilot): Promise<void> {
  await sql`alter table task disable trigger user`.execute(db);
  await sql`update task_history set valid_from = now() - ${`${months} months`}::interval where programme_id = ${programmeId}`.execute(
    db,
  );
  await sql`update task_unit set since_at = now() - ${`${months} months`}::interval where programme_id = ${programmeId}`.execute(
    db,
  );
  await sql`update task set changed_at = now() - ${`${months} months`}::interval where programme_id = ${programmeId}`.execute(
    db,
  );
  await sql`alter table task enable trigger user`.execute(db);
  for (let month = 1; month < months; month += 1) {
    await sql`update task set version = version + 1, changed_at = now() - ${`${months - month} months`}::interval,
        state = (array['inProgress', 'inProgress', 'inProgress', 'issued', 'suspended', ${month > 12 ? "closed" : "inProgress"}])[1 + ordinal % 6],
        light = (array['green', 'yellow', 'green', 'red', 'grey'])[1 + (ordinal + ${month}) % 5],
        maturity = least(5, ${Math.floor(month / 5)} * (ordinal % 2)), in_force_on = current_date - 300,
        planned_percent = ${month * 4}, progress_percent = ${month * 4} - ordinal % 4, review_on = current_date - ordinal % 30
      where programme_id = ${programmeId}`.execute(db);
    // As the server does by itself many times in a month; without it the table would be twenty times as long as after two years.
    await sql`vacuum task`.execute(db);
  }
}

/** Milestones, confidence, changed deadlines, matters and orders in the numbers of a large pilot. */
async function work(db: Db, { programmeId }: BenchPilot): Promise<void> {
  await sql`insert into milestone (programme_id, id, task_id, title, due_on, changed_at)
    select programme_id, gen_random_uuid(), id, '演示里程碑', current_date - 60 + (ordinal % 400) + n * 30, now() - interval '20 months'
    from task, generate_series(0, 1) n where programme_id = ${programmeId}`.execute(db);
  await sql`insert into confidence (programme_id, id, task_id, rater, points, reason, made_by, made_unit_id, made_at)
    select t.programme_id, gen_random_uuid(), t.id, r.rater, 1 + (t.ordinal + r.n) % 5, '演示', p.id, p.unit_id, now() - interval '2 months'
    from task t, (values ('self', 0), ('office', 1)) r (rater, n), (select id, unit_id from person order by id limit 1) p
    where t.programme_id = ${programmeId} and t.ordinal % 5 = 0`.execute(db);
  await sql`insert into deadline_change (programme_id, id, task_id, to_due, reason, asked_at, outcome, outcome_at)
    select programme_id, gen_random_uuid(), id, current_date + 100, '演示', now(), 'allowed', now() - (ordinal % 300) * interval '1 day'
    from task where programme_id = ${programmeId} and ordinal % 10 = 0`.execute(db);
  await sql`insert into matter (programme_id, id, number, origin_kind, what, from_unit_id, to_unit_id, due_on, state, asked_at, state_since, changed_at)
    select ${programmeId}, gen_random_uuid(), n, 'hand', '演示事项', u.ids[1 + n % 20], u.ids[21 + n % 15], current_date - 20 + n % 40,
      (array['open', 'accepted', 'answered', 'settled'])[1 + n % 4], now(), now(), now() - interval '1 month'
    from generate_series(1, 2000) n, (select array_agg(id order by id) as ids from unit) u`.execute(db);
  await sql`with o as (
      insert into supervision_order (programme_id, id, grade, state, origin, source, matter, requirement, limit_days, due_on, made_at, changed_at)
      select ${programmeId}, gen_random_uuid(), (array['blue', 'yellow', 'red'])[1 + n % 3], (array['issued', 'signed', 'closed'])[1 + n % 3],
        'hand', '演示', '演示', '演示', 10, current_date - 30 + n % 60, now(), now() - interval '1 month'
      from generate_series(1, 2000) n returning programme_id, id)
    select 1 from o`.execute(db);
}

/** Fills the database at `url` with the pilot and its two years. */
export async function fillYears(url: string): Promise<BenchPilot> {
  const database = await openDatabase<Tables>({ url, statementMilliseconds: 0 });
  try {
    const pilot = await fillPilot(database);
    await live(database.db, pilot);
    await work(database.db, pilot);
    await sql`vacuum analyze`.execute(database.db);
    return pilot;
  } finally {
    await database.close();
  }
}

/** Fills a database of its own at `url` and measures; the caller drops the database. */
export async function overviewFigures(
  url: string,
  signIn: (port: number) => Promise<{ cookie: string }>,
): Promise<Figure[]> {
  const pilot = await fillYears(url);
  const running: Running[] = [];
  const reader = startReader();
  try {
    const ours = await startOurs({ DATABASE_URL: url });
    running.push(ours);
    await settled(url);
    const { cookie } = await signIn(ours.port);
    const at = `/api/v1/programmes/${pilot.programmeId}`;
    const past = new Date(Date.now() - 200 * 86_400_000).toISOString().slice(0, 10);
    const figures: Figure[] = [];
    for (const [name, path, target] of [
      ["overview", `${at}/overview`, targets.overview],
      ["overview-as-of", `${at}/overview?asOf=${past}`, undefined],
      ["overview-ledger-as-of", `${at}/tasks?limit=50&asOf=${past}`, targets.asOf],
    ] as const) {
      const { p50, p99 } = await reader.readThrice(ours.port, requests, { method: "GET", path, headers: { cookie } });
      figures.push({ name: `${name}-p50`, engine: "postgres", value: p50, unit: "ms" });
      figures.push({
        name: `${name}-p99`,
        engine: "postgres",
        value: p99,
        unit: "ms",
        ...(target ? { target, ok: p99 <= target } : {}),
      });
    }
    return figures;
  } finally {
    reader.stop();
    for (const one of running) await one.stop();
  }
}
