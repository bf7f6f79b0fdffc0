// Hostile, broken and cut-off uploads: each a stated refusal that leaves nothing, within bounds of memory.
import { createHash } from "node:crypto";
import { request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { zipSync } from "fflate";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { bytes, docx, type EvidenceServer, fileOf, png, startEvidenceServer } from "../../../tests/evidence-server.ts";
import { refusalTo } from "../../../tests/start-server.ts";
import { type Evidence, maxFileBytes } from "./model.ts";

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
const kept = () => started.kept();
const arrivals = () => started.arrivals();

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
