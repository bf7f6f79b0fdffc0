// Programmes and plans: opening one as somebody may see it, reading the living document, linking work to sentences.

import { type Call, onceInRequest } from "../../kernel/call.ts";
import { kernelFault } from "../../kernel/errors.ts";
import { newId } from "../../kernel/ids.ts";
import { markOf, readMark } from "../../kernel/page-mark.ts";
import type { Sort } from "../../kernel/page-of.ts";
import { dayRead } from "../../kernel/rows-at.ts";
import { recordEvent } from "../audit/service.ts";
import type { Db } from "../tables.ts";
import { behindSources, type Link } from "./behind.ts";
import { addWorkingDays } from "./calendar.ts";
import { industries } from "./industries.ts";
import { type GoalReading, type Plan, type PlanElement, type ProgrammeSummary, pilotFault } from "./model.ts";
import { places } from "./places.ts";
import { endsOn, mayLink, type OpenProgramme } from "./rules.ts";
import * as store from "./store.ts";
import { linksOf } from "./versions-service.ts";

/**
 * The programme, if the actor may know of it.
 * @throws Fault `programme.absent`, the same whether it does not exist or is not theirs
 */
export async function openProgramme(db: Db, call: Call, id: string): Promise<OpenProgramme> {
  const row = await onceInRequest(call, `programme ${id}`, () => store.findProgramme(db, call.actor, id));
  if (!row) throw pilotFault("programme.absent");
  return row;
}

/** All programmes the actor takes part in. */
export const programmesOf = (db: Db, call: Call) => store.findProgrammes(db, call.actor, undefined, null);

interface ProgrammeQuery {
  q?: string | undefined;
  sort?: readonly Sort[];
  limit: number;
  after?: string | undefined;
}

/** Real pilots before demo ones, the newest first (of demo ones the first made), unless asked by title. A page's mark is its last programme. */
export async function listProgrammes(db: Db, call: Call, query: ProgrammeQuery) {
  const sorts = query.sort ?? [];
  const rows = await store.findProgrammes(db, call.actor, query.q, sorts[0] ?? null);
  const [last] = query.after ? readMark(sorts, query.after, 1) : [];
  const from = last === undefined ? 0 : rows.findIndex((row) => row.id === last) + 1;
  if (last !== undefined && from === 0) throw kernelFault("list.bad-cursor");
  const page = rows.slice(from, from + query.limit);
  const counts = await taskCounts(db, page);
  const more = from + page.length < rows.length;
  return {
    items: page.map((row) => summaryOf(row, counts)),
    total: rows.length,
    next: more ? markOf(sorts, [page.at(-1)?.id ?? null]) : null,
  };
}

const taskCounts = async (db: Db, rows: readonly { id: string }[]): Promise<ReadonlyMap<string, number>> => {
  const tasks = behindSources().find((source) => source.kind === "task");
  return (
    (await tasks?.count?.(
      db,
      rows.map((row) => row.id),
    )) ?? new Map()
  );
};

const summaryOf = (row: store.ProgrammeRow, counts: ReadonlyMap<string, number>): ProgrammeSummary =>
  ({
    id: row.id,
    title: row.title,
    shortTitle: row.shortTitle,
    issuer: row.issuer,
    startsOn: row.startsOn,
    endsOn: row.endsOn,
    demo: row.demo,
    taskCount: counts.get(row.id) ?? 0,
  }) as ProgrammeSummary;

/** The living document: the plan's text, its parts, and what stands behind each sentence, now or as of a day. */
export async function getPlan(
  db: Db,
  call: Call,
  query: { programmeId: string; planVersion?: string | undefined; asOf?: string | undefined },
): Promise<Plan> {
  const row = await store.findProgramme(db, call.actor, query.programmeId);
  if (!row) throw pilotFault("programme.absent");
  const { asOf } = dayRead(call, query.asOf);
  const versions = await store.findPlanVersions(db, row.id);
  const wanted = query.planVersion
    ? versions.find((version) => version.id === query.planVersion)
    : versions.findLast((version) => !asOf || version.confirmedAt < asOf);
  if (!wanted) throw pilotFault("plan.absent");
  const text = await store.findPlanText(db, row.id, wanted.id);
  if (!text) throw pilotFault("plan.absent");
  const elements = await store.findElements(db, row.id, wanted.id);
  const links = asOf ? await store.findLinks(db, row.id, asOf) : await linksOf(db, row.id, versions, wanted);
  const behind = [];
  const findings = [...text.findings];
  const programme = { ...row, planVersionId: wanted.id };
  const holds = query.planVersion === undefined || wanted.id === row.planVersionId;
  for (const source of behindSources()) {
    behind.push(...(await source.behind(db, call, programme, elements, links, asOf)));
    if (holds && source.findings) findings.push(...(await source.findings(db, call, programme, asOf)));
  }
  return {
    programme: summaryOf(row, await taskCounts(db, [row])),
    version: row.version,
    planVersion: wanted,
    versions,
    text: text.text,
    findings,
    elements,
    behind,
    goals: await readGoals(db, row, elements, asOf, query.asOf ?? call.today),
    abilities: { link: !asOf && mayLink(call.actor, row).allowed, import: !asOf && mayLink(call.actor, row).allowed },
  };
}

async function readGoals(
  db: Db,
  programme: OpenProgramme,
  elements: readonly PlanElement[],
  asOf: string | null,
  day: string,
) {
  const readings: GoalReading[] = [];
  for (const goal of elements.filter((element) => element.kind === "goal"))
    for (const source of behindSources()) {
      const reading = await source.readGoal?.(db, programme, goal, asOf, day);
      if (reading) {
        readings.push(reading);
        break;
      }
    }
  return readings;
}

export interface StatedGoal {
  elementId: string;
  /** The goal's own words, and the sentence they stand in. */
  text: string;
  sentence: { text: string; contentKey: string } | null;
  path: string[];
  unit: string | null;
  reading: GoalReading | null;
}

/** The goals of the plan in its own order, each with its sentence and its live number, now or as of a day. */
export async function listGoals(
  db: Db,
  call: Call,
  query: { programmeId: string; asOf?: string | undefined },
): Promise<StatedGoal[]> {
  const programme = await openProgramme(db, call, query.programmeId);
  const { asOf } = dayRead(call, query.asOf);
  const versions = await store.findPlanVersions(db, programme.id);
  const version = versions.findLast((one) => !asOf || one.confirmedAt < asOf);
  if (!version) return [];
  const elements = await store.findElements(db, programme.id, version.id);
  const sentences = elements.filter((element) => element.kind === "sentence" || element.kind === "row");
  const readings = new Map(
    (await readGoals(db, programme, elements, asOf, query.asOf ?? call.today)).map((reading) => [
      reading.elementId as string,
      reading,
    ]),
  );
  return elements
    .filter((element) => element.kind === "goal")
    .map((goal) => {
      const sentence = sentences.find((one) => one.start <= goal.start && goal.start < one.end);
      return {
        elementId: goal.id,
        text: goal.text,
        sentence: sentence ? { text: sentence.text, contentKey: sentence.contentKey } : null,
        path: goal.path,
        unit: typeof goal.facts.unit === "string" ? goal.facts.unit : null,
        reading: readings.get(goal.id) ?? null,
      };
    });
}

/** Units of some kinds that take part in a programme. */
export async function listParticipants(db: Db, call: Call, programmeId: string, kinds: readonly string[]) {
  const programme = await openProgramme(db, call, programmeId);
  return store.findParticipants(db, programme.id, kinds);
}

type LinkInput = Link & { programmeId: string };

/** Hangs a piece of work on a sentence of the current plan; saying it twice changes nothing. */
export async function linkSentence(
  tx: Db,
  call: Call,
  input: LinkInput & { note?: string | undefined },
): Promise<undefined> {
  const programme = await openAsOffice(tx, call, input.programmeId);
  if (!(await store.hasSentence(tx, programme.id, input.contentKey))) throw pilotFault("plan.no-such-sentence");
  const source = behindSources().find((one) => one.kind === input.targetKind);
  if (!source || !(await source.exists(tx, programme.id, input.targetId))) throw pilotFault("plan.no-such-target");
  const held = await store.findLinks(tx, programme.id, null);
  if (held.some((link) => sameLink(link, input))) return;
  await store.insertLink(tx, programme.id, {
    ...input,
    note: input.note ?? null,
    at: call.atIso,
    by: call.actor.personId,
  });
  await recordLink(tx, call, input, "plan.linked", input.note);
}

export async function unlinkSentence(tx: Db, call: Call, input: LinkInput): Promise<undefined> {
  const programme = await openAsOffice(tx, call, input.programmeId);
  if (await store.endLink(tx, programme.id, input, call.atIso)) await recordLink(tx, call, input, "plan.unlinked");
}

/**
 * The programme, for people of the office that runs it.
 * @throws Fault `programme.absent`, `programme.not-yours`
 */
export async function openAsOffice(db: Db, call: Call, id: string): Promise<OpenProgramme> {
  const programme = await openProgramme(db, call, id);
  if (!mayLink(call.actor, programme).allowed) throw pilotFault("programme.not-yours");
  return programme;
}

/**
 * The same under a lock until the transaction ends, with the version that holds: of two people who confirm a new version
 * at once the second sees what the first did.
 */
export async function holdProgramme(tx: Db, call: Call, id: string): Promise<OpenProgramme> {
  await openAsOffice(tx, call, id);
  await store.lockProgramme(tx, id);
  return openProgramme(tx, call, id);
}

const sameLink = (a: Link, b: Link) =>
  a.contentKey === b.contentKey && a.targetKind === b.targetKind && a.targetId === b.targetId;

const recordLink = (tx: Db, call: Call, input: LinkInput, kind: string, note?: string) =>
  recordEvent(tx, call, {
    kind,
    programmeId: input.programmeId,
    subject: { kind: input.targetKind, id: input.targetId },
    note,
    after: { contentKey: input.contentKey },
  });

export interface PlanToEnter {
  /** Goes into this programme as its next version; `null` begins a programme. */
  programmeId: string | null;
  title: string;
  issuer: string | null;
  documentNumber: string | null;
  issuedOn: string | null;
  startsOn: string | null;
  years: number | null;
  basis: readonly { title: string | null; number: string }[];
  text: string;
  fileDigest: string;
  findings: readonly unknown[];
  elements: readonly Omit<PlanElement, "id">[];
  officeUnitId: string;
  demo: boolean;
}

/** Writes a confirmed plan: a programme with its first version, or the next version of one. */
export async function enterPlan(
  tx: Db,
  call: Call,
  plan: PlanToEnter,
): Promise<{ programmeId: string; planVersionId: string; ordinal: number }> {
  const programmeId = plan.programmeId ?? newId(call.at);
  if (plan.programmeId) {
    await holdProgramme(tx, call, plan.programmeId);
  } else {
    await store.insertProgramme(tx, {
      id: programmeId,
      title: plan.title,
      short_title: plan.title.slice(0, 40),
      issuer: plan.issuer,
      office_unit_id: plan.officeUnitId,
      starts_on: plan.startsOn,
      ends_on: endsOn(plan.startsOn, plan.years),
      years: plan.years,
      demo: plan.demo,
      changed_at: call.atIso,
    });
    await joinProgramme(tx, call, programmeId, [plan.officeUnitId]);
  }
  const ordinal = (await store.findPlanVersions(tx, programmeId)).length + 1;
  const planVersionId = newId(call.at);
  await store.insertPlanVersion(
    tx,
    {
      programme_id: programmeId,
      id: planVersionId,
      ordinal,
      title: plan.title,
      issuer: plan.issuer,
      document_number: plan.documentNumber,
      issued_on: plan.issuedOn,
      basis: JSON.stringify(plan.basis),
      text: plan.text,
      file_digest: plan.fileDigest,
      confirmed_at: call.atIso,
      confirmed_by: call.actor.personId,
      findings: JSON.stringify(plan.findings),
    },
    plan.elements.map((element, index) => ({
      programme_id: programmeId,
      plan_version_id: planVersionId,
      id: newId(call.at),
      kind: element.kind,
      ordinal: index,
      level: element.level,
      number: element.number,
      path: element.path,
      text: element.text,
      range_start: element.start,
      range_end: element.end,
      content_key: element.contentKey,
      facts: JSON.stringify(element.facts),
    })),
  );
  await recordEvent(tx, call, {
    kind: "plan.entered",
    programmeId,
    subject: { kind: "planVersion", id: planVersionId, version: ordinal },
    after: { title: plan.title, ordinal, fileDigest: plan.fileDigest },
  });
  return { programmeId, planVersionId, ordinal };
}

/** Makes units take part in a programme, so that their people may know of it. */
export async function joinProgramme(
  tx: Db,
  call: Call,
  programmeId: string,
  unitIds: readonly string[],
): Promise<void> {
  await store.addParticipants(tx, programmeId, [...new Set(unitIds)], call.atIso);
}

export const listIndustries = async () => ({ items: [...industries] });

export const listPlaces = async () => ({ items: [...places] });

export const countWorkingDays = async (_db: Db, _call: Call, query: { from: string; days: number }) =>
  addWorkingDays(query.from, query.days);

/** Is there any programme yet, or any of demo data? Asked at the first start, before anybody has signed in. */
export const hasProgramme = (db: Db, only: { demo?: true } = {}): Promise<boolean> => store.hasProgramme(db, only);
