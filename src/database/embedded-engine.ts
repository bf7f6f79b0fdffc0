// The embedded engine, started one way only: PGlite with fsync on, the extensions our schema uses, values as on a server.

import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { PGlite } from "@electric-sql/pglite";
import { btree_gist } from "@electric-sql/pglite/contrib/btree_gist";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import type { NodeFS } from "@electric-sql/pglite/nodefs";
import { databaseRefusal } from "./database-refusals.ts";
import { embeddedParsers } from "./database-values.ts";
import { DurableNodeFS } from "./durable-files.ts";

/** The PostgreSQL inside the pinned PGlite; a folder of another one cannot be opened. */
export const ENGINE_MAJOR = 18;

// wal_sync_method: fdatasync, the default, is an empty function inside the WebAssembly build.
const DURABLE = ["-c", "fsync=on", "-c", "wal_sync_method=fsync"];
// 32 MB of buffers instead of 128 saves 150 MB of resident memory and costs nothing measurable at our size.
const SIZE = ["-c", "shared_buffers=32MB", "-c", "max_wal_size=64MB", "-c", "min_wal_size=32MB"];
// As on a server (postgres.ts): the same plans on both.
const PLANS = ["-c", "random_page_cost=1.1"];
const SESSION = ["-c", "timezone=UTC", "-c", "datestyle=ISO", "-c", "intervalstyle=postgres"];

/** A dump, compressed or not, as the engine takes it: unpacked here in one go, which is twice as fast as the engine's own way. */
export async function readDump(bytes: Buffer): Promise<Blob> {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return new Blob([isGzip ? await promisify(gunzip)(bytes) : bytes], { type: "application/x-tar" });
}

/** Starts the engine on `files` (durable when they are), or in memory without; `contents` is a dump that fills an empty place. */
export async function startEngine(files?: NodeFS, contents?: Blob): Promise<PGlite> {
  const durable = files instanceof DurableNodeFS;
  const params = PGlite.defaultStartParams.filter((param) => !durable || param !== "-F");
  const engine = await PGlite.create({
    ...(files && { fs: files }),
    ...(contents && { loadDataDir: contents }),
    extensions: { pg_trgm, btree_gist },
    parsers: embeddedParsers,
    startParams: [...params, ...(durable ? DURABLE : []), ...SIZE, ...PLANS, ...SESSION],
  });
  return stopOnPanic(engine);
}

/**
 * Lets nothing more into an engine that has given up, as after a failed fsync or a full disk.
 *
 * PostgreSQL ends its process then; PGlite swallows that, and the next statement may be acknowledged falsely or spin for ever
 * (both were measured). A new start recovers all that was acknowledged.
 */
function stopOnPanic(engine: PGlite): PGlite {
  const execute = engine.execProtocolStream.bind(engine);
  const close = engine.close.bind(engine);
  let stopped: Error | undefined;
  engine.execProtocolStream = async (message, options) => {
    if (stopped) throw stopped;
    try {
      return await execute(message, options);
    } catch (error) {
      const { severity, message: reason } = error as { severity?: unknown; message: string };
      if (severity !== "PANIC" && severity !== "FATAL") throw error;
      stopped = databaseRefusal("database.stopped", { reason });
      throw stopped;
    }
  };
  engine.close = async () => {
    if (!stopped) await close();
  };
  return engine;
}
