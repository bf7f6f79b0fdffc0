// Codes as both their words in one text, for refusals.

export const labelsOf = (table: Readonly<Record<string, { zh: string; en: string }>>, codes: readonly string[]) =>
  codes.map((code) => `${table[code]?.zh ?? code} ${table[code]?.en ?? ""}`.trim());
