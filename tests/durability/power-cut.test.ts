// What was acknowledged is on the disk: after a power cut at any moment the database opens and has it, whole.

import { cpSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startEngine } from "../../src/database/embedded-engine.ts";
import { openDatabase } from "../../src/database/open.ts";
import { cachedSnapshot } from "../start-database.ts";
import { startChild } from "./child.ts";
import { PowerCut, WatchedDurableFS, WatchedStockFS } from "./power-cut.ts";

let place: string;
let live: string;
let snapshotFile: string;

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), "shidian-power-"));
  live = join(place, "live");
  snapshotFile = await cachedSnapshot(await mkdtemp(join(place, "no-migrations-")));
  const { db, close } = await openDatabase({ dataFolder: live, snapshotFile });
  await sql`create table kept (id int primary key, pad text); create table paired (id int primary key);
            create index on kept (pad)`.execute(db);
  await close();
});
afterAll(() => rm(place, { recursive: true, force: true }));

/** Writes some transactions after row `base`, with checkpoints among them; returns the last acknowledged row. */
async function writeRows(engine: PGlite, base: number): Promise<number> {
  const top = base + 40 + Math.floor(Math.random() * 200);
  for (let id = base + 1; id <= top; id += 1) {
    await engine.transaction(async (tx) => {
      await tx.query("insert into kept values ($1, $2)", [id, "x".repeat(50 + ((id * 37) % 1500))]);
      await tx.query("insert into paired values ($1)", [id]);
      await tx.query("update kept set pad = pad || 'y' where id = $1", [id - 3]);
    });
    if (id % 70 === 0) await engine.exec("checkpoint");
  }
  return top;
}

test("ten power cuts under write load lose no acknowledged row and tear no transaction", async () => {
  let acknowledged = 0;
  for (let trial = 0; trial < 10; trial += 1) {
    const shadow = join(place, `shadow-${trial}`);
    cpSync(live, shadow, { recursive: true });
    const power = new PowerCut(live, shadow);
    const engine = await startEngine(new WatchedDurableFS(live, power));
    acknowledged = await writeRows(engine, acknowledged);
    power.cut(Math.random);
    await engine.close();

    const after = await openDatabase({ dataFolder: shadow });
    const { rows } = await sql<{ kept: number; top: number; paired: number; read: number }>`
      select count(*) as kept, max(id) as top, (select count(*) from paired) as paired, sum(length(pad))::int8 as read
      from kept`.execute(after.db);
    await after.close();
    await rm(shadow, { recursive: true });
    expect(rows[0], `after cut ${trial}`).toMatchObject({
      kept: acknowledged,
      top: acknowledged,
      paired: acknowledged,
    });
  }
}, 300_000);

test("the same cut destroys the engine's stock set-up, so this proof can fail", async () => {
  const stock = join(place, "stock");
  const shadow = join(place, "stock-shadow");
  cpSync(live, stock, { recursive: true });
  cpSync(live, shadow, { recursive: true });
  const power = new PowerCut(stock, shadow);
  const engine = await PGlite.create({ fs: new WatchedStockFS(stock, power) });
  await engine.exec("create table later (id int)");
  await engine.exec("insert into later select generate_series(1, 1000)");
  await engine.exec("checkpoint");
  power.cut(() => 0);
  await engine.close();
  const survived = await openDatabase({ dataFolder: shadow }).then(
    async ({ db, close }) => {
      const found = await sql`select 1 from later`.execute(db).then(
        ({ rows }) => rows.length === 1000,
        () => false,
      );
      await close();
      return found;
    },
    () => false,
  );
  expect(survived).toBe(false);
}, 300_000);

test.each([
  ["fsync", "could not fsync"],
  ["full", "No space left"],
])(
  "when the disk fails (%s) nothing more is acknowledged, every request says why, and a new start has all that was",
  async (failure, reason) => {
    const folder = join(place, failure, "database");
    const writer = startChild("failing-disk.ts", folder, snapshotFile, failure);
    const { errors } = await writer.ended();
    const { acknowledged, said } = JSON.parse(writer.lines.at(-1) ?? errors) as {
      acknowledged: number;
      said: string[];
    };
    expect(acknowledged).toBe(20);
    expect(said).toHaveLength(4);
    for (const words of said) expect(words).toMatch(new RegExp(`^unavailable: .*${reason}.*mend the disk`));
    const { db, close } = await openDatabase({ dataFolder: folder });
    const { rows } = await sql<{ rows: number }>`select count(*) as rows from kept`.execute(db);
    await close();
    expect(rows[0]?.rows).toBeGreaterThanOrEqual(20);
  },
  30_000,
);
