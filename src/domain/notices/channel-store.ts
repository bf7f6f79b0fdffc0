// SQL of the ways on which notices leave: choices, addresses, mailboxes, webhooks, calendar feeds.
import { sql } from "kysely";
import type { Db } from "../tables.ts";
import type { MailByTopic, Quiet, WebhookKind, WebhookState } from "./model-channels.ts";

export interface PreferenceRow {
  personId: string;
  language: "zh" | "en";
  mail: MailByTopic;
  quiet: Quiet;
  version: number;
}

export async function findPreferences(db: Db, personIds: readonly string[]): Promise<Map<string, PreferenceRow>> {
  if (personIds.length === 0) return new Map();
  const { rows } = await sql<PreferenceRow>`select person_id as "personId", language, mail, quiet, version
    from notice_preference where person_id = any (${personIds}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.personId, row]));
}

/** Saves choices on the version that was read, 0 for none yet; `false` when another window was first. */
export async function savePreference(tx: Db, row: PreferenceRow & { at: string }): Promise<boolean> {
  const { rows } = await sql`
    insert into notice_preference (person_id, language, mail, quiet, version, changed_at)
    select ${row.personId}::uuid, ${row.language}, ${JSON.stringify(row.mail)}::jsonb, ${JSON.stringify(row.quiet)}::jsonb,
      1, ${row.at}::timestamptz
    where ${row.version}::int = 0 or exists (select 1 from notice_preference where person_id = ${row.personId})
    on conflict (person_id) do update set language = excluded.language, mail = excluded.mail, quiet = excluded.quiet,
      version = notice_preference.version + 1, changed_at = excluded.changed_at
    where notice_preference.version = ${row.version}::int
    returning person_id`.execute(tx);
  return rows.length === 1;
}

export interface AddressRow {
  personId: string;
  address: string;
  verifiedAt: string | null;
  codeDigest: string | null;
  codeUntil: string | null;
  wrongTries: number;
  changedAt: string;
}

export async function findAddress(db: Db, personId: string, lock = false): Promise<AddressRow | undefined> {
  const { rows } = await sql<AddressRow>`select person_id as "personId", address, verified_at as "verifiedAt",
      code_digest as "codeDigest", code_until as "codeUntil", wrong_tries as "wrongTries", changed_at as "changedAt"
    from notice_address where person_id = ${personId} ${lock ? sql`for update` : sql``}`.execute(db);
  return rows[0];
}

/** Confirmed addresses of people who are active. */
export async function findVerified(db: Db, personIds: readonly string[]): Promise<Map<string, string>> {
  if (personIds.length === 0) return new Map();
  const { rows } = await sql<{ personId: string; address: string }>`
    select a.person_id as "personId", a.address from notice_address a join person p on p.id = a.person_id
    where a.person_id = any (${personIds}::uuid[]) and a.verified_at is not null and p.active`.execute(db);
  return new Map(rows.map((row) => [row.personId, row.address]));
}

export async function saveAddress(tx: Db, row: AddressRow): Promise<void> {
  await sql`insert into notice_address (person_id, address, verified_at, code_digest, code_until, wrong_tries, changed_at)
    values (${row.personId}, ${row.address}, ${row.verifiedAt}, ${row.codeDigest}, ${row.codeUntil}, ${row.wrongTries},
      ${row.changedAt})
    on conflict (person_id) do update set address = excluded.address, verified_at = excluded.verified_at,
      code_digest = excluded.code_digest, code_until = excluded.code_until, wrong_tries = excluded.wrong_tries,
      changed_at = excluded.changed_at`.execute(tx);
}

export async function deleteAddress(tx: Db, personId: string): Promise<void> {
  await tx.deleteFrom("notice_address").where("person_id", "=", personId).execute();
}

/** Is there any way out of the program for what these people or programmes are told? */
export async function hasWaysOut(
  db: Db,
  programmeIds: readonly string[],
  personIds: readonly string[],
): Promise<boolean> {
  const { rows } = await sql<{ any: boolean }>`select
    exists (select 1 from webhook where programme_id = any (${programmeIds}::uuid[]) and state = 'active')
    or exists (select 1 from unit_mailbox where programme_id = any (${programmeIds}::uuid[]) and address is not null)
    or exists (select 1 from notice_address where person_id = any (${personIds}::uuid[]) and verified_at is not null)
    as any`.execute(db);
  return rows[0]?.any ?? false;
}

export interface MailboxRow {
  unitId: string;
  unitName: string;
  address: string | null;
  version: number;
}

/** Every unit of a programme with its mailbox, if any. */
export async function findMailboxes(db: Db, programmeId: string): Promise<MailboxRow[]> {
  const { rows } = await sql<MailboxRow>`
    select u.id as "unitId", u.short_name as "unitName", m.address, coalesce(m.version, 0) as version
    from programme_unit pu join unit u on u.id = pu.unit_id
    left join unit_mailbox m on m.programme_id = pu.programme_id and m.unit_id = pu.unit_id
    where pu.programme_id = ${programmeId} order by u.sort_key collate "C", u.id limit 1000`.execute(db);
  return rows;
}

export async function findUnitAddresses(
  db: Db,
  programmeId: string,
  unitIds: readonly string[],
): Promise<Map<string, string>> {
  if (unitIds.length === 0) return new Map();
  const { rows } = await sql<{ unitId: string; address: string }>`select unit_id as "unitId", address from unit_mailbox
    where programme_id = ${programmeId} and unit_id = any (${unitIds}::uuid[]) and address is not null`.execute(db);
  return new Map(rows.map((row) => [row.unitId, row.address]));
}

export async function saveMailbox(
  tx: Db,
  row: { programmeId: string; unitId: string; address: string | null; version: number; at: string; by: string },
): Promise<boolean> {
  const { rows } = await sql`
    insert into unit_mailbox (programme_id, unit_id, address, version, changed_at, changed_by)
    select ${row.programmeId}::uuid, ${row.unitId}::uuid, ${row.address}, 1, ${row.at}::timestamptz, ${row.by}::uuid
    where ${row.version}::int = 0
      or exists (select 1 from unit_mailbox where programme_id = ${row.programmeId} and unit_id = ${row.unitId})
    on conflict (programme_id, unit_id) do update set address = excluded.address, version = unit_mailbox.version + 1,
      changed_at = excluded.changed_at, changed_by = excluded.changed_by
    where unit_mailbox.version = ${row.version}::int
    returning unit_id`.execute(tx);
  return rows.length === 1;
}

export interface WebhookRow {
  id: string;
  title: string;
  kind: WebhookKind;
  url: string;
  secret: string;
  topics: string[];
  state: WebhookState;
  version: number;
  changedAt: string;
}

const hooks = (programmeId: string) => sql`select id, title, kind, url, secret, topics, state, version,
  changed_at as "changedAt" from webhook where programme_id = ${programmeId} and state <> 'dropped'`;

export async function findWebhooks(db: Db, programmeId: string): Promise<WebhookRow[]> {
  return (await sql<WebhookRow>`${hooks(programmeId)} order by made_at, id limit 100`.execute(db)).rows;
}

export async function findWebhook(db: Db, programmeId: string, id: string): Promise<WebhookRow | undefined> {
  return (await sql<WebhookRow>`${hooks(programmeId)} and id = ${id}`.execute(db)).rows[0];
}

export async function insertWebhook(
  tx: Db,
  row: Pick<WebhookRow, "id" | "title" | "kind" | "url" | "secret" | "topics"> & {
    programmeId: string;
    at: string;
    by: string;
  },
): Promise<void> {
  await tx
    .insertInto("webhook")
    .values({
      programme_id: row.programmeId,
      id: row.id,
      title: row.title,
      kind: row.kind,
      url: row.url,
      secret: row.secret,
      topics: row.topics,
      state: "active",
      made_at: row.at,
      changed_at: row.at,
      changed_by: row.by,
    })
    .execute();
}

export async function saveWebhook(
  tx: Db,
  at: { programmeId: string; id: string; version: number },
  patch: Partial<Pick<WebhookRow, "title" | "url" | "secret" | "topics" | "state">> & {
    changed_at: string;
    changed_by: string;
  },
): Promise<boolean> {
  const result = await tx
    .updateTable("webhook")
    .set({ ...patch, version: at.version + 1 })
    .where("programme_id", "=", at.programmeId)
    .where("id", "=", at.id)
    .where("version", "=", at.version)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export interface FeedRow {
  id: string;
  personId: string;
  title: string;
  madeAt: string;
  readAt: string | null;
}

const feeds = sql`select id, person_id as "personId", title, made_at as "madeAt", read_at as "readAt"
  from calendar_feed where revoked_at is null`;

export async function findFeeds(db: Db, personId: string): Promise<FeedRow[]> {
  return (await sql<FeedRow>`${feeds} and person_id = ${personId} order by made_at desc, id limit 50`.execute(db)).rows;
}

export async function findFeedByDigest(db: Db, digest: string): Promise<FeedRow | undefined> {
  return (await sql<FeedRow>`${feeds} and digest = ${digest}`.execute(db)).rows[0];
}

export async function insertFeed(
  tx: Db,
  row: { id: string; person_id: string; title: string; digest: string; made_at: string },
): Promise<void> {
  await tx.insertInto("calendar_feed").values(row).execute();
}

export async function revokeFeed(tx: Db, personId: string, id: string, at: string): Promise<boolean> {
  const { rows } = await sql`update calendar_feed set revoked_at = ${at}
    where id = ${id} and person_id = ${personId} and revoked_at is null returning id`.execute(tx);
  return rows.length === 1;
}

/** Notes that a feed was read, at most once an hour. */
export async function touchFeed(db: Db, id: string, at: string, before: string): Promise<void> {
  await sql`update calendar_feed set read_at = ${at}
    where id = ${id} and (read_at is null or read_at < ${before})`.execute(db);
}
