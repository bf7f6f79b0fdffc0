// A backup holds every file that an edition names, tells of those that are gone, and brings them back whole.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startServer, type TestServer } from "../../../tests/start-server.ts";
import { openShelf } from "../../files/shelf.ts";
import { type Config, readConfig } from "../../kernel/config.ts";
import type { ProgrammeId } from "../pilot/model.ts";
import { bringFilesBack, copyFilesOut } from "./copies.ts";

let server: TestServer;
const scratch = mkdtempSync(join(tmpdir(), "shidian-copies-"));
beforeAll(async () => {
  server = await startServer();
}, 120_000);
afterAll(async () => {
  await server.close();
  rmSync(scratch, { recursive: true, force: true });
});

const shelfIn = (folder: string) => openShelf((readConfig({ SHIDIAN_DATA: folder }) as { config: Config }).config);

test("备份出去、第二次只补新的、恢复回来一字不差；缺了坏了说得出是哪个", async () => {
  const lead = await server.as("lead");
  const programmeId = server.programmeId as ProgrammeId;
  const subjectId = (await lead.tasks.listTasks({ programmeId })).items[0]?.id as string;
  const upload = async (text: string) =>
    (await lead.evidence.addFile({ programmeId, kind: "task", subjectId, file: new File([text], `${text}.txt`) }))
      .editions[0]?.digest as string;
  const [first, second] = [await upload("第一份"), await upload("第二份")];
  const { db } = server.database;
  const folder = join(scratch, "backup.files");
  const here = shelfIn(server.folder);
  expect(await copyFilesOut(db, here, folder, () => {})).toEqual({ copied: 2, there: 0, missing: [] });
  const third = await upload("第三份");
  await here.store.remove(third);
  expect(await copyFilesOut(db, here, folder, () => {})).toEqual({ copied: 0, there: 2, missing: [third] });

  writeFileSync(join(folder, second.slice(0, 2), second), "被改过");
  const there = shelfIn(join(scratch, "restored"));
  expect(await bringFilesBack(folder, there, () => {})).toEqual({ copied: 1, there: 0, missing: [second] });
  const text = [];
  for await (const piece of await there.store.open(first, 0, 8)) text.push(piece);
  expect(Buffer.concat(text).toString()).toBe("第一份");
});
