// The embedded database: one owner, every commit on the disk before it is acknowledged, proved at each start or not opened.

import { AsyncLocalStorage } from "node:async_hooks";
import { mkdir, readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { PGlite, Transaction } from "@electric-sql/pglite";
import { Kysely, PGliteDialect, type PGliteDialectConfig } from "kysely";
import type { Database, DatabaseOptions } from "./database.ts";
import { refuseSecondConnection } from "./database-guard.ts";
import { databaseRefusal } from "./database-refusals.ts";
import { DurableNodeFS } from "./durable-files.ts";
import { readDump, startEngine } from "./embedded-engine.ts";
import { prepareFolder } from "./embedded-folder.ts";
import { takeFolderLock } from "./embedded-lock.ts";
import { startUpkeep } from "./embedded-upkeep.ts";

const DUMP_MEGABYTES = 1_000;

/**
 * Opens the embedded database in `dataFolder`, created when absent, or in memory without one.
 *
 * @throws Fault when the folder is in use, of another version, or its commits would not reach the disk.
 */
export async function openEmbedded<Tables>(options: DatabaseOptions): Promise<Database<Tables>> {
  const { snapshotFile, log } = options;
  const contents = async () => (snapshotFile === undefined ? undefined : readDump(await readFile(snapshotFile)));
  if (options.dataFolder === undefined) return offer<Tables>(await startEngine(undefined, await contents()));

  const folder = resolve(options.dataFolder);
  await mkdir(dirname(folder), { recursive: true });
  const releaseLock = takeFolderLock(folder);
  try {
    await prepareFolder(folder, contents);
    const files = new DurableNodeFS(folder);
    const engine = await startEngine(files);
    await proveDurable(engine, files);
    return await offer<Tables>(engine, startUpkeep(engine, log), releaseLock);
  } catch (error) {
    releaseLock();
    throw error;
  }
}

async function offer<Tables>(
  engine: PGlite,
  endUpkeep?: () => Promise<void>,
  releaseLock?: () => void,
): Promise<Database<Tables>> {
  const db = refuseSecondConnection(new Kysely<Tables>({ dialect: new PGliteDialect({ pglite: likeServer(engine) }) }));
  const { rows } = await engine.query<{ server_version: string }>("show server_version");
  return {
    engine: "embedded",
    db,
    version: rows[0]?.server_version ?? "",
    withoutTimeLimits: (work) => db.connection().execute(work),
    listen: async (channel, onMessage) => {
      // The engine speaks from inside the statement that told; what hears it is no part of that transaction.
      const outside = AsyncLocalStorage.snapshot();
      const end = await engine.listen(channel, (payload) => outside(onMessage, payload));
      return () => end();
    },
    dump: () => dump(engine),
    async close() {
      try {
        await endUpkeep?.();
        await db.destroy();
        // Kysely closes only an engine it has used.
        if (!engine.closed) await engine.close();
      } finally {
        releaseLock?.();
      }
    },
  };
}

/** The dump is made in memory, hence the limit; after a checkpoint it holds little log. */
async function dump(engine: PGlite): Promise<Blob> {
  const { rows } = await engine.query<{ bytes: number }>("select pg_database_size(current_database()) as bytes");
  const size = Math.round((rows[0]?.bytes ?? 0) / 1e6);
  if (size > DUMP_MEGABYTES) throw databaseRefusal("backup.too-large", { size, limit: DUMP_MEGABYTES });
  await engine.exec("checkpoint");
  return engine.dumpDataDir("gzip");
}

/** The durable file system hangs on inner parts of PGlite, so an upgrade could switch it off without a word. */
async function proveDurable(engine: PGlite, files: DurableNodeFS): Promise<void> {
  const { rows } = await engine.query<{ fsync: string }>("show fsync");
  const before = files.syncs;
  await engine.query("select pg_logical_emit_message(true, 'start', '')");
  if (rows[0]?.fsync === "on" && files.syncs > before) return;
  await engine.close();
  throw databaseRefusal("database.not-durable");
}

type EmbeddedForKysely = Exclude<PGliteDialectConfig["pglite"], (...args: never[]) => unknown>;

/** As pg does, text without parameters goes by the simple protocol, which takes several statements. */
function likeServer(engine: PGlite): EmbeddedForKysely {
  const query =
    (target: PGlite | Transaction): EmbeddedForKysely["query"] =>
    async (text, parameters, options) => {
      if (parameters && parameters.length > 0) return target.query(text, parameters, options);
      const results = await target.exec(text, options);
      return (results.at(-1) ?? { rows: [], fields: [] }) as never;
    };
  return {
    get closed() {
      return engine.closed;
    },
    get ready() {
      return engine.ready;
    },
    waitReady: engine.waitReady,
    close: () => engine.close(),
    query: query(engine),
    async transaction(work) {
      let begun = false;
      try {
        return await engine.transaction((tx) => {
          begun = true;
          return work({ query: query(tx), rollback: () => tx.rollback() });
        });
      } catch (error) {
        // Kysely waits for ever for a transaction that could not begin: let it begin, and fail at its first use.
        if (!begun) await work({ query: () => Promise.reject(error), rollback: () => Promise.resolve() });
        throw error;
      }
    },
  };
}
