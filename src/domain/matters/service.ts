// Acts on matters: load, decide, save, record the event; each on the transaction it is given.
import type { Call } from "../../kernel/call.ts";
import { kernelFault } from "../../kernel/errors.ts";
import { markOf, readMark } from "../../kernel/page-mark.ts";
import { dayRead } from "../../kernel/rows-at.ts";
import { decideNote } from "../../kernel/state-machine.ts";
import { lastDoneBy, recordEvent, storyOf } from "../audit/service.ts";
import { openProgramme } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import { taskAudiences } from "../tasks/audience.ts";
import { isInScope, ledgerScope } from "../tasks/rules.ts";
import { matterActor, ownUnitOf } from "./actors.ts";
import { bothWords } from "./decision-words.ts";
import * as list from "./list-store.ts";
import {
  type CountQuery,
  type Matter,
  type MatterCounts,
  type MatterOrigin,
  type MatterPage,
  type MatterQuery,
  type MatterState,
  type MatterSummary,
  matterParties,
  mostReferrals,
  type NewMatter,
} from "./model.ts";
import { matterFault } from "./model-faults.ts";
import { openMatters, refusePast } from "./open-matters.ts";
import { presentMatter, presentMatters } from "./present-matter.ts";
import { decideMatter, type MatterAct, matterActs, matterWords, pendingStates } from "./rules.ts";
import * as store from "./store.ts";

export { openMatters } from "./open-matters.ts";

interface At {
  programmeId: string;
  matterId: string;
}
type Programme = Awaited<ReturnType<typeof openProgramme>>;

export async function readingOf(db: Db, call: Call, at: { programmeId: string; asOf?: string | undefined }) {
  const programme = await openProgramme(db, call, at.programmeId);
  const actor = await matterActor(db, call);
  const reading: list.Reading = {
    programmeId: programme.id,
    ...dayRead(call, at.asOf),
    unitIds: call.actor.unitIds,
    actsFor: actor.actsFor,
    scope: ledgerScope(call.actor, programme.officeUnitId),
  };
  return { programme, actor, reading };
}

export async function listMatters(
  db: Db,
  call: Call,
  query: MatterQuery & { programmeId: string },
): Promise<MatterPage> {
  const { programme, actor, reading } = await readingOf(db, call, query);
  const mark = query.after ? readMark(query.sort, query.after, list.keyColumns(query.sort).length) : null;
  const { items, total } = await list.findMatters(db, reading, query, mark);
  const page = items.slice(0, query.limit);
  const last = page.at(-1);
  return {
    items: await presentMatters(db, { ...call, today: reading.today }, programme, actor, page),
    total,
    next: last && items.length > page.length ? markOf(query.sort, last.mark) : null,
  };
}

export async function countMatters(
  db: Db,
  call: Call,
  query: CountQuery & { programmeId: string },
): Promise<MatterCounts> {
  const { reading } = await readingOf(db, call, query);
  const counts: MatterCounts = { total: 0, pending: 0, late: 0, toAnswer: 0, asked: 0, states: {} };
  for (const row of await list.countMatters(db, reading)) {
    counts.states[row.state] = row.count;
    counts.total += row.count;
    if ((pendingStates as readonly string[]).includes(row.state)) counts.pending += row.count;
    counts.late += row.late;
    counts.toAnswer += row.toAnswer;
    counts.asked += row.asked;
  }
  return counts;
}

/** Pending and late matters, now or as of a day; for the overview. */
export async function mattersStanding(
  db: Db,
  call: Call,
  at: { programmeId: string; asOf?: string | undefined },
): Promise<{ pending: number; late: number }> {
  return list.countStanding(db, (await readingOf(db, call, at)).reading);
}

export async function getMatter(db: Db, call: Call, at: At): Promise<Matter> {
  const { programme, actor, matter } = await load(db, call, at);
  const story = await storyOf(db, matter.id, null);
  return presentMatter(db, call, programme, actor, matter, story);
}

/** The matters that came from these records, as the reader sees them; for the modules that opened them. */
export async function mattersOf(
  db: Db,
  call: Call,
  at: { programmeId: string; kind: MatterOrigin; originIds: readonly string[] },
): Promise<MatterSummary[]> {
  const programme = await openProgramme(db, call, at.programmeId);
  const rows = await store.findOfOrigin(db, programme.id, at.kind, at.originIds);
  return presentMatters(db, call, programme, await matterActor(db, call), rows);
}

/** Asks for something by hand, in the name of the caller's own unit, about tasks that the caller sees. */
export async function addMatter(tx: Db, call: Call, input: NewMatter & { programmeId: string }): Promise<Matter> {
  const programme = await openProgramme(tx, call, input.programmeId);
  const actor = await matterActor(tx, call);
  const fromUnitId = input.fromUnitId ?? ownUnitOf(call, programme, actor);
  if (!fromUnitId || !actor.actsFor.includes(fromUnitId)) throw matterFault("matter.not-your-unit");
  const scope = ledgerScope(call.actor, programme.officeUnitId);
  const audiences = await taskAudiences(tx, programme.id, input.taskIds, call.at);
  for (const id of input.taskIds) {
    const audience = audiences.get(id);
    if (!audience || !isInScope(scope, audience)) throw matterFault("matter.no-such-task");
  }
  const [id = ""] = await openMatters(tx, call, {
    programmeId: programme.id,
    origin: { kind: "hand", id: null },
    taskIds: input.taskIds,
    matters: [{ what: input.what, toUnitId: input.toUnitId, dueOn: input.dueOn, fromUnitId }],
  });
  return getMatter(tx, call, { programmeId: programme.id, matterId: id });
}

type ActInput = At & { version: number; note?: string | undefined };
type Patch = Omit<store.MatterPatch, "changed_at" | "changed_by">;

export const acceptMatter = (tx: Db, call: Call, input: ActInput) => act(tx, call, input, "accept");
export const declineMatter = (tx: Db, call: Call, input: ActInput) => act(tx, call, input, "decline");
export const settleMatter = (tx: Db, call: Call, input: ActInput) => act(tx, call, input, "settle");
export const returnAnswer = (tx: Db, call: Call, input: ActInput) => act(tx, call, input, "returnAnswer");
export const reopenMatter = (tx: Db, call: Call, input: ActInput) => act(tx, call, input, "reopen");
export const withdrawMatter = (tx: Db, call: Call, input: ActInput) => act(tx, call, input, "withdraw");

/** Gives the answer; the note is what was done. */
export const answerMatter = (tx: Db, call: Call, input: ActInput) =>
  act(tx, call, input, "answer", (): Patch => ({ answer: input.note?.trim() ?? "", answered_by: call.actor.personId }));

/** Passes the matter on to the unit that should answer; whoever had it stays on the chain. */
export const referMatter = (tx: Db, call: Call, input: ActInput & { toUnitId: string }) =>
  passOn(tx, call, input, "refer");

/** Asks another unit after the first declined. */
export const readdressMatter = (tx: Db, call: Call, input: ActInput & { toUnitId: string }) =>
  passOn(tx, call, input, "readdress");

/** Sets a new due day; the first one and the former stay in the record and its story. */
export const setMatterDue = (tx: Db, call: Call, input: ActInput & { dueOn: string }) =>
  act(tx, call, input, "setDue", (matter): Patch => {
    refusePast(call, input.dueOn);
    return { due_on: input.dueOn, ...(matter.firstDueOn ? {} : { first_due_on: input.dueOn }) };
  });

async function passOn(
  tx: Db,
  call: Call,
  input: ActInput & { toUnitId: string },
  name: "refer" | "readdress",
): Promise<Matter> {
  return act(tx, call, input, name, async (matter) => {
    if ([matter.toUnitId, matter.fromUnitId].includes(input.toUnitId)) throw matterFault("matter.asks-itself");
    if (!(await store.participants(tx, input.programmeId, [input.toUnitId])).has(input.toUnitId))
      throw matterFault("matter.no-such-unit");
    const position = (await store.formerUnits(tx, input.programmeId, matter.id)).length + 1;
    if (position > mostReferrals) throw matterFault("matter.too-many-referrals", { limit: mostReferrals });
    await store.insertReferral(tx, {
      programme_id: input.programmeId,
      matter_id: matter.id,
      position,
      from_unit_id: matter.toUnitId,
      to_unit_id: input.toUnitId,
      why: input.note?.trim() ?? "",
      at: call.atIso,
      person_id: call.actor.personId,
    });
    return { to_unit_id: input.toUnitId };
  });
}

/** Carries out an act: the table says from where, to where, by whom; `more` gives what else it changes. */
async function act(
  tx: Db,
  call: Call,
  input: ActInput,
  name: MatterAct,
  more: (matter: store.MatterRow) => Patch | Promise<Patch> = () => ({}),
): Promise<Matter> {
  const { programme, matter } = await loadFor(tx, call, input, name);
  const extra = await more(matter);
  const state: MatterState = matterActs[name].to ?? matter.state;
  const moved = state === matter.state ? {} : { state, state_since: call.atIso };
  const saved = await store.saveMatter(
    tx,
    { programmeId: programme.id, id: matter.id, version: matter.version },
    { ...extra, ...moved, changed_at: call.atIso, changed_by: call.actor.personId },
  );
  if (!saved) throw kernelFault("version.stale", { current: matter.version + 1, given: matter.version });
  const next = (await store.findMatter(tx, programme.id, matter.id)) as store.MatterRow;
  await recordEvent(tx, call, {
    kind: `matter.${name}`,
    programmeId: programme.id,
    subject: { kind: "matter", id: matter.id, version: next.version },
    note: input.note,
    before: traceOf(matter, next),
    after: traceOf(next, matter),
  });
  return getMatter(tx, call, input);
}

/** What of a matter differs from how it stood, in words. */
function traceOf(matter: store.MatterRow, other: store.MatterRow): Record<string, unknown> {
  const shown = (row: store.MatterRow) => ({ state: row.state, toUnit: row.toName, dueOn: row.dueOn });
  const [mine, theirs] = [shown(matter), shown(other)];
  return Object.fromEntries(
    Object.entries(mine).filter(([field, value]) => theirs[field as keyof typeof theirs] !== value),
  );
}

async function load(db: Db, call: Call, at: At) {
  const programme = await openProgramme(db, call, at.programmeId);
  const matter = await store.findMatter(db, programme.id, at.matterId);
  if (!matter || !(await sees(db, call, programme, matter))) throw matterFault("matter.absent");
  return { programme, matter, actor: await matterActor(db, call) };
}

/** The same decision as the list's own query makes. */
async function sees(db: Db, call: Call, programme: Programme, matter: store.MatterRow): Promise<boolean> {
  const scope = ledgerScope(call.actor, programme.officeUnitId);
  const isMine = (id: string) => call.actor.unitIds.includes(id);
  if (scope.all || isMine(matter.fromUnitId) || isMine(matter.toUnitId)) return true;
  if ((await store.formerUnits(db, programme.id, matter.id)).some(isMine)) return true;
  const ids = matter.tasks.map((task) => task.id);
  const audiences = await taskAudiences(db, programme.id, ids, call.at);
  return [...audiences.values()].some((audience) => isInScope(scope, audience));
}

/** Loads a matter for an act: absent and invisible look alike, a stale version is told, the table decides. */
async function loadFor(tx: Db, call: Call, input: ActInput, name: MatterAct) {
  const loaded = await load(tx, call, input);
  const { programme, matter, actor } = loaded;
  if (matter.version !== input.version)
    throw kernelFault("version.stale", { current: matter.version, given: input.version });
  const row: (typeof matterActs)[MatterAct] & { note?: "required" | "optional" } = matterActs[name];
  // The story is asked only by acts that must not be done by who did another.
  const done = "notBy" in row ? lastDoneBy(await storyOf(tx, matter.id, null)) : {};
  const facts = { ...matter, officeUnitId: programme.officeUnitId, lastDoneBy: done };
  const decision = decideMatter(actor, facts)[name];
  const { zh, en, by } = row;
  if (!decision.allowed && decision.code === "act.not-your-part") {
    const parties = by.map((party) => matterParties[party]);
    throw matterFault("matter.not-yours", {
      act: { zh, en },
      parties: { zh: parties.map((one) => one.zh).join("、"), en: parties.map((one) => one.en).join(", ") },
    });
  }
  if (!decision.allowed)
    throw matterFault("matter.refused", { act: { zh, en }, why: bothWords(matterWords, decision) });
  if (!decideNote(row, input.note).allowed) throw matterFault("matter.note-required", { act: { zh, en } });
  return loaded;
}
