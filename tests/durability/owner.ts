// Opens the data folder given as argument, prints OWNER, and keeps it until killed or told anything on standard input.

import { once } from "node:events";
import { openDatabase } from "../../src/database/open.ts";

const [dataFolder, snapshotFile] = process.argv.slice(2);
try {
  const database = await openDatabase({ dataFolder, snapshotFile });
  console.log("OWNER");
  await once(process.stdin, "data");
  await database.close();
  process.exit(0);
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}
