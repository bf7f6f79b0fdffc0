// Files as evidence over real HTTP: up, down, in part, again, by their names; those that nobody names are swept.
import { createReadStream, writeFileSync } from "node:fs";
import { stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  bytes,
  docx,
  type EvidenceServer,
  fileOf,
  png,
  sha256,
  startEvidenceServer,
} from "../../../tests/evidence-server.ts";
import { refusalTo } from "../../../tests/start-server.ts";
import { openShelf } from "../../files/shelf.ts";
import { readConfig } from "../../kernel/config.ts";
import { sweepFiles } from "./jobs.ts";
import type { Evidence } from "./model.ts";

let started: EvidenceServer;
let server: EvidenceServer["server"];
let programmeId: EvidenceServer["programmeId"];
let tasks: string[];
beforeAll(async () => {
  started = await startEvidenceServer();
  ({ server, programmeId, tasks } = started);
}, 120_000);
afterAll(() => server.close());
beforeEach(() => server.clock.advance(60_000));

const upload: EvidenceServer["upload"] = (...given) => started.upload(...given);
const download: EvidenceServer["download"] = (...given) => started.download(...given);
const at: EvidenceServer["at"] = (piece) => started.at(piece);
const arrivals = () => started.arrivals();

describe("上传、下载、换版", () => {
  test("中文文件名原样下载，作为附件，摘要一致；新版替换后旧版仍可下载", async () => {
    const first = docx("某区已办理第一批备案。");
    const piece = await upload("关于“先行先试”的通知（第1版）.docx", first);
    expect(piece.editions[0]).toMatchObject({
      name: "关于“先行先试”的通知（第1版）.docx",
      digest: sha256(first),
      sizeBytes: first.length,
      readPart: "text",
      virus: "unchecked",
    });
    const second = docx("某区已办理第二批备案。");
    const lead = await server.as("lead");
    const replaced = await lead.evidence.replaceFile({ ...at(piece), file: fileOf("通知（第2版）.docx", second) });
    expect(replaced.editions.map((edition) => edition.name)).toEqual([
      "通知（第2版）.docx",
      "关于“先行先试”的通知（第1版）.docx",
    ]);
    for (const [number, content] of [
      [1, first],
      [2, second],
    ] as const) {
      const response = await download(replaced, number);
      expect(response.status).toBe(200);
      const received = new Uint8Array(await response.arrayBuffer());
      expect(sha256(received)).toBe(sha256(content));
      expect(response.headers.get("content-length")).toBe(String(content.length));
      expect(response.headers.get("x-content-type-options")).toBe("nosniff");
      expect(response.headers.get("etag")).toBe(`"${sha256(content)}"`);
    }
    const disposition = (await download(replaced, 1)).headers.get("content-disposition") ?? "";
    expect(disposition).toMatch(/^attachment; filename\*=UTF-8''[\w%.~!$&+^`|-]+$/);
    expect(decodeURIComponent(disposition.split("''")[1] as string)).toBe("关于“先行先试”的通知（第1版）.docx");
  });

  test("可以从中间接着下载；没变就不再传；越界说明大小", async () => {
    const content = png("x".repeat(5000));
    const piece = await upload("照片.png", content, { task: 1 });
    const part = await download(piece, 1, { range: "bytes=100-199" });
    expect([part.status, part.headers.get("content-range")]).toEqual([206, `bytes 100-199/${content.length}`]);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(content.subarray(100, 200));
    const tail = await download(piece, 1, { range: "bytes=-7" });
    expect(Buffer.from(await tail.arrayBuffer())).toEqual(content.subarray(-7));
    const etag = `"${sha256(content)}"`;
    expect((await download(piece, 1, { "if-none-match": etag })).status).toBe(304);
    expect((await download(piece, 1, { range: "bytes=999999-" })).status).toBe(416);
    const other = await download(piece, 1, { range: "bytes=0-1", "if-range": '"other"' });
    expect([other.status, (await other.arrayBuffer()).byteLength]).toEqual([200, content.length]);
    const head = await download(piece, 1, {}, "HEAD");
    expect([head.status, head.headers.get("content-length")]).toEqual([200, String(content.length)]);
  });

  test("同一文件再传，被告知已上传过；撤回后可以再传，并提示曾经传过", async () => {
    const content = png();
    const piece = await upload("现场.png", content, { task: 1, title: "现场照片" });
    const refused = await refusalTo(upload("换个名字.png", content, { task: 1 }));
    expect([refused.status, refused.code]).toEqual([409, "evidence.already-there"]);
    expect(refused.messages.zh).toContain("已上传过（“现场照片”）");
    const lead = await server.as("lead");
    await lead.evidence.withdrawEvidence({ ...at(piece), note: "重传" });
    expect(await upload("现场.png", content, { task: 1 })).toMatchObject({ sameAs: "现场照片" });
    expect(await upload("别的任务也可以用.png", content, { task: 0 })).toMatchObject({ sameAs: null });
  });

  test("同一请求重发一次只办一次", async () => {
    const lead = await server.as("lead");
    const input = { programmeId, kind: "task", subjectId: tasks[2] as string, file: fileOf("一次.png", png()) };
    const one = await lead.evidence.addFile(input, { key: "upload-once" });
    expect(await lead.evidence.addFile(input, { key: "upload-once" })).toEqual(one);
    const other = await refusalTo(
      lead.evidence.addFile({ ...input, file: fileOf("一次.png", png()) }, { key: "upload-once" }),
    );
    expect(other.code).toBe("idempotency.reused");
  });

  test("存储中的文件被改坏，下载中断，不会当作真的送出；文件不在了，说明怎么办", async () => {
    const content = png("y".repeat(600_000));
    const piece = await upload("会坏.png", content, { task: 2 });
    const digest = sha256(content);
    const path = join(server.folder, "files", digest.slice(0, 2), digest);
    const damaged = Buffer.from(content);
    damaged[1000] = (damaged[1000] as number) ^ 1;
    writeFileSync(path, damaged);
    await expect(download(piece, 1).then((response) => response.arrayBuffer())).rejects.toThrow();
    await openShelf(config()).store.remove(digest);
    const gone = await download(piece, 1);
    expect([gone.status, ((await gone.json()) as { code: string }).code]).toEqual([404, "evidence.file-gone"]);
  });

  test("封存的材料不能再下载", async () => {
    const piece = await upload("不宜存放.png", png(), { task: 2 });
    await (await server.as("office")).evidence.lockEvidence({ ...at(piece), note: "含个人信息" });
    const response = await download(piece, 1);
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([403, "evidence.locked"]);
  });
});

const config = () => {
  const read = readConfig({ SHIDIAN_DATA: server.folder });
  if (!("config" in read)) throw new Error("unusable settings");
  return read.config;
};

describe("文件名", () => {
  test.each([
    ["../../../etc/passwd.txt", "passwd.txt"],
    ["C:\\Users\\某人\\桌面\\批复.txt", "批复.txt"],
    ["批复\u202Etxt.exe.txt", "批复txt.exe.txt"],
    ['a"; filename="evil.txt', "a%22; filename=%22evil.txt"],
    ["  .隐藏.txt  ", "隐藏.txt"],
    [`${"长".repeat(240)}.txt`, `${"长".repeat(146)}.txt`],
  ])("%j 存为 %s，下载时响应头没有被注入", async (given, expected) => {
    const form = new FormData();
    form.set("kind", "task");
    form.set("subjectId", tasks[1] as string);
    form.set("file", new Blob([`${Math.random()}`]), given);
    const response = await fetch(`${server.base}/api/v1/programmes/${programmeId}/evidence/files`, {
      method: "POST",
      headers: { cookie: (await server.as("lead")).cookie },
      body: form,
    });
    const piece = (await response.json()) as Evidence;
    expect(piece.editions?.[0]?.name).toBe(expected);
    const down = await download(piece, 1);
    expect(down.headers.get("content-disposition")).toMatch(/^attachment; filename\*=UTF-8''[^\s;"\r\n]+$/);
    expect(down.headers.get("x-evil")).toBeNull();
  });
});

test("没有记录提到的文件，一天后清走；在用的、新传的不动", async () => {
  const shelf = openShelf(config());
  const used = sha256(png());
  const piece = await upload("在用.png", png(), { task: 1 });
  const inUse = piece.editions[0]?.digest as string;
  const orphan = join(server.folder, "orphan");
  writeFileSync(orphan, "无主");
  await shelf.store.keep(used, orphan, 6);
  writeFileSync(orphan, "刚到");
  const fresh = sha256(bytes("刚到"));
  await shelf.store.keep(fresh, orphan, 6);
  const left = join(server.folder, "arrivals", "left-behind");
  writeFileSync(left, "x");
  const now = Date.now();
  const old = new Date(now - 2 * 86_400_000);
  const pathOf = (digest: string) => join(server.folder, "files", digest.slice(0, 2), digest);
  for (const path of [pathOf(used), pathOf(inUse), left]) await utimes(path, old, old);
  expect(await sweepFiles(server.database.db, shelf, now)).toBe(2);
  expect([await shelf.store.keptAt(used), arrivals()]).toEqual([null, []]);
  expect((await stat(pathOf(inUse))).size).toBeGreaterThan(0);
  expect((await stat(pathOf(fresh))).size).toBe(6);
  // Kept again it counts as new.
  const copy = join(server.folder, "copy");
  for await (const part of createReadStream(pathOf(inUse))) writeFileSync(copy, part, { flag: "a" });
  await shelf.store.keep(inUse, copy, 0);
  expect((await shelf.store.keptAt(inUse)) as number).toBeGreaterThan(now - 60_000);
});
