// Enters the units of the Chongqing pilot through the same service as any office would; a second run adds nothing.
import type { Call } from "../../kernel/call.ts";
import type { Db } from "../tables.ts";
import {
  collectives,
  departments,
  districts,
  government,
  office,
  platforms,
  specialGroup,
  stateAgencies,
  type UnitSeed,
  workingGroups,
} from "./chongqing-units.ts";
import { enterUnits, findUnitByFullName } from "./service.ts";

export interface ChongqingUnits {
  governmentId: string;
  specialGroupId: string;
  officeId: string;
  groupIds: string[];
  /** Unit ids by full name. */
  byName: ReadonlyMap<string, string>;
  /** Special group, office and working groups: the units set up for the pilot. */
  pilotUnits: string[];
  /** Everybody who takes part in the pilot, so that its people may see it. */
  participants: string[];
}

/** The 1+9+N of the pilot: municipal government, special group, office, nine groups, departments, districts, platforms. */
export async function seedChongqingUnits(tx: Db, call: Call): Promise<ChongqingUnits> {
  const byName = new Map<string, string>();
  const idOf = ({ name }: UnitSeed) => byName.get(name) as string;
  const parents = { government, specialGroup };
  const enterAll = async (seeds: readonly UnitSeed[]) => {
    const missing: (UnitSeed & { parentId: string | null; position: number })[] = [];
    for (const [position, seed] of seeds.entries()) {
      const id = await findUnitByFullName(tx, seed.name);
      if (id) byName.set(seed.name, id);
      else missing.push({ ...seed, parentId: seed.below ? idOf(parents[seed.below]) : null, position });
    }
    const ids = await enterUnits(tx, call, missing);
    for (const [index, { name }] of missing.entries()) byName.set(name, ids[index] as string);
    return seeds.map(idOf);
  };
  const [governmentId = ""] = await enterAll([government]);
  const [specialGroupId = ""] = await enterAll([specialGroup]);
  const [officeId = ""] = await enterAll([office]);
  const groupIds = await enterAll(workingGroups);
  const others = await enterAll([...departments, ...stateAgencies, ...districts, ...platforms]);
  await enterAll(collectives);
  const pilotUnits = [specialGroupId, officeId, ...groupIds];
  return {
    governmentId,
    specialGroupId,
    officeId,
    groupIds,
    byName,
    pilotUnits,
    participants: [governmentId, ...pilotUnits, ...others],
  };
}
