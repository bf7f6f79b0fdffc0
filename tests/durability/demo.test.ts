// A demo whose first start was killed half-way goes on at the next: the sample plan stays, the made-up pilots
// come whole, and the same from the same seed and the same instant.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { seedDemo } from "../../src/app/demo/seed.ts";
import { migrationsFolder } from "../../src/app/open.ts";
import type { Database } from "../../src/database/database.ts";
import { openDatabase } from "../../src/database/open.ts";
import type { Tables } from "../../src/domain/tables.ts";
import { steppedClock } from "../../src/kernel/clock.ts";
import { cachedSnapshot, demoInstant, demoSnapshot } from "../start-database.ts";
import { startChild } from "./child.ts";

let place: string;

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), "shidian-demo-"));
});
afterAll(() => rm(place, { recursive: true, force: true }));

test("killed in the middle of the made-up history, then started again", async () => {
  const folder = join(place, "database");
  const snapshot = await cachedSnapshot(migrationsFolder);
  const first = startChild("demo-seeder.ts", folder, snapshot, demoInstant);
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

    await seedDemo(database, steppedClock(demoInstant), "Asia/Shanghai", { fictional: true });
    expect(await programmes()).toEqual([
      { demo: false, tasks: 4 },
      { demo: true, tasks: 20 },
      { demo: true, tasks: 86 },
    ]);
    const whole = await openDatabase<Tables>({ snapshotFile: await demoSnapshot() });
    try {
      expect(await contentOf(database)).toEqual(await contentOf(whole));
    } finally {
      await whole.close();
    }
  } finally {
    await database.close();
  }
}, 180_000);

/** Everything that was recorded in the fictional pilots, without the ids, which differ each time. */
async function contentOf({ db }: Database<Tables>): Promise<string[]> {
  const events = await db
    .selectFrom("event as e")
    .innerJoin("programme as p", "p.id", "e.programme_id")
    .select(["e.at", "e.kind", "e.person_name", "e.note", "e.before", "e.after"])
    .where("p.demo", "=", true)
    .execute();
  const tasks = await db
    .selectFrom("task as t")
    .innerJoin("programme as p", "p.id", "t.programme_id")
    .select(["t.ordinal", "t.text", "t.state", "t.light", "t.light_because", "t.leader", "t.contact", "t.due_on"])
    .where("p.demo", "=", true)
    .execute();
  return [...events, ...tasks]
    .map((row) => JSON.stringify(row).replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "#"))
    .sort();
}
