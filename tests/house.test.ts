// What a person meets before the program runs: installing, its failures, and what is made again when (decision 0002).
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const load = (path: string) => import(pathToFileURL(join(root, path)).href);
const { checkNode, explainNpm, stalePackages } = await load("scripts/npm-install.mjs");
const { digestOf } = await load("scripts/prepare.mjs");
const scratch = mkdtempSync(join(tmpdir(), "shidian-house-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

interface LockEntry {
  version?: string;
  integrity?: string;
  optional?: boolean;
  dev?: boolean;
  optionalDependencies?: Record<string, string>;
}
const lock: { packages: Record<string, LockEntry> } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));

describe("package-lock.json", () => {
  test("lists the binaries of every platform, so that npm ci works everywhere", () => {
    const missing = Object.entries(lock.packages).flatMap(([path, entry]) =>
      Object.keys(entry.optionalDependencies ?? {}).filter((name) => !isFoundFrom(path, name)),
    );
    expect(
      missing,
      "npm ci refuses this lock file: choose versions whose binaries exist for all platforms, then make the lock file in a folder without node_modules (npm install --package-lock-only)",
    ).toEqual([]);
  });

  test("names no registry, so that any mirror serves", () => {
    expect(JSON.stringify(lock)).not.toMatch(/"resolved":"https?:/);
  });
});

function isFoundFrom(path: string, name: string): boolean {
  for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("node_modules/") - 1))) {
    if (lock.packages[`${folder && `${folder}/`}node_modules/${name}`]) return true;
    if (folder === "") return false;
  }
}

describe("packages are installed again only when they differ", () => {
  const wanted = {
    packages: {
      "": {},
      "node_modules/a": { version: "1.0.0", integrity: "x" },
      "node_modules/b": { version: "1.0.0", dev: true },
      "node_modules/c": { version: "1.0.0", optional: true },
    },
  };
  const a = { "node_modules/a": { version: "1.0.0", integrity: "x" } };
  const b = { "node_modules/b": { version: "1.0.0" } };
  test.each([
    ["nothing is installed", null, { dev: false }, ["node_modules"]],
    ["all is there", { ...a, ...b }, { dev: true }, []],
    ["packages for tests are left out and not needed", a, { dev: false }, []],
    ["packages for tests are left out and needed", a, { dev: true }, ["node_modules/b"]],
    [
      "a version changed",
      { "node_modules/a": { version: "0.9.0", integrity: "x" } },
      { dev: false },
      ["node_modules/a"],
    ],
    [
      "another platform's binary came along in an old version",
      { ...a, "node_modules/c": { version: "0.1.0" } },
      { dev: false },
      ["node_modules/c"],
    ],
  ])("%s", (_, packages, options, stale) => {
    expect(stalePackages(wanted, packages && { packages }, options)).toEqual(stale);
  });
});

test.each([
  ["npm error code ENOTFOUND\nnpm error network request failed", /registry/],
  ["npm error code ECONNREFUSED", /npm config set registry/],
  ["npm error code ENOSPC", /1\.5 GB/],
  ["npm error code EROFS\nnpm error errno -30", /ermission|权限/],
  ["npm error code SELF_SIGNED_CERT_IN_CHAIN", /NODE_EXTRA_CA_CERTS/],
  ["npm error code E403", /\.npmrc/],
  ["npm error code ETARGET", /npm config set registry/],
  ["npm error code EINTEGRITY", /npm cache clean/],
  ["npm error something new", /something new/],
])("npm fails with %j and the mend is told in one line", (output, mend) => {
  expect(explainNpm(output)).toMatch(mend);
  expect(explainNpm(output)).not.toContain("\n");
});

test.each(["16.20.2", "18.20.8", "20.9.0"])("Node %s is refused with what to install", (version) => {
  expect(() => checkNode(version)).toThrow(/Node 24/);
});

test.each(["20.10.0", "22.0.0", "24.21.0", "26.1.0"])("Node %s may install", (version) => {
  expect(() => checkNode(version)).not.toThrow();
});

test("a product is made again when a source changes, appears or goes, and not when only its time does", () => {
  const folder = join(scratch, "sources");
  mkdirSync(join(folder, "src"), { recursive: true });
  const write = (name: string, text: string) => writeFileSync(join(folder, "src", name), text);
  const digest = () => digestOf(["src"], /\.test\.ts$/, folder);
  write("a.ts", "1");
  const first = digest();
  write("a.ts", "1");
  write("a.test.ts", "not part of it");
  expect(digest()).toBe(first);
  write("a.ts", "2");
  const second = digest();
  write("b.ts", "");
  expect(new Set([first, second, digest()]).size).toBe(3);
});

describe("bin/shidian", () => {
  const run = (args: string[], options = {}) =>
    spawnSync(process.execPath, [join(root, "bin/shidian"), ...args], { encoding: "utf8", cwd: scratch, ...options });

  test("runs from any folder and lists its commands", () => {
    const { status, stdout, stderr } = run(["--help"]);
    expect(stderr).toBe("");
    expect(status).toBe(0);
    for (const command of ["compile", "serve", "migrate", "backup", "restore", "audit"])
      expect(stdout).toContain(command);
  });

  test("passes on the code of unusable input, with one line on standard error", () => {
    const { status, stdout, stderr } = run(["compile", join(scratch, "absent.txt")]);
    expect(status).toBe(2);
    expect(stdout).toBe("");
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });

  test("without packages says npm ci in one line", () => {
    const bare = join(scratch, "bare");
    mkdirSync(join(bare, "bin"), { recursive: true });
    mkdirSync(join(bare, "scripts"));
    for (const file of ["bin/shidian", "scripts/runtime.mjs"])
      writeFileSync(join(bare, file), readFileSync(join(root, file)));
    writeFileSync(join(bare, "package.json"), '{"type":"module"}');
    const { status, stderr } = spawnSync(process.execPath, [join(bare, "bin/shidian")], { encoding: "utf8" });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^[^\n]*npm ci[^\n]*\n$/);
  });
});

test("npm start says at once that the port is taken", async () => {
  const { createServer } = await import("node:net");
  const other = createServer();
  const port = await new Promise<number>((resolve) => {
    other.listen(0, "127.0.0.1", () => resolve((other.address() as { port: number }).port));
  });
  try {
    const env = { ...process.env, PORT: String(port), HOST: "127.0.0.1" };
    const { status, stderr } = spawnSync(process.execPath, [join(root, "scripts/start.mjs")], {
      encoding: "utf8",
      env,
    });
    expect(status).toBe(1);
    expect(stderr).toMatch(new RegExp(`^[^\\n]*${port}[^\\n]*PORT[^\\n]*\\n$`));
  } finally {
    other.close();
  }
});
