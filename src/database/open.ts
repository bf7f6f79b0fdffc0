// One door to the database: a PostgreSQL server by address, else the embedded engine in a folder of its own or in memory.
import type { Database, DatabaseOptions } from "./database.ts";
import { openPostgres } from "./postgres.ts";

/**
 * Opens the database the options name.
 *
 * @throws Fault when it cannot be opened safely; the message says the mend.
 */
export async function openDatabase<Tables = unknown>(options: DatabaseOptions): Promise<Database<Tables>> {
  const { url } = options;
  if (url) return openPostgres<Tables>({ ...options, url });
  // The embedded engine costs memory even unopened.
  const { openEmbedded } = await import("./embedded.ts");
  return openEmbedded<Tables>(options);
}
