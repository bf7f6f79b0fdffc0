// Takes jobs that are due and runs them, a few at a time: woken by the database, and by a timer for what is due later or was left behind.
import type { AnyDb } from "../kernel/call.ts";
import { type Clock, isoOf } from "../kernel/clock.ts";
import type { Log } from "../kernel/log.ts";
import * as store from "./job-store.ts";
import { runJob } from "./running.ts";
import { workersByKind } from "./worker.ts";

/** How long a process may be silent before its jobs are taken by another, milliseconds of the database's clock. */
const leaseMilliseconds = 60_000;

/** The longest time until somebody looks, even if nothing is heard. */
const longestWait = 15_000;

export interface RunnerParts {
  database: {
    engine: "embedded" | "postgres";
    db: AnyDb;
    listen(channel: string, onMessage: () => void, onGap: () => void): Promise<() => Promise<void>>;
  };
  clock: Clock;
  zone: string;
  log: Log;
  /** Jobs at a time; on the embedded engine one, because there is one connection. */
  lanes?: number;
  leaseMs?: number;
}

export interface Runner {
  /** Runs whatever is due now, and waits until nothing is; for tests and for a command that does its own work. */
  settle(): Promise<void>;
  /** Lets jobs under way finish their step, puts them back, and ends. */
  stop(): Promise<void>;
}

/** Begins to work off jobs. Stop it before the database is closed. */
export async function startJobs(parts: RunnerParts): Promise<Runner> {
  const { database, clock, log, leaseMs = leaseMilliseconds } = parts;
  const { db, engine } = database;
  const embedded = engine === "embedded";
  const lanes = embedded ? 1 : (parts.lanes ?? 2);
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  const own = { ...parts, db, owner: crypto.randomUUID(), leaseMs, rest: embedded ? 1 : 0, stopping: stopping.signal };
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | null = null;
  let again = false;

  const kinds = () => [...workersByKind().keys()];

  /** Fills the free lanes; one look at a time, and one more when something was heard meanwhile. */
  const look = (): Promise<void> => {
    if (looking) {
      again = true;
      return looking;
    }
    looking = fill().finally(() => {
      looking = null;
    });
    return looking;
  };

  async function fill(): Promise<void> {
    clearTimeout(timer);
    let wait = longestWait;
    try {
      do {
        again = false;
        while (running.size < lanes && !stopping.signal.aborted) {
          const claimed = await store.claimJob(db, own.owner, kinds(), isoOf(clock.now()), leaseMs);
          if (!claimed) break;
          const worker = workersByKind().get(claimed.kind);
          if (!worker) break;
          const run: Promise<void> = runJob(own, worker, claimed)
            .catch((error) =>
              log.error({ err: error, job: claimed.id }, "a job could not be settled; it is taken up again"),
            )
            .finally(() => {
              running.delete(run);
              void look();
            });
          running.add(run);
        }
      } while (again && running.size < lanes && !stopping.signal.aborted);
      const due = await store.nextDue(db, kinds(), isoOf(clock.now()));
      if (due !== null) wait = Math.min(longestWait, Math.max(50, due));
    } catch (error) {
      if (!stopping.signal.aborted) log.warn({ err: error }, "jobs could not be looked for; tried again");
    }
    if (stopping.signal.aborted) return;
    timer = setTimeout(() => void look(), wait);
    timer.unref();
  }

  const endListening = await database.listen(
    store.jobChannel,
    () => void look(),
    () => void look(),
  );
  if (embedded) await store.releaseAll(db);
  void look();

  return {
    async settle() {
      do {
        await look();
        await Promise.all(running);
        // What ended has made somebody look again.
      } while (
        looking !== null ||
        running.size > 0 ||
        again ||
        ((await store.nextDue(db, kinds(), isoOf(clock.now()))) ?? 1) <= 0
      );
    },
    async stop() {
      stopping.abort();
      clearTimeout(timer);
      await endListening();
      await looking;
      await Promise.all(running);
    },
  };
}
