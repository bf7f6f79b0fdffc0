// Runs a reader in a thread of its own and ends it when it falls silent, takes too long or too much memory.
import { setTimeout as wait } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { type FaultFacts, FileFault } from "./file-fault.ts";
import type { ThreadLimits } from "./limits.ts";
import { keepThread, takeThread } from "./waiting-threads.ts";

/** What is to be read; the thread gets its own copy of the bytes. */
export interface ReadingOrder {
  bytes: Uint8Array;
  limits: ThreadLimits;
}

/** What the thread tells; `progress` comes first when it begins to read, then again and again. */
export type ReadingNews<Outcome> =
  | { tells: "progress" }
  | { tells: "outcome"; outcome: Outcome }
  | { tells: "refusal"; code: string; facts: FaultFacts };

/** Turns the code that a thread refused with into an error; the reasons of FileFault are among them. */
export type Refuse = (code: string, facts?: FaultFacts) => Error;

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
 * @param thread the file that reads: it takes its order from `workerData`, further ones, where its limits let it stay, as
 * messages, and tells `ReadingNews`
 * @throws what `refuse` makes of the reader's refusal, or of `too-slow`, `too-complex` or `damaged` where it had to be
 * ended; the error itself where the thread could not even start
 */
export function readApart<Outcome, Order extends ReadingOrder>(
  thread: URL,
  order: Order,
  refuse: Refuse,
): Promise<Outcome> {
  return inTurn(order.limits.atOnce, () => readInThread<Outcome>(thread, order, refuse));
}

function readInThread<Outcome>(file: URL, order: ReadingOrder, refuse: Refuse): Promise<Outcome> {
  const { limits } = order;
  // A copy even of a Buffer, whose own `slice` would only be a view of memory that is then taken from its owner.
  const own = new Uint8Array(order.bytes);
  const thread = takeThread(file, limits);
  thread?.postMessage({ ...order, bytes: own }, [own.buffer]);
  return outcomeOf(file, limits, thread ?? begin(file, { ...order, bytes: own }), refuse);
}

const begin = (file: URL, order: ReadingOrder): Worker =>
  new Worker(file, {
    workerData: order,
    transferList: [order.bytes.buffer as ArrayBuffer],
    resourceLimits: { maxOldGenerationSizeMb: order.limits.heapMegabytes, maxYoungGenerationSizeMb: 32 },
    execArgv: [],
    stdout: true,
    stderr: true,
  });

function outcomeOf<Outcome>(file: URL, limits: ThreadLimits, thread: Worker, refuse: Refuse): Promise<Outcome> {
  return new Promise<Outcome>((resolve, reject) => {
    const watch = new Watch(limits);
    const leave = () => {
      watch.stop();
      thread.off("message", hear).off("error", broken).off("exit", ended);
    };
    const fail = (error: Error) => {
      leave();
      // One that has failed may fail again before it is gone.
      thread.on("error", () => {});
      void thread.terminate();
      reject(error);
    };
    const failWith = ({ reason, facts }: FileFault) => fail(refuse(reason, facts));
    const hear = (news: ReadingNews<Outcome>) => {
      watch.heard();
      if (news.tells === "refusal") fail(refuse(news.code, news.facts));
      if (news.tells !== "outcome") return;
      leave();
      if (watch.holdsLittle) keepThread(file, limits, thread);
      else void thread.terminate();
      resolve(news.outcome);
    };
    const broken = (error: NodeJS.ErrnoException) => {
      if (!watch.hasHeard) return fail(error);
      failWith(error.code === "ERR_WORKER_OUT_OF_MEMORY" ? tooMuch(limits.heapMegabytes) : new FileFault("damaged"));
    };
    const ended = () => failWith(new FileFault("damaged"));
    thread.on("message", hear).on("error", broken).on("exit", ended);
    void watch.until(thread).then((fault) => fault && failWith(fault));
  });
}

const tooMuch = (limit: number) => new FileFault("too-complex", { what: "内存 MB memory MB", limit });

/** Looks at a thread from time to time until it is stopped. */
class Watch {
  readonly #limits: ThreadLimits;
  readonly #stopped = new AbortController();
  readonly #began = performance.now();
  /** Processor time of the thread so far, and when it last gave a sign; in milliseconds. */
  #worked = 0;
  #workedAtSign = 0;
  /** What it had worked before, for others. */
  #workedBefore: number | null = null;
  #bufferBytes = 0;

  constructor(limits: ThreadLimits) {
    this.#limits = limits;
  }

  hasHeard = false;

  heard(): void {
    this.hasHeard = true;
    this.#workedAtSign = this.#worked;
  }

  /** Buffers that nobody needs any more count until they are collected: with many of them the next file would be refused. */
  get holdsLittle(): boolean {
    return this.#bufferBytes < this.#limits.bufferMegabytes * 250_000;
  }

  stop(): void {
    this.#stopped.abort();
  }

  /** The fault for what the thread does wrong; null when it was stopped before. */
  async until(thread: Worker): Promise<FileFault | null> {
    const { bufferMegabytes, silentWorkMs, totalMs } = this.#limits;
    while (!this.#stopped.signal.aborted) {
      this.#measure(thread);
      await wait(glance, undefined, { ref: false });
      if (this.#stopped.signal.aborted) break;
      if (this.#bufferBytes > bufferMegabytes * 1_000_000) return tooMuch(bufferMegabytes);
      const isStuck = this.#worked - this.#workedAtSign > silentWorkMs;
      if (isStuck || performance.now() - this.#began > totalMs) return new FileFault("too-slow");
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
      const worked = (user + system) / 1_000;
      this.#workedBefore ??= worked;
      this.#worked = worked - this.#workedBefore;
    }, ended);
  }
}
