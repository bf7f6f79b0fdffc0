// SQL of matters: the rows with their units and tasks, what passed from whom to whom, and who speaks for which unit.
import { type Selectable, sql } from "kysely";
import { rowsAt } from "../../kernel/rows-at.ts";
import type { UnitKind } from "../organisations/model.ts";
import type { Db, MatterTable } from "../tables.ts";
import type { MatterOrigin, MatterState } from "./model.ts";

export interface MatterRow {
  id: string;
  number: number;
  originKind: MatterOrigin;
  originId: string | null;
  what: string;
  fromUnitId: string;
  fromName: string;
  toUnitId: string;
  toName: string;
  dueOn: string | null;
  firstDueOn: string | null;
  state: MatterState;
  answer: string | null;
  answeredBy: string | null;
  askedBy: string | null;
  askedAt: string;
  stateSince: string;
  tasks: { id: string; number: string | null; title: string }[];
  version: number;
  changedAt: string;
}

const tasksOfMatter = (asOf: string | null) => sql<MatterRow["tasks"]>`coalesce((
  select json_agg(json_build_object('id', t.id, 'number', t.number, 'title', t.short_title) order by t.ordinal, t.id)
  from matter_task mt join ${rowsAt("task", asOf)} t on t.programme_id = mt.programme_id and t.id = mt.task_id
  where mt.programme_id = m.programme_id and mt.matter_id = m.id), '[]')`;

/** Every matter of a programme with what a list shows of it, now or as of an instant; who may see it is a further condition. */
export const selected = (db: Db, programmeId: string, asOf: string | null = null) =>
  db
    .selectFrom(rowsAt<Selectable<MatterTable>>("matter", asOf).as("m"))
    .innerJoin("unit as f", "f.id", "m.from_unit_id")
    .innerJoin("unit as u", "u.id", "m.to_unit_id")
    .leftJoin("person as p", "p.id", "m.asked_by")
    .where("m.programme_id", "=", programmeId)
    .select([
      "m.id",
      "m.number",
      "m.origin_kind as originKind",
      "m.origin_id as originId",
      "m.what",
      "m.from_unit_id as fromUnitId",
      "f.short_name as fromName",
      "m.to_unit_id as toUnitId",
      "u.short_name as toName",
      "m.due_on as dueOn",
      "m.first_due_on as firstDueOn",
      "m.state",
      "m.answer",
      "m.answered_by as answeredBy",
      "p.name as askedBy",
      "m.asked_at as askedAt",
      "m.state_since as stateSince",
      tasksOfMatter(asOf).as("tasks"),
      "m.version",
      "m.changed_at as changedAt",
    ]);

export async function findMatter(db: Db, programmeId: string, id: string): Promise<MatterRow | undefined> {
  return (await selected(db, programmeId).where("m.id", "=", id).executeTakeFirst()) as MatterRow | undefined;
}

/** The matters that came from these records, oldest first. */
export async function findOfOrigin(
  db: Db,
  programmeId: string,
  kind: MatterOrigin,
  originIds: readonly string[],
): Promise<MatterRow[]> {
  if (originIds.length === 0) return [];
  const rows = await selected(db, programmeId)
    .where("m.origin_kind", "=", kind)
    .where(sql<boolean>`m.origin_id = any(${originIds}::uuid[])`)
    .orderBy("m.number")
    .execute();
  return rows as MatterRow[];
}

/** Units that took the matter over once: they have had a part in it, and keep seeing it. */
export async function formerUnits(db: Db, programmeId: string, id: string): Promise<string[]> {
  const rows = await db
    .selectFrom("matter_referral")
    .select("from_unit_id")
    .where("programme_id", "=", programmeId)
    .where("matter_id", "=", id)
    .execute();
  return rows.map((row) => row.from_unit_id);
}

export async function findReferrals(db: Db, programmeId: string, id: string) {
  return db
    .selectFrom("matter_referral as r")
    .innerJoin("unit as f", "f.id", "r.from_unit_id")
    .innerJoin("unit as u", "u.id", "r.to_unit_id")
    .leftJoin("person as p", "p.id", "r.person_id")
    .select([
      "r.from_unit_id as fromUnitId",
      "f.short_name as fromName",
      "r.to_unit_id as toUnitId",
      "u.short_name as toName",
      "r.why",
      "r.at",
      "p.name as personName",
    ])
    .where("r.programme_id", "=", programmeId)
    .where("r.matter_id", "=", id)
    .orderBy("r.position")
    .execute();
}

/** Of these units, those of certain kinds that still exist: what a person speaks for, asked with the kinds of the duties. */
export async function unitsOfKinds(db: Db, ids: readonly string[], kinds: readonly UnitKind[]): Promise<string[]> {
  if (ids.length === 0 || kinds.length === 0) return [];
  const rows = await db
    .selectFrom("unit")
    .select("id")
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .where("kind", "in", [...kinds])
    .execute();
  return rows.map((row) => row.id);
}

/** Of these units, those that live and take part in the programme. */
export async function participants(db: Db, programmeId: string, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("programme_unit as pu")
    .innerJoin("unit as u", "u.id", "pu.unit_id")
    .select(["u.id", "u.short_name as name"])
    .where("pu.programme_id", "=", programmeId)
    .where(sql<boolean>`u.id = any(${ids}::uuid[])`)
    .where("u.ended_on", "is", null)
    .execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** Which of these tasks the programme has. */
export async function knownTasks(db: Db, programmeId: string, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .selectFrom("task")
    .select("id")
    .where("programme_id", "=", programmeId)
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute();
  return new Set(rows.map((row) => row.id));
}

/** The number of the next matter; held until the transaction ends, so that two who ask at once do not get the same. */
export async function nextNumber(tx: Db, programmeId: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`matter ${programmeId}`}, 0))`.execute(tx);
  const row = await tx
    .selectFrom("matter")
    .select(({ fn }) => fn.max("number").as("last"))
    .where("programme_id", "=", programmeId)
    .executeTakeFirstOrThrow();
  return (row.last ?? 0) + 1;
}

export interface NewMatterRow {
  programme_id: string;
  id: string;
  number: number;
  origin_kind: string;
  origin_id: string | null;
  what: string;
  from_unit_id: string;
  to_unit_id: string;
  due_on: string | null;
  first_due_on: string | null;
  state: string;
  asked_by: string;
  asked_at: string;
  state_since: string;
  changed_at: string;
  changed_by: string;
}

export async function insertMatters(tx: Db, rows: readonly NewMatterRow[], taskIds: readonly string[]): Promise<void> {
  await tx
    .insertInto("matter")
    .values([...rows])
    .execute();
  const links = rows.flatMap((row) =>
    taskIds.map((task_id) => ({ programme_id: row.programme_id, matter_id: row.id, task_id })),
  );
  if (links.length > 0) await tx.insertInto("matter_task").values(links).execute();
}

export interface MatterPatch {
  to_unit_id?: string;
  due_on?: string;
  first_due_on?: string;
  state?: MatterState;
  state_since?: string;
  answer?: string;
  answered_by?: string;
  changed_at: string;
  changed_by: string;
}

/** Saves a change of the version that was read; `false` when somebody else was first. */
export async function saveMatter(
  tx: Db,
  at: { programmeId: string; id: string; version: number },
  patch: MatterPatch,
): Promise<boolean> {
  const result = await tx
    .updateTable("matter")
    .set({ ...patch, version: at.version + 1 })
    .where("programme_id", "=", at.programmeId)
    .where("id", "=", at.id)
    .where("version", "=", at.version)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function insertReferral(
  tx: Db,
  row: {
    programme_id: string;
    matter_id: string;
    position: number;
    from_unit_id: string;
    to_unit_id: string;
    why: string;
    at: string;
    person_id: string;
  },
): Promise<void> {
  await tx.insertInto("matter_referral").values(row).execute();
}
