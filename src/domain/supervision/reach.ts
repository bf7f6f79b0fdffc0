// Whom a reminder or urging reaches: the units that have to act, and everybody who holds the duty there.
import type { Db } from "../tables.ts";
import type { Handler, HandlerPart } from "./model-reminder.ts";
import { peopleReached } from "./reminder-store.ts";

/** The duty by which somebody is reached in each part. */
const dutyOf = { lead: "liaison", group: "group", office: "office" } as const satisfies Record<HandlerPart, string>;

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
  const wanted = new Map(
    units.map(({ part, unitId }) => [`${dutyOf[part]} ${unitId}`, { unitId, duty: dutyOf[part] }]),
  );
  const rows = await peopleReached(db, [...wanted.values()], at);
  const byKey = new Map(rows.map((row) => [`${row.duty} ${row.unitId}`, row]));
  return (asked) =>
    asked.flatMap(({ part, unitId }) => {
      const row = byKey.get(`${dutyOf[part]} ${unitId}`);
      return row ? [{ part, unitId, unitName: row.unitName, people: row.people } as Handler] : [];
    });
}
