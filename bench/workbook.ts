// Workbooks: an export of 100,000 tasks while it is taken, and 10,000 edited rows coming back, each beside exceljs alone.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { openDatabase } from "../src/database/open.ts";
import type { Tables } from "../src/domain/tables.ts";
import { enterTasks } from "../src/domain/tasks/enter.ts";
import { workbookFields } from "../src/domain/workbooks/model.ts";
import { ownCall } from "../src/kernel/call.ts";
import { systemClock } from "../src/kernel/clock.ts";
import { sheetLimits } from "../src/workbook/limits.ts";
import { plainBook } from "../src/workbook/plain-book.ts";
import { readWorkbook } from "../src/workbook/read-workbook.ts";
import { writeWorkbook } from "../src/workbook/write-workbook.ts";
import { fillPilot, zone } from "./pilot.ts";
import { type Figure, type Running, settled, startOurs } from "./service.ts";

const exported = 100_000;
const round = (value: number) => Math.round(value * 100) / 100;

/** What exceljs alone takes: `write` rows of the same columns, or `read` a file. Measured in a process of its own. */
function bare(what: "write" | "read", argument: string): { seconds: number; megabytes: number } {
  const script = fileURLToPath(new URL("./bare-workbook.ts", import.meta.url));
  const run = spawnSync(process.execPath, [script, what, argument], { encoding: "utf8" });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout) as { seconds: number; megabytes: number };
}

/** The highest resident memory a process had, MB (Linux: /proc). */
const peakMb = (pid: number) =>
  Number(readFileSync(`/proc/${pid}/status`, "utf8").match(/VmHWM:\s+(\d+)/)?.[1] ?? 0) / 1024;

async function timed<T>(act: () => Promise<T>): Promise<{ seconds: number; value: T }> {
  const from = performance.now();
  const value = await act();
  return { seconds: (performance.now() - from) / 1000, value };
}

/** The file as an office sends it back: every task with a new goal. */
async function withNewGoals(bytes: Uint8Array): Promise<Uint8Array> {
  const [sheet] = plainBook(bytes, sheetLimits).sheets;
  const [head, ...rows] = sheet?.rows ?? [];
  const column = head?.texts.indexOf(workbookFields.annualGoal.zh) ?? -1;
  const pieces: Uint8Array[] = [];
  const width = head?.texts.length ?? 0;
  const cells = rows.map((row) =>
    Array.from({ length: width }, (_, at) => (at === column ? "演示目标" : (row.texts[at] ?? "") || null)),
  );
  const columns = (head?.texts ?? []).map((heading) => ({ heading, width: 12, kind: "text" as const }));
  const table = {
    name: "台账",
    columns,
    rows: [cells],
    frozenColumns: 0,
    spareRows: 0,
    paper: "A4" as const,
    footer: "",
  };
  for await (const piece of writeWorkbook({ tables: [table], papers: [], lists: {}, listSheet: "-" }, "-"))
    pieces.push(piece);
  return new Uint8Array(Buffer.concat(pieces));
}

/** @param address a PostgreSQL server on which a database may be created */
export async function workbookFigures(
  address: string,
  signIn: (port: number) => Promise<{ cookie: string }>,
): Promise<Figure[]> {
  const name = `shidian_bench_workbook_${process.pid}`;
  const admin = new pg.Client({ connectionString: address });
  await admin.connect();
  await admin.query(`create database ${name} template template0 encoding 'UTF8'`);
  const url = Object.assign(new URL(address), { pathname: `/${name}` }).href;
  const figures: Figure[] = [];
  const tell = (figure: string, value: number, unit: string, more: Partial<Figure> = {}) =>
    void figures.push({ name: figure, engine: "postgres", value: round(value), unit, ...more });
  let ours: Running | undefined;
  const place = mkdtempSync(join(tmpdir(), "shidian-bench-"));
  const copy = join(place, "bench.xlsx");
  try {
    const database = await openDatabase<Tables>({ url, statementMilliseconds: 0 });
    const pilot = await fillPilot(database);
    await vacuum(url);
    ours = await startOurs({ DATABASE_URL: url });
    const { cookie } = await signIn(ours.port);
    const tasks = `http://127.0.0.1:${ours.port}/api/v1/programmes/${pilot.programmeId}/tasks`;
    const take = async () =>
      new Uint8Array(await (await fetch(`${tasks}/export.xlsx`, { headers: { cookie } })).arrayBuffer());
    const file = await withNewGoals(await take());
    const send = async (dryRun: boolean) => {
      const form = new FormData();
      form.set("file", new File([file as Uint8Array<ArrayBuffer>], "bench.xlsx"));
      const answer = await fetch(`${tasks}/import?dryRun=${dryRun}`, {
        method: "POST",
        headers: { cookie },
        body: form,
      });
      if (!answer.ok) throw new Error(await answer.text());
      return (await answer.json()) as { changed: unknown[] };
    };
    const reading = await timed(() => readWorkbook(file));
    writeFileSync(copy, file);
    const exceljs = bare("read", copy);
    const dry = await timed(() => send(true));
    const real = await timed(() => send(false));
    if (real.value.changed.length < 10_000) throw new Error(`${real.value.changed.length} rows were changed`);
    const versus = { bare: round(exceljs.seconds), ratio: round(reading.seconds / exceljs.seconds) };
    tell("workbook-import-10k-reading", reading.seconds, "s", versus);
    tell("workbook-import-10k-comparing", dry.seconds - reading.seconds, "s");
    tell("workbook-import-10k-writing", real.seconds - dry.seconds, "s");
    tell("workbook-import-10k", real.seconds, "s", { target: 3, ok: real.seconds <= 3 });
    await ours.stop();
    await fillUp(database, pilot.programmeId);
    await database.close();
    await vacuum(url);
    // What the filling makes the server do is done by another one: the peak is to be that of the export alone.
    ours = await startOurs({ DATABASE_URL: url });
    await settled(url);
    await ours.stop();
    ours = await startOurs({ DATABASE_URL: url });
    const again = await signIn(ours.port);
    const { pid } = ours;
    tell("workbook-export-100k-before", peakMb(pid), "MB");
    const out = await timed(async () => {
      const answer = await fetch(tasks.replace(/:\d+/, `:${ours?.port}`).concat("/export.xlsx"), { headers: again });
      let bytes = 0;
      for await (const piece of answer.body as unknown as AsyncIterable<Uint8Array>) bytes += piece.length;
      return bytes;
    });
    const library = bare("write", String(exported));
    const ratio = { bare: round(library.seconds), ratio: round(out.seconds / library.seconds) };
    tell("workbook-export-100k", out.seconds, "s", { ...ratio, target: 10, ok: out.seconds <= 10 });
    const peak = peakMb(pid);
    tell("workbook-export-100k-peak", peak, "MB", {
      bare: round(library.megabytes),
      ratio: round(peak / library.megabytes),
      target: 200,
      ok: peak <= 200,
    });
    tell("workbook-export-100k-size", out.value / 1e6, "MB");
  } finally {
    await ours?.stop();
    rmSync(place, { recursive: true, force: true });
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.end();
  }
  return figures;
}

/** As the server's own upkeep would have done by the time anybody asks. */
async function vacuum(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("vacuum analyze");
  await client.end();
}

/** More tasks (演示数据) until there are as many as are exported. */
async function fillUp(database: Awaited<ReturnType<typeof openDatabase<Tables>>>, programmeId: string): Promise<void> {
  const { db } = database;
  const programme = await db
    .selectFrom("programme")
    .select("office_unit_id")
    .where("id", "=", programmeId)
    .executeTakeFirstOrThrow();
  const units = await db.selectFrom("unit").select("id").orderBy("id").limit(40).execute();
  const unit = (n: number) => (units[n % units.length] as { id: string }).id;
  const { total } = await db
    .selectFrom("task")
    .select(({ fn }) => fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  const officeUnitId = programme.office_unit_id;
  const actor = {
    personId: "00000000-0000-7000-8000-00000000bbbb",
    name: "bench",
    unitId: officeUnitId,
    duties: ["office"],
    unitIds: [officeUnitId],
    via: "token" as const,
    keyId: "bench",
  };
  const call = ownCall(actor, systemClock.now(), zone, "bench");
  const task = (n: number) => ({
    number: String(n + 1),
    path: [`演示第${(n % 20) + 1}部分`],
    text: `演示数据 第 ${n + 1} 项：探索建立第 ${n % 97} 类服务业开放试点的配套措施，完善有关制度。`,
    start: null,
    end: null,
    dueText: null,
    dueOn: `202${2 + (n % 4)}-${String((n % 12) + 1).padStart(2, "0")}-28`,
    startsOn: "2021-08-04",
    units: [
      { unitId: unit(n), part: "lead" as const, implied: false },
      { unitId: unit(n + 7), part: "support" as const, implied: false },
    ],
    isNew: true,
  });
  for (let from = Number(total); from < exported; from += 10_000)
    await db.transaction().execute((tx) =>
      enterTasks(
        tx,
        call,
        programmeId,
        null,
        Array.from({ length: Math.min(10_000, exported - from) }, (_, n) => task(from + n)),
      ),
    );
}
