// The program against the bare baseline: same machine, same run, same statements, in turns.
import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import type { BarePlan } from "./bare.ts";
import { median, processorMsOf, residentMb, type Shot, volley } from "./measure.ts";

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

/**
 * Waits until the server has done what its start and the filling of the database made it owe: lights, orders, search, seals;
 * and does what the database's own upkeep would have done by the time anybody asks.
 */
export async function settled(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (let quiet = 0; quiet < 8; await sleep(250)) {
      const { rows } = await client.query<{ busy: boolean }>(`select exists (select from job
          where state = 'running' or (state = 'waiting' and run_at < now())) or exists (select from unsealed_event) as busy`);
      quiet = rows[0]?.busy ? 0 : quiet + 1;
    }
    await client.query("vacuum analyze");
  } finally {
    await client.end();
  }
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
  /** Server processes by the name under which a side signs in; none on the embedded engine, which runs inside the program. */
  backends?: (application: string) => Promise<number[]>;
  ours: Running;
  bare: Running;
  oursShot(n: number): Shot;
  bareShot(n: number): Shot;
  requests: number;
  target?: number;
}

/** Under which the two sides sign in at the database. */
const applications = { ours: "shidian", bare: "shidian-bare" } as const;
type Side = keyof typeof applications;

/**
 * Processor milliseconds per request (program and database), both sides in turns; the ratio is the median of the pairs.
 * Each side is charged with its own processes alone, and for the whole round: what one does behind its requests (sealing
 * events, say) is not put down to the other in whose turn it falls, nor is it left out.
 */
export async function duel(given: Duel): Promise<Figure> {
  const { name, engine, backends, requests, target } = given;
  const sides = ["ours", "bare"] as const;
  const used = async (side: Side) =>
    processorMsOf([given[side].pid, ...((await backends?.(applications[side])) ?? [])]);
  const shoot = async (side: Side, round: number) => {
    const shot = side === "ours" ? given.oursShot : given.bareShot;
    const result = await volley(given[side].port, 16, requests, (n) => shot(round * requests + n));
    if (result.failed > 0) throw new Error(`${name}: ${result.failed} of ${requests} requests failed`);
  };
  const last = { ours: await used("ours"), bare: await used("bare") };
  const costs: { ours: number; bare: number }[] = [];
  for (let round = 0; round < 4; round += 1) {
    const pair = { ours: 0, bare: 0 };
    // Whoever comes second finds the pages of the database warm: that is in turns too.
    for (const turn of round % 2 === 0 ? sides : sides.toReversed()) {
      await shoot(turn, round);
      // Read after each turn, since a process of the database that ends takes with it what it has used.
      for (const side of sides) {
        const now = await used(side);
        for (const [pid, ms] of now) pair[side] += (ms - (last[side].get(pid) ?? 0)) / requests;
        last[side] = now;
      }
    }
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
