// From one version of a plan to the next: the two side by side, what hangs on the older, and links that follow their sentence.
import type { Call } from "../../kernel/call.ts";
import { recordEvents } from "../audit/service.ts";
import type { Db } from "../tables.ts";
import { behindSources, type Link } from "./behind.ts";
import { compare } from "./compare/compare.ts";
import { likeness, pairsOf } from "./compare/likeness.ts";
import type { Part } from "./layout-lines.ts";
import { type Behind, type PlanVersion, type ProgrammeId, pilotFault } from "./model.ts";
import type { Comparison, PlanComparison } from "./model-comparison.ts";
import { plain } from "./plain-text.ts";
import { isOfficeOf } from "./rules.ts";
import * as store from "./store.ts";

/** Two confirmed versions; the newest and the one before it unless others are named. */
export async function comparePlans(
  db: Db,
  call: Call,
  query: { programmeId: string; from?: string | undefined; to?: string | undefined },
): Promise<PlanComparison> {
  const programme = await store.findProgramme(db, call.actor, query.programmeId);
  if (!programme) throw pilotFault("programme.absent");
  const versions = await store.findPlanVersions(db, programme.id);
  const to = query.to ? versions.find((one) => one.id === query.to) : versions.at(-1);
  const from = query.from
    ? versions.find((one) => one.id === query.from)
    : versions.findLast((one) => to !== undefined && one.ordinal < to.ordinal);
  if (!from || !to) throw pilotFault("plan.no-such-version");
  const [older, newer] = [
    await store.findElements(db, programme.id, from.id),
    await store.findElements(db, programme.id, to.id),
  ];
  const comparison = compare(older, newer);
  const links = await linksOf(db, programme.id, versions, from);
  return { ...comparison, from, to, behind: await behindOld(db, call, programme, from, older, links, comparison) };
}

/** A plan that is about to become the next version, against the one that holds now. */
export interface NextVersion {
  current: PlanVersion;
  comparison: Comparison;
  behind: Behind[];
  links: Link[];
}

export async function compareWithCurrent(
  db: Db,
  call: Call,
  programmeId: string,
  elements: readonly Part[],
): Promise<NextVersion> {
  const programme = await store.findProgramme(db, call.actor, programmeId);
  if (!programme) throw pilotFault("programme.absent");
  const versions = await store.findPlanVersions(db, programme.id);
  const current = versions.at(-1);
  if (!current) throw pilotFault("plan.absent");
  const older = await store.findElements(db, programme.id, current.id);
  const comparison = compare(older, elements);
  const links = await store.findLinks(db, programme.id, null);
  return {
    current,
    comparison,
    links,
    behind: await behindOld(db, call, programme, current, older, links, comparison),
  };
}

/** What hangs on sentences that changed or went; on the others it stays where it is. */
async function behindOld(
  db: Db,
  call: Call,
  programme: store.ProgrammeRow,
  version: PlanVersion,
  elements: Awaited<ReturnType<typeof store.findElements>>,
  links: readonly Link[],
  { pairs }: Comparison,
): Promise<Behind[]> {
  const asked = new Set(pairs.flatMap((pair) => (pair.before && pair.kind !== "same" ? [pair.before.contentKey] : [])));
  const found: Behind[] = [];
  for (const source of behindSources())
    found.push(...(await source.behind(db, call, { ...programme, planVersionId: version.id }, elements, links, null)));
  return found.filter((one) => asked.has(one.contentKey));
}

/** Links as they stood while a version held; of the newest as they stand now. */
export async function linksOf(
  db: Db,
  programmeId: string,
  versions: readonly PlanVersion[],
  version: PlanVersion,
): Promise<Link[]> {
  const next = versions.find((one) => one.ordinal > version.ordinal);
  return store.findLinks(db, programmeId, next?.confirmedAt ?? null);
}

/**
 * Links follow their sentence into the new version: the old ones end, so that past days read as they were.
 * @param moves key of the sentence in the new version by its key in the old one
 * @returns how many followed
 */
export async function carryLinks(
  tx: Db,
  call: Call,
  programmeId: string,
  moves: ReadonlyMap<string, string>,
): Promise<number> {
  const moving = [...moves].flatMap(([from, to]) => (from === to ? [] : [{ from, to }]));
  const moved = await store.moveLinks(tx, programmeId, moving, { at: call.atIso, by: call.actor.personId });
  await recordEvents(
    tx,
    call,
    moved.map((link) => ({
      kind: "plan.linkCarried",
      programmeId,
      subject: { kind: link.targetKind, id: link.targetId },
      before: { contentKey: link.contentKey },
      after: { contentKey: link.to },
    })),
  );
  return moved.length;
}

/** From here on a title counts as that of the same plan (…（修订版）). */
const sameTitleFrom = 0.75;

/**
 * The programme whose plan this document seems to be a new version of: the same document number, or nearly the same title.
 * Only programmes of the actor's own office are asked.
 */
export async function likelyProgramme(
  db: Db,
  call: Call,
  head: { title: string; documentNumber: string | null },
): Promise<{ programmeId: ProgrammeId; title: string } | null> {
  const own = (await store.findProgrammes(db, call.actor, undefined, null)).filter((one) =>
    isOfficeOf(call.actor, one),
  );
  const versions = await store.findVersionHeads(
    db,
    own.map((one) => one.id),
  );
  const title = pairsOf(plain(head.title));
  const scored = versions.map((version) => {
    const sameNumber = head.documentNumber !== null && head.documentNumber === version.documentNumber;
    return { version, score: sameNumber ? 2 : likeness(title, pairsOf(plain(version.title))) };
  });
  const best = scored.sort((a, b) => b.score - a.score)[0];
  if (!best || best.score < sameTitleFrom) return null;
  const programme = own.find((one) => one.id === best.version.programmeId);
  return programme ? { programmeId: programme.id as ProgrammeId, title: programme.title } : null;
}
