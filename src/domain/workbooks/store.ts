// SQL of column mappings and of the files of late imports.
import type { Db } from "../tables.ts";
import type { Mapping } from "./model.ts";

export async function findMapping(db: Db, programmeId: string, signature: string): Promise<Mapping | null> {
  const row = await db
    .selectFrom("workbook_mapping")
    .select("mapping")
    .where("programme_id", "=", programmeId)
    .where("signature", "=", signature)
    .executeTakeFirst();
  return (row?.mapping as Mapping | undefined) ?? null;
}

export async function keepMapping(
  tx: Db,
  row: { programmeId: string; signature: string; mapping: Mapping; by: string; at: string },
): Promise<void> {
  const mapping = JSON.stringify(row.mapping);
  await tx
    .insertInto("workbook_mapping")
    .values({
      programme_id: row.programmeId,
      signature: row.signature,
      mapping,
      changed_at: row.at,
      changed_by: row.by,
    })
    .onConflict((conflict) =>
      conflict.columns(["programme_id", "signature"]).doUpdateSet({ mapping, changed_at: row.at, changed_by: row.by }),
    )
    .execute();
}

export interface KeptImport {
  programmeId: string;
  id: string;
  fileName: string;
  mapping: Mapping | null;
  content: Uint8Array;
}

/** Keeps a file, and of the same person in this programme only the `most` latest; forgets all before `before`. */
export async function keepImport(
  tx: Db,
  row: KeptImport & { by: string; at: string },
  most: number,
  before: string,
): Promise<void> {
  await tx
    .insertInto("workbook_import")
    .values({
      programme_id: row.programmeId,
      id: row.id,
      file_name: row.fileName,
      mapping: row.mapping && JSON.stringify(row.mapping),
      content: row.content,
      made_by: row.by,
      made_at: row.at,
    })
    .execute();
  const late = tx
    .selectFrom("workbook_import")
    .select("id")
    .where("programme_id", "=", row.programmeId)
    .where("made_by", "=", row.by)
    .orderBy("made_at", "desc")
    .orderBy("id", "desc")
    .limit(most);
  await tx
    .deleteFrom("workbook_import")
    .where("programme_id", "=", row.programmeId)
    .where((eb) => eb.or([eb("made_at", "<", before), eb.and([eb("made_by", "=", row.by), eb("id", "not in", late)])]))
    .execute();
}

/** A late import of this person. */
export async function findImport(
  db: Db,
  programmeId: string,
  id: string,
  personId: string,
): Promise<KeptImport | undefined> {
  const row = await db
    .selectFrom("workbook_import")
    .select(["programme_id as programmeId", "id", "file_name as fileName", "mapping", "content"])
    .where("programme_id", "=", programmeId)
    .where("id", "=", id)
    .where("made_by", "=", personId)
    .executeTakeFirst();
  return row as KeptImport | undefined;
}
