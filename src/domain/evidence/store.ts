// SQL of evidence and its editions.
import { sql } from "kysely";
import type { Db } from "../tables.ts";
import type { EvidenceEdition, EvidenceForm, EvidenceState, VirusState } from "./model.ts";

export interface EditionRow extends EvidenceEdition {
  uploadedById: string;
}

export interface EvidenceRow {
  id: string;
  subjectKind: string;
  subjectId: string;
  form: EvidenceForm;
  title: string;
  state: EvidenceState;
  validUntil: string | null;
  edition: number;
  unitId: string;
  unitName: string;
  endNote: string | null;
  version: number;
  /** Newest first. */
  editions: EditionRow[];
}

const editionsOf = sql<EditionRow[]>`(select json_agg(json_build_object('number', d.number, 'name', d.name,
    'mediaType', d.media_type, 'sizeBytes', d.size_bytes, 'digest', d.digest, 'address', d.address,
    'readPart', d.read_part, 'declared', d.declared, 'virus', d.virus, 'virusName', d.virus_name,
    'remark', d.remark, 'remarkNote', d.remark_note, 'remarkedBy', r.name,
    'remarkedAt', to_char(d.remarked_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'uploadedBy', p.name, 'uploadedById', d.uploaded_by, 'unitName', du.short_name,
    'uploadedAt', to_char(d.uploaded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by d.number desc)
  from evidence_edition d join person p on p.id = d.uploaded_by join unit du on du.id = d.unit_id
  left join person r on r.id = d.remarked_by
  where d.programme_id = e.programme_id and d.evidence_id = e.id)`;

const selected = (db: Db, programmeId: string) =>
  db
    .selectFrom("evidence as e")
    .innerJoin("unit as u", "u.id", "e.unit_id")
    .where("e.programme_id", "=", programmeId)
    .select([
      "e.id",
      "e.subject_kind as subjectKind",
      "e.subject_id as subjectId",
      "e.form",
      "e.title",
      "e.state",
      "e.valid_until as validUntil",
      "e.edition",
      "e.unit_id as unitId",
      "u.short_name as unitName",
      "e.end_note as endNote",
      "e.version",
      editionsOf.as("editions"),
    ]);

export async function findEvidence(db: Db, programmeId: string, id: string): Promise<EvidenceRow | undefined> {
  const row = await selected(db, programmeId).where("e.id", "=", id).executeTakeFirst();
  return row as EvidenceRow | undefined;
}

/** All evidence of one record, in the order in which it was brought; withdrawn pieces too. */
export async function evidenceOf(
  db: Db,
  programmeId: string,
  subject: { kind: string; subjectId: string },
): Promise<EvidenceRow[]> {
  const rows = await selected(db, programmeId)
    .where("e.subject_kind", "=", subject.kind)
    .where("e.subject_id", "=", subject.subjectId)
    .orderBy("e.id")
    .limit(1000)
    .execute();
  return rows as EvidenceRow[];
}

/** How many pieces count on a day, by record; the same decision as `countsOn` makes. */
export async function countValid(
  db: Db,
  programmeId: string,
  kind: string,
  ids: readonly string[],
  today: string,
): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("evidence as e")
    .innerJoin("evidence_edition as d", (join) =>
      join
        .onRef("d.programme_id", "=", "e.programme_id")
        .onRef("d.evidence_id", "=", "e.id")
        .onRef("d.number", "=", "e.edition"),
    )
    .select(["e.subject_id as id", sql<number>`count(*)`.as("count")])
    .where("e.programme_id", "=", programmeId)
    .where("e.subject_kind", "=", kind)
    .where(sql<boolean>`e.subject_id = any(${ids}::uuid[])`)
    .where("e.state", "in", ["open", "accepted", "queried"])
    .where("d.virus", "<>", "hit")
    .where((eb) => eb.or([eb("e.valid_until", "is", null), eb("e.valid_until", ">=", today)]))
    .groupBy("e.subject_id")
    .execute();
  return new Map(rows.map((row) => [row.id, row.count]));
}

/** How many pieces a record holds that are not withdrawn; the record is held until the transaction ends, so that the limit holds. */
export async function countHeld(
  tx: Db,
  programmeId: string,
  subject: { kind: string; subjectId: string },
): Promise<number> {
  const key = `evidence ${subject.kind} ${subject.subjectId}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(tx);
  const row = await tx
    .selectFrom("evidence")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("programme_id", "=", programmeId)
    .where("subject_kind", "=", subject.kind)
    .where("subject_id", "=", subject.subjectId)
    .where("state", "not in", ["withdrawn", "locked"])
    .executeTakeFirstOrThrow();
  return row.count;
}

/** The title of a piece of the record that holds the same bytes, or of one that held them: an older edition, or withdrawn. */
export async function titleOfSame(
  db: Db,
  programmeId: string,
  at: { kind: string; subjectId: string; digest: string; alive: boolean },
): Promise<string | null> {
  const row = await db
    .selectFrom("evidence as e")
    .innerJoin("evidence_edition as d", (join) =>
      join.onRef("d.programme_id", "=", "e.programme_id").onRef("d.evidence_id", "=", "e.id"),
    )
    .select("e.title")
    .where("d.digest", "=", at.digest)
    .where("e.programme_id", "=", programmeId)
    .where("e.subject_kind", "=", at.kind)
    .where("e.subject_id", "=", at.subjectId)
    .where(sql<boolean>`(e.state not in ('withdrawn', 'locked') and d.number = e.edition) = ${at.alive}`)
    .orderBy("e.id")
    .limit(1)
    .executeTakeFirst();
  return row?.title ?? null;
}

export async function insertEvidence(
  tx: Db,
  row: {
    programme_id: string;
    id: string;
    subject_kind: string;
    subject_id: string;
    form: EvidenceForm;
    title: string;
    valid_until: string | null;
    unit_id: string;
    made_at: string;
    made_by: string;
  },
): Promise<void> {
  await tx
    .insertInto("evidence")
    .values({ ...row, state: "open", edition: 1, changed_at: row.made_at, changed_by: row.made_by })
    .execute();
}

export interface NewEdition {
  programme_id: string;
  evidence_id: string;
  number: number;
  name: string | null;
  media_type: string | null;
  size_bytes: number | null;
  digest: string | null;
  address: string | null;
  read_part: string;
  declared: string | null;
  virus: VirusState;
  virus_name: string | null;
  virus_at: string | null;
  unit_id: string;
  uploaded_at: string;
  uploaded_by: string;
}

export async function insertEdition(tx: Db, row: NewEdition): Promise<void> {
  await tx.insertInto("evidence_edition").values(row).execute();
}

/** Saves a change of the version that was read; `false` when somebody else was first. */
export async function saveEvidence(
  tx: Db,
  at: { programmeId: string; id: string; version: number },
  patch: {
    title?: string;
    state?: EvidenceState;
    valid_until?: string | null;
    edition?: number;
    end_note?: string;
    changed_at: string;
    changed_by: string;
  },
): Promise<boolean> {
  const result = await tx
    .updateTable("evidence")
    .set({ ...patch, version: at.version + 1 })
    .where("programme_id", "=", at.programmeId)
    .where("id", "=", at.id)
    .where("version", "=", at.version)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function setRemark(
  tx: Db,
  at: { programmeId: string; id: string; number: number },
  remark: { remark: string; remark_note: string | null; remarked_at: string; remarked_by: string },
): Promise<void> {
  await tx
    .updateTable("evidence_edition")
    .set(remark)
    .where("programme_id", "=", at.programmeId)
    .where("evidence_id", "=", at.id)
    .where("number", "=", at.number)
    .execute();
}

/** Which records these pieces belong to. */
export async function subjectsOf(db: Db, programmeId: string, ids: readonly string[]) {
  return db
    .selectFrom("evidence as e")
    .select(["e.id", "e.subject_kind as kind", "e.subject_id as subjectId"])
    .where("e.programme_id", "=", programmeId)
    .where(sql<boolean>`e.id = any(${ids}::uuid[])`)
    .execute();
}
