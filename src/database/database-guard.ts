// Inside a transaction no second connection is taken: on one embedded session that waits for itself, on a pool it stalls all.

import { AsyncLocalStorage } from "node:async_hooks";
import type { Kysely } from "kysely";

const held = new AsyncLocalStorage<{ executor: object; open: boolean }>();

/**
 * Makes `db` refuse a query from inside its own open transaction or session, where the transaction's own handle belongs.
 *
 * The refusal is an Error at once; without it the embedded engine would hang for ever.
 */
export function refuseSecondConnection<Tables>(db: Kysely<Tables>): Kysely<Tables> {
  const executor = db.getExecutor();
  const provide = executor.provideConnection.bind(executor);
  executor.provideConnection = (consumer, options) => {
    const outer = held.getStore();
    if (outer?.open && outer.executor === executor)
      return Promise.reject(
        new Error(
          "The outer database handle was used inside its own open transaction; use the transaction's handle (tx).",
        ),
      );
    return provide(async (connection) => {
      const mine = { executor, open: true };
      try {
        return await held.run(mine, () => consumer(connection));
      } finally {
        mine.open = false;
      }
    }, options);
  };
  return db;
}
