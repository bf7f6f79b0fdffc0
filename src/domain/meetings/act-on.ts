// How every act on a meeting goes: load what the rules ask for, decide by the table, save with the version, record the event.
import type { Call } from "../../kernel/call.ts";
import { kernelFault } from "../../kernel/errors.ts";
import { decideNote } from "../../kernel/state-machine.ts";
import { recordEvent } from "../audit/service.ts";
import { matterActor, unitsTakingPart } from "../matters/actors.ts";
import { bothWords } from "../matters/decision-words.ts";
import type { MatterState } from "../matters/model.ts";
import { openProgramme } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import { meetingParties } from "./model.ts";
import { meetingFault } from "./model-faults.ts";
import { decideMeeting, type MeetingAct, type MeetingFacts, meetingActs, meetingWords, partiesOf } from "./rules.ts";
import * as store from "./store.ts";

export interface At {
  programmeId: string;
  meetingId: string;
}
export type ActInput = At & { version: number; note?: string | undefined };
export type Loaded = Awaited<ReturnType<typeof load>>;

/** Everything of a meeting; absent and invisible look alike. */
export async function load(db: Db, call: Call, at: At) {
  const programme = await openProgramme(db, call, at.programmeId);
  const meeting = await store.findMeeting(db, programme.id, at.meetingId);
  if (!meeting) throw meetingFault("meeting.absent");
  const actor = await matterActor(db, call);
  const units = await store.findUnits(db, programme.id, meeting.id);
  const unitIds = units.map((unit) => unit.id);
  const seen = { hostUnitId: meeting.hostUnitId, officeUnitId: programme.officeUnitId, unitIds };
  const isHost = call.actor.unitIds.includes(meeting.hostUnitId);
  if (!isHost && partiesOf(actor, seen).length === 0) throw meetingFault("meeting.absent");
  const agenda = await store.findAgenda(db, programme.id, meeting.id);
  const decisions = await store.findDecisions(db, programme.id, meeting.id);
  const facts: MeetingFacts = {
    ...seen,
    state: meeting.state,
    heldOn: meeting.heldOn,
    itemCount: agenda.filter((item) => !item.trimmed).length,
    decisions: decisions.map((decision) => decision.state as MatterState),
  };
  return { programme, meeting, actor, units, agenda, decisions, facts };
}

interface Done {
  patch: Omit<store.MeetingPatch, "changed_at" | "changed_by" | "state" | "state_since">;
  trace: { before: Record<string, unknown>; after: Record<string, unknown> };
}

/** Carries out an act: the table says from where, to where, by whom; `more` does what else belongs to it. */
export async function actOn(
  tx: Db,
  call: Call,
  input: ActInput,
  name: MeetingAct,
  more: (loaded: Loaded) => Promise<Done> = async () => ({ patch: {}, trace: { before: {}, after: {} } }),
): Promise<void> {
  const loaded = await load(tx, call, input);
  const { programme, meeting } = loaded;
  refuse(call, loaded, input, name);
  const { patch, trace } = await more(loaded);
  const state = meetingActs[name].to ?? meeting.state;
  const moves = state !== meeting.state;
  const saved = await store.saveMeeting(
    tx,
    { programmeId: programme.id, id: meeting.id, version: meeting.version },
    {
      ...patch,
      ...(moves ? { state, state_since: call.atIso } : {}),
      changed_at: call.atIso,
      changed_by: call.actor.personId,
    },
  );
  if (!saved) throw kernelFault("version.stale", { current: meeting.version + 1, given: meeting.version });
  await recordEvent(tx, call, {
    kind: `meeting.${name}`,
    programmeId: programme.id,
    subject: { kind: "meeting", id: meeting.id, version: meeting.version + 1 },
    note: input.note,
    before: { ...(moves ? { state: meeting.state } : {}), ...trace.before },
    after: { ...(moves ? { state } : {}), ...trace.after },
  });
}

function refuse(call: Call, { meeting, actor, facts }: Loaded, input: ActInput, name: MeetingAct): void {
  if (meeting.version !== input.version)
    throw kernelFault("version.stale", { current: meeting.version, given: input.version });
  const decision = decideMeeting(actor, facts, call.today)[name];
  const row: (typeof meetingActs)[MeetingAct] & { note?: "required" | "optional" } = meetingActs[name];
  const act = { zh: row.zh, en: row.en };
  if (!decision.allowed && decision.code === "act.not-your-part") {
    const parties = row.by.map((party) => meetingParties[party]);
    throw meetingFault("meeting.not-yours", {
      act,
      parties: { zh: parties.map((one) => one.zh).join("、"), en: parties.map((one) => one.en).join(", ") },
    });
  }
  if (!decision.allowed) throw meetingFault("meeting.refused", { act, why: bothWords(meetingWords, decision) });
  if (!decideNote(row, input.note).allowed) throw meetingFault("meeting.note-required", { act });
}

/** Who attends must live and take part in the pilot. */
export async function refuseUnfitUnits(tx: Db, programmeId: string, unitIds: readonly string[]): Promise<void> {
  const known = await unitsTakingPart(tx, programmeId, unitIds);
  if (unitIds.some((id) => !known.has(id))) throw meetingFault("meeting.no-such-unit");
}
