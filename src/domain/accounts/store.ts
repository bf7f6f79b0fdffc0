// SQL of accounts, sessions and tokens. Only digests are stored.
import { sql } from "kysely";
import type { StandIn } from "../../kernel/access.ts";
import type { Duty } from "../organisations/model.ts";
import type { Db } from "../tables.ts";
import type { Account, Me, Token } from "./model.ts";

export interface ActorRow {
  keyId: string;
  personId: string;
  name: string;
  unitId: string;
  mustChange: boolean;
  /** Is it time to write down that the key was used? */
  unseen: boolean;
  duties: Duty[];
  unitIds: string[];
  standsFor: StandIn<Duty>[];
  sameAs: string[];
}

/** A key that is good at an instant (ISO), and the instants before which it counts as idle or unseen. */
export interface KeyWish {
  kind: "session" | "token";
  digest: string;
  at: string;
  idleBefore: string;
  seenBefore: string;
}

const actorColumns = sql`key_id as "keyId", person_id as "personId", name, unit_id as "unitId",
  must_change as "mustChange", unseen, duties, unit_ids as "unitIds", stands_for as "standsFor", same_as as "sameAs"`;

/** Who is behind a key, in one statement; the database keeps its plan (`who_acts` in the migrations). */
export async function findActor(db: Db, wish: KeyWish): Promise<ActorRow | undefined> {
  const { rows } = await sql<ActorRow>`select ${actorColumns} from who_acts(
    ${wish.kind}, ${wish.digest}, null, ${wish.at}, ${wish.idleBefore}, ${wish.seenBefore}) where person_id is not null`.execute(
    db,
  );
  return rows[0];
}

/** The same by the key's id, without marking the key as used: somebody who only listens still falls idle. */
export async function findActorOfKey(
  db: Db,
  key: { via: "session" | "token"; keyId: string },
  at: string,
  idleBefore: string,
): Promise<ActorRow | undefined> {
  const digest =
    key.via === "session" ? sql`${key.keyId}` : sql`(select digest from access_token where id = ${key.keyId}::uuid)`;
  const { rows } = await sql<ActorRow>`select ${actorColumns} from who_acts(
    ${key.via}, ${digest}, null, ${at}, ${idleBefore}, null) where person_id is not null`.execute(db);
  return rows[0];
}

/** The same for somebody in whose name the program acts; without an instant for nobody but themselves. */
export async function findActorOfPerson(db: Db, personId: string, at: string | null): Promise<ActorRow | undefined> {
  const { rows } = await sql<ActorRow>`select ${actorColumns} from who_acts(
    'person', null, ${personId}, ${at}, null, null) where person_id is not null`.execute(db);
  return rows[0];
}

export async function touchSession(db: Db, digest: string, at: string): Promise<void> {
  await db.updateTable("session").set({ seen_at: at }).where("digest", "=", digest).execute();
}

export async function touchToken(db: Db, id: string, at: string): Promise<void> {
  await db.updateTable("access_token").set({ seen_at: at }).where("id", "=", id).execute();
}

export interface AccountRow {
  personId: string;
  name: string;
  unitId: string;
  username: string;
  passwordHash: string | null;
  failedCount: number;
  lockedUntil: string | null;
  disabled: boolean;
  active: boolean;
  demo: boolean;
}

const accounts = (db: Db) =>
  db
    .selectFrom("account as a")
    .innerJoin("person as p", "p.id", "a.person_id")
    .select([
      "a.person_id as personId",
      "p.name",
      "p.unit_id as unitId",
      "a.username",
      "a.password_hash as passwordHash",
      "a.failed_count as failedCount",
      "a.locked_until as lockedUntil",
      "a.disabled",
      "p.active",
      "p.demo",
    ]);

/** Held until the transaction ends, so that tries made at the same time are counted one after the other. */
export async function lockAccountByName(tx: Db, username: string): Promise<AccountRow | undefined> {
  return accounts(tx)
    .where(sql<string>`lower(a.username)`, "=", username.toLowerCase())
    .forUpdate("a")
    .executeTakeFirst();
}

export async function lockAccount(tx: Db, personId: string): Promise<AccountRow | undefined> {
  return accounts(tx).where("a.person_id", "=", personId).forUpdate("a").executeTakeFirst();
}

/** Counting accounts and opening the first is done by one at a time; the lock ends with the transaction. */
export async function lockAccounts(tx: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('shidian.accounts'))`.execute(tx);
}

export async function countAccounts(db: Db): Promise<number> {
  const row = await db
    .selectFrom("account")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** By user name, one row more than asked. */
export async function findAccounts(
  db: Db,
  query: { q?: string | undefined; down: boolean; after: string | null; limit: number; at: string },
): Promise<{ items: Account[]; total: number }> {
  const like = `%${(query.q ?? "").replace(/[\\%_]/g, "\\$&")}%`;
  const found = db
    .selectFrom("account as a")
    .innerJoin("person as p", "p.id", "a.person_id")
    .innerJoin("unit as u", "u.id", "p.unit_id")
    .$if(Boolean(query.q), (q) => q.where(sql<boolean>`(a.username ilike ${like} or p.name ilike ${like})`));
  const { total } = await found.select(({ fn }) => fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
  const key = sql<string>`lower(a.username) collate "C"`;
  const items = await found
    .select([
      "a.person_id as personId",
      "p.name",
      "a.username",
      "u.short_name as unitName",
      "p.demo",
      sql<boolean>`a.disabled or not p.active`.as("disabled"),
      sql<string | null>`case when a.locked_until > ${query.at} then a.locked_until end`.as("lockedUntil"),
      "a.must_change as mustChange",
      sql<Duty[]>`array(select distinct d.duty from duty d where d.person_id = p.id and d.until_at = 'infinity'
        order by d.duty)`.as("duties"),
    ])
    .$if(query.after !== null, (q) =>
      q.where(sql<boolean>`${key} ${sql.raw(query.down ? "<" : ">")} ${query.after} collate "C"`),
    )
    .orderBy(key, query.down ? "desc" : "asc")
    .limit(query.limit + 1)
    .execute();
  return { items: items as unknown as Account[], total };
}

export async function insertAccount(
  db: Db,
  row: { person_id: string; username: string; password_hash: string | null; must_change: boolean; at: string },
): Promise<boolean> {
  const { at, ...account } = row;
  const result = await db
    .insertInto("account")
    .values({ ...account, password_set_at: account.password_hash ? at : null, changed_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export interface AccountPatch {
  password_hash?: string;
  password_set_at?: string;
  must_change?: boolean;
  failed_count?: number;
  locked_until?: string | null;
  disabled?: boolean;
}

export async function saveAccount(db: Db, personId: string, patch: AccountPatch, at: string): Promise<void> {
  await db
    .updateTable("account")
    .set({ ...patch, version: sql`version + 1`, changed_at: at })
    .where("person_id", "=", personId)
    .execute();
}

/** Who somebody is, for their own page. */
export async function findMe(db: Db, personId: string, at: string): Promise<Me | undefined> {
  const lent = sql`from delegation g join person a on a.id = g.from_person_id and a.active
    join duty d on d.person_id = g.from_person_id and d.unit_id = g.unit_id and d.duty = g.duty and d.until_at = 'infinity'
    join unit gu on gu.id = g.unit_id
    where g.to_person_id = p.id and g.since_at <= ${at} and g.until_at > ${at}`;
  const row = await db
    .selectFrom("person as p")
    .innerJoin("account as a", "a.person_id", "p.id")
    .innerJoin("unit as u", "u.id", "p.unit_id")
    .select([
      "p.id as personId",
      "p.name",
      "p.demo",
      "a.must_change as mustChange",
      sql`jsonb_build_object('id', u.id, 'name', u.name, 'shortName', u.short_name, 'kind', u.kind)`.as("unit"),
      sql`array(select d.duty from duty d where d.person_id = p.id and d.until_at = 'infinity'
        union select g.duty ${lent} order by 1)`.as("duties"),
      sql`array(select jsonb_build_object('name', a.name, 'unitId', gu.id, 'unitName', gu.short_name, 'duty', g.duty,
        'untilOn', g.until_on) ${lent} order by g.since_at, g.id)`.as("standsFor"),
    ])
    .where("p.id", "=", personId)
    .executeTakeFirst();
  return row as Me | undefined;
}

export async function insertSession(
  db: Db,
  row: { digest: string; person_id: string; made_at: string; seen_at: string; ends_at: string; address: string },
): Promise<void> {
  await db.insertInto("session").values(row).execute();
}

export async function deleteSession(db: Db, digest: string): Promise<void> {
  await db.deleteFrom("session").where("digest", "=", digest).execute();
}

/** @returns how many there were */
export async function deleteSessionsOf(db: Db, personId: string): Promise<number> {
  const result = await db.deleteFrom("session").where("person_id", "=", personId).executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** Forgets sessions that ended or fell idle. */
export async function deleteStaleSessions(db: Db, endedBefore: string, idleBefore: string): Promise<void> {
  await db
    .deleteFrom("session")
    .where((eb) => eb.or([eb("ends_at", "<=", endedBefore), eb("seen_at", "<=", idleBefore)]))
    .execute();
}

const tokenColumns = ["id", "title", "made_at as madeAt", "ends_at as endsAt", "seen_at as seenAt"] as const;

/** Tokens that are good at an instant, the newest first. */
export async function findTokens(db: Db, personId: string, at: string): Promise<Token[]> {
  return db
    .selectFrom("access_token")
    .select(tokenColumns)
    .where("person_id", "=", personId)
    .where("revoked_at", "is", null)
    .where("ends_at", ">", at)
    .orderBy("made_at", "desc")
    .orderBy("id", "desc")
    .execute();
}

export async function insertToken(
  db: Db,
  row: { id: string; digest: string; person_id: string; title: string; made_at: string; ends_at: string },
): Promise<void> {
  await db.insertInto("access_token").values(row).execute();
}

/** @returns the titles of the tokens revoked: all of a person, or one of them */
export async function revokeTokens(db: Db, personId: string, at: string, id?: string): Promise<string[]> {
  const rows = await db
    .updateTable("access_token")
    .set({ revoked_at: at })
    .where("person_id", "=", personId)
    .where("revoked_at", "is", null)
    .$if(id !== undefined, (q) => q.where("id", "=", id ?? ""))
    .returning("title")
    .execute();
  return rows.map((row) => row.title);
}
