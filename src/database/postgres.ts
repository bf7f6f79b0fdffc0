// A PostgreSQL server as the database: pool with limits on every wait, version and encoding checked, errors that say the mend.

import { Kysely, PostgresDialect, type QueryExecutorProvider, sql } from "kysely";
import pg from "pg";
import { Fault } from "../kernel/errors.ts";
import type { Database, DatabaseOptions } from "./database.ts";
import { refuseSecondConnection } from "./database-guard.ts";
import { databaseRefusal } from "./database-refusals.ts";
import { postgresTypes } from "./database-values.ts";
import { startEar } from "./postgres-ear.ts";
import { preparingPool } from "./prepared-statements.ts";

const OLDEST_SERVER = 15;
const CONNECT_MILLISECONDS = 5_000;
const LOCK_MILLISECONDS = 10_000;
const IDLE_IN_TRANSACTION_MILLISECONDS = 30_000;

/**
 * Connects to a PostgreSQL server (>= 15, UTF-8).
 *
 * @throws Fault when the address is unreadable, nobody answers, sign-in fails or the server is too old.
 */
export async function openPostgres<Tables>(
  options: DatabaseOptions & { readonly url: string },
): Promise<Database<Tables>> {
  const address = parseAddress(options.url);
  const statementMilliseconds = options.statementMilliseconds ?? 30_000;
  const db = connect<Tables>(options, options.poolSize ?? 10, statementMilliseconds);
  try {
    const version = await checkServer(db);
    const ear = startEar({ ...sessionOf(options.url), connectionTimeoutMillis: CONNECT_MILLISECONDS }, options.log);
    return {
      engine: "postgres",
      db,
      version,
      async withoutTimeLimits(work) {
        const patient = connect<Tables>(options, 1, 0);
        try {
          return await patient.connection().execute(work);
        } finally {
          await patient.destroy();
        }
      },
      listen: ear.listen,
      async close() {
        await ear.close();
        await db.destroy();
      },
    };
  } catch (error) {
    await db.destroy();
    throw explainConnectError(error, address);
  }
}

const sessionOf = (url: string) => ({
  connectionString: url,
  application_name: "shidian",
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
});

function connect<Tables>(
  { url = "", log }: DatabaseOptions,
  poolSize: number,
  statementMilliseconds: number,
): Kysely<Tables> {
  const limited = statementMilliseconds > 0;
  const pool = new pg.Pool({
    ...sessionOf(url),
    max: poolSize,
    types: postgresTypes as pg.CustomTypesConfig,
    connectionTimeoutMillis: CONNECT_MILLISECONDS,
    idleTimeoutMillis: 60_000,
    // Compiling a statement takes longer than any answer of ours; pages are on disks that need no seeking, or in memory.
    options: "-c jit=off -c random_page_cost=1.1 -c timezone=UTC -c datestyle=ISO -c intervalstyle=postgres",
    statement_timeout: statementMilliseconds,
    lock_timeout: limited ? LOCK_MILLISECONDS : 0,
    idle_in_transaction_session_timeout: limited ? IDLE_IN_TRANSACTION_MILLISECONDS : 0,
  });
  const report = (error: Error) => log?.(`PostgreSQL connection lost: ${error.message}`);
  pool.on("error", report);
  // A connection that dies while a transaction holds it idle has no other listener, and would end the process.
  pool.on("connect", (client) => client.on("error", report));
  const preparing = preparingPool(pool, {
    // The server gives up first; this is for one that no longer answers at all.
    answerMilliseconds: limited ? statementMilliseconds + 5_000 : 0,
    log: (message) => log?.(message),
  });
  return refuseSecondConnection(new Kysely<Tables>({ dialect: new PostgresDialect({ pool: preparing }) }));
}

async function checkServer(db: QueryExecutorProvider): Promise<string> {
  const { rows } = await sql<{ version: string; number: number; encoding: string }>`
    select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
           current_setting('server_encoding') as encoding`.execute(db);
  const server = rows[0];
  if (!server || server.number < OLDEST_SERVER * 10_000)
    throw databaseRefusal("database.server-too-old", { version: server?.version ?? "?", oldest: OLDEST_SERVER });
  if (server.encoding !== "UTF8") throw databaseRefusal("database.encoding", { encoding: server.encoding });
  return server.version;
}

function parseAddress(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (!parsed || !["postgres:", "postgresql:"].includes(parsed.protocol) || parsed.pathname.length < 2)
    throw databaseRefusal("database.url");
  return `${parsed.host}${parsed.pathname}`;
}

function explainConnectError(error: unknown, address: string): unknown {
  if (error instanceof Fault || !(error instanceof Error)) return error;
  const code = (error as { code?: unknown }).code;
  const reason = error.message || String(code);
  if (code === "28P01" || code === "28000") return databaseRefusal("database.sign-in", { address, reason });
  if (code === "3D000") return databaseRefusal("database.absent", { address, reason });
  return databaseRefusal("database.unreachable", { address, reason });
}
