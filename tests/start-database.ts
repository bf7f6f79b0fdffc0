// A fresh, migrated database for one test file: embedded in memory from a cached snapshot, or its own database on a server.

import { createHash } from "node:crypto";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { seedDemo } from "../src/app/demo/seed.ts";
import type { Database } from "../src/database/database.ts";
import { migrate } from "../src/database/migrate.ts";
import { openDatabase } from "../src/database/open.ts";
import type { Tables } from "../src/domain/tables.ts";
import { steppedClock } from "../src/kernel/clock.ts";
import { copyOnServer, freshOnServer, snapshotAt } from "./template-database.ts";

export { testServer } from "./template-database.ts";

/** When the clock of a test server begins: 09:00 in Chongqing. */
export const testStart = "2021-09-01T01:00:00.000Z";
export const testZone = "Asia/Shanghai";

const ourMigrations = fileURLToPath(new URL("../migrations", import.meta.url));

/**
 * Starts a database with all migrations applied; `close()` also drops it.
 *
 * The engine is `SHIDIAN_TEST_ENGINE` ("embedded" unless told, or "postgres" with DATABASE_URL_TEST).
 */
export async function startDatabase<Tables = unknown>(
  options: { migrations?: string; engine?: "embedded" | "postgres" } = {},
): Promise<Database<Tables>> {
  const { migrations } = options;
  if ((options.engine ?? testEngine()) === "postgres")
    return migrations
      ? freshOnServer<Tables>((database) => migrate(database, migrations))
      : copyOnServer<Tables>("migrated", (database) => migrate(database, ourMigrations));
  return openDatabase<Tables>({ snapshotFile: await cachedSnapshot(migrations ?? ourMigrations) });
}

/** The same with the sample pilot and the demo officials in it, as they are at the start of the clock of a test server. */
export async function startSampleDatabase(): Promise<Database<Tables>> {
  const fill = (database: Database<Tables>) => seedDemo(database, steppedClock(testStart), testZone);
  if (testEngine() === "postgres")
    return copyOnServer<Tables>("sample", async (database) => {
      await migrate(database, ourMigrations);
      await fill(database as Database<Tables>);
    });
  const run = process.env.SHIDIAN_TEST_RUN;
  if (run)
    return openDatabase<Tables>({
      snapshotFile: await snapshotAt(join(run, "sample.tar"), async (database) => {
        await migrate(database, ourMigrations);
        await fill(database as Database<Tables>);
      }),
    });
  const database = await startDatabase<Tables>();
  await fill(database);
  return database;
}

/** The present of the made-up pilots in tests: holidays of October lie between the steps of their orders. */
export const demoInstant = "2026-11-27T02:00:00.000Z";

/** The snapshot file of a demo at that instant, made-up pilots and all; made once in a run, for all who look at it. */
export function demoSnapshot(): Promise<string> {
  return snapshotAt(join(process.env.SHIDIAN_TEST_RUN as string, "demo.tar"), async (database) => {
    await migrate(database, ourMigrations);
    await seedDemo(database as Database<Tables>, steppedClock(demoInstant), testZone, { fictional: true });
  });
}

const testEngine = () => process.env.SHIDIAN_TEST_ENGINE ?? "embedded";

/** The snapshot file of a migrated database, kept from run to run. */
export async function cachedSnapshot(migrations: string): Promise<string> {
  const hash = createHash("sha256").update(await readFile(new URL("../package-lock.json", import.meta.url)));
  for (const name of (await readdir(migrations)).sort())
    hash.update(name).update(await readFile(join(migrations, name)));
  const folder = join(tmpdir(), "shidian-test-snapshots");
  await mkdir(folder, { recursive: true });
  return snapshotAt(join(folder, `${hash.digest("hex").slice(0, 20)}.tar`), (database) =>
    migrate(database, migrations),
  );
}
