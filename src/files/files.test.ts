// Keeping files on the disk and in an S3-compatible store, and asking a virus scanner, against servers of our own.
import { createHash, randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { startClamd, virusWord } from "../../tests/fixtures/clamd-server.ts";
import { type S3Server, s3Key, startS3 } from "../../tests/fixtures/s3-server.ts";
import { receive } from "./arrival.ts";
import { diskStore } from "./disk-store.ts";
import { FileGone, type FileStore } from "./file-store.ts";
import { s3Store } from "./s3-store.ts";
import { clamdCheck, commandCheck } from "./virus-check.ts";

const scratch = mkdtempSync(join(tmpdir(), "shidian-files-"));
let s3: S3Server;
beforeAll(async () => {
  s3 = await startS3();
});
afterAll(async () => {
  await s3.close();
  rmSync(scratch, { recursive: true, force: true });
});

const sha256 = (content: Uint8Array) => createHash("sha256").update(content).digest("hex");
const write = (name: string, content: Uint8Array | string) => {
  const path = join(scratch, name);
  writeFileSync(path, content);
  return path;
};
const read = async (pieces: AsyncIterable<Uint8Array>) => {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
};
const listed = async (store: FileStore) => {
  const digests: string[] = [];
  for await (const { digest } of store.list()) digests.push(digest);
  return digests.sort();
};

describe.each([
  ["磁盘", () => diskStore(join(scratch, "disk"))],
  ["S3 兼容存储", () => s3Store({ url: s3.url, ...s3Key })],
] as [string, () => FileStore][])("%s", (_, open) => {
  test("存入、整取、取一段、列出、再存一次算新的、移除", async () => {
    const store = open();
    const contents = [randomBytes(700_000), randomBytes(10), randomBytes(3)];
    for (const content of contents) await store.keep(sha256(content), write("in", content), content.length);
    expect(await listed(store)).toEqual(contents.map(sha256).sort());
    const [large, small] = contents as [Buffer, Buffer];
    expect((await read(await store.open(sha256(large), 0, large.length - 1))).equals(large)).toBe(true);
    expect((await read(await store.open(sha256(large), 5, 9))).equals(large.subarray(5, 10))).toBe(true);
    const first = (await store.keptAt(sha256(small))) as number;
    await store.keep(sha256(small), write("in", small), small.length);
    expect((await store.keptAt(sha256(small))) as number).toBeGreaterThanOrEqual(first);
    expect(await listed(store)).toHaveLength(3);
    await store.remove(sha256(small));
    expect(await store.keptAt(sha256(small))).toBeNull();
    await expect(store.open(sha256(small), 0, 1)).rejects.toThrow(FileGone);
    await store.remove(sha256(small));
  });
});

describe("S3 兼容存储出错", () => {
  const small = Buffer.from("小文件");
  test("密钥不对、没有存储桶：说明存储怎么答的，什么也没存", async () => {
    const wrong = s3Store({ url: s3.url, ...s3Key, secretAccessKey: "other" });
    await expect(wrong.keep(sha256(small), write("in", small), small.length)).rejects.toThrow(
      /403.*SignatureDoesNotMatch/,
    );
    const nowhere = s3Store({ url: s3.url.replace("shidian", "nowhere"), ...s3Key });
    await expect(nowhere.keep(sha256(small), write("in", small), small.length)).rejects.toThrow(/no bucket/);
    expect(s3.objects.has(`files/${sha256(small)}`)).toBe(false);
  });

  test("一时出错会再试，一直出错就说明", async () => {
    const store = s3Store({ url: s3.url, ...s3Key });
    s3.failing = 2;
    await store.keep(sha256(small), write("in", small), small.length);
    expect(s3.objects.has(`files/${sha256(small)}`)).toBe(true);
    s3.failing = 20;
    await expect(store.open(sha256(small), 0, 1)).rejects.toThrow(/500/);
    s3.failing = 0;
  });
});

test("磁盘上的文件要么整个在，要么不在；两个进程同时存同一个也一样", async () => {
  const folder = join(scratch, "both");
  const content = randomBytes(100_000);
  await Promise.all(
    Array.from({ length: 8 }, (_, n) => diskStore(folder).keep(sha256(content), write(`in${n}`, content), 0)),
  );
  const digest = sha256(content);
  expect(readdirSync(join(folder, digest.slice(0, 2)))).toEqual([digest]);
  expect(readFileSync(join(folder, digest.slice(0, 2), digest)).equals(content)).toBe(true);
});

test("到达途中出错，不留半截文件", async () => {
  const folder = join(scratch, "arriving");
  async function* broken() {
    yield Buffer.from("一半");
    throw new Error("cut off");
  }
  await expect(receive(folder, broken(), async () => "never")).rejects.toThrow("cut off");
  const kept = await receive(
    folder,
    [Buffer.from("全")] as unknown as AsyncIterable<Uint8Array>,
    async (one) => one.size,
  );
  expect([kept, readdirSync(folder)]).toEqual([3, []]);
});

describe("查毒", () => {
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });
  const clamd = async (options: Parameters<typeof startClamd>[0] = {}, patience?: number) => {
    const server = await startClamd(options);
    closing.push(server.close);
    return clamdCheck(server.address, patience);
  };

  test("通过、命中并说出名称", async () => {
    const check = await clamd();
    expect(await check(write("clean", randomBytes(300_000)))).toEqual({ state: "clean", name: null });
    const infected = write("infected", Buffer.concat([randomBytes(200_000), Buffer.from(virusWord)]));
    expect(await check(infected)).toEqual({ state: "hit", name: "Shidian.Test" });
  });

  test("文件比它收的大、它不答、它不在：无法检查，并说明原因", async () => {
    const large = await (await clamd({ limit: 100_000 }))(write("large", randomBytes(3_000_000)));
    expect(large.state).toBe("failed");
    expect(large.name).toMatch(/size limit|EPIPE|ECONNRESET/);
    expect(await (await clamd({ silent: true }, 300))(write("small", "小"))).toEqual({
      state: "failed",
      name: "clamd: timed out",
    });
    expect((await clamdCheck("127.0.0.1:1")(write("small", "小"))).state).toBe("failed");
    expect((await clamdCheck(join(scratch, "no-socket"))(write("small", "小"))).state).toBe("failed");
  });

  test.skipIf(process.platform === "win32")("用程序查：退出码 0 通过、1 命中，其他和超时都是无法检查", async () => {
    const program = write(
      "scan.sh",
      '#!/bin/sh\ncase "$(cat "$1")" in *bad*) echo Bad.Virus; exit 1;; *odd*) exit 2;; *slow*) exec sleep 5;; esac\n',
    );
    chmodSync(program, 0o755);
    const check = commandCheck(program, 500);
    expect(await check(write("a", "good"))).toEqual({ state: "clean", name: null });
    expect(await check(write("a", "bad"))).toEqual({ state: "hit", name: "Bad.Virus" });
    expect((await check(write("a", "odd"))).state).toBe("failed");
    expect((await check(write("a", "slow"))).state).toBe("failed");
    expect((await commandCheck(join(scratch, "absent"))(write("a", "x"))).state).toBe("failed");
  });
});
