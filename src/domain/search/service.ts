// Searching, and keeping what can be found in step with what changes, in the transaction of the change.
import { enqueue } from "../../jobs/jobs.ts";
import type { Call } from "../../kernel/call.ts";
import { isoOf } from "../../kernel/clock.ts";
import { kernelFault } from "../../kernel/errors.ts";
import { newId } from "../../kernel/ids.ts";
import { markOf, readMark } from "../../kernel/page-mark.ts";
import type { NewEvent } from "../audit/model.ts";
import { businessDuties } from "../organisations/model.ts";
import { openProgramme, programmesOf } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import { bestText, rangesIn, snippetOf } from "./highlights.ts";
import { mostOfKind, type SearchHit, type SearchPage, type SearchQuery, staleKind } from "./model.ts";
import { readings } from "./pinyin.ts";
import { comparePlaces, noProgramme, type Place, type RankedHit, rank, readerWords, scopeCondition } from "./rules.ts";
import { type Ref, type SearchSource, type Shown, searchSources } from "./sources.ts";
import * as store from "./store.ts";
import { conditionsOf, readingCondition, type Sought, soughtBy } from "./words.ts";
import { writeEntries } from "./write-entries.ts";

/** Marks of pages belong to this order alone. */
const order = [{ by: "fit", down: false }];

export async function search(db: Db, call: Call, query: SearchQuery): Promise<SearchPage> {
  const sources = searchSources();
  const sought = soughtBy(query.q);
  const hits = sought.terms.length > 0 ? await findHits(db, call, query, sources, sought) : [];
  const wanted = query.kinds ? hits.filter((hit) => query.kinds?.includes(hit.kind)) : hits;
  const rest = afterMark(query.each ? firstOfEach(wanted, query.each) : wanted, query.after);
  const page = rest.slice(0, query.limit);
  const last = page.at(-1);
  return {
    items: await show(db, call, page, sources, sought),
    total: wanted.length,
    next: last && rest.length > page.length ? markOf(order, last.place) : null,
    counts: sources.map(({ kind, zh, en }) => {
      const count = hits.filter((hit) => hit.kind === kind).length;
      return { kind, zh, en, count, more: count === mostOfKind };
    }),
  };
}

async function findHits(
  db: Db,
  call: Call,
  query: SearchQuery,
  sources: readonly SearchSource[],
  sought: Sought,
): Promise<RankedHit[]> {
  const mayKnow = businessDuties.some((duty) => call.actor.duties.includes(duty));
  const programmes = mayKnow ? await programmesOf(db, call) : [];
  // Absent and invisible look alike.
  if (query.programme && !programmes.some((one) => one.id === query.programme))
    await openProgramme(db, call, query.programme);
  const readers = readerWords(call.actor, programmes, mayKnow);
  const kinds = sources.map((source) => source.kind);
  const conditions = conditionsOf(sought);
  const terms = sought.terms.map((term) => ({ term, reading: readingCondition(term) }));
  const scope = (without: readonly string[]) => scopeCondition(readers, query.programme ?? null, without);
  // So many that at least one kind is full where the limit was reached.
  const most = kinds.length * mostOfKind;
  const hits = await store.findHits(db, scope([]), conditions, terms, most);
  // A kind with very many hits must not keep others from being looked at.
  const looked: string[] = [];
  for (let seen = hits; seen.length >= most; ) {
    const full = kinds.filter((kind) => seen.filter((hit) => hit.kind === kind).length >= mostOfKind);
    if (full.length === 0 || looked.length + full.length >= kinds.length) break;
    looked.push(...full);
    seen = await store.findFurtherHits(db, scope(looked), conditions, terms, most);
    hits.push(...seen);
  }
  return rank(hits, kinds, mostOfKind);
}

function firstOfEach(hits: readonly RankedHit[], each: number): RankedHit[] {
  const counts = new Map<string, number>();
  return hits.filter((hit) => {
    const count = (counts.get(hit.kind) ?? 0) + 1;
    counts.set(hit.kind, count);
    return count <= each;
  });
}

function afterMark(hits: readonly RankedHit[], mark: string | undefined): RankedHit[] {
  if (!mark) return [...hits];
  const [tier, kind, sortKey, id] = readMark(order, mark, 4);
  if (typeof tier !== "number" || typeof kind !== "number" || typeof sortKey !== "string" || typeof id !== "string")
    throw kernelFault("list.bad-cursor");
  const place: Place = [tier, kind, sortKey, id];
  return hits.filter((hit) => comparePlaces(hit.place, place) > 0);
}

/** Asks each module what the reader may see of its hits; one that has just gone is left out. */
async function show(
  db: Db,
  call: Call,
  page: readonly RankedHit[],
  sources: readonly SearchSource[],
  sought: Sought,
): Promise<SearchHit[]> {
  const shown = new Map<string, Shown>();
  for (const source of sources) {
    const refs = page.filter((hit) => hit.kind === source.kind).map(refOf);
    if (refs.length === 0) continue;
    for (const one of await source.show(db, call, refs)) shown.set(`${source.kind} ${one.id}`, one);
  }
  return page.flatMap((hit) => {
    const one = shown.get(`${hit.kind} ${hit.id}`);
    if (!one) return [];
    const { texts, ...rest } = one;
    const text = bestText(texts, sought);
    return [{ ...rest, kind: hit.kind, titleHits: rangesIn(one.title, sought, readings), ...snippetOf(text, sought) }];
  });
}

const refOf = ({ programmeId, id }: { programmeId: string; id: string }): Ref => ({
  programmeId: programmeId === noProgramme ? null : programmeId,
  id,
});

/** Of so many entries the change does not wait. */
const mostAtOnce = 100;

/** What comes in a row of requests is written after it, milliseconds. */
const rowOfRequests = 5000;

/** What the events of a transaction have made stale while its entries wait, by source. */
const waiting = new WeakMap<Db, Map<SearchSource, Map<string, Ref>>>();

/**
 * Lets entries wait until `work` is done and then writes each of them once: for whoever tells a long history in one
 * transaction, in which the same records change again and again.
 */
export async function followAtTheEnd(tx: Db, work: () => Promise<void>): Promise<void> {
  const stale = new Map<SearchSource, Map<string, Ref>>();
  waiting.set(tx, stale);
  try {
    await work();
  } finally {
    waiting.delete(tx);
  }
  for (const [source, refs] of stale) if (refs.size > 0) await writeEntries(tx, source, [...refs.values()]);
}

/**
 * Writes anew whatever events have made stale. Registered with the audit trail, so that every change passes here. What very
 * many events have made stale is written five seconds later by a job that is handed over in the same transaction.
 */
export async function followEvents(tx: Db, call: Call, events: readonly NewEvent[]): Promise<void> {
  const later = waiting.get(tx);
  for (const source of searchSources()) {
    const stale = later?.get(source) ?? new Map<string, Ref>();
    for (const event of events) {
      const ref = source.heeds(event);
      if (ref) stale.set(`${ref.programmeId} ${ref.id}`, ref);
    }
    const refs = [...stale.values()];
    if (later) later.set(source, stale);
    else if (refs.length > mostAtOnce) await writeLater(tx, call, source.kind, refs);
    else if (refs.length > 0) await writeEntries(tx, source, refs);
  }
}

async function writeLater(tx: Db, call: Call, kind: string, refs: readonly Ref[]): Promise<void> {
  await enqueue(tx, call, {
    kind: staleKind,
    programmeId: refs[0]?.programmeId ?? null,
    key: newId(call.at),
    input: { kind, refs: refs.map(({ programmeId, id }) => [programmeId, id]) },
    at: isoOf(call.at + rowOfRequests),
  });
}
