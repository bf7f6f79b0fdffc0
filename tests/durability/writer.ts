// Writes rows for ever and prints each number once its commit is acknowledged. Every third row is a transaction of three changes.
// Arguments: data folder, snapshot file.

import { writeSync } from "node:fs";
import { sql } from "kysely";
import { openDatabase } from "../../src/database/open.ts";

const [dataFolder, snapshotFile] = process.argv.slice(2);
const { db } = await openDatabase({ dataFolder, snapshotFile });
await sql`create table if not exists kept (id int primary key, pad text);
          create table if not exists paired (id int primary key)`.execute(db);
const { rows } = await sql<{ rows: number; top: number; pairs: number }>`
  select count(*) as rows, coalesce(max(id), 0) as top, (select count(*) from paired) as pairs from kept`.execute(db);
const found = rows[0] ?? { rows: 0, top: 0, pairs: 0 };
writeSync(1, `FOUND ${found.rows} ${found.top} ${found.pairs}\n`);

for (let id = found.top + 1; ; id += 1) {
  const pad = "x".repeat(200 + ((id * 37) % 1800));
  if (id % 3) await sql`insert into kept values (${id}, ${pad})`.execute(db);
  else
    await db.transaction().execute(async (tx) => {
      await sql`insert into kept values (${id}, ${pad})`.execute(tx);
      await sql`insert into paired values (${id})`.execute(tx);
      await sql`update kept set pad = ${`y${pad}`} where id = ${id - 1}`.execute(tx);
    });
  writeSync(1, `${id}\n`);
  if (id % 200 === 0) await sql`checkpoint`.execute(db);
}
