// Which Node runs the program: the Node 24 that npm put into node_modules, else this one (decision 0002).
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** The version the program is tested on; a newer one is used only where npm delivers none. */
export const testedMajor = 24;

const language = [process.env.LC_ALL, process.env.LC_MESSAGES, process.env.LANG].find(Boolean) ?? systemLocale();

function systemLocale() {
  return Intl.DateTimeFormat().resolvedOptions().locale;
}

/** One sentence in the user's language. */
export const words = (zh, en) => (language.startsWith("zh") ? zh : en);

/** Says in one line on standard error what is being done, so that standard output stays the program's own. */
export const say = (zh, en) => process.stderr.write(`${words(zh, en)}\n`);

/** A failure whose message says the mend; it leaves the program as one line without a stack. */
export class Refusal extends Error {
  constructor(zh, en) {
    super(words(zh, en));
    this.name = "Refusal";
  }
}

const majorOf = (version) => Number.parseInt(version, 10);

/** @returns the Node of node_modules for this platform, or null when npm has none for it or left it out */
export function deliveredNode(folder = root) {
  const platform = process.platform === "win32" ? "win" : process.platform;
  const file = process.platform === "win32" ? "node.exe" : "node";
  const path = join(folder, "node_modules", `node-${platform}-${process.arch}`, "bin", file);
  return existsSync(path) ? path : null;
}

/** @returns the path of the Node to run TypeScript with; throws a Refusal when there is none */
export function findNode() {
  if (majorOf(process.versions.node) === testedMajor) return process.execPath;
  const delivered = deliveredNode();
  if (delivered) return delivered;
  if (majorOf(process.versions.node) > testedMajor) return process.execPath;
  if (!existsSync(join(root, "node_modules")))
    throw new Refusal(`依赖尚未安装。请在 ${root} 运行 npm ci。`, `Packages are not installed. Run npm ci in ${root}.`);
  throw new Refusal(
    `此平台(${process.platform}-${process.arch})没有随附的 Node ${testedMajor},而当前是 ${process.version}。请重新运行 npm ci(不带 --omit=optional),或安装 Node ${testedMajor} 及以上后重试。`,
    `No Node ${testedMajor} came with the packages for ${process.platform}-${process.arch}, and this is ${process.version}. Run npm ci without --omit=optional, or install Node ${testedMajor} or newer, and try again.`,
  );
}

/**
 * Runs a TypeScript entry of ours with arguments: in this process when its Node fits, else in the one that does.
 * The exit code and signals pass through either way.
 */
export async function handOver(entry, args) {
  const path = join(root, entry);
  if (!existsSync(path))
    throw new Refusal(
      `缺少 ${entry}。请重新取得完整的程序目录。`,
      `${entry} is missing. Fetch the whole program folder again.`,
    );
  const node = findNode();
  if (node === process.execPath) {
    process.argv = [node, path, ...args];
    await import(pathToFileURL(path).href);
    return;
  }
  await endLike(await runNode([path, ...args], { node }));
}

/** Runs Node with arguments, passing signals on. @returns how it ended: `{ code, signal }` */
export function runNode(args, { node = findNode(), stdio = "inherit", ...options } = {}) {
  return runProgram(node, args, { stdio, ...options });
}

/** Runs a program, passing signals on. @returns `{ code, signal, output }`; output is what was piped, its last 64 KiB */
export function runProgram(program, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, options);
    let output = "";
    const keep = (chunk) => {
      output = (output + chunk).slice(-65_536);
    };
    child.stdout?.setEncoding("utf8").on("data", keep);
    child.stderr?.setEncoding("utf8").on("data", keep);
    const release = passSignals(child);
    child.on("error", (error) => {
      if (error.name === "AbortError") return;
      release();
      reject(cannotRun(program, error));
    });
    child.on("close", (code, signal) => {
      release();
      resolve({ code, signal, output });
    });
  });
}

function passSignals(child) {
  const pass = (signal) => {
    // A terminal sends Ctrl-C to the whole foreground group: passing it on would make it arrive twice.
    if (signal === "SIGINT" && process.stdin.isTTY) return;
    child.kill(signal);
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.on(signal, pass);
  return () => {
    for (const signal of signals) process.off(signal, pass);
  };
}

function cannotRun(program, error) {
  const exists = existsSync(program);
  return new Refusal(
    exists
      ? `${program} 无法在此系统上运行(${error.code})。请安装 Node ${testedMajor} 及以上,再运行 npm ci --omit=optional。`
      : `找不到 ${program}(${error.code})。请安装它或检查 PATH。`,
    exists
      ? `${program} does not run on this system (${error.code}). Install Node ${testedMajor} or newer, then run npm ci --omit=optional.`
      : `${program} was not found (${error.code}). Install it or check PATH.`,
  );
}

/** Ends this process the way a child ended, so that a caller sees the same code or signal. */
export async function endLike({ code, signal }) {
  if (signal && process.platform !== "win32") {
    process.kill(process.pid, signal);
    // The signal is delivered a moment later; without this the process would end with 0 first.
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  process.exit(code ?? 128 + (constants.signals[signal] ?? 0));
}

/** Runs a script's main function; a Refusal ends it with one line and code 1. */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
