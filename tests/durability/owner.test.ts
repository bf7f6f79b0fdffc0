// One process owns a data folder: the second is refused in words, a killed owner frees it, and no race has two winners.

import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { takeFolderLock } from "../../src/database/embedded-lock.ts";
import { openDatabase } from "../../src/database/open.ts";
import { cachedSnapshot } from "../start-database.ts";
import { startChild } from "./child.ts";

// A busy disk makes starts slow; nothing here is about speed.
vi.setConfig({ testTimeout: 120_000 });

let place: string;
let snapshot: string;

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), "shidian-owner-"));
  snapshot = await cachedSnapshot(await mkdtemp(join(place, "no-migrations-")));
});
afterAll(() => rm(place, { recursive: true, force: true }));

test("a second process is refused with the owner's number and the mend, and takes over once the first is killed", async () => {
  const folder = join(place, "one", "database");
  const first = startChild("owner.ts", folder, snapshot);
  await first.line("OWNER");
  const refused = await startChild("owner.ts", folder, snapshot).ended();
  expect(refused.code).toBe(1);
  expect(refused.errors).toContain(`in use by process ${first.process.pid}`);
  expect(refused.errors).toContain("stop that process");
  await first.kill();
  const next = startChild("owner.ts", folder, snapshot);
  await next.line("OWNER");
  await next.kill();
});

test("a stopped owner, which looks dead, keeps its folder", async () => {
  const folder = join(place, "stopped", "database");
  const owner = startChild("owner.ts", folder, snapshot);
  await owner.line("OWNER");
  owner.process.kill("SIGSTOP");
  const refused = await startChild("owner.ts", folder, snapshot).ended();
  expect(refused.errors).toContain("in use");
  await owner.kill();
});

test("of many claimants to a dead owner's folder exactly one wins, every time", async () => {
  for (let round = 0; round < 3; round += 1) {
    const folder = join(place, `race-${round}`);
    await mkdir(folder);
    const dead = startChild("claimant.ts", join(folder, "database"));
    await dead.line("READY");
    dead.process.stdin?.write("go\n");
    await dead.line("WON");
    await dead.kill();
    const claimants = Array.from({ length: 4 }, () => startChild("claimant.ts", join(folder, "database")));
    await Promise.all(claimants.map((claimant) => claimant.line("READY")));
    for (const claimant of claimants) claimant.process.stdin?.write("go\n");
    const answers = await Promise.all(
      claimants.map((claimant) => Promise.race([claimant.line("WON"), claimant.line("LOST")])),
    );
    expect(answers.filter((answer) => answer === "WON")).toHaveLength(1);
    await Promise.all(claimants.map((claimant) => claimant.kill()));
  }
});

test("two parts of one process cannot both hold a folder", () => {
  const release = takeFolderLock(join(place, "same"));
  expect(() => takeFolderLock(join(place, "same"))).toThrow("in use");
  release();
  takeFolderLock(join(place, "same"))();
});

test.each([
  ["PG_VERSION", "19\n", /newer program.*install the newer program/],
  ["engine.json", '{"pglite":"0.99.0"}', /newer program.*0\.99\.0/],
  ["PG_VERSION", "17\n", /older engine.*export/],
])("a folder whose %s says %j is left alone and refused", async (file, text, message) => {
  const folder = join(place, `version-${text.replace(/\W/g, "")}`, "database");
  await (await openDatabase({ dataFolder: folder, snapshotFile: snapshot })).close();
  const before = await readFile(join(folder, file), "utf8");
  await writeFile(join(folder, file), text);
  await expect(openDatabase({ dataFolder: folder })).rejects.toThrow(message);
  await writeFile(join(folder, file), before);
  await (await openDatabase({ dataFolder: folder })).close();
});

test("a folder of other files is not taken for a database", async () => {
  const folder = join(place, "letters");
  await mkdir(folder);
  await writeFile(join(folder, "letter.txt"), "keep me");
  await expect(openDatabase({ dataFolder: folder, snapshotFile: snapshot })).rejects.toThrow(
    "holds files but no database",
  );
  expect(await readFile(join(folder, "letter.txt"), "utf8")).toBe("keep me");
});
