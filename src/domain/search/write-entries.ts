// Writing the entries of the search: what is as before is not touched, and of what has another text only that is changed.
import { hash } from "node:crypto";
import { setImmediate as breathe } from "node:timers/promises";
import type { Db } from "../tables.ts";
import { readings } from "./pinyin.ts";
import { noProgramme, scopeWords } from "./rules.ts";
import type { Entry, Ref, SearchSource } from "./sources.ts";
import * as store from "./store.ts";
import { changeBody, foldEntry, wordsVersion } from "./words.ts";

/** Entries written in one statement. */
const batch = 500;

/** An entry that differs from what is kept, with that; `null`: there was none. */
interface Stale {
  entry: Entry;
  digest: string;
  before: store.KeptEntry | null;
}

/** Brings the entries of these refs up to what stands in the database; what is as before is not written. */
export async function writeEntries(tx: Db, source: SearchSource, refs: readonly Ref[]): Promise<void> {
  const entries = await source.read(tx, refs);
  const kept = await store.findKept(tx, source.kind, source.whole, refs);
  const before = new Map(kept.map((row) => [keyOf(row), row]));
  const stale: Stale[] = [];
  for (const entry of entries) {
    const key = keyOf({ programmeId: entry.programmeId ?? noProgramme, id: entry.id });
    const known = before.get(key) ?? null;
    const digest = digestOf(entry);
    before.delete(key);
    if (known?.digest !== digest) stale.push({ entry, digest, before: known });
  }
  const [reworded, others] = [stale.filter(hasOtherText), stale.filter((one) => !hasOtherText(one))];
  others.push(...(await changeBodies(tx, source.kind, reworded)));
  await writeWhole(tx, source.kind, others);
  await store.dropEntries(tx, source.kind, [...before.values()]);
}

const keyOf = ({ programmeId, id }: { programmeId: string; id: string }) => `${programmeId} ${id}`;

/** Of everything but the text, then of the text, so that it can be told whether only that differs. */
const digestOf = ({ names, sort, readers, text }: Entry) =>
  `${hash("sha1", JSON.stringify([wordsVersion, names, sort, readers]), "base64")} ${hash("sha1", text, "base64")}`;

const hasOtherText = ({ digest, before }: Stale) => before?.digest.split(" ")[0] === digest.split(" ")[0];

/** @returns those that somebody else has written meanwhile */
async function changeBodies(tx: Db, kind: string, stale: readonly Stale[]): Promise<Stale[]> {
  if (stale.length === 0) return [];
  const changed = new Set<string>();
  let writing: Promise<void> = Promise.resolve();
  for (let from = 0; from < stale.length; from += batch) {
    const rows = stale.slice(from, from + batch).map(bodyRow);
    // As below: the database writes one batch while the next is prepared.
    await writing;
    writing = store.changeBodies(tx, kind, rows).then((done) => {
      for (const row of done) changed.add(keyOf(row));
    });
    // Heard below; until then it must not count as unheard.
    writing.catch(() => {});
    await breathe();
  }
  await writing;
  return stale.filter((one) => !changed.has(keyOf(placeOf(one))));
}

const placeOf = ({ entry }: Stale) => ({ programmeId: entry.programmeId ?? noProgramme, id: entry.id });

function bodyRow(stale: Stale): store.BodyRow {
  const { programmeId, id } = placeOf(stale);
  const { body, gone, added } = changeBody(stale.entry, stale.before?.body ?? "");
  return {
    programme_id: programmeId,
    id,
    body,
    before: stale.before?.digest ?? "",
    digest: stale.digest,
    gone: gone.join(store.wordSeparator),
    added: added.join(store.wordSeparator),
  };
}

async function writeWhole(tx: Db, kind: string, stale: readonly Stale[]): Promise<void> {
  let writing: Promise<void> = Promise.resolve();
  for (let from = 0; from < stale.length; from += batch) {
    const rows = stale.slice(from, from + batch).map(({ entry, digest }) => rowOf(kind, entry, digest));
    // The database writes one batch while the next is prepared.
    await writing;
    writing = store.saveEntries(tx, kind, rows);
    writing.catch(() => {});
    await breathe();
  }
  await writing;
}

function rowOf(kind: string, entry: Entry, digest: string): store.EntryRow {
  const { names, body, words } = foldEntry(entry, readings);
  for (const word of scopeWords(kind, entry.programmeId, entry.readers)) words.add(word);
  return {
    programme_id: entry.programmeId ?? noProgramme,
    id: entry.id,
    names,
    body,
    sort_key: entry.sort,
    digest,
    words: [...words].join(store.wordSeparator),
  };
}
