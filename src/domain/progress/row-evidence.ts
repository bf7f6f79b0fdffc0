// How much evidence hangs on rows of reports.
import type { Call } from "../../kernel/call.ts";
import { countEvidence } from "../evidence/service.ts";
import type { Db } from "../tables.ts";

/** Valid files and links by row. */
export const countRowEvidence = (
  db: Db,
  call: Call,
  programmeId: string,
  rowIds: readonly string[],
): Promise<ReadonlyMap<string, number>> => countEvidence(db, programmeId, "reportRow", rowIds, call.today);
