// Asks a source of the inbox what a caller owes in one programme, as the inbox asks it.
import type { Owed, OwedSource } from "../src/domain/inbox/sources.ts";
import { programmesOf } from "../src/domain/pilot/service.ts";
import type { Db } from "../src/domain/tables.ts";
import type { Call } from "../src/kernel/call.ts";

export async function askedOwed(source: OwedSource, db: Db, call: Call, programmeId: string): Promise<readonly Owed[]> {
  const programmes = await programmesOf(db, call);
  return source.owed(
    db,
    call,
    programmes.filter((one) => one.id === programmeId),
  );
}
