// Who is reached when a unit, a group or an office is meant: the people who hold the duty there now.
import type { Db } from "../tables.ts";
import type { Duty } from "./model.ts";
import * as store from "./recipients-store.ts";

/** Names by id, of those who are known. */
export async function personNames(db: Db, personIds: readonly string[]): Promise<Map<string, string>> {
  const ids = [...new Set(personIds)];
  if (ids.length === 0) return new Map();
  return new Map((await store.findNames(db, ids)).map((row) => [row.id, row.name]));
}

/** Who holds a duty for each of these units: at the unit, where it was taken over, or at the nearest unit above. */
export async function holdersOf(
  db: Db,
  duty: Duty,
  unitIds: readonly string[],
  at: string,
): Promise<Map<string, string[]>> {
  const ids = [...new Set(unitIds)];
  const holders = new Map<string, string[]>();
  if (ids.length === 0) return holders;
  for (const { unitId, personId } of await store.findHolders(db, duty, ids, at))
    holders.set(unitId, [...(holders.get(unitId) ?? []), personId]);
  return holders;
}
