// How many valid files and links prove a claimed step; the module that keeps evidence fills this in (app/modules.ts).
import type { Db } from "../tables.ts";

/** The kind of record that a claimed step is for whoever keeps evidence. */
export const claimKind = "maturityClaim";

type Count = (
  db: Db,
  programmeId: string,
  kind: string,
  ids: readonly string[],
) => Promise<ReadonlyMap<string, number>>;

let count: Count | null = null;

/** Once it is registered, a step without evidence is not confirmed. */
export function registerEvidenceCount(counting: Count): void {
  count = counting;
}

/** By claim; `null` where no evidence is kept. */
export async function evidenceOf(db: Db, programmeId: string, claimIds: readonly string[]) {
  return count && claimIds.length > 0 ? count(db, programmeId, claimKind, claimIds) : null;
}
