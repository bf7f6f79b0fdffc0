// Rows handed to a statement as one parameter, whatever their number.
import { type RawBuilder, sql } from "kysely";

type Given = Readonly<Record<string, unknown>>;

/** What is the very same in all rows, and the rest of each. */
export function splitRows(rows: readonly Given[]): { shared: Given; own: Given[] } {
  const [first = {}] = rows;
  const shared: Record<string, unknown> = {};
  for (const key of Object.keys(first))
    if (rows.every((row) => key in row && row[key] === first[key])) shared[key] = first[key];
  const own = rows.map((row) => {
    const rest: Record<string, unknown> = {};
    for (const key of Object.keys(row)) if (!(key in shared)) rest[key] = row[key];
    return rest;
  });
  return { shared, own };
}

/**
 * Rows with the types of the columns of their table, to select from. What all of them have in common is sent, and read by
 * the database, once: of a thousand changes by one person at one time that is the most part.
 */
export function givenRows(table: string, rows: readonly object[]): RawBuilder<unknown> {
  const { shared, own } = splitRows(rows as readonly Given[]);
  return sql`json_populate_recordset(json_populate_record(null::${sql.table(table)}, ${JSON.stringify(shared)}::json),
    ${JSON.stringify(own)}::json)`;
}
