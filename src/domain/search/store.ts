// SQL of the search: entries by their words, and how far writing everything anew has come.
import { type RawBuilder, sql } from "kysely";
import type { Db } from "../tables.ts";
import { type Hit, noProgramme, tiers } from "./rules.ts";
import type { Ref } from "./sources.ts";
import type { Conditions } from "./words.ts";

export interface EntryRow {
  programme_id: string;
  id: string;
  names: string;
  body: string;
  sort_key: string;
  digest: string;
  /** Words between separators. */
  words: string;
}

/** Between the words of a row; no word holds it. */
export const wordSeparator = "\u0001";

const programmeOf = (ref: Ref) => ref.programmeId ?? noProgramme;

/** An entry as it is kept: its folded text and the digest of what it was made from. */
export interface KeptEntry {
  programmeId: string;
  id: string;
  body: string;
  digest: string;
}

/** The entries that these refs stand for. */
export async function findKept(db: Db, kind: string, whole: boolean, refs: readonly Ref[]): Promise<KeptEntry[]> {
  const programmes = refs.map(programmeOf);
  const ids = refs.map((ref) => ref.id);
  const { rows } = await sql<KeptEntry>`
    select e.programme_id as "programmeId", e.id, e.body, e.digest from search_entry e
    where e.kind = ${kind} and ${
      whole
        ? sql`e.programme_id = any(${programmes}::uuid[])`
        : sql`(e.programme_id, e.id) in (select * from unnest(${programmes}::uuid[], ${ids}::uuid[]))`
    }`.execute(db);
  return rows;
}

/** Writes entries, new or in place of what they were. */
export async function saveEntries(db: Db, kind: string, rows: readonly EntryRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into search_entry (programme_id, kind, id, names, body, sort_key, digest, words)
    select r.programme_id, ${kind}, r.id, r.names, r.body, r.sort_key, r.digest,
      array_to_tsvector(string_to_array(r.words, ${wordSeparator}))
    from json_to_recordset(${JSON.stringify(rows)}::json) as r (
      programme_id uuid, id uuid, names text, body text, sort_key text, digest text, words text)
    on conflict (programme_id, kind, id) do update set names = excluded.names, body = excluded.body,
      sort_key = excluded.sort_key, digest = excluded.digest, words = excluded.words`.execute(db);
}

/** Another text of an entry that is otherwise as before; `before`: the digest under which it was read. */
export interface BodyRow {
  programme_id: string;
  id: string;
  body: string;
  before: string;
  digest: string;
  /** Words between separators. */
  gone: string;
  added: string;
}

/**
 * Changes entries in place.
 * @returns those that were; any other one has been written by somebody else meanwhile
 */
export async function changeBodies(
  db: Db,
  kind: string,
  rows: readonly BodyRow[],
): Promise<{ programmeId: string; id: string }[]> {
  if (rows.length === 0) return [];
  const changed = await sql<{ programmeId: string; id: string }>`
    update search_entry e set body = r.body, digest = r.digest,
      words = ts_delete(e.words, string_to_array(r.gone, ${wordSeparator}))
        || array_to_tsvector(string_to_array(r.added, ${wordSeparator}))
    from json_to_recordset(${JSON.stringify(rows)}::json) as r (
      programme_id uuid, id uuid, body text, before text, digest text, gone text, added text)
    where e.programme_id = r.programme_id and e.kind = ${kind} and e.id = r.id and e.digest = r.before
    returning e.programme_id as "programmeId", e.id`.execute(db);
  return changed.rows;
}

export async function dropEntries(
  db: Db,
  kind: string,
  entries: readonly { programmeId: string; id: string }[],
): Promise<void> {
  if (entries.length === 0) return;
  const programmes = entries.map((entry) => entry.programmeId);
  const ids = entries.map((entry) => entry.id);
  await sql`delete from search_entry where kind = ${kind}
    and (programme_id, id) in (select * from unnest(${programmes}::uuid[], ${ids}::uuid[]))`.execute(db);
}

/** Each term with the pinyin that it may be. */
export interface TermToCompare {
  term: string;
  reading: string | null;
}

const columns = sql`e.kind, e.programme_id as "programmeId", e.id, e.sort_key as "sortKey"`;
const and = (conditions: readonly RawBuilder<unknown>[]) => sql.join(conditions, sql` and `);
const inNames = (term: string) => sql`e.names like ${`%${term}%`}`;
const anywhere = (term: string) => sql`(${inNames(term)} or e.body like ${`%${term}%`})`;

/** Is it called so from the beginning? Folded terms hold letters and digits alone and need no escape in `like`. */
const named = (terms: readonly TermToCompare[]) => and(terms.map(({ term }) => inNames(term)));
const begins = (terms: readonly TermToCompare[]) => sql`e.names like ${`%\n${terms[0]?.term}%`} and ${named(terms)}`;

function partScan(scope: string, part: string, terms: readonly TermToCompare[], most: number): RawBuilder<unknown> {
  const found = terms.map(({ term, reading }) =>
    reading === null ? anywhere(term) : sql`(${anywhere(term)} or e.words @@ ${reading}::tsquery)`,
  );
  return sql`(select ${columns}, case when ${begins(terms)} then ${sql.lit(tiers.start)}
      when ${named(terms)} then ${sql.lit(tiers.name)}
      when ${and(terms.map(({ term }) => anywhere(term)))} then ${sql.lit(tiers.text)}
      else ${sql.lit(tiers.reading)} end as tier
    from search_entry e where e.words @@ ${`${scope} & ${part}`}::tsquery and ${and(found)}
    limit ${sql.lit(most)})`;
}

/**
 * Entries that hold all terms, each with how well it fits; what is called exactly so or begins so is never left out for
 * what only holds the words.
 * @param scope who may find them and where, as text of a tsquery
 * @param most entries of which one part of the question at most is looked at
 */
export async function findHits(
  db: Db,
  scope: string,
  conditions: Conditions,
  terms: readonly TermToCompare[],
  most: number,
): Promise<Hit[]> {
  const { rows } = await sql<Hit>`
    (select ${columns}, ${sql.lit(tiers.exact)} as tier from search_entry e
      where e.words @@ ${`${scope} & ${conditions.exact}`}::tsquery limit ${sql.lit(most)})
    union all
    (select ${columns}, ${sql.lit(tiers.start)} as tier from search_entry e
      where e.words @@ ${`${scope} & ${conditions.start}`}::tsquery and ${begins(terms)} limit ${sql.lit(most)})
    union all ${partScan(scope, conditions.part, terms, most)}`.execute(db);
  return rows;
}

/** More entries that hold all terms, where others have filled what was looked at. */
export async function findFurtherHits(
  db: Db,
  scope: string,
  conditions: Conditions,
  terms: readonly TermToCompare[],
  most: number,
): Promise<Hit[]> {
  const { rows } = await partScan(scope, conditions.part, terms, most).$castTo<Hit>().execute(db);
  return rows;
}

export interface Build {
  version: number;
  after: Ref | null;
  done: boolean;
}

export async function findBuild(db: Db, kind: string): Promise<Build | null> {
  const row = await db
    .selectFrom("search_build")
    .select(["version", "after_programme", "after_id", "done"])
    .where("kind", "=", kind)
    .executeTakeFirst();
  if (!row) return null;
  const after = row.after_id === null ? null : { programmeId: row.after_programme, id: row.after_id };
  return { version: row.version, after, done: row.done };
}

export async function saveBuild(db: Db, kind: string, build: Build): Promise<void> {
  const values = {
    version: build.version,
    after_programme: build.after?.programmeId ?? null,
    after_id: build.after?.id ?? null,
    done: build.done,
  };
  await db
    .insertInto("search_build")
    .values({ kind, ...values })
    .onConflict((conflict) => conflict.column("kind").doUpdateSet(values))
    .execute();
}

/** Forgets how far the writing has come, so that it begins anew. */
export async function forgetBuilds(db: Db): Promise<void> {
  await db.deleteFrom("search_build").execute();
}

/**
 * While entries are written anew nobody else writes one: whoever has, commits first; whoever is about to, waits and
 * then writes the newer text. Ends with the transaction.
 */
export async function lockEntries(tx: Db): Promise<void> {
  await sql`lock table search_entry in share row exclusive mode`.execute(tx);
}

/** Entries of kinds that no module offers any more. */
export async function dropOtherKinds(db: Db, kinds: readonly string[]): Promise<void> {
  await sql`delete from search_entry where kind <> all(${[...kinds]}::text[])`.execute(db);
}

/** New entries wait in a list that every search reads through: it is emptied into the index. */
export async function emptyPendingList(db: Db): Promise<void> {
  await sql`select gin_clean_pending_list('search_entry_words'::regclass)`.execute(db);
}

/** An index most of whose entries were written anew is slower until it is built again. */
export async function rebuildIndex(db: Db): Promise<void> {
  await sql`reindex index search_entry_words`.execute(db);
}
