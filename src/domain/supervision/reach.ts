// Whom a reminder or urging reaches: the units that have to act, everybody who holds the duty there, and who stands in for them.
import type { Duty } from "../organisations/model.ts";
import { holdersOf, personNames } from "../organisations/recipients.ts";
import { unitNames } from "../organisations/service.ts";
import type { Db } from "../tables.ts";
import type { Handler, HandlerPart } from "./model-reminder.ts";

/** The duty by which somebody is reached in each part. */
const dutyOf = { lead: "liaison", group: "group", office: "office" } as const satisfies Record<HandlerPart, Duty>;

export interface HandlingUnit {
  part: HandlerPart;
  unitId: string;
}

/** Looks up people of many units at once. @returns a function from units to handlers */
export async function reachOf(
  db: Db,
  units: readonly HandlingUnit[],
  at: string,
): Promise<(units: readonly HandlingUnit[]) => Handler[]> {
  const people = new Map<string, string[]>();
  for (const [part, some] of Map.groupBy(units, (unit) => unit.part)) {
    const duty = dutyOf[part];
    const holders = await holdersOf(
      db,
      duty,
      some.map((unit) => unit.unitId),
      at,
    );
    for (const [unitId, ids] of holders) people.set(`${part} ${unitId}`, ids);
  }
  const names = await personNames(db, [...people.values()].flat());
  const titles = await unitNames(
    db,
    units.map((unit) => unit.unitId),
  );
  return (asked) =>
    asked.map(
      ({ part, unitId }) =>
        ({
          part,
          unitId,
          unitName: titles.get(unitId) ?? "",
          people: (people.get(`${part} ${unitId}`) ?? [])
            .map((id) => ({ id, name: names.get(id) ?? "" }))
            .sort((a, b) => (a.name < b.name ? -1 : 1)),
        }) as Handler,
    );
}
