// For whom somebody speaks: the units of the reader whose kind fits the duties held (office, working group, liaison).
import { type Call, onceInRequest } from "../../kernel/call.ts";
import { codesOf } from "../../kernel/labels.ts";
import { unitKinds } from "../organisations/model.ts";
import type { Db } from "../tables.ts";
import { kindsOf, type MatterActor } from "./rules.ts";
import { participants, unitsOfKinds } from "./store.ts";

/** The caller as the rules of matters, meetings and ministries ask for them. */
export async function matterActor(db: Db, call: Call): Promise<MatterActor> {
  const { personId, sameAs = [], duties, unitIds } = call.actor;
  const actsFor = await onceInRequest(call, "units that matters are answered for", () =>
    unitsOfKinds(db, unitIds, kindsOf(duties, codesOf(unitKinds))),
  );
  return { personId, sameAs, duties, unitIds, actsFor };
}

/** Of these units, those that live and take part in the programme, with their short names. */
export const unitsTakingPart = participants;

/** The unit in whose name somebody acts unless told otherwise: the office where its people act, else the own unit, else the one they speak for. */
export function ownUnitOf(call: Call, programme: { officeUnitId: string }, actor: MatterActor): string | null {
  const preferred = [programme.officeUnitId, call.actor.unitId].find((id) => actor.actsFor.includes(id));
  return preferred ?? actor.actsFor[0] ?? null;
}
