// Migrates the server given as first argument with the folder given as second; prints what it applied.

import { openDatabase } from "../../src/kernel/database.ts";
import { migrate } from "../../src/kernel/migrate.ts";

const [url, folder = ""] = process.argv.slice(2);
const database = await openDatabase({ url });
console.log(`APPLIED ${(await migrate(database, folder)).join(" ")}`);
await database.close();
