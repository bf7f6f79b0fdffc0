// What waits among two years of reports, claims and orders is found from an index of what waits, however much is finished.
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Database } from "../src/database/database.ts";
import { reportsToReview, reportsToUnlock } from "../src/domain/progress/owed-store.ts";
import { ordersOwed } from "../src/domain/supervision/list-store.ts";
import type { Db, Tables } from "../src/domain/tables.ts";
import { startSampleDatabase } from "./start-database.ts";

let database: Database<Tables>;
let programmeId: string;
const rounds = 150;

beforeAll(async () => {
  database = await startSampleDatabase();
  const { db } = database;
  programmeId = (await db.selectFrom("programme").select("id").executeTakeFirstOrThrow()).id;
  await sql`insert into reporting_round (programme_id, id, title, cycle, period, period_from, period_to, opens_on, asked_due_on,
      due_on, first_due_on, timely_on, parts, filter, lead_days, state, made_at, changed_at)
    select ${programmeId}, gen_random_uuid(), '演示报送', 'month', 'p' || n, d, d, d, d, d, d, d, array['lead'], '{}', 5, 'locked', now(), now()
    from generate_series(1, ${rounds}::int) n, lateral (select date '2020-01-01' + n as d) day`.execute(db);
  await sql`insert into unit_report (programme_id, id, round_id, unit_id, state, last_submitted_at, unlock_asked_at, changed_at)
    select d.programme_id, gen_random_uuid(), d.id, u.id,
      case when u.n = 1 and d.due_on < '2020-01-06' then 'submitted' else 'locked' end, now(),
      case when u.n = 2 and d.due_on < '2020-01-04' then now() end, now()
    from reporting_round d, (select id, row_number() over (order by id) as n from unit limit 30) u`.execute(db);
  await sql`insert into supervision_order (programme_id, id, grade, state, origin, source, matter, requirement, limit_days, due_on, made_at, changed_at)
    select ${programmeId}, gen_random_uuid(), 'blue', case when n <= 5 then 'answered' else 'closed' end, 'hand', '演示', '演示', '演示', 10,
      date '2021-01-01' + n, now(), now() from generate_series(1, 5000) n`.execute(db);
  for (const table of ["reporting_round", "unit_report", "supervision_order"])
    await sql`analyze ${sql.table(table)}`.execute(db);
}, 120_000);
afterAll(() => database.close());

/** What `work` found, and the indexes from which its statements read the tables that grow. */
async function readings<T>(work: (db: Db) => Promise<T>): Promise<{ found: T; read: string[] }> {
  const texts: { sql: string; parameters: readonly unknown[] }[] = [];
  const listening = database.db.withPlugin({
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => result,
  });
  const executor = listening.getExecutor();
  const compile = executor.compileQuery.bind(executor);
  Object.assign(executor, {
    compileQuery: (...given: Parameters<typeof compile>) => {
      const query = compile(...given);
      texts.push(query);
      return query;
    },
  });
  const found = await work(listening as Db);
  const read: string[] = [];
  for (const { sql: text, parameters } of texts) {
    const plan = await database.db.executeQuery<{ "QUERY PLAN": string }>({
      sql: `explain (costs off) ${text}`,
      parameters,
      query: { kind: "RawNode" } as never,
      queryId: { queryId: "plan" },
    } as never);
    for (const { "QUERY PLAN": line } of plan.rows) {
      const [, index, table] =
        line.match(/(?:Scan using|Bitmap Index Scan on) (\w+)|Seq Scan on (unit_report|supervision_order)\b/) ?? [];
      if (table) read.push(`all of ${table}`);
      if (index && /^(unit_report|supervision_order)/.test(index)) read.push(index);
    }
  }
  expect(texts.length).toBeGreaterThan(0);
  return { found, read: [...new Set(read)] };
}

describe("已办结的再多，待办也从索引找到", () => {
  const by = (officeUnitIds: string[]) => ({ groupIds: [], officeUnitIds, personIds: [] });

  test("待审核的报送", async () => {
    const { office_unit_id: office } = await database.db
      .selectFrom("programme")
      .select("office_unit_id")
      .executeTakeFirstOrThrow();
    const { read } = await readings((db) => reportsToReview(db, [programmeId], by([office]), 200));
    expect(read).toEqual(["unit_report_waiting"]);
  });

  test("申请解锁的报送", async () => {
    const { office_unit_id: office } = await database.db
      .selectFrom("programme")
      .select("office_unit_id")
      .executeTakeFirstOrThrow();
    const { found, read } = await readings((db) => reportsToUnlock(db, [programmeId], [office], 200));
    expect(read).toEqual(["unit_report_unlock_asked"]);
    expect(found).toHaveLength(2);
  });

  test("待审核的督办单，按时限先后，不多于所问", async () => {
    const ask = (most: number) => (db: Db) =>
      ordersOwed(db, [programmeId], [["answered"], ["issued", "signed"]], null, most);
    const { found, read } = await readings(ask(200));
    expect(read).toEqual(["supervision_order_by_state"]);
    expect(found.map((row) => row.dueOn)).toEqual([
      "2021-01-02",
      "2021-01-03",
      "2021-01-04",
      "2021-01-05",
      "2021-01-06",
    ]);
    expect((await ask(2)(database.db)).map((row) => row.dueOn)).toEqual(["2021-01-02", "2021-01-03"]);
  });
});
