// A record and its evidence opened for a reader or an act: absent and invisible look alike, the table of acts decides.
import type { Call } from "../../kernel/call.ts";
import { kernelFault } from "../../kernel/errors.ts";
import { decideNote } from "../../kernel/state-machine.ts";
import { openProgramme } from "../pilot/service.ts";
import type { Db } from "../tables.ts";
import { type Evidence, evidenceParties, type Subject } from "./model.ts";
import { evidenceFault } from "./model-faults.ts";
import {
  abilityOf,
  countsOn,
  decideAdd,
  decideEvidence,
  type EvidenceAct,
  evidenceActs,
  explainRefusal,
} from "./rules.ts";
import * as store from "./store.ts";
import { type Rights, subjectOf } from "./subjects.ts";

export interface At {
  programmeId: string;
  evidenceId: string;
}
export type Programme = Awaited<ReturnType<typeof openProgramme>>;

/** A record with what the caller may do with its evidence. */
export interface Opened {
  programme: Programme;
  rights: Rights;
}
export type ActInput = At & { version: number; note?: string | undefined };

/** Opens the record that evidence is for; absent, invisible and unknown kinds look alike. */
export async function openSubject(db: Db, call: Call, programmeId: string, at: Subject): Promise<Opened> {
  const programme = await openProgramme(db, call, programmeId);
  return { programme, rights: await rightsOn(db, call, programme.id, at) };
}

async function rightsOn(db: Db, call: Call, programmeId: string, at: Subject): Promise<Rights> {
  const rights = await subjectOf(at.kind)?.rights(db, call, programmeId, [at.subjectId]);
  const own = rights?.get(at.subjectId);
  if (!own) throw evidenceFault("evidence.absent");
  return own;
}

/** Opens a record that evidence is to be added to; a refusal when the record does not allow it. */
export async function openForAdding(db: Db, call: Call, input: Subject & { programmeId: string }) {
  const opened = await openSubject(db, call, input.programmeId, input);
  const decision = decideAdd(opened.rights.mayAdd);
  if (!decision.allowed)
    throw evidenceFault("evidence.may-not-add", {
      why: { zh: explainRefusal(decision, "zh"), en: explainRefusal(decision, "en") },
    });
  return opened;
}

export async function load(db: Db, call: Call, at: At) {
  const programme = await openProgramme(db, call, at.programmeId);
  const row = await store.findEvidence(db, programme.id, at.evidenceId);
  if (!row) throw evidenceFault("evidence.absent");
  const rights = await rightsOn(db, call, programme.id, { kind: row.subjectKind, subjectId: row.subjectId });
  return { programme, row, rights };
}

/** Loads a piece for an act: absent and invisible look alike, a stale version is told, the table decides. */
export async function loadFor(db: Db, call: Call, at: ActInput, name: EvidenceAct) {
  const loaded = await load(db, call, at);
  const { row } = loaded;
  if (row.version !== at.version) throw kernelFault("version.stale", { current: row.version, given: at.version });
  const decision = decideEvidence(call.actor, factsOf(loaded.programme, row, loaded.rights))[name];
  if (!decision.allowed) throw refusal(name, decision);
  const act: (typeof evidenceActs)[EvidenceAct] & { note?: "required" | "optional" } = evidenceActs[name];
  const note = decideNote(act, at.note);
  if (!note.allowed) throw refusal(name, note);
  return loaded;
}

function refusal(name: EvidenceAct, decision: Parameters<typeof explainRefusal>[0]) {
  const { zh, en, by } = evidenceActs[name];
  const act = { zh, en };
  if (!decision.allowed && decision.code === "act.not-your-part") {
    const parties = (language: "zh" | "en", all: readonly (keyof typeof evidenceParties)[]) =>
      all.map((party) => evidenceParties[party][language]).join(language === "zh" ? "、" : ", ");
    return evidenceFault("evidence.not-yours", { act, parties: { zh: parties("zh", by), en: parties("en", by) } });
  }
  const why = { zh: explainRefusal(decision, "zh"), en: explainRefusal(decision, "en") };
  return evidenceFault("evidence.refused", { act, why });
}

const factsOf = (programme: Programme, row: store.EvidenceRow, rights: Rights) => ({
  state: row.state,
  unitId: row.unitId,
  uploadedBy: row.editions[0]?.uploadedById ?? "",
  officeUnitId: programme.officeUnitId,
  ...rights,
});

export function present(call: Call, programme: Programme, row: store.EvidenceRow, rights: Rights): Evidence {
  const decisions = decideEvidence(call.actor, factsOf(programme, row, rights));
  const shown = {
    id: row.id,
    programmeId: programme.id,
    subjectKind: row.subjectKind,
    subjectId: row.subjectId,
    form: row.form,
    title: row.title,
    state: row.state,
    validUntil: row.validUntil,
    counts: countsOn(call.today, { ...row, virus: row.editions[0]?.virus ?? "unchecked" }),
    endNote: row.endNote,
    unitName: row.unitName,
    version: row.version,
    editions: row.editions,
    sameAs: null,
    abilities: Object.fromEntries(Object.entries(decisions).map(([name, decision]) => [name, abilityOf(decision)])),
  };
  return shown as unknown as Evidence;
}
