// Jobs survive the killing of the process that does them: every step is kept once, by whichever process, and none is left out.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { openDatabase } from "../../src/database/open.ts";
import { enqueue } from "../../src/jobs/jobs.ts";
import { defineWorker, registerWorker } from "../../src/jobs/worker.ts";
import type { AnyDb } from "../../src/kernel/call.ts";
import { cachedSnapshot, startDatabase, testServer } from "../start-database.ts";
import { type Child, startChild } from "./child.ts";

const migrations = fileURLToPath(new URL("../../migrations", import.meta.url));
const jobs = 6;
const steps = 20;
let place: string;
const children: Child[] = [];

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), "shidian-jobs-"));
  const input = z.object({ steps: z.number().int() });
  const idle = async () => undefined;
  registerWorker(defineWorker({ kind: "test.slow", zh: "慢", en: "Slow", shown: false, input, run: idle }));
});
afterAll(async () => {
  for (const child of children) await child.kill();
  await rm(place, { recursive: true, force: true });
});

function child(...args: string[]): Child {
  const started = startChild("job-worker.ts", ...args);
  children.push(started);
  return started;
}

async function handOver(db: AnyDb): Promise<void> {
  await sql`create table done_step (job_id uuid, n integer, process integer, primary key (job_id, n))`.execute(db);
  const at = Date.now();
  const call = { at, atIso: new Date(at).toISOString(), actor: { personId: "00000000-0000-7000-8000-000000000001" } };
  for (let n = 0; n < jobs; n += 1)
    await enqueue(db, call, { kind: "test.slow", programmeId: null, key: `k${n}`, input: { steps } });
}

const stateOf = async (db: AnyDb) =>
  (
    await sql<{ open: number; failed: number; steps: number; processes: number }>`
      select (select count(*)::int from job where state in ('waiting', 'running')) as open,
        (select count(*)::int from job where state = 'failed') as failed,
        (select count(*)::int from done_step) as steps,
        (select count(distinct process)::int from done_step) as processes`.execute(db)
  ).rows[0];

test("embedded: after three kills the next start goes on, and every step is there once", async () => {
  const folder = join(place, "database");
  const snapshot = await cachedSnapshot(migrations);
  const first = await openDatabase({ dataFolder: folder, snapshotFile: snapshot });
  await handOver(first.db);
  await first.close();
  for (let kill = 0; kill < 3; kill += 1) {
    const worker = child("embedded", folder, "");
    await worker.line("READY");
    await worker.line("STEP");
    await sleep(150 + kill * 100);
    await worker.kill();
  }
  const last = child("embedded", folder, "");
  await last.line("IDLE");
  await last.kill();
  const after = await openDatabase({ dataFolder: folder });
  try {
    expect(await stateOf(after.db)).toMatchObject({ open: 0, failed: 0, steps: jobs * steps });
  } finally {
    await after.close();
  }
}, 180_000);

test.runIf(testServer)(
  "postgres: of three processes two are killed, the third takes over",
  async () => {
    const database = await startDatabase({ engine: "postgres" });
    try {
      await handOver(database.db);
      const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(database.db);
      const url = Object.assign(new URL(testServer as string), { pathname: `/${rows[0]?.name}` }).href;
      const workers = [child("postgres", url, ""), child("postgres", url, ""), child("postgres", url, "")];
      await Promise.all(workers.map((worker) => worker.line("STEP")));
      await workers[0]?.kill();
      await sleep(100);
      await workers[1]?.kill();
      await vi.waitFor(async () => expect(await stateOf(database.db)).toMatchObject({ open: 0 }), {
        timeout: 60_000,
        interval: 200,
      });
      const end = await stateOf(database.db);
      expect(end).toMatchObject({ failed: 0, steps: jobs * steps });
      expect(end?.processes).toBe(3);
      await workers[2]?.kill();
    } finally {
      await database.close();
    }
  },
  180_000,
);
