// What a kind of background work is: the words, the shape of its input, how often it is tried, and what it does.
import type { z } from "zod";
import type { AnyDb, Call } from "../kernel/call.ts";
import type { Log } from "../kernel/log.ts";

/** How far a job is; what is left out stays as it was. */
export interface Progress {
  done?: number;
  /** `null`: nobody knows yet. */
  total?: number | null;
  zh?: string;
  en?: string;
  /** Where to go on after an interruption, at most a few kilobytes of JSON. */
  mark?: unknown;
}

/** What a job leaves behind: a last word, and a file that is kept for some days. */
export interface Outcome {
  zh?: string;
  en?: string;
  file?: { name: string; mediaType: string; bytes: Uint8Array };
}

/** A job at work, as its worker sees it. */
export interface RunningJob<Input> {
  id: string;
  programmeId: string | null;
  input: Input;
  /** Who asked for it; `null`: the program itself. */
  personId: string | null;
  /** Which try this is, from 1. */
  tries: number;
  /** What the last step that was kept has left as `mark`; `null` at the beginning. */
  mark: unknown;
  /** For reading outside a step. */
  db: AnyDb;
  log: Log;
  zone: string;
  /** The instant, milliseconds since 1970. */
  now(): number;
  /** Aborted as soon as the job is cancelled, lost to another process, or the process stops. */
  signal: AbortSignal;
  /**
   * Does a part of the work in one transaction, together with the progress that `work` returns: both hold or neither. Keep
   * a step under 100 ms; requests come in between. Throws when the job was cancelled, lost, or the process stops.
   */
  step<R extends Progress | undefined>(work: (tx: AnyDb) => Promise<R>): Promise<R>;
}

export interface Worker<Input = unknown> {
  kind: string;
  zh: string;
  en: string;
  /** Do people see it among their jobs, or is it the program's own affair? */
  shown: boolean;
  input: z.ZodType<Input>;
  /** Tries in all before it counts as failed; a refusal (Fault) that a repetition cannot mend fails at once. */
  tries?: number;
  /** Seconds until try number `tries + 1`. */
  waitSeconds?: (tries: number) => number;
  /** Days that the file is kept. */
  keepDays?: number;
  /** Must be safe to take up again after the last step that was kept: whatever it does outside steps may happen twice. */
  run(job: RunningJob<Input>): Promise<Outcome | undefined>;
  /** Told in the transaction in which the job is cancelled while at work: what it leaves of what was done until then. */
  onCancelled?(tx: AnyDb, job: EndedJob<Input>): Promise<Outcome>;
  /** Told in the transaction in which the job has failed for good. */
  onFailed?(tx: AnyDb, job: { id: string; input: Input; at: number }, fault: JobFault): Promise<void>;
}

/** A job that ends before its work is done. */
export interface EndedJob<Input> {
  id: string;
  input: Input;
  personId: string | null;
  at: number;
  zone: string;
}

export interface JobFault {
  code: string;
  zh: string;
  en: string;
}

export const defaultTries = 5;
export const defaultKeepDays = 7;

/** Ten seconds, then four times as long each time, at most an hour. */
export const defaultWait = (tries: number): number => Math.min(3600, 10 * 4 ** (tries - 1));

/** Declares a worker, with the type of its input taken from its shape. */
export const defineWorker = <Input>(worker: Worker<Input>): Worker<Input> => worker;

// biome-ignore lint/suspicious/noExplicitAny: workers of differing inputs in one table; each is parsed by its own shape
const workers = new Map<string, Worker<any>>();

/** Filled in app/modules.ts. */
// biome-ignore lint/suspicious/noExplicitAny: as above
export function registerWorker(worker: Worker<any>): void {
  workers.set(worker.kind, worker);
}

// biome-ignore lint/suspicious/noExplicitAny: as above
export const workersByKind = (): ReadonlyMap<string, Worker<any>> => workers;

/** Work to be done, as a service hands it over. */
export interface NewJob {
  kind: string;
  programmeId: string | null;
  /** The same kind and key is taken once; a second time gives the job that is there. */
  key: string;
  input: unknown;
  /** Not before this instant (ISO); at once when left out. */
  at?: string;
}

export type AskedBy = Pick<Call, "at" | "atIso"> & { actor: { personId: string } };
