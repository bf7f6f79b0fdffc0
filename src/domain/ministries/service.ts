// Acts on the register of ministries: load, decide, save, record the event; each on the transaction it is given.
import type { Call } from "../../kernel/call.ts";
import { newId } from "../../kernel/ids.ts";
import { markOf, readMark } from "../../kernel/page-mark.ts";
import { recordEvent } from "../audit/service.ts";
import { matterActor, ownUnitOf } from "../matters/actors.ts";
import { openMatters } from "../matters/service.ts";
import { isOfficeOf } from "../pilot/rules.ts";
import { openProgramme } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import { ledgerScope } from "../tasks/rules.ts";
import { type ActInput, type At, actOn, load, refuseUnfitTasks, refuseUnfitUnit } from "./act-on.ts";
import {
  type Entry,
  type EntryChange,
  type EntryCounts,
  type EntryPage,
  type EntryQuery,
  ministryFault,
  mostLetters,
  type NewEntry,
  type NewLetter,
  type Reply,
  type Uncovered,
} from "./model.ts";
import { presentEntries, presentEntry } from "./present-entry.ts";
import * as store from "./store.ts";

async function readingOf(db: Db, call: Call, programmeId: string) {
  const programme = await openProgramme(db, call, programmeId);
  const reading: store.Reading = {
    programmeId: programme.id,
    today: call.today,
    unitIds: call.actor.unitIds,
    scope: ledgerScope(call.actor, programme.officeUnitId),
  };
  return { programme, reading };
}

export async function listEntries(db: Db, call: Call, query: EntryQuery & { programmeId: string }): Promise<EntryPage> {
  const { programme, reading } = await readingOf(db, call, query.programmeId);
  const mark = query.after ? readMark(query.sort, query.after, store.keyColumns(query.sort).length) : null;
  const { items, total } = await store.findEntries(db, reading, query, mark);
  const page = items.slice(0, query.limit);
  const last = page.at(-1);
  return {
    items: await presentEntries(db, call, programme, page),
    total,
    next: last && items.length > page.length ? markOf(query.sort, last.mark) : null,
  };
}

export async function countEntries(db: Db, call: Call, query: { programmeId: string }): Promise<EntryCounts> {
  const { reading } = await readingOf(db, call, query.programmeId);
  const { total: uncovered } = await store.findUncovered(db, reading, 0);
  const counts: EntryCounts = { total: 0, late: 0, uncovered, states: {}, outcomes: {} };
  for (const row of await store.countEntries(db, reading)) {
    counts.total += row.count;
    counts.late += row.late;
    counts.states[row.state] = (counts.states[row.state] ?? 0) + row.count;
    if (row.outcome && row.state === "answered")
      counts.outcomes[row.outcome] = (counts.outcomes[row.outcome] ?? 0) + row.count;
  }
  return counts;
}

/** Tasks that need national authority and that nobody has taken up 尚未对接. */
export async function listUncovered(db: Db, call: Call, query: { programmeId: string }): Promise<Uncovered> {
  const { reading } = await readingOf(db, call, query.programmeId);
  return (await store.findUncovered(db, reading, 200)) as Uncovered;
}

export async function getEntry(db: Db, call: Call, at: At): Promise<Entry> {
  return presentEntry(db, call, await load(db, call, at));
}

/** Enters what is to be asked of a ministry; a unit for itself, the office for any. */
export async function addEntry(tx: Db, call: Call, input: NewEntry & { programmeId: string }): Promise<Entry> {
  const programme = await openProgramme(tx, call, input.programmeId);
  const actor = await matterActor(tx, call);
  const leadUnitId = input.leadUnitId ?? ownUnitOf(call, programme, actor);
  if (!leadUnitId || !(isOfficeOf(call.actor, programme) || actor.actsFor.includes(leadUnitId)))
    throw ministryFault("ministry.not-your-unit");
  await refuseUnfitUnit(tx, programme.id, leadUnitId);
  const taskIds = [...new Set<string>(input.taskIds)];
  await refuseUnfitTasks(tx, call, programme, taskIds);
  refusePassed(call, input.followUpOn);
  const id = newId(call.at);
  await store.insertEntry(tx, {
    programme_id: programme.id,
    id,
    number: await store.nextNumber(tx, programme.id),
    ministry: input.ministry,
    kind: input.kind,
    what: input.what,
    clause: input.clause || null,
    lead_unit_id: leadUnitId,
    department: input.department || null,
    contact: input.contact || null,
    follow_up_on: input.followUpOn,
    state: "proposed",
    state_since: call.atIso,
    made_at: call.atIso,
    changed_at: call.atIso,
    changed_by: call.actor.personId,
  });
  await store.setTasks(tx, programme.id, id, taskIds, call.atIso);
  await recordEvent(tx, call, {
    kind: "ministry.add",
    programmeId: programme.id,
    subject: { kind: "ministry", id, version: 1 },
    after: { ministry: input.ministry, kind: input.kind, what: input.what, state: "proposed" },
  });
  return getEntry(tx, call, { programmeId: programme.id, entryId: id });
}

const columns = {
  ministry: "ministry",
  kind: "kind",
  what: "what",
  clause: "clause",
  leadUnitId: "lead_unit_id",
  department: "department",
  contact: "contact",
  followUpOn: "follow_up_on",
} as const;

export async function changeEntry(tx: Db, call: Call, input: At & EntryChange & { version: number }): Promise<Entry> {
  await actOn(tx, call, input, "change", async ({ programme, entry }) => {
    const patch: Partial<store.EntryFields> = {};
    const trace = { before: {} as Record<string, unknown>, after: {} as Record<string, unknown> };
    for (const field of Object.keys(columns) as (keyof typeof columns)[]) {
      const value = input[field];
      if (value === undefined || value === entry[field]) continue;
      Object.assign(patch, { [columns[field]]: value === "" ? null : value });
      trace.before[field] = entry[field];
      trace.after[field] = value;
    }
    if (patch.follow_up_on) refusePassed(call, patch.follow_up_on);
    if (patch.lead_unit_id) {
      if (!isOfficeOf(call.actor, programme)) throw ministryFault("ministry.not-your-unit");
      trace.before.leadUnitId = entry.leadName;
      trace.after.leadUnitId = await refuseUnfitUnit(tx, programme.id, patch.lead_unit_id);
    }
    if (input.taskIds) {
      const wanted = [...new Set<string>(input.taskIds)];
      const held = new Set(entry.tasks.map((task) => task.id));
      await refuseUnfitTasks(
        tx,
        call,
        programme,
        wanted.filter((id) => !held.has(id)),
      );
      await store.setTasks(tx, programme.id, entry.id, wanted, call.atIso);
      trace.before.tasks = entry.tasks.length;
      trace.after.tasks = wanted.length;
    }
    return { patch, trace };
  });
  return getEntry(tx, call, input);
}

/** Records that it was submitted, by which letter, and when to ask how it stands. */
export async function submitEntry(
  tx: Db,
  call: Call,
  input: ActInput & NewLetter & { followUpOn: string },
): Promise<Entry> {
  refusePassed(call, input.followUpOn);
  return withLetter(tx, call, input, "submit", { follow_up_on: input.followUpOn });
}

export const recordLetter = (tx: Db, call: Call, input: ActInput & NewLetter): Promise<Entry> =>
  withLetter(tx, call, input, "write", {});

async function withLetter(
  tx: Db,
  call: Call,
  input: ActInput & NewLetter,
  name: "submit" | "write",
  patch: Partial<store.EntryFields>,
): Promise<Entry> {
  refuseAhead(call, input.sentOn);
  await actOn(tx, call, input, name, async ({ programme, entry, letters }) => {
    if (letters.length >= mostLetters) throw ministryFault("ministry.too-many-letters", { limit: mostLetters });
    await store.insertLetter(tx, {
      programme_id: programme.id,
      entry_id: entry.id,
      id: newId(call.at),
      document_number: input.documentNumber,
      sent_on: input.sentOn,
      about: input.about,
      recorded_at: call.atIso,
      recorded_by: call.actor.personId,
    });
    const followUp = patch.follow_up_on ? { followUpOn: patch.follow_up_on } : {};
    const letter = `${input.documentNumber}（${input.sentOn}）`;
    return { patch, trace: { before: {}, after: { letter, ...followUp } } };
  });
  return getEntry(tx, call, input);
}

/** Records a contact with the ministry and when to ask next. */
export const followEntry = (tx: Db, call: Call, input: ActInput & { followUpOn: string }) =>
  followed(tx, call, input, "follow");

/** Takes it up again after a reply; the reply stays in the story and the history. */
export const pursueEntry = (tx: Db, call: Call, input: ActInput & { followUpOn: string }) =>
  followed(tx, call, input, "pursue");

async function followed(
  tx: Db,
  call: Call,
  input: ActInput & { followUpOn: string },
  name: "follow" | "pursue",
): Promise<Entry> {
  refusePassed(call, input.followUpOn);
  await actOn(tx, call, input, name, async ({ entry }) => ({
    patch: { follow_up_on: input.followUpOn },
    trace: { before: { followUpOn: entry.followUpOn }, after: { followUpOn: input.followUpOn } },
  }));
  return getEntry(tx, call, input);
}

/** Records the reply; what has to be done at home becomes matters. Suspended tasks are offered to be resumed, never resumed here. */
export async function answerEntry(tx: Db, call: Call, input: ActInput & Reply): Promise<Entry> {
  refuseAhead(call, input.replyOn);
  await actOn(tx, call, input, "answer", async ({ programme, entry, letters }) => {
    const first = letters[0]?.sentOn;
    if (first && input.replyOn < first)
      throw ministryFault("ministry.reply-before-letter", { day: input.replyOn, sent: first });
    await openMatters(tx, call, {
      programmeId: programme.id,
      origin: { kind: "ministry", id: entry.id },
      taskIds: entry.tasks.map((task) => task.id),
      matters: input.matters.map((matter) => ({ ...matter, fromUnitId: entry.leadUnitId })),
    });
    return {
      patch: {
        outcome: input.outcome,
        reply_number: input.replyNumber,
        reply_on: input.replyOn,
        reply: input.note?.trim() || null,
        follow_up_on: null,
      },
      trace: {
        before: { outcome: entry.outcome },
        after: { outcome: input.outcome, replyNumber: input.replyNumber, replyOn: input.replyOn },
      },
    };
  });
  return getEntry(tx, call, input);
}

export async function withdrawEntry(tx: Db, call: Call, input: ActInput): Promise<Entry> {
  await actOn(tx, call, input, "withdraw", async () => ({
    patch: { follow_up_on: null },
    trace: { before: {}, after: {} },
  }));
  return getEntry(tx, call, input);
}

function refusePassed(call: Call, day: string | null): void {
  if (day !== null && day < call.today) throw ministryFault("ministry.follow-up-passed", { day, today: call.today });
}

function refuseAhead(call: Call, day: string): void {
  if (day > call.today) throw ministryFault("ministry.day-ahead", { day, today: call.today });
}
