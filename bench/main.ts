// `npm run bench [-- --json] [-- --only NAME]`: figures against a bare baseline in the same run. No timed tests.
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Dialect, PGliteDialect, PostgresDialect } from "kysely";
import pg from "pg";
import { DurableNodeFS } from "../src/database/durable-files.ts";
import { startEngine } from "../src/database/embedded-engine.ts";
import { openDatabase } from "../src/database/open.ts";
import type { Tables } from "../src/domain/tables.ts";
import { bulkFigures } from "./bulk.ts";
import { compileCosts } from "./compile.ts";
import { evidenceFigures } from "./evidence.ts";
import { inboxFigures } from "./inbox.ts";
import { ledgerCosts } from "./ledger.ts";
import { overviewFigures } from "./overview.ts";
import { type BenchPilot, barePlan, fillPilot, listPath } from "./pilot.ts";
import { roundFigures } from "./rounds.ts";
import { scaleCosts } from "./scale.ts";
import { searchFigures } from "./search.ts";
import { crowd, duel, type Figure, memory, type Running, startBare, startOurs } from "./service.ts";
import { webFigures } from "./web.ts";
import { workbookFigures } from "./workbook.ts";

const { values: options } = parseArgs({
  options: { json: { type: "boolean" }, only: { type: "string" } },
  strict: false,
});
const wanted = (name: string) => !options.only || name.includes(String(options.only));

function report(figure: Figure): void {
  if (!wanted(figure.name)) return;
  if (options.json) console.log(JSON.stringify(figure));
  else
    console.log(
      [
        figure.ok === undefined ? "    " : figure.ok ? "ok  " : "OVER",
        figure.name.padEnd(30),
        figure.engine.padEnd(9),
        `${figure.value} ${figure.unit}`.padEnd(26),
        figure.bare === undefined ? "" : `bare ${figure.bare}  ratio ${figure.ratio}`,
        figure.target === undefined ? "" : `(<= ${figure.target})`,
      ].join(" "),
    );
}

type Engine = "postgres" | "embedded";

/** Signs in at a running server; the statements of the baseline use the same session. */
async function signIn(port: number): Promise<{ cookie: string; secret: string }> {
  const response = await fetch(`http://127.0.0.1:${port}/api/v1/session/demo`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ as: "office" }),
  });
  const cookie = (response.headers.get("set-cookie") ?? "").split(";")[0] as string;
  return { cookie, secret: decodeURIComponent(cookie.slice(cookie.indexOf("=") + 1)) };
}

async function contest(
  engine: Engine,
  ours: Running,
  bare: Running,
  pilot: BenchPilot,
  cookie: string,
  backends?: (application: string) => Promise<number[]>,
): Promise<void> {
  const tasks = `/api/v1/programmes/${pilot.programmeId}/tasks`;
  const task = (n: number) => pilot.taskIds[n % pilot.taskIds.length] as string;
  const headers = { cookie };
  const sides = { engine, ours, bare, ...(backends ? { backends } : {}) };
  const onServer = engine === "postgres";
  const requests = onServer ? 1500 : 400;
  const read = (n: number) => ({ method: "GET", path: `${tasks}/${task(n)}`, headers }) as const;
  if (wanted("list-of-50"))
    report(
      await duel({
        ...sides,
        name: "list-of-50",
        oursShot: () => ({ method: "GET", path: listPath(pilot.programmeId), headers }),
        bareShot: () => ({ method: "GET", path: "/list", headers: {} }),
        requests: requests / 2,
        ...(onServer ? { target: 1.5 } : {}),
      }),
    );
  if (wanted("read-one"))
    report(
      await duel({
        ...sides,
        name: "read-one",
        oursShot: read,
        bareShot: (n) => ({ method: "GET", path: `/read/${task(n)}`, headers: {} }),
        requests,
        ...(onServer ? { target: 2 } : {}),
      }),
    );
  if (wanted("update-one-with-event"))
    report(
      await duel({
        ...sides,
        name: "update-one-with-event",
        oursShot: (n) => ({
          method: "PATCH",
          path: `${tasks}/${task(n)}`,
          headers: { cookie, "if-match": '"1"' },
          body: JSON.stringify({ annualGoal: "演示目标" }),
        }),
        // The other half of the tasks where both sides share a database, so that each finds version 1.
        bareShot: (n) => ({
          method: "PATCH",
          path: `/update/${task(onServer ? pilot.taskIds.length - 1 - n : n)}`,
          headers: {},
          body: JSON.stringify({ version: 1 }),
        }),
        requests: Math.min(requests, 1000),
        ...(onServer ? { target: 2.5 } : {}),
      }),
    );
  if (wanted("64-clients-10-connections-p99")) report(await crowd(engine, ours, read));
  report(memory(engine, ours, onServer ? 200 : 400));
  // Files lie on the disk whatever the database is: once is enough.
  if (!onServer && (!options.only || String(options.only).startsWith("evidence")))
    for (const figure of await evidenceFigures(engine, ours, { ...pilot, taskId: task(0), cookie })) report(figure);
  if (!options.only || String(options.only).startsWith("web"))
    for (const figure of await webFigures(engine, ours.port, pilot.programmeId)) report(figure);
}

async function onPostgres(address: string): Promise<void> {
  const name = `shidian_bench_${process.pid}`;
  const admin = new pg.Client({ connectionString: address });
  await admin.connect();
  await admin.query(`create database ${name} template template0 encoding 'UTF8'`);
  const url = Object.assign(new URL(address), { pathname: `/${name}` }).href;
  const running: Running[] = [];
  try {
    const database = await openDatabase<Tables>({ url, statementMilliseconds: 0 });
    const pilot = await fillPilot(database);
    await database.close();
    const ours = await startOurs({ DATABASE_URL: url });
    running.push(ours);
    const { cookie, secret } = await signIn(ours.port);
    const pool = new pg.Pool({ connectionString: url });
    await pool.query("vacuum analyze");
    const plan = await barePlan(new PostgresDialect({ pool }), pilot, secret);
    await pool.end();
    const bare = await startBare({ ...plan, url, pool: 10 });
    running.push(bare);
    const backends = async (application: string) => {
      const { rows } = await admin.query<{ pid: number }>(
        "select pid from pg_stat_activity where datname = $1 and application_name = $2",
        [name, application],
      );
      return rows.map((row) => row.pid);
    };
    await contest("postgres", ours, bare, pilot, cookie, backends);
    const ledger = { port: ours.port, url, pilot, cookie, secret };
    for (const figure of await ledgerCosts(ledger, wanted)) report(figure);
  } finally {
    for (const one of running) await one.stop();
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.end();
  }
}

/** Figures of a lane that wants a database of its own on the server. */
async function onOwnDatabase(
  address: string,
  lane: string,
  measure: (url: string) => Promise<Figure[]>,
): Promise<void> {
  const name = `shidian_${lane}_${process.pid}`;
  const admin = new pg.Client({ connectionString: address });
  await admin.connect();
  await admin.query(`create database ${name} template template0 encoding 'UTF8'`);
  try {
    const url = Object.assign(new URL(address), { pathname: `/${name}` }).href;
    for (const figure of await measure(url)) report(figure);
  } finally {
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.end();
  }
}

async function onEmbedded(): Promise<void> {
  const place = mkdtempSync(join(tmpdir(), "shidian-bench-"));
  const folder = join(place, "data", "database");
  const copy = join(place, "bare");
  const running: Running[] = [];
  try {
    const database = await openDatabase<Tables>({ dataFolder: folder });
    const pilot = await fillPilot(database);
    await database.close();
    const env = { SHIDIAN_DATA: join(place, "data"), DATABASE_URL: "" };
    const first = await startOurs(env);
    const { cookie, secret } = await signIn(first.port);
    await first.stop();
    const engine = await startEngine(new DurableNodeFS(folder));
    const plan = await barePlan(new PGliteDialect({ pglite: engine }) as Dialect, pilot, secret);
    await engine.close();
    cpSync(folder, copy, { recursive: true });
    const ours = await startOurs(env);
    running.push(ours);
    report({
      name: "warm-start",
      engine: "embedded",
      value: Math.round(ours.startMs),
      unit: "ms",
      target: 2000,
      ok: ours.startMs <= 2000,
    });
    const bare = await startBare({ ...plan, folder: copy, pool: 1 });
    running.push(bare);
    await contest("embedded", ours, bare, pilot, cookie);
  } finally {
    for (const one of running) await one.stop();
    rmSync(place, { recursive: true, force: true });
  }
}

/** Lanes of their own, by the beginning of their figures' names; everything else is measured request by request. */
const lanes: Record<string, (address: string) => Promise<unknown>> = {
  workbook: async (server) => (await workbookFigures(server, signIn)).forEach(report),
  rounds: async (server) => (await roundFigures(server)).forEach(report),
  inbox: (server) => onOwnDatabase(server, "inbox", inboxFigures),
  overview: (server) => onOwnDatabase(server, "overview", (url) => overviewFigures(url, signIn)),
  bulk: (server) => onOwnDatabase(server, "bulk", (url) => bulkFigures(url, signIn)),
  search: (server) => onOwnDatabase(server, "search", (url) => searchFigures(url, signIn)),
  scale: async (server) => (await scaleCosts(server, (text) => console.error(text))).forEach(report),
};
/** A million tasks take minutes to fill: only when asked for. */
const onlyAsked = ["scale"];

for (const cost of compileCosts()) report({ ...cost, ok: cost.value <= cost.target });
const address = process.env.DATABASE_URL_TEST ?? process.env.DATABASE_URL;
const only = String(options.only ?? "");
const lane = Object.keys(lanes).find((name) => only.startsWith(name));
if (!address)
  console.error("PostgreSQL lane skipped: set DATABASE_URL_TEST to a server on which a database may be created");
else if (lane) await lanes[lane]?.(address);
else {
  if (!only)
    for (const name of Object.keys(lanes).filter((one) => !onlyAsked.includes(one))) await lanes[name]?.(address);
  await onPostgres(address);
}
if (!lane && !/^(ledger|edit-10000)/.test(only)) await onEmbedded();
