// Installs packages when they are missing or no longer those of package-lock.json, and says the mend when npm fails.
import { accessSync, constants, existsSync, readFileSync, statfsSync } from "node:fs";
import { join } from "node:path";
import { Refusal, root, runProgram, say, words } from "./runtime.mjs";

/** Room for the packages and npm's own cache, in bytes; 0.96 GB of packages were measured on Linux x64. */
const roomNeeded = 1_500_000_000;
const oldestNode = [20, 10];
const oldestNpm = 8;

/** Known ways in which `npm ci` fails: a mark in npm's own words, then the mend. The first that fits is told. */
const mends = [
  {
    mark: /ENOSPC|no space left/i,
    zh: "磁盘已满。请腾出约 1.5 GB 空间后重试。",
    en: "The disk is full. Free about 1.5 GB and try again.",
  },
  {
    mark: /EROFS|EACCES|EPERM/,
    zh: `没有写入 ${root} 或 npm 缓存目录的权限。请更改目录权限(或所有者)后重试。`,
    en: `No permission to write ${root} or npm's cache folder. Change the permissions or owner and try again.`,
  },
  {
    mark: /EBUSY|ENOTEMPTY/,
    zh: "node_modules 正被其他程序占用。请停止正在运行的试点通后重试。",
    en: "node_modules is in use. Stop the running Shidian and try again.",
  },
  {
    mark: /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)/,
    zh: "npm 源的证书不受信任。请把单位的根证书路径写入 NODE_EXTRA_CA_CERTS 后重试。",
    en: "The registry's certificate is not trusted. Put the path of your root certificate in NODE_EXTRA_CA_CERTS and try again.",
  },
  {
    mark: /E401|E403|ENEEDAUTH/,
    zh: "npm 源拒绝访问。请在 .npmrc 中填写该源的凭据后重试。",
    en: "The registry refused access. Put its credentials in .npmrc and try again.",
  },
  {
    mark: /E404|ETARGET/,
    zh: "npm 源缺少所需的包。请改用完整的源:npm config set registry <地址>。",
    en: "The registry lacks a package. Use a complete one: npm config set registry <address>.",
  },
  {
    mark: /EINTEGRITY/,
    zh: "下载的包与 package-lock.json 的校验值不符。请运行 npm cache clean --force 后重试。",
    en: "A package does not match its digest in package-lock.json. Run npm cache clean --force and try again.",
  },
  {
    mark: /EUSAGE/,
    zh: "package.json 与 package-lock.json 不一致。请运行 npm install 并提交 package-lock.json。",
    en: "package.json and package-lock.json disagree. Run npm install and commit package-lock.json.",
  },
  {
    mark: /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENOTCACHED|E50\d|network/i,
    zh: "连不上 npm 源。请检查网络,或设置内网源:npm config set registry <地址>(代理:npm config set proxy <地址>)。",
    en: "The npm registry cannot be reached. Check the network, or set your mirror: npm config set registry <address> (proxy: npm config set proxy <address>).",
  },
];

/** @returns the mend for what npm wrote on standard error */
export function explainNpm(output) {
  const known = mends.find(({ mark }) => mark.test(output));
  if (known) return words(known.zh, known.en);
  const last = output.trim().split("\n").at(-1) ?? "";
  return words(`npm ci 失败:${last}`, `npm ci failed: ${last}. Run npm ci by itself to see why.`);
}

/**
 * Which packages differ from the lock file? Optional ones may be absent: they belong to other platforms.
 * @param lock the parsed package-lock.json
 * @param installed the parsed node_modules/.package-lock.json, or null
 */
export function stalePackages(lock, installed, { dev }) {
  if (!installed) return ["node_modules"];
  const stale = [];
  for (const [path, wanted] of Object.entries(lock.packages)) {
    if (path === "") continue;
    const found = installed.packages?.[path];
    const mayBeAbsent = wanted.optional || wanted.devOptional || (wanted.dev && !dev);
    if (found ? found.version !== wanted.version || found.integrity !== wanted.integrity : !mayBeAbsent)
      stale.push(path);
  }
  return stale;
}

/** Checks this Node; throws a Refusal when it is too old even to install. */
export function checkNode(version = process.versions.node) {
  const [major, minor] = version.split(".").map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  throw new Refusal(
    `当前 Node 为 ${version},至少需要 ${oldestNode.join(".")}。请从 nodejs.org 安装 Node 24 后重试。`,
    `This is Node ${version}; at least ${oldestNode.join(".")} is needed. Install Node 24 from nodejs.org and try again.`,
  );
}

/** Installs what is missing. `dev`: are the packages for tests and checks needed too? */
export async function installPackages({ dev = false } = {}) {
  checkNode();
  const lock = readJson(join(root, "package-lock.json"));
  if (!lock)
    throw new Refusal(
      "缺少 package-lock.json。请重新取得完整的程序目录。",
      "package-lock.json is missing. Fetch the whole program folder again.",
    );
  const installed = readJson(join(root, "node_modules", ".package-lock.json"));
  const stale = stalePackages(lock, installed, { dev });
  if (stale.length === 0) return;
  checkNpm();
  checkFolder();
  const what = installed
    ? words(`更新依赖(${stale.length} 个已变)`, `Updating packages (${stale.length} changed)`)
    : words("安装依赖(首次约 1 GB,几分钟)", "Installing packages (about 1 GB the first time, some minutes)");
  say(`${what}……`, `${what} …`);
  const { code, output } = await runNpm(installed);
  if (code !== 0) throw new Refusal(explainNpm(output), explainNpm(output));
}

function checkNpm() {
  const version = /npm\/(\d+)/.exec(process.env.npm_config_user_agent ?? "")?.[1];
  if (version && Number(version) < oldestNpm)
    throw new Refusal(
      `当前 npm 为 ${version},至少需要 ${oldestNpm}。请运行 npm install -g npm 后重试。`,
      `This is npm ${version}; at least ${oldestNpm} is needed. Run npm install -g npm and try again.`,
    );
}

function checkFolder() {
  try {
    accessSync(root, constants.W_OK);
  } catch {
    throw new Refusal(
      `没有写入 ${root} 的权限。请更改目录权限,或把程序复制到可写目录。`,
      `${root} cannot be written. Change its permissions, or copy the program to a folder that can.`,
    );
  }
  let free;
  try {
    const disk = statfsSync(root);
    free = disk.bavail * disk.bsize;
  } catch {
    return; // Some network file systems cannot say; npm will tell if it runs out.
  }
  if (free < roomNeeded)
    throw new Refusal(
      `磁盘只剩 ${Math.floor(free / 1e6)} MB。请腾出约 ${roomNeeded / 1e6} MB 后重试。`,
      `Only ${Math.floor(free / 1e6)} MB are left on the disk. Free about ${roomNeeded / 1e6} MB and try again.`,
    );
}

function runNpm(installed) {
  // On Windows a running node.exe cannot be removed, and `npm ci` removes everything first; `npm install` keeps what is right.
  const command = process.platform === "win32" && installed ? ["install"] : ["ci"];
  const args = [...command, "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  const options = { cwd: root, stdio: ["ignore", "ignore", "pipe"] };
  const cli = process.env.npm_execpath;
  // npm's own Node, not ours: ours lies in the folder that npm is about to replace.
  if (cli && existsSync(cli) && /\.c?js$/.test(cli))
    return runProgram(process.env.npm_node_execpath ?? process.execPath, [cli, ...args], options);
  return runProgram("npm", args, { ...options, shell: process.platform === "win32" });
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}
