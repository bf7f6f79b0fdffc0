// Writes twenty rows, then lets the disk fail ("fsync": it no longer confirms; "full": it takes no more) and writes on.
// Arguments: data folder, snapshot file, the failure. Prints how many rows were acknowledged and what was said then.

import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { sql } from "kysely";
import { databaseFault } from "../../src/database/database-fault.ts";
import { openDatabase } from "../../src/database/open.ts";

const [dataFolder, snapshotFile, failure] = process.argv.slice(2);
const database = await openDatabase({ dataFolder, snapshotFile });
const { db } = database;
await sql`create table kept (id int primary key)`.execute(db);

function breakDisk(): void {
  const write = fs.writeSync as (descriptor: number, ...rest: unknown[]) => number;
  if (failure === "fsync")
    fs.fsyncSync = () => {
      throw new Error("the disk is broken");
    };
  else
    fs.writeSync = ((descriptor: number, ...rest: unknown[]) => {
      if (descriptor > 2) throw Object.assign(new Error("the disk is full"), { code: "ENOSPC" });
      return write(descriptor, ...rest);
    }) as typeof fs.writeSync;
  syncBuiltinESMExports();
}

let acknowledged = 0;
const said: string[] = [];
for (let id = 1; id <= 24; id += 1) {
  if (id === 21) breakDisk();
  const insert = sql`insert into kept values (${id})`;
  const done = id % 2 ? db.transaction().execute((tx) => insert.execute(tx)) : insert.execute(db);
  await done.then(
    () => {
      acknowledged = id;
    },
    (error: unknown) => said.push(`${databaseFault(error)?.kind}: ${error}`),
  );
}
await database.close();
console.log(JSON.stringify({ acknowledged, said }));
