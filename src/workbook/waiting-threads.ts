// Threads that have read a file well and wait for the next one: warm, they read it in two thirds of the time.
import type { Worker } from "node:worker_threads";
import type { ThreadLimits } from "./limits.ts";

interface Waiting {
  thread: Worker;
  end: NodeJS.Timeout;
  leave: () => void;
}

const waiting = new Map<string, Waiting>();

/** The size of a thread's heap is settled when it begins. */
const nameOf = (file: URL, limits: ThreadLimits) => `${file.href} ${limits.heapMegabytes}`;

/** One that waits for files of this reader, from now on the caller's; null where there is none. */
export function takeThread(file: URL, limits: ThreadLimits): Worker | null {
  const name = nameOf(file, limits);
  const found = waiting.get(name);
  if (!found) return null;
  waiting.delete(name);
  clearTimeout(found.end);
  found.thread.off("error", found.leave).off("exit", found.leave).ref();
  return found.thread;
}

/** Lets a thread wait as long as its limits say; one of each reader, others are ended at once. */
export function keepThread(file: URL, limits: ThreadLimits, thread: Worker): void {
  const name = nameOf(file, limits);
  if (!limits.staysMs || waiting.has(name)) return void thread.terminate();
  const leave = () => {
    if (waiting.get(name)?.thread === thread) waiting.delete(name);
    void thread.terminate();
  };
  thread.on("error", leave).on("exit", leave);
  thread.unref();
  waiting.set(name, { thread, leave, end: setTimeout(leave, limits.staysMs).unref() });
}
