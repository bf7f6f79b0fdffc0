// SQL of meetings: the rows, who attends, the agenda, the decisions, and what a list and the frequency of visits need.
import { type RawBuilder, type Selectable, sql } from "kysely";
import { afterMark, type KeyColumn, type MarkValue, orderOf } from "../../kernel/page-mark.ts";
import { rowsAt } from "../../kernel/rows-at.ts";
import type { Db, MeetingTable } from "../tables.ts";
import type { LightReason } from "../tasks/model.ts";
import type { AgendaItem, AgendaScope, MeetingKind, MeetingQuery, MeetingState } from "./model.ts";

export interface MeetingRow {
  id: string;
  number: number;
  kind: MeetingKind;
  title: string;
  hostUnitId: string;
  hostName: string;
  heldOn: string;
  beginsAt: string | null;
  place: string;
  chair: string;
  scope: AgendaScope;
  state: MeetingState;
  agendaAsOf: string | null;
  summary: string | null;
  unitCount: number | null;
  itemCount: number | null;
  decisionCount: number;
  settledCount: number;
  version: number;
  changedAt: string;
}

const countOf = (from: RawBuilder<unknown>) => sql<number>`(select count(*)::int from ${from})`;
/** Counts what is known of today only. */
const countNow = (from: RawBuilder<unknown>, asOf: string | null) =>
  asOf ? sql<number | null>`null::int` : (countOf(from) as RawBuilder<number | null>);

const decided = (asOf: string | null) => sql`meeting_decision x
  join ${rowsAt("matter", asOf)} y on y.programme_id = x.programme_id and y.id = x.matter_id
  where x.programme_id = m.programme_id and x.meeting_id = m.id`;

/** Meetings now or as of an instant; whom they call and what is on the agenda is not kept day by day, so it is told of today only. */
const selected = (db: Db, programmeId: string, asOf: string | null = null) =>
  db
    .selectFrom(rowsAt<Selectable<MeetingTable>>("meeting", asOf).as("m"))
    .innerJoin("unit as h", "h.id", "m.host_unit_id")
    .where("m.programme_id", "=", programmeId)
    .select([
      "m.id",
      "m.number",
      "m.kind",
      "m.title",
      "m.host_unit_id as hostUnitId",
      "h.short_name as hostName",
      "m.held_on as heldOn",
      "m.begins_at as beginsAt",
      "m.place",
      "m.chair",
      "m.scope",
      "m.state",
      "m.agenda_as_of as agendaAsOf",
      "m.summary",
      countNow(sql`meeting_unit x where x.programme_id = m.programme_id and x.meeting_id = m.id`, asOf).as("unitCount"),
      countNow(
        sql`agenda_item x where x.programme_id = m.programme_id and x.meeting_id = m.id and not x.trimmed`,
        asOf,
      ).as("itemCount"),
      countOf(decided(asOf)).as("decisionCount"),
      countOf(sql`${decided(asOf)} and y.state in ('settled', 'withdrawn')`).as("settledCount"),
      "m.version",
      "m.changed_at as changedAt",
    ]);

export async function findMeeting(db: Db, programmeId: string, id: string): Promise<MeetingRow | undefined> {
  return (await selected(db, programmeId).where("m.id", "=", id).executeTakeFirst()) as MeetingRow | undefined;
}

/** Titles of meetings, for whoever shows that a matter came from them. */
export async function findTitles(db: Db, programmeId: string, ids: readonly string[]) {
  return db
    .selectFrom("meeting as m")
    .select(["m.id", "m.title", "m.held_on as heldOn", "m.host_unit_id as hostUnitId"])
    .select(
      sql<string[]>`array(select x.unit_id from meeting_unit x
        where x.programme_id = m.programme_id and x.meeting_id = m.id)`.as("unitIds"),
    )
    .where("m.programme_id", "=", programmeId)
    .where(sql<boolean>`m.id = any(${ids}::uuid[])`)
    .execute();
}

const sortExpressions: Record<string, RawBuilder<unknown>> = { heldOn: sql`m.held_on`, number: sql`m.number` };

/** The latest first, unless asked otherwise. */
export function keyColumns(sorts: MeetingQuery["sort"]): KeyColumn[] {
  const named = sorts.flatMap(({ by, down }) => {
    const expression = sortExpressions[by];
    return expression ? [{ expression, down }] : [];
  });
  const first = named.length > 0 ? named : [{ expression: sql`m.held_on`, down: true }];
  return [...first, { expression: sql`m.number`, down: first[0]?.down ?? true }];
}

export interface Reading {
  programmeId: string;
  /** The office sees all; others those that their units convene or attend. */
  all: boolean;
  unitIds: readonly string[];
}

export async function findMeetings(
  db: Db,
  { programmeId, all, unitIds }: Reading,
  query: MeetingQuery,
  asOf: string | null,
  mark: readonly MarkValue[] | null,
): Promise<{ items: (MeetingRow & { mark: MarkValue[] })[]; total: number }> {
  const columns = keyColumns(query.sort);
  const like = `%${(query.q ?? "").replace(/[\\%_]/g, "\\$&")}%`;
  const base = selected(db, programmeId, asOf)
    .$if(!all, (q) =>
      q.where(sql<boolean>`(m.host_unit_id = any(${unitIds}::uuid[]) or m.id in (select x.meeting_id from meeting_unit x
        where x.programme_id = ${programmeId} and x.unit_id = any(${unitIds}::uuid[])))`),
    )
    .$if(query.kind !== undefined, (q) => q.where("m.kind", "=", query.kind ?? ""))
    .$if(query.state !== undefined, (q) => q.where("m.state", "in", query.state ?? []))
    .$if(Boolean(query.q), (q) => q.where("m.title", "ilike", like));
  const { total } = await base
    .clearSelect()
    .select(({ fn }) => fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  const items = await base
    .select(sql<MarkValue[]>`jsonb_build_array(${sql.join(columns.map((column) => column.expression))})`.as("mark"))
    .$if(mark !== null, (q) => q.where(afterMark(columns, mark ?? [])))
    .orderBy(orderOf(columns))
    .limit(query.limit + 1)
    .execute();
  return { items: items as unknown as (MeetingRow & { mark: MarkValue[] })[], total };
}

/** Meetings to be held between two days, as they were planned now or at an instant. */
export async function findComing(
  db: Db,
  { programmeId, all, unitIds }: Reading,
  asOf: string | null,
  days: { from: string; to: string },
  most: number,
): Promise<{ id: string; title: string; kind: MeetingKind; heldOn: string }[]> {
  const seen = all
    ? sql`true`
    : sql`(m.host_unit_id = any(${unitIds}::uuid[]) or m.id in (select x.meeting_id from meeting_unit x
        where x.programme_id = ${programmeId} and x.unit_id = any(${unitIds}::uuid[])))`;
  const { rows } = await sql<{ id: string; title: string; kind: MeetingKind; heldOn: string }>`
    select m.id, m.title, m.kind, m.held_on as "heldOn" from ${rowsAt("meeting", asOf)} m
    where m.programme_id = ${programmeId} and m.state in ('planned', 'prepared')
      and m.held_on between ${days.from} and ${days.to} and ${seen}
    order by m.held_on, m.number limit ${most}`.execute(db);
  return rows;
}

export async function findUnits(db: Db, programmeId: string, id: string) {
  return db
    .selectFrom("meeting_unit as x")
    .innerJoin("unit as u", "u.id", "x.unit_id")
    .select(["u.id", "u.short_name as name", "u.kind", "x.attended"])
    .where("x.programme_id", "=", programmeId)
    .where("x.meeting_id", "=", id)
    .orderBy("x.position")
    .execute();
}

export async function findAgenda(db: Db, programmeId: string, id: string): Promise<AgendaItem[]> {
  const rows = await db
    .selectFrom("agenda_item")
    .select(["id", "source", "subject_id as subjectId", "title", "reasons", "href", "trimmed", "conclusion"])
    .where("programme_id", "=", programmeId)
    .where("meeting_id", "=", id)
    .orderBy("position")
    .execute();
  return rows as AgendaItem[];
}

export async function findDecisions(db: Db, programmeId: string, id: string) {
  return db
    .selectFrom("meeting_decision as d")
    .innerJoin("matter as m", (join) =>
      join.onRef("m.programme_id", "=", "d.programme_id").onRef("m.id", "=", "d.matter_id"),
    )
    .select(["d.matter_id as matterId", "d.item_id as itemId", "m.state"])
    .where("d.programme_id", "=", programmeId)
    .where("d.meeting_id", "=", id)
    .execute();
}

export async function nextNumber(tx: Db, programmeId: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`meeting ${programmeId}`}, 0))`.execute(tx);
  const row = await tx
    .selectFrom("meeting")
    .select(({ fn }) => fn.max("number").as("last"))
    .where("programme_id", "=", programmeId)
    .executeTakeFirstOrThrow();
  return (row.last ?? 0) + 1;
}

export interface NewMeetingRow {
  programme_id: string;
  id: string;
  number: number;
  kind: string;
  title: string;
  host_unit_id: string;
  held_on: string;
  begins_at: string | null;
  place: string;
  chair: string;
  scope: string;
  state: string;
  state_since: string;
  made_at: string;
  changed_at: string;
  changed_by: string;
}

export async function insertMeeting(tx: Db, row: NewMeetingRow): Promise<void> {
  await tx.insertInto("meeting").values(row).execute();
}

export type MeetingPatch = Partial<
  Pick<NewMeetingRow, "title" | "held_on" | "begins_at" | "place" | "chair" | "scope" | "state" | "state_since">
> & { agenda_as_of?: string | null; summary?: string | null; changed_at: string; changed_by: string };

/** Saves a change of the version that was read; `false` when somebody else was first. */
export async function saveMeeting(
  tx: Db,
  at: { programmeId: string; id: string; version: number },
  patch: MeetingPatch,
): Promise<boolean> {
  const result = await tx
    .updateTable("meeting")
    .set({ ...patch, version: at.version + 1 })
    .where("programme_id", "=", at.programmeId)
    .where("id", "=", at.id)
    .where("version", "=", at.version)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function replaceUnits(tx: Db, programmeId: string, id: string, unitIds: readonly string[]): Promise<void> {
  await tx.deleteFrom("meeting_unit").where("programme_id", "=", programmeId).where("meeting_id", "=", id).execute();
  if (unitIds.length === 0) return;
  const rows = unitIds.map((unit_id, position) => ({ programme_id: programmeId, meeting_id: id, unit_id, position }));
  await tx.insertInto("meeting_unit").values(rows).execute();
}

export async function markAttended(tx: Db, programmeId: string, id: string, unitIds: readonly string[]): Promise<void> {
  await tx
    .updateTable("meeting_unit")
    .set({ attended: sql<boolean>`unit_id = any(${unitIds}::uuid[])` })
    .where("programme_id", "=", programmeId)
    .where("meeting_id", "=", id)
    .execute();
}

/** The whole agenda anew; what it was stays in the event that tells of the change. */
export async function replaceAgenda(
  tx: Db,
  programmeId: string,
  id: string,
  items: readonly AgendaItem[],
): Promise<void> {
  await tx.deleteFrom("agenda_item").where("programme_id", "=", programmeId).where("meeting_id", "=", id).execute();
  if (items.length === 0) return;
  const rows = items.map((item, position) => ({
    programme_id: programmeId,
    meeting_id: id,
    id: item.id,
    position,
    source: item.source,
    subject_id: item.subjectId,
    title: JSON.stringify(item.title),
    reasons: JSON.stringify(item.reasons),
    href: item.href,
    trimmed: item.trimmed,
    conclusion: item.conclusion,
  }));
  await tx.insertInto("agenda_item").values(rows).execute();
}

export async function insertDecisions(
  tx: Db,
  rows: readonly { programme_id: string; meeting_id: string; matter_id: string; item_id: string | null }[],
): Promise<void> {
  if (rows.length > 0)
    await tx
      .insertInto("meeting_decision")
      .values([...rows])
      .execute();
}

/** The day of the last meeting of a kind that took place. */
export async function findLastHeld(db: Db, programmeId: string, kind: string, besides: string): Promise<string | null> {
  const row = await db
    .selectFrom("meeting")
    .select(({ fn }) => fn.max("held_on").as("last"))
    .where("programme_id", "=", programmeId)
    .where("kind", "=", kind)
    .where("state", "in", ["held", "minuted", "closed"])
    .where("id", "<>", besides)
    .executeTakeFirstOrThrow();
  return row.last;
}

/** How often each unit was or will be called on site since a day; cancelled ones do not count. */
export async function findVisits(db: Db, programmeId: string, since: string) {
  return db
    .selectFrom("meeting as m")
    .innerJoin("meeting_unit as x", (join) =>
      join.onRef("x.programme_id", "=", "m.programme_id").onRef("x.meeting_id", "=", "m.id"),
    )
    .innerJoin("unit as u", "u.id", "x.unit_id")
    .select([
      "u.id",
      "u.short_name as name",
      sql<number>`count(*)`.as("count"),
      sql<string[]>`array_agg(m.held_on::text order by m.held_on)`.as("days"),
    ])
    .where("m.programme_id", "=", programmeId)
    .where("m.kind", "=", "onSite")
    .where("m.state", "<>", "cancelled")
    .where("m.held_on", ">=", since)
    .groupBy(["u.id", "u.short_name", "u.sort_key"])
    .orderBy(sql`count(*) desc`)
    .orderBy(sql`u.sort_key collate "C"`)
    .orderBy("u.id")
    .limit(200)
    .execute();
}

/** Why the lights of these tasks are as they are, as last judged. */
export async function findLightReasons(
  db: Db,
  programmeId: string,
  taskIds: readonly string[],
): Promise<Map<string, LightReason[]>> {
  if (taskIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("task")
    .select(["id", "light_because"])
    .where("programme_id", "=", programmeId)
    .where(sql<boolean>`id = any(${taskIds}::uuid[])`)
    .execute();
  return new Map(rows.map((row) => [row.id, row.light_because as LightReason[]]));
}
