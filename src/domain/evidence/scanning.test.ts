// Evidence with a virus scanner and an S3 store, as an installation would have them: what is found, shown and refused.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startClamd, virusWord } from "../../../tests/fixtures/clamd-server.ts";
import { type S3Server, s3Key, startS3 } from "../../../tests/fixtures/s3-server.ts";
import { startServer, type TestServer, testZone } from "../../../tests/start-server.ts";
import { openShelf, type Shelf } from "../../files/shelf.ts";
import { type Config, readConfig } from "../../kernel/config.ts";
import type { ProgrammeId } from "../pilot/model.ts";
import { scanFiles, sweepFiles } from "./jobs.ts";
import type { Evidence } from "./model.ts";
import { countEvidence } from "./service.ts";

let s3: S3Server;
let clamd: Awaited<ReturnType<typeof startClamd>>;
let server: TestServer;
let programmeId: ProgrammeId;
let subjectId: string;
let settings: Record<string, string>;
beforeAll(async () => {
  s3 = await startS3();
  clamd = await startClamd();
  settings = {
    SHIDIAN_S3_URL: s3.url,
    SHIDIAN_S3_REGION: s3Key.region,
    SHIDIAN_S3_KEY: s3Key.accessKeyId,
    SHIDIAN_S3_SECRET: s3Key.secretAccessKey,
    SHIDIAN_CLAMD: clamd.address,
  };
  server = await startServer(settings);
  programmeId = server.programmeId as ProgrammeId;
  subjectId = (await (await server.as("lead")).tasks.listTasks({ programmeId })).items[0]?.id as string;
}, 120_000);
afterAll(async () => {
  await server.close();
  await clamd.close();
  await s3.close();
});
beforeEach(() => server.clock.advance(60_000));

const shelfWith = (env: Record<string, string>): Shelf => {
  const read = readConfig({ SHIDIAN_DATA: server.folder, ...env }) as { config: Config };
  return openShelf(read.config);
};
const upload = async (name: string, text: string) =>
  (await server.as("lead")).evidence.addFile({ programmeId, kind: "task", subjectId, file: new File([text], name) });
const download = async (piece: Evidence) =>
  fetch(`${server.base}/api/v1/programmes/${programmeId}/evidence/${piece.id}/editions/1/file`, {
    headers: { cookie: (await server.as("office")).cookie },
  });
const counted = async () =>
  (await countEvidence(server.database.db, programmeId, "task", [subjectId], "2021-09-01")).get(subjectId) ?? 0;
const list = async () => (await server.as("office")).evidence.listEvidence({ programmeId, kind: "task", subjectId });

test("查毒通过的存入 S3 并取得回；命中的留有记录、隔离、不能下载、不算佐证", async () => {
  const clean = await upload("正常.txt", "已办结");
  expect(clean.editions[0]).toMatchObject({ virus: "clean", virusName: null });
  expect(await (await download(clean)).text()).toBe("已办结");
  expect([...s3.objects.keys()]).toEqual([`files/${clean.editions[0]?.digest}`]);
  const before = await counted();
  const infected = await upload("带毒.txt", `内容 ${virusWord}`);
  expect(infected).toMatchObject({ counts: false });
  expect(infected.editions[0]).toMatchObject({ virus: "hit", virusName: "Shidian.Test" });
  expect(await counted()).toBe(before);
  const refused = await download(infected);
  expect(refused.status).toBe(403);
  expect(await refused.json()).toMatchObject({ code: "evidence.infected" });
  expect((await list()).scanned).toBe(true);
});

test("装查毒之前上传的，之后补查：命中的转为隔离并记入审计；无法检查的隔天再试", async () => {
  const { CLAMD: _none, ...without } = { ...settings, CLAMD: "" };
  const db = server.database.db;
  const piece = await upload("早先.txt", `早先 ${virusWord} 内容`);
  await db
    .updateTable("evidence_edition")
    .set({ virus: "unchecked", virus_at: null })
    .where("evidence_id", "=", piece.id)
    .execute();
  const now = Date.parse("2021-09-02T01:00:00Z");
  expect(await scanFiles(db, shelfWith({ ...without, SHIDIAN_CLAMD: "" }), now, testZone)).toBe(0);
  expect(await scanFiles(db, shelfWith({ ...without, SHIDIAN_CLAMD: "127.0.0.1:1" }), now, testZone)).toBe(1);
  const shown = async () => (await list()).items.find((one) => one.id === piece.id)?.editions[0];
  expect(await shown()).toMatchObject({ virus: "failed" });
  const shelf = shelfWith(settings);
  expect(await scanFiles(db, shelf, now + 3_600_000, testZone)).toBe(0);
  expect(await scanFiles(db, shelf, now + 90_000_000, testZone)).toBe(1);
  expect(await shown()).toMatchObject({ virus: "hit", virusName: "Shidian.Test" });
  const event = await db
    .selectFrom("event")
    .select("kind")
    .where("subject_id", "=", piece.id)
    .orderBy("id", "desc")
    .executeTakeFirstOrThrow();
  expect(event.kind).toBe("evidence.infected");
});

test("S3 中无主的文件一天后清走，在用的不动", async () => {
  const old = new Date("2021-08-01T00:00:00Z");
  const orphan = `files/${"a".repeat(64)}`;
  s3.objects.set(orphan, { content: Buffer.from("x"), at: old });
  for (const object of s3.objects.values()) object.at = old;
  const held = s3.objects.size;
  expect(await sweepFiles(server.database.db, shelfWith(settings), Date.now())).toBe(1);
  expect([s3.objects.has(orphan), s3.objects.size]).toEqual([false, held - 1]);
});
