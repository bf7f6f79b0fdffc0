// What held at the ends of months: of a whole programme a month that has ended is counted once and kept.
import { dayOf } from "../../kernel/clock.ts";
import type { Db } from "../tables.ts";
import { type InstantSum, isMonthEnd, sumsAt } from "./figures-rules.ts";
import * as figures from "./figures-store.ts";
import type { Reading } from "./ledger-store.ts";
import * as store from "./months-store.ts";

interface Instant {
  /** Its place in the list that was asked for. */
  place: number;
  instant: string;
  day: string;
}

/**
 * Which tasks held at which of some instants. Whoever sees a part is counted from the history of that part: what is kept
 * is of all tasks and must not be shown to them.
 * @param instants ISO, rising. The last may be `infinity`, for now.
 */
export async function heldAtInstants(
  db: Db,
  reading: Reading,
  instants: readonly string[],
  now: { at: number; today: string },
): Promise<figures.HeldRow[]> {
  const list = instants.map((instant, place): Instant => {
    const day = instant === "infinity" ? now.today : dayOf(Date.parse(instant) - 1, reading.zone);
    return { place, instant, day };
  });
  if (!reading.scope.all) return figures.heldAt(db, reading, instants, daysOf(list));
  // A month that has not ended would be forgotten with every change.
  const ended = list.filter((one) => Date.parse(one.instant) <= now.at && isMonthEnd(one.day));
  const found = new Map<number, readonly InstantSum[]>();
  if (ended.length > 0)
    for (const [index, sums] of await store.keptMonths(db, reading.programmeId, instantsOf(ended)))
      found.set((ended[index] as Instant).place, sums);
  const missing = ended.filter((one) => !found.has(one.place));
  // In somebody's transaction the lock would last until that one ends.
  if (missing.length > 0 && !db.isTransaction) {
    const counted = await db.transaction().execute((tx) => countAndKeep(tx, reading, missing));
    for (const [place, sums] of counted) found.set(place, sums);
  }
  for (const [place, sums] of await count(
    db,
    reading,
    list.filter((one) => !found.has(one.place)),
  ))
    found.set(place, sums);
  return [...found].flatMap(([place, sums]) => sums.map((sum) => ({ from: place, to: place + 1, ...sum })));
}

async function countAndKeep(tx: Db, reading: Reading, missing: readonly Instant[]) {
  if (!(await store.holdMonths(tx, reading.programmeId))) return new Map<number, InstantSum[]>();
  const counted = await count(tx, reading, missing);
  await store.keepMonths(
    tx,
    reading.programmeId,
    missing.map(({ place, instant }) => ({ instant, sums: counted.get(place) ?? [] })),
  );
  return counted;
}

async function count(db: Db, reading: Reading, list: readonly Instant[]): Promise<Map<number, InstantSum[]>> {
  if (list.length === 0) return new Map();
  const held = await figures.heldAt(db, reading, instantsOf(list), daysOf(list));
  return new Map(list.map(({ place }, index) => [place, sumsAt(held, index)]));
}

const instantsOf = (list: readonly Instant[]) => list.map((one) => one.instant);
const daysOf = (list: readonly Instant[]) => list.map((one) => one.day);
