// Files as evidence over real HTTP: up, down, in part, again; everything hostile is a stated refusal and leaves nothing.
import { createHash, randomBytes } from "node:crypto";
import { createReadStream, readdirSync, writeFileSync } from "node:fs";
import { stat, utimes } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { zipSync } from "fflate";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { docxOfBody, wordParagraph } from "../../../tests/fixtures/files/write-plan.ts";
import { refusalTo, startServer, type TestServer } from "../../../tests/start-server.ts";
import { openShelf } from "../../files/shelf.ts";
import { readConfig } from "../../kernel/config.ts";
import type { ProgrammeId } from "../pilot/model.ts";
import { sweepFiles } from "./jobs.ts";
import { type Evidence, maxFileBytes } from "./model.ts";

let server: TestServer;
let programmeId: ProgrammeId;
let tasks: string[];
beforeAll(async () => {
  server = await startServer();
  programmeId = server.programmeId as ProgrammeId;
  tasks = (await (await server.as("lead")).tasks.listTasks({ programmeId })).items.map((task) => task.id);
}, 120_000);
afterAll(() => server.close());
beforeEach(() => server.clock.advance(60_000));

const bytes = (text: string) => new TextEncoder().encode(text);
const sha256 = (content: Uint8Array) => createHash("sha256").update(content).digest("hex");
const png = (more = "") =>
  Buffer.concat([
    Buffer.from("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489", "hex"),
    bytes(more),
    randomBytes(64),
  ]);
const docx = (text: string) => docxOfBody(wordParagraph(text));
const fileOf = (name: string, content: Uint8Array) => new File([new Uint8Array(content)], name);
const upload = async (
  name: string,
  content: Uint8Array,
  more: { title?: string; declared?: string; task?: number } = {},
) => {
  const { task = 0, ...rest } = more;
  return (await server.as("lead")).evidence.addFile({
    programmeId,
    kind: "task",
    subjectId: tasks[task] as string,
    ...rest,
    file: fileOf(name, content),
  });
};
const at = (piece: Pick<Evidence, "id" | "version">) => ({ programmeId, evidenceId: piece.id, version: piece.version });
const download = async (piece: Evidence, number: number, headers: Record<string, string> = {}, method = "GET") =>
  fetch(`${server.base}/api/v1/programmes/${programmeId}/evidence/${piece.id}/editions/${number}/file`, {
    method,
    headers: { cookie: (await server.as("office")).cookie, ...headers },
  });
const kept = () =>
  readdirSync(join(server.folder, "files"), { recursive: true, encoding: "utf8" })
    .map((path) => path.split("/").at(-1) as string)
    .filter((name) => name.length > 2);
const arrivals = () => {
  try {
    return readdirSync(join(server.folder, "arrivals"));
  } catch {
    return [];
  }
};

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

const exe = Buffer.concat([Buffer.from("4d5a90000300000004000000ffff0000b8", "hex"), Buffer.alloc(2000)]);
const elf = Buffer.concat([Buffer.from("7f454c4602010100", "hex"), Buffer.alloc(2000)]);
const zip = (parts: Record<string, string>) =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, bytes(text)])));

/** A .docx whose directory says of its main part, truly or not, how many bytes it unpacks to. */
function bomb(declared: number): Uint8Array {
  const parts = { "[Content_Types].xml": bytes("<Types/>"), "word/document.xml": new Uint8Array(20_000_000) };
  const file = Buffer.from(zipSync(parts, { level: 1 }));
  file.writeUInt32LE(declared, file.lastIndexOf(Buffer.from("PK\x01\x02", "latin1")) + 24);
  return new Uint8Array(file);
}

describe("不收的文件，说明它是什么、怎么办", () => {
  test.each<[string, string, () => Uint8Array, number, string, string]>([
    ["图片冒充 PDF", "批复.pdf", png, 415, "evidence.false-ending", "PNG 图片"],
    ["Word 冒充 PDF", "批复.pdf", () => docx("正文"), 415, "evidence.false-ending", "Word 文档"],
    ["PDF 没有扩展名", "批复", () => bytes("%PDF-1.7\n"), 415, "evidence.false-ending", "PDF"],
    ["程序改名为 PDF", "批复.pdf", () => exe, 415, "evidence.refused-content", "可执行程序"],
    ["Linux 程序改名为图片", "a.jpg", () => elf, 415, "evidence.refused-content", "可执行程序"],
    ["程序", "setup.exe", () => exe, 415, "evidence.refused-ending", ".exe"],
    ["批处理", "run.bat", () => bytes("del *"), 415, "evidence.refused-ending", ".bat"],
    ["脚本", "a.js", () => bytes("alert(1)"), 415, "evidence.refused-ending", ".js"],
    ["网页", "a.html", () => bytes("<html>"), 415, "evidence.refused-ending", ".html"],
    [
      "网页改名为文本",
      "a.txt",
      () => bytes("<!doctype html><script>x</script>"),
      415,
      "evidence.refused-content",
      "网页",
    ],
    ["矢量图", "a.svg", () => bytes("<svg/>"), 415, "evidence.refused-ending", ".svg"],
    ["矢量图改名为图片", "a.png", () => bytes('<?xml version="1.0"?><svg/>'), 415, "evidence.refused-content", "脚本"],
    ["压缩包", "材料.zip", () => zip({ "a.txt": "a" }), 415, "evidence.refused-content", "解压后逐个上传"],
    ["压缩包改名为 Word", "材料.docx", () => zip({ "a.txt": "a" }), 415, "evidence.refused-content", "压缩包"],
    ["RAR", "材料.pdf", () => bytes("Rar!\u001a\u0007"), 415, "evidence.refused-content", "压缩包"],
    [
      "带宏的 Word",
      "表.docx",
      () => zip({ "[Content_Types].xml": "<T/>", "word/document.xml": "<d/>", "word/vbaProject.bin": "x" }),
      415,
      "evidence.refused-content",
      "宏",
    ],
    ["空文件", "空.txt", () => new Uint8Array(), 422, "evidence.empty", "空文件"],
    ["认不出的格式", "a.pdf", () => Buffer.from([1, 2, 3, 0, 5]), 415, "evidence.refused-content", "认不出"],
    ["压缩炸弹", "炸弹.docx", () => bomb(3_000_000_000), 422, "evidence.hostile", "另存一份"],
    ["虚报大小的压缩炸弹", "炸弹.docx", () => bomb(1000), 422, "evidence.hostile", "压缩比虚假"],
    ["正文有密级标志", "纪要.docx", () => docx("机 密 ★ 一年 会议纪要"), 422, "evidence.secret-mark", "机密★"],
    ["文本有密级标志", "纪要.txt", () => bytes("绝密★启用前"), 422, "evidence.secret-mark", "绝密★"],
    ["正文有内部字样", "参考.docx", () => docx("内部资料，注意保存"), 422, "evidence.secret-words", "内部资料"],
    ["文件名有密级标志", "秘密★.png", png, 422, "evidence.secret-mark", "秘密★"],
    ["名称只有点", "...", png, 422, "evidence.no-name", "改名"],
  ])("%s", async (_, name, content, status, code, words) => {
    const before = kept();
    const refused = await refusalTo(upload(name, content(), { task: 3 }));
    expect([refused.status, refused.code]).toEqual([status, code]);
    expect(refused.messages.zh).toContain(words);
    expect(kept()).toEqual(before);
    expect(arrivals()).toEqual([]);
  });

  test("疑似字样经上传人说明后放行，说明留在版次里；密级标志说明了也不放行", async () => {
    const piece = await upload("参考.docx", docx("内部资料，注意保存"), { task: 3, declared: "已公开发行的刊物名" });
    expect(piece.editions[0]).toMatchObject({ declared: "已公开发行的刊物名", readPart: "text" });
    const mark = await refusalTo(upload("纪要.docx", docx("机密★"), { task: 3, declared: "不涉密" }));
    expect(mark.code).toBe("evidence.secret-mark");
  });

  test("不该由他提交的人，文件还没收就被拒绝", async () => {
    const group = await server.as("group");
    const wrong = { programmeId, kind: "task", subjectId: tasks[0] as string, file: fileOf("a.png", png()) };
    expect((await refusalTo(group.evidence.addFile(wrong))).status).toBeGreaterThanOrEqual(403);
    expect(arrivals()).toEqual([]);
  });
});

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

const boundary = "----shidian";
const formHead = (name: string, fields: Record<string, string>) =>
  `${Object.entries(fields)
    .map(([field, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`)
    .join("")}--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n\r\n`;
const formTail = `\r\n--${boundary}--\r\n`;

/** Sends a form by hand: as many bytes as wished, cut off where wished. */
async function sendByHand(
  send: (write: (piece: string | Uint8Array) => Promise<void>) => Promise<"end" | "cut">,
  headers = {},
) {
  const { cookie } = await server.as("lead");
  const outgoing = request(`${server.base}/api/v1/programmes/${programmeId}/evidence/files`, {
    method: "POST",
    agent: false,
    headers: { cookie, "content-type": `multipart/form-data; boundary=${boundary}`, ...headers },
  });
  const answer = new Promise<{ status: number; text: string }>((done, fail) => {
    outgoing.on("error", fail).on("response", (response) => {
      let text = "";
      response.on("data", (piece) => {
        text += piece;
      });
      response.on("end", () => done({ status: response.statusCode ?? 0, text }));
    });
  });
  answer.catch(() => {});
  const write = async (piece: string | Uint8Array) => {
    if (!outgoing.write(piece)) await Promise.race([new Promise((done) => outgoing.once("drain", done)), answer]);
  };
  if ((await send(write)) === "cut") {
    outgoing.destroy();
    return null;
  }
  outgoing.end();
  return answer;
}

describe("传到一半", () => {
  const fields = () => ({ kind: "task", subjectId: tasks[0] as string });
  const rows = async () => (await server.database.db.selectFrom("evidence_edition").select("number").execute()).length;

  test("连接断了，什么也没留下", async () => {
    const [before, files] = [await rows(), kept()];
    let begun = 0;
    await sendByHand(async (write) => {
      await write(formHead("半截.txt", fields()));
      await write("一半".repeat(10_000));
      for (let tries = 0; arrivals().length === 0 && tries < 200; tries += 1) await sleep(50);
      begun = arrivals().length;
      return "cut";
    });
    for (let tries = 0; arrivals().length > 0 && tries < 200; tries += 1) await sleep(50);
    expect([begun, arrivals(), kept(), await rows()]).toEqual([1, [], files, before]);
  });

  test("表单没有收尾，不当作完整的文件", async () => {
    const [before, files] = [await rows(), kept()];
    const answer = await sendByHand(async (write) => {
      await write(formHead("没有收尾.txt", fields()));
      await write("内容");
      return "end";
    });
    expect(answer?.status).toBe(415);
    expect([arrivals(), kept(), await rows()]).toEqual([[], files, before]);
  });

  test("其他栏目排在文件之后，被告知顺序", async () => {
    const answer = await sendByHand(async (write) => {
      await write(formHead("顺序.txt", fields()));
      await write(`内容\r\n--${boundary}\r\ncontent-disposition: form-data; name="title"\r\n\r\n标题${formTail}`);
      return "end";
    });
    expect(answer?.status).toBe(400);
    expect(answer?.text).toContain("before the file");
  });

  test("自称太大的，一个字节不收；不说大小的，收到 200 MB 为止，内存不涨", async () => {
    const said = await sendByHand(async () => "end", { "content-length": String(maxFileBytes + 2_000_000) }).catch(
      (error: Error) => error,
    );
    expect(said instanceof Error || said?.status === 413).toBe(true);

    const piece = Buffer.alloc(1024 * 1024, "a");
    const before = process.memoryUsage.rss();
    let peak = 0;
    const answer = await sendByHand(async (write) => {
      await write(formHead("太大.txt", fields()));
      for (let sent = 0; sent < 201; sent += 1) {
        await write(piece);
        peak = Math.max(peak, process.memoryUsage.rss());
      }
      await write(formTail);
      return "end";
    });
    expect(answer?.status).toBe(413);
    expect(answer?.text).toContain("200 MB");
    expect((peak - before) / 1024 / 1024).toBeLessThan(120);
    expect(arrivals()).toEqual([]);
  }, 60_000);

  test("正好 200 MB 收得下，取得回", async () => {
    const piece = Buffer.alloc(1024 * 1024, "b");
    const answer = await sendByHand(async (write) => {
      await write(formHead("正好.txt", fields()));
      for (let sent = 0; sent < 200; sent += 1) await write(piece);
      await write(formTail);
      return "end";
    });
    expect(answer?.status, answer?.text).toBe(200);
    const evidence = JSON.parse(answer?.text ?? "{}") as Evidence;
    expect(evidence.editions[0]).toMatchObject({ sizeBytes: maxFileBytes, readPart: "name" });
    const hash = createHash("sha256");
    for await (const part of (await download(evidence, 1)).body as unknown as AsyncIterable<Uint8Array>)
      hash.update(part);
    expect(hash.digest("hex")).toBe(evidence.editions[0]?.digest);
  }, 60_000);
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
