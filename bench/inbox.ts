// The inbox of a busy lead unit and of the office among 10,000 tasks (演示数据) in every state, over HTTP: its slowest hundredth.
import { sql } from "kysely";
import { openDatabase } from "../src/database/open.ts";
import type { Tables } from "../src/domain/tables.ts";
import { fillPilot } from "./pilot.ts";
import { startReader } from "./reader.ts";
import { type Figure, type Running, settled, startOurs } from "./service.ts";

const target = 50;
const requests = 300;

/** Every state in turn, and a lead unit with one task in ten. */
async function spread(url: string): Promise<void> {
  const database = await openDatabase<Tables>({ url, statementMilliseconds: 0 });
  try {
    const pilot = await fillPilot(database);
    const { db } = database;
    await sql`update task set changed_at = now(), state = (array['draft', 'issued', 'signed', 'inProgress', 'inProgress',
        'adjusting', 'closeRequested', 'firstReviewed', 'secondReviewed', 'closed'])[1 + ordinal % 10]
      where programme_id = ${pilot.programmeId}`.execute(db);
    await sql`update task_unit tu set unit_id = (select unit_id from person p join account a on a.person_id = p.id
        where a.username = 'demo-lead')
      from task t where t.programme_id = tu.programme_id and t.id = tu.task_id and tu.part = 'lead'
        and t.programme_id = ${pilot.programmeId} and (t.ordinal / 10) % 10 = 3`.execute(db);
    await sql`vacuum analyze`.execute(db);
  } finally {
    await database.close();
  }
}

async function cookieOf(port: number, as: string): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/session/demo`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ as }),
  });
  return (answer.headers.get("set-cookie") ?? "").split(";")[0] as string;
}

/** Fills a database of its own at `url` and measures; the caller drops the database. */
export async function inboxFigures(url: string): Promise<Figure[]> {
  await spread(url);
  const running: Running[] = [];
  const reader = startReader();
  try {
    const ours = await startOurs({ DATABASE_URL: url });
    running.push(ours);
    await settled(url);
    const figures: Figure[] = [];
    for (const as of ["lead", "office"]) {
      const cookie = await cookieOf(ours.port, as);
      for (const path of ["/inbox", "/inbox/counts"]) {
        const shot = { method: "GET" as const, path: `/api/v1${path}`, headers: { cookie } };
        const { p50, p99 } = await reader.readThrice(ours.port, requests, shot);
        const name = `inbox-${as}${path === "/inbox" ? "" : "-counts"}`;
        figures.push({ name: `${name}-p50`, engine: "postgres", value: p50, unit: "ms" });
        figures.push({ name: `${name}-p99`, engine: "postgres", value: p99, unit: "ms", target, ok: p99 <= target });
      }
    }
    return figures;
  } finally {
    reader.stop();
    for (const one of running) await one.stop();
  }
}
