// SQL of the search: entries by their words, and how far writing everything anew has come.
import { type RawBuilder, sql } from "kysely";
import type { Db } from "../tables.ts";
import { type Hit, noProgramme, tiers } from "./rules.ts";
import type { Ref } from "./sources.ts";

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

/** Digests of the entries that these refs stand for, by programme and id. */
export async function findDigests(
  db: Db,
  kind: string,
  whole: boolean,
  refs: readonly Ref[],
): Promise<{ programmeId: string; id: string; digest: string }[]> {
  const programmes = refs.map(programmeOf);
  const ids = refs.map((ref) => ref.id);
  const { rows } = await sql<{ programmeId: string; id: string; digest: string }>`
    select e.programme_id as "programmeId", e.id, e.digest from search_entry e
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
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (
      programme_id uuid, id uuid, names text, body text, sort_key text, digest text, words text)
    on conflict (programme_id, kind, id) do update set names = excluded.names, body = excluded.body,
      sort_key = excluded.sort_key, digest = excluded.digest, words = excluded.words`.execute(db);
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

export interface KindConditions {
  kind: string;
  /** Of the kind, the programme and the reader, as text of a tsquery. */
  scope: string;
  exact: string;
  start: string;
  part: string;
}

/** Each term with the pinyin that it may be. */
export interface TermToCompare {
  term: string;
  reading: string | null;
}

/** How many entries that hold all groups of a query are looked at, for each kind. */
const mostLookedAt = 1000;

const columns = sql`e.kind, e.programme_id as "programmeId", e.id, e.sort_key as "sortKey"`;
const inNames = (term: string) => sql`e.names like ${`%${term}%`}`;
const allInNames = (terms: readonly TermToCompare[]) =>
  sql.join(
    terms.map(({ term }) => inNames(term)),
    sql` and `,
  );
const anywhere = (term: string) => sql`(${inNames(term)} or e.body like ${`%${term}%`})`;
const allAnywhere = (terms: readonly TermToCompare[]) =>
  sql.join(
    terms.map(({ term }) => anywhere(term)),
    sql` and `,
  );

/**
 * The entries that hold all terms, each with how well it fits; one statement for all kinds. Folded terms hold letters
 * and digits alone, so that they need no escape in `like`.
 */
export async function findHits(
  db: Db,
  kinds: readonly KindConditions[],
  terms: readonly TermToCompare[],
  most: number,
): Promise<Hit[]> {
  const first = terms[0]?.term ?? "";
  const found = terms.map(({ term, reading }) =>
    reading === null ? anywhere(term) : sql`(${anywhere(term)} or e.words @@ ${reading}::tsquery)`,
  );
  const scans = kinds.flatMap(({ scope, exact, start, part }): RawBuilder<unknown>[] => [
    sql`(select ${columns}, ${sql.lit(tiers.exact)} as tier from search_entry e
      where e.words @@ ${`${scope} & ${exact}`}::tsquery limit ${sql.lit(most)})`,
    sql`(select ${columns}, ${sql.lit(tiers.start)} as tier from search_entry e
      where e.words @@ ${`${scope} & ${start}`}::tsquery and e.names like ${`%\n${first}%`} and ${allInNames(terms)}
      limit ${sql.lit(most + 1)})`,
    sql`(select ${columns}, case when ${allInNames(terms)} then ${sql.lit(tiers.name)}
        when ${allAnywhere(terms)} then ${sql.lit(tiers.text)} else ${sql.lit(tiers.reading)} end as tier
      from search_entry e where e.words @@ ${`${scope} & ${part}`}::tsquery and ${sql.join(found, sql` and `)}
      limit ${sql.lit(mostLookedAt)})`,
  ]);
  const { rows } = await sql<Hit>`${sql.join(scans, sql` union all `)}`.execute(db);
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
