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
import { addUnit, findUnitByFullName } from "./service.ts";

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
  const enter = async (seed: UnitSeed, parentId: string | null, position = 0): Promise<string> => {
    const { below: _below, ...unit } = seed;
    const id =
      (await findUnitByFullName(tx, seed.name)) ?? (await addUnit(tx, call, { ...unit, parentId, position })).id;
    byName.set(seed.name, id);
    return id;
  };
  const governmentId = await enter(government, null);
  const specialGroupId = await enter(specialGroup, governmentId);
  const parents = { government: governmentId, specialGroup: specialGroupId };
  const enterAll = async (seeds: readonly UnitSeed[]) => {
    const ids: string[] = [];
    for (const [position, seed] of seeds.entries())
      ids.push(await enter(seed, seed.below ? parents[seed.below] : null, position));
    return ids;
  };
  const officeId = await enter(office, specialGroupId);
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
