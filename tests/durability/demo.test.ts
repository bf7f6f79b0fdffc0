// A demo whose first start was killed half-way goes on at the next: the sample plan stays, the made-up pilots come whole.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { seedDemo } from "../../src/app/demo/seed.ts";
import { migrationsFolder } from "../../src/app/open.ts";
import { openDatabase } from "../../src/database/open.ts";
import type { Tables } from "../../src/domain/tables.ts";
import { steppedClock } from "../../src/kernel/clock.ts";
import { cachedSnapshot } from "../start-database.ts";
import { startChild } from "./child.ts";

let place: string;

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), "shidian-demo-"));
});
afterAll(() => rm(place, { recursive: true, force: true }));

test("killed in the middle of the made-up history, then started again", async () => {
  const folder = join(place, "database");
  const snapshot = await cachedSnapshot(migrationsFolder);
  // Days of holiday between the steps of an order: the routine then proposes to escalate it before the story does.
  const instant = "2026-11-27T02:00:00.000Z";
  const first = startChild("demo-seeder.ts", folder, snapshot, instant);
  await first.line("AT 2025-09");
  await first.kill();

  const database = await openDatabase<Tables>({ dataFolder: folder });
  try {
    const programmes = () =>
      database.db
        .selectFrom("programme as p")
        .innerJoin("task as t", (join) => join.onRef("t.programme_id", "=", "p.id").on("t.parent_id", "is", null))
        .select(["p.demo", ({ fn }) => fn.countAll<number>().as("tasks")])
        .groupBy(["p.id", "p.demo"])
        .orderBy("tasks")
        .execute();
    expect(await programmes()).toEqual([{ demo: false, tasks: 4 }]);
    const left = await database.db.selectFrom("unit").select("name").where("name", "like", "示例市%").execute();
    expect(left).toEqual([]);

    await seedDemo(database, steppedClock(instant), "Asia/Shanghai", { fictional: true });
    expect(await programmes()).toEqual([
      { demo: false, tasks: 4 },
      { demo: true, tasks: 20 },
      { demo: true, tasks: 86 },
    ]);
  } finally {
    await database.close();
  }
}, 180_000);
