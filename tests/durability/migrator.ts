// Migrates the server given as first argument with the folder given as second; prints what it applied.

import { migrate } from "../../src/database/migrate.ts";
import { openDatabase } from "../../src/database/open.ts";

const [url, folder = ""] = process.argv.slice(2);
const database = await openDatabase({ url });
console.log(`APPLIED ${(await migrate(database, folder)).join(" ")}`);
await database.close();
