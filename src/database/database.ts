// What an open database offers, whichever engine is behind it.

import { type Kysely, sql } from "kysely";

export interface DatabaseOptions {
  /** Address of a PostgreSQL server; without it the embedded engine is used. */
  readonly url?: string | undefined;
  /** The embedded engine's own folder; without it everything is in memory and gone at close. */
  readonly dataFolder?: string | undefined;
  /** Made by `buildSnapshot`; a fresh embedded database starts from it in about a second instead of five. */
  readonly snapshotFile?: string | undefined;
  /** Connections to the server; 10 unless told. */
  readonly poolSize?: number | undefined;
  /** Longest time of one statement on a server; 30,000 unless told, 0 for none. */
  readonly statementMilliseconds?: number | undefined;
  readonly log?: ((message: string) => void) | undefined;
}

export interface Database<Tables = unknown> {
  readonly engine: "embedded" | "postgres";
  readonly db: Kysely<Tables>;
  /** The server's version, such as "18.6". */
  readonly version: string;
  /** Runs `work` on one session with no limit on statements or locks: migrations, exports, clearing up. */
  withoutTimeLimits<Result>(work: (db: Kysely<Tables>) => Promise<Result>): Promise<Result>;
  /**
   * Hears what is told on a channel (`pg_notify`, on commit), from any process on this database, until the function it
   * returns is called or the database is closed.
   *
   * `onGap` is called whenever something may have been missed, as after a lost connection; the embedded engine has no gaps.
   */
  listen(channel: string, onMessage: (payload: string) => void, onGap: () => void): Promise<() => Promise<void>>;
  /** The whole data folder as a gzipped tar, taken while running; only on the embedded engine. */
  dump?(): Promise<Blob>;
  close(): Promise<void>;
}

/** Asks the database for an answer; rejects when there is none. */
export async function ping<Tables>(database: Pick<Database<Tables>, "db">): Promise<void> {
  await sql`select 1`.execute(database.db);
}
