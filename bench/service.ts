// The program against the bare baseline: same machine, same run, same statements, in turns.
import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { BarePlan } from "./bare.ts";
import { median, postgresMs, processorMs, residentMb, type Shot, volley } from "./measure.ts";

export interface Figure {
  name: string;
  engine: string;
  value: number;
  unit: string;
  bare?: number;
  ratio?: number;
  target?: number;
  ok?: boolean;
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export interface Running {
  pid: number;
  port: number;
  stop(): Promise<void>;
}

/** Starts the program's own server as users start it and waits until it is ready. */
export async function startOurs(env: Record<string, string>): Promise<Running & { startMs: number }> {
  const started = performance.now();
  const child = spawn(process.execPath, [here("../src/app/cli/main.ts"), "serve", "--demo"], {
    env: { ...process.env, SHIDIAN_DEMO_PILOTS: "0", SHIDIAN_LOG: "error", PORT: "0", ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const port = await new Promise<number>((resolve, reject) => {
    let said = "";
    child.stdout.on("data", (chunk: Buffer) => {
      said += chunk;
      const found = said.match(/http:\/\/127\.0\.0\.1:(\d+)/)?.[1];
      if (found) resolve(Number(found));
    });
    child.once("exit", () => reject(new Error("the server ended while starting")));
  });
  await fetch(`http://127.0.0.1:${port}/readyz`);
  return { pid: child.pid as number, port, startMs: performance.now() - started, stop: () => end(child) };
}

export async function startBare(plan: BarePlan): Promise<Running> {
  const child = fork(here("./bare.ts"), { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  child.send(plan);
  const [message] = (await once(child, "message")) as [{ port: number }];
  return { pid: child.pid as number, port: message.port, stop: () => end(child) };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), 5000);
  await once(child, "exit");
  clearTimeout(late);
}

export interface Duel {
  name: string;
  engine: "postgres" | "embedded";
  /** Whose server processes count too; none on the embedded engine, which runs inside the program. */
  database?: string;
  ours: Running;
  bare: Running;
  oursShot(n: number): Shot;
  bareShot(n: number): Shot;
  requests: number;
  target?: number;
}

/** Processor milliseconds per request (program and database), both sides in turns; the ratio is the median of the pairs. */
export async function duel({
  name,
  engine,
  database,
  ours,
  bare,
  oursShot,
  bareShot,
  requests,
  target,
}: Duel): Promise<Figure> {
  const costs: { ours: number; bare: number }[] = [];
  const cost = async (side: Running, shot: (n: number) => Shot, round: number) => {
    const used = () => processorMs(side.pid) + (database ? postgresMs(database) : 0);
    const before = used();
    const result = await volley(side.port, 16, requests, (n) => shot(round * requests + n));
    if (result.failed > 0) throw new Error(`${name}: ${result.failed} of ${requests} requests failed`);
    return (used() - before) / requests;
  };
  for (let round = 0; round < 4; round += 1) {
    const pair = { ours: await cost(ours, oursShot, round), bare: await cost(bare, bareShot, round) };
    if (round > 0) costs.push(pair);
  }
  const value = round3(median(costs.map((pair) => pair.ours)));
  const bareValue = round3(median(costs.map((pair) => pair.bare)));
  const ratio = round3(median(costs.map((pair) => pair.ours / pair.bare)));
  return { name, engine, value, unit: "CPU ms/request", bare: bareValue, ratio, ...judged(ratio, target) };
}

const judged = (ratio: number, target: number | undefined) =>
  target === undefined ? {} : { target, ok: ratio <= target };

const round3 = (value: number) => Math.round(value * 1000) / 1000;

/** More clients than connections: nothing may stall or fail. */
export async function crowd(engine: string, ours: Running, shot: (n: number) => Shot): Promise<Figure> {
  const result = await volley(ours.port, 64, 2000, shot);
  return {
    name: "64-clients-10-connections-p99",
    engine,
    value: result.p99,
    unit: "ms",
    target: 2000,
    ok: result.failed === 0 && result.p99 <= 2000,
  };
}

export const memory = (engine: string, ours: Running, target: number): Figure => {
  const value = Math.round(residentMb(ours.pid));
  return { name: "resident-memory-after-load", engine, value, unit: "MB", target, ok: value <= target };
};
