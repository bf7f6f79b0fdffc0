// A batch of the routine has a transaction of its own, unless the whole routine runs inside one.
import type { Db } from "../tables.ts";

export const inTransaction = <Result>(db: Db, work: (tx: Db) => Promise<Result>): Promise<Result> =>
  db.isTransaction ? work(db) : db.transaction().execute(work);
