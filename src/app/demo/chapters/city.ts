// Chapter: the fictional city's units (演示数据), and somebody to act for each of them.

import { programActor } from "../../../domain/accounts/model.ts";
import type { Duty, UnitKind } from "../../../domain/organisations/model.ts";
import { addPerson, assignDuty } from "../../../domain/organisations/people.ts";
import { addUnit } from "../../../domain/organisations/service.ts";
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

export const unitsChapter: Chapter = {
  name: "units",
  async write({ tx, calendar, cast }) {
    const call = callAs(programActor, instantOf(dayAfter(calendar.first, before), 9 * 60, calendar.zone), calendar);
    const enter = async (unit: DemoUnit, parentId: string | null, position = 0) => {
      const { id } = await addUnit(tx, call, { ...unit, parentId, position, demo: true });
      cast.units.set(unit.shortName, id);
      return id;
    };
    const government = await enter(cityGovernment, null);
    const special = await enter(servicesBodies.specialGroup, government);
    await enter(servicesBodies.office, special);
    await enter(dataBodies.office, government);
    for (const [position, unit] of servicesGroups.entries()) await enter(unit, special, position);
    for (const units of [departments, districts, platforms])
      for (const [position, unit] of units.entries()) await enter(unit, government, position);
    for (const [position, unit] of stateAgencies.entries()) await enter(unit, null, position);
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
