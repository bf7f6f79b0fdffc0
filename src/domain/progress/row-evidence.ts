// How much evidence hangs on rows of reports.
import type { Db } from "../tables.ts";

/** Valid files and links by row. */
export async function countRowEvidence(
  _db: Db,
  _programmeId: string,
  _rowIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  return new Map();
}
