// Makes the snapshot from which a fresh embedded database starts: schema and extensions in place, no rows.
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { migrate } from "../src/database/migrate.ts";
import { buildSnapshot } from "../src/database/snapshot.ts";

const file = process.argv[2] ?? "dist/snapshot.tar.gz";
mkdirSync(dirname(file), { recursive: true });
await buildSnapshot(file, async (database) => {
  await migrate(database, fileURLToPath(new URL("../migrations", import.meta.url)));
});
