// Seeds the demo into the data folder given as argument and prints each month of the made-up history as it comes.

import { seedDemo } from "../../src/app/demo/seed.ts";
import { openDatabase } from "../../src/database/open.ts";
import type { Tables } from "../../src/domain/tables.ts";
import { steppedClock } from "../../src/kernel/clock.ts";

const [dataFolder, snapshotFile, instant] = process.argv.slice(2) as [string, string, string];
const database = await openDatabase<Tables>({ dataFolder, snapshotFile });
const progress = (message: string) => console.log(`AT ${message.slice(-7)}`);
await seedDemo(database, steppedClock(instant), "Asia/Shanghai", { fictional: true, progress });
await database.close();
