// SQL of programmes, plan versions, elements and links.
import { type Selectable, sql } from "kysely";
import type { Db, PlanElementTable } from "../tables.ts";
import type { Link } from "./behind.ts";
import type { PlanElement, PlanFinding, PlanVersion } from "./model.ts";
import type { Reader } from "./rules.ts";

export interface ProgrammeRow {
  id: string;
  title: string;
  shortTitle: string;
  issuer: string | null;
  officeUnitId: string;
  startsOn: string | null;
  endsOn: string | null;
  demo: boolean;
  planVersionId: string | null;
  version: number;
}

const columns = [
  "p.id",
  "p.title",
  "p.short_title as shortTitle",
  "p.issuer",
  "p.office_unit_id as officeUnitId",
  "p.starts_on as startsOn",
  "p.ends_on as endsOn",
  "p.demo",
  "p.plan_version_id as planVersionId",
  "p.version",
] as const;

/** Programmes in which the reader's units take part. */
export const visible = (db: Db, reader: Reader) =>
  db
    .selectFrom("programme as p")
    .where(
      sql<boolean>`exists (select 1 from programme_unit pu where pu.programme_id = p.id and pu.unit_id = any(${reader.unitIds}::uuid[]))`,
    );

export async function findProgramme(db: Db, reader: Reader, id: string): Promise<ProgrammeRow | undefined> {
  return visible(db, reader).select(columns).where("p.id", "=", id).executeTakeFirst();
}

/** In the order asked for, by title, or the usual one; of the made-up ones the first is the main one. */
export async function findProgrammes(
  db: Db,
  reader: Reader,
  q: string | undefined,
  byTitle: { down: boolean } | null,
): Promise<ProgrammeRow[]> {
  return visible(db, reader)
    .select(columns)
    .$if(Boolean(q), (query) => query.where(sql<boolean>`position(${q} in p.title) > 0`))
    .$if(byTitle !== null, (query) => query.orderBy("p.title", byTitle?.down ? "desc" : "asc"))
    .orderBy("p.demo")
    .orderBy(sql`case when p.demo then p.starts_on end`)
    .orderBy("p.starts_on", "desc")
    .orderBy("p.id")
    .limit(500)
    .execute();
}

export interface NewProgramme {
  id: string;
  title: string;
  short_title: string;
  issuer: string | null;
  office_unit_id: string;
  starts_on: string | null;
  ends_on: string | null;
  years: number | null;
  demo: boolean;
  changed_at: string;
}

export async function insertProgramme(db: Db, row: NewProgramme): Promise<void> {
  await db.insertInto("programme").values(row).execute();
}

export async function addParticipants(
  db: Db,
  programmeId: string,
  unitIds: readonly string[],
  at: string,
): Promise<void> {
  if (unitIds.length === 0) return;
  await db
    .insertInto("programme_unit")
    .values(unitIds.map((unit_id) => ({ programme_id: programmeId, unit_id, since_at: at })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export interface NewPlanVersion {
  programme_id: string;
  id: string;
  ordinal: number;
  title: string;
  issuer: string | null;
  document_number: string | null;
  issued_on: string | null;
  basis: string;
  text: string;
  file_digest: string;
  confirmed_at: string;
  confirmed_by: string | null;
  findings: string;
}
export type NewElement = Omit<Selectable<PlanElementTable>, "facts"> & { facts: string };

export async function insertPlanVersion(db: Db, row: NewPlanVersion, elements: readonly NewElement[]): Promise<void> {
  await db.insertInto("plan_version").values(row).execute();
  for (let from = 0; from < elements.length; from += 300)
    await db
      .insertInto("plan_element")
      .values(elements.slice(from, from + 300))
      .execute();
  await db
    .updateTable("programme")
    .set({ plan_version_id: row.id, changed_at: row.confirmed_at, version: sql`version + 1` })
    .where("id", "=", row.programme_id)
    .execute();
}

export interface WholePlanVersion extends PlanVersion {
  text: string;
  findings: PlanFinding[];
}

const versionColumns = [
  "id",
  "ordinal",
  "title",
  "issuer",
  "document_number as documentNumber",
  "issued_on as issuedOn",
  "basis",
  "confirmed_at as confirmedAt",
] as const;

export async function findPlanVersions(db: Db, programmeId: string): Promise<PlanVersion[]> {
  const rows = await db
    .selectFrom("plan_version")
    .select(versionColumns)
    .where("programme_id", "=", programmeId)
    .orderBy("ordinal")
    .execute();
  return rows as unknown as PlanVersion[];
}

/** Titles and document numbers of all versions of some programmes. */
export async function findVersionHeads(
  db: Db,
  programmeIds: readonly string[],
): Promise<{ programmeId: string; title: string; documentNumber: string | null }[]> {
  if (programmeIds.length === 0) return [];
  return db
    .selectFrom("plan_version")
    .select(["programme_id as programmeId", "title", "document_number as documentNumber"])
    .where("programme_id", "in", programmeIds)
    .execute();
}

/** Keeps others from changing which version holds until the transaction ends. */
export async function lockProgramme(db: Db, programmeId: string): Promise<void> {
  await db.selectFrom("programme").select("id").where("id", "=", programmeId).forUpdate().execute();
}

export async function findPlanText(
  db: Db,
  programmeId: string,
  id: string,
): Promise<Pick<WholePlanVersion, "text" | "findings"> | undefined> {
  const row = await db
    .selectFrom("plan_version")
    .select(["text", "findings"])
    .where("programme_id", "=", programmeId)
    .where("id", "=", id)
    .executeTakeFirst();
  return row as Pick<WholePlanVersion, "text" | "findings"> | undefined;
}

export async function findElements(db: Db, programmeId: string, planVersionId: string): Promise<PlanElement[]> {
  const rows = await db
    .selectFrom("plan_element")
    .select([
      "id",
      "kind",
      "level",
      "number",
      "path",
      "text",
      "range_start as start",
      "range_end as end",
      "content_key as contentKey",
      "facts",
    ])
    .where("programme_id", "=", programmeId)
    .where("plan_version_id", "=", planVersionId)
    .orderBy("range_start")
    .orderBy("ordinal")
    .execute();
  return rows as unknown as PlanElement[];
}

export async function hasSentence(db: Db, programmeId: string, contentKey: string): Promise<boolean> {
  const row = await db
    .selectFrom("plan_element as e")
    .innerJoin("programme as p", (join) =>
      join.onRef("p.id", "=", "e.programme_id").onRef("p.plan_version_id", "=", "e.plan_version_id"),
    )
    .select("e.id")
    .where("e.programme_id", "=", programmeId)
    .where("e.content_key", "=", contentKey)
    .where("e.kind", "in", ["sentence", "row"])
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Links that hold now, or held at an instant. */
export async function findLinks(db: Db, programmeId: string, asOf: string | null): Promise<Link[]> {
  return db
    .selectFrom("sentence_link")
    .select(["content_key as contentKey", "target_kind as targetKind", "target_id as targetId"])
    .where("programme_id", "=", programmeId)
    .where(asOf ? sql<boolean>`made_at < ${asOf} and until_at >= ${asOf}` : sql<boolean>`until_at = 'infinity'`)
    .execute();
}

export async function insertLink(
  db: Db,
  programmeId: string,
  link: Link & { note: string | null; at: string; by: string },
): Promise<void> {
  await db
    .insertInto("sentence_link")
    .values({
      programme_id: programmeId,
      content_key: link.contentKey,
      target_kind: link.targetKind,
      target_id: link.targetId,
      note: link.note,
      made_at: link.at,
      made_by: link.by,
    })
    .execute();
}

/** Ends a link; its past stays. */
export async function endLink(db: Db, programmeId: string, link: Link, at: string): Promise<boolean> {
  const result = await db
    .updateTable("sentence_link")
    .set({ until_at: at })
    .where("programme_id", "=", programmeId)
    .where("content_key", "=", link.contentKey)
    .where("target_kind", "=", link.targetKind)
    .where("target_id", "=", link.targetId)
    .where("until_at", "=", "infinity")
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Links pass from sentences to others, with their notes; those they had before end. */
export async function moveLinks(
  db: Db,
  programmeId: string,
  moves: readonly { from: string; to: string }[],
  who: { at: string; by: string },
): Promise<(Link & { to: string })[]> {
  if (moves.length === 0) return [];
  const moved = await sql<Link & { to: string }>`
    with move as (select * from unnest(${moves.map((move) => move.from)}::text[], ${moves.map((move) => move.to)}::text[])
      as m (from_key, to_key)),
    ended as (
      update sentence_link l set until_at = ${who.at} from move m
      where l.programme_id = ${programmeId} and l.content_key = m.from_key and l.until_at = 'infinity'
      returning l.content_key, l.target_kind, l.target_id, l.note, m.to_key)
    insert into sentence_link (programme_id, content_key, target_kind, target_id, note, made_at, made_by)
    select distinct on (to_key, target_kind, target_id) ${programmeId}::uuid, to_key, target_kind, target_id, note,
      ${who.at}::timestamptz, ${who.by}::uuid
    from ended
    returning target_kind as "targetKind", target_id as "targetId", content_key as "to",
      (select from_key from move where to_key = content_key limit 1) as "contentKey"`.execute(db);
  return moved.rows;
}

export async function hasProgramme(db: Db, only: { demo?: true }): Promise<boolean> {
  const found = await db
    .selectFrom("programme")
    .select("id")
    .$if(only.demo === true, (q) => q.where("demo", "=", true))
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** Units of some kinds that take part in a programme, by pinyin. */
export async function findParticipants(db: Db, programmeId: string, kinds: readonly string[]) {
  return db
    .selectFrom("programme_unit as pu")
    .innerJoin("unit as u", "u.id", "pu.unit_id")
    .select(["u.id", "u.name", "u.short_name as shortName", "u.kind", "u.code"])
    .where("pu.programme_id", "=", programmeId)
    .where("u.kind", "in", kinds)
    .where("u.ended_on", "is", null)
    .orderBy(sql`u.sort_key collate "C"`)
    .orderBy("u.id")
    .limit(1000)
    .execute();
}
