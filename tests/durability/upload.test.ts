// A server that is killed in the middle of an upload: no row, no half file under a digest, and the rest is swept.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { openDatabase } from "../../src/database/open.ts";
import { sweepFiles } from "../../src/domain/evidence/jobs.ts";
import type { Tables } from "../../src/domain/tables.ts";
import { openShelf } from "../../src/files/shelf.ts";
import { type Config, readConfig } from "../../src/kernel/config.ts";

const folder = mkdtempSync(join(tmpdir(), "shidian-upload-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const main = fileURLToPath(new URL("../../src/app/cli/main.ts", import.meta.url));
const env = {
  ...process.env,
  SHIDIAN_DATA: folder,
  DATABASE_URL: "",
  SHIDIAN_DEMO_PILOTS: "0",
  SHIDIAN_LOG: "error",
  PORT: "0",
};

test("上传途中进程被杀，没有留下记录，没有半截的文件，到达中的残片日后清走", async () => {
  const child = spawn(process.execPath, [main, "serve", "--demo"], { env, stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  child.stdout.on("data", (piece) => {
    said += piece;
  });
  while (!/http:\/\/127\.0\.0\.1:\d+/.test(said) && child.exitCode === null) await sleep(50);
  const base = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0] as string;
  const signedIn = await fetch(`${base}/api/v1/session/demo`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: '{"as":"office"}',
  });
  const headers = { cookie: (signedIn.headers.get("set-cookie") ?? "").split(";")[0] as string };
  const read = async (path: string) =>
    (await (await fetch(`${base}/api/v1${path}`, { headers })).json()) as { items: { id: string }[] };
  const programmeId = (await read("/programmes")).items[0]?.id;
  const subjectId = (await read(`/programmes/${programmeId}/tasks`)).items[0]?.id as string;
  const field = (name: string, value: string) =>
    `--b\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const upload = request(`${base}/api/v1/programmes/${programmeId}/evidence/files`, {
    method: "POST",
    headers: { ...headers, "content-type": "multipart/form-data; boundary=b" },
  });
  upload.on("error", () => {});
  upload.write(
    `${field("kind", "task")}${field("subjectId", subjectId)}--b\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\n`,
  );
  upload.write(Buffer.alloc(3_000_000, "a"));
  const arrivals = join(folder, "arrivals");
  const waiting = () => (existsSync(arrivals) ? readdirSync(arrivals) : []);
  while (waiting().length === 0) await sleep(20);
  child.kill("SIGKILL");
  await once(child, "exit");

  expect(waiting()).toHaveLength(1);
  expect(existsSync(join(folder, "files"))).toBe(false);
  const database = await openDatabase<Tables>({ dataFolder: join(folder, "database") });
  try {
    expect(await database.db.selectFrom("evidence").select("id").execute()).toEqual([]);
    expect(await database.db.selectFrom("evidence_edition").select("number").execute()).toEqual([]);
    const shelf = openShelf((readConfig({ SHIDIAN_DATA: folder }) as { config: Config }).config);
    expect(await sweepFiles(database.db, shelf, Date.now())).toBe(0);
    expect(await sweepFiles(database.db, shelf, Date.now() + 2 * 86_400_000)).toBe(1);
    expect(waiting()).toEqual([]);
  } finally {
    await database.close();
  }
}, 180_000);
