// Chapter: the fictional city's units (演示数据), and somebody to act for each of them.

import { programActor } from "../../../domain/accounts/model.ts";
import type { Duty, UnitKind } from "../../../domain/organisations/model.ts";
import { addPerson, assignDuty } from "../../../domain/organisations/people.ts";
import { enterUnits } from "../../../domain/organisations/service.ts";
import type { Actor } from "../../../kernel/access.ts";
import { dayAfter } from "../../../kernel/clock.ts";
import { instantOf } from "../calendar.ts";
import { namesFrom } from "../people-names.ts";
import { type Cast, type Chapter, callAs, type Stage, unitIdOf } from "../stage.ts";
import {
  cityGovernment,
  type DemoUnit,
  dataBodies,
  departments,
  districts,
  platforms,
  servicesBodies,
  servicesGroups,
  stateAgencies,
} from "../units.ts";

/** Units and people are there some weeks before the first plan. */
const before = -30;

const positionOf = (unit: DemoUnit) =>
  Math.max(0, ...[servicesGroups, departments, districts, platforms, stateAgencies].map((some) => some.indexOf(unit)));

export const unitsChapter: Chapter = {
  name: "units",
  async write({ tx, calendar, cast }) {
    const call = callAs(programActor, instantOf(dayAfter(calendar.first, before), 9 * 60, calendar.zone), calendar);
    const enter = async (units: readonly DemoUnit[], parentOf: (unit: DemoUnit) => string | null) => {
      const placed = units.map((unit) => ({
        ...unit,
        parentId: parentOf(unit),
        position: positionOf(unit),
        demo: true,
      }));
      const ids = await enterUnits(tx, call, placed);
      for (const [index, unit] of units.entries()) cast.units.set(unit.shortName, ids[index] as string);
    };
    const { specialGroup, office } = servicesBodies;
    await enter([cityGovernment], () => null);
    const government = unitIdOf(cast, cityGovernment.shortName);
    await enter([specialGroup], () => government);
    const special = unitIdOf(cast, specialGroup.shortName);
    await enter([office, dataBodies.office, ...servicesGroups, ...departments, ...districts, ...platforms], (unit) =>
      unit === office || servicesGroups.includes(unit) ? special : government,
    );
    await enter(stateAgencies, () => null);
  },
};

const dutyOf = (kind: UnitKind): Duty => (kind === "office" || kind === "group" ? kind : "liaison");

/** Adds a fictional person who acts for a unit, and takes them into the cast. */
export async function castPerson(stage: Stage, unit: DemoUnit, name: string, at: number, more: string[] = []) {
  const { tx, cast, calendar } = stage;
  const call = callAs(programActor, at, calendar);
  const unitId = unitIdOf(cast, unit.shortName);
  const duty = dutyOf(unit.kind);
  const { id } = await addPerson(tx, call, { unitId, name, demo: true });
  await assignDuty(tx, call, { personId: id, unitId, duty });
  const actor: Actor<Duty> = {
    personId: id,
    name,
    unitId,
    duties: [duty],
    unitIds: [unitId, ...more],
    via: "session",
    keyId: "demo",
  };
  cast.people.set(unit.shortName, actor);
  return actor;
}

export const peopleChapter: Chapter = {
  name: "people",
  async write(stage) {
    const { calendar, random } = stage;
    const nameOf = namesFrom(random);
    const at = instantOf(dayAfter(calendar.first, before + 1), 9 * 60, calendar.zone);
    const units = [servicesBodies.office, dataBodies.office, ...servicesGroups, ...departments, ...stateAgencies];
    for (const unit of [...units, ...districts, ...platforms]) await castPerson(stage, unit, nameOf(), at);
  },
};

/** Everybody who takes part in a pilot of the city. */
export const cityUnits = (cast: Cast): string[] => [...cast.units.values()];
