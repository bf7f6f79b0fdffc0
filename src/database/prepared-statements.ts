// Statements that come again are parsed and planned once on each connection, not each time they are sent.
import type { PostgresPool, PostgresPoolClient } from "kysely";
import pg from "pg";
import { isSharedSession, isStaleStatement } from "./database-fault.ts";

/** Texts by which it is known what comes again; what was not sent for longest is forgotten first. */
const KNOWN_TEXTS = 1_000;
/** Longer ones write many rows at once: they gain nothing, and the server would keep them. */
const LONGEST_TEXT = 12_000;
/** The server keeps each prepared statement until its connection ends, so a connection with this many is replaced. */
const PREPARED_PER_CONNECTION = 200;

/** How many rows match a word decides how they are best found: such statements are planned for the word that is asked. */
const DEPENDS_ON_A_WORD = /@@|\bi?like\b/i;

/** Names for the texts that have come before, the same in all connections of a pool. */
export class StatementNames {
  /** By text: `null` when it came once, "" when it is never named. */
  readonly #known = new Map<string, string | null>();
  #given = 0;
  #off = false;

  /** The name under which to prepare it; `undefined` the first time, and where each sending is to be planned for itself. */
  of(text: string): string | undefined {
    if (this.#off || text.length > LONGEST_TEXT) return undefined;
    const before = this.#known.get(text);
    const name = before === undefined ? null : (before ?? this.#nameFor(text));
    // What was asked last stands last, and what stands first is forgotten first.
    this.#known.delete(text);
    this.#known.set(text, name);
    if (this.#known.size > KNOWN_TEXTS) this.#known.delete(this.#known.keys().next().value as string);
    return name || undefined;
  }

  #nameFor(text: string): string {
    if (DEPENDS_ON_A_WORD.test(text)) return "";
    this.#given += 1;
    return `s${this.#given}`;
  }

  /** Gives other names from now on: what was prepared before does not fit the tables any more. */
  startAnew(): void {
    this.#known.clear();
  }

  stop(): void {
    this.#off = true;
    this.#known.clear();
  }
}

interface PoolWish {
  /** The longest wait for an answer, for a server that no longer gives any; 0 for none. */
  readonly answerMilliseconds: number;
  log(message: string): void;
}

/**
 * The connections of a pool as Kysely takes them, on which what comes again is prepared.
 *
 * A statement that no longer fits the tables, or is gone, fails its request once; `databaseFault` says that it may be sent again.
 */
export function preparingPool(pool: pg.Pool, wish: PoolWish): PostgresPool {
  const names = new StatementNames();
  const known = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    options: pool.options,
    Client: pg.Client,
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect();
      const preparing = known.get(client) ?? preparingClient(client, names, wish);
      known.set(client, preparing);
      return preparing;
    },
  };
}

function preparingClient(client: pg.PoolClient, names: StatementNames, wish: PoolWish): PostgresPoolClient {
  const prepared = new Set<string>();
  let failed = false;

  /**
   * Not by the promise that the driver would return, nor with its timer: after these the rows of every answer lived on until
   * the collector's large rounds, which then came every hundred readings and stopped a request for 50 ms (record 0038).
   */
  const ask = (statement: pg.QueryConfig) =>
    new Promise<pg.QueryResult>((resolve, reject) => {
      const late = () => {
        failed = true;
        reject(new Error("Query read timeout"));
      };
      const timer = wish.answerMilliseconds > 0 ? setTimeout(late, wish.answerMilliseconds) : undefined;
      client.query(statement, (error: Error | null, result: pg.QueryResult) => {
        clearTimeout(timer);
        if (error) reject(error);
        else resolve(result);
      });
    });

  async function askPrepared(name: string, text: string, values: unknown[]) {
    prepared.add(name);
    try {
      return await ask({ name, text, values });
    } catch (error) {
      failed ||= isStaleStatement(error) || isSharedSession(error);
      if (isStaleStatement(error)) names.startAnew();
      if (isSharedSession(error)) {
        names.stop();
        wish.log("A pooler shares the sessions of the database: statements are no longer prepared, which is slower.");
      }
      throw error;
    }
  }

  function query(text: string, values: readonly unknown[] = []) {
    // What has no values is the likes of `begin`, for which the server has a shorter way.
    const name = values.length > 0 ? names.of(text) : undefined;
    return name ? askPrepared(name, text, [...values]) : ask({ text, values: [...values] });
  }

  return {
    // Kysely takes cursors through the same door; none is configured, so only texts come.
    query: query as unknown as PostgresPoolClient["query"],
    release: (destroy = false) => client.release(destroy || failed || prepared.size > PREPARED_PER_CONNECTION),
  };
}
