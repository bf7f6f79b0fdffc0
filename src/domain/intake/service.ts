// A plan on its way in: upload and compile, settle, confirm in one transaction, or discard.
import { createHash } from "node:crypto";
import { ReplyFile } from "../../http/http.ts";
import type { Call } from "../../kernel/call.ts";
import type { Upload } from "../../kernel/contract.ts";
import { Fault, kernelFault } from "../../kernel/errors.ts";
import { newId } from "../../kernel/ids.ts";
import { markOf, readMark } from "../../kernel/page-mark.ts";
import { recordEvent } from "../audit/service.ts";
import type { UnitKind } from "../organisations/model.ts";
import { addUnit, matchUnits, unitNames } from "../organisations/service.ts";
import type { ProgrammeId } from "../pilot/model.ts";
import { enterPlan, holdProgramme, openAsOffice } from "../pilot/service.ts";
import { carryLinks, likelyProgramme } from "../pilot/versions-service.ts";
import type { Db } from "../tables.ts";
import { enterTasks } from "../tasks/enter.ts";
import { leaveTasks } from "../tasks/keep.ts";
import type { TaskPart } from "../tasks/model.ts";
import { compile } from "./compile/compile.ts";
import { CompileRefusal } from "./compile/limits.ts";
import { draftOf, rowFacts, type StoredDraft, withKeys } from "./draft-of.ts";
import {
  type DraftTask,
  type Import,
  type ImportChange,
  type ImportSummary,
  importFault,
  importStates,
} from "./model.ts";
import { type NextVersion, noDecisions, type SomeDecisions } from "./model-next.ts";
import { checkDecisions, compareDraft, decideNext, firstVersion } from "./next-service.ts";
import { readPlanFile } from "./read/read.ts";
import { FileRefused } from "./read/refusals.ts";
import { applyChange, type ImportState, joinDecisions, mayConfirm, namesOf } from "./rules.ts";
import * as store from "./store.ts";

export interface ReadPlan {
  draft: StoredDraft;
  fileKind: string;
  digest: string;
}

/** Reads and compiles a file; needs no database and is done before the transaction opens. */
export async function readUpload({ file }: { file: Upload }): Promise<{ plan: ReadPlan }> {
  try {
    const read = await readPlanFile(file.bytes, file.name);
    const draft = draftOf(read.document, compile(read.document), read.warnings);
    return { plan: { draft, fileKind: read.kind, digest: createHash("sha256").update(file.bytes).digest("hex") } };
  } catch (error) {
    if (error instanceof FileRefused || error instanceof CompileRefusal)
      throw new Fault(error.code, { category: "unprocessable", zh: error.zh, en: error.en });
    throw error;
  }
}

/** Keeps the file and its draft; units are matched to known ones by name. */
export async function startImport(
  tx: Db,
  call: Call,
  input: { file: Upload; programmeId?: string | undefined; plan: ReadPlan },
): Promise<Import> {
  if (input.programmeId) await openAsOffice(tx, call, input.programmeId);
  const { plan, file } = input;
  await store.keepFile(tx, { digest: plan.digest, mediaType: plan.fileKind, bytes: file.bytes, at: call.atIso });
  const id = newId(call.at);
  await store.insertImport(tx, {
    id,
    programmeId: input.programmeId ?? null,
    ownerUnitId: call.actor.unitId,
    fileName: file.name,
    fileKind: plan.fileKind,
    fileDigest: plan.digest,
    state: "draft",
    draft: await withKnownUnits(tx, plan.draft, input.programmeId),
    madeBy: call.actor.personId,
    madeAt: call.atIso,
  });
  await recordEvent(tx, call, {
    kind: "import.started",
    programmeId: input.programmeId ?? null,
    subject: { kind: "import", id, version: 1 },
    after: { fileName: file.name, digest: plan.digest, tasks: plan.draft.tasks.length },
  });
  return getImport(tx, call, { importId: id });
}

/** Fills in the units that the names stand for, and a suggestion where only a near name is known. */
async function withKnownUnits(
  tx: Db,
  draft: StoredDraft,
  programmeId: string | null | undefined,
  names: ReadonlySet<string> = new Set(draft.units.map((unit) => unit.name)),
): Promise<StoredDraft> {
  if (names.size === 0) return draft;
  const matches = await matchUnits(tx, [...names], {
    ...(programmeId ? { programmeId } : {}),
    ...(draft.head.issuer ? { government: draft.head.issuer } : {}),
  });
  const units = draft.units.map((unit) => {
    const match = matches.get(unit.name);
    if (unit.unitId || !match) return unit;
    return match.exact
      ? { ...unit, unitId: match.unitId, unitName: match.name }
      : { ...unit, suggestion: { unitId: match.unitId, name: match.name } };
  });
  return { ...draft, units: units as StoredDraft["units"] };
}

interface At {
  importId: string;
}

export async function getImport(db: Db, call: Call, { importId }: At): Promise<Import> {
  const row = await load(db, call, importId);
  const asked = row.state === "draft" && row.programmeId === null;
  return present(row, asked ? await likelyProgramme(db, call, row.draft.head) : null);
}

/** The draft beside the plan that holds now, with what becomes of its tasks and links. */
export async function compareImport(db: Db, call: Call, { importId }: At): Promise<NextVersion> {
  return compareDraft(db, call, await load(db, call, importId));
}

export async function listImports(db: Db, call: Call, query: { limit: number; after?: string | undefined }) {
  const sort = [{ by: "madeAt", down: true }];
  const [madeAt, id] = query.after ? (readMark(sort, query.after, 2) as [string, string]) : [];
  const { items, total } = await store.findImports(
    db,
    call.actor.unitIds,
    query.limit,
    madeAt && id ? { madeAt, id } : null,
  );
  const page = items.slice(0, query.limit);
  const last = page.at(-1);
  const next = last && items.length > page.length ? markOf(sort, [last.madeAt, last.id]) : null;
  return { items: page as unknown as ImportSummary[], total, next };
}

/** Applies what a person settled: heads, tasks, units, findings. */
export async function changeImport(
  tx: Db,
  call: Call,
  input: At & ImportChange & { version: number },
): Promise<Import> {
  const { importId, version, ...change } = input;
  const row = await loadDraft(tx, call, importId, version);
  if (change.programmeId) await openAsOffice(tx, call, change.programmeId);
  const changed = applyChange({ ...row.draft, programmeId: row.programmeId }, change);
  if ("missing" in changed) throw importFault("import.no-such-item", { key: changed.missing });
  const { programmeId, ...rest } = changed.draft;
  // Names that a person has just typed; one that somebody declared to be new stays new.
  const before = new Set(row.draft.units.map((unit) => unit.name));
  const typed = new Set(rest.units.flatMap((unit) => (before.has(unit.name) ? [] : [unit.name])));
  const matched = await withKnownUnits(tx, { ...rest, tasks: withKeys(rest.tasks) }, programmeId, typed);
  const draft = await nameChosenUnits(tx, matched);
  if (change.decisions) {
    if (!programmeId) throw importFault("import.no-programme");
    await checkDecisions(tx, call, programmeId, draft);
  }
  await save(tx, call, row, { state: "draft", draft, programmeId }, "import.settled", { fields: Object.keys(change) });
  return getImport(tx, call, input);
}

/** The names of the units that a person chose. */
async function nameChosenUnits(tx: Db, draft: StoredDraft): Promise<StoredDraft> {
  const chosen = await unitNames(
    tx,
    draft.units.flatMap((unit) => (unit.unitId ? [unit.unitId] : [])),
  );
  return {
    ...draft,
    units: draft.units.map((unit) => {
      if (!unit.unitId) return { ...unit, unitName: null };
      const unitName = chosen.get(unit.unitId);
      if (!unitName) throw importFault("import.no-such-item", { key: unit.name });
      return { ...unit, unitName };
    }),
  };
}

interface Confirm extends At {
  version: number;
  programmeId: string | null;
  startsOn: string | null;
  planVersionId?: string | null;
  decisions?: SomeDecisions | undefined;
  demo?: boolean;
}

/** Everything at once: new units, the programme or its next version, the ledger, and what goes on from the version before. */
export async function confirmImport(tx: Db, call: Call, input: Confirm) {
  const row = await loadDraft(tx, call, input.importId, input.version);
  const decision = mayConfirm(row.draft);
  if (!decision.allowed) throw importFault(decision.code as "import.no-tasks", decision.facts);
  const draft = { ...row.draft, decisions: joinDecisions(row.draft.decisions, input.decisions ?? {}) };
  const programmeId = input.programmeId ?? row.programmeId;
  const held = programmeId ? await holdProgramme(tx, call, programmeId) : null;
  const decided = programmeId
    ? await decideNext(tx, call, programmeId, draft, input.planVersionId ?? null)
    : firstVersion;
  const tasks = draft.tasks.filter((task) => !task.dropped);
  const demo = held ? held.demo : (input.demo ?? false);
  const unitIds = await settleUnits(tx, call, draft, tasks, demo);
  const startsOn = input.startsOn ?? draft.head.issuedOn;
  const entered = await enterPlan(tx, call, {
    programmeId,
    ...draft.head,
    startsOn,
    text: draft.text,
    fileDigest: row.fileDigest,
    findings: draft.findings,
    elements: settledElements(draft).map(decided.marked),
    officeUnitId: call.actor.unitId,
    demo,
  });
  const unitsOf = (names: readonly string[], part: TaskPart, implied: boolean) =>
    names.map((name) => ({ unitId: unitIds.get(name) as string, part, implied }));
  const { taskIds: _ids, ...counts } = await enterTasks(
    tx,
    call,
    entered.programmeId,
    entered.planVersionId,
    tasks.map((task) => ({
      ...task,
      ...decided.carriesOf(task),
      startsOn,
      units: [
        ...unitsOf(task.lead, "lead", false),
        ...unitsOf(task.support, "support", false),
        ...unitsOf(task.guide, "guide", false),
        ...task.implied.flatMap((one) => unitsOf([one.unit], one.part, true)),
      ],
    })),
  );
  const dropped = decided.olderVersionId ? await leaveTasks(tx, call, entered.programmeId, decided.olderVersionId) : 0;
  const links = await carryLinks(tx, call, entered.programmeId, decided.moves);
  await save(tx, call, row, { state: "confirmed", draft, programmeId: entered.programmeId }, "import.confirmed", {
    ...counts,
    dropped,
    links,
    programmeId: entered.programmeId,
  });
  return { programmeId: entered.programmeId as ProgrammeId, taskCount: tasks.length, ...counts, dropped };
}

/** Table rows with the units and time limits as people settled them. */
function settledElements(draft: StoredDraft): StoredDraft["elements"] {
  const byStart = new Map(draft.tasks.map((task) => [task.start, task]));
  return draft.elements.map((element) => {
    const task = element.kind === "row" ? byStart.get(element.start) : undefined;
    return task ? { ...element, facts: rowFacts(task) } : element;
  });
}

/** The unit behind each name; names without one become new units, to be checked later. */
async function settleUnits(
  tx: Db,
  call: Call,
  draft: StoredDraft,
  tasks: readonly DraftTask[],
  demo: boolean,
): Promise<Map<string, string>> {
  const used = new Set(tasks.flatMap(namesOf));
  const ids = new Map<string, string>();
  for (const unit of draft.units) {
    if (!used.has(unit.name)) continue;
    const id =
      unit.unitId ??
      (await addUnit(tx, call, { ...newUnit, kind: unit.kind as UnitKind, name: unit.name, known: false, demo })).id;
    ids.set(unit.name, id);
  }
  return ids;
}

const newUnit = { parentId: null, code: null, aliases: [] };

export async function discardImport(tx: Db, call: Call, input: At & { version: number }): Promise<undefined> {
  const row = await loadDraft(tx, call, input.importId, input.version);
  await save(
    tx,
    call,
    row,
    { state: "discarded", draft: row.draft, programmeId: row.programmeId },
    "import.discarded",
    {},
  );
}

export async function getImportFile(db: Db, call: Call, { importId }: At): Promise<ReplyFile> {
  const row = await load(db, call, importId);
  const file = await store.readFile(db, row.fileDigest);
  if (!file) throw importFault("import.absent");
  return new ReplyFile(row.fileName, "application/octet-stream", file.content);
}

async function load(db: Db, call: Call, id: string): Promise<store.ImportRow> {
  const row = await store.findImport(db, call.actor.unitIds, id);
  if (!row) throw importFault("import.absent");
  // Drafts made before anything could be decided about the version they follow.
  return { ...row, draft: { ...row.draft, decisions: row.draft.decisions ?? noDecisions } };
}

async function loadDraft(tx: Db, call: Call, id: string, version: number): Promise<store.ImportRow> {
  const row = await load(tx, call, id);
  const state = row.state as ImportState;
  if (state !== "draft") throw importFault("import.ended", { state: importStates[state].zh });
  if (row.version !== version) throw kernelFault("version.stale", { current: row.version, given: version });
  return row;
}

async function save(
  tx: Db,
  call: Call,
  row: store.ImportRow,
  change: { state: ImportState; draft: StoredDraft; programmeId: string | null },
  kind: string,
  after: Record<string, unknown>,
): Promise<void> {
  if (!(await store.saveImport(tx, row.id, row.version, { ...change, at: call.atIso })))
    throw kernelFault("version.stale", { current: row.version + 1, given: row.version });
  await recordEvent(tx, call, {
    kind,
    programmeId: change.programmeId,
    subject: { kind: "import", id: row.id, version: row.version + 1 },
    after,
  });
}

function present(row: store.ImportRow, likely: Import["likely"]): Import {
  const { draft, ownerUnitId: _owner, fileDigest: _digest, ...rest } = row;
  const open = row.state === "draft";
  return {
    ...rest,
    ...draft,
    likely,
    title: draft.head.title,
    taskCount: draft.tasks.filter((task) => !task.dropped).length,
    openFindings: draft.findings.filter((finding) => !finding.settled).length,
    abilities: { edit: open, confirm: open && mayConfirm(draft).allowed },
  } as Import;
}
