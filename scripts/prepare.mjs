// What must be there before anything runs: packages, the web app, the database snapshot. Each is made only when stale.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { installPackages } from "./npm-install.mjs";
import { endLike, Refusal, root, runNode, say } from "./runtime.mjs";

/** Server files that never reach the browser (the architecture test keeps it so): changing them needs no new web app. */
const serverOnly = /(^|\/)(store|service|routes|jobs)\b|\.test\.tsx?$|^src\/app\/cli\//;

/** What is made from what: `from` are files and folders below the project, `run` are the arguments for Node. */
const products = {
  web: {
    target: "dist/web/index.html",
    needs: "src/app/web/index.html",
    from: ["src", "vite.config.ts", "package-lock.json"],
    skip: serverOnly,
    run: ["node_modules/vite/bin/vite.js", "build", "--logLevel", "warn"],
    zh: "构建网页",
    en: "Building the web app",
  },
  snapshot: {
    target: "dist/snapshot.tar.gz",
    needs: "scripts/snapshot.ts",
    from: ["migrations", "src/database", "scripts/snapshot.ts", "node_modules/@electric-sql/pglite/package.json"],
    skip: /\.test\.ts$/,
    run: ["scripts/snapshot.ts", "dist/snapshot.tar.gz"],
    zh: "制作数据库快照",
    en: "Making the database snapshot",
  },
};

/** Installs packages and makes the named products where they are missing or older than what they are made from. */
export async function prepare({ dev = false, make = Object.keys(products) } = {}) {
  await installPackages({ dev });
  for (const name of make) await makeProduct(name, products[name]);
}

async function makeProduct(name, product) {
  if (!existsSync(join(root, product.needs))) return;
  const stamp = join(root, "dist", `${name}.sha256`);
  const digest = digestOf(product.from, product.skip);
  if (existsSync(join(root, product.target)) && readText(stamp) === digest) return;
  say(`${product.zh}……`, `${product.en} …`);
  try {
    mkdirSync(dirname(stamp), { recursive: true });
    rmSync(stamp, { force: true });
    await makeNow(product);
    writeFileSync(stamp, digest);
  } catch (error) {
    throw error.code ? cannotWrite(error) : error;
  }
}

async function makeNow(product) {
  const [script, ...args] = product.run;
  const ended = await runNode([join(root, script), ...args], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  if (ended.signal) await endLike(ended);
  if (ended.code === 0 && existsSync(join(root, product.target))) return;
  process.stderr.write(ended.output);
  throw new Refusal(
    `${product.zh}失败,原因见上。若是下载的版本,请重新取得完整目录;若改过源码,请改正后重试。`,
    `${product.en} failed for the reason above. If this is a download, fetch the whole folder again; if you changed the source, correct it and try again.`,
  );
}

function cannotWrite(error) {
  const full = error.code === "ENOSPC";
  return new Refusal(
    full ? "磁盘已满。请腾出空间后重试。" : `无法写入 ${join(root, "dist")}(${error.code})。请更改目录权限后重试。`,
    full
      ? "The disk is full. Free some space and try again."
      : `${join(root, "dist")} cannot be written (${error.code}). Change its permissions and try again.`,
  );
}

/** One digest over the names and contents of all files below the given places. */
export function digestOf(places, skip, folder = root) {
  const hash = createHash("sha256");
  for (const place of places)
    for (const path of filesBelow(join(folder, place))) {
      const name = relative(folder, path).split(sep).join("/");
      if (skip?.test(name)) continue;
      hash.update(`${name}\0`).update(readFileSync(path)).update("\0");
    }
  return hash.digest("hex");
}

function filesBelow(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true })
    .map((name) => join(path, name))
    .filter((file) => statSync(file).isFile())
    .sort();
}

function readText(path) {
  return existsSync(path) ? readFileSync(path, "utf8") : null;
}
