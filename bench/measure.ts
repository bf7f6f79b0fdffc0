// Processor time of processes, and a bounded load from this process over keep-alive connections.
import { readFileSync } from "node:fs";
import { Agent, request } from "node:http";

const ticksPerSecond = 100;

/** Processor milliseconds that a process has used so far (Linux: /proc). */
export function processorMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return ((Number(fields[11]) + Number(fields[12])) / ticksPerSecond) * 1000;
}

/** Resident memory of a process, MB. */
export function residentMb(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/status`, "utf8").match(/VmRSS:\s+(\d+)/)?.[1] ?? 0) / 1024;
}

/** Processor milliseconds that some processes have used so far; one that has ended counts as nothing. */
export function processorMsOf(pids: readonly number[]): Map<number, number> {
  const used = new Map<number, number>();
  for (const pid of pids)
    try {
      used.set(pid, processorMs(pid));
    } catch {
      // ended meanwhile
    }
  return used;
}

export interface Shot {
  method: "GET" | "PATCH";
  path: string;
  headers: Record<string, string>;
  body?: string;
}

export interface Volley {
  requests: number;
  failed: number;
  seconds: number;
  p50: number;
  p99: number;
}

/** Sends `count` requests with `clients` at a time; every answer is read to its end. */
export async function volley(port: number, clients: number, count: number, shot: (n: number) => Shot): Promise<Volley> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const times: number[] = [];
  let sent = 0;
  let failed = 0;
  const started = performance.now();
  const client = async () => {
    while (sent < count) {
      const n = sent++;
      const from = performance.now();
      const status = await send(agent, port, shot(n)).catch(() => 0);
      times.push(performance.now() - from);
      if (status < 200 || status > 299) failed += 1;
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  agent.destroy();
  times.sort((a, b) => a - b);
  const at = (share: number) =>
    Math.round((times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0) * 10) / 10;
  return { requests: times.length, failed, seconds: (performance.now() - started) / 1000, p50: at(0.5), p99: at(0.99) };
}

function send(agent: Agent, port: number, shot: Shot): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers: Record<string, string> = shot.body
      ? { ...shot.headers, "content-type": "application/json", "content-length": String(Buffer.byteLength(shot.body)) }
      : shot.headers;
    const call = request(
      { agent, host: "127.0.0.1", port, method: shot.method, path: shot.path, headers, timeout: 30_000 },
      (response) => {
        response.resume();
        response.on("end", () => resolve(response.statusCode ?? 0));
      },
    );
    call.on("error", reject);
    call.on("timeout", () => call.destroy(new Error("timeout")));
    call.end(shot.body);
  });
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
};
