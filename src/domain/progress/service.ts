// Acts on rounds: issuing with a preview, changing, opening, reminding, extending, locking; each on the transaction it is given.
import type { Call } from "../../kernel/call.ts";
import { kernelFault } from "../../kernel/errors.ts";
import { newId } from "../../kernel/ids.ts";
import { markOf, readMark } from "../../kernel/page-mark.ts";
import { dayRead } from "../../kernel/rows-at.ts";
import { recordEvent, recordEvents } from "../audit/service.ts";
import { isKnown } from "../pilot/calendar.ts";
import { openProgramme } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import { ledgerScope } from "../tasks/rules.ts";
import { judgeAgain } from "./judge-again.ts";
import type { RoundState, Shift } from "./model.ts";
import { progressFault } from "./model-faults.ts";
import type { NewRound, Round, RoundChange, RoundPreview, RoundQuery } from "./model-round.ts";
import { followLedger, openRound as openNow, owingFor } from "./opening.ts";
import { judgeLead, periodOf, periodTitle, shifted } from "./periods.ts";
import { presentRounds } from "./present-round.ts";
import { insist, insistOnNote } from "./refusals.ts";
import * as reports from "./report-store.ts";
import { decideRound, type RoundAct, roundActs } from "./rules.ts";
import * as store from "./store.ts";

interface At {
  programmeId: string;
  roundId: string;
}
type ActInput = At & { version: number; note?: string | undefined };

export async function listRounds(db: Db, call: Call, query: RoundQuery & { programmeId: string }) {
  const programme = await openProgramme(db, call, query.programmeId);
  const mark = query.after ? readMark(query.sort, query.after, Math.max(1, query.sort.length) + 1) : null;
  const { items, total } = await store.findRounds(db, programme.id, query, mark);
  const page = items.slice(0, query.limit);
  const last = page.at(-1);
  return {
    items: await presentRounds(db, call, programme, page),
    total,
    next: last && items.length > page.length ? markOf(query.sort, last.mark) : null,
  };
}

/** A round as it stands or, with `asOf`, as it stood at the end of a day, when nothing can be done with it any more. */
export async function getRound(db: Db, call: Call, at: At & { asOf?: string | undefined }): Promise<Round> {
  const programme = await openProgramme(db, call, at.programmeId);
  const { asOf } = dayRead(call, at.asOf);
  const round = await store.findRound(db, programme.id, at.roundId, asOf);
  if (!round) throw progressFault("round.absent");
  return (await presentRounds(db, call, programme, [round], asOf))[0] as Round;
}

type Asked = NewRound & { programmeId: string };

/** Checks period and days of a round, and moves its due day to a working day. */
function daysFor(
  call: Call,
  asked: Pick<NewRound, "opensOn" | "dueOn" | "timelyOn"> & { shift: Shift; leadReason?: string | undefined },
) {
  const due = shifted(asked.dueOn, asked.shift);
  if (due.day < asked.opensOn) throw progressFault("round.due-before-opening", { due: due.day, opens: asked.opensOn });
  const timelyOn = asked.timelyOn ?? due.day;
  if (timelyOn > due.day) throw progressFault("round.timely-after-due", { timely: timelyOn, due: due.day });
  const lead = judgeLead({ today: call.today, opensOn: asked.opensOn, dueOn: due.day, reason: asked.leadReason });
  return { due, timelyOn, lead };
}

/** Who would owe what, and whether the units would have time enough; nothing is written. */
export async function previewRound(db: Db, call: Call, asked: Asked): Promise<RoundPreview> {
  const programme = await openForOffice(db, call, asked.programmeId);
  const period = periodOf(asked.cycle, asked.period);
  if (!period) throw progressFault("round.no-such-period", { period: asked.period });
  const { due, lead } = daysFor(call, asked);
  const owing = await owingFor(db, call, programme.id, asked);
  const others = await store.openRoundsOf(db, programme.id, [...owing.units.keys()]);
  const fault = lead.code ? progressFault(lead.code, lead.facts) : null;
  return {
    periodFrom: period.from,
    periodTo: period.to,
    title: asked.title || titleOf(asked),
    dueOn: due.day,
    moved: due.day !== asked.dueOn,
    calendarKnown: due.known && isKnown(asked.opensOn, due.day),
    leadDays: lead.days,
    lead: { allowed: !fault, ...(fault ? { code: fault.code } : {}), zh: fault?.zh ?? "", en: fault?.en ?? "" },
    tasks: owing.tasks,
    rows: owing.rows.length,
    units: [...owing.units].map(([unitId, unit]) => ({ unitId, ...unit, otherRounds: others.get(unitId) ?? 0 })),
    collective: owing.collective,
    tasksWithout: owing.tasksWithout,
  } as RoundPreview;
}

const titleOf = (asked: Pick<NewRound, "cycle" | "period">) => `${periodTitle(asked.cycle, asked.period).zh}进展报送`;

async function openForOffice(db: Db, call: Call, programmeId: string) {
  const programme = await openProgramme(db, call, programmeId);
  const facts = { officeUnitId: programme.officeUnitId, state: "planned" as const, waiting: 0 };
  insist({ zh: "发起报送", en: "Issue a round" }, decideRound(call.actor, facts).change);
  return programme;
}

/** Issues a round; it opens at once where its opening day has come. */
export async function addRound(tx: Db, call: Call, asked: Asked): Promise<Round> {
  const programme = await openForOffice(tx, call, asked.programmeId);
  const period = periodOf(asked.cycle, asked.period);
  if (!period) throw progressFault("round.no-such-period", { period: asked.period });
  const { due, timelyOn, lead } = daysFor(call, asked);
  if (due.day < call.today) throw progressFault("round.due-past", { due: due.day, today: call.today });
  if (lead.code) throw progressFault(lead.code, lead.facts);
  const owing = await owingFor(tx, call, programme.id, asked);
  if (owing.rows.length === 0) throw progressFault("round.nobody-owes");
  const row = {
    programme_id: programme.id,
    id: newId(call.at),
    plan_id: null,
    title: asked.title || titleOf(asked),
    cycle: asked.cycle,
    period: period.key,
    period_from: period.from,
    period_to: period.to,
    opens_on: asked.opensOn,
    asked_due_on: asked.dueOn,
    due_on: due.day,
    first_due_on: due.day,
    timely_on: timelyOn,
    parts: asked.parts,
    filter: JSON.stringify(asked.filter),
    instructions: asked.instructions?.trim() || null,
    lead_days: lead.days,
    lead_reason: asked.leadReason?.trim() || null,
    state: "planned",
    version: 1,
    opened_at: null,
    locked_at: null,
    made_at: call.atIso,
    changed_at: call.atIso,
    changed_by: call.actor.personId,
  };
  await store.insertRound(tx, row);
  await recordEvent(tx, call, {
    kind: "round.add",
    programmeId: programme.id,
    subject: { kind: "round", id: row.id, version: 1 },
    note: asked.leadReason,
    after: { title: row.title, period: row.period, opensOn: row.opens_on, dueOn: row.due_on, leadDays: row.lead_days },
  });
  if (asked.opensOn <= call.today) await openNow(tx, call, { ...row, filter: asked.filter }, owing);
  return getRound(tx, call, { programmeId: programme.id, roundId: row.id });
}

/** Changes a round that has not opened yet. */
export async function changeRound(tx: Db, call: Call, input: At & RoundChange & { version: number }): Promise<Round> {
  const { round } = await loadFor(tx, call, input, "change");
  const asked = {
    opensOn: input.opensOn ?? round.opens_on,
    dueOn: input.dueOn ?? round.asked_due_on,
    timelyOn: input.timelyOn ?? (input.dueOn ? undefined : round.timely_on),
    shift: "next" as const,
    leadReason: input.leadReason ?? round.lead_reason ?? undefined,
  };
  const { due, timelyOn, lead } = daysFor(call, asked);
  if (due.day < call.today) throw progressFault("round.due-past", { due: due.day, today: call.today });
  if (lead.code) throw progressFault(lead.code, lead.facts);
  const patch = {
    title: input.title ?? round.title,
    opens_on: asked.opensOn,
    asked_due_on: asked.dueOn,
    due_on: due.day,
    first_due_on: due.day,
    timely_on: timelyOn,
    lead_days: lead.days,
    lead_reason: asked.leadReason?.trim() || null,
    instructions: input.instructions === undefined ? round.instructions : input.instructions,
  };
  await save(tx, call, round, patch, {
    kind: "round.change",
    note: input.leadReason,
    before: daysIn(round),
    after: daysIn({ ...round, ...patch }),
  });
  return getRound(tx, call, input);
}

const daysIn = (round: Pick<store.RoundRow, "title" | "opens_on" | "due_on">) => ({
  title: round.title,
  opensOn: round.opens_on,
  dueOn: round.due_on,
});

export async function openRound(tx: Db, call: Call, input: ActInput): Promise<Round> {
  const { round } = await loadFor(tx, call, input, "open");
  const lead = judgeLead({
    today: call.today,
    opensOn: call.today,
    dueOn: round.due_on,
    reason: round.lead_reason ?? undefined,
  });
  if (lead.code) throw progressFault(lead.code, lead.facts);
  await openNow(tx, call, round);
  return getRound(tx, call, input);
}

export async function dropRound(tx: Db, call: Call, input: ActInput): Promise<Round> {
  const { round } = await loadFor(tx, call, input, "drop");
  const note = insistOnNote(roundActs.drop, input.note);
  await move(tx, call, round, "drop", { state: "dropped" }, note);
  return getRound(tx, call, input);
}

/** New tasks and units get their rows; untouched rows that are no longer asked for are released. */
export async function refreshRound(tx: Db, call: Call, input: ActInput): Promise<Round> {
  const { round } = await loadFor(tx, call, input, "refresh");
  const { added, released } = await followLedger(tx, call, round);
  await save(tx, call, round, {}, { kind: "round.refresh", before: {}, after: { added, released } });
  return getRound(tx, call, input);
}

/** Tells every unit that has not submitted; a group reminds those whose rows it reviews. */
export async function remindRound(tx: Db, call: Call, input: ActInput): Promise<Round> {
  const { programme, round } = await loadFor(tx, call, input, "remind");
  const scope = { ...ledgerScope(call.actor, programme.officeUnitId), unitIds: [] };
  const missing = await reports.findMissing(tx, { programmeId: programme.id, roundId: round.id }, scope);
  await recordEvent(tx, call, {
    kind: "round.remind",
    programmeId: programme.id,
    subject: { kind: "round", id: round.id, version: round.version },
    note: input.note,
    after: { title: round.title, dueOn: round.due_on, unitIds: missing.map((one) => one.unitId) },
  });
  return getRound(tx, call, input);
}

/** A later due day; the first one stays on the record. */
export async function extendRound(tx: Db, call: Call, input: ActInput & { dueOn: string }): Promise<Round> {
  const { round } = await loadFor(tx, call, input, "extend");
  const note = insistOnNote(roundActs.extend, input.note);
  const { day } = shifted(input.dueOn, "next");
  if (day <= round.due_on) throw progressFault("round.due-not-later", { due: day, now: round.due_on });
  if (day < call.today) throw progressFault("round.due-past", { due: day, today: call.today });
  const wasDue = round.timely_on === round.due_on;
  await move(tx, call, round, "extend", { state: "open", due_on: day, ...(wasDue ? { timely_on: day } : {}) }, note);
  await judgeAgain(tx, call, round.programme_id, { roundId: round.id });
  return getRound(tx, call, input);
}

/** Nothing in the round changes any more; whoever must correct something asks for unlocking. */
export async function lockRound(tx: Db, call: Call, input: ActInput): Promise<Round> {
  const { round } = await loadFor(tx, call, input, "lock");
  await store.lockRounds(tx, round.programme_id);
  const locked = await reports.lockReports(
    tx,
    { programmeId: round.programme_id, roundId: round.id },
    { at: call.atIso, by: call.actor.personId },
  );
  await recordEvents(
    tx,
    call,
    locked.map((report) => ({
      kind: "report.lock",
      programmeId: round.programme_id,
      subject: { kind: "report", id: report.id, version: report.version },
      before: { state: report.was },
      after: { state: "locked", unitId: report.unitId, roundId: round.id },
    })),
  );
  await move(tx, call, round, "lock", { state: "locked", locked_at: call.atIso }, input.note);
  await judgeAgain(tx, call, round.programme_id, { roundId: round.id });
  return getRound(tx, call, input);
}

/** Saves the state that an act leaves, with its event. */
export async function move(
  tx: Db,
  call: Call,
  round: store.RoundRow,
  act: RoundAct,
  patch: Partial<Omit<store.RoundRow, "filter">>,
  note?: string,
): Promise<void> {
  const before = { state: round.state, dueOn: round.due_on };
  const after = { state: patch.state ?? round.state, dueOn: patch.due_on ?? round.due_on, title: round.title };
  await save(tx, call, round, patch, { kind: `round.${act}`, note, before, after });
}

async function save(
  tx: Db,
  call: Call,
  round: store.RoundRow,
  patch: Partial<Omit<store.RoundRow, "filter">>,
  trace: { kind: string; note?: string | undefined; before: Record<string, unknown>; after: Record<string, unknown> },
): Promise<void> {
  const at = { programmeId: round.programme_id, id: round.id, version: round.version };
  const by = { changed_at: call.atIso, changed_by: call.actor.personId };
  if (!(await store.saveRound(tx, at, { ...patch, ...by })))
    throw kernelFault("version.stale", { current: round.version + 1, given: round.version });
  await recordEvent(tx, call, {
    ...trace,
    programmeId: round.programme_id,
    subject: { kind: "round", id: round.id, version: round.version + 1 },
  });
}

/** Loads a round for an act: absent and invisible look alike, a stale version is told, the table decides. */
async function loadFor(tx: Db, call: Call, at: ActInput, name: RoundAct) {
  const programme = await openProgramme(tx, call, at.programmeId);
  // One at a time: what is locked or opened meanwhile must be seen.
  await store.lockRounds(tx, programme.id);
  const round = await store.findRound(tx, programme.id, at.roundId);
  if (!round) throw progressFault("round.absent");
  if (round.version !== at.version) throw kernelFault("version.stale", { current: round.version, given: at.version });
  const everything = { all: true, groupIds: [], unitIds: [] };
  const counted = name === "lock" ? await store.countReports(tx, programme.id, [round.id], everything) : [];
  const decision = decideRound(call.actor, {
    officeUnitId: programme.officeUnitId,
    groupIds: ledgerScope(call.actor, programme.officeUnitId).groupIds,
    state: round.state as RoundState,
    waiting: counted.find((one) => one.state === "submitted")?.count ?? 0,
  })[name];
  insist(roundActs[name], decision);
  return { programme, round };
}
