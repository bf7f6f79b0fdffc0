// One job from its claim to its end: steps that hold or do not, the lease, and what follows from success, refusal and failure.
import { setTimeout as sleep } from "node:timers/promises";
import type { AnyDb } from "../kernel/call.ts";
import { type Clock, isoOf } from "../kernel/clock.ts";
import { Fault } from "../kernel/errors.ts";
import type { Log } from "../kernel/log.ts";
import * as store from "./job-store.ts";
import {
  defaultKeepDays,
  defaultTries,
  defaultWait,
  type JobFault,
  type Outcome,
  type Progress,
  type RunningJob,
  type Worker,
} from "./worker.ts";

export interface RunningParts {
  db: AnyDb;
  clock: Clock;
  zone: string;
  log: Log;
  owner: string;
  leaseMs: number;
  /** After each step, the part of its time during which nothing is done, so that requests get the only connection. */
  rest: number;
  /** Aborted when the process stops. */
  stopping: AbortSignal;
}

/** Why a job is broken off: cancelled, taken by another process, or the process stops. */
export class Broken extends Error {
  readonly why: "cancel" | "lost" | "stop";
  constructor(why: "cancel" | "lost" | "stop") {
    super(`job ${why}`);
    this.why = why;
  }
}

/** The longest pause after one step, milliseconds. */
const longestRest = 250;

// biome-ignore lint/suspicious/noExplicitAny: the worker's shape parses its own input
export async function runJob(parts: RunningParts, worker: Worker<any>, claimed: store.ClaimedJob): Promise<void> {
  const hold = { id: claimed.id, owner: parts.owner, tries: claimed.tries };
  const breaking = new AbortController();
  const breakOff = (why: Broken["why"]) => breaking.abort(new Broken(why));
  const onStop = () => breakOff("stop");
  parts.stopping.addEventListener("abort", onStop, { once: true });
  // Steps renew the lease too; this is for work between steps, such as waiting for a mail server.
  const renewal = setInterval(() => {
    store.renewLease(parts.db, hold, parts.leaseMs).then(
      (answer) => answer !== "held" && breakOff(answer),
      (error) => parts.log.warn({ err: error, job: hold.id }, "a job's lease could not be renewed"),
    );
  }, parts.leaseMs / 3);
  try {
    const tries = worker.tries ?? defaultTries;
    if (claimed.cancelAsked) throw new Broken("cancel");
    if (claimed.tries > tries) throw abandoned(tries);
    const input = worker.input.parse(claimed.input);
    const outcome = await worker.run(jobOf(parts, hold, claimed, input, breaking.signal));
    await keepOutcome(parts, worker, hold, outcome ?? {});
  } catch (error) {
    await settle(parts, worker, claimed, hold, breaking.signal.aborted ? breaking.signal.reason : error);
  } finally {
    clearInterval(renewal);
    parts.stopping.removeEventListener("abort", onStop);
  }
}

function jobOf<Input>(
  parts: RunningParts,
  hold: store.Hold,
  claimed: store.ClaimedJob,
  input: Input,
  signal: AbortSignal,
): RunningJob<Input> {
  const job: RunningJob<Input> = {
    id: claimed.id,
    programmeId: claimed.programmeId,
    input,
    personId: claimed.personId,
    tries: claimed.tries,
    mark: claimed.mark,
    db: parts.db,
    log: parts.log,
    zone: parts.zone,
    now: () => parts.clock.now(),
    signal,
    async step<R extends Progress | undefined>(work: (tx: AnyDb) => Promise<R>): Promise<R> {
      signal.throwIfAborted();
      const answer = await store.renewLease(parts.db, hold, parts.leaseMs);
      if (answer !== "held") throw new Broken(answer);
      const started = performance.now();
      const progress = await parts.db.transaction().execute(async (tx) => {
        const result = await work(tx);
        // Last, so that the row is locked for a moment only; a step of a job that was lost is undone here.
        if (!(await store.saveProgress(tx, hold, result ?? {}))) throw new Broken("lost");
        return result;
      });
      if (progress?.mark !== undefined) job.mark = progress.mark;
      const pause = Math.min(longestRest, (performance.now() - started) * parts.rest);
      if (pause > 1) await sleep(pause);
      return progress;
    },
  };
  return job;
}

const dayMs = 86_400_000;

async function keepOutcome(
  parts: RunningParts,
  worker: Pick<Worker, "keepDays">,
  hold: store.Hold,
  outcome: Outcome,
): Promise<void> {
  const at = parts.clock.now();
  await parts.db.transaction().execute(async (tx) => {
    const end = { state: "done", at: isoOf(at), words: outcome, fault: null } as const;
    if (!(await store.finishJob(tx, hold, end))) throw new Broken("lost");
    await keepFile(tx, worker, hold.id, outcome, at);
  });
}

async function keepFile(
  tx: AnyDb,
  worker: Pick<Worker, "keepDays">,
  jobId: string,
  { file }: Outcome,
  at: number,
): Promise<void> {
  const keptUntil = isoOf(at + (worker.keepDays ?? defaultKeepDays) * dayMs);
  if (file) await store.insertResult(tx, { jobId, ...file, keptUntil });
}

/** What was done until then stays, and the worker says what that is. */
async function keepCancelled(
  parts: RunningParts,
  // biome-ignore lint/suspicious/noExplicitAny: as above
  worker: Worker<any>,
  claimed: store.ClaimedJob,
  hold: store.Hold,
): Promise<void> {
  const at = parts.clock.now();
  const { id, input, personId } = claimed;
  await parts.db.transaction().execute(async (tx) => {
    const words = (await worker.onCancelled?.(tx, { id, input, personId, at, zone: parts.zone })) ?? {};
    const held = await store.finishJob(tx, hold, { state: "cancelled", at: isoOf(at), words, fault: null });
    if (held) await keepFile(tx, worker, id, words, at);
  });
}

async function settle(
  parts: RunningParts,
  // biome-ignore lint/suspicious/noExplicitAny: as above
  worker: Worker<any>,
  claimed: store.ClaimedJob,
  hold: store.Hold,
  error: unknown,
): Promise<void> {
  const { db, clock, log } = parts;
  const at = clock.now();
  if (error instanceof Broken) {
    if (error.why === "cancel") await keepCancelled(parts, worker, claimed, hold);
    if (error.why === "stop")
      await store.releaseJob(db, hold, { runAt: claimed.runAt, fault: null, countsAsTry: false });
    return;
  }
  const mendable = !(error instanceof Fault) || error.category === "unavailable" || error.category === "stale";
  const fault = faultOf(error, hold.id);
  const about = { err: error, job: hold.id, kind: claimed.kind, tries: claimed.tries };
  if (mendable && claimed.tries < (worker.tries ?? defaultTries)) {
    const wait = (worker.waitSeconds ?? defaultWait)(claimed.tries);
    log.warn({ ...about, wait }, "a job is tried again");
    return store.releaseJob(db, hold, { runAt: isoOf(at + wait * 1000), fault, countsAsTry: true });
  }
  log.error(about, "a job failed");
  await db.transaction().execute(async (tx) => {
    const end = { state: "failed", at: isoOf(at), words: {}, fault } as const;
    if ((await store.finishJob(tx, hold, end)) && worker.onFailed)
      await worker.onFailed(tx, { id: hold.id, input: claimed.input, at }, fault);
  });
}

const abandoned = (tries: number) =>
  new Fault(
    "job.abandoned",
    {
      category: "conflict",
      zh: "办理过程中程序 {tries} 次意外中断，已停止再试。请把任务编号告知运维人员。",
      en: "The program broke down {tries} times over this, so it is not tried again. Give the number of the job to the operators.",
    },
    { tries },
  );

/** Never the text of a failure: it may hold addresses and secrets. */
function faultOf(error: unknown, id: string): JobFault {
  if (error instanceof Fault) return { code: error.code, zh: error.zh, en: error.en };
  return {
    code: "job.failed",
    zh: `系统出错。请把任务编号 ${id} 告知运维人员。`,
    en: `Something failed. Give job number ${id} to the operators.`,
  };
}
