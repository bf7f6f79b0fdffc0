// For whom somebody speaks: the units of the reader whose kind fits the duties held (office, working group, liaison).
import type { Call } from "../../kernel/call.ts";
import { codesOf } from "../../kernel/labels.ts";
import { unitKinds } from "../organisations/model.ts";
import type { Db } from "../tables.ts";
import { kindsOf, type MatterActor } from "./rules.ts";
import { unitsOfKinds } from "./store.ts";

/** The caller as the rules of matters, meetings and ministries ask for them. */
export async function matterActor(db: Db, call: Call): Promise<MatterActor> {
  const { personId, duties, unitIds } = call.actor;
  const actsFor = await unitsOfKinds(db, unitIds, kindsOf(duties, codesOf(unitKinds)));
  return { personId, duties, unitIds, actsFor };
}
