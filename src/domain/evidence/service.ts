// Acts on evidence: load, decide, save, record the event; each on the transaction it is given.
import type { Call } from "../../kernel/call.ts";
import { kernelFault } from "../../kernel/errors.ts";
import { newId } from "../../kernel/ids.ts";
import { recordEvent } from "../audit/service.ts";
import type { Db } from "../tables.ts";
import {
  type Evidence,
  type EvidenceChange,
  type EvidenceForm,
  type EvidenceList,
  type EvidenceState,
  evidenceForms,
  maxEditions,
  maxEvidence,
  maxFileBytes,
  type NewLink,
  type Subject,
} from "./model.ts";
import { evidenceFault } from "./model-faults.ts";
import {
  type ActInput,
  type At,
  load,
  loadFor,
  type Opened,
  openForAdding,
  openSubject,
  type Programme,
  present,
} from "./open-evidence.ts";
import { abilityOf, decideAdd, type EvidenceAct, evidenceActs } from "./rules.ts";
import { refuseSecrets } from "./secrets.ts";
import * as store from "./store.ts";

/** How many valid pieces of evidence each of these records has on a day; records without any are left out. */
export const countEvidence = (
  db: Db,
  programmeId: string,
  kind: string,
  ids: readonly string[],
  today: string,
): Promise<Map<string, number>> => store.countValid(db, programmeId, kind, ids, today);

/** What of one record's evidence the caller may see and do. */
export async function listEvidence(
  db: Db,
  call: Call,
  query: Subject & { programmeId: string },
): Promise<Omit<EvidenceList, "scanned">> {
  const { programme, rights } = await openSubject(db, call, query.programmeId, query);
  const rows = await store.evidenceOf(db, programme.id, query);
  const items = rows.map((row) => present(call, programme, row, rights));
  return {
    items,
    valid: items.filter((item) => item.counts).length,
    add: abilityOf(decideAdd(rights.mayAdd)),
    limits: { pieces: maxEvidence, fileBytes: maxFileBytes },
  };
}

export async function getEvidence(db: Db, call: Call, at: At): Promise<Evidence> {
  const { programme, row, rights } = await load(db, call, at);
  return present(call, programme, row, rights);
}

/** Adds a link to a record. */
export async function addLink(tx: Db, call: Call, input: NewLink & { programmeId: string }): Promise<Evidence> {
  const declared = refuseSecrets({ title: input.title, address: decoded(input.address) }, input.declared);
  return addPiece(tx, call, input, "link", { ...linkEdition(input.address), declared });
}

/** Gives a link a new address; the former one stays readable. */
export async function replaceLink(
  tx: Db,
  call: Call,
  input: At & { version: number; address: string; declared?: string | undefined },
): Promise<Evidence> {
  const declared = refuseSecrets({ address: decoded(input.address) }, input.declared);
  return replacePiece(tx, call, input, "link", { ...linkEdition(input.address), declared });
}

/** What of an edition its form decides. */
export type EditionFacts = Omit<
  store.NewEdition,
  "programme_id" | "evidence_id" | "number" | "unit_id" | "uploaded_at" | "uploaded_by"
>;

const linkEdition = (address: string): Omit<EditionFacts, "declared"> => ({
  name: null,
  media_type: null,
  size_bytes: null,
  digest: null,
  address,
  read_part: "name",
  virus: "unchecked",
  virus_name: null,
  virus_at: null,
});

/** An address as people read it. */
function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

/** Adds a piece of either form, its edition being ready. */
export async function addPiece(
  tx: Db,
  call: Call,
  input: Subject & { programmeId: string; title: string; validUntil: string | null },
  form: EvidenceForm,
  edition: EditionFacts,
): Promise<Evidence> {
  const opened = await openForAdding(tx, call, input);
  const { programme } = opened;
  refusePast(call, input.validUntil);
  if ((await store.countHeld(tx, programme.id, input)) >= maxEvidence)
    throw evidenceFault("evidence.too-many", { limit: maxEvidence });
  if (edition.digest) await refuseSame(tx, programme.id, input, edition.digest);
  const id = newId(call.at);
  await store.insertEvidence(tx, {
    programme_id: programme.id,
    id,
    subject_kind: input.kind,
    subject_id: input.subjectId,
    form,
    title: input.title,
    valid_until: input.validUntil,
    unit_id: call.actor.unitId,
    made_at: call.atIso,
    made_by: call.actor.personId,
  });
  await insertEdition(tx, call, { programmeId: programme.id, id, number: 1 }, edition);
  await recordEvent(tx, call, {
    kind: "evidence.add",
    programmeId: programme.id,
    subject: { kind: "evidence", id, version: 1 },
    after: { for: `${input.kind} ${input.subjectId}`, form, title: input.title, ...traceOf(edition) },
  });
  return withSame(tx, call, opened, id, edition.digest);
}

/** Puts a new edition before the others; the remark begins anew. */
export async function replacePiece(
  tx: Db,
  call: Call,
  input: At & { version: number },
  form: EvidenceForm,
  edition: EditionFacts,
): Promise<Evidence> {
  const opened = await loadFor(tx, call, input, "replace");
  const { programme, row } = opened;
  const { zh, en } = evidenceForms[row.form];
  if (row.form !== form) throw evidenceFault("evidence.other-form", { form: { zh, en } });
  if (row.edition >= maxEditions) throw evidenceFault("evidence.too-many-editions", { limit: maxEditions });
  if (edition.digest)
    await refuseSame(tx, programme.id, { kind: row.subjectKind, subjectId: row.subjectId }, edition.digest);
  const number = row.edition + 1;
  await insertEdition(tx, call, { programmeId: programme.id, id: row.id, number }, edition);
  await save(
    tx,
    call,
    programme,
    row,
    { edition: number, state: "open" },
    {
      kind: "evidence.replace",
      before: { edition: row.edition, state: row.state },
      after: { edition: number, state: "open", ...traceOf(edition) },
    },
  );
  return withSame(tx, call, opened, row.id, edition.digest);
}

/** Corrects the title or the day until which it holds. */
export async function editEvidence(
  tx: Db,
  call: Call,
  input: At & EvidenceChange & { version: number },
): Promise<Evidence> {
  const { programme, row } = await loadFor(tx, call, input, "edit");
  const title = input.title ?? row.title;
  const validUntil = input.validUntil === undefined ? row.validUntil : input.validUntil;
  if (title === row.title && validUntil === row.validUntil) return getEvidence(tx, call, input);
  refuseSecrets({ title }, undefined);
  if (validUntil !== row.validUntil) refusePast(call, validUntil);
  await save(
    tx,
    call,
    programme,
    row,
    { title, valid_until: validUntil },
    {
      kind: "evidence.edit",
      before: { title: row.title, validUntil: row.validUntil },
      after: { title, validUntil },
    },
  );
  return getEvidence(tx, call, input);
}

export const acceptEvidence = (tx: Db, call: Call, input: ActInput) => remark(tx, call, input, "accept");
export const queryEvidence = (tx: Db, call: Call, input: ActInput) => remark(tx, call, input, "query");
export const rejectEvidence = (tx: Db, call: Call, input: ActInput) => remark(tx, call, input, "reject");
export const withdrawEvidence = (tx: Db, call: Call, input: ActInput) => end(tx, call, input, "withdraw");
export const lockEvidence = (tx: Db, call: Call, input: ActInput) => end(tx, call, input, "lock");

async function remark(tx: Db, call: Call, input: ActInput, name: "accept" | "query" | "reject"): Promise<Evidence> {
  const { programme, row } = await loadFor(tx, call, input, name);
  const state = evidenceActs[name].to;
  await store.setRemark(
    tx,
    { programmeId: programme.id, id: row.id, number: row.edition },
    {
      remark: state,
      remark_note: input.note || null,
      remarked_at: call.atIso,
      remarked_by: call.actor.personId,
    },
  );
  await moved(tx, call, programme, row, input, name, {});
  return getEvidence(tx, call, input);
}

async function end(tx: Db, call: Call, input: ActInput, name: "withdraw" | "lock"): Promise<Evidence> {
  const { programme, row } = await loadFor(tx, call, input, name);
  await moved(tx, call, programme, row, input, name, { end_note: input.note ?? "" });
  return getEvidence(tx, call, input);
}

async function moved(
  tx: Db,
  call: Call,
  programme: Programme,
  row: store.EvidenceRow,
  input: ActInput,
  name: EvidenceAct,
  patch: { end_note?: string },
): Promise<void> {
  const state: EvidenceState = evidenceActs[name].to ?? row.state;
  await save(
    tx,
    call,
    programme,
    row,
    { ...patch, state },
    {
      kind: `evidence.${name}`,
      note: input.note,
      before: { state: row.state, edition: row.edition },
      after: { state, edition: row.edition },
    },
  );
}

const traceOf = (edition: EditionFacts) => ({
  ...(edition.address ? { address: edition.address } : {}),
  ...(edition.digest ? { name: edition.name, digest: edition.digest, sizeBytes: edition.size_bytes } : {}),
  ...(edition.declared ? { declared: edition.declared } : {}),
  ...(edition.digest ? { virus: edition.virus } : {}),
});

const insertEdition = (
  tx: Db,
  call: Call,
  at: { programmeId: string; id: string; number: number },
  edition: EditionFacts,
) =>
  store.insertEdition(tx, {
    ...edition,
    programme_id: at.programmeId,
    evidence_id: at.id,
    number: at.number,
    unit_id: call.actor.unitId,
    uploaded_at: call.atIso,
    uploaded_by: call.actor.personId,
  });

/** A piece as it stands after an act of somebody who had these rights, which adding evidence does not change. */
async function withSame(
  tx: Db,
  call: Call,
  { programme, rights }: Opened,
  id: string,
  digest: string | null,
): Promise<Evidence> {
  const row = await store.findEvidence(tx, programme.id, id);
  if (!row) throw evidenceFault("evidence.absent");
  const same = digest
    ? await store.titleOfSame(tx, programme.id, {
        kind: row.subjectKind,
        subjectId: row.subjectId,
        digest,
        alive: false,
      })
    : null;
  return { ...present(call, programme, row, rights), sameAs: same };
}

/** The same bytes twice would look like two proofs. */
async function refuseSame(tx: Db, programmeId: string, subject: Subject, digest: string): Promise<void> {
  const title = await store.titleOfSame(tx, programmeId, { ...subject, digest, alive: true });
  if (title !== null) throw evidenceFault("evidence.already-there", { title });
}

function refusePast(call: Call, validUntil: string | null): void {
  if (validUntil !== null && validUntil < call.today)
    throw evidenceFault("evidence.valid-until-past", { day: validUntil, today: call.today });
}

async function save(
  tx: Db,
  call: Call,
  programme: Programme,
  row: store.EvidenceRow,
  patch: Omit<Parameters<typeof store.saveEvidence>[2], "changed_at" | "changed_by">,
  trace: { kind: string; note?: string | undefined; before: Record<string, unknown>; after: Record<string, unknown> },
): Promise<void> {
  const at = { programmeId: programme.id, id: row.id, version: row.version };
  const by = { changed_at: call.atIso, changed_by: call.actor.personId };
  if (!(await store.saveEvidence(tx, at, { ...patch, ...by })))
    throw kernelFault("version.stale", { current: row.version + 1, given: row.version });
  await recordEvent(tx, call, {
    ...trace,
    programmeId: programme.id,
    subject: { kind: "evidence", id: row.id, version: row.version + 1 },
  });
}
