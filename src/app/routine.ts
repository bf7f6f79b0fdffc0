// What the running server does by itself: seal the audit trail, keep the search in order, forget old idempotency keys, turn the day.

import type { Database } from "../database/database.ts";
import { forgetSessions } from "../domain/accounts/service.ts";
import { sealEvents } from "../domain/audit/service.ts";
import { endOverrides } from "../domain/ratings/jobs.ts";
import { buildSearch, tidySearch } from "../domain/search/jobs.ts";
import { sendReminders } from "../domain/supervision/jobs.ts";
import { proposeOrders } from "../domain/supervision/order-jobs.ts";
import type { Tables } from "../domain/tables.ts";
import { refreshLights } from "../domain/tasks/jobs.ts";
import { forgetKeys } from "../http/idempotency.ts";
import { forgetJobs } from "../jobs/jobs.ts";
import { type Clock, dayOf, isoOf } from "../kernel/clock.ts";
import type { Log } from "../kernel/log.ts";

/** Every how many milliseconds the routine runs. */
export const routineInterval = 15_000;

/** Starts the routine; the function it returns stops it and seals what is left. */
export function startRoutine(database: Database<Tables>, clock: Clock, zone: string, log: Log): () => Promise<void> {
  let day = "";
  let searchBuilt = false;
  let running: Promise<void> = Promise.resolve();
  const turn = async () => {
    try {
      await sealEvents(database.db, isoOf(clock.now()));
      if (!searchBuilt) log.info({ written: await buildSearch(database.db) }, "everything can be found");
      searchBuilt = true;
      await tidySearch(database.db);
      const today = dayOf(clock.now(), zone);
      if (today === day) return;
      await forgetKeys(database.db, isoOf(clock.now() - 86_400_000));
      await forgetSessions(database.db, clock.now());
      await forgetJobs(database.db, clock.now());
      await endOverrides(database.db, clock.now(), zone);
      const changed = await refreshLights(database.db, clock.now(), zone);
      log.info({ today, changed }, "lights follow the day");
      const reminders = await sendReminders(database.db, clock.now(), zone);
      const orders = await proposeOrders(database.db, clock.now(), zone);
      log.info({ today, reminders, orders }, "supervision follows the day");
      day = today;
    } catch (error) {
      log.error({ err: error }, "routine failed; it is tried again");
    }
  };
  const timer = setInterval(() => {
    running = running.then(turn);
  }, routineInterval);
  running = turn();
  return async () => {
    clearInterval(timer);
    await running;
    await sealEvents(database.db, isoOf(clock.now())).catch(() => undefined);
  };
}
