// Settings and database, opened the same way by every command.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Database } from "../database/database.ts";
import { openDatabase } from "../database/open.ts";
import type { Tables } from "../domain/tables.ts";
import { type Config, readConfig } from "../kernel/config.ts";

export const migrationsFolder = fileURLToPath(new URL("../../migrations", import.meta.url));
const snapshotFile = fileURLToPath(new URL("../../dist/snapshot.tar.gz", import.meta.url));

/** The settings, or one line for each that is unusable. */
export function configOrProblems(env = process.env): { config: Config } | { problems: string } {
  const read = readConfig(env);
  if ("config" in read) return read;
  return { problems: read.problems.map((problem) => `${problem.zh} / ${problem.en}`).join("; ") };
}

/** The folder of the embedded database inside the data folder. */
export const embeddedFolder = (config: Config) => join(config.SHIDIAN_DATA, "database");

export function openConfigured(config: Config, log: (message: string) => void): Promise<Database<Tables>> {
  return openDatabase<Tables>({
    url: config.DATABASE_URL || undefined,
    dataFolder: config.DATABASE_URL ? undefined : embeddedFolder(config),
    snapshotFile: existsSync(snapshotFile) ? snapshotFile : undefined,
    poolSize: config.SHIDIAN_POOL,
    log,
  });
}
