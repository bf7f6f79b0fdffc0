// The command line as an operator uses it: real processes, their output, their exit codes, one line of mend when refused.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fictionalPlan } from "../../../tests/fixtures/files/fictional-plan.ts";
import { docxOf } from "../../../tests/fixtures/files/write-plan.ts";
import { cachedSnapshot } from "../../../tests/start-database.ts";
import { openDatabase } from "../../database/open.ts";

const main = fileURLToPath(new URL("main.ts", import.meta.url));
const root = fileURLToPath(new URL("../../..", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "shidian-cli-"));
const living = new Set<ChildProcess>();
afterAll(async () => {
  await Promise.all([...living].map((child) => (child.kill("SIGKILL") ? once(child, "close") : undefined)));
  rmSync(scratch, { recursive: true, force: true });
});

const place = (name: string) => join(scratch, name);

/** Starts the command line with settings of its own, none of the machine's. */
function start(args: readonly string[], env: Record<string, string> = {}): ChildProcess {
  const machine = Object.entries(process.env).filter(
    ([name]) => !/^(SHIDIAN_|DATABASE_URL|PORT$|HOST$|NODE_OPTIONS|VITEST)/.test(name),
  );
  const child = spawn(process.execPath, [main, ...args], {
    cwd: scratch,
    env: { ...Object.fromEntries(machine), SHIDIAN_LOG: "silent", ...env },
  });
  living.add(child);
  child.once("close", () => living.delete(child));
  return child;
}

async function run(args: readonly string[], env: Record<string, string> = {}) {
  const child = start(args, env);
  const heard = { stdout: "", stderr: "" };
  child.stdout?.on("data", (chunk) => {
    heard.stdout += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    heard.stderr += chunk;
  });
  const [code] = (await once(child, "close")) as [number];
  return { code, ...heard };
}

const oneLine = (stderr: string) => stderr.trimEnd().split("\n").length === 1 && stderr.startsWith("shidian: ");

describe("帮助", () => {
  test("--help 列出全部命令", async () => {
    const { code, stdout, stderr } = await run(["--help"]);
    expect([code, stderr]).toEqual([0, ""]);
    for (const command of ["compile", "serve", "migrate", "backup", "restore", "audit", "account", "api"])
      expect(stdout).toMatch(new RegExp(`^ {2}${command}\\b`, "m"));
  });

  test.each([
    ["compile"],
    ["serve"],
    ["migrate"],
    ["backup"],
    ["restore"],
    ["audit", "verify"],
    ["account", "first"],
    ["api"],
  ])("%s %s --help 有说明", async (...words) => {
    const { code, stdout } = await run([...words, "--help"]);
    expect(code).toBe(0);
    expect(stdout).toContain(`Usage: shidian ${words.join(" ")}`);
  });

  test.each([
    ["没有的命令", ["comple"]],
    ["没有的选项", ["migrate", "--force"]],
    ["漏了文件", ["compile"]],
  ])("%s：一行说明，退出码 2", async (_title, args) => {
    const { code, stdout, stderr } = await run(args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(oneLine(stderr), stderr).toBe(true);
    expect(stderr).toContain("--help");
  });
});

describe("compile", () => {
  const sample = join(root, "samples/chongqing-2021-services-opening.txt");
  const clean = [
    "云岭市夜校试点工作方案（演示数据）",
    "云岭市人民政府",
    "2023年9月1日",
    "一、主要任务",
    "1.开设夜校。2024年6月底前开设两所。（市教育局牵头，市财政局配合）",
  ].join("\n");

  test("样本方案：JSON 齐全，有待核事项，退出码 1", async () => {
    const { code, stdout, stderr } = await run(["compile", sample, "--json"]);
    expect([code, stderr]).toEqual([1, ""]);
    const draft = JSON.parse(stdout);
    expect(Object.keys(draft)).toEqual(
      expect.arrayContaining([
        "title",
        "issuer",
        "documentNumber",
        "date",
        "basis",
        "outline",
        "goals",
        "bodies",
        "tasks",
        "units",
        "findings",
      ]),
    );
    expect(draft).toMatchObject({ title: "重庆市服务业扩大开放综合试点工作方案", date: "2021-08-04" });
    expect(draft.tasks).toHaveLength(4);
    for (const field of ["number", "text", "lead", "support", "guide", "implied", "due", "path", "source"])
      expect(draft.tasks[0]).toHaveProperty(field);
    expect(draft.tasks[2].lead).toEqual(["市知识产权局", "重庆银保监局"]);
  });

  test("没有待核事项：退出码 0，给人看的输出没有颜色码", async () => {
    writeFileSync(place("clean.txt"), clean);
    const { code, stdout, stderr } = await run(["compile", place("clean.txt")]);
    expect([code, stderr], stdout).toEqual([0, ""]);
    expect(stdout).toContain("牵头 市教育局 · 配合 市财政局");
    expect(stdout).not.toContain("\u001b");
  });

  test("Word 文件同样读得出", async () => {
    writeFileSync(place("plan.docx"), docxOf(fictionalPlan));
    const { stdout } = await run(["compile", place("plan.docx"), "--json"]);
    expect(JSON.parse(stdout).tasks.map((task: { lead: string[] }) => task.lead)).toEqual([
      ["市湖务局"],
      ["市商贸局"],
      ["市数据局"],
    ]);
  });

  const unusable: [string, () => string, RegExp][] = [
    ["没有的文件", () => place("absent.txt"), /检查路径/],
    ["文件夹", () => scratch, /检查路径/],
    ["空文件", () => written("empty.txt", ""), /重新选择/],
    [
      "旧版 Word",
      () =>
        written(
          "old.doc",
          Buffer.concat([
            Buffer.from("d0cf11e0a1b11ae1", "hex"),
            Buffer.alloc(600),
            Buffer.from("WordDocument", "utf16le"),
            Buffer.alloc(600),
          ]),
        ),
      /另存为 \.docx/,
    ],
    [
      "二进制乱码",
      () => written("noise.txt", Buffer.from(Array.from({ length: 4000 }, (_, index) => (index * 7919) % 256))),
      /\.docx/,
    ],
  ];
  test.each(unusable)("%s：一行说明怎么办，退出码 2", async (_title, make, mend) => {
    const { code, stdout, stderr } = await run(["compile", make(), "--json"]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(oneLine(stderr), stderr).toBe(true);
    expect(stderr).toMatch(mend);
  });

  const written = (name: string, content: string | Uint8Array) => {
    writeFileSync(place(name), content);
    return place(name);
  };
});

describe("设置", () => {
  test("几处写错，一次全说出来", async () => {
    const { code, stderr } = await run(["serve"], { PORT: "x", SHIDIAN_POOL: "1", SHIDIAN_LOG: "loud" });
    expect(code).toBe(2);
    expect(oneLine(stderr), stderr).toBe(true);
    for (const name of ["PORT", "SHIDIAN_POOL", "SHIDIAN_LOG"]) expect(stderr).toContain(name);
  });

  test.each(["0.0.0.0", "::", "10.0.0.5"])("演示模式不在 %s 上开放", async (host) => {
    const { code, stderr } = await run(["serve", "--demo"], { HOST: host, SHIDIAN_DATA: place("never") });
    expect(code).toBe(2);
    expect(oneLine(stderr), stderr).toBe(true);
    expect(stderr).toMatch(/HOST.*--demo/);
  });

  test.each([
    ["核验", ["audit", "verify"]],
    ["备份", ["backup", "out.tar.gz"]],
    ["查看待执行的迁移", ["migrate", "--dry-run"]],
  ])("%s时文件夹里没有数据库：说明检查哪个设置，不悄悄新建", async (_title, args) => {
    const { code, stderr } = await run(args, { SHIDIAN_DATA: place("nowhere") });
    expect(code).toBe(2);
    expect(oneLine(stderr), stderr).toBe(true);
    expect(stderr).toContain("SHIDIAN_DATA");
  });

  test("连不上的 PostgreSQL：一行说明，不露口令", async () => {
    const url = "postgres://someone:topsecret@127.0.0.1:1/none";
    const { code, stderr } = await run(["migrate"], { DATABASE_URL: url });
    expect(code).toBe(1);
    expect(oneLine(stderr), stderr).toBe(true);
    expect(stderr).not.toContain("topsecret");
  });
});

describe("一套系统的一生：启动、调用、停止、核验、备份、恢复", () => {
  const home = { SHIDIAN_DATA: place("home") };
  const copy = { SHIDIAN_DATA: place("copy") };
  let child: ChildProcess;
  let base = "";
  let token = "";

  beforeAll(async () => {
    // As the built program does, begin from the snapshot instead of making a database from nothing.
    mkdirSync(home.SHIDIAN_DATA);
    const snapshotFile = await cachedSnapshot(join(root, "migrations"));
    await (await openDatabase({ dataFolder: join(home.SHIDIAN_DATA, "database"), snapshotFile })).close();
    child = start(["serve", "--demo", "--port", "0"], { ...home, SHIDIAN_DEMO_PILOTS: "0" });
    let told = "";
    child.stderr?.on("data", (chunk) => {
      told += chunk;
    });
    for await (const chunk of child.stdout ?? []) {
      base = String(chunk).match(/http:\/\/127\.0\.0\.1:\d+/)?.[0] ?? "";
      if (base) break;
    }
    if (!base) throw new Error(told);
    const signedIn = await fetch(`${base}/api/v1/session/demo`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"as":"office"}',
    });
    const cookie = (signedIn.headers.get("set-cookie") ?? "").split(";")[0] as string;
    const made = await fetch(`${base}/api/v1/tokens`, {
      method: "POST",
      headers: { "content-type": "application/json", cookie },
      body: '{"title":"演示令牌"}',
    });
    token = ((await made.json()) as { secret: string }).secret;
  }, 120_000);

  const api = (...args: string[]) => run(["api", ...args, "--server", base], { SHIDIAN_TOKEN: token });

  test("api 命令按契约调用任何操作；被拒时退出码 1，说明怎么办", async () => {
    const programmes = JSON.parse((await api("pilot.listProgrammes", "limit=5")).stdout);
    expect(programmes).toMatchObject({ total: 1, items: [{ taskCount: 4 }] });
    const counts = await api("tasks.countTasks", `programmeId=${programmes.items[0].id}`);
    expect([counts.code, JSON.parse(counts.stdout).total]).toEqual([0, 4]);
    const file = place("upload.txt");
    writeFileSync(file, "序号 | 任务 | 牵头单位 |\n1 | 演示事项。 | 市教委 |");
    expect(JSON.parse((await api("intake.startImport", `file=${file}`)).stdout)).toMatchObject({ taskCount: 1 });
    const refused = await api("audit.listEvents");
    expect([refused.code, JSON.parse(refused.stdout)]).toMatchObject([
      1,
      { status: 403, code: "request.not-your-duty" },
    ]);
  });

  test.each([
    ["没有的操作", ["tasks.nothing"], /\/docs/],
    ["写法不对的栏目", ["pilot.listProgrammes", "limit"], /名称=值/],
    ["没有的文件", ["intake.startImport", "file=/absent.txt"], /检查路径/],
  ])("api：%s，一行说明，退出码 2", async (_title, args, mend) => {
    const { code, stderr } = await api(...args);
    expect(code).toBe(2);
    expect(oneLine(stderr), stderr).toBe(true);
    expect(stderr).toMatch(mend);
  });

  test("同一个文件夹不能再开一个：一行说明谁占着，先开的照常服务", async () => {
    for (const args of [
      ["serve", "--port", "0"],
      ["backup", place("meanwhile.tar.gz")],
      ["audit", "verify"],
    ]) {
      const { code, stderr } = await run(args, home);
      expect(code, args.join(" ")).toBe(1);
      expect(oneLine(stderr), stderr).toBe(true);
      expect(stderr).toContain(String(child.pid));
    }
    expect((await fetch(`${base}/readyz`)).status).toBe(200);
  });

  test("端口被占用时说明换哪个设置", async () => {
    const port = new URL(base).port;
    mkdirSync(place("other"));
    const snapshotFile = await cachedSnapshot(join(root, "migrations"));
    await (await openDatabase({ dataFolder: place("other/database"), snapshotFile })).close();
    const { code, stderr } = await run(["serve", "--port", port], { SHIDIAN_DATA: place("other") });
    expect([code, oneLine(stderr)], stderr).toEqual([2, true]);
    expect(stderr).toMatch(/PORT/);
  });

  test("收到停止信号几秒内停好，退出码 0", async () => {
    const began = performance.now();
    child.kill("SIGTERM");
    const [code] = await once(child, "close");
    expect(code).toBe(0);
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  /** What the check of the original folder found. */
  let trail = { lastDigest: "" };
  const verify = async (env: Record<string, string>, ...args: string[]) => {
    const { code, stdout } = await run(["audit", "verify", "--json", ...args], env);
    return { code, found: JSON.parse(stdout) };
  };

  test("核验无误退出码 0；记下的摘要对不上时退出码 1", async () => {
    const { code, found } = await verify(home);
    expect(code).toBe(0);
    expect(found).toMatchObject({ sound: true, unsealedEvents: 0, problems: [], cutOff: false });
    expect(found.sealedEvents).toBeGreaterThan(100);
    trail = found;
    const cut = await verify(home, "--expect", "f".repeat(64));
    expect([cut.code, cut.found.cutOff, cut.found.sound]).toEqual([1, true, true]);
  });

  test("数据库结构已是最新，没有待执行的迁移", async () => {
    const dry = await run(["migrate", "--dry-run", "--json"], home);
    expect([dry.code, JSON.parse(dry.stdout)]).toEqual([0, { engine: "embedded", pending: [] }]);
    const real = await run(["migrate", "--json"], home);
    expect([real.code, JSON.parse(real.stdout)]).toEqual([0, { engine: "embedded", applied: [] }]);
  });

  test("备份再恢复到另一个文件夹，审计记录一件不差", async () => {
    const file = place("backup.tar.gz");
    expect((await run(["backup", file], home)).code).toBe(0);
    expect(readFileSync(`${file}.sha256`, "utf8")).toMatch(/^[0-9a-f]{64} {2}backup\.tar\.gz\n$/);
    expect((await run(["restore", file], copy)).code).toBe(0);
    expect(await verify(copy, "--expect", trail.lastDigest)).toEqual({ code: 0, found: trail });
  }, 60_000);

  test.each([
    ["恢复到已有数据的文件夹", () => place("backup.tar.gz"), home, 1, /文件夹|folder/i],
    ["没有的备份", () => place("absent.tar.gz"), { SHIDIAN_DATA: place("fresh") }, 2, /检查路径/],
    ["损坏的备份", () => damaged(), { SHIDIAN_DATA: place("fresh") }, 1, /backup|备份/i],
  ])("%s被拒，一行说明", async (_title, file, env, exit, mend) => {
    const { code, stderr } = await run(["restore", file()], env);
    expect(code).toBe(exit);
    expect(oneLine(stderr), stderr).toBe(true);
    expect(stderr).toMatch(mend);
  });

  const damaged = () => {
    const file = place("damaged.tar.gz");
    const content = readFileSync(place("backup.tar.gz"));
    content[Math.floor(content.length / 2)] = (content[Math.floor(content.length / 2)] as number) ^ 1;
    writeFileSync(file, content);
    writeFileSync(`${file}.sha256`, readFileSync(place("backup.tar.gz.sha256")));
    return file;
  };

  test("有人改了一件事：退出码 1，点名是哪一件", async () => {
    const database = await openDatabase({ dataFolder: join(copy.SHIDIAN_DATA, "database") });
    const { rows } = await sql<{ id: string }>`select id from event order by at, id limit 1`.execute(database.db);
    await sql.raw("alter table event disable trigger all").execute(database.db);
    await sql`update event set person_name = '顶替者' where id = ${rows[0]?.id}`.execute(database.db);
    await database.close();
    const { code, found } = await verify(copy);
    expect([code, found.sound]).toEqual([1, false]);
    expect(found.problems).toMatchObject([{ eventId: rows[0]?.id, zh: "事件内容已被改动" }]);
    const told = await run(["audit", "verify"], copy);
    expect([told.code, told.stdout]).toEqual([1, expect.stringContaining(rows[0]?.id as string)]);
  });
});
