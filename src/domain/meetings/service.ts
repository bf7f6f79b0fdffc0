// Acts on meetings: load, decide, save, record the event; each on the transaction it is given.
import type { Call } from "../../kernel/call.ts";
import { newId } from "../../kernel/ids.ts";
import { markOf, readMark } from "../../kernel/page-mark.ts";
import { dayRead } from "../../kernel/rows-at.ts";
import { recordEvent } from "../audit/service.ts";
import { matterActor, ownUnitOf, unitsTakingPart } from "../matters/actors.ts";
import { isOfficeOf } from "../pilot/rules.ts";
import { openProgramme } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import { type ActInput, type At, actOn, load, refuseUnfitUnits } from "./act-on.ts";
import { proposeAgenda } from "./agenda.ts";
import type {
  AgendaItem,
  ArrangedAgenda,
  Meeting,
  MeetingChange,
  MeetingPage,
  MeetingQuery,
  NewMeeting,
  Visits,
} from "./model.ts";
import { meetingFault } from "./model-faults.ts";
import { presentMeeting, presentSummary } from "./present-meeting.ts";
import { monthsBefore, renewAgenda } from "./rules.ts";
import * as store from "./store.ts";

export async function listMeetings(
  db: Db,
  call: Call,
  query: MeetingQuery & { programmeId: string },
): Promise<MeetingPage> {
  const programme = await openProgramme(db, call, query.programmeId);
  const reading = { programmeId: programme.id, all: isOfficeOf(call.actor, programme), unitIds: call.actor.unitIds };
  const mark = query.after ? readMark(query.sort, query.after, store.keyColumns(query.sort).length) : null;
  const { items, total } = await store.findMeetings(db, reading, query, dayRead(call, query.asOf).asOf, mark);
  const page = items.slice(0, query.limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => presentSummary(programme, row)),
    total,
    next: last && items.length > page.length ? markOf(query.sort, last.mark) : null,
  };
}

/** Most meetings to come told at once. */
const mostComing = 20;

/** Meetings to be held between two days, as the reader sees them now or as they were planned on a day; for the overview. */
export async function meetingsToCome(
  db: Db,
  call: Call,
  at: { programmeId: string; asOf?: string | undefined },
  days: { from: string; to: string },
) {
  const programme = await openProgramme(db, call, at.programmeId);
  const reading = { programmeId: programme.id, all: isOfficeOf(call.actor, programme), unitIds: call.actor.unitIds };
  return store.findComing(db, reading, dayRead(call, at.asOf).asOf, days, mostComing);
}

export async function getMeeting(db: Db, call: Call, at: At): Promise<Meeting> {
  return presentMeeting(db, call, await load(db, call, at));
}

/** How often units were called on site in the last months; what the office looks at before it calls them again. */
export async function visitFrequency(
  db: Db,
  call: Call,
  query: { programmeId: string; months: number },
): Promise<Visits> {
  const programme = await openProgramme(db, call, query.programmeId);
  const since = monthsBefore(call.today, query.months);
  const rows = await store.findVisits(db, programme.id, since);
  return {
    since,
    items: rows.map(({ id, name, count, days }) => ({ unit: { id, name }, count, days })),
  } as Visits;
}

/** Plans a meeting; its agenda is made in a further step, so that the scope can still be changed. */
export async function addMeeting(tx: Db, call: Call, input: NewMeeting & { programmeId: string }): Promise<Meeting> {
  const programme = await openProgramme(tx, call, input.programmeId);
  const actor = await matterActor(tx, call);
  const hostUnitId = input.hostUnitId ?? ownUnitOf(call, programme, actor);
  if (!hostUnitId || !actor.actsFor.includes(hostUnitId)) throw meetingFault("meeting.not-your-unit");
  const units = [...new Set<string>(input.unitIds)];
  await refuseUnfitUnits(tx, programme.id, units);
  refusePast(call, input.heldOn);
  const id = newId(call.at);
  await store.insertMeeting(tx, {
    programme_id: programme.id,
    id,
    number: await store.nextNumber(tx, programme.id),
    kind: input.kind,
    title: input.title,
    host_unit_id: hostUnitId,
    held_on: input.heldOn,
    begins_at: input.beginsAt,
    place: input.place,
    chair: input.chair,
    scope: JSON.stringify(input.scope),
    state: "planned",
    state_since: call.atIso,
    made_at: call.atIso,
    changed_at: call.atIso,
    changed_by: call.actor.personId,
  });
  await store.replaceUnits(tx, programme.id, id, units);
  await recordEvent(tx, call, {
    kind: "meeting.plan",
    programmeId: programme.id,
    subject: { kind: "meeting", id, version: 1 },
    after: { title: input.title, kind: input.kind, heldOn: input.heldOn, place: input.place, state: "planned" },
  });
  return getMeeting(tx, call, { programmeId: programme.id, meetingId: id });
}

/** A day that is over cannot be planned; meetings that took place already are planned for today and noted as held. */
function refusePast(call: Call, heldOn: string): void {
  if (heldOn < call.today) throw meetingFault("meeting.day-passed", { day: heldOn, today: call.today });
}

export async function changeMeeting(
  tx: Db,
  call: Call,
  input: At & MeetingChange & { version: number },
): Promise<Meeting> {
  await actOn(tx, call, input, "change", async ({ programme, meeting, units }) => {
    if (input.heldOn !== undefined && input.heldOn !== meeting.heldOn) refusePast(call, input.heldOn);
    const trace = { before: {} as Record<string, unknown>, after: {} as Record<string, unknown> };
    for (const field of ["title", "heldOn", "beginsAt", "place", "chair"] as const) {
      const value = input[field];
      if (value === undefined || value === meeting[field]) continue;
      trace.before[field] = meeting[field];
      trace.after[field] = value;
    }
    if (input.unitIds) {
      const wanted = [...new Set<string>(input.unitIds)];
      await refuseUnfitUnits(tx, programme.id, wanted);
      await store.replaceUnits(tx, programme.id, meeting.id, wanted);
      const names = await unitsTakingPart(tx, programme.id, wanted);
      trace.before.units = units.map((unit) => unit.name).join("、");
      trace.after.units = wanted.map((id) => names.get(id) ?? id).join("、");
    }
    return {
      patch: {
        ...(input.title === undefined ? {} : { title: input.title }),
        ...(input.heldOn === undefined ? {} : { held_on: input.heldOn }),
        ...(input.beginsAt === undefined ? {} : { begins_at: input.beginsAt }),
        ...(input.place === undefined ? {} : { place: input.place }),
        ...(input.chair === undefined ? {} : { chair: input.chair }),
        ...(input.scope === undefined ? {} : { scope: JSON.stringify(input.scope) }),
      },
      trace,
    };
  });
  return getMeeting(tx, call, input);
}

/** Makes the agenda from the data as they stand now; what was trimmed stays trimmed, what was added by hand stays. */
export async function proposeMeetingAgenda(tx: Db, call: Call, input: At & { version: number }): Promise<Meeting> {
  await actOn(tx, call, input, "propose", async ({ programme, meeting, agenda }) => {
    const proposed = await proposeAgenda(tx, call, {
      programmeId: programme.id,
      meetingId: meeting.id,
      kind: meeting.kind,
      scope: meeting.scope,
    });
    const items = renewAgenda(agenda, proposed).map(
      (one): AgendaItem =>
        "kept" in one
          ? { ...one.kept, trimmed: one.trimmed }
          : {
              id: newId(call.at),
              source: one.fresh.source,
              subjectId: one.fresh.subjectId,
              title: one.fresh.title,
              reasons: [...one.fresh.reasons],
              href: one.fresh.href,
              trimmed: one.trimmed,
              conclusion: null,
            },
    );
    await store.replaceAgenda(tx, programme.id, meeting.id, items);
    return {
      patch: { agenda_as_of: call.today },
      trace: { before: { items: agenda.length }, after: { items: items.length, agendaAsOf: call.today } },
    };
  });
  return getMeeting(tx, call, input);
}

/** Orders and trims the agenda and adds to it by hand; items that are not named are trimmed, never lost. */
export async function arrangeAgenda(
  tx: Db,
  call: Call,
  input: At & ArrangedAgenda & { version: number },
): Promise<Meeting> {
  await actOn(tx, call, input, "arrange", async ({ programme, meeting, agenda }) => {
    const held = new Map(agenda.map((item) => [item.id, item]));
    const items = input.items.map(({ id, title, trimmed }): AgendaItem => {
      const item = id === undefined ? undefined : held.get(id);
      if (id !== undefined && !item) throw meetingFault("meeting.stray-item");
      if (item) {
        held.delete(item.id);
        return { ...item, trimmed };
      }
      if (!title) throw meetingFault("meeting.item-untitled");
      const words = { zh: title, en: title };
      return {
        id: newId(call.at),
        source: "hand",
        subjectId: null,
        title: words,
        reasons: [],
        href: null,
        trimmed,
        conclusion: null,
      };
    });
    const left = [...held.values()].map((item) => ({ ...item, trimmed: true }));
    await store.replaceAgenda(tx, programme.id, meeting.id, [...items, ...left]);
    const on = (list: readonly AgendaItem[]) => list.filter((item) => !item.trimmed).length;
    return { patch: {}, trace: { before: { items: on(agenda) }, after: { items: on(items) } } };
  });
  return getMeeting(tx, call, input);
}

const moved = async (tx: Db, call: Call, input: ActInput, name: "revise" | "close" | "cancel"): Promise<Meeting> => {
  await actOn(tx, call, input, name);
  return getMeeting(tx, call, input);
};
export const reviseAgenda = (tx: Db, call: Call, input: ActInput) => moved(tx, call, input, "revise");
export const closeMeeting = (tx: Db, call: Call, input: ActInput) => moved(tx, call, input, "close");
export const cancelMeeting = (tx: Db, call: Call, input: ActInput) => moved(tx, call, input, "cancel");

/** Settles the agenda: from now on everybody reads the same paper. The story keeps its titles, should it be arranged again. */
export async function prepareMeeting(tx: Db, call: Call, input: ActInput): Promise<Meeting> {
  await actOn(tx, call, input, "prepare", async ({ meeting, agenda }) => ({
    patch: { agenda_as_of: meeting.agendaAsOf ?? call.today },
    trace: {
      before: {},
      after: { agenda: agenda.filter((item) => !item.trimmed).map((item) => item.title.zh) },
    },
  }));
  return getMeeting(tx, call, input);
}

/** Notes that the meeting took place, and who came. */
export async function holdMeeting(
  tx: Db,
  call: Call,
  input: ActInput & { attendedUnitIds: readonly string[] },
): Promise<Meeting> {
  await actOn(tx, call, input, "hold", async ({ programme, meeting, units }) => {
    const known = new Set(units.map((unit) => unit.id));
    if (input.attendedUnitIds.some((id) => !known.has(id))) throw meetingFault("meeting.no-such-unit");
    await store.markAttended(tx, programme.id, meeting.id, input.attendedUnitIds);
    const came = units.filter((unit) => input.attendedUnitIds.includes(unit.id)).map((unit) => unit.name);
    return { patch: {}, trace: { before: {}, after: { attended: came.join("、") } } };
  });
  return getMeeting(tx, call, input);
}
