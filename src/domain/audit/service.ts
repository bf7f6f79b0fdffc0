// The audit trail: every change leaves an event in its own transaction; batches of events are sealed and chained.
import { createHash } from "node:crypto";
import type { Call } from "../../kernel/call.ts";
import { newId } from "../../kernel/ids.ts";
import { markOf, readMark } from "../../kernel/page-mark.ts";
import type { DoneBy } from "../../kernel/state-machine.ts";
import type { Db } from "../tables.ts";
import { announcementsOf } from "./announcement.ts";
import { tellListeners } from "./listening.ts";
import type { EventQuery, NewEvent, StoryEvent, Verification } from "./model.ts";
import { checkSeal, firstPrevious, sealedText, sealText, strayProblem } from "./rules.ts";
import * as store from "./store.ts";

/** Most events under one seal; the rest follows in the next. */
const batch = 2000;

/** Enough to know that the trail is broken, and where to begin looking. */
const mostProblems = 100;

const hash = (text: string) => createHash("sha256").update(text).digest("hex");

/**
 * Writes what happened, with who, for which unit, with which duties, when and from where, and announces it to those who
 * listen. Call it in the change's transaction, after everything that it tells of is written.
 */
export async function recordEvent(tx: Db, call: Call, event: NewEvent): Promise<void> {
  const [announcement = ""] = announcementsOf(byOf(call), [event]);
  await store.insertEvent(tx, makerOf(call), toldOf(call, event), announcement);
  await tellListeners(tx, call, [event]);
}

/** The same for many records of one act. */
export async function recordEvents(tx: Db, call: Call, events: readonly NewEvent[]): Promise<void> {
  const [first, ...others] = events;
  // Taking columns apart pays from the second event on.
  if (first && others.length === 0) return recordEvent(tx, call, first);
  await store.insertEvents(
    tx,
    makerOf(call),
    events.map((event) => toldOf(call, event)),
    announcementsOf(byOf(call), events),
  );
  await tellListeners(tx, call, events);
}

const byOf = (call: Call) => ({ personId: call.actor.personId, requestId: call.requestId });

/** Says something that is not written down, such as who is editing; heard by every process when the transaction commits. */
export const tell = (tx: Db, channel: string, text: string): Promise<void> => store.notify(tx, channel, text);

const makerOf = (call: Call): store.EventMaker => ({
  at: call.atIso,
  person_id: call.actor.personId,
  person_name: nameOf(call.actor),
  unit_id: call.actor.unitId,
  duties: [...call.actor.duties],
  acts_for: call.actor.standsFor?.length ? call.actor.standsFor : null,
  request_id: call.requestId,
  address: call.address,
});

const toldOf = (call: Call, event: NewEvent): store.ToldEvent => ({
  id: newId(call.at),
  programme_id: event.programmeId,
  kind: event.kind,
  subject_kind: event.subject.kind,
  subject_id: event.subject.id,
  subject_version: event.subject.version ?? null,
  note: event.note?.trim() || null,
  before: event.before ?? null,
  after: event.after ?? null,
});

/** The story of one record, newest first, as far as `until` (ISO instant, exclusive). */
export async function storyOf(db: Db, subjectId: string, until: string | null, limit = 200): Promise<StoryEvent[]> {
  return store.eventsOfSubject(db, subjectId, until, limit);
}

/** Whoever stands in signs with the name of the absent too, wherever the event is read. */
const nameOf = ({ name, standsFor }: Call["actor"]) =>
  standsFor?.length ? `${name}（代${[...new Set(standsFor.map((one) => one.name))].join("、")}）` : name;

/**
 * Who did each act last, by the event kind without its prefix (`task.sign` counts as `sign`). Newest first wins.
 * What was done for somebody absent counts as done by both.
 */
export function lastDoneBy(story: readonly StoryEvent[]): DoneBy {
  const done: Record<string, readonly string[]> = {};
  for (const { kind, personId, actsFor } of story)
    if (personId) done[kind.slice(kind.indexOf(".") + 1)] ??= [personId, ...actsFor];
  return done;
}

/**
 * Seals what has no seal yet, in batches, under a lock that only sealers take: writers are never held up.
 * An event committed late, with an earlier time, simply enters the next batch.
 * @returns how many events were sealed
 */
export async function sealEvents(db: Db, at: string): Promise<number> {
  let sealed = 0;
  for (let more = true; more; ) {
    const count = await db.transaction().execute(async (tx) => {
      await store.lockSealing(tx);
      const events = await store.unsealedEvents(tx, batch);
      if (events.length === 0) return 0;
      const last = await store.lastSeal(tx);
      const entries = events.map((event) => ({ eventId: event.id, digest: hash(sealedText(event)) }));
      const seal = { number: (last?.number ?? 0) + 1, at, previous: last?.digest ?? firstPrevious };
      const digest = hash(
        sealText(
          seal,
          entries.map((entry) => entry.digest),
        ),
      );
      await store.insertSeal(tx, { ...seal, digest, eventCount: events.length }, entries);
      return events.length;
    });
    sealed += count;
    more = count === batch;
  }
  return sealed;
}

/** Recomputes every seal from the events as they stand: finds changed, removed, cut-out and slipped-in rows. Reads in batches. */
export async function verifyTrail(db: Db): Promise<Verification> {
  const result: Verification = {
    sound: true,
    seals: 0,
    sealedEvents: 0,
    unsealedEvents: await store.countUnsealed(db),
    lastDigest: firstPrevious,
    problems: [],
  };
  let expected = { number: 1, previous: firstPrevious };
  for (;;) {
    const seals = await store.sealsAfter(db, expected.number - 1, 50);
    if (seals.length === 0) break;
    for (const seal of seals) {
      const entries = await store.entriesOfSeal(db, seal.number);
      const events = await store.eventsOfSeal(db, seal.number);
      const recomputed = new Map(events.map((event) => [event.id, hash(sealedText(event))]));
      const root = hash(
        sealText(
          seal,
          entries.map((entry) => entry.digest),
        ),
      );
      if (result.problems.length < mostProblems)
        result.problems.push(...checkSeal(seal, expected, entries, recomputed, root));
      result.seals += 1;
      result.sealedEvents += entries.length;
      result.lastDigest = seal.digest;
      expected = { number: seal.number + 1, previous: seal.digest };
    }
  }
  const strays = await store.findStrays(db, mostProblems);
  result.problems.push(...strays.map(strayProblem).slice(0, Math.max(0, mostProblems - result.problems.length)));
  result.sound = result.problems.length === 0;
  return result;
}

export async function listEvents(db: Db, _call: Call, query: EventQuery) {
  const sort = query.sort[0] ?? { by: "at" as const, down: true };
  const [at, id] = query.after ? (readMark([sort], query.after, 2) as [string, string]) : [];
  const { items, total } = await store.findEvents(db, query, sort, at && id ? { at, id } : null);
  const page = items.slice(0, query.limit);
  const last = page.at(-1);
  return { items: page, total, next: items.length > page.length && last ? markOf([sort], [last.at, last.id]) : null };
}
