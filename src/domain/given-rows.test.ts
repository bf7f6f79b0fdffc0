// Rows as one parameter: what is common to them is sent once, and nothing is lost by it.
import fc from "fast-check";
import { expect, test } from "vitest";
import { splitRows } from "./given-rows.ts";

const value = fc.constantFrom<unknown>(null, 0, "", "甲", true, undefined);
const row = fc.dictionary(fc.constantFrom("a", "b", "c"), value, { noNullPrototype: true });

test("common to all and the rest of each make each row again", () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 6 }), (rows) => {
      const { shared, own } = splitRows(rows);
      expect(own.map((rest) => ({ ...shared, ...rest }))).toEqual(rows);
      for (const rest of own) for (const key of Object.keys(rest)) expect(key in shared).toBe(false);
    }),
  );
});

test.each([
  ["no rows", [], {}, []],
  ["one row is all common", [{ a: 1 }], { a: 1 }, [{}]],
  [
    "a value that differs stays with each",
    [
      { a: 1, b: 2 },
      { a: 1, b: 3 },
    ],
    { a: 1 },
    [{ b: 2 }, { b: 3 }],
  ],
  ["a key that one row lacks is not common", [{ a: 1 }, {}], {}, [{ a: 1 }, {}]],
])("%s", (_name, rows: readonly Record<string, unknown>[], shared, own) => {
  expect(splitRows(rows)).toEqual({ shared, own });
});
