// From a name as a document writes it to the unit that is meant, or to the one a person should be asked about.
import type { UnitKind } from "./model.ts";
import { homeOf, nameKey } from "./name-key.ts";
import { nearestKey } from "./nearest-name.ts";

/** One name of one unit, with what decides between units of the same name. */
export interface NamedUnit {
  unitId: string;
  name: string;
  shortName: string;
  kind: UnitKind;
  /** The pilot the unit was set up for. */
  programmeId: string | null;
  /** Made up for the demo 演示数据? */
  demo: boolean;
  endedOn: string | null;
  /** The unit that took over; `null` also where several did. */
  successorId: string | null;
  /** Name of the government above the unit, whose place may be left out of its names. */
  government: string | null;
  /** One of the unit's names. */
  written: string;
  former: boolean;
}

export interface UnitMatch {
  unitId: string;
  name: string;
  shortName: string;
  kind: UnitKind;
  /** `false`: only near, or one of several; a person decides. */
  exact: boolean;
}

/** What decides between units of the same name. */
export interface LookupWish {
  programmeId?: string | null;
  /** The issuing government, where a plan of a new pilot is read. */
  government?: string | null;
}

export interface UnitLookup {
  homes: readonly (string | null)[];
  byKey: ReadonlyMap<string, readonly NamedUnit[]>;
  byId: ReadonlyMap<string, NamedUnit>;
  /** Keys of living units by home, for suggestions. */
  living: ReadonlyMap<string | null, ReadonlySet<string>>;
}

/**
 * The units that a plan may mean: made-up ones (演示数据) where its pilot or its government is made up, else the real ones.
 * The two never stand in for each other, though both have a 市财政局.
 */
export function unitsInReach(units: readonly NamedUnit[], wish: LookupWish): NamedUnit[] {
  const home = wish.government ? homeOf(wish.government) : null;
  const madeUp = units.some(
    (unit) =>
      unit.demo &&
      ((unit.programmeId !== null && unit.programmeId === wish.programmeId) ||
        (unit.kind === "government" && home !== null && homeOfUnit(unit) === home)),
  );
  return units.filter((unit) => unit.demo === madeUp);
}

const homeOfUnit = (unit: Pick<NamedUnit, "government">) => (unit.government ? homeOf(unit.government) : null);
const place = (home: string | null, key: string) => `${home ?? ""}\n${key}`;

export function buildLookup(units: readonly NamedUnit[]): UnitLookup {
  const byKey = new Map<string, NamedUnit[]>();
  const byId = new Map<string, NamedUnit>();
  const living = new Map<string | null, Set<string>>([[null, new Set()]]);
  for (const unit of units) {
    const home = homeOfUnit(unit);
    const key = nameKey(unit.written, home);
    const same = byKey.get(place(home, key));
    if (same) same.push(unit);
    else byKey.set(place(home, key), [unit]);
    byId.set(unit.unitId, unit);
    const keys = living.get(home) ?? new Set();
    living.set(home, keys);
    if (unit.endedOn === null && !unit.former) keys.add(key);
  }
  return { homes: [...living.keys()], byKey, byId, living };
}

/** Lower is nearer: the wished government before none and before another, the wished pilot, living units, present names. */
function distanceOf(unit: NamedUnit, wish: LookupWish): number {
  const home = wish.government ? homeOf(wish.government) : null;
  const elsewhere = home !== null && homeOfUnit(unit) !== null && homeOfUnit(unit) !== home;
  const unplaced = home !== null && homeOfUnit(unit) === null;
  const otherPilot = unit.programmeId !== null && unit.programmeId !== (wish.programmeId ?? null);
  const noPilot = unit.programmeId === null && Boolean(wish.programmeId);
  return (
    (elsewhere ? 32 : 0) +
    (otherPilot ? 16 : 0) +
    (unplaced ? 8 : 0) +
    (noPilot ? 4 : 0) +
    (unit.endedOn ? 2 : 0) +
    (unit.former ? 1 : 0)
  );
}

/**
 * The unit a written name stands for.
 * A unit that has ended stands for its successor. Several that fit equally are a question, not an answer.
 * @returns `null` when nothing is the same or near
 */
export function matchName(lookup: UnitLookup, written: string, wish: LookupWish = {}): UnitMatch | null {
  const found = lookup.homes.flatMap((home) => lookup.byKey.get(place(home, nameKey(written, home))) ?? []);
  const least = Math.min(...found.map((unit) => distanceOf(unit, wish)));
  const best = found.filter((unit) => distanceOf(unit, wish) === least);
  const first = best[0];
  if (!first) return suggest(lookup, written);
  const several = new Set(best.map((unit) => unit.unitId)).size > 1;
  const living = livingSuccessor(lookup, first);
  return { ...refOf(living ?? first), exact: !several && living !== null };
}

const refOf = ({ unitId, name, shortName, kind }: NamedUnit) => ({ unitId, name, shortName, kind });

/** Who carries on; `null` where the unit was split or ended without a successor. */
function livingSuccessor(lookup: UnitLookup, unit: NamedUnit): NamedUnit | null {
  const passed = new Set<string>();
  let current: NamedUnit | undefined = unit;
  while (current && current.endedOn !== null && !passed.has(current.unitId)) {
    passed.add(current.unitId);
    current = current.successorId ? lookup.byId.get(current.successorId) : undefined;
  }
  return current && current.endedOn === null ? current : null;
}

function suggest(lookup: UnitLookup, written: string): UnitMatch | null {
  for (const [home, keys] of lookup.living) {
    const near = nearestKey(nameKey(written, home), keys);
    const unit = near === null ? undefined : lookup.byKey.get(place(home, near))?.find((one) => one.endedOn === null);
    if (unit) return { ...refOf(unit), exact: false };
  }
  return null;
}
