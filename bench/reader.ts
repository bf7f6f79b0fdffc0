// A process that only asks and waits: what the benchmark's own leaves behind when it fills a database would count as waiting.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { type Shot, type Volley, volley } from "./measure.ts";

interface Order {
  port: number;
  count: number;
  /** Sent in turns. */
  shots: readonly Shot[];
}

export interface Reader {
  /** One client's requests, one after the other. */
  read(port: number, count: number, shots: readonly Shot[]): Promise<Volley>;
  /** The same in three rounds after a first one that does not count; the round in the middle is told, since others use these machines too. */
  readThrice(port: number, count: number, shot: Shot): Promise<Volley>;
  stop(): void;
}

export function startReader(): Reader {
  const child: ChildProcess = fork(fileURLToPath(import.meta.url), { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const read: Reader["read"] = async (port, count, shots) => {
    child.send({ port, count, shots } satisfies Order);
    const [result] = (await once(child, "message")) as [Volley];
    if (result.failed > 0) throw new Error(`${shots[0]?.path}: ${result.failed} of ${count} requests failed`);
    return result;
  };
  return {
    read,
    async readThrice(port, count, shot) {
      await read(port, 30, [shot]);
      const rounds: Volley[] = [];
      for (let round = 0; round < 3; round += 1) rounds.push(await read(port, count, [shot]));
      return rounds.toSorted((a, b) => a.p99 - b.p99)[1] as Volley;
    },
    stop: () => child.disconnect(),
  };
}

if (process.send && import.meta.filename === process.argv[1])
  process.on("message", async ({ port, count, shots }: Order) => {
    process.send?.(await volley(port, 1, count, (n) => shots[n % shots.length] as Shot));
  });
