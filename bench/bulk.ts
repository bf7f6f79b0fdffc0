// Acts on many tasks among 10,000 (演示数据) on PostgreSQL: a thousand issued in one transaction, ten thousand by a job over HTTP, and their preview.
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { openDatabase } from "../src/database/open.ts";
import type { Tables } from "../src/domain/tables.ts";
import { resultsOnMany } from "../src/domain/tasks/acts.ts";
import { ownCall } from "../src/kernel/call.ts";
import { systemClock } from "../src/kernel/clock.ts";
import { actorOf, fillPilot, zone } from "./pilot.ts";
import { type Figure, type Running, startOurs } from "./service.ts";

const atOnce = 1000;
const figure = (name: string, value: number): Figure => ({ name, engine: "postgres", value, unit: "ms" });
const since = (start: number) => Math.round(performance.now() - start);

/** Issues a thousand in one transaction that is undone, five times, and takes the middle one. */
async function inOneTransaction(url: string): Promise<{ programmeId: string; value: number }> {
  const database = await openDatabase<Tables>({ url, statementMilliseconds: 0 });
  try {
    const { programmeId, taskIds } = await fillPilot(database);
    const { db } = database;
    await sql`vacuum analyze`.execute(db);
    const { office_unit_id: officeId } = await db
      .selectFrom("programme")
      .select("office_unit_id")
      .where("id", "=", programmeId)
      .executeTakeFirstOrThrow();
    const rows = taskIds.slice(0, atOnce).map((taskId) => ({ taskId, version: 1, input: {} }));
    const times: number[] = [];
    const undone = new Error("undone");
    for (let round = 0; round < 5; round += 1)
      await db
        .transaction()
        .execute(async (tx) => {
          const start = performance.now();
          const call = ownCall(actorOf(officeId), systemClock.now(), zone, "bench");
          const results = await resultsOnMany(tx, call, programmeId, "issue", rows);
          if (results.some((one) => one.fault)) throw new Error("bulk: a task was refused");
          times.push(since(start));
          throw undone;
        })
        .catch((error) => {
          if (error !== undone) throw error;
        });
    return { programmeId, value: times.sort((a, b) => a - b)[2] ?? Number.NaN };
  } finally {
    await database.close();
  }
}

/** Fills a database of its own at `url` and measures; the caller drops the database. */
export async function bulkFigures(
  url: string,
  signIn: (port: number) => Promise<{ cookie: string }>,
): Promise<Figure[]> {
  const { programmeId, value } = await inOneTransaction(url);
  const figures = [figure("bulk-issue-1000", value)];
  const running: Running[] = [];
  try {
    const ours = await startOurs({ DATABASE_URL: url });
    running.push(ours);
    const { cookie } = await signIn(ours.port);
    const base = `http://127.0.0.1:${ours.port}/api/v1`;
    const ask = async (path: string, body?: object) => {
      const headers = { cookie, "content-type": "application/json" };
      const answer = await fetch(
        `${base}${path}`,
        body ? { method: "POST", headers, body: JSON.stringify(body) } : { headers },
      );
      if (!answer.ok) throw new Error(`bulk: ${await answer.text()}`);
      return answer.json() as Promise<Record<string, never>>;
    };
    const tasks = `/programmes/${programmeId}/tasks/acts`;
    // The sample's own tasks are left out: 10,000 is the most that one job takes.
    const filter = { q: "演示数据" };
    for (const [name, act] of [
      ["bulk-preview-10000-one-act", { act: "issue" }],
      ["bulk-preview-10000-all-acts", {}],
    ] as const) {
      const start = performance.now();
      await ask(`${tasks}/preview`, { ...act, filter });
      figures.push(figure(name, since(start)));
    }
    const start = performance.now();
    const { jobId } = await ask(tasks, { act: "issue", filter });
    figures.push(figure("bulk-order-10000", since(start)));
    let job: { state: string; words?: { zh: string } };
    do {
      await sleep(100);
      job = (await ask(`/jobs/${jobId}`)) as never;
    } while (job.state === "waiting" || job.state === "running");
    if (job.state !== "done") throw new Error(`bulk: the job is ${job.state}`);
    figures.push(figure("bulk-issue-10000-by-job", since(start)));
    return figures;
  } finally {
    for (const one of running) await one.stop();
  }
}
