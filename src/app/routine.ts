// What the running server does by itself: seal the audit trail, keep the search in order, forget old idempotency keys, sweep and scan files, turn the day.

import type { Database } from "../database/database.ts";
import { forgetSessions } from "../domain/accounts/service.ts";
import { sealEvents } from "../domain/audit/service.ts";
import { scanFiles, sweepFiles } from "../domain/evidence/jobs.ts";
import { forgetNotices } from "../domain/notices/jobs.ts";
import { openDueRounds } from "../domain/progress/jobs.ts";
import { endOverrides } from "../domain/ratings/jobs.ts";
import { buildSearch, tidySearch } from "../domain/search/jobs.ts";
import { sendReminders } from "../domain/supervision/jobs.ts";
import { proposeOrders } from "../domain/supervision/order-jobs.ts";
import type { Tables } from "../domain/tables.ts";
import { refreshLights } from "../domain/tasks/jobs.ts";
import type { Shelf } from "../files/shelf.ts";
import { forgetKeys } from "../http/idempotency.ts";
import { forgetJobs } from "../jobs/jobs.ts";
import { type Clock, dayOf, isoOf } from "../kernel/clock.ts";
import type { Log } from "../kernel/log.ts";

/** Every how many milliseconds the routine runs. */
export const routineInterval = 15_000;

interface Turn {
  db: Database<Tables>["db"];
  at: number;
  zone: string;
  shelf: Shelf;
}

interface Step {
  name: string;
  /** `day`: once for each calendar day of the configured zone, and once at the start. */
  every: "start" | "turn" | "day";
  run(turn: Turn): Promise<unknown>;
}

/**
 * In the order in which they run. Each may run twice and in several processes at once, and one that fails is tried again at
 * the next turn without holding up the others.
 */
const steps: readonly Step[] = [
  { name: "seal the trail", every: "turn", run: ({ db, at }) => sealEvents(db, isoOf(at)) },
  { name: "write what can be found", every: "start", run: ({ db }) => buildSearch(db) },
  { name: "tidy the search", every: "turn", run: ({ db }) => tidySearch(db) },
  { name: "scan files", every: "turn", run: ({ db, at, zone, shelf }) => scanFiles(db, shelf, at, zone) },
  { name: "forget keys", every: "day", run: ({ db, at }) => forgetKeys(db, isoOf(at - 86_400_000)) },
  { name: "sweep files", every: "day", run: ({ db, at, shelf }) => sweepFiles(db, shelf, at) },
  { name: "forget sessions", every: "day", run: ({ db, at }) => forgetSessions(db, at) },
  { name: "forget jobs", every: "day", run: ({ db, at }) => forgetJobs(db, at) },
  { name: "forget notices", every: "day", run: ({ db, at }) => forgetNotices(db, at) },
  { name: "end overrides", every: "day", run: ({ db, at, zone }) => endOverrides(db, at, zone) },
  { name: "open rounds", every: "turn", run: ({ db, at, zone }) => openDueRounds(db, at, zone) },
  { name: "turn the lights", every: "day", run: ({ db, at, zone }) => refreshLights(db, at, zone) },
  { name: "remind and urge", every: "day", run: ({ db, at, zone }) => sendReminders(db, at, zone) },
  { name: "propose orders", every: "day", run: ({ db, at, zone }) => proposeOrders(db, at, zone) },
];

/** A turn of the routine whenever it is called; it remembers what has been done for the day. */
export function routineOf(database: Database<Tables>, clock: Clock, zone: string, log: Log, shelf: Shelf) {
  const done = new Map<Step, string>();
  return async (): Promise<void> => {
    const at = clock.now();
    const today = dayOf(at, zone);
    for (const step of steps) {
      const last = done.get(step);
      if (step.every === "day" ? last === today : step.every === "start" && last !== undefined) continue;
      try {
        const result = await step.run({ db: database.db, at, zone, shelf });
        done.set(step, today);
        if (step.every !== "turn") log.info({ step: step.name, today, result }, "routine");
      } catch (error) {
        log.error({ err: error, step: step.name }, "routine step failed; it is tried again");
      }
    }
  };
}

/** Starts the routine; the function it returns stops it and seals what is left. */
export function startRoutine(...given: Parameters<typeof routineOf>): () => Promise<void> {
  const [database, clock] = given;
  const turn = routineOf(...given);
  let running = turn();
  const timer = setInterval(() => {
    running = running.then(turn);
  }, routineInterval);
  return async () => {
    clearInterval(timer);
    await running;
    await sealEvents(database.db, isoOf(clock.now())).catch(() => undefined);
  };
}
