// SQL of imports and their files.
import { sql } from "kysely";
import type { Db } from "../tables.ts";
import type { StoredDraft } from "./draft-of.ts";

export interface ImportRow {
  id: string;
  programmeId: string | null;
  ownerUnitId: string;
  fileName: string;
  fileKind: string;
  fileDigest: string;
  state: string;
  draft: StoredDraft;
  madeAt: string;
  version: number;
}

const columns = [
  "id",
  "programme_id as programmeId",
  "owner_unit_id as ownerUnitId",
  "file_name as fileName",
  "file_kind as fileKind",
  "file_digest as fileDigest",
  "state",
  "made_at as madeAt",
  "version",
] as const;

/** Keeps a file once per content. */
export async function keepFile(
  db: Db,
  file: { digest: string; mediaType: string; bytes: Uint8Array; at: string },
): Promise<void> {
  await db
    .insertInto("stored_file")
    .values({
      digest: file.digest,
      media_type: file.mediaType,
      size_bytes: file.bytes.length,
      content: file.bytes,
      stored_at: file.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function readFile(db: Db, digest: string) {
  return db
    .selectFrom("stored_file")
    .select(["media_type as mediaType", "content"])
    .where("digest", "=", digest)
    .executeTakeFirst();
}

export async function insertImport(
  db: Db,
  row: Omit<ImportRow, "version" | "draft"> & { draft: StoredDraft; madeBy: string },
): Promise<void> {
  await db
    .insertInto("plan_import")
    .values({
      id: row.id,
      programme_id: row.programmeId,
      owner_unit_id: row.ownerUnitId,
      file_name: row.fileName,
      file_kind: row.fileKind,
      file_digest: row.fileDigest,
      state: row.state,
      draft: JSON.stringify(row.draft),
      made_by: row.madeBy,
      made_at: row.madeAt,
      changed_at: row.madeAt,
    })
    .execute();
}

export async function findImport(db: Db, unitIds: readonly string[], id: string): Promise<ImportRow | undefined> {
  const row = await db
    .selectFrom("plan_import")
    .select([...columns, "draft"])
    .where("id", "=", id)
    .where(sql<boolean>`owner_unit_id = any(${unitIds}::uuid[])`)
    .executeTakeFirst();
  return row as ImportRow | undefined;
}

export async function saveImport(
  db: Db,
  id: string,
  version: number,
  change: { state: string; draft: StoredDraft; programmeId: string | null; at: string },
): Promise<boolean> {
  const result = await db
    .updateTable("plan_import")
    .set({
      state: change.state,
      draft: JSON.stringify(change.draft),
      programme_id: change.programmeId,
      changed_at: change.at,
      version: version + 1,
    })
    .where("id", "=", id)
    .where("version", "=", version)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** A page of imports, newest first; the figures are taken from the draft without loading it whole. */
export async function findImports(
  db: Db,
  unitIds: readonly string[],
  limit: number,
  before: { madeAt: string; id: string } | null,
) {
  const mine = db.selectFrom("plan_import").where(sql<boolean>`owner_unit_id = any(${unitIds}::uuid[])`);
  const { total } = await mine.select(({ fn }) => fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
  const items = await mine
    .select([
      ...columns,
      sql<string>`draft #>> '{head,title}'`.as("title"),
      sql<number>`jsonb_array_length(jsonb_path_query_array(draft, '$.tasks[*] ? (@.dropped == false)'))`.as(
        "taskCount",
      ),
      sql<number>`jsonb_array_length(jsonb_path_query_array(draft, '$.findings[*] ? (@.settled == false)'))`.as(
        "openFindings",
      ),
    ])
    .$if(before !== null, (q) => q.where(sql<boolean>`(made_at, id) < (${before?.madeAt}, ${before?.id})`))
    .orderBy("made_at", "desc")
    .orderBy("id", "desc")
    .limit(limit + 1)
    .execute();
  return { items, total };
}
