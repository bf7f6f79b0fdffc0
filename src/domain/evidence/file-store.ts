// SQL of editions as files: which digests are named, and what is still to be scanned.
import { sql } from "kysely";
import type { Db } from "../tables.ts";

/** Which of these digests some edition names. */
export async function namedDigests(db: Db, digests: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom("evidence_edition")
    .select("digest")
    .distinct()
    .where(sql<boolean>`digest = any(${digests}::text[])`)
    .execute();
  return new Set(rows.flatMap((row) => row.digest ?? []));
}

/** Named digests in order, a part at a time. */
export async function digestsAfter(
  db: Db,
  after: string,
  limit: number,
): Promise<{ digest: string; sizeBytes: number }[]> {
  const rows = await db
    .selectFrom("evidence_edition")
    .select(["digest", "size_bytes as sizeBytes"])
    .distinct()
    .where("digest", ">", after)
    .orderBy("digest")
    .limit(limit)
    .execute();
  return rows as { digest: string; sizeBytes: number }[];
}

export interface ScanAt {
  programmeId: string;
  evidenceId: string;
  number: number;
}

/** The oldest files that were never scanned, or could not be scanned before an instant. */
export async function unscanned(
  db: Db,
  before: string,
  limit: number,
): Promise<(ScanAt & { digest: string; sizeBytes: number })[]> {
  const rows = await db
    .selectFrom("evidence_edition")
    .select(["programme_id as programmeId", "evidence_id as evidenceId", "number", "digest", "size_bytes as sizeBytes"])
    .where("virus", "in", ["unchecked", "failed"])
    .where("digest", "is not", null)
    .where((eb) => eb.or([eb("virus_at", "is", null), eb("virus_at", "<", before)]))
    .orderBy("uploaded_at")
    .limit(limit)
    .execute();
  return rows as (ScanAt & { digest: string; sizeBytes: number })[];
}

export async function setVirus(
  tx: Db,
  at: ScanAt,
  found: { virus: string; virus_name: string | null; virus_at: string },
): Promise<void> {
  await tx
    .updateTable("evidence_edition")
    .set(found)
    .where("programme_id", "=", at.programmeId)
    .where("evidence_id", "=", at.evidenceId)
    .where("number", "=", at.number)
    .execute();
}
