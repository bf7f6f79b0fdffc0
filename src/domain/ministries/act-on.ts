// How every act on an entry goes: load what the rules ask for, decide by the table, save with the version, record the event.
import type { Call } from "../../kernel/call.ts";
import { kernelFault } from "../../kernel/errors.ts";
import { decideNote } from "../../kernel/state-machine.ts";
import { recordEvent } from "../audit/service.ts";
import { matterActor, unitsTakingPart } from "../matters/actors.ts";
import { bothWords } from "../matters/decision-words.ts";
import type { OpenProgramme } from "../pilot/rules.ts";
import { openProgramme } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import { taskAudiences } from "../tasks/audience.ts";
import { isInScope, ledgerScope } from "../tasks/rules.ts";
import { entryParties, ministryFault } from "./model.ts";
import { decideEntry, type MinistryAct, ministryActs, ministryWords } from "./rules.ts";
import * as store from "./store.ts";

export interface At {
  programmeId: string;
  entryId: string;
}
export type ActInput = At & { version: number; note?: string | undefined };
export type Loaded = Awaited<ReturnType<typeof load>>;

/** Everything of an entry; absent and invisible look alike. */
export async function load(db: Db, call: Call, at: At) {
  const programme = await openProgramme(db, call, at.programmeId);
  const entry = await store.findEntry(db, programme.id, at.entryId);
  if (!entry || !(await sees(db, call, programme, entry))) throw ministryFault("ministry.absent");
  const actor = await matterActor(db, call);
  const letters = await store.findLetters(db, programme.id, entry.id);
  return { programme, entry, actor, letters };
}

/** The same decision as the list's own query makes. */
async function sees(db: Db, call: Call, programme: OpenProgramme, entry: store.EntryRow): Promise<boolean> {
  const scope = ledgerScope(call.actor, programme.officeUnitId);
  if (scope.all || call.actor.unitIds.includes(entry.leadUnitId)) return true;
  const ids = entry.tasks.map((task) => task.id);
  const audiences = await taskAudiences(db, programme.id, ids, call.at);
  return [...audiences.values()].some((audience) => isInScope(scope, audience));
}

interface Done {
  patch: Omit<store.EntryPatch, "changed_at" | "changed_by" | "state" | "state_since">;
  trace: { before: Record<string, unknown>; after: Record<string, unknown> };
}

/** Carries out an act: the table says from where, to where, by whom; `more` does what else belongs to it. */
export async function actOn(
  tx: Db,
  call: Call,
  input: ActInput,
  name: MinistryAct,
  more: (loaded: Loaded) => Promise<Done>,
): Promise<void> {
  const loaded = await load(tx, call, input);
  const { programme, entry } = loaded;
  refuse(loaded, input, name);
  const { patch, trace } = await more(loaded);
  const state = ministryActs[name].to ?? entry.state;
  const moves = state !== entry.state;
  const saved = await store.saveEntry(
    tx,
    { programmeId: programme.id, id: entry.id, version: entry.version },
    {
      ...patch,
      ...(moves ? { state, state_since: call.atIso } : {}),
      changed_at: call.atIso,
      changed_by: call.actor.personId,
    },
  );
  if (!saved) throw kernelFault("version.stale", { current: entry.version + 1, given: entry.version });
  await recordEvent(tx, call, {
    kind: `ministry.${name}`,
    programmeId: programme.id,
    subject: { kind: "ministry", id: entry.id, version: entry.version + 1 },
    note: input.note,
    before: { ...(moves ? { state: entry.state } : {}), ...trace.before },
    after: { ...(moves ? { state } : {}), ...trace.after },
  });
}

function refuse({ programme, entry, actor }: Loaded, input: ActInput, name: MinistryAct): void {
  if (entry.version !== input.version)
    throw kernelFault("version.stale", { current: entry.version, given: input.version });
  const decision = decideEntry(actor, { ...entry, officeUnitId: programme.officeUnitId })[name];
  const row: (typeof ministryActs)[MinistryAct] & { note?: "required" | "optional" } = ministryActs[name];
  const act = { zh: row.zh, en: row.en };
  if (!decision.allowed && decision.code === "act.not-your-part") {
    const parties = row.by.map((party) => entryParties[party]);
    throw ministryFault("ministry.not-yours", {
      act,
      parties: { zh: parties.map((one) => one.zh).join("、"), en: parties.map((one) => one.en).join(", ") },
    });
  }
  if (!decision.allowed) throw ministryFault("ministry.refused", { act, why: bothWords(ministryWords, decision) });
  if (!decideNote(row, input.note).allowed) throw ministryFault("ministry.note-required", { act });
}

/** The short name of a unit that lives and takes part in the pilot. */
export async function refuseUnfitUnit(tx: Db, programmeId: string, unitId: string): Promise<string> {
  const name = (await unitsTakingPart(tx, programmeId, [unitId])).get(unitId);
  if (name === undefined) throw ministryFault("ministry.no-such-unit");
  return name;
}

export async function refuseUnfitTasks(
  tx: Db,
  call: Call,
  programme: OpenProgramme,
  taskIds: readonly string[],
): Promise<void> {
  const scope = ledgerScope(call.actor, programme.officeUnitId);
  const audiences = await taskAudiences(tx, programme.id, taskIds, call.at);
  for (const id of taskIds) {
    const audience = audiences.get(id);
    if (!audience || !isInScope(scope, audience)) throw ministryFault("ministry.no-such-task");
  }
}
