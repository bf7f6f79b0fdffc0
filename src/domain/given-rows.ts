// Rows handed to a statement as parameters, whatever their number.

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
 * The same as JSON, for json_populate_record and json_populate_recordset. What all rows have in common is sent, and read by
 * the database, once: of a thousand changes by one person at one time that is the most part.
 */
export function givenRows(rows: readonly object[]): { shared: string; own: string } {
  const { shared, own } = splitRows(rows as readonly Given[]);
  return { shared: JSON.stringify(shared), own: JSON.stringify(own) };
}
