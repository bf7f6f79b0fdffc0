// What was acknowledged survives the killing of the process, however often, and nothing half-done stays.

import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "../../src/database/open.ts";
import { cachedSnapshot } from "../start-database.ts";
import { startChild } from "./child.ts";

let place: string;
let snapshot: string;

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), "shidian-kill-"));
  snapshot = await cachedSnapshot(await mkdtemp(join(place, "no-migrations-")));
});
afterAll(() => rm(place, { recursive: true, force: true }));

test("no acknowledged row is lost and no transaction is torn by 30 kills under write load", async () => {
  const folder = join(place, "killed");
  let acknowledged = 0;
  let total = 0;
  for (let kill = 0; kill <= 30; kill += 1) {
    const writer = startChild("writer.ts", folder, snapshot);
    const [rows = 0, top = 0, pairs] = (await writer.line("FOUND")).split(" ").slice(1).map(Number);
    expect(rows, `rows after kill ${kill}`).toBe(top);
    expect(top, `highest row after kill ${kill}`).toBeGreaterThanOrEqual(acknowledged);
    expect(pairs, `pairs after kill ${kill}`).toBe(Math.floor(top / 3));
    await sleep(30 + Math.random() * 300);
    await writer.kill();
    const numbers = writer.lines.filter((line) => /^\d+$/.test(line)).map(Number);
    acknowledged = numbers.at(-1) ?? top;
    total += numbers.length;
  }
  expect(total, "the load was real").toBeGreaterThan(300);
}, 300_000);

test("a kill while the first folder is being made leaves a place where the next start succeeds", async () => {
  for (const wait of [150, 400, 900]) {
    const folder = join(place, `fresh-${wait}`, "database");
    const first = startChild("owner.ts", folder, snapshot);
    await sleep(wait);
    await first.kill();
    const database = await openDatabase({ dataFolder: folder, snapshotFile: snapshot });
    await database.close();
    expect((await readdir(join(folder, ".."))).sort()).toEqual(["database", "database.lock", "database.owner"]);
  }
}, 300_000);
