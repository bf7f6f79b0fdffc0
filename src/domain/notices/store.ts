// SQL of notices and of who has read them.
import { sql } from "kysely";
import type { Db } from "../tables.ts";
import type { NoticeQuery } from "./model.ts";

export interface NewNoticeRow {
  programme_id: string;
  id: string;
  key: string;
  topic: string;
  subject_kind: string;
  subject_id: string;
  title_zh: string;
  title_en: string;
  href: string;
  due_on: string | null;
  urgent: boolean;
  made_at: string;
}

/** Writes notices whose key is new; gives the id of each key, old or new. */
export async function keepNotices(tx: Db, rows: readonly NewNoticeRow[]): Promise<Map<string, string>> {
  const { rows: kept } = await sql<{ programmeId: string; key: string; id: string }>`
    insert into notice select * from json_populate_recordset(null::notice, ${JSON.stringify(rows)}::json)
    on conflict (programme_id, key) do update set key = excluded.key
    returning programme_id as "programmeId", key, id`.execute(tx);
  return new Map(kept.map((row) => [`${row.programmeId} ${row.key}`, row.id]));
}

export interface ReaderRow {
  programmeId: string;
  noticeId: string;
  personId: string;
}

/** Gives notices to people; whoever has one already is left out of what comes back. */
export async function giveNotices(tx: Db, rows: readonly ReaderRow[], at: string): Promise<ReaderRow[]> {
  const column = (field: keyof ReaderRow) => rows.map((row) => row[field]);
  const { rows: given } = await sql<ReaderRow>`
    insert into notice_reader (programme_id, notice_id, person_id, made_at)
    select p, n, r, ${at}::timestamptz from unnest(${column("programmeId")}::uuid[], ${column("noticeId")}::uuid[],
      ${column("personId")}::uuid[]) as given (p, n, r)
    on conflict (programme_id, notice_id, person_id) do nothing
    returning programme_id as "programmeId", notice_id as "noticeId", person_id as "personId"`.execute(tx);
  return given;
}

/** The offices of programmes. */
export async function officesOf(db: Db, programmeIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom("programme")
    .select(["id", "office_unit_id as unitId"])
    .where("id", "in", programmeIds)
    .execute();
  return new Map(rows.map((row) => [row.id, row.unitId]));
}

export interface NoticeRow {
  id: string;
  programmeId: string;
  programmeTitle: string;
  topic: string;
  subjectKind: string;
  subjectId: string;
  titleZh: string;
  titleEn: string;
  href: string;
  dueOn: string | null;
  urgent: boolean;
  madeAt: string;
  readAt: string | null;
}

const mine = (personId: string, query: Pick<NoticeQuery, "unread" | "topic" | "programmeId">) => sql`
  from notice_reader r
  join notice n on n.programme_id = r.programme_id and n.id = r.notice_id
  join programme p on p.id = r.programme_id
  where r.person_id = ${personId}
    ${query.unread === "true" ? sql`and r.read_at is null` : sql``}
    ${query.unread === "false" ? sql`and r.read_at is not null` : sql``}
    ${query.topic ? sql`and n.topic = ${query.topic}` : sql``}
    ${query.programmeId ? sql`and r.programme_id = ${query.programmeId}` : sql``}`;

export async function findNotices(
  db: Db,
  personId: string,
  query: NoticeQuery,
  after: { madeAt: string; id: string } | null,
): Promise<{ items: NoticeRow[]; total: number }> {
  const counted = await sql<{ total: number }>`select count(*)::int as total ${mine(personId, query)}`.execute(db);
  const found = await sql<NoticeRow>`
    select n.id, n.programme_id as "programmeId", p.short_title as "programmeTitle", n.topic,
      n.subject_kind as "subjectKind", n.subject_id as "subjectId", n.title_zh as "titleZh", n.title_en as "titleEn",
      n.href, n.due_on as "dueOn", n.urgent, r.made_at as "madeAt", r.read_at as "readAt"
    ${mine(personId, query)} ${after ? sql`and (r.made_at, r.notice_id) < (${after.madeAt}, ${after.id})` : sql``}
    order by r.made_at desc, r.notice_id desc limit ${query.limit + 1}`.execute(db);
  return { items: found.rows, total: counted.rows[0]?.total ?? 0 };
}

export async function countUnread(db: Db, personId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from notice_reader where person_id = ${personId} and read_at is null`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Marks own notices as read: some, or all up to an instant. */
export async function markRead(
  tx: Db,
  personId: string,
  which: { ids: readonly string[] } | { until: string },
  at: string,
): Promise<number> {
  const result = await sql`update notice_reader set read_at = ${at}
    where person_id = ${personId} and read_at is null
      and ${"ids" in which ? sql`notice_id = any (${which.ids}::uuid[])` : sql`made_at <= ${which.until}`}`.execute(tx);
  return Number(result.numAffectedRows ?? 0);
}

export async function knowsAll(db: Db, personId: string, ids: readonly string[]): Promise<boolean> {
  const { rows } = await sql<{ count: number }>`
    select count(distinct notice_id)::int as count from notice_reader
    where person_id = ${personId} and notice_id = any (${ids}::uuid[])`.execute(db);
  return rows[0]?.count === new Set(ids).size;
}

/** Forgets notices, what was sent and marks of both that are older than `before`, some thousands at a time. */
export async function deleteOld(db: Db, before: string): Promise<number> {
  const deliveries = await sql`delete from delivery where (programme_id, id) in
    (select programme_id, id from delivery where made_at < ${before} limit 2000)`.execute(db);
  const notices = await sql`delete from notice where (programme_id, id) in
    (select programme_id, id from notice where made_at < ${before} limit 2000)`.execute(db);
  return Number(deliveries.numAffectedRows ?? 0) + Number(notices.numAffectedRows ?? 0);
}
