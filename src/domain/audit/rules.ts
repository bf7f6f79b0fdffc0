// What a seal covers: one canonical text per event, one per batch. Pure text; hashing is done by the caller.
import type { SealedRow, SealRow, Verification } from "./model.ts";

/** JSON with sorted keys, so that the same content always gives the same text whatever the database's key order. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(",")}}`;
  }
  return JSON.stringify(value ?? null);
}

/** What is hashed for one event. A column that came later is left out where it is empty, so that older seals still hold. */
export function sealedText({ acts_for: actsFor, ...event }: Readonly<Record<string, unknown>>): string {
  return canonicalJson(actsFor === null || actsFor === undefined ? event : { ...event, acts_for: actsFor });
}

/** What is hashed for a batch: its number, time, predecessor and the digests of its events in order. */
export function sealText(seal: Pick<SealRow, "number" | "at" | "previous">, digests: readonly string[]): string {
  return canonicalJson({ number: seal.number, at: seal.at, previous: seal.previous, events: digests });
}

/** What the first seal names as its predecessor. */
export const firstPrevious = "0".repeat(64);

export type Problem = Verification["problems"][number];

/**
 * Compares one stored seal with what its events hash to now.
 * @param recomputed digests of the stored events, by event id; an id that is absent was removed
 * @param rootNow hash of `sealText` over the stored digests
 */
export function checkSeal(
  seal: SealRow,
  expected: { number: number; previous: string },
  entries: readonly SealedRow[],
  recomputed: ReadonlyMap<string, string>,
  rootNow: string,
): Problem[] {
  const problems: Problem[] = [];
  const problem = (eventId: string | null, zh: string, en: string) =>
    problems.push({ sealNumber: seal.number, eventId, zh, en });
  if (seal.number !== expected.number)
    problem(null, `缺少第 ${expected.number} 号封条`, `Seal ${expected.number} is missing`);
  else if (seal.previous !== expected.previous)
    problem(null, "与上一封条不相连", "It does not follow from the seal before it");
  if (entries.length !== seal.eventCount)
    problem(
      null,
      `应有 ${seal.eventCount} 条事件,现有 ${entries.length} 条`,
      `${seal.eventCount} events were sealed, ${entries.length} are there`,
    );
  for (const entry of entries) {
    const now = recomputed.get(entry.eventId);
    if (now === undefined) problem(entry.eventId, "事件已被删除", "The event was removed");
    else if (now !== entry.digest) problem(entry.eventId, "事件内容已被改动", "The event was changed");
  }
  if (rootNow !== seal.digest) problem(null, "封条摘要不符", "The digest of the seal does not match");
  return problems;
}

/** What it means that an event is neither under a seal nor among those that wait for one. */
export const strayProblem = (stray: { eventId: string; removed: boolean }): Problem => ({
  sealNumber: null,
  eventId: stray.eventId,
  zh: stray.removed ? "事件在加封之前已被删除" : "事件不在任何封条之内，也不在待封之列",
  en: stray.removed ? "The event was removed before it was sealed" : "The event is under no seal and waits for none",
});
