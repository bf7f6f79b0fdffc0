// What PostgreSQL's background processes do on a server and nobody does in the embedded engine, which has none (measured: it
// never checkpoints however long its log grows, so that a restart after a crash takes ever longer, and never vacuums or analyses).

import type { PGlite } from "@electric-sql/pglite";

const EVERY_MILLISECONDS = 15_000;
const LOG_BYTES = 32 * 1024 * 1024;

/** Starts the upkeep of an open engine; returns the function that ends it and waits for a round under way. */
export function startUpkeep(engine: PGlite, log?: (message: string) => void): () => Promise<void> {
  let round: Promise<unknown> | undefined;
  const timer = setInterval(() => {
    round ??= keepUp(engine)
      .catch((error: unknown) => log?.(`Upkeep of the embedded database failed: ${String(error)}`))
      .finally(() => {
        round = undefined;
      });
  }, EVERY_MILLISECONDS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await round;
  };
}

/** One round: a checkpoint when the log since the last exceeds 32 MB, and the neediest table, one only, since it blocks others. */
export async function keepUp(engine: PGlite): Promise<void> {
  const { rows: logs } = await engine.query<{ bytes: string }>(
    "select pg_wal_lsn_diff(pg_current_wal_lsn(), (pg_control_checkpoint()).redo_lsn) as bytes",
  );
  if (Number(logs[0]?.bytes) > LOG_BYTES) await engine.exec("checkpoint");
  // The thresholds are those of PostgreSQL's own autovacuum.
  const { rows: tables } = await engine.query<{ name: string }>(`
    select format('%I.%I', schemaname, relname) as name from pg_stat_user_tables
    where n_dead_tup > 50 + 0.2 * n_live_tup or n_mod_since_analyze > 50 + 0.1 * n_live_tup
       or n_ins_since_vacuum > 1000 + 0.2 * n_live_tup
    order by n_dead_tup + n_mod_since_analyze desc limit 1`);
  if (tables[0]) await engine.exec(`vacuum (analyze) ${tables[0].name}`);
}
