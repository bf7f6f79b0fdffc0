// A process that works off jobs: each step counts one, in its transaction. Prints READY, then every step that it has kept.
// Arguments: engine, place (data folder or address), snapshot file ("" for none).

import { writeSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { z } from "zod";
import { openDatabase } from "../../src/database/open.ts";
import { startJobs } from "../../src/jobs/runner.ts";
import { defineWorker, registerWorker } from "../../src/jobs/worker.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { createLog } from "../../src/kernel/log.ts";

const [engine, place = "", snapshotFile] = process.argv.slice(2);
registerWorker(
  defineWorker({
    kind: "test.slow",
    zh: "慢",
    en: "Slow",
    shown: false,
    input: z.object({ steps: z.number().int() }),
    async run(job) {
      for (let n = (job.mark as number | null) ?? 0; n < job.input.steps; n += 1) {
        await job.step(async (tx) => {
          await sql`insert into done_step (job_id, n, process) values (${job.id}, ${n}, ${process.pid})`.execute(tx);
          return { done: n + 1, mark: n + 1 };
        });
        writeSync(1, `STEP ${job.id} ${n}\n`);
        await sleep(15);
      }
      return undefined;
    },
  }),
);
const database = await openDatabase(
  engine === "postgres" ? { url: place, poolSize: 4 } : { dataFolder: place, snapshotFile: snapshotFile || undefined },
);
const log = createLog("silent");
await startJobs({ database, clock: systemClock, zone: "Asia/Shanghai", log, lanes: 2, leaseMs: 1500 });
writeSync(1, "READY\n");
setInterval(async () => {
  const { rows } = await sql`select 1 from job where state in ('waiting', 'running') limit 1`.execute(database.db);
  if (rows.length === 0) writeSync(1, "IDLE\n");
}, 200);
