// Chapter: the named officials of demo mode hold a second duty in the fictional pilots, so that each finds work there too.
import { type DemoOfficial, programActor } from "../../../domain/accounts/model.ts";
import { seedDemoOfficials } from "../../../domain/accounts/seed.ts";
import type { Duty } from "../../../domain/organisations/model.ts";
import { assignDuty } from "../../../domain/organisations/people.ts";
import { type Chapter, callAs, unitIdOf } from "../stage.ts";
import { dataBodies, servicesBodies, servicesGroups } from "../units.ts";

/** Who acts where in the fictional city; enterprises, judges and administrators act in no ledger. */
const secondDuties: readonly [DemoOfficial, Duty, unit: string][] = [
  ["office", "office", servicesBodies.office.shortName],
  ["office", "office", dataBodies.office.shortName],
  ["group", "group", servicesGroups[0]?.shortName as string],
  ["lead", "liaison", "示例市科技局"],
  ["support", "liaison", "示例市教育局"],
  ["district", "liaison", "岚桥区"],
];

export const officialsChapter: Chapter = {
  name: "officials",
  async write({ tx, calendar, cast }) {
    const call = callAs(programActor, calendar.now, calendar);
    const officials = await seedDemoOfficials(tx, call);
    for (const [official, duty, unit] of secondDuties)
      await assignDuty(tx, call, { personId: officials[official].personId, unitId: unitIdOf(cast, unit), duty });
  },
};
