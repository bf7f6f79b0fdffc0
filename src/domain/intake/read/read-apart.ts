// Runs a reader in a thread of its own and ends it when it falls silent, takes too long or too much memory.
import { setTimeout as wait } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import type { ReadLimits } from "./limits.ts";
import type { ReadOutcome } from "./readers.ts";
import type { ReadingNews, ReadingOrder } from "./reading-thread.ts";
import { FileRefused } from "./refusals.ts";

/** How often the thread is looked at, in milliseconds. */
const glance = 50;

let running = 0;
const queue: (() => void)[] = [];

/** Waits for a free place, so that many uploads at once cannot take the machine's memory. */
async function inTurn<T>(atOnce: number, act: () => Promise<T>): Promise<T> {
  while (running >= atOnce) await new Promise<void>((resolve) => queue.push(resolve));
  running += 1;
  try {
    return await act();
  } finally {
    running -= 1;
    queue.shift()?.();
  }
}

/**
 * @throws FileRefused with the refusal of the reader, or `too-slow` / `too-complex` where it had to be ended;
 * the error itself where the thread could not even start
 */
export function readApart(order: ReadingOrder): Promise<ReadOutcome> {
  return inTurn(order.limits.atOnce, () => readInThread(order));
}

function readInThread({ kind, bytes, limits }: ReadingOrder): Promise<ReadOutcome> {
  // A copy even of a Buffer, whose own `slice` would only be a view of memory that is then taken from its owner.
  const own = new Uint8Array(bytes);
  const thread = new Worker(new URL("./reading-thread.ts", import.meta.url), {
    workerData: { kind, bytes: own, limits } satisfies ReadingOrder,
    transferList: [own.buffer],
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMegabytes, maxYoungGenerationSizeMb: 32 },
    execArgv: [],
    stdout: true,
    stderr: true,
  });
  return new Promise<ReadOutcome>((resolve, reject) => {
    const watch = new Watch(limits);
    const end = (settle: () => void) => {
      watch.stop();
      void thread.terminate();
      settle();
    };
    const refuse = (refusal: FileRefused) => end(() => reject(refusal));
    thread.on("message", (news: ReadingNews) => {
      watch.heard();
      if (news.tells === "outcome") end(() => resolve(news.outcome));
      if (news.tells === "refusal") refuse(new FileRefused(news.code, news.facts));
    });
    thread.on("error", (error: NodeJS.ErrnoException) => {
      if (!watch.hasHeard) return end(() => reject(error));
      refuse(
        error.code === "ERR_WORKER_OUT_OF_MEMORY"
          ? tooMuch(limits.heapMegabytes)
          : new FileRefused("intake.file-damaged"),
      );
    });
    thread.on("exit", () => refuse(new FileRefused("intake.file-damaged")));
    void watch.until(thread).then((refusal) => refusal && refuse(refusal));
  });
}

const tooMuch = (limit: number) => new FileRefused("intake.file-too-complex", { what: "内存 MB memory MB", limit });

/** Looks at a thread from time to time until it is stopped. */
class Watch {
  readonly #limits: ReadLimits;
  readonly #stopped = new AbortController();
  readonly #began = performance.now();
  /** Processor time of the thread so far, and when it last gave a sign; in milliseconds. */
  #worked = 0;
  #workedAtSign = 0;
  #bufferBytes = 0;

  constructor(limits: ReadLimits) {
    this.#limits = limits;
  }

  hasHeard = false;

  heard(): void {
    this.hasHeard = true;
    this.#workedAtSign = this.#worked;
  }

  stop(): void {
    this.#stopped.abort();
  }

  /** The refusal for what the thread does wrong; null when it was stopped before. */
  async until(thread: Worker): Promise<FileRefused | null> {
    const { bufferMegabytes, silentWorkMs, totalMs } = this.#limits;
    while (!this.#stopped.signal.aborted) {
      this.#measure(thread);
      await wait(glance, undefined, { ref: false });
      if (this.#stopped.signal.aborted) break;
      if (this.#bufferBytes > bufferMegabytes * 1_000_000) return tooMuch(bufferMegabytes);
      const isStuck = this.#worked - this.#workedAtSign > silentWorkMs;
      if (isStuck || performance.now() - this.#began > totalMs) return new FileRefused("intake.file-too-slow");
    }
    return null;
  }

  /** Both answers come even while the thread computes. Buffers live outside the heap that resourceLimits bounds. */
  #measure(thread: Worker): void {
    const ended = () => {};
    void thread.getHeapStatistics().then((heap) => {
      this.#bufferBytes = heap.external_memory;
    }, ended);
    void thread.cpuUsage().then(({ user, system }) => {
      this.#worked = (user + system) / 1_000;
    }, ended);
  }
}
