// Whom a notice to some units reaches: the office, the people of a working group, the liaison officers of all others.
import type { UnitKind } from "../organisations/model.ts";
import { dutyFor } from "./rules.ts";

export interface Addressees {
  unitIds?: string[];
  groupIds?: string[];
  office?: true;
}

export function addressees(units: readonly { id: string; kind: UnitKind }[]): Addressees {
  const of = (duty: string) => units.filter((unit) => dutyFor(unit.kind) === duty).map((unit) => unit.id);
  const [unitIds, groupIds, office] = [of("liaison"), of("group"), of("office")];
  return {
    ...(unitIds.length > 0 ? { unitIds } : {}),
    ...(groupIds.length > 0 ? { groupIds } : {}),
    ...(office.length > 0 ? { office: true } : {}),
  };
}
