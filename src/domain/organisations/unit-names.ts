// The names of a unit over time: what it is called now, and what it was called until when.
import type { nameKinds } from "./model.ts";

export interface NameRow {
  name: string;
  kind: keyof typeof nameKinds;
  fromOn: string | null;
  untilOn: string | null;
}

export interface PresentNames {
  name: string;
  shortName: string;
  aliases: readonly string[];
}

/**
 * The rows that say so: names no longer used become former names with their last day, none is removed.
 * @param today day of the change, `YYYY-MM-DD`
 */
export function namesAfter(before: readonly NameRow[], present: PresentNames, today: string): NameRow[] {
  const kinds = new Map<string, NameRow["kind"]>();
  for (const alias of present.aliases) kinds.set(alias, "alias");
  kinds.set(present.shortName, "short");
  kinds.set(present.name, "full");
  const rows = before.map((row): NameRow => {
    const kind = kinds.get(row.name);
    kinds.delete(row.name);
    if (kind) return { ...row, kind, untilOn: null };
    return row.kind === "former" ? row : { ...row, kind: "former", untilOn: today };
  });
  const fromOn = before.length > 0 ? today : null;
  return [...rows, ...[...kinds].map(([name, kind]): NameRow => ({ name, kind, fromOn, untilOn: null }))];
}

/** What the unit is called besides its full and short name. */
export const aliasesIn = (rows: readonly NameRow[]): string[] =>
  rows.filter((row) => row.kind === "alias").map((row) => row.name);
