// SQL of the audit trail.
import { sql } from "kysely";
import type { StandIn } from "../../kernel/access.ts";
import type { Sort } from "../../kernel/page-of.ts";
import { givenRows } from "../given-rows.ts";
import type { Db } from "../tables.ts";
import { eventChannel } from "./announcement.ts";
import type { EventQuery, SealedRow, SealRow, StoryEvent } from "./model.ts";

export interface EventRow {
  id: string;
  programme_id: string | null;
  at: string;
  kind: string;
  subject_kind: string;
  subject_id: string;
  subject_version: number | null;
  person_id: string | null;
  person_name: string;
  unit_id: string | null;
  duties: readonly string[];
  note: string | null;
  before: Readonly<Record<string, unknown>> | null;
  after: Readonly<Record<string, unknown>> | null;
  acts_for: readonly StandIn[] | null;
  request_id: string;
  address: string;
}

/** Writes one event and announces it in the same statement: heard when the transaction commits, never when it does not. */
export async function insertEvent(db: Db, row: EventRow, announcement: string): Promise<void> {
  const [before, after, actsFor] = [row.before, row.after, row.acts_for].map((facts) =>
    facts ? JSON.stringify(facts) : null,
  );
  await db
    .insertInto("event")
    .values({
      ...row,
      duties: [...row.duties],
      before: before ?? null,
      after: after ?? null,
      acts_for: actsFor ?? null,
    })
    .returning(sql`pg_notify(${eventChannel}, ${announcement})`.as("announced"))
    .execute();
}

/** Says something on a channel; heard when the transaction commits. */
export async function notify(db: Db, channel: string, texts: readonly string[]): Promise<void> {
  if (texts.length === 0) return;
  await sql`select pg_notify(${channel}, text) from unnest(${texts}::text[]) text`.execute(db);
}

export async function insertEvents(db: Db, rows: EventRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += 1000) {
    const { shared, own } = givenRows(rows.slice(from, from + 1000));
    await sql`insert into event select *
      from json_populate_recordset(json_populate_record(null::event, ${shared}::json), ${own}::json)`.execute(db);
  }
}

/** Whole rows of events without a seal, oldest first. */
export async function unsealedEvents(db: Db, limit: number) {
  return db
    .selectFrom("unsealed_event as u")
    .innerJoin("event as e", "e.id", "u.event_id")
    .selectAll("e")
    .orderBy("e.at")
    .orderBy("e.id")
    .limit(limit)
    .execute();
}

/** Only one process seals at a time; the lock ends with the transaction. */
export async function lockSealing(tx: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('shidian.seal'))`.execute(tx);
}

const sealColumns = ["number", "at", "event_count as eventCount", "previous", "digest"] as const;

export async function lastSeal(db: Db): Promise<SealRow | undefined> {
  return db.selectFrom("seal").select(sealColumns).orderBy("number", "desc").limit(1).executeTakeFirst();
}

export async function sealsAfter(db: Db, number: number, limit: number): Promise<SealRow[]> {
  return db
    .selectFrom("seal")
    .select(sealColumns)
    .where("number", ">", number)
    .orderBy("number")
    .limit(limit)
    .execute();
}

export async function insertSeal(db: Db, seal: SealRow, events: readonly SealedRow[]): Promise<void> {
  await db
    .insertInto("seal")
    .values({
      number: seal.number,
      at: seal.at,
      event_count: seal.eventCount,
      previous: seal.previous,
      digest: seal.digest,
    })
    .execute();
  const rows = events.map((event, position) => ({
    event_id: event.eventId,
    seal_number: seal.number,
    position,
    digest: event.digest,
  }));
  for (let from = 0; from < rows.length; from += 1000)
    await db
      .insertInto("sealed_event")
      .values(rows.slice(from, from + 1000))
      .execute();
  await db
    .deleteFrom("unsealed_event")
    .where(
      "event_id",
      "in",
      events.map((event) => event.eventId),
    )
    .execute();
}

export async function entriesOfSeal(db: Db, number: number): Promise<SealedRow[]> {
  return db
    .selectFrom("sealed_event")
    .select(["event_id as eventId", "digest"])
    .where("seal_number", "=", number)
    .orderBy("position")
    .execute();
}

/** The events of one seal as they stand now. */
export async function eventsOfSeal(db: Db, number: number) {
  return db
    .selectFrom("sealed_event as s")
    .innerJoin("event as e", "e.id", "s.event_id")
    .selectAll("e")
    .where("s.seal_number", "=", number)
    .execute();
}

export async function countUnsealed(db: Db): Promise<number> {
  const row = await db
    .selectFrom("unsealed_event")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return row.count;
}

/**
 * What is neither sealed nor waiting: an event that was kept from the seals, or one that was removed while it waited.
 * One statement, so that sealing meanwhile does not show as a gap.
 */
export async function findStrays(db: Db, limit: number): Promise<{ eventId: string; removed: boolean }[]> {
  const { rows } = await sql<{ eventId: string; removed: boolean }>`
    select e.id as "eventId", false as removed from event e
    where not exists (select 1 from sealed_event s where s.event_id = e.id)
      and not exists (select 1 from unsealed_event u where u.event_id = e.id)
    union all
    select u.event_id, true from unsealed_event u where not exists (select 1 from event e where e.id = u.event_id)
    limit ${limit}`.execute(db);
  return rows;
}

export async function findEvents(db: Db, query: EventQuery, sort: Sort, mark: { at: string; id: string } | null) {
  const filtered = db
    .selectFrom("event as e")
    .$if(query.programmeId !== undefined, (q) => q.where("e.programme_id", "=", query.programmeId as string))
    .$if(query.subjectId !== undefined, (q) => q.where("e.subject_id", "=", query.subjectId as string))
    .$if(query.personId !== undefined, (q) => q.where("e.person_id", "=", query.personId as string))
    .$if(Boolean(query.q), (q) =>
      q.where((eb) =>
        eb.or([
          eb("e.kind", "=", query.q as string),
          eb(sql`split_part(e.person_name, '（', 1)`, "=", query.q as string),
        ]),
      ),
    );
  const { total } = await filtered.select(({ fn }) => fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
  const order = sort.down ? "desc" : "asc";
  const items = await filtered
    .leftJoin("sealed_event as s", "s.event_id", "e.id")
    .select([
      "e.id",
      "e.programme_id as programmeId",
      "e.at",
      "e.kind",
      "e.subject_kind as subjectKind",
      "e.subject_id as subjectId",
      "e.person_name as personName",
      "e.unit_id as unitId",
      "e.duties",
      "e.note",
      "e.request_id as requestId",
      "e.address",
      "s.seal_number as sealNumber",
    ])
    .$if(mark !== null, (q) =>
      q.where(sql<boolean>`(e.at, e.id) ${sql.raw(sort.down ? "<" : ">")} (${mark?.at}, ${mark?.id})`),
    )
    .orderBy("e.at", order)
    .orderBy("e.id", order)
    .limit(query.limit + 1)
    .execute();
  return { items, total };
}

/** The story of one record, newest first. */
export async function eventsOfSubject(
  db: Db,
  subjectId: string,
  until: string | null,
  limit: number,
): Promise<StoryEvent[]> {
  const rows = await db
    .selectFrom("event")
    .select([
      "id",
      "at",
      "kind",
      "person_id as personId",
      "person_name as personName",
      "unit_id as unitId",
      "note",
      "before",
      "after",
      sql<string[]>`array(select jsonb_array_elements(coalesce(acts_for, '[]'))->>'personId')`.as("actsFor"),
    ])
    .where("subject_id", "=", subjectId)
    .$if(until !== null, (q) => q.where("at", "<", until as string))
    .orderBy("at", "desc")
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
  return rows as StoryEvent[];
}
