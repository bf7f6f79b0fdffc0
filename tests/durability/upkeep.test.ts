// The embedded engine's log is cut back and its tables are cleared and counted, which no background process does for it.

import { expect, test } from "vitest";
import { startEngine } from "../../src/database/embedded-engine.ts";
import { keepUp } from "../../src/database/embedded-upkeep.ts";

test("one round of upkeep ends the log's growth, clears dead rows and gathers statistics", async () => {
  const engine = await startEngine();
  await engine.exec("create table kept (id int, pad text)");
  await engine.query("insert into kept select g, repeat(md5(g::text), 60) from generate_series(1, 20000) g");
  await engine.query("update kept set pad = pad || 'x' where id <= 8000");
  const look = async () => {
    const { rows } = await engine.query<{ log: number; dead: number; counted: number }>(`
      select pg_wal_lsn_diff(pg_current_wal_lsn(), (pg_control_checkpoint()).redo_lsn)::int8 as log,
             n_dead_tup as dead, (select count(*) from pg_stats where tablename = 'kept') as counted
      from pg_stat_user_tables where relname = 'kept'`);
    return rows[0];
  };
  // Table counts reach the statistics at most once a second.
  await expect.poll(async () => (await look())?.dead, { timeout: 5_000 }).toBe(8000);
  const before = await look();
  expect(before?.log).toBeGreaterThan(32 * 1024 * 1024);
  expect(before?.counted).toBe(0);
  await keepUp(engine);
  await keepUp(engine);
  const after = await look();
  await engine.close();
  expect(after?.log).toBeLessThan(32 * 1024 * 1024);
  expect(after).toMatchObject({ dead: 0, counted: 2 });
});
