// Records of ratings as they leave, each with what the reader may do with it.
import type { Call } from "../../kernel/call.ts";
import type { TaskFacts } from "../tasks/rules.ts";
import type { ClaimRow } from "./claim-store.ts";
import type { Confidence, LightOverride } from "./model.ts";
import type { MaturityClaim } from "./model-maturity.ts";
import { decideClaim, decideOverride } from "./rules.ts";
import type { ConfidenceRow, OverrideRow } from "./store.ts";

export interface Reader {
  call: Call;
  task: TaskFacts & { maturity: number };
  /** A day that is over, when nothing can be done with it any more. */
  past: boolean;
}

export const presentOverride = ({ call, task, past }: Reader, { madeById, ...row }: OverrideRow): LightOverride =>
  ({
    ...row,
    abilities: past ? {} : decideOverride(call.actor, task, { state: row.state, madeBy: madeById }),
  }) as LightOverride;

export const presentConfidence = (row: ConfidenceRow): Confidence => row as Confidence;

export function presentClaim(
  { call, task, past }: Reader,
  { madeById, madeUnitId: _unit, ...row }: ClaimRow,
  evidence: ReadonlyMap<string, number>,
): MaturityClaim {
  const evidenceCount = evidence.get(row.id) ?? 0;
  const record = { state: row.state, step: row.step, madeBy: madeById, evidenceCount };
  return {
    ...row,
    evidenceCount,
    abilities: past ? {} : decideClaim(call.actor, task, record),
  } as MaturityClaim;
}
