// Pages put together are the whole list: nothing twice, nothing lost, whatever the sort order.
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startDatabase } from "../../tests/start-database.ts";
import type { Database } from "../database/database.ts";
import { afterMark, markOf, orderOf, readMark } from "./page-mark.ts";

let database: Database;
beforeAll(async () => {
  database = await startDatabase();
  await sql`create table row_of (id int primary key, a int not null, b text not null)`.execute(database.db);
  await sql`insert into row_of select n, n % 4, chr(97 + n % 3) from generate_series(1, 60) n`.execute(database.db);
});
afterAll(() => database.close());

test("任意排序、任意页长,逐页读完等于整表", async () => {
  const columnNames = ["a", "b"] as const;
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.record({ by: fc.constantFrom(...columnNames), down: fc.boolean() }), {
        selector: (one) => one.by,
      }),
      fc.boolean(),
      fc.integer({ min: 1, max: 25 }),
      async (sorts, idDown, length) => {
        const columns = [
          ...sorts.map((sort) => ({ expression: sql.ref(sort.by), down: sort.down })),
          { expression: sql.ref("id"), down: idDown },
        ];
        const read = async (mark: string | null) => {
          const values = mark ? readMark(sorts, mark, columns.length) : null;
          const where = values ? sql`where ${afterMark(columns, values)}` : sql``;
          const query = sql<{
            id: number;
            a: number;
            b: string;
          }>`select * from row_of ${where} order by ${orderOf(columns)}`;
          return (await sql<{ id: number; a: number; b: string }>`${query} limit ${length}`.execute(database.db)).rows;
        };
        const seen: number[] = [];
        for (let mark: string | null = null; ; ) {
          const rows: { id: number; a: number; b: string }[] = await read(mark);
          seen.push(...rows.map((row) => row.id));
          const last = rows.at(-1);
          if (rows.length < length || !last) break;
          mark = markOf(sorts, [...sorts.map((sort) => last[sort.by]), last.id]);
        }
        const whole = await sql<{ id: number }>`select id from row_of order by ${orderOf(columns)}`.execute(
          database.db,
        );
        expect(seen).toEqual(whole.rows.map((row) => row.id));
      },
    ),
    { numRuns: 25 },
  );
});

test.each([
  ["乱码", "!!!!"],
  ["另一种排序的标记", markOf([{ by: "b", down: false }], ["x", 1])],
  ["长度不对的标记", markOf([{ by: "a", down: false }], [1])],
  ["夹带对象的标记", Buffer.from('["a",{"$gt":0},1]').toString("base64url")],
])("%s被拒", (_title, mark) => {
  expect(() => readMark([{ by: "a", down: false }], mark, 2)).toThrow(
    expect.objectContaining({ code: "list.bad-cursor" }),
  );
});
